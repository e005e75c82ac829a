"""Whether to remind now: once a day at most, once more where nobody has looked, never in the quiet hours.

There is nothing here that counts days in a row. Who hasn't been here for a week is left in peace, but for a booked
appointment; so is who pauses, who stopped today, who should be seen by a doctor, and who is in very strong pain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from unpinch.guidance import Course, course_of
from unpinch.journal import Entry, Moment, MomentError
from unpinch.journal.kinds import CALENDAR_EVENT
from unpinch.measures import due as measure_due
from unpinch.programme.decision import Decision
from unpinch.programme.model import Programme
from unpinch.reminding.ahead import coming
from unpinch.reminding.wish import Wish, in_quiet, minutes, wish_of

AGAIN_S = 3 * 3600
"""How long after a reminder that nobody answered it comes once more (choice)."""
MOST_A_DAY = 2
"""A reminder and its repetition."""
_DAY_MIN = 24 * 60
_SHORT = frozenset({"check_in", "screening_daily"})
_LONG = frozenset({"screening_weekly", "screening_full"})
_PEACE = frozenset({"pause", "guard.fault", "S3.start_8", "S9.not_yet"})
"""Reasons for which nothing but an appointment is worth a sound."""
_NOBODY_SAID = frozenset({"calendar"})
"""Kinds that a program may write while nobody looks: a calendar fetches its address."""

TITLE, NEUTRAL_TITLE = "Unpinch", "A few minutes for you"
NEUTRAL_TEXT = "There is something to look at when it suits you."
TEXTS = {
    "train": "Today's moves are ready: about {} minutes.",
    "check_in": "Your check-in takes half a minute. Then you see what is right today.",
    "questions": "The safety questions are due, then you see what is right today.",
    "appointment": "Tomorrow is the appointment you noted.",
    "told": "You had an appointment. What came of it can be noted now.",
    "look_back": "It is time to look back together at how things go.",
    "review": "Your last assessment was a while ago. A fresh look would be good.",
    "measure": "A few questions wait. They can wait longer.",
}


@dataclass(frozen=True, slots=True)
class Reminder:
    """What to say now. `about`: keys of `TEXTS`; `again`: it is today's second."""

    about: tuple[str, ...]
    title: str
    text: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nothing to say now, and why not, in a sentence."""

    why: str


def due(
    programme: Programme, entries: Iterable[Entry], now: Moment, wish: Wish | None = None, given: Sequence[Moment] = ()
) -> Reminder | None:
    """Return what to remind of now, or None.

    `wish`: what the person wishes (None: what the entries say); `given`: when reminders were shown, older ones than
    today's may be left out.
    """
    found = look(programme, entries, now, wish, given)
    return found if isinstance(found, Reminder) else None


def look(
    programme: Programme, entries: Iterable[Entry], now: Moment, wish: Wish | None = None, given: Sequence[Moment] = ()
) -> Reminder | Quiet:
    """Return what to remind of now, or why there is nothing to say."""
    every = tuple(entries)
    course = course_of(programme, every, now)
    wish = wish or wish_of(course.settled.entries)
    today = sorted((*_today(given, now), *_rung(course, now)), key=lambda moment: moment.epoch_s)
    why = _wished(wish, now, first=not today) or _enough(every, now, today)
    if why:
        return Quiet(why)
    about = tuple(_open(course, every, now))
    if not about:
        return Quiet("Nothing waits today.")
    return _said(course, now, about, wish, again=bool(today))


# -- whether anything may be said --------------------------------------------------------------------------------------


def _wished(wish: Wish, now: Moment, *, first: bool) -> str:
    minute = _minute(now)
    if not wish.wanted:
        return "Reminders are turned off in the settings."
    if in_quiet(wish.quiet, minute):
        return f"These are quiet hours, from {wish.quiet_from} to {wish.quiet_to}."
    if first and minute < minutes(wish.remind_at):
        return f"Reminders begin at {wish.remind_at}."
    return ""


def _minute(now: Moment) -> int:
    return (now.epoch_s // 60 + now.offset_min) % _DAY_MIN


def _today(given: Sequence[Moment], now: Moment) -> Iterator[Moment]:
    """Yield the reminders of today; one from a day that is still to come here, after a long flight, counts too."""
    return (moment for moment in given if moment.day >= now.day and moment.epoch_s <= now.epoch_s)


def _rung(course: Course, now: Moment) -> Iterator[Moment]:
    """Yield when the person's calendar has reminded today, as far as it was given to them: once a day, as it does."""
    last = next((one.values for one in reversed(course.settled.entries) if one.kind == "calendar" and one.values), None)
    if last is None or last.get("alarm_min") is None:
        return
    starts = (parts[2] for parts in map(CALENDAR_EVENT.fullmatch, last["events"]) if parts and parts[5] == "confirmed")
    for start in sorted(start for start in starts if _is_moment(start)):
        rang = Moment.of(Moment.parse(start).epoch_s - 60 * last["alarm_min"], now.offset_min)
        quiet = in_quiet(last.get("quiet", ()), _minute(rang))
        if rang.epoch_s <= now.epoch_s and rang.day == now.day and not quiet:
            yield rang
            return


def _is_moment(start: str) -> bool:
    """Say whether an event begins at a time, not on a day, and at one that exists."""
    try:
        Moment.parse(start)
    except MomentError:
        return False
    return True


def _enough(entries: Sequence[Entry], now: Moment, today: Sequence[Moment]) -> str:
    if not today:
        return ""
    if len(today) >= MOST_A_DAY:
        return "You have been reminded today, and once more."
    if any(one.recorded_s >= today[0].epoch_s for one in entries if one.kind not in _NOBODY_SAID):
        return "You have been reminded today, and have looked."
    if now.epoch_s - today[-1].epoch_s < AGAIN_S:
        return "You have been reminded today."
    return ""


# -- what is open ------------------------------------------------------------------------------------------------------


def _open(course: Course, entries: Sequence[Entry], now: Moment) -> Iterator[str]:
    ahead = {(one.kind, one.day - now.day) for one in coming(course, now, 2)}
    if ("assessment", 1) in ahead:
        yield "appointment"
    if _is_away(course, entries, now):
        return
    if ("told", 0) in ahead:
        yield "told"
    decision = course.decide(now)
    if decision.kind not in {"train", "rest"} or any(reason.rule in _PEACE for reason in decision.reasons):
        return
    yield from (kind for kind in ("look_back", "review") if (kind, 0) in ahead)
    yield from _sitting(course, now, decision)
    if measure_due(course.programme, course.settled.entries, now, decision) is not None:
        yield "measure"


def _is_away(course: Course, entries: Sequence[Entry], now: Moment) -> bool:
    """Say whether there has been nothing for so long that all is asked anew; or never a check-in."""
    days = [one.day for one in entries if one.kind not in _NOBODY_SAID]
    stale_days = course.programme.thresholds.stale_days
    return course.state.core.phase is None or now.day - max(days) >= stale_days


def _sitting(course: Course, now: Moment, decision: Decision) -> Iterator[str]:
    """Yield what stands between the person and today's first session: its questions, or nothing but the session."""
    begun = any(one.kind == "session_started" and one.day == now.day for one in course.settled.entries)
    asks = set(decision.asks)
    if begun or (asks and not asks <= _SHORT | _LONG):
        return
    if decision.kind == "train":
        yield "train"
    elif decision.kind == "rest" and asks:
        yield "questions" if asks & _LONG else "check_in"


# -- words -------------------------------------------------------------------------------------------------------------


def _said(course: Course, now: Moment, about: tuple[str, ...], wish: Wish, *, again: bool) -> Reminder:
    if wish.neutral:
        return Reminder(about, NEUTRAL_TITLE, NEUTRAL_TEXT, again)
    minutes_ = course.decide(now).minutes
    return Reminder(about, TITLE, " ".join(TEXTS[one].format(minutes_) for one in about), again)
