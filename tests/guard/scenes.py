"""Evidence, days and stops made field by field, for tables that look at one small rule of the guard at a time."""

from __future__ import annotations

from typing import Any

from tests.builders import shipped
from unpinch.guard import Evidence
from unpinch.guard.book import FLOSS, Book
from unpinch.guard.colours import AMBER, Judged
from unpinch.guard.phases import Start
from unpinch.guard.stops import Stop
from unpinch.guard.today import (
    LEFT_NUMBNESS,
    LEFT_SITE,
    LEFT_TINGLING,
    NOT_SAID,
    RIGHT_NUMBNESS,
    RIGHT_SITE,
    RIGHT_TINGLING,
    Said,
    Today,
)
from unpinch.journal import Author, Entry, Moment

NOW = Moment.parse("2026-03-20T08:00:00+00:00")
D = NOW.day
HOUR_S = 3600
LIMITS = shipped().thresholds
PLACES = {
    "left_site": LEFT_SITE,
    "left_tingling": LEFT_TINGLING,
    "left_numbness": LEFT_NUMBNESS,
    "right_site": RIGHT_SITE,
    "right_tingling": RIGHT_TINGLING,
    "right_numbness": RIGHT_NUMBNESS,
}
_AUTHOR = Author("0f0f0f0f-0000-4000-8000-000000000002")


def book() -> Book:
    return Book(shipped())


def said(kind: str, values: dict[str, Any], at: Moment = NOW) -> Entry:
    """An entry as it was written."""
    return _AUTHOR.write(kind, values, at.text)


def levels(**stated: int) -> tuple[int, ...]:
    found = list(NOT_SAID)
    for name, value in stated.items():
        found[PLACES[name]] = value
    return tuple(found)


def a_day(number: int = D, /, **fields: Any) -> Today:
    """A day; sites, tingling and numbness go into its levels, all else are fields of its own."""
    stated = {name: fields.pop(name) for name in PLACES if name in fields}
    found = Today.begin(number)
    found.levels = levels(**stated)
    for name, value in fields.items():
        setattr(found, name, value)
    return found


def movement(*limited: str) -> Said:
    """What was said of movement: all free but for those named."""
    sock, sit, bend = ("limited" if name in limited else "free" for name in ("sock", "sit", "bend"))
    return Said(sock, sit, bend, painkillers=False, soreness=False, numb_foot=0, in_front=False)


def history(*days: Today, colours: tuple[int, ...] = ()) -> Judged | None:
    """The judged days, oldest first, amber unless said otherwise."""
    found: Judged | None = None
    for place, one in enumerate(days):
        found = Judged(one, colours[place] if colours else AMBER, found)
    return found


def evidence(today: Today | None = None, /, **fields: Any) -> Evidence:
    found = Evidence(shipped())
    found.today = today or a_day()
    found.day = found.today.day
    for name, value in fields.items():
        setattr(found, name, value)
    return found


def stop(exercise: str = FLOSS, level: int = 1, sides: int = 1, **fields: Any) -> Stop:
    return Stop("x", "s", exercise, level, sides, book().load(exercise, level), 3, 1)._replace(**fields)


START = Start(D - 20, 4, 4, 3, 0, 1, D - 20)
