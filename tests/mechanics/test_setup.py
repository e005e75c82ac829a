from dataclasses import replace

import pytest

from tests.builders import shipped
from unpinch.mechanics.flaws import MechanicsError
from unpinch.mechanics.setup import Setup, Wanted, suggest, wanted
from unpinch.programme.bands import OwnedBand
from unpinch.programme.model import BandNeed

RED = OwnedBand("red", "flat", "TheraBand", "red")
YELLOW = OwnedBand("yellow", "flat", "TheraBand", "yellow")
GOLD = OwnedBand("gold", "flat", "TheraBand", "gold", 2500)
MINI = OwnedBand("mini", "mini_loop", rest_mm=600, width_mm=50.0, thickness_mm=0.5)
LONG = OwnedBand("long", "loop", rest_mm=2082, width_mm=12.7, thickness_mm=4.5)


def need_of(exercise: str, level: int) -> BandNeed:
    need = shipped().exercises[exercise].level(level).band
    assert need is not None
    return need


def set_up(exercise: str, level: int, *bands: OwnedBand, path_m: float, mass_kg: float | None = 70.0) -> Setup:
    need = need_of(exercise, level)
    return suggest(shipped(), need, bands, wanted(shipped(), exercise, need, mass_kg), path_m)


def test_a_floss_band_comes_with_a_length_between_the_hands() -> None:
    made = set_up("nerve_floss", 2, RED, path_m=1.2)
    assert made.advice.band == "red"
    assert made.where == "between_hands"
    assert made.length_mm == round(1200 / (1 + made.advice.stretch_percent / 100), -1)
    assert f"{made.length_mm // 10} cm of slack band between your hands" in made.text


def test_a_taller_person_takes_a_longer_piece_at_the_same_force() -> None:
    short, tall = (set_up("nerve_floss", 2, RED, path_m=path_m) for path_m in (1.0, 1.4))
    assert short.length_mm is not None
    assert tall.length_mm == pytest.approx(1.4 * short.length_mm, abs=10)
    assert short.advice.force_high_n == tall.advice.force_high_n


def test_a_band_that_is_too_short_is_passed_over() -> None:
    stub = replace(YELLOW, rest_mm=500)
    assert set_up("nerve_floss", 2, stub, RED, path_m=1.3).advice.band == "red"


def test_it_says_plainly_when_every_band_is_too_short() -> None:
    made = set_up("nerve_floss", 2, replace(YELLOW, rest_mm=500), path_m=1.3)
    assert not made.fits
    assert made.text.startswith("Your yellow TheraBand band is too short for your height.")
    assert "towel" in made.text


def test_it_says_plainly_when_none_is_owned() -> None:
    made = set_up("nerve_floss", 2, path_m=1.3)
    assert not made.fits
    assert made.text.startswith("You have no band of the right kind for this.")


def test_latex_is_left_out_on_request() -> None:
    need = need_of("nerve_floss", 2)
    made = suggest(shipped(), need, [RED], wanted(shipped(), "nerve_floss", need), 1.2, no_latex=True)
    assert "latex" in made.text


def test_a_mini_loop_is_judged_by_this_persons_width() -> None:
    narrow, wide = (set_up("clamshell", 2, MINI, path_m=path_m) for path_m in (0.20, 0.28))
    assert narrow.advice.stretch_percent < wide.advice.stretch_percent
    assert narrow.where == "above_knees"
    assert narrow.length_mm is None


def test_a_long_loop_comes_with_a_distance_from_the_anchor() -> None:
    made = set_up("leg_traction", 2, LONG, path_m=1.0)
    assert made.where == "anchor_to_ankle"
    around = 2.082 * (1 + made.advice.stretch_percent / 100)
    assert made.length_mm == pytest.approx((around - 0.118) / 2 * 1000, abs=6)
    assert "from the anchor to your ankle" in made.text


def test_a_flat_band_for_traction_is_taken_double() -> None:
    made = set_up("leg_traction", 2, GOLD, path_m=1.0)
    assert "Take it double" in made.text
    assert not set_up("leg_traction", 2, replace(GOLD, rest_mm=900), path_m=1.0).fits


def test_a_hinges_band_stays_slack() -> None:
    made = set_up("seated_hinge", 1, RED, path_m=1.3)
    assert made.fits
    assert made.length_mm is None
    assert "keep it slack" in made.text


def test_traction_goes_by_body_weight_and_is_capped() -> None:
    need = need_of("leg_traction", 2)
    assert wanted(shipped(), "leg_traction", need, 60.0) == Wanted(29, 58, 88)
    assert wanted(shipped(), "leg_traction", need, 120.0).cap_n == shipped().thresholds.traction_force_n
    unknown = wanted(shipped(), "leg_traction", need)
    assert unknown.cap_n == shipped().thresholds.traction_unknown_weight_n


@pytest.mark.parametrize("path_m", [0.0, -1.0, float("nan")])
def test_it_refuses_a_way_that_cannot_be(path_m: float) -> None:
    with pytest.raises(MechanicsError, match="Give a length above 0"):
        set_up("nerve_floss", 2, RED, path_m=path_m)
