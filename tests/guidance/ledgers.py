"""Ledgers and views made field by field, for tables that look at one small rule of the planner at a time."""

from __future__ import annotations

from typing import Any

from tests.builders import shipped
from unpinch.guidance import EMPTY
from unpinch.guidance.book import Book, book_of
from unpinch.guidance.day import NOTHING, UNSTATED, Day, Stop
from unpinch.guidance.person import learn, person
from unpinch.guidance.state import Core, Ledger, State
from unpinch.guidance.view import View
from unpinch.journal import CheckIn, Levels, Moment
from unpinch.journal.typed import typed

NOW = Moment.parse("2026-03-20T08:00:00+00:00")
D = NOW.day
HOUR_S = 3600


def book() -> Book:
    return book_of(shipped())


def levels(**said: int) -> Levels:
    return NOTHING._replace(**said)


def day(number: int = D, /, **fields: Any) -> Day:
    """A day; what begins like a level or a latest value goes there, the rest are its own fields."""
    of_levels = {name: fields.pop(name) for name in Levels._fields if name in fields}
    of_latest = {name: fields.pop(name) for name in UNSTATED._fields if name in fields}
    return Day(number, levels=levels(**of_levels), latest=UNSTATED._replace(**of_latest), **fields)


def core(today: Day | None = None, /, **fields: Any) -> Core:
    return EMPTY.core._replace(day=D, today=today or day(), now_s=NOW.epoch_s, **fields)


def ledger(today: Day | None = None, /, **fields: Any) -> Ledger:
    return Ledger(core(today, **fields))


def view(today: Day | None = None, /, **fields: Any) -> View:
    return View(book(), State(core(today, **fields)).core, NOW)


def stop(exercise: str = "nerve_floss", level: int = 1, side: str = "left", **fields: Any) -> Stop:
    return Stop("s", exercise, level, side, book().nerve_load(exercise, level), half_start=False, ids=("x",))._replace(
        **fields
    )


def check_in(**values: Any) -> CheckIn:
    said: CheckIn = typed("check_in", values)
    return said


def of_leg(legs: str, today: Day, **fields: Any) -> Ledger:
    """A ledger of someone whose affected legs are known."""
    found = ledger(today, **fields)
    found.facts = learn(found.facts, {"legs": legs})
    found.person = person(found.facts)
    return found


def days_back(*backs: int) -> int:
    """The bits of days that lie so far back."""
    return sum(1 << back for back in backs)
