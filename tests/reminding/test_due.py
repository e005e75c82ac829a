"""When to remind: once a day at most, once more where nobody has looked, and in all that is hard not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import Diary, shipped
from unpinch.journal import Moment
from unpinch.reminding import Quiet, Reminder, Wish, due, look

EVENING = Wish(remind_at="18:00", quiet_from="21:00", quiet_to="08:00")


def known(leg: int = 3, start: str = "2026-03-02T08:00:00+01:00") -> Diary:
    """Someone who has checked in and done a session yesterday; it is evening."""
    diary = Diary(start).ready()
    diary.morning(leg)
    diary.do("floss", 5)
    diary.add("session_ended", {"session": str(diary.open_session), "how": "done"})
    return diary.next_day(hour=18)


def about(diary: Diary, *given_: Moment, wish: Wish = EVENING) -> tuple[str, ...]:
    found = due(shipped(), diary.entries, Moment.parse(diary.now), wish, given_)
    return found.about if found else ()


def why(diary: Diary, *given_: Moment, wish: Wish = EVENING) -> str:
    found = look(shipped(), diary.entries, Moment.parse(diary.now), wish, given_)
    assert isinstance(found, Quiet), found
    return found.why


def at(text: str) -> Moment:
    return Moment.parse(f"2026-03-03T{text}:00+01:00")


def test_in_the_evening_it_reminds_of_the_check_in_that_was_not_done() -> None:
    found = due(shipped(), known().entries, at("18:00"), EVENING)
    assert found == Reminder(
        ("check_in",), "Unpinch", "Your check-in takes half a minute. Then you see what is right today."
    )


def test_who_has_checked_in_hears_that_the_moves_are_ready_and_after_the_session_nothing() -> None:
    diary = known()
    diary.morning(3)
    found = due(shipped(), diary.entries, Moment.parse(diary.now), EVENING)
    assert found
    assert found.about[0] == "train"
    assert "about 2 minutes" in found.text
    diary.do("floss", 5)
    assert "train" not in about(diary)


def test_the_weekly_questions_are_named() -> None:
    diary = known()
    for _ in range(5):
        diary.morning(3)
        diary.next_day(hour=18)
    diary.next_day(hour=18)
    assert about(diary) == ("questions",)


def test_before_its_time_and_in_the_quiet_hours_it_is_silent() -> None:
    diary = known()
    assert why(diary.wait(minutes=-1)) == "Reminders begin at 18:00."
    assert why(diary.wait(hours=3, minutes=1)) == "These are quiet hours, from 21:00 to 08:00."
    assert about(diary.wait(minutes=-1)) == ("check_in",)


def test_a_computer_that_slept_reminds_when_it_wakes() -> None:
    assert about(known().wait(hours=2.9)) == ("check_in",)


def test_once_a_day_and_once_more_three_hours_later_where_nobody_looked() -> None:
    diary, early = known(), Wish(remind_at="09:00", quiet_from="22:00", quiet_to="07:00")
    first = at("09:00")
    assert why(diary.wait(hours=-6.5), first, wish=early) == "You have been reminded today."
    again = due(shipped(), diary.entries, at("12:00"), early, [first])
    assert again
    assert (again.about, again.again) == (("check_in",), True)
    assert "and once more" in why(diary.wait(hours=9), first, at("12:00"), wish=early)


def test_who_has_looked_is_not_reminded_again() -> None:
    diary = known().wait(hours=-9)
    diary.add("preference", {"sound": True})
    assert about(diary.wait(hours=11), at("08:59")) == ()
    assert "have looked" in why(diary, at("08:59"))


def test_a_calendar_that_was_fetched_is_no_look() -> None:
    diary = known().wait(hours=-8)
    diary.add("calendar", {"zone": "Europe/Berlin", "times": ["07:00"], "events": []})
    assert about(diary.wait(hours=10), at("09:00")) == ("check_in",)


def test_a_new_day_begins_anew() -> None:
    assert about(known(), Moment.parse("2026-03-02T18:00:00+01:00"), Moment.parse("2026-03-02T21:00:00+01:00"))


def test_a_reminder_before_a_flight_to_an_earlier_day_still_counts() -> None:
    there = Moment.parse("2026-03-04T06:00:00+14:00")
    diary = known().wait(hours=0)
    assert Moment.parse(diary.now).epoch_s - there.epoch_s == 3600
    assert about(diary, there) == ()


def calendar_at(diary: Diary, start: str, **more: object) -> None:
    event = f"11111111-1111-4111-8111-111111111111 {start} 5 0 confirmed"
    diary.add("calendar", {"zone": "UTC", "times": ["12:00"], "alarm_min": 10, "events": [event], **more})


def test_the_calendars_reminder_is_the_first_and_ours_the_repetition() -> None:
    diary = known().wait(hours=-10)
    calendar_at(diary, "2026-03-03T14:00:00Z")
    rang = Moment.parse("2026-03-03T14:50:00+01:00")
    found = due(shipped(), diary.entries, rang.plus(3 * 3600 - 60), EVENING)
    assert found is None
    found = due(shipped(), diary.entries, rang.plus(3 * 3600 + 600), EVENING)
    assert found
    assert found.again


@pytest.mark.parametrize("start", ["2026-13-40T14:00:00Z", "2026-03-04T14:00:00Z", "2026-03-03"])
def test_an_event_of_another_day_or_of_none_has_not_rung(start: str) -> None:
    diary = known().wait(hours=-10)
    calendar_at(diary, start)
    found = due(shipped(), diary.entries, at("18:00"), EVENING)
    assert found
    assert not found.again


def test_a_calendar_that_keeps_the_quiet_hours_has_not_rung_in_them() -> None:
    diary = known().wait(hours=-10)
    calendar_at(diary, "2026-03-03T14:00:00Z", quiet=["14:00", "16:00"])
    found = due(shipped(), diary.entries, at("18:00"), EVENING)
    assert found
    assert not found.again


def paused(diary: Diary) -> None:
    diary.add("pause", {"reason": "travel"})


def flagged(diary: Diary) -> None:
    diary.screening("event", yes=["saddle"])


def in_strong_pain(diary: Diary) -> None:
    diary.morning(8)


def stopped(diary: Diary) -> None:
    diary.morning(3)
    diary.add("stopped", diary.place("floss"))


def told_not_yet(diary: Diary) -> None:
    diary.add("assessment", {"status": "had", "on": diary.today, "verdict": "not_yet"})


@pytest.mark.parametrize("hard", [paused, flagged, in_strong_pain, stopped, told_not_yet])
def test_on_hard_days_nothing_but_an_appointment_is_said(hard: Callable[[Diary], None]) -> None:
    diary = known().wait(hours=-8)
    hard(diary)
    diary.wait(hours=8)
    assert why(diary) == "Nothing waits today."
    diary.add("assessment", {"status": "booked", "on": "2026-03-04"})
    assert about(diary) == ("appointment",)


def test_after_a_week_of_silence_it_is_silent_too() -> None:
    diary = known()
    assert about(diary.next_day(hour=18, days=5)) == ("check_in",)
    assert about(diary.next_day(hour=18)) == ()
    diary.add("assessment", {"status": "booked", "on": (diary.clock + timedelta(days=10)).date().isoformat()})
    assert about(diary.next_day(hour=18, days=9)) == ("appointment",)


def test_nobody_is_reminded_before_the_first_check_in() -> None:
    assert why(Diary("2026-03-02T18:30:00+01:00")) == "Nothing waits today."
    assert why(Diary("2026-03-02T18:30:00+01:00").ready()) == "Nothing waits today."


def test_what_came_of_an_appointment_is_asked_until_it_is_told() -> None:
    diary = known()
    diary.add("assessment", {"status": "booked", "on": diary.today})
    diary.next_day(hour=18)
    assert "told" in about(diary)
    diary.add("assessment", {"status": "had", "on": diary.days_ago(1), "verdict": "may_continue"})
    assert "told" not in about(diary)


def test_turned_off_it_says_nothing() -> None:
    assert why(known(), wish=Wish(wanted=False)) == "Reminders are turned off in the settings."


def test_neutral_words_say_nothing_of_what_it_is() -> None:
    found = due(shipped(), known().entries, at("18:00"), Wish(neutral=True))
    assert found
    assert not any(word in (found.title + found.text).lower() for word in ("unpinch", "check", "exercise", "pain"))


def test_what_the_person_chose_stands_in_the_record() -> None:
    diary = known()
    diary.add("reminders", {"wanted": False})
    assert due(shipped(), diary.entries, Moment.parse(diary.now)) is None
    diary.add("reminders", {"wanted": True, "remind_at": "17:00", "quiet_from": "20:00", "quiet_to": "07:00"})
    assert due(shipped(), diary.entries, at("17:00")) is None
    assert due(shipped(), diary.entries, Moment.parse(diary.now))


def test_choosing_reminders_is_no_sign_of_life_for_the_rules() -> None:
    """Seven days without an entry ask for all safety questions anew, whatever was chosen meanwhile."""
    diary = known().next_day(days=5)
    diary.add("reminders", {"wanted": True})
    diary.next_day(days=2)
    from unpinch.guidance import decide

    assert "screening_full" in decide(shipped(), diary.entries, Moment.parse(diary.now)).asks


@settings(max_examples=40, deadline=None)
@given(
    runs=st.lists(st.integers(0, 5 * 24 * 60), max_size=60),
    offset_min=st.sampled_from([-600, 0, 60, 840]),
)
def test_however_often_it_runs_no_day_has_more_than_a_reminder_and_its_repetition(
    runs: list[int], offset_min: int
) -> None:
    diary = known()
    start = Moment.of(int(datetime.fromisoformat(diary.now).timestamp()), offset_min)
    given_: list[Moment] = []
    for minute in sorted(runs):
        now = start.plus(minute * 60)
        if due(shipped(), diary.entries, now, EVENING, given_[-4:]):
            clock = (now.epoch_s // 60 + offset_min) % 1440
            assert 8 * 60 <= clock < 21 * 60
            given_.append(now)
    days = [moment.day for moment in given_]
    assert max(map(days.count, days), default=0) <= 2
    firsts = {day: [one for one in given_ if one.day == day] for day in days}
    assert all(later.epoch_s - first.epoch_s >= 3 * 3600 for first, *rest in firsts.values() for later in rest)
