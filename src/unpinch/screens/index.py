"""What is looked up in a record's entries: as they were written, and by kind. A record that only grew is read on."""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping
from dataclasses import dataclass, field

from unpinch.journal import Effective, Entry
from unpinch.screens.remembered import Remembered

_UNSAID = frozenset({"decision", "calendar"})
"""Kinds that nobody said: a plan shown, a calendar fetched. What was said last can be taken back after them."""
_FEW = 8


@dataclass(slots=True)
class Index:
    """Entries by id; each device's newest; in the order they were recorded, what nobody said apart."""

    entries: tuple[Entry, ...] = ()
    by_id: dict[str, Entry] = field(default_factory=dict)
    newest: dict[str, Entry] = field(default_factory=dict)
    written: list[Entry] = field(default_factory=list)
    decisions: list[Entry] = field(default_factory=list)
    retractions: list[Entry] = field(default_factory=list)
    last_seq: dict[str, int] = field(default_factory=dict)

    def grown(self, entries: tuple[Entry, ...]) -> Index:
        """Return the index of a record that begins with this one."""
        copy = Index(
            entries,
            dict(self.by_id),
            dict(self.newest),
            list(self.written),
            list(self.decisions),
            list(self.retractions),
            dict(self.last_seq),
        )
        new = entries[len(self.entries) :]
        for entry in new:
            copy._add(entry)
        copy._write_down([entry for entry in new if entry.kind not in _UNSAID])
        return copy

    def _add(self, entry: Entry) -> None:
        self.by_id[entry.id] = entry
        known = self.newest.get(entry.device)
        if known is None or (entry.seq, entry.raw) > (known.seq, known.raw):
            self.newest[entry.device] = entry
        if entry.kind == "decision":
            self.decisions.append(entry)
            return
        self.last_seq[entry.device] = max(self.last_seq.get(entry.device, 0), entry.seq)
        if entry.kind == "retraction":
            self.retractions.append(entry)

    def _write_down(self, new: list[Entry]) -> None:
        """Put entries into the order of recording: a few at their places, many by sorting once."""
        if len(new) > _FEW:
            self.written = sorted([*self.written, *new], key=_recorded)
            return
        for entry in new:
            insort(self.written, entry, key=_recorded)

    @property
    def heads(self) -> tuple[str, ...]:
        """Return the head of each device, as `journal.heads` does."""
        return tuple(sorted(f"{device}:{entry.hash}" for device, entry in self.newest.items()))


def _recorded(entry: Entry) -> tuple[int, int, str]:
    return entry.recorded_s, entry.seq, entry.id


_known: Remembered[Index] = Remembered()


def index_of(entries: tuple[Entry, ...]) -> Index:
    """Return the index of a record."""
    known = _known.of(entries) or Index()
    return known if len(known.entries) == len(entries) else _known.keep(known.grown(entries))


@dataclass(frozen=True, slots=True)
class Kinds:
    """What counts of a record by kind, each in effective order, those taken back included."""

    entries: tuple[Effective, ...] = ()
    by_kind: Mapping[str, list[Effective]] = field(default_factory=dict)

    def grown(self, entries: tuple[Effective, ...]) -> Kinds:
        """Return the same of a record that begins with this one."""
        found = {kind: list(same) for kind, same in self.by_kind.items()}
        for one in entries[len(self.entries) :]:
            found.setdefault(one.kind, []).append(one)
        return Kinds(entries, found)


_kinds: Remembered[Kinds] = Remembered()


def kinds_of(entries: tuple[Effective, ...]) -> Kinds:
    """Return what counts of a record by kind."""
    known = _kinds.of(entries) or Kinds()
    return known if len(known.entries) == len(entries) else _kinds.keep(known.grown(entries))


def forget() -> None:
    """Drop what was kept of records: after an erasure."""
    _known.forget()
    _kinds.forget()
