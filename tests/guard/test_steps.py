"""What a session may offer next: each step is checked against all that was entered (readings, section 7)."""

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import Diary
from tests.guard.making import a_set, broken_by_step, first_day, half, step_of, train
from unpinch.programme.decision import Decision

PLAN = train(a_set("floss"), a_set("traction"))
BACK = ((2, "back"),)


def begun(**more: Any) -> Diary:
    diary = first_day(**more)
    diary.start()
    return diary


def offers(
    diary: Diary, exercise: str = "floss", level: int | None = None, plan: Decision = PLAN, **changes: Any
) -> set[str]:
    return broken_by_step(diary, step_of(diary, a_set(exercise, level, **changes)), plan)


def test_the_first_set_of_a_session_may_be_offered() -> None:
    assert offers(begun()) == set()


def test_a_flag_ends_what_a_session_offers() -> None:
    diary = begun()
    diary.screening("event", yes=("saddle",))
    assert offers(diary) == {"S1"}
    for kind, urgency, result in (
        ("wait", "none", {"S1"}),
        ("ended", "none", set()),
        ("seek_care", "same_day", {"S1"}),
        ("seek_care", "emergency", set()),
    ):
        assert broken_by_step(diary, step_of(diary, kind=kind, urgency=urgency), PLAN) == result


def test_a_flag_that_can_wait_lets_the_session_end_in_peace() -> None:
    diary = begun()
    diary.screening("event", yes=("weight_loss",))
    assert offers(diary) == {"S1"}
    assert broken_by_step(diary, step_of(diary, kind="felt"), PLAN) == set()


def test_what_was_known_at_the_start_must_still_be_known() -> None:
    diary = first_day()
    diary.next_day()
    diary.start()
    assert offers(diary) == {"S1", "S10"}


@pytest.mark.parametrize("how", ["done", "left", "stopped"])
def test_a_session_that_is_over_offers_nothing(how: str) -> None:
    diary = begun()
    session = diary.open_session
    diary.end(how)
    diary.open_session = session
    assert offers(diary) == {"S3"}


def test_a_session_never_started_or_of_another_day_offers_nothing() -> None:
    diary = first_day()
    diary.open_session = diary.new_id("session")
    assert offers(diary) == {"S3"}
    diary = begun()
    session = diary.open_session
    diary.next_day()
    diary.morning(3)
    diary.open_session = session
    assert offers(diary) == {"S3"}


def test_it_waits_to_hear_how_the_last_exercise_felt() -> None:
    diary = begun()
    diary.do("floss", 5)
    diary.felt("floss", "no_answer")
    assert offers(diary, "traction") == {"S3"}
    diary.next_index += 1
    diary.felt("floss", "same_or_better")
    assert offers(diary, "traction") == set()


def test_very_strong_pain_ends_all() -> None:
    diary = begun()
    diary.check_in(8)
    assert offers(diary) == {"S3"}


class TestAfterAStop:
    """Stops reach into their own session."""

    def stopped(self, reason: str, exercise: str = "floss", level: int | None = None, **more: Any) -> Diary:
        diary = begun()
        diary.stop(exercise, reason, level=level, **more)
        return diary

    def test_an_open_stop_offers_nothing(self) -> None:
        diary = begun()
        diary.press_stop()
        assert offers(diary, "traction") == {"S2"}

    def test_tingling_shuts_equal_and_higher_loads(self) -> None:
        diary = self.stopped("tingling", settled=BACK)
        assert offers(diary, "floss") == {"S2"}
        assert offers(diary, "traction") == set()

    def test_too_strong_goes_on_at_an_easier_level(self) -> None:
        diary = self.stopped("too_strong", leg_pain=4, settled=())
        assert offers(diary, "floss") == {"S3"}
        assert offers(diary, "floss", 0) == set()
        assert offers(diary, "traction") == set()

    @pytest.mark.parametrize("back", [{"back_sharp": True}, {"back_pain": 4}])
    def test_back_pain_ends_the_exercise_only(self, back: dict[str, Any]) -> None:
        diary = self.stopped("too_strong", leg_pain=3, settled=(), **back)
        assert offers(diary, "floss", 0) == {"S3"}
        assert offers(diary, "traction") == set()

    def test_a_little_more_back_pain_does_not(self) -> None:
        diary = self.stopped("too_strong", leg_pain=3, settled=(), back_pain=3)
        assert offers(diary, "floss", 0) == set()


class TestAsDecided:
    """A step holds no more than its decision."""

    def test_a_set_that_was_not_decided_is_refused(self) -> None:
        assert offers(begun(), "cross_body") == {"S5"}
        assert offers(begun(), side="right") == {"S5"}

    def test_a_higher_level_or_dose_is_refused_and_an_easier_one_is_not(self) -> None:
        assert offers(begun(), "floss", 2) == {"S5"}
        assert offers(begun(), repetitions=6) == {"S5"}
        assert offers(begun(), repetitions=4) == set()
        assert offers(begun(), "floss", 0) == set()
        assert offers(begun(), "traction", hold_s=31) == {"S5"}

    def test_an_easier_level_takes_no_more_than_its_own_start(self) -> None:
        assert offers(begun(), "floss", 0, repetitions=6) == {"S5"}

    def test_an_easier_level_of_a_halved_plan_is_halved_too(self) -> None:
        plan = train(half("floss"))
        assert offers(begun(), "floss", 0, plan) == {"S5"}
        assert offers(begun(), "floss", 0, plan, repetitions=3) == set()

    def test_a_level_that_does_not_exist_is_refused(self) -> None:
        diary = begun()
        step = step_of(diary, replace(a_set("floss"), level=-1))
        assert broken_by_step(diary, step, PLAN) == {"S5"}

    def test_no_more_sets_than_decided(self) -> None:
        diary = begun()
        diary.do("floss", 5)
        assert offers(diary) == {"S5"}
        assert offers(diary, plan=train(a_set("floss"), a_set("floss"))) == set()

    def test_a_step_that_offers_nothing_breaks_nothing(self) -> None:
        assert broken_by_step(begun(), step_of(begun(), kind="ended"), PLAN) == set()


class TestCaps:
    """S7 within a session: its own sets belong to it."""

    def test_repetitions_of_the_day_are_capped(self) -> None:
        plan = train(*[a_set("floss")] * 3)
        for done, result in ((55, set()), (56, {"S7"})):
            diary = begun()
            diary.do("floss", done)
            assert offers(diary, plan=plan) == result

    def test_rounds_of_the_day_are_capped(self) -> None:
        diary = first_day()
        for before in range(4):
            diary.start()
            assert offers(diary) == ({"S7"} if before == 3 else set())
            diary.session(floss=5)
            diary.screening("line")

    def test_a_sessions_own_strengthening_goes_on(self) -> None:
        diary = begun(leg=0, site="none")
        plan = train(a_set("clamshell"), a_set("clamshell"), phase="stabilise")
        diary.do("clamshell", 8)
        assert offers(diary, "clamshell", plan=plan) == set()
        diary.end()
        diary.screening("line")
        diary.start()
        assert offers(diary, "clamshell", plan=plan) == {"S7"}

    def test_strengthening_days_are_capped(self) -> None:
        diary = first_day(leg=0, site="none")
        plan = train(a_set("clamshell"), phase="stabilise")
        for day in range(3):
            diary.session(clamshell=8)
            diary.next_day(days=2)
            diary.morning(0, "none")
            diary.start()
            assert offers(diary, "clamshell", plan=plan) == ({"S7"} if day == 2 else set())
            diary.end()
        diary.next_day()
        diary.morning(0, "none")


@pytest.mark.parametrize(("again", "result"), [(False, {"S3"}), (True, set())])
def test_an_exercise_not_spoken_of_holds_up_its_own_session_alone(*, again: bool, result: set[str]) -> None:
    diary = begun()
    diary.do("floss", 5)
    diary.felt("floss", "no_answer")
    if again:
        diary.end()
        diary.screening("line")
        diary.start()
    assert offers(diary, "traction") == result
