"""What comes on which day: safety questions, booked appointments, a look back, measures. By the shipped rules.

The rules are asked how it would be on that day if all stayed as it was said last, as for the sessions of a calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from unpinch.guidance import Course
from unpinch.guidance.escalation import no_change, review
from unpinch.guidance.planner import view_of
from unpinch.guidance.state import NEVER
from unpinch.guidance.view import Notice, View
from unpinch.journal import Moment
from unpinch.measures import due_days

Kind = Literal["screening", "assessment", "told", "look_back", "review", "measure"]
_DAY_S = 86_400
_WEEK_DAYS = 7
"""A look back comes once a week, as docs/readings.md has it for what stays without an assessment."""
_TOLD_DAYS = 7
"""So long after an appointment its outcome is asked for (choice)."""


@dataclass(frozen=True, slots=True)
class Coming:
    """Something with a day of its own. `day`: a date's ordinal; `key`: the same as long as it is the same thing."""

    kind: Kind
    day: int
    key: tuple[str, ...]


def coming(course: Course, now: Moment, days: int) -> tuple[Coming, ...]:
    """Return what comes from today on within so many days, appointments however far, soonest first.

    Before the first check-in nothing else does, nor while a warning sign stands.
    """
    today = _view(course, now, now.day)
    found = [*_appointments(course, now), *_told(course, now)]
    if today.core.phase is not None and not today.core.flags:
        found += [*_screening(today), *_look_back(course, today), *_review(course, today), *_measures(course, now)]
    within = [one for one in found if one.day < now.day + days or one.kind == "assessment"]
    return tuple(sorted(within, key=lambda one: (one.day, one.kind, one.key)))


def _view(course: Course, now: Moment, day: int) -> View:
    return view_of(course.programme, course.state, now.plus((day - now.day) * _DAY_S))


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


# -- appointments ------------------------------------------------------------------------------------------------------


def _appointments(course: Course, now: Moment) -> Iterator[Coming]:
    for one in course.settled.entries:
        if one.kind == "assessment" and one.values and one.values["status"] == "booked":
            day = date.fromisoformat(one.values["on"]).toordinal()
            if day >= now.day:
                yield Coming("assessment", day, (one.id,))


def _told(course: Course, now: Moment) -> Iterator[Coming]:
    """Ask what came of the newest appointment, from the day after it, until it is said or a week is over."""
    said = [one for one in course.settled.entries if one.kind == "assessment" and one.values]
    booked = next((one for one in reversed(said) if one.values and one.values["status"] == "booked"), None)
    if booked is None or not booked.values:
        return
    day = date.fromisoformat(booked.values["on"]).toordinal()
    had = any(one.values["status"] == "had" and one.day >= day for one in said if one.values)
    if not had and now.day - _TOLD_DAYS <= day < now.day:
        yield Coming("told", now.day, (booked.id,))


# -- what the rules ask anew -------------------------------------------------------------------------------------------


def _screening(today: View) -> Iterator[Coming]:
    """Yield the day of the weekly safety questions: none where the first or all of them are due, and not in a pause."""
    core = today.core
    if core.full_day <= NEVER:
        return
    due = core.weekly_day + today.book.t.weekly_screening_days
    yield Coming("screening", max(due, core.day, core.paused_until + 1), (_iso(due),))


def _look_back(course: Course, today: View) -> Iterator[Coming]:
    """Yield the next weekly day on which the rules would advise an assessment for want of progress."""
    start = today.core.start
    if start is None:
        return
    first = start.day + today.book.t.no_change_recommend_days
    late = max(0, today.core.day - first)
    day = first + -(-late // _WEEK_DAYS) * _WEEK_DAYS
    if _advises(no_change(_view(course, today.now, day))):
        yield Coming("look_back", day, (_iso(start.day), _iso(day)))


def _review(course: Course, today: View) -> Iterator[Coming]:
    """Yield the day of the fresh look some weeks after an assessment."""
    if today.core.had_day == NEVER:
        return
    day = today.core.had_day + today.book.t.review_days
    if day >= today.core.day and _advises(review(_view(course, today.now, day))):
        yield Coming("review", day, (_iso(day),))


def _advises(notice: Notice | None) -> bool:
    return notice is not None and "assessment" in notice.advice and notice.urgency != "none"


# -- measures ----------------------------------------------------------------------------------------------------------


def _measures(course: Course, now: Moment) -> Iterator[Coming]:
    """Yield the measures that fall due, one a day."""
    taken = set[int]()
    dated = due_days(course.programme, course.settled.entries)
    for name, due in sorted(dated.items(), key=lambda item: item[1]):
        day = max(due, now.day)
        while day in taken:
            day += 1
        taken.add(day)
        yield Coming("measure", day, (name, _iso(due)))
