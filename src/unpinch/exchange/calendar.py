"""The calendar: sittings ahead, follow-ups, measures and booked appointments as iCalendar (RFC 5545).

Each event stands alone, in UTC: a rule of repetition in a zone was shown an hour late by a reader after the clocks had
changed. What was given before stands in the record, so that a later calendar moves and cancels the same events.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Alarm, Calendar
from icalendar import Event as VEvent

from unpinch.exchange.planned import sittings
from unpinch.guidance import Course, course_of
from unpinch.journal import Effective, Entry, Moment, derived_id, settle
from unpinch.journal.kinds import CALENDAR_EVENT
from unpinch.programme.model import Programme
from unpinch.reminding import coming, in_quiet, wish_of

DAYS = 14
"""How far ahead the rules are asked."""
MOST_TIMES = 3
MOST_ALARM_MIN = 120
_MOST_EVENTS = 400
_DAY_MIN = 24 * 60
_REFRESH = timedelta(hours=6)
"""How often a program that fetches the calendar should come again (RFC 7986)."""
_STAMP = "%Y-%m-%dT%H:%M:%SZ"
_NEUTRAL = "A few minutes for me"
_TITLES: Mapping[str, str] = {
    "session": "Unpinch: exercises",
    "measure": "Unpinch: a few questions",
    "assessment": "Unpinch: booked assessment",
    "screening": "Unpinch: the weekly safety questions",
    "look_back": "Unpinch: is it getting better?",
    "review": "Unpinch: time for a fresh look",
}
_TEXTS: Mapping[str, str] = {
    "session": "About {} minutes. What is right that day is decided after your check-in.",
    "measure": "It shows how things go over the weeks. It can wait.",
    "assessment": "Tell Unpinch afterwards what came of it.",
    "screening": "They come first when you open Unpinch that day.",
    "look_back": "If it isn't by then, a doctor or physiotherapist should have a look.",
    "review": "Your last assessment will be a while ago. A fresh look would be good.",
}
"""Of what comes on a day, what a calendar holds; what came of an appointment is asked by Unpinch itself."""


class CalendarError(ValueError):
    """What was chosen for a calendar can't be. The message is a sentence fit to be shown."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose: at which times of day, in which zone, how long before to be reminded (None: not at all)."""

    zone: str
    times: tuple[str, ...]
    alarm_min: int | None = None
    neutral: bool = False

    def __post_init__(self) -> None:
        """Refuse a zone that nobody knows, and times that are none."""
        try:
            ZoneInfo(self.zone)
        except (ValueError, OSError, ZoneInfoNotFoundError) as error:
            text = f"{self.zone or 'Nothing'} isn't known as a time zone. Write it like Europe/Berlin."
            raise CalendarError(text) from error
        clocks = [_clock(text) for text in self.times]
        if self.alarm_min is not None and not 0 <= self.alarm_min <= MOST_ALARM_MIN:
            raise CalendarError(f"A reminder comes at most {MOST_ALARM_MIN} minutes before.")
        if not 1 <= len(set(clocks)) == len(self.times) <= MOST_TIMES:
            raise CalendarError(f"Choose one to {MOST_TIMES} times of day, each another one.")


def _clock(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise CalendarError(f"{text} is no time of day. Write it like 18:30.") from error


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `start`: a UTC time, or a day for one that lasts all day; `sequence` grows when it changes."""

    uid: str
    kind: str
    start: datetime | date
    minutes: int
    sequence: int = 0
    cancelled: bool = False

    @property
    def text(self) -> str:
        """Return the event as the record keeps it."""
        start = self.start.strftime(_STAMP) if isinstance(self.start, datetime) else self.start.isoformat()
        return f"{self.uid} {start} {self.minutes} {self.sequence} {'cancelled' if self.cancelled else 'confirmed'}"


@dataclass(frozen=True, slots=True)
class Made:
    """A calendar: the file, and the values of the entry that remembers it."""

    file: bytes
    values: Mapping[str, Any]
    events: tuple[Event, ...]


def last_choice(entries: Iterable[Entry], now: Moment) -> Choice | None:
    """Return what was chosen for the last calendar; None where there was none that can be made here."""
    _, before = _given(settle(entries, now).entries)
    if before is None:
        return None
    try:
        return Choice(before["zone"], tuple(before["times"]), before.get("alarm_min"), bool(before.get("neutral")))
    except CalendarError:
        return None


def last_events(entries: Iterable[Entry], now: Moment) -> list[str]:
    """Return the events of the last calendar, as the record keeps them."""
    _, before = _given(settle(entries, now).entries)
    return list(before["events"]) if before else []


def calendar(programme: Programme, person: str, entries: Iterable[Entry], now: Moment, choice: Choice) -> Made:
    """Return a person's calendar as the rules know it now; it changes and cancels what was given before."""
    course = course_of(programme, entries, now)
    settled = course.settled.entries
    wanted = [*_sessions(course, person, now, choice), *_days(course, person, now)]
    given, before = _given(settled)
    look = _look(choice, _quiet(settled))
    again = before is None or {name: before.get(name) for name in _LOOK} != {name: look.get(name) for name in _LOOK}
    events = tuple(_merged(wanted, given, now, again=again))[:_MOST_EVENTS]
    told = {"zone": choice.zone, "times": list(choice.times), **look}
    file = _written(events, now, choice, look.get("quiet", ()))
    return Made(file, {**told, "events": [event.text for event in events]}, events)


_LOOK = ("alarm_min", "neutral", "quiet")
"""What changes an event's look or sound without moving it."""


def _look(choice: Choice, quiet: Sequence[str]) -> dict[str, Any]:
    alarm = {} if choice.alarm_min is None else {"alarm_min": choice.alarm_min}
    return {"neutral": choice.neutral, **alarm, **({"quiet": list(quiet)} if quiet else {})}


def _quiet(settled: Iterable[Effective]) -> Sequence[str]:
    """Return the quiet hours, where the person has chosen them."""
    wish = wish_of(settled)
    return wish.quiet if wish.stated else ()


# -- what is ahead -----------------------------------------------------------------------------------------------------


def _sessions(course: Course, person: str, now: Moment, choice: Choice) -> Iterator[Event]:
    moments = {moment: place for place, moment in _moments(now, choice)}
    for sitting in sittings(course, now, sorted(moments, key=lambda moment: moment.epoch_s)):
        start = datetime.fromtimestamp(sitting.at.epoch_s, UTC)
        yield Event(_uid(person, "session", *moments[sitting.at]), "session", start, sitting.minutes)


def _moments(now: Moment, choice: Choice) -> Iterator[tuple[tuple[str, str], Moment]]:
    """Yield the chosen times of the days ahead, each with the day and its place in that day.

    A time that a spring night leaves out comes an hour later, as clocks then show it.
    """
    zone = ZoneInfo(choice.zone)
    today = datetime.fromtimestamp(now.epoch_s, zone).date()
    for day in (today + timedelta(days=number) for number in range(DAYS)):
        for place, text in enumerate(sorted(choice.times)):
            local = datetime.combine(day, time.fromisoformat(text), zone).astimezone(UTC).astimezone(zone)
            offset = local.utcoffset() or timedelta()
            moment = Moment.of(int(local.timestamp()), int(offset.total_seconds()) // 60)
            yield (day.isoformat(), str(place)), moment


def _days(course: Course, person: str, now: Moment) -> Iterator[Event]:
    """Yield what is for a day and no hour: follow-ups, measures that fall due, and assessments that are booked."""
    for one in coming(course, now, DAYS):
        if one.kind in _TEXTS:
            yield Event(_uid(person, one.kind, *one.key), one.kind, date.fromordinal(one.day), _DAY_MIN)


def _uid(*parts: str) -> str:
    return derived_id("calendar", *parts)


# -- what was given before ---------------------------------------------------------------------------------------------


def _given(settled: Sequence[Effective]) -> tuple[dict[str, Event], Mapping[str, Any] | None]:
    """Return the newest state of every event given so far, and the choices of the last calendar."""
    calendars = [one.values for one in settled if one.kind == "calendar" and one.values]
    found: dict[str, Event] = {}
    for values in calendars:
        for event in filter(None, map(_read, values["events"])):
            known = found.get(event.uid)
            if known is None or event.sequence >= known.sequence:
                found[event.uid] = event
    return found, calendars[-1] if calendars else None


def _read(text: str) -> Event | None:
    """Return an event as it was given; None for one on a day that doesn't exist."""
    parts = CALENDAR_EVENT.fullmatch(text)
    if parts is None:
        return None
    uid, start, minutes, sequence, state = parts.groups()
    try:
        begins = datetime.strptime(start, _STAMP).replace(tzinfo=UTC) if "T" in start else date.fromisoformat(start)
    except ValueError:
        return None
    return Event(uid, "", begins, int(minutes), int(sequence), state == "cancelled")


def _merged(wanted: Iterable[Event], given: Mapping[str, Event], now: Moment, *, again: bool) -> Iterator[Event]:
    """Yield what is wanted, and cancelled what was given, lies ahead and isn't wanted any more."""
    met = set()
    for event in wanted:
        met.add(event.uid)
        yield _onward(event, given.get(event.uid), again=again)
    for uid, event in given.items():
        if uid not in met and _is_ahead(event, now):
            yield event if event.cancelled else replace(event, sequence=event.sequence + 1, cancelled=True)


def _onward(event: Event, known: Event | None, *, again: bool) -> Event:
    if known is None:
        return event
    same = (known.start, known.minutes, known.cancelled) == (event.start, event.minutes, False)
    return replace(event, sequence=known.sequence if same and not again else known.sequence + 1)


def _is_ahead(event: Event, now: Moment) -> bool:
    if isinstance(event.start, datetime):
        return event.start.timestamp() > now.epoch_s
    return event.start.toordinal() >= now.day


# -- the file ----------------------------------------------------------------------------------------------------------


def _written(events: Iterable[Event], now: Moment, choice: Choice, quiet: Sequence[str]) -> bytes:
    made = Calendar()
    made.add("prodid", "-//Unpinch//Unpinch//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "A few minutes" if choice.neutral else "Unpinch")
    made.add("refresh-interval", _REFRESH, {"value": "DURATION"})
    reminded = set[date]()
    for event in sorted(events, key=lambda event: (event.start.isoformat(), event.uid)):
        one = _vevent(event, now, choice)
        if choice.alarm_min is not None and _rings(event, choice, quiet, reminded):
            one.add_component(_alarm(choice, str(one["summary"])))
        made.add_component(one)
    file: bytes = made.to_ical()
    return file


def _rings(event: Event, choice: Choice, quiet: Sequence[str], reminded: set[date]) -> bool:
    """Tell whether an event may remind: one session a day at most, and never in the person's quiet hours."""
    if event.cancelled or not isinstance(event.start, datetime):
        return False
    zone = ZoneInfo(choice.zone)
    day = event.start.astimezone(zone).date()
    rings = (event.start - timedelta(minutes=choice.alarm_min or 0)).astimezone(zone)
    if day in reminded or in_quiet(quiet, rings.hour * 60 + rings.minute):
        return False
    reminded.add(day)
    return True


def _vevent(event: Event, now: Moment, choice: Choice) -> VEvent:
    one = VEvent()
    stamp = datetime.fromtimestamp(now.epoch_s, UTC)
    one.add("uid", event.uid)
    one.add("dtstamp", stamp)
    one.add("last-modified", stamp)
    one.add("sequence", event.sequence)
    one.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    one.add("dtstart", event.start)
    one.add("dtend", event.start + timedelta(minutes=event.minutes))
    one.add("summary", _NEUTRAL if choice.neutral else _TITLES.get(event.kind, "Unpinch"))
    if event.kind and not choice.neutral:
        one.add("description", _TEXTS[event.kind].format(event.minutes))
    one.add("class", "PRIVATE")
    one.add("transp", "TRANSPARENT")
    return one


def _alarm(choice: Choice, title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(minutes=-(choice.alarm_min or 0)))
    alarm.add("description", title)
    return alarm
