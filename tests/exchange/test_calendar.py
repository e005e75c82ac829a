"""The calendar, as another program reads it: the right hour in every season, and changes that find their events."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.builders import Diary, shipped
from tools.vendor import node_command
from unpinch.exchange.calendar import CalendarError, Choice, calendar, last_choice
from unpinch.journal import Moment

ROOT = Path(__file__).parents[2]
LONDON = Choice("Europe/London", ("07:00", "18:30"), 10)


@dataclass(frozen=True)
class Shown:
    """One event as ical.js shows it."""

    uid: str
    start: str
    minutes: float
    sequence: int
    status: str
    summary: str
    description: str
    alarms: tuple[float, ...]


def as_read(file: bytes, zone: str = "Europe/London") -> list[Shown]:
    """Return the events as an independent reader shows them in a zone."""
    command = [*node_command(), str(Path(__file__).parent / "shown.mjs")]
    done = subprocess.run(
        command, input=file, capture_output=True, check=True, cwd=ROOT, env={**os.environ, "TZ": zone}
    )
    return [Shown(**{**event, "alarms": tuple(event["alarms"])}) for event in json.loads(done.stdout)]


def give(diary: Diary, choice: Choice = LONDON) -> list[Shown]:
    """Save the calendar, as a person does; return what their calendar then shows."""
    made = calendar(shipped(), "11111111-1111-4111-8111-111111111111", diary.entries, Moment.parse(diary.now), choice)
    diary.add("calendar", made.values)
    return as_read(made.file, choice.zone)


def sessions(events: Iterable[Shown]) -> list[Shown]:
    return [event for event in events if ":" in event.start]


def settled(start: str = "2026-03-02T08:00:00+00:00", leg: int = 3) -> Diary:
    diary = Diary(start).ready(name="Zed Ω")
    diary.morning(leg, note="a secret")
    return diary


@pytest.mark.parametrize(
    ("zone", "start"),
    [
        ("Europe/Berlin", "2026-03-23T08:00:00+01:00"),
        ("Europe/Berlin", "2026-10-20T08:00:00+02:00"),
        ("America/New_York", "2026-03-03T08:00:00-05:00"),
        ("America/New_York", "2026-10-27T08:00:00-04:00"),
        ("Australia/Lord_Howe", "2026-04-01T08:00:00+11:00"),
        ("Asia/Kolkata", "2026-03-23T08:00:00+05:30"),
    ],
)
def test_each_session_stands_at_its_hour_before_and_after_the_clocks_change(zone: str, start: str) -> None:
    found = sessions(give(settled(start), Choice(zone, ("09:15", "18:30"))))
    assert len({event.start[:10] for event in found}) == 14
    assert {event.start[-5:] for event in found} == {"09:15", "18:30"}
    assert {event.status for event in found} == {"CONFIRMED"}


def test_a_time_that_a_spring_night_leaves_out_comes_an_hour_later() -> None:
    found = sessions(give(settled("2026-03-25T08:00:00+01:00"), Choice("Europe/Berlin", ("02:30",))))
    assert [event.start[-5:] for event in found if event.start.startswith("2026-03-29")] == ["03:30"]
    assert {event.start[-5:] for event in found} == {"02:30", "03:30"}


def test_where_clocks_jump_by_half_an_hour_so_does_the_time() -> None:
    found = sessions(give(settled("2026-09-28T08:00:00+10:30"), Choice("Australia/Lord_Howe", ("02:15",))))
    assert [event.start[-5:] for event in found if event.start.startswith("2026-10-04")] == ["02:45"]
    assert {event.start[-5:] for event in found} == {"02:15", "02:45"}


@pytest.mark.parametrize(
    ("zone", "start", "night", "clock"),
    [
        ("Europe/Berlin", "2026-10-20T08:00:00+02:00", "2026-10-25", "02:30"),
        ("America/New_York", "2026-10-27T08:00:00-04:00", "2026-11-01", "01:30"),
        ("Australia/Lord_Howe", "2026-03-30T08:00:00+11:00", "2026-04-05", "01:45"),
    ],
)
def test_a_time_that_an_autumn_night_has_twice_comes_once(zone: str, start: str, night: str, clock: str) -> None:
    found = sessions(give(settled(start), Choice(zone, (clock,), 10)))
    assert [event.start for event in found if event.start.startswith(night)] == [f"{night} {clock}"]
    assert {event.start[-5:] for event in found} == {clock}
    assert len({event.start for event in found}) == len(found) == 13


def test_two_times_that_a_spring_night_makes_one_give_one_session_and_one_reminder() -> None:
    diary = settled("2026-03-25T08:00:00+01:00")
    both = give(diary, Choice("Europe/Berlin", ("02:30", "03:30"), 0))
    night = [event for event in sessions(both) if event.start.startswith("2026-03-29")]
    assert [(event.start, event.status, len(event.alarms)) for event in night] == [("2026-03-29 03:30", "CONFIRMED", 1)]
    assert give(diary, Choice("Europe/Berlin", ("02:30", "03:30"), 0)) == both


def test_the_weekly_safety_questions_stand_on_the_day_they_fall_due() -> None:
    diary = settled()
    (event,) = (event for event in give(diary) if "safety questions" in event.summary)
    assert (event.start, event.minutes, event.alarms) == ("2026-03-09", 24 * 60, ())
    diary.next_day(days=4)
    diary.screening("weekly")
    after = {one.uid: one for one in give(diary) if one.start in {"2026-03-09", "2026-03-13"}}
    assert (after[event.uid].status, after[event.uid].sequence) == ("CANCELLED", 1)
    assert {one.start for one in after.values() if one.summary == event.summary} == {"2026-03-13"}


def test_a_look_back_at_four_weeks_is_cancelled_when_it_gets_better() -> None:
    diary = Diary("2026-03-02T08:00:00+00:00").ready()
    for _ in range(20):
        diary.morning(5)
        diary.do("floss", 5)
        diary.next_day()
    (event,) = (event for event in give(diary) if "getting better" in event.summary)
    assert (event.start, event.status) == ("2026-03-30", "CONFIRMED")
    diary.morning(1)
    (gone,) = (one for one in give(diary) if one.uid == event.uid)
    assert gone.status == "CANCELLED"


def test_nothing_rings_in_the_hours_that_the_person_wants_quiet() -> None:
    diary = settled()
    first = [event.start for event in give(diary) if event.alarms]
    assert {start[-5:] for start in first[1:]} == {"07:00"}
    diary.add("reminders", {"wanted": True, "quiet_from": "21:00", "quiet_to": "07:00"})
    assert {(event.start[-5:], event.sequence) for event in give(diary) if event.alarms} == {("18:30", 1)}
    diary.add("reminders", {"wanted": True, "quiet_from": "18:00", "quiet_to": "07:00", "remind_at": "12:00"})
    assert [event for event in give(diary) if event.alarms] == []


def test_a_program_that_fetches_it_is_told_how_often() -> None:
    diary = settled()
    made = calendar(shipped(), "11111111-1111-4111-8111-111111111111", diary.entries, Moment.parse(diary.now), LONDON)
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in made.file


def test_nothing_moves_while_nothing_changes() -> None:
    diary = settled()
    assert give(diary) == give(diary)


def test_a_change_of_time_moves_the_same_events() -> None:
    diary = settled()
    before = {event.uid: event for event in sessions(give(diary))}
    after = sessions(give(diary, Choice("Europe/London", ("07:00", "20:00"), 10)))
    evening = [event for event in after if event.start.endswith("20:00")]
    assert len(evening) == 14
    assert all(before[event.uid].start.endswith("18:30") and event.sequence == 1 for event in evening)
    assert {event.sequence for event in after if event.start.endswith("07:00")} == {0}
    assert {event.uid for event in after} == set(before)


def test_a_time_given_up_is_cancelled() -> None:
    diary = settled()
    give(diary)
    after = sessions(give(diary, Choice("Europe/London", ("07:00",), 10)))
    assert {event.status for event in after if event.start.endswith("18:30")} == {"CANCELLED"}
    assert {event.status for event in after if event.start.endswith("07:00")} == {"CONFIRMED"}


def test_a_pause_cancels_what_lies_in_it_and_its_end_brings_it_back() -> None:
    diary = settled()
    first = {event.uid for event in sessions(give(diary))}
    diary.add("pause", {"reason": "illness"})
    paused = sessions(give(diary))
    assert {(event.uid, event.status, event.sequence) for event in paused} == {(uid, "CANCELLED", 1) for uid in first}
    assert [event.alarms for event in paused] == [()] * len(paused)
    assert sessions(give(diary)) == paused
    diary.add("resume", {})
    back = sessions(give(diary))
    assert {(event.uid, event.status, event.sequence) for event in back} == {(uid, "CONFIRMED", 2) for uid in first}


def test_a_pause_with_an_end_leaves_the_days_after_it() -> None:
    diary = settled()
    diary.add("pause", {"reason": "travel", "until": "2026-03-06"})
    assert min(event.start for event in sessions(give(diary))).startswith("2026-03-07")


def test_a_warning_sign_takes_every_session_away() -> None:
    diary = settled()
    give(diary)
    diary.screening("event", yes=["saddle"])
    assert {event.status for event in sessions(give(diary))} == {"CANCELLED"}


def test_what_is_past_is_left_alone() -> None:
    diary = settled()
    give(diary)
    diary.next_day(hour=12)
    diary.morning(3)
    assert min(event.start for event in sessions(give(diary))) == "2026-03-03 18:30"


def test_it_reminds_once_a_day_at_most() -> None:
    found = [event for event in sessions(give(settled())) if event.alarms]
    assert len(found) == len({event.start[:10] for event in found}) == 14
    assert {event.alarms for event in found} == {(-10.0,)}
    assert [event for event in give(settled(), Choice("Europe/London", ("07:00",))) if event.alarms] == []


def test_a_neutral_title_says_nothing_and_no_calendar_holds_the_persons_own_words() -> None:
    diary = settled()
    open_, neutral = give(diary), give(diary, Choice("Europe/London", LONDON.times, 10, neutral=True))
    assert {event.summary for event in sessions(open_)} == {"Unpinch: exercises"}
    assert {(event.summary, event.description) for event in neutral} == {("A few minutes for me", "")}
    assert {event.sequence for event in neutral} == {1}
    assert not any(word in repr(open_) for word in ("Zed", "secret"))


def test_a_booked_assessment_is_a_day_that_moves_with_it() -> None:
    diary = settled()
    booked = diary.add("assessment", {"status": "booked", "on": "2026-03-20"})
    (event,) = (event for event in give(diary) if "assessment" in event.summary)
    diary.add("assessment", {"status": "booked", "on": "2026-03-24", "replaces": booked.id})
    (moved,) = (event for event in give(diary) if "assessment" in event.summary)
    assert (event.start, moved.start, moved.uid == event.uid, moved.sequence) == ("2026-03-20", "2026-03-24", True, 1)


def test_measures_come_one_a_day() -> None:
    days = [event.start for event in give(settled()) if "a few questions" in event.summary]
    assert days
    assert len(days) == len(set(days))


def test_nobody_who_has_not_checked_in_has_anything_planned() -> None:
    diary = Diary().ready()
    assert give(diary) == []


def test_a_calendar_of_a_broken_day_is_passed_over() -> None:
    diary = settled()
    uid = "11111111-1111-4111-8111-111111111111"
    events = [f"{uid} 2026-13-40T25:61:00Z 5 0 confirmed", f"{uid[:-1]}2 2026-02-30 5 0 confirmed"]
    diary.add("calendar", {"zone": "Nowhere/Land", "times": ["07:00"], "events": events})
    assert last_choice(diary.entries, Moment.parse(diary.now)) is None
    assert not {uid, f"{uid[:-1]}2"} & {event.uid for event in give(diary)}


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": "Mars/Olympus"},
        {"zone": "../../etc/passwd"},
        {"zone": ""},
        {"times": ()},
        {"times": ("25:00",)},
        {"times": ("07:00", "07:00")},
        {"times": ("07:00", "08:00", "09:00", "10:00")},
        {"alarm_min": 121},
        {"alarm_min": -1},
    ],
)
def test_a_choice_that_cant_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(CalendarError):
        Choice(**{"zone": "Europe/London", "times": ("07:00",), **wrong})
