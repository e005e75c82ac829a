from collections.abc import Iterator
from dataclasses import fields, replace

import pytest

from tests.programme.conftest import Edit
from unpinch.programme import load
from unpinch.programme.guardrails import BANDS, LAW, LEVEL, THRESHOLDS, Guardrail, dose_guardrail
from unpinch.programme.model import Dose, Programme, Thresholds
from unpinch.programme.safety import breaches, warnings

NUMBERS = [item.name for item in fields(Dose) if item.type == "int"]
DOSES = [(exercise, name) for exercise in BANDS for name in NUMBERS]


def told(programme: Programme) -> Iterator[str]:
    return (str(flaw) for flaw in breaches(programme))


def with_dose(programme: Programme, exercise_id: str, name: str, value: int) -> Programme:
    exercise = programme.exercises[exercise_id]
    first = exercise.levels[0]
    level = replace(first, dose=replace(first.dose, **{name: value}))  # type: ignore[arg-type]
    changed = replace(exercise, levels=(level, *exercise.levels[1:]))
    return replace(programme, exercises={**programme.exercises, exercise_id: changed})


def test_a_guardrail_is_a_check_and_a_sentence() -> None:
    rail = Guardrail(0, 2, 4, 5, "Enough is enough")
    assert rail.problem(5) is None
    assert rail.problem(6) == "is 6, beyond 0 to 5"
    assert rail.problem(-1) == "is -1, beyond 0 to 5"
    assert rail.remedy == "Enough is enough. Write a number from 0 to 5."
    assert rail.warning(3) is None
    assert rail.warning(5) == "is 5; 2 to 4 is recommended"


def test_bounds_must_lie_inside_each_other() -> None:
    with pytest.raises(ValueError, match="don't nest"):
        Guardrail(3, 2, 4, 5)


def test_every_number_of_a_dose_has_a_guardrail() -> None:
    assert len(NUMBERS) == 10


def test_every_threshold_has_a_guardrail_and_a_source(shipped: Programme) -> None:
    names = {item.name for item in fields(Thresholds)}
    assert set(THRESHOLDS) == names
    assert set(shipped.threshold_sources) == names


def test_every_start_value_is_within_what_is_recommended(shipped: Programme) -> None:
    assert warnings(shipped) == []


def test_a_value_beyond_what_is_recommended_is_allowed_but_said(edited: Edit) -> None:
    changed = load(edited("programme.toml", "stabilise_green_days = { value = 5", "stabilise_green_days = { value = 4"))
    assert warnings(changed) == ["programme.toml: thresholds.stabilise_green_days is 4; 5 to 7 is recommended."]


@pytest.mark.parametrize("name", THRESHOLDS)
def test_a_threshold_beyond_its_bounds_is_refused(name: str, shipped: Programme) -> None:
    for value in (THRESHOLDS[name].low - 1, THRESHOLDS[name].high + 1):
        changed = replace(shipped, thresholds=replace(shipped.thresholds, **{name: value}))
        assert any(f"thresholds.{name} is {value}, beyond" in line for line in told(changed))


@pytest.mark.parametrize(("exercise", "name"), DOSES)
def test_a_dose_number_beyond_its_bounds_is_refused(exercise: str, name: str, shipped: Programme) -> None:
    rail = dose_guardrail(exercise, name)
    for value in (rail.low - 1, rail.high + 1):
        changed = with_dose(shipped, exercise, name, value)
        assert any(f"dose.{name} is {value}, beyond" in line for line in told(changed))


def test_a_phase_of_a_repetition_has_bounds_too(edited: Edit) -> None:
    folder = edited("exercises/clamshell.toml", 'name = "open", seconds = 2', 'name = "open", seconds = 9')
    with pytest.raises(Exception, match=r"tempo\[0\]\.seconds is 9, beyond 1 to 5"):
        load(folder)


def test_no_bound_reaches_beyond_the_safety_invariants() -> None:
    """S4, S5, S7 and the two minutes, by hand."""
    assert THRESHOLDS["floss_force_n"].high == 30
    assert THRESHOLDS["floss_stretch_percent"].high == 50
    assert THRESHOLDS["stretch_refuse_percent"].high == 200
    assert THRESHOLDS["stretch_warn_percent"].high == 150
    assert THRESHOLDS["loop_most_n"].high == 60
    assert THRESHOLDS["traction_force_n"].high == 100
    assert THRESHOLDS["traction_body_weight_percent"].high == 15
    assert THRESHOLDS["traction_most_s"].high == 120
    assert THRESHOLDS["floss_rounds_a_day"].high == 3
    assert THRESHOLDS["floss_repetitions_a_day"].high == 60
    assert THRESHOLDS["strength_days_most"].high == 4
    assert THRESHOLDS["strength_gap_hours"].low == 36
    assert THRESHOLDS["adult_age_years"].low == 18
    assert THRESHOLDS["weekly_screening_days"].high == 7
    assert THRESHOLDS["numbness_rise"].high == 2
    assert THRESHOLDS["no_exercise_leg_pain"].high == 8
    assert THRESHOLDS["session_end_leg_pain"].high == 8
    assert THRESHOLDS["session_end_leg_rise"].high == 2
    assert THRESHOLDS["stale_days"].high == 7
    assert all(dose_guardrail(exercise, "hold_most_s").high <= 120 for exercise in BANDS)
    assert all(dose_guardrail(exercise, "days_a_week").high == 4 for exercise in ("clamshell", "bridge"))
    assert all(dose_guardrail(exercise, "hours_between").low == 36 for exercise in ("clamshell", "bridge"))
    assert LEVEL["seated_hinge"]["hip_flexion_deg"].high == 90
    assert LEVEL["nerve_floss"]["hip_flexion_deg"].high == 90
    assert BANDS["nerve_floss"].force_n.high == 30
    assert BANDS["nerve_floss"].types == ("flat",)
    assert BANDS["leg_traction"].force_n.high == 100
    assert BANDS["clamshell"].types == BANDS["bridge"].types == ("mini_loop",)
    assert all(limit.stretch_percent.high <= 200 for limit in BANDS.values())
    assert LAW["calibrated_spread_percent"].low == 10
