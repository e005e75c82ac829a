"""The grouped inputs: each group says why one member is enough, and no interval that a rule looks at is left out."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise

import pytest

from tests.builders import shipped
from unpinch.guidance.verify import moves
from unpinch.guidance.verify.inputs import (
    BANDS,
    CHECK_INS,
    EARLIER,
    PEOPLE,
    VISITS,
    about,
    check_in,
    one_of_each_tier,
)
from unpinch.guidance.verify.walks import PERSONAS, START
from unpinch.guidance.verify.world import World
from unpinch.journal import Author
from unpinch.programme.guardrails import THRESHOLDS
from unpinch.programme.model import Thresholds

GROUPS = {
    "check-ins": CHECK_INS,
    "people": PEOPLE,
    "bands": BANDS,
    "questions": one_of_each_tier(shipped()),
    "examinations": EARLIER,
    "visits": VISITS,
}
FROM_HERE = {
    "no_exercise_leg_pain",
    "half_dose_leg_pain",
    "session_end_leg_pain",
    "severe_leg_pain",
    "red_leg_pain",
    "irritable_leg_pain",
    "no_change_start_leg_pain",
}
"""Scores from which a rule applies: a new interval begins there."""
UP_TO_HERE = {
    "green_leg_pain",
    "green_leg_pain_usual",
    "calm_leg_pain",
    "release_leg_pain",
    "release_leg_pain_steady",
    "stabilise_leg_pain",
    "maintain_leg_pain",
}
"""Scores up to which a rule applies: a new interval begins after them."""
DIFFERENCES = {"improvement_leg_pain"}
"""No score: how far two scores lie apart."""


@pytest.mark.parametrize("kind", GROUPS)
def test_every_group_says_why_one_member_is_enough(kind: str) -> None:
    for one in GROUPS[kind]:
        assert len(one.why) >= 10, one.name


@pytest.mark.parametrize("kind", GROUPS)
def test_no_two_groups_have_the_same_name(kind: str) -> None:
    names = [one.name for one in GROUPS[kind]]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("one", CHECK_INS, ids=lambda one: one.name)
def test_every_check_in_is_one_that_a_person_can_write(one: object) -> None:
    values = getattr(one, "values", {})
    Author("0f0f0f0f-0000-4000-8000-000000000001").write("check_in", values, START.text)


@pytest.mark.parametrize("one", PEOPLE, ids=lambda one: one.name)
def test_every_person_is_one_that_can_be_written(one: object) -> None:
    person = next(known for known in PEOPLE if known is one)
    Author("0f0f0f0f-0000-4000-8000-000000000001").write("about", about(person), START.text)
    assert set(person.bands) <= {band.name for band in BANDS}


def leg_pain_thresholds() -> set[str]:
    return {field.name for field in fields(Thresholds) if "leg_pain" in field.name}


def test_every_threshold_of_leg_pain_is_a_lower_end_an_upper_end_or_a_difference() -> None:
    assert leg_pain_thresholds() == FROM_HERE | UP_TO_HERE | DIFFERENCES


def intervals() -> list[range]:
    """The scores 0-10, cut wherever a rule looks; any pain at all is a cut too."""
    t = shipped().thresholds
    cuts = {0, 1, 11, *(getattr(t, name) for name in FROM_HERE), *(getattr(t, name) + 1 for name in UP_TO_HERE)}
    ends = sorted(cuts)
    return [range(low, high) for low, high in pairwise(ends)]


def stated(name: str) -> set[int]:
    return {one.values[name] for one in CHECK_INS if name in one.values}


@pytest.mark.parametrize("interval", intervals(), ids=str)
def test_every_interval_of_leg_pain_has_a_check_in(interval: range) -> None:
    assert stated("left_leg_pain").intersection(interval)


def test_a_programme_with_other_thresholds_has_check_ins_in_all_its_intervals_too() -> None:
    highest = max(THRESHOLDS[name].high for name in FROM_HERE | UP_TO_HERE)
    assert stated("left_leg_pain") >= set(range(highest + 1))


def test_numbness_back_pain_and_the_worst_lie_on_both_sides_of_their_thresholds() -> None:
    t = shipped().thresholds
    assert {0, t.numbness_rise - 1, t.numbness_rise} <= stated("left_numbness")
    back = stated("back_pain")
    assert min(back) <= t.placing_back_pain < max(back)
    assert {t.irritable_leg_pain, t.no_exercise_leg_pain} <= stated("left_worst_leg_pain")


def test_waits_lie_on_both_sides_of_the_gaps_that_rules_look_at() -> None:
    t = shipped().thresholds
    place = World(shipped(), shipped()).start(START)
    days = {move.go(place).now.day - place.now.day for move in moves.WAITS}
    assert {0, 1, t.gap_days + 2, t.stale_days} <= days
    assert any(1 < wait <= t.gap_days for wait in days)


def test_one_question_stands_for_each_tier_and_for_each_with_a_rule_of_its_own() -> None:
    names = {one.name for one in one_of_each_tier(shipped())}
    tiers = {question.tier for question in shipped().questions.values()}
    assert names >= {*tiers, "fever", "bone_fragile"}


def test_a_check_in_may_be_of_either_side() -> None:
    assert check_in("right", leg_pain=4)["right_leg_pain"] == 4
    assert check_in("right", leg_pain=4)["left_leg_pain"] == 0


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda one: one.name)
def test_a_persona_does_only_what_there_is_to_do(persona: object) -> None:
    habits = next(one for one in PERSONAS if one is persona)
    place = World(shipped(), shipped()).start(START)
    alarms = {move.name for move in moves.alarms(place)}
    assert set(habits.check_ins) <= {move.name for move in moves.MORNINGS}
    assert set(habits.waits) <= {move.name for move in moves.WAITS}
    assert set(habits.happens) <= {move.name for move in moves.SELDOM} | alarms
    assert set(habits.sessions) <= {"", *(move.name for move in moves.SESSIONS)}
