"""The hand that writes a story down: one device's chain, a clock that only the story moves, and the rules' reading."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from unpinch.guidance import Course
from unpinch.journal import Author, Entry, Moment, Settled, derived_id, heads
from unpinch.programme.decision import Decision
from unpinch.programme.model import Programme
from unpinch.screens.today import result_of

_DAY_S = 86_400


class Pen:
    """Writes entries and knows what the rules make of them. Entries are only ever added at the end."""

    def __init__(self, programme: Programme, name: str, today: Moment, days: int) -> None:
        """Begin so many days before today, at midnight of its offset."""
        self.programme, self.name = programme, name
        midnight_s = (today.epoch_s + today.offset_min * 60) // _DAY_S * _DAY_S - today.offset_min * 60
        self.first = Moment.of(midnight_s - days * _DAY_S, today.offset_min)
        self.now = self.first
        self.entries: list[Entry] = []
        self.course = Course(programme)
        self.shown: Decision | None = None
        self._author = Author(self.new_id("device"))

    def new_id(self, *parts: str) -> str:
        """Return an id that the same story always gives to the same thing."""
        return derived_id("demo", self.name, str(self.first.day), *parts)

    def date(self, ahead: int = 0) -> str:
        """Return the date so many days ahead."""
        return date.fromordinal(self.now.day + ahead).isoformat()

    def turn_to(self, day: int, minute: int) -> None:
        """Move the clock to a minute of a day of the story; never back."""
        there = self.first.plus(day * _DAY_S + minute * 60)
        self.now = max(self.now, there, key=lambda one: one.epoch_s)

    def wait(self, seconds: int) -> None:
        """Let time pass."""
        self.now = self.now.plus(seconds)

    def write(self, kind: str, values: Mapping[str, Any], takes_s: int, id_: str = "") -> Entry:
        """Write an entry once the time it takes has passed."""
        self.wait(takes_s)
        made = id_ or self.new_id(kind, str(len(self.entries)))
        entry = self._author.write(kind, values, self.now.text, id=made)
        self.entries.append(entry)
        self.course = self.course.read(Settled((*self.course.settled.entries, entry), ()))
        return entry

    @property
    def decision(self) -> Decision:
        """Return what the rules decide now, checked by the guard."""
        return self.course.decide(self.now)

    def show(self, engine: str) -> Decision:
        """Store the decision as it is shown, as the page of today does; said again, it isn't stored again."""
        decision = self.decision
        if self.entries[-1].kind == "decision" and decision == self.shown:
            return decision
        seen = list(heads(self.entries[-1:]))
        values = {
            "heads": seen,
            "now": self.now.text,
            "programme": decision.programme,
            "engine": engine,
            "result": result_of(decision),
        }
        id_ = derived_id("decision", *seen, self.now.text, decision.programme, decision.engine)
        self.write("decision", values, 0, id_)
        self.shown = decision
        return decision
