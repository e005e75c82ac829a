"""From the advised band to a length for this person, or why it can't serve. Lengths by hand from way and stretch."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import shipped
from unpinch.programme.bands import OwnedBand, advise
from unpinch.programme.decision import BandAdvice
from unpinch.programme.model import BandNeed
from unpinch.programme.setup import Setup, Wanted, set_up, stretch_warning, suggest, wanted, way_mm
from unpinch.programme.shop import shop

RED = OwnedBand("red", "flat", "TheraBand", "red")
YELLOW = OwnedBand("yellow", "flat", "TheraBand", "yellow")
GOLD = OwnedBand("gold", "flat", "TheraBand", "gold", 2500)
MINI = OwnedBand("mini", "mini_loop", rest_mm=600, width_mm=50.0, thickness_mm=0.5)
LONG = OwnedBand("long", "loop", rest_mm=2082, width_mm=12.7, thickness_mm=4.5)


def need_of(exercise: str, level: int) -> BandNeed:
    need = shipped().exercises[exercise].level(level).band
    assert need is not None
    return need


def best(exercise: str, level: int, *bands: OwnedBand, path_m: float, mass_kg: float | None = 70.0) -> Setup:
    need = need_of(exercise, level)
    return suggest(shipped(), need, bands, wanted(shipped(), exercise, need, mass_kg), path_m)


def laid(exercise: str, level: int, band: OwnedBand, path_m: float, stretch_percent: int | None = None) -> Setup:
    """Set up the band that the plan advises, as the plan advises it, or stretched as said."""
    need = need_of(exercise, level)
    force = wanted(shipped(), exercise, need, 70.0)
    advice = advise(shipped(), need, (band,), cap_n=force.cap_n, target_low_n=force.low_n, target_high_n=force.high_n)
    percent = advice.stretch_percent if stretch_percent is None else stretch_percent
    return set_up(shipped(), need, replace(advice, stretch_percent=percent), band, path_m, force.cap_n)


def test_a_floss_band_comes_with_a_length_between_the_grips() -> None:
    made = best("nerve_floss", 2, RED, path_m=1.2)
    assert (made.advice.band, made.where) == ("red", "between_hands")
    assert made.length_mm == round(1200 / (1 + made.advice.stretch_percent / 100), -1)
    assert f"about {made.length_mm // 10} cm of slack band from one grip to the other" in made.text


def test_a_taller_person_takes_a_longer_piece_at_the_same_force() -> None:
    short, tall = (best("nerve_floss", 2, RED, path_m=path_m) for path_m in (1.0, 1.4))
    assert short.length_mm is not None
    assert tall.length_mm == pytest.approx(1.4 * short.length_mm, abs=10)
    assert short.advice.force_high_n == tall.advice.force_high_n


def test_a_band_that_is_too_short_is_passed_over() -> None:
    assert best("nerve_floss", 2, replace(YELLOW, rest_mm=500), RED, path_m=1.3).advice.band == "red"


def test_it_says_plainly_when_every_band_is_too_short() -> None:
    made = best("nerve_floss", 2, replace(YELLOW, rest_mm=500), path_m=1.3)
    assert not made.fits
    assert made.text.startswith("Your yellow TheraBand band is too short for your height: it is 50 cm long and")
    assert "towel" in made.text


def test_it_says_plainly_when_none_is_owned() -> None:
    made = best("nerve_floss", 2, path_m=1.3)
    assert not made.fits
    assert made.text.startswith("You have no band of the right kind for this.")


def test_latex_is_left_out_on_request() -> None:
    need = need_of("nerve_floss", 2)
    force = wanted(shipped(), "nerve_floss", need)
    assert "latex" in suggest(shipped(), need, [RED], force, 1.2, no_latex=True).text
    assert suggest(shipped(), need, shop(shipped(), latex=False), force, 1.2, no_latex=True).fits


def test_a_mini_loop_is_judged_by_this_persons_width() -> None:
    narrow, wide = (best("clamshell", 2, MINI, path_m=path_m) for path_m in (0.20, 0.28))
    assert narrow.advice.stretch_percent < wide.advice.stretch_percent
    assert narrow.text.endswith("Put it flat just above both knees.")
    assert narrow.length_mm is None


def test_a_mini_loop_that_the_plan_advises_is_too_tight_for_a_very_wide_person() -> None:
    assert laid("clamshell", 2, MINI, 0.26).fits
    made = laid("clamshell", 2, MINI, 0.80)
    assert not made.fits
    assert made.text.startswith("Your mini loop is too tight for your size. Without a fitting mini loop")


def test_a_mini_loop_that_pulls_harder_at_this_persons_width_says_how_hard() -> None:
    usual, tall = laid("clamshell", 2, MINI, 0.26), laid("clamshell", 2, MINI, 0.33)
    assert not usual.warning
    assert tall.advice == usual.advice
    assert tall.warning.startswith("At your size it may pull harder: up to about ")


def test_a_long_loop_comes_with_a_distance_from_the_anchor() -> None:
    made = best("leg_traction", 2, LONG, path_m=1.0)
    around = 2.082 * (1 + made.advice.stretch_percent / 100)
    assert made.length_mm == pytest.approx((around - 0.118) / 2 * 1000, abs=6)
    assert "from the anchor to your ankle" in made.text


def test_a_long_loop_of_unknown_length_has_no_distance() -> None:
    measured = replace(LONG, rest_mm=None)
    made = best("leg_traction", 2, measured, path_m=1.0)
    assert (made.fits, made.length_mm) == (True, None)
    assert made.text == made.advice.text


def test_a_loop_that_would_bring_the_foot_to_the_door_is_too_short() -> None:
    assert "is too short for this" in best("leg_traction", 2, replace(LONG, rest_mm=250), path_m=1.0).text


def test_a_flat_band_for_traction_is_taken_double() -> None:
    made = best("leg_traction", 2, GOLD, path_m=1.0)
    assert made.double
    assert "Take it double, each half about" in made.text
    assert not best("leg_traction", 2, replace(GOLD, rest_mm=900), path_m=1.0).fits


def test_a_hinges_band_stays_slack() -> None:
    made = best("seated_hinge", 1, RED, path_m=1.3)
    assert (made.fits, made.length_mm) == (True, None)
    assert made.text.endswith("keep it slack; it only guides.")


def test_without_advice_there_is_nothing_to_set_up() -> None:
    none = BandAdvice("none", text="Do it without.")
    assert set_up(shipped(), need_of("nerve_floss", 2), none, None, 1.2, 30) == Setup(none)


def test_it_warns_from_150_percent_on_and_refuses_at_200() -> None:
    limits = shipped().thresholds
    assert (stretch_warning(limits, 149), "by 150 %" in stretch_warning(limits, 150)) == ("", True)
    assert "may snap" in laid("nerve_floss", 2, RED, 1.2, stretch_percent=150).warning
    refused = laid("nerve_floss", 2, RED, 1.2, stretch_percent=200)
    assert not refused.fits
    assert "stretched too far" in refused.text
    snug = replace(MINI, rest_mm=355, hung_n=1.0, hung_rest_mm=100, hung_stretched_mm=150)
    assert "may snap" in laid("clamshell", 2, snug, 0.264).warning


def test_traction_goes_by_body_weight_and_is_capped() -> None:
    need = need_of("leg_traction", 2)
    assert wanted(shipped(), "leg_traction", need, 60.0) == Wanted(29, 58, 88)
    assert wanted(shipped(), "leg_traction", need, 120.0).cap_n == shipped().thresholds.traction_force_n
    assert wanted(shipped(), "leg_traction", need).cap_n == shipped().thresholds.traction_unknown_weight_n


@pytest.mark.parametrize(
    ("height_m", "way"), [(1.40, 80.0), (1.50, 100.0), (1.55, 110.0), (1.70, 140.0), (1.85, 155.0), (2.20, 190.0)]
)
def test_between_known_heights_a_way_goes_straight_and_beyond_them_on(height_m: float, way: float) -> None:
    assert way_mm((1.5, 1.7, 1.9), (100, 140, 160), height_m) == pytest.approx(way)
