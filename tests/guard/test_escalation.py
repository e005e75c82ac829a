"""S9: the escalation clock, and what an assessment does to it (readings, section 9)."""

from typing import Any

import pytest

from tests.builders import Diary
from tests.guard.making import a_set, at, broken, evidence_of, half, rest, train


def days(count: int, leg: int = 4, *, practice: int = 10, site: str = "calf", start: int | None = None) -> Diary:
    """So many days since the start without change, practised on `practice` of ten; then the morning."""
    diary = Diary().ready()
    for day in range(count):
        floss = {"floss": 5} if day % 10 < practice else None
        diary.day(start if day == 0 and start else leg, site, train=floss)
    diary.morning(leg, site)
    return diary


def due(diary: Diary) -> str:
    """Return the lowest urgency that the guard accepts for a rest."""
    for urgency in ("none", "routine", "soon", "same_day"):
        if not broken(diary, rest(phase="decompress", urgency=urgency, asks=("screening_line",))):
            return urgency
    return "emergency"


class TestWorsening:
    """Three days running, each worse, the third two above the first."""

    def after(self, *legs: int, gap: int = 1) -> Diary:
        diary = Diary().ready()
        for leg in legs[:-1]:
            diary.day(leg)
        diary.next_day(days=gap - 1) if gap > 1 else None
        diary.morning(legs[-1])
        return diary

    def test_it_is_due_soon_and_names_the_assessment(self) -> None:
        diary = self.after(2, 3, 4)
        assert due(diary) == "soon"
        assert broken(diary, train(a_set("floss"), urgency="soon")) == {"S9"}
        assert broken(diary, train(a_set("floss"), urgency="soon", advice=("assessment",))) == set()

    @pytest.mark.parametrize("legs", [(2, 3), (2, 2, 4), (3, 4, 4), (5, 4, 6)])
    def test_anything_less_is_not(self, legs: tuple[int, ...]) -> None:
        assert due(self.after(*legs)) == "none"

    def test_a_day_between_breaks_it_and_so_does_one_unsaid(self) -> None:
        assert due(self.after(2, 3, 4, gap=2)) == "none"
        diary = Diary().ready()
        diary.day(2)
        diary.day(3, without=("left_leg_pain", "left_worst_leg_pain", "right_leg_pain", "right_worst_leg_pain"))
        diary.morning(4)
        assert due(diary) == "none"


class TestNotYet:
    """Not yet holds until a visit on its day or later says yes."""

    def after(self, *visits: tuple[int, str | None]) -> set[str]:
        diary = Diary().ready()
        diary.check_in(3)
        for in_days, verdict in visits:
            diary.assessment("had", verdict, in_days=in_days)
        return broken(diary, train(a_set("floss")))

    @pytest.mark.parametrize("later", [(-1, "may_continue"), (1, "may_continue")])
    def test_a_yes_from_before_or_from_ahead_does_not_end_it(self, later: tuple[int, str]) -> None:
        assert self.after((0, "not_yet"), later) == {"S9"}

    def test_a_yes_on_its_day_or_later_ends_it(self) -> None:
        assert self.after((0, "not_yet"), (0, "may_continue")) == set()
        assert self.after((-5, "not_yet"), (-4, "may_continue")) == set()

    def test_the_newest_not_yet_counts_and_one_ahead_is_of_today(self) -> None:
        assert self.after((-2, "not_yet"), (-5, "not_yet"), (-3, "may_continue")) == {"S9"}
        assert self.after((9, "not_yet"), (0, "may_continue")) == set()

    def test_no_verdict_is_not_a_yes(self) -> None:
        assert self.after((0, None)) == {"S9"}

    def test_only_the_versions_that_say_had_say_anything(self) -> None:
        diary = Diary().ready()
        diary.check_in(3)
        booked = diary.assessment("booked", in_days=9)
        diary.next_day(days=2)
        corrected = diary.correct(booked, status="had", verdict="may_continue", on=diary.days_ago(2))
        assert not evidence_of(diary).not_yet
        diary.wait(minutes=20)
        diary.correct(corrected, verdict="not_yet")
        assert evidence_of(diary).not_yet == booked.id


class TestSpread:
    """Farther than at the start on each of the last three recorded days."""

    def after(self, *sites: str, gap: int = 1) -> Diary:
        diary = Diary().ready()
        for site in sites[:-1]:
            diary.day(2, site)
        diary.next_day(days=gap - 1) if gap > 1 else None
        diary.morning(2, sites[-1])
        return diary

    def test_it_is_due_soon(self) -> None:
        assert due(self.after("thigh", "calf", "calf", "calf")) == "soon"

    @pytest.mark.parametrize("sites", [("thigh", "calf", "calf"), ("thigh", "calf", "calf", "thigh"), ("calf",) * 4])
    def test_anything_less_is_not(self, sites: tuple[str, ...]) -> None:
        assert due(self.after(*sites)) == "none"

    def test_it_looks_at_seven_days(self) -> None:
        assert due(self.after("thigh", "calf", "calf", "calf", gap=5)) == "soon"
        assert due(self.after("thigh", "calf", "calf", "calf", gap=6)) == "none"

    def test_today_must_be_recorded(self) -> None:
        diary = self.after("thigh", "calf", "calf", "calf")
        diary.next_day()
        diary.screening("daily")
        assert broken(diary, rest("check_in", phase="decompress")) == set()


class TestNoChange:
    """Two weeks say so, four recommend, six insist."""

    @pytest.mark.parametrize(("count", "urgency"), [(27, "none"), (28, "routine"), (41, "routine"), (42, "soon")])
    def test_the_clock(self, count: int, urgency: str) -> None:
        assert due(days(count)) == urgency

    def test_without_consistent_practice_six_weeks_are_routine(self) -> None:
        assert due(days(43, practice=5)) == "routine"

    def test_it_is_not_judged_from_a_mild_start_or_above_release(self) -> None:
        assert due(days(29, leg=2)) == "none"
        diary = days(29)
        assert broken(diary, rest(phase="decompress")) == {"S9"}
        assert broken(diary, rest(phase="stabilise")) == {"S6"}

    @pytest.mark.parametrize("better", [{"leg": 2}, {"site": "knee"}, {"bend": "free"}])
    def test_improvement_of_any_kind_silences_it(self, better: dict[str, Any]) -> None:
        diary = days(28)
        diary.next_day()
        diary.morning(**{"leg": 4, "site": "calf", **better})
        assert due(diary) == "none"

    def test_nothing_is_due_before_any_leg_pain_was_said(self) -> None:
        diary = Diary().ready()
        diary.screening("daily")
        assert broken(diary, rest("check_in")) == set()

    def test_a_booked_assessment_silences_it_until_its_day(self) -> None:
        diary = days(29)
        diary.assessment("booked", in_days=1)
        assert due(diary) == "none"
        diary.next_day()
        diary.morning(4)
        assert due(diary) == "none"
        diary.next_day()
        diary.morning(4)
        assert due(diary) == "routine"

    def test_after_six_weeks_only_a_gentle_floss_is_left(self) -> None:
        diary = days(42)
        assert broken(diary, train(a_set("traction"), urgency="soon")) == {"S9"}
        assert "S9" in broken(diary, train(a_set("floss", 2), urgency="soon"))
        assert broken(diary, train(a_set("floss"), urgency="soon")) == set()
        diary.assessment("booked", in_days=1)
        assert broken(diary, train(a_set("traction"))) == set()

    def test_an_assessment_had_starts_the_clock_anew(self) -> None:
        diary = days(42)
        diary.assessment("had", "may_continue")
        assert due(diary) == "none"
        assert broken(diary, train(a_set("traction"))) == set()
        for _ in range(28):
            diary.next_day()
            diary.morning(4)
        assert due(diary) == "routine"
        for _ in range(14):
            diary.next_day()
            diary.morning(4)
        assert broken(diary, train(a_set("traction"), urgency="soon")) == set()

    def test_a_review_is_due_after_twelve_weeks(self) -> None:
        diary = days(0, leg=0, site="none")
        diary.assessment("had", "may_continue")
        for week, urgency in ((83, "none"), (1, "routine")):
            diary.next_day(days=week)
            diary.screening("full")
            diary.check_in(0, "none")
            assert due(diary) == urgency
        diary.assessment("booked", in_days=3)
        assert due(diary) == "none"

    def test_an_assessment_from_before_the_start_is_neither_had_nor_starts_the_clock_anew(self) -> None:
        diary = days(42)
        diary.assessment("had", "may_continue", in_days=-43)
        assert due(diary) == "soon"
        assert broken(diary, train(a_set("traction"), urgency="soon")) == {"S9"}

    def test_an_assessment_on_the_first_day_is_had(self) -> None:
        diary = days(42)
        diary.assessment("had", "may_continue", in_days=-42)
        assert due(diary) == "soon"
        assert broken(diary, train(a_set("traction"), urgency="soon")) == set()

    def test_an_assessment_told_later_starts_the_clock_on_its_own_day(self) -> None:
        for ago, urgency in ((27, "none"), (28, "routine")):
            diary = days(41)
            diary.assessment("had", "may_continue", in_days=-ago)
            assert due(diary) == urgency

    def test_the_start_is_set_anew_by_the_newest_day_until_then(self) -> None:
        diary = Diary().ready()
        for leg in (3, 4, 7, 4):
            diary.day(leg)
        diary.assessment("had", "may_continue", in_days=-2)
        start = evidence_of(diary).start
        assert (start.day, start.worst, start.least) == (at(diary).day - 2, 7, 3)

    def test_where_no_such_day_is_known_the_start_keeps_its_signs(self) -> None:
        diary = Diary().ready()
        diary.day(4, without=("left_leg_pain", "left_worst_leg_pain", "right_leg_pain", "right_worst_leg_pain"))
        diary.day(6)
        diary.assessment("had", "may_continue", in_days=-2)
        start = evidence_of(diary).start
        assert (start.day, start.worst) == (at(diary).day - 2, -1)

    def test_a_review_is_counted_from_the_newest_visit(self) -> None:
        diary = days(0, leg=0, site="none")
        diary.assessment("had", "may_continue", in_days=-83)
        diary.assessment("had", "may_continue", in_days=-84)
        assert due(diary) == "none"
        diary.next_day()
        diary.morning(0, "none")
        assert due(diary) == "routine"

    def test_a_visit_ahead_counts_for_nothing(self) -> None:
        diary = days(28)
        diary.assessment("had", "may_continue", in_days=1)
        assert due(diary) == "routine"

    def test_the_newest_booking_counts_and_a_visit_ends_it(self) -> None:
        diary = days(29)
        diary.assessment("booked", in_days=9)
        diary.assessment("booked", in_days=-1)
        assert due(diary) == "routine"
        diary.assessment("booked", in_days=9)
        assert due(diary) == "none"
        diary.assessment("had", "may_continue", in_days=-29)
        assert due(diary) == "routine"

    def test_an_assessment_before_any_check_in_starts_nothing(self) -> None:
        diary = Diary().ready()
        diary.assessment("had", "may_continue")
        diary.check_in(4)
        assert due(diary) == "none"

    def test_days_of_a_pause_are_left_out_of_practice(self) -> None:
        diary = Diary().ready()
        for day in range(43):
            if day == 20:
                diary.pause(until_days=16)
            diary.day(4, train=None if 20 <= day <= 36 else {"floss": 5})
        diary.resume()
        diary.morning(4)
        assert due(diary) == "soon"

    def test_a_half_floss_may_still_be_too_much(self) -> None:
        assert broken(days(42), train(half("traction"), urgency="soon")) == {"S9"}


def test_a_site_seen_at_an_assessment_is_no_spread_when_the_day_goes_on_lower() -> None:
    diary = Diary().ready()
    diary.day(2, "none")
    diary.day(2, "calf")
    diary.day(2, "calf")
    diary.morning(2, "thigh")
    diary.assessment("had", "may_continue")
    diary.wait(minutes=20)
    diary.check_in(leg=2, site="calf")
    assert due(diary) == "none"
