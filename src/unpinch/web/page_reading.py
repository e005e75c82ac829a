"""A person's journal as read before: only what arrived since is read anew. One process serves, so memory is enough."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from unpinch.journal import read_lines
from unpinch.web import queries

if TYPE_CHECKING:
    from uuid import UUID

    from unpinch.journal import Aside, Entry
    from unpinch.web.models import Person

MOST_LINES = 40_000
"""How many lines are kept in memory, all journals together (about 100 MB): a hundred people's months, or two people's
years. The journal asked for last is kept however long it is.
"""
_lock = Lock()
_known: OrderedDict[UUID, Reading] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a journal held when the line of that arrival number was its newest."""

    arrival: int = 0
    entries: tuple[Entry, ...] = ()
    aside: tuple[Aside, ...] = ()

    @property
    def lines(self) -> int:
        """Return how many lines it holds; an empty journal takes a place, too."""
        return max(1, len(self.entries) + len(self.aside))


def journal(person: Person) -> Reading:
    """Return the person's journal as it is now. One reads at a time: whoever comes meanwhile finds it read."""
    with _lock:
        _known[person.pk] = after = _read_on(person, _known.get(person.pk, Reading()))
        _known.move_to_end(person.pk)
        _make_room()
    return after


def _make_room() -> None:
    held = sum(one.lines for one in _known.values())
    while held > MOST_LINES and len(_known) > 1:
        held -= _known.popitem(last=False)[1].lines


def forget(person: Person) -> None:
    """Forget a journal that was erased."""
    with _lock:
        _known.pop(person.pk, None)


def forget_all() -> None:
    """Forget every journal: another database is asked from now on."""
    with _lock:
        _known.clear()


def _read_on(person: Person, before: Reading) -> Reading:
    new = list(queries.lines(person, before.arrival))
    if not new:
        return before
    entries, aside = read_lines(line.raw for line in new)
    return Reading(new[-1].arrival, (*before.entries, *entries), (*before.aside, *aside))
