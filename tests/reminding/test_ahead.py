"""What has a day of its own: by the shipped rules, told that all stays as it is."""

from __future__ import annotations

from datetime import date

from tests.builders import Diary, shipped
from unpinch.guidance import course_of, decide
from unpinch.journal import Moment
from unpinch.reminding import coming

FIRST = "2026-03-02"


def ahead(diary: Diary, days: int = 14) -> list[tuple[str, str]]:
    """Return what comes but the measures, as (kind, date)."""
    now = Moment.parse(diary.now)
    found = coming(course_of(shipped(), diary.entries, now), now, days)
    return [(one.kind, date.fromordinal(one.day).isoformat()) for one in found if one.kind != "measure"]


def unchanged(days: int, leg: int = 5) -> Diary:
    """So many days of practice that have changed nothing; the last one is today, not begun."""
    diary = Diary(f"{FIRST}T08:00:00+00:00").ready()
    for _ in range(days):
        diary.morning(leg)
        diary.do("floss", 5)
        diary.next_day()
    return diary


def test_the_weekly_questions_come_a_week_after_the_last_and_wait_while_they_are_due() -> None:
    diary = Diary(f"{FIRST}T08:00:00+00:00").ready()
    assert ahead(diary) == []
    diary.check_in(3)
    assert ahead(diary) == [("screening", "2026-03-09")]
    for _ in range(8):
        diary.next_day()
        diary.check_in(3)
    assert ahead(diary) == [("screening", "2026-03-10")]


def test_in_a_pause_the_questions_come_after_it() -> None:
    diary = unchanged(1)
    diary.add("pause", {"reason": "travel", "until": "2026-03-12"})
    assert ahead(diary) == [("screening", "2026-03-13")]
    diary.add("pause", {"reason": "illness"})
    assert ahead(diary) == []


def test_the_look_back_comes_on_the_day_on_which_the_rules_will_speak() -> None:
    diary = unchanged(20)
    assert ("look_back", "2026-03-30") in ahead(diary)
    assert all(kind != "look_back" for kind, _ in ahead(diary, days=8))
    for _ in range(8):
        diary.morning(5)
        diary.do("floss", 5)
        diary.next_day()
    assert diary.today == "2026-03-30"
    diary.morning(5)
    assert "S9.four_weeks" in {one.rule for one in decide(shipped(), diary.entries, Moment.parse(diary.now)).reasons}
    assert ("look_back", "2026-03-30") in ahead(diary)
    diary.next_day()
    assert ("look_back", "2026-04-06") in ahead(diary)


def test_who_is_better_needs_no_look_back_and_a_booking_ends_it() -> None:
    better, booked = unchanged(20), unchanged(20)
    better.morning(1)
    booked.add("assessment", {"status": "booked", "on": "2026-04-08"})
    assert "look_back" not in dict(ahead(better))
    assert ahead(booked)[-1] == ("assessment", "2026-04-08")
    assert "look_back" not in dict(ahead(booked))


def test_the_fresh_look_comes_once_twelve_weeks_after_an_assessment() -> None:
    diary = unchanged(1)
    diary.add("assessment", {"status": "had", "on": diary.today, "verdict": "may_continue"})
    assert ("review", "2026-05-26") in ahead(diary, days=90)
    diary.next_day(days=85)
    diary.ready()
    diary.check_in(3)
    assert "review" not in dict(ahead(diary))


def test_an_appointment_is_told_however_far_it_is_and_asked_about_for_a_week() -> None:
    diary = unchanged(1)
    diary.add("assessment", {"status": "booked", "on": "2026-06-01"})
    assert ahead(diary)[-1] == ("assessment", "2026-06-01")
    diary.next_day(days=91)
    assert ("told", "2026-06-02") in ahead(diary)
    diary.next_day(days=7)
    assert "told" not in dict(ahead(diary))


def test_while_a_warning_sign_stands_only_appointments_are_told() -> None:
    diary = unchanged(1)
    diary.screening("event", yes=["saddle"])
    diary.add("assessment", {"status": "booked", "on": "2026-03-05"})
    assert ahead(diary) == [("assessment", "2026-03-05")]
