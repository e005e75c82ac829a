"""Golden curves: fresh curves lie on the net, and what was stated by hand holds of it.

The net is refreshed by `python -m tools.golden_curves refresh`; the numbers stated here by nothing.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import shipped
from tools import golden_curves
from tools.golden_curves import FOLDER, SAMPLES, Net, differences, kept, levels, samples, unit, written

LEVELS = levels(shipped())
FLOSSES = (1, 2, 3)
TRACTION_CAP_N = 100
WEIGHT_SHARE = 0.15
BELOW_TWIN = 0.95


def net(exercise: str, level: int) -> Net:
    return kept(FOLDER, exercise, level)


@pytest.mark.parametrize(("exercise", "level"), LEVELS)
def test_fresh_curves_lie_on_the_net(exercise: str, level: int) -> None:
    assert list(differences(samples(shipped(), exercise, level), net(exercise, level))) == []


def test_the_net_holds_all_levels_and_no_other() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == {f"{exercise}_{level}" for exercise, level in LEVELS}


def test_the_net_can_be_read_with_units() -> None:
    for exercise, level in LEVELS:
        for name, values in net(exercise, level).items():
            assert unit(name) in golden_curves.TOLERANCE
            assert len(values) in {1, SAMPLES}


# Stated by hand


@pytest.mark.parametrize("level", FLOSSES)
def test_a_floss_slides_and_its_twin_loads_the_nerve_more(level: int) -> None:
    floss = net("nerve_floss", level)
    assert floss["slider_index"][0] >= 0.3
    assert max(floss["nerve.load_index"]) <= BELOW_TWIN * max(floss["tensioner_twin.load_index"])


def test_each_level_of_the_floss_loads_the_nerve_more() -> None:
    loads = [max(net("nerve_floss", level)["nerve.load_index"]) for level in (0, *FLOSSES)]
    assert loads == sorted(loads)
    assert loads[-1] < 1.0


def test_no_level_loads_the_nerve_as_much_as_a_raised_straight_leg_with_a_margin() -> None:
    assert all(max(net(*one)["nerve.load_index"]) <= 1.3 for one in LEVELS)


@pytest.mark.parametrize("level", [1, 2])
def test_traction_stays_below_its_cap(level: int) -> None:
    weight_n = 24 * 1.70**2 * 9.81
    most_n = max(net("leg_traction", level)["band.limb_high_n"])
    assert 0 < most_n <= min(WEIGHT_SHARE * weight_n, TRACTION_CAP_N)


@pytest.mark.parametrize("level", [2, 3])
def test_the_loop_of_the_clam_pulls_most_when_the_knees_are_open(level: int) -> None:
    pull = net("clamshell", level)["band.limb_n"]
    assert max(pull) == max(pull[5:8])
    assert pull[0] < max(pull)


def test_the_bridge_asks_more_of_the_hip_the_lower_it_hangs() -> None:
    assert all(net("bridge", level)["hip_gravity_moment_n_m"][0] > 0 for level in (1, 2, 3))


# The tool itself


def test_a_curve_off_the_net_is_told_and_one_a_hair_off_is_not() -> None:
    was = {"nerve.load_index": [0.5, 0.6]}
    assert list(differences({"nerve.load_index": [0.51, 0.6]}, was)) == []
    assert list(differences({"nerve.load_index": [0.5, 0.7]}, was)) == [
        "nerve.load_index is [0.5, 0.7], was [0.5, 0.6]"
    ]
    assert list(differences({}, was)) == ["nerve.load_index is gone"]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "bridge_1.json").write_text(written({"time_s": [0.0, 1.5]}), "utf-8")
    assert kept(tmp_path, "bridge", 1) == {"time_s": [0.0, 1.5]}


def test_a_curve_without_a_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="weight doesn't say its unit"):
        unit("weight")
