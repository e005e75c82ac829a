"""What was worked out of the last records looked at, to be gone on from. Only time is saved by it.

A record only grows at its end, so its first entry names it; what is remembered is used for a record that begins with
the very entries it was worked out of, and for no other.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Generic, Protocol, TypeVar

from unpinch.journal import Effective

MOST_ENTRIES = 40_000
"""How many entries are remembered, all records together. The record looked at last is, however long it is."""


class OfEntries(Protocol):
    """Something worked out of entries, which it knows."""

    @property
    def entries(self) -> Sequence[Effective]:
        """Return what it was worked out of."""
        ...


Known = TypeVar("Known", bound=OfEntries)


class Remembered(Generic[Known]):
    """One thing a record, the records not looked at for longest let go first. Servers ask from several threads."""

    def __init__(self) -> None:
        """Remember nothing."""
        self._known: OrderedDict[str, Known] = OrderedDict()
        self._held, self._turn = 0, Lock()

    def of(self, entries: Sequence[Effective]) -> Known | None:
        """Return what is known of a record: worked out of all its entries, or of those it begins with."""
        found = self._known.get(entries[0].id) if entries else None
        return found if found is not None and entries[: len(found.entries)] == found.entries else None

    def keep(self, known: Known) -> Known:
        """Remember it in the place of what was known of its record."""
        if known.entries:
            with self._turn:
                self._drop(known.entries[0].id)
                self._known[known.entries[0].id] = known
                self._held += len(known.entries)
                while self._held > MOST_ENTRIES and len(self._known) > 1:
                    self._drop(next(iter(self._known)))
        return known

    def _drop(self, name: str) -> None:
        if (known := self._known.pop(name, None)) is not None:
            self._held -= len(known.entries)

    def forget(self) -> None:
        """Forget all: after an erasure, or to measure a first reading."""
        with self._turn:
            self._known.clear()
            self._held = 0
