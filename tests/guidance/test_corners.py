"""Corners of the planner that a small fault could turn: which side, which day, which version, which of several."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import Diary
from tests.golden.situations.people import later_today, placed_high, releasing
from tests.guidance.test_folding import core_of, plan_of
from unpinch.guidance.contraindications import conditions


def rules_of(diary: Diary) -> list[str]:
    return [reason.rule for reason in plan_of(diary).reasons]


def step_of(diary: Diary, exercise: str = "nerve_floss") -> int:
    steps: list[int] = [doing.step for name, _, doing in core_of(diary).doing if name == exercise]
    return max(steps)


# sides


@pytest.mark.parametrize(("side", "other"), [("left", "right"), ("right", "left")])
def test_a_numb_foot_is_a_matter_of_its_own_side(side: str, other: str) -> None:
    diary = Diary().ready(legs=side)
    diary.check_in(2, numbness=1, nerve_site="foot")
    core = core_of(diary)
    assert "numb_foot" in conditions(core, side)
    assert "numb_foot" in conditions(core, "both")
    assert "numb_foot" not in conditions(core, other)


@pytest.mark.parametrize(("numbness", "site"), [(0, "foot"), (1, "calf")])
def test_a_foot_without_numbness_or_numbness_elsewhere_blocks_nothing(numbness: int, site: str) -> None:
    for legs in ("left", "right"):
        diary = Diary().ready(legs=legs)
        diary.check_in(2, numbness=numbness, nerve_site=site)
        assert "numb_foot" not in conditions(core_of(diary), "both")


@pytest.mark.parametrize(("side", "other"), [("left", "right"), ("right", "left")])
def test_a_replaced_hip_is_a_matter_of_its_own_side(side: str, other: str) -> None:
    diary = Diary().ready(**{f"{side}_hip_replaced": "yes"})
    core = core_of(diary)
    assert "hip_replaced" in conditions(core, side)
    assert "hip_replaced" not in conditions(core, other)


@pytest.mark.parametrize("legs", ["left", "right"])
def test_a_site_farther_than_at_the_start_is_noticed_on_either_side_while_it_is_there(legs: str) -> None:
    diary = Diary().ready(legs=legs)
    diary.calm_day(2, "thigh")
    diary.calm_days(2, 2, "calf")
    diary.morning(2, "thigh")
    assert "S9.spread" not in rules_of(diary)
    diary.check_in(2, "calf")
    assert "S9.spread" in rules_of(diary)


# what is said of today


def test_what_is_left_out_of_a_check_in_stays_as_it_was() -> None:
    diary = Diary().ready()
    diary.check_in(2, back=4)
    diary.check_in(2, without=("back_pain",))
    assert core_of(diary).back == 4


@pytest.mark.parametrize("lost", [{"left_numb_new_area": True}, {"left_strength": "weaker"}])
def test_a_day_on_which_function_was_lost_is_never_green(lost: dict[str, Any]) -> None:
    diary = Diary().ready()
    diary.day(2)
    diary.day(2, **lost)
    diary.morning(2)
    assert core_of(diary).greens == 1


def test_weakness_alone_places_in_decompress() -> None:
    diary = Diary().ready(legs="none")
    diary.check_in(0, "none", left_strength="weaker")
    assert core_of(diary).phase == "decompress"


@pytest.mark.parametrize("today", [{"leg": 6}, {"leg": 2, "painkillers": True}, {"leg": 2, "reaction": "to_2_h"}])
def test_nothing_grows_on_a_day_that_is_not_calm(today: dict[str, Any]) -> None:
    diary = Diary().ready()
    diary.calm_days(2)
    diary.morning(**today)
    assert step_of(diary) == 0


def test_nothing_grows_while_a_flag_stands() -> None:
    for flagged, step in ((False, 1), (True, 0)):
        diary = Diary().ready()
        diary.calm_days(2)
        if flagged:
            diary.screening("event", yes=["calf_swollen"])
        diary.morning(2)
        assert step_of(diary) == step


# flags


def test_a_partial_clearance_leaves_the_question_open() -> None:
    diary = Diary().ready()
    first = diary.screening("event", yes=["bladder"])
    second = diary.screening("event", yes=["bladder"])
    diary.clearance("bladder", [first])
    assert core_of(diary).cleared == frozenset()
    diary.clearance("bladder", [second])
    assert core_of(diary).cleared == {"bladder"}
    diary.clearance("bowel", [second])
    assert core_of(diary).cleared == {"bladder"}


def test_only_a_clearance_of_numbness_makes_a_new_best() -> None:
    diary = Diary().ready()
    diary.day(2)
    alarm = diary.screening("event", yes=["calf_swollen"])
    diary.morning(2, numbness=1)
    diary.clearance("calf_swollen", [alarm])
    diary.next_day()
    diary.morning(2, numbness=2)
    assert [flag.id for flag in core_of(diary).flags] == ["new_numbness"]


def test_only_lost_function_forgets_where_one_was_before_a_flare() -> None:
    for question, former in (("calf_swollen", "release"), ("new_numbness", None)):
        diary = Diary()
        releasing(diary)
        diary.day(2, train={"floss": 5, "cross_body": 20})
        diary.day(2, train={"floss": 5}, reaction="this_morning")
        diary.morning(2, reaction="this_morning")
        diary.screening("event", yes=[question])
        assert core_of(diary).former == former


def test_an_answer_of_no_opens_silenced_advice_anew() -> None:
    diary = Diary().ready()
    diary.morning(2)
    diary.screening("event", yes=["night_pain"])
    diary.assessment("had", "may_continue")
    assert "S1.advise" not in rules_of(diary)
    diary.screening("event", no=["night_pain"])
    diary.screening("event", yes=["night_pain"])
    assert "S1.advise" in rules_of(diary)


def test_a_fever_ends_at_the_screening_when_the_back_was_told_before_it() -> None:
    diary = Diary().ready()
    diary.check_in(3, back=2)
    diary.screening("event", yes=["fever"])
    diary.next_day(days=3)
    diary.check_in(3, back=2)
    assert [flag.id for flag in core_of(diary).flags] == ["fever"]
    diary.screening("full")
    assert core_of(diary).flags == ()


def test_an_incomplete_weekly_screening_is_asked_for_again() -> None:
    diary = Diary().ready()
    diary.next_day(days=6)
    diary.morning(2)
    diary.next_day()
    diary.check_in(2)
    diary.screening("weekly", unanswered=("weight_loss",))
    assert "screening_weekly" in plan_of(diary).asks
    diary.screening("weekly")
    assert plan_of(diary).asks == ()


# sessions and stops


def test_sets_of_one_session_are_one_round() -> None:
    diary = Diary().ready()
    diary.morning(3)
    diary.do("floss", 5)
    diary.do("floss", 5)
    diary.end()
    later_today(diary)
    diary.do("floss", 5)
    assert core_of(diary).today.floss[:4] == (2, 0, 15, 0)


def test_an_alarm_beside_none_of_these_ends_the_session() -> None:
    diary = Diary().ready()
    diary.morning(3)
    diary.stop(reason="other", alarms=["none", "joint_or_calf_pain"])
    diary.end("stopped")
    assert plan_of(diary).kind == "stop"


def test_a_stop_is_measured_from_the_start_of_its_own_session() -> None:
    for leg, kind in ((4, "train"), (5, "stop")):
        diary = Diary().ready()
        diary.morning(1)
        diary.session(floss=5)
        later_today(diary)
        diary.check_in(3)
        diary.stop("floss", "too_strong", leg_pain=leg)
        diary.end("stopped")
        diary.screening("line")
        assert plan_of(diary).kind == kind


def test_the_third_day_of_stops_at_the_lowest_level_rests_the_floss_at_once() -> None:
    for level, rests in ((0, True), (1, False)):
        diary = Diary().ready()
        for day in range(3):
            diary.morning(3)
            assert "S2.nerve_rest" not in rules_of(diary)
            diary.stop("floss", level=level)
            if day < 2:
                diary.next_day()
        assert ("S2.nerve_rest" in rules_of(diary)) is rests


def test_stops_of_another_exercise_do_not_rest_the_nerve() -> None:
    diary = Diary().ready()
    for _ in range(3):
        diary.morning(3)
        diary.stop("traction")
        diary.next_day()
    diary.morning(3)
    assert "S2.nerve_rest" not in rules_of(diary)


@pytest.mark.parametrize(("hours", "rests"), [(72, True), (73, False)])
def test_sore_muscles_rest_up_to_the_last_hour(hours: int, *, rests: bool) -> None:
    diary = Diary()
    placed_high(diary)
    diary.do("bridge", 8)
    done = diary.entries[-1]
    diary.end()
    diary.clock = diary.clock.fromisoformat(done.at)
    diary.wait(hours=hours - 1)
    diary.morning(0, soreness=["hips"])
    diary.clock = diary.clock.fromisoformat(done.at)
    diary.wait(hours=hours)
    assert ("dose.soreness" in rules_of(diary)) is rests


# the clock


def test_every_symptomatic_side_must_have_drawn_up() -> None:
    for right, stuck in (("calf", True), ("thigh", False)):
        diary = Diary().ready(legs="both", duration_weeks=20)
        for _ in range(28):
            diary.day(4, "calf", train={"floss": 5})
        diary.morning(4, "thigh", right_leg_pain=4, right_pain_site=right)
        first = next(entry for entry in diary.entries if entry.kind == "check_in")
        assert first.values["right_pain_site"] == "calf"
        assert ("S9.four_weeks" in rules_of(diary)) is stuck


def test_an_assessment_of_today_is_still_booked() -> None:
    for in_days, said in ((0, True), (-1, False)):
        diary = Diary().ready()
        diary.morning(3)
        diary.assessment("booked", in_days=in_days)
        assert ("S9.booked" in rules_of(diary)) is said
