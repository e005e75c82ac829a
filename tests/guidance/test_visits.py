"""When an examination or an assessment was, and what of the planner's state it can change."""

from __future__ import annotations

import pytest

from tests.builders import Diary
from tests.guidance.test_folding import core_of, plan_of

UNSTATED = ("left_leg_pain", "left_worst_leg_pain", "right_leg_pain", "right_worst_leg_pain")


def standing(diary: Diary) -> list[str]:
    return [flag.id for flag in core_of(diary).flags]


@pytest.mark.parametrize(
    ("question", "ago", "stands"),
    [
        ("bladder", 0, False),
        ("bladder", 1, True),
        ("calf_swollen", 1, True),
        ("deformity", 1, False),
        ("deformity", 83, False),
        ("deformity", 84, True),
        ("bladder", -1, True),
        ("deformity", -1, True),
    ],
)
def test_an_examination_lifts_what_was_there_on_its_day(question: str, ago: int, *, stands: bool) -> None:
    diary = Diary().ready()
    told = diary.screening("event", yes=[question])
    diary.clearance(question, [told], examined_on=diary.days_ago(ago))
    assert standing(diary) == ([question] if stands else [])


def test_it_goes_by_the_newest_of_the_answers_that_are_named() -> None:
    diary = Diary().ready()
    first = diary.screening("event", yes=["bladder"])
    diary.next_day()
    second = diary.screening("event", yes=["bladder"])
    diary.clearance("bladder", [first, second], examined_on=diary.days_ago(1))
    assert core_of(diary).flags[0].raised == (first.id, second.id)
    diary.clearance("bladder", [first], examined_on=diary.days_ago(1))
    (flag,) = core_of(diary).flags
    assert (flag.raised, len(flag.days)) == ((second.id,), 1)
    diary.clearance("bladder", [second])
    assert standing(diary) == []


def test_two_entries_with_one_id_count_for_the_later_day() -> None:
    diary = Diary().ready()
    told = diary.screening("event", yes=["saddle"])
    diary.next_day()
    diary.add("check_in", {"apart": ["between_legs"]}, id=told.id)
    diary.clearance("saddle", [told], examined_on=diary.days_ago(1))
    assert standing(diary) == ["saddle"]


def test_a_clearance_that_names_nothing_lifts_nothing() -> None:
    diary = Diary().ready()
    diary.screening("event", yes=["bladder"])
    diary.clearance("bladder", [])
    assert standing(diary) == ["bladder"]


def test_a_flag_rises_to_the_graver_tier_and_never_falls() -> None:
    diary = Diary().ready()
    diary.morning(3)
    diary.screening("event", yes=["chest_faint"])
    assert core_of(diary).flags[0].tier == "not_before_checked"
    diary.stop(reason="other", alarms=["chest_faint"])
    diary.screening("event", yes=["chest_faint"])
    (flag,) = core_of(diary).flags
    assert (flag.tier, flag.rule, len(flag.raised)) == ("emergency", "S1.emergency", 3)


@pytest.mark.parametrize(("ago", "silent"), [(0, True), (83, True), (84, False), (-1, False)])
@pytest.mark.parametrize("how", ["clearance", "assessment"])
def test_a_check_silences_advice_until_its_review_is_due(how: str, ago: int, *, silent: bool) -> None:
    diary = Diary()
    diary.about()
    asked = diary.screening("full", yes=["night_pain"])
    if how == "clearance":
        diary.clearance("night_pain", [asked], examined_on=diary.days_ago(ago))
    else:
        diary.assessment("had", "may_continue", in_days=-ago)
    assert core_of(diary).silenced == ({"night_pain"} if silent else set())


def test_an_assessment_sets_the_start_anew_on_its_own_day_by_what_is_known_of_it() -> None:
    diary = Diary().ready()
    diary.day(6)
    diary.day(5)
    diary.morning(3)
    diary.assessment("had", "may_continue", in_days=-1)
    core = core_of(diary)
    assert (core.day - core.start.day, core.start.worst) == (1, 5)


def test_the_start_keeps_its_signs_where_nothing_is_known_of_that_day() -> None:
    diary = Diary().ready()
    diary.day(6)
    diary.day(5)
    diary.morning(3)
    diary.assessment("had", "may_continue", in_days=-2)
    core = core_of(diary)
    assert (core.day - core.start.day, core.start.worst) == (2, 6)


def test_an_assessment_from_before_the_start_leaves_it() -> None:
    diary = Diary().ready()
    diary.day(6)
    diary.morning(3)
    before = core_of(diary).start
    diary.assessment("had", "may_continue", in_days=-2)
    core = core_of(diary)
    assert core.start == before
    assert core.had_day == core.day - 2


def test_days_farther_than_the_start_that_came_after_the_visit_stay_noticed() -> None:
    diary = Diary().ready()
    diary.day(2, "thigh")
    for _ in range(3):
        diary.day(2, "calf")
    diary.morning(2, "calf")
    days = core_of(diary).lower_days
    diary.assessment("had", "may_continue", in_days=-2)
    left = core_of(diary).lower_days
    assert left == tuple(day for day in days if day > core_of(diary).day - 2)
    assert 0 < len(left) < len(days)


@pytest.mark.parametrize(("first", "second", "stands"), [(0, -1, True), (0, 1, True), (0, 0, False), (-3, -2, False)])
def test_a_yes_ends_a_not_yet_of_its_own_day_or_before(first: int, second: int, *, stands: bool) -> None:
    diary = Diary().ready()
    diary.morning(3)
    diary.assessment("had", "not_yet", in_days=first)
    diary.assessment("had", "may_continue", in_days=second)
    assert ("S9.not_yet" in [reason.rule for reason in plan_of(diary).reasons]) is stands


def test_a_not_yet_that_lies_ahead_is_of_today() -> None:
    diary = Diary().ready()
    diary.assessment("had", "not_yet", in_days=9)
    assert core_of(diary).not_yet_day == core_of(diary).day
    diary.assessment("had", "not_yet", in_days=-9)
    assert core_of(diary).not_yet_day == core_of(diary).day


def test_every_version_that_says_had_must_say_yes() -> None:
    diary = Diary().ready()
    visit = diary.assessment("had", "not_yet")
    diary.wait(minutes=20)
    diary.correct(visit, verdict="may_continue")
    assert core_of(diary).not_yet_day == core_of(diary).day
