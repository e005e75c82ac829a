"""The validation's figures: what the page may claim. The page itself is proven current by `make check`."""

import pytest

from unpinch.mechanics import validation as v
from unpinch.mechanics.pose import Pose


@pytest.mark.parametrize("one", v.OBSERVATIONS, ids=lambda one: f"{one.source} {one.what} {one.unit}")
def test_the_model_brings_back_the_references_figure(one: v.Observation) -> None:
    assert float(one.model()[0]) == pytest.approx(one.reference, abs=0.06)


@pytest.mark.parametrize("one", [one for one in v.OBSERVATIONS if one.spread], ids=lambda one: one.what + one.unit)
def test_each_observation_lies_within_two_published_deviations(one: v.Observation) -> None:
    z = one.z()
    assert z is not None
    assert abs(z) < 2


def test_without_a_published_spread_there_is_no_z() -> None:
    assert [one.z() for one in v.OBSERVATIONS if one.source == "Ellis 2008"] == [None, None]


def test_eight_observations_stand_against_five_parameters() -> None:
    assert (len(v.OBSERVATIONS), len(v.FITTED)) == (8, 5)


def test_the_floss_lowers_the_peak_as_the_reference_says() -> None:
    for (mean, _), (wanted, deviation) in zip(v.lowered_percent(), v.LOWERED_REFERENCE, strict=True):
        assert mean == pytest.approx(wanted, abs=max(1.0, deviation / 2))


@pytest.mark.parametrize(("name", "pose", "wanted"), v.INDICES, ids=[row[0] for row in v.INDICES])
def test_the_load_index_is_the_references_within_three_hundredths(name: str, pose: Pose, wanted: float) -> None:
    index, low, high = v.index_row(pose)
    assert index == pytest.approx(wanted, abs=0.035)
    assert low <= index <= high


def test_the_law_misses_the_older_table_as_the_reference_says() -> None:
    every = [value for row in v.older_misfit_percent().values() for value in row]
    assert (sum(value**2 for value in every) / len(every)) ** 0.5 == pytest.approx(2.6, abs=0.05)
    assert max(map(abs, every)) == pytest.approx(8.2, abs=0.05)


def test_the_law_errs_to_the_safe_side_on_the_current_table() -> None:
    for colour, misfit in v.current_misfit_percent().items():
        assert 0 < misfit < 15, colour


def test_the_tables_at_100_percent_are_the_programmes_and_the_references() -> None:
    older = {"yellow": 12.9, "red": 17.3, "green": 22.2, "blue": 31.6, "black": 43.1, "silver": 58.7, "gold": 96.1}
    for colour, newtons in older.items():
        assert v.OLDER_TABLE_LB[colour][3] * v.POUND_N == pytest.approx(newtons, abs=0.06)


def test_the_piriformis_is_longest_where_cadavers_show_it() -> None:
    row = v.piriformis_rows()[0]
    assert row[2] == row[3]
    assert v.rotation_arm_mm(0) == pytest.approx(26, abs=1)
    assert v.rotation_arm_mm(90) == pytest.approx(-18, abs=1.5)
