import numpy as np
import pytest

from tests.builders import shipped
from unpinch.mechanics.bands import line_m, loop_m, pull, ring_m, snap_back
from unpinch.mechanics.flaws import MechanicsError
from unpinch.programme.bands import OwnedBand, tension_ratio
from unpinch.programme.setup import stretch_warning

RED = OwnedBand("b1", "flat", "TheraBand", "red", 2000)
GOLD = OwnedBand("b2", "flat", "TheraBand", "gold")
MINI = OwnedBand("b3", "mini_loop", rest_mm=600, width_mm=50.0, thickness_mm=0.5)
UNKNOWN = OwnedBand("b4", "flat", rest_mm=2000)


def test_a_line_is_as_long_as_its_parts() -> None:
    places = np.array([[[0, 0, 0], [3, 4, 0], [3, 4, 2]]], float)
    assert line_m(places) == pytest.approx(7)


def test_the_references_mini_loop() -> None:
    """600 mm, 50 x 0.5 mm, limb 114 mm, 250 mm from the line hip to ankle, opened by 0 to 40 degrees."""
    wanted = (0, 6, 11, 15, 19)
    apart_m = 0.114 + 2 * 0.25 * np.sin(np.radians(np.arange(0, 50, 10)) / 2)
    ring = ring_m(np.zeros((5, 3)), np.stack([apart_m, 0 * apart_m, 0 * apart_m], axis=1), 0.114)
    assert pull(shipped(), MINI, ring, 0.6, 2).limb_n == pytest.approx(wanted, abs=0.6)


def test_traction_with_a_doubled_gold_band() -> None:
    """The reference's 48 / 80 / 127 N are of the current maker's table, 63.2 N."""
    made = pull(shipped(), GOLD, np.array([1.25, 1.5, 2.0]), 1.0, 2)
    assert made.limb_n == pytest.approx((48, 80, 127), abs=1.5)


def test_a_loop_runs_there_and_back() -> None:
    assert loop_m(np.zeros((1, 3)), np.array([[1.0, 0, 0]]), 0.1) == pytest.approx(2 + np.pi * 0.05)


def test_forces_come_as_a_range_of_the_one_law() -> None:
    made = pull(shipped(), RED, 1.5, 1.0, 2)
    assert made.elongation_percent == pytest.approx(50)
    assert made.tension_n == pytest.approx(16.5 * tension_ratio(1.5))
    assert made.limb_n == pytest.approx(2 * made.tension_n)
    assert made.limb_low_n == pytest.approx(0.65 * made.limb_n)
    assert made.limb_high_n == pytest.approx(1.35 * made.limb_n)


def test_a_slack_band_pulls_nothing() -> None:
    made = pull(shipped(), RED, 0.8, 1.0, 2)
    assert made.elongation_percent == made.limb_high_n == made.energy_j == 0


def test_the_energy_is_the_work_of_stretching() -> None:
    way = np.linspace(1.0, 2.2, 2001)
    made = pull(shipped(), RED, way, 1.0, 1)
    assert made.energy_j[-1] == pytest.approx(np.trapezoid(made.tension_n, way), rel=1e-4)


def test_a_bigger_body_with_a_longer_band_feels_the_same() -> None:
    small, big = pull(shipped(), RED, 1.5, 1.0, 2), pull(shipped(), RED, 1.8, 1.2, 2)
    assert small.limb_n == pytest.approx(big.limb_n)


def test_it_warns_at_150_and_refuses_at_200() -> None:
    limits = shipped().thresholds
    assert stretch_warning(limits, 149) == ""
    assert "stretches the band by 150 %" in stretch_warning(limits, 150)
    assert pull(shipped(), RED, 2.6, 1.0, 1).warning
    with pytest.raises(MechanicsError, match="stretches it by 200 %, and 200 % is the limit"):
        pull(shipped(), RED, 3.0, 1.0, 1)


def test_a_band_shorter_than_its_way_is_told() -> None:
    with pytest.raises(MechanicsError, match="The band is 50 cm long and its way 180 cm"):
        pull(shipped(), RED, 1.8, 0.5, 2)


@pytest.mark.parametrize("rest_m", [0.0, -1.0, float("nan"), 25.0])
def test_it_refuses_a_length_that_cannot_be(rest_m: float) -> None:
    with pytest.raises(MechanicsError, match="The band's slack length is"):
        pull(shipped(), RED, 1.0, rest_m, 1)


def test_it_refuses_a_way_that_is_no_number() -> None:
    with pytest.raises(MechanicsError, match="isn't a finite number"):
        pull(shipped(), RED, [1.0, float("nan")], 1.0, 1)


def test_an_unknown_strength_is_said_and_never_guessed() -> None:
    with pytest.raises(MechanicsError, match="It isn't known how strong the band is"):
        pull(shipped(), UNKNOWN, 1.2, 1.0, 1)


def test_what_is_held_ready_is_said_with_what_to_do() -> None:
    assert snap_back(0.3).startswith("Stretched like this it holds less than 1 joule")
    assert "about 7 joules" in snap_back(7.2)
    assert "slack before you let go" in snap_back(7.2)
