"""S3: what strong pain, a red day or a stirred leg leave of the plan (readings, sections 4, 5 and 8)."""

from typing import Any

import pytest

from tests.builders import Diary
from tests.guard.making import a_set, broken, first_day, half, rest, train

FLOSS = train(a_set("floss"))
GENTLE = train(half("floss"))


def test_from_eight_there_is_no_exercise() -> None:
    for day in (first_day(leg=8), first_day(leg=2, left_worst_leg_pain=8)):
        assert broken(day, GENTLE) == {"S3"}
        assert broken(day, rest(phase="decompress")) == set()


def test_the_strongest_pain_said_at_a_stop_counts() -> None:
    diary = first_day(leg=3)
    diary.stop(reason="other", leg_pain=8, settled=())
    diary.end()
    diary.screening("line")
    assert broken(diary, train(half("floss", 0, side="right"))) == {"S3"}


@pytest.mark.parametrize(("leg", "result"), [(5, set()), (6, {"S3"}), (7, {"S3"})])
def test_from_six_only_half_a_gentle_floss(leg: int, result: set[str]) -> None:
    diary = first_day(leg=leg)
    assert broken(diary, FLOSS) == result
    assert broken(diary, train(half("traction"))) == result
    assert broken(diary, GENTLE) == set()
    assert broken(diary, train(half("floss", 0), half("floss", 0))) == result | ({"S5", "S6"})


def test_the_latest_leg_pain_decides_and_it_may_fall() -> None:
    diary = first_day(leg=6)
    diary.check_in(5)
    assert broken(diary, FLOSS) == set()


@pytest.mark.parametrize("reaction", ["longer", "this_morning"])
def test_a_stirred_leg_halves_the_plan_and_keeps_it_calm(reaction: str) -> None:
    diary = first_day(leg=3, reaction=reaction)
    assert broken(diary, FLOSS) == {"S3"}
    assert broken(diary, GENTLE) == set()
    assert broken(diary, train(half("traction"))) == set()
    assert "S3" in broken(diary, train(half("cross_body")))
    assert "S3" in broken(diary, train(half("floss", 2)))


def test_a_worst_of_seven_in_the_day_halves_the_plan_too() -> None:
    diary = first_day(leg=3, left_worst_leg_pain=7)
    assert broken(diary, FLOSS) == {"S3"}
    assert broken(diary, train(half("traction"))) == set()


class TestRedDays:
    """After a red day, or on one, only half a gentle floss."""

    def after(self, diary: Diary, **today: Any) -> Diary:
        diary.next_day()
        diary.morning(3, **today)
        return diary

    def test_a_lingering_reaction_makes_the_day_before_red(self) -> None:
        diary = first_day()
        diary.session(floss=5)
        assert broken(self.after(diary, reaction="longer"), train(half("traction"))) == {"S3"}

    def test_without_a_session_there_is_nothing_to_react_to(self) -> None:
        assert broken(self.after(first_day(), reaction="longer"), train(half("traction"))) == set()

    def test_a_reaction_after_more_than_three_days_belongs_to_no_session(self) -> None:
        for days, result in ((3, {"S3"}), (4, set())):
            diary = first_day()
            diary.session(floss=5)
            diary.next_day(days=days)
            diary.morning(3, reaction="longer")
            assert broken(diary, train(half("traction"))) == result

    def test_strong_pain_with_a_farther_site_is_red_that_day_and_the_next(self) -> None:
        diary = first_day(leg=3, site="thigh")
        diary.next_day()
        diary.morning(5, site="calf", left_worst_leg_pain=6)
        assert broken(diary, FLOSS) == {"S3"}
        assert broken(diary, GENTLE) == set()
        assert broken(self.after(diary, site="thigh"), FLOSS) == {"S3"}
        assert broken(self.after(diary, site="thigh"), FLOSS) == set()

    def test_strong_pain_at_the_same_site_or_with_no_day_before_is_not(self) -> None:
        diary = first_day(leg=5, site="calf", left_worst_leg_pain=6)
        assert broken(diary, FLOSS) == set()
        diary.next_day()
        diary.morning(5, site="calf", left_worst_leg_pain=6)
        assert broken(diary, FLOSS) == set()

    def test_a_site_not_said_is_not_compared(self) -> None:
        diary = first_day(leg=3, without=("left_pain_site", "left_nerve_site"))
        diary.next_day()
        diary.morning(5, site="calf", left_worst_leg_pain=6)
        assert broken(diary, FLOSS) == set()

    def test_the_other_leg_can_be_the_farther_one(self) -> None:
        diary = first_day(legs="both", leg=3, site="thigh")
        diary.next_day()
        diary.morning(5, site="thigh", left_worst_leg_pain=6, right_pain_site="foot")
        assert broken(diary, FLOSS) == {"S3"}

    def test_every_version_of_a_check_in_counts(self) -> None:
        diary = first_day()
        diary.session(floss=5)
        diary.next_day()
        entry = diary.morning(3, reaction="longer")
        diary.wait(minutes=20)
        diary.correct(entry, reaction="none", left_pain_site="thigh", left_strength="same")
        assert broken(diary, FLOSS) == {"S3"}

    def test_every_version_counts_whichever_came_first(self) -> None:
        diary = first_day()
        diary.session(floss=5)
        diary.next_day()
        entry = diary.morning(3, without=("right_tingling",))
        diary.wait(minutes=20)
        diary.correct(entry, reaction="this_morning", right_tingling=0)
        assert broken(diary, FLOSS) == {"S3"}
