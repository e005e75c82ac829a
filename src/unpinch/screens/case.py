"""One person's record at one moment, read once for a page: what counts, the state, the decision, the facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from unpinch.guidance import Course, State, course_of
from unpinch.guidance.person import Person, person
from unpinch.journal import AT_ONCE_S, Aside, Effective, Entry, Moment, Settled, derived_id, imagine
from unpinch.programme.bands import OwnedBand
from unpinch.programme.decision import Decision
from unpinch.programme.model import Country, Programme
from unpinch.screens.asked import Asked, Place
from unpinch.screens.index import Index, index_of, kinds_of
from unpinch.screens.remembered import Remembered

_ELSEWHERE = Country("", "not known", "112", "from memory")
"""Stands for a country that wasn't said: 112 is answered in most countries, from a mobile phone."""


_courses: Remembered[Course] = Remembered()


def read_on(programme: Programme, entries: tuple[Entry, ...], now: Moment) -> Course:
    """Return a record as planner and guard read it at `now`, going on from where it was read before."""
    known = _courses.of(entries)
    if known is None or known.programme is not programme:
        return _courses.keep(course_of(programme, entries, now))
    return _courses.keep(known.read(known.settled_on(entries, now), entries, now.epoch_s))


def forget() -> None:
    """Drop what was kept of records: after an erasure, or to measure a first reading."""
    _courses.forget()


class Case:
    """What every screen needs to know. Worked out when first asked for."""

    def __init__(self, programme: Programme, entries: Iterable[Entry], now: Moment, asked: Asked) -> None:
        """Keep the record; nothing is computed yet."""
        self.programme, self.entries, self.now, self.asked = programme, tuple(entries), now, asked

    @property
    def place(self) -> Place:
        """Return where the page stands."""
        return self.asked.place

    @cached_property
    def course(self) -> Course:
        """Return the journal as planner and guard have read it."""
        return read_on(self.programme, self.entries, self.now)

    @property
    def settled(self) -> Settled:
        """Return what counts, in effective order."""
        return self.course.settled

    @property
    def aside(self) -> tuple[Aside, ...]:
        """Return all lines kept aside, those that couldn't be read included."""
        return (*self.place.aside, *self.settled.aside)

    @property
    def state(self) -> State:
        """Return what the planner remembers."""
        return self.course.state

    @cached_property
    def decision(self) -> Decision:
        """Return what to do now, checked by the guard."""
        return self.course.decide(self.now)

    def decision_after(self, kind: str, values: Mapping[str, Any]) -> Decision:
        """Return what would be decided if this were said now. Nothing is written."""
        said = (*self.settled.entries, imagine(kind, values, self.now))
        return self.course.read(Settled(said, self.settled.aside)).decide(self.now)

    @cached_property
    def index(self) -> Index:
        """Return what is looked up in the entries as they were written."""
        return index_of(self.entries)

    @property
    def by_id(self) -> dict[str, Entry]:
        """Return every readable entry by its id."""
        return self.index.by_id

    @property
    def written(self) -> list[Entry]:
        """Return the entries in the order they were recorded, decisions left out."""
        return self.index.written

    def every(self, kind: str) -> list[Effective]:
        """Return the effective entries of a kind, oldest first, those taken back included."""
        return kinds_of(self.settled.entries).by_kind.get(kind, [])

    def of_kind(self, *kinds: str) -> list[Effective]:
        """Return the effective entries of some kinds, oldest first; those taken back are left out."""
        found = [one for kind in kinds for one in self.every(kind) if one.values is not None]
        return found if len(kinds) == 1 else sorted(found, key=lambda one: one.order)

    def merged(self, kind: str) -> dict[str, Any]:
        """Return what the entries of a kind state, newer over older."""
        known: dict[str, Any] = {}
        for one in self.of_kind(kind):
            known.update(one.values or {})
        return known

    @cached_property
    def facts(self) -> dict[str, Any]:
        """Return the lasting facts, name and country included."""
        return self.merged("about")

    @cached_property
    def preference(self) -> dict[str, Any]:
        """Return how the pages shall look."""
        return self.merged("preference")

    @property
    def person(self) -> Person:
        """Return the person as the rules see them."""
        return person(self.state.core.facts)

    @property
    def country(self) -> Country:
        """Return the person's country; one without a code where it isn't known."""
        return self.programme.countries.get(str(self.facts.get("country", "")), _ELSEWHERE)

    @property
    def bands(self) -> tuple[OwnedBand, ...]:
        """Return the bands in use."""
        return self.state.core.bands

    @property
    def today(self) -> date:
        """Return the local date."""
        return date.fromordinal(self.now.day)

    @cached_property
    def form_id(self) -> str:
        """Return an id for the forms of this page: the same device, record and page always give the same."""
        newest = self.written[-1].id if self.written else ""
        return derived_id("form", self.place.device, self.asked.path, newest, str(len(self.written)))

    def just_written(self, entry: Entry) -> bool:
        """Tell whether nothing was recorded after an entry, by this very device, a short while ago."""
        fresh = 0 <= self.now.epoch_s - entry.recorded_s <= AT_ONCE_S
        return fresh and entry.device == self.place.device and self.written[-1].id == entry.id

    def last_values(self, kind: str) -> tuple[Effective | None, Mapping[str, Any]]:
        """Return the newest entry of a kind and its values."""
        found = self.of_kind(kind)
        return (found[-1], found[-1].values or {}) if found else (None, {})
