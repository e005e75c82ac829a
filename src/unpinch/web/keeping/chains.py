"""Whether a record's journals are whole: every line counted, every chain unbroken, every column as its line says.

Each device numbers its entries and names the one before by its SHA-256. A gap in the chain of this installation is a
loss. A gap in that of another device is an entry that hasn't arrived yet. A name that fits none of the entries at the
place before is damage, or a change by hand, or was sent so: no reader can tell which, so an entry that is astray is
told of and stops no copy (docs/adr/0026). Whoever rewrites the whole folder can make all of it fit: nothing here can
see that (docs/keeping.md).
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from unpinch.journal import AHEAD_S, EntryError, read_entry
from unpinch.web.keeping.findings import Finding, good, look, wrong
from unpinch.web.keeping.reading import DamageError, sha256

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from unpinch.journal import Entry, Moment

_ENTRIES = "SELECT arrival, raw, uuid, kind, at_s, device, seq FROM unpinch_entry WHERE person_id = ?"
_ASIDE = "SELECT arrival, raw, sha256 FROM unpinch_aside WHERE person_id = ?"
_OF_LATER = ("unknown_kind", "newer_version")
_GO_BACK = "Go back to a copy from before: `unpinch restore` says what that would change."
_COMPARE = (
    "Compare with a copy from before: `unpinch restore` says what going back would change. If it has the same lines, a "
    "device sent them so, and nothing is lost. Copies are made all the same."
)


@dataclass(slots=True)
class Tally:
    """What was counted over all journals. `astray`: hashes of entries that don't follow what stands before them."""

    people: int = 0
    lines: int = 0
    uncounted: int = 0
    unreadable: int = 0
    differing: int = 0
    lost: int = 0
    waiting: int = 0
    later: int = 0
    broken: int = 0
    ahead: int = 0
    astray: set[str] = field(default_factory=set)

    @property
    def damages(self) -> tuple[str, ...]:
        """What can only be damage: nothing that arrives makes it."""
        bad = (
            (self.uncounted, "lines are missing: the count of arrivals has gaps"),
            (self.unreadable, "entries can't be read any more: they were damaged or changed"),
            (self.differing, "lines aren't what the columns beside them say: one of both was changed"),
        )
        return tuple(f"{number} {text}" for number, text in bad if number)


@dataclass(slots=True)
class Journal:
    """One person's lines as the tables hold them. `places`: what stands at each place of each device's chain."""

    own: str
    entries: list[Entry] = field(default_factory=list)
    arrivals: list[int] = field(default_factory=list)
    places: defaultdict[tuple[str, int], set[str]] = field(default_factory=lambda: defaultdict(set))


def examined(record: sqlite3.Connection, moment: Moment) -> Iterator[Finding]:
    """Yield what is found in the journals of a record."""
    yield from _told(counted(record, moment), moment)


def counted(record: sqlite3.Connection, moment: Moment) -> Tally:
    """Count what is found in the journals of a record."""
    tally = Tally()
    for person, device in record.execute("SELECT id, device FROM unpinch_person").fetchall():
        journal = _read(record, person, _own(device), tally)
        _count(journal, moment, tally)
    return tally


def _own(device: str) -> str:
    try:
        return str(UUID(device))
    except (ValueError, AttributeError) as error:
        raise DamageError("the id of a device can't be read") from error


def _read(record: sqlite3.Connection, person: str, own: str, tally: Tally) -> Journal:
    journal = Journal(own)
    for arrival, raw, *columns in record.execute(_ENTRIES, (person,)):
        journal.arrivals.append(_whole(arrival, raw))
        try:
            entry = read_entry(bytes(raw))
        except EntryError as error:
            _unread(journal, bytes(raw), error, tally)
            continue
        journal.entries.append(entry)
        journal.places[entry.device, entry.seq].add(entry.hash)
        tally.differing += columns != [entry.id, entry.kind, entry.at_s, entry.device, entry.seq]
    for arrival, raw, digest in record.execute(_ASIDE, (person,)):
        journal.arrivals.append(_whole(arrival, raw))
        tally.differing += digest != sha256(raw)
        if place := _place(bytes(raw)):
            journal.places[place].add(digest)
    return journal


def _whole(arrival: object, raw: object) -> int:
    """Return an arrival; a flipped bit can make something else of a value than what its column holds."""
    if not isinstance(arrival, int) or not isinstance(raw, bytes):
        raise DamageError("a line or its arrival is of another kind than was written")
    return arrival


def _unread(journal: Journal, raw: bytes, error: EntryError, tally: Tally) -> None:
    if error.code not in _OF_LATER:
        tally.unreadable += 1
    elif place := _place(raw):
        tally.later += 1
        journal.places[place].add(sha256(raw))


def _place(raw: bytes) -> tuple[str, int] | None:
    """Return the place in a chain that a line kept aside claims, if it can be read that far."""
    try:
        line = json.loads(raw)
        return str(line["device"]), int(line["seq"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def _count(journal: Journal, moment: Moment, tally: Tally) -> None:
    tally.people += 1
    tally.lines += len(journal.arrivals)
    tally.uncounted += max(journal.arrivals, default=0) - len(set(journal.arrivals))
    for entry in journal.entries:
        tally.ahead += entry.recorded_s > moment.epoch_s + AHEAD_S
        _follow(journal, entry, tally)


def _follow(journal: Journal, entry: Entry, tally: Tally) -> None:
    before = journal.places.get((entry.device, entry.seq - 1))
    gap = entry.seq > 0 and before is None
    lost = gap and entry.device == journal.own
    broken = not gap and (entry.prev not in before if before else entry.prev != "")
    tally.lost += lost
    tally.waiting += gap and not lost
    tally.broken += broken
    if lost or broken:
        tally.astray.add(entry.hash)


def _told(tally: Tally, moment: Moment) -> Iterator[Finding]:
    found = list(_losses(tally))
    yield from found
    if not found:
        journals = f"{tally.people} {'journal' if tally.people == 1 else 'journals'}"
        yield good(f"{journals} with {tally.lines} lines: all counted, every chain followed to its end.")
    yield from _worth_knowing(tally, moment)


def _losses(tally: Tally) -> Iterator[Finding]:
    yield from (wrong(f"{text}.", _GO_BACK) for text in tally.damages)
    bad = (
        (tally.lost, "entries that this installation wrote are missing from its chain"),
        (tally.broken, "entries don't follow the entry that they name: a device sent them so, or a line was changed"),
    )
    yield from (wrong(f"{number} {text}.", _COMPARE) for number, text in bad if number)


def _worth_knowing(tally: Tally, moment: Moment) -> Iterator[Finding]:
    if tally.waiting:
        text = f"At {tally.waiting} places an entry of another device hasn't arrived yet."
        yield look(text, "Open Unpinch on the phone or browser that wrote them: it sends what waits there.")
    if tally.later:
        yield look(f"{tally.later} entries are of kinds that this version doesn't know.", "Use the newest Unpinch.")
    if tally.ahead:
        text = f"{tally.ahead} entries were written at times that lie ahead of this clock ({moment.text})."
        yield look(text, "Set the clocks of this machine and of your devices. The entries count when their time comes.")
