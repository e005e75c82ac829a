"""Writing. Each action is one transaction, and what it returns is on the disk.

Writers wait for each other: SQLite begins each transaction IMMEDIATE, and PostgreSQL gives one lock to one writer. So
arrival numbers are given one after the other and appear in their order.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

from django.db import OperationalError, transaction

from unpinch import journal
from unpinch.exchange.journal_file import LONGEST_LABEL, SPACE
from unpinch.journal import Author, EntryError, Moment, id_of, read_entry
from unpinch.screens import writing
from unpinch.web import problems, queries
from unpinch.web.clock import now
from unpinch.web.database import wait_to_write, wipe
from unpinch.web.errors import Problem
from unpinch.web.folder import leftovers
from unpinch.web.models import Aside, Entry, Erasure, Person
from unpinch.web.settings import installation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

Status = Literal["accepted", "already_there", "conflict", "aside"]

_TURN = Lock()
"""SQLite's waiting writers poll, and one may starve. Those of this process wait here, and each has its turn."""
HIGHEST_SEQ = 2**63 - 1
"""What fits into a column."""
CONFLICT_TEXT = (
    "Another entry with this id and other content is there already. Both are kept; give a new entry a new id."
)
TAKEN = Problem(
    409,
    "id_taken",
    "This was saved before",
    writing.TAKEN,
)


@dataclass(frozen=True, slots=True)
class Item:
    """What became of one line. `number` counts lines from 1; `code` and `reason` say why it is kept aside."""

    number: int
    id: str
    status: Status
    arrival: int
    code: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a batch. `cursor`: the newest arrival number of the journal."""

    items: tuple[Item, ...]
    cursor: int


@dataclass(frozen=True, slots=True)
class New:
    """An entry that the server is to write. `id`: of the form it came from: sending that twice can't double it."""

    kind: str
    values: Mapping[str, Any]
    at: Moment | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line as read: an entry, or the reason why not."""

    number: int
    raw: bytes
    id: str
    entry: journal.Entry | None = None
    code: str = ""
    reason: str = ""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()


def read_line(number: int, raw: bytes) -> Line:
    """Read one line of a journal; `number` is its own in whatever it came from."""
    try:
        entry = read_entry(raw)
    except EntryError as error:
        return Line(number, raw, id_of(raw), code=error.code, reason=_storable(str(error)))
    if entry.seq > HIGHEST_SEQ:
        return Line(number, raw, entry.id, code="bad_value", reason=f"seq is too large; at most {HIGHEST_SEQ} is read.")
    return Line(number, raw, entry.id, entry)


def _storable(text: str) -> str:
    """Return a text that every database keeps: PostgreSQL takes no NUL."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


@dataclass(slots=True)
class Shelf:
    """One person's journal while it is locked: what is there already, and the new rows in order of arrival."""

    person: Person
    newest: int
    known: dict[str, tuple[bytes, int]]
    aside: dict[str, int]
    rows: list[Entry | Aside] = field(default_factory=list)

    @classmethod
    def of(cls, person: Person, read: Sequence[Line]) -> Shelf:
        """Return the journal as far as these lines touch it."""
        ids, hashes = [one.id for one in read if one.id], [one.sha256 for one in read]
        found = Entry.objects.filter(person=person, uuid__in=ids).values_list("uuid", "raw", "arrival")
        known = {uuid: (bytes(raw), arrival) for uuid, raw, arrival in found}
        aside = dict(Aside.objects.filter(person=person, sha256__in=hashes).values_list("sha256", "arrival"))
        return cls(person, queries.newest_arrival(person), known, aside)

    def take(self, one: Line) -> Item:
        """Put one line where it belongs; the same bytes again change nothing."""
        if one.entry is None:
            return self._set_aside(one, "aside", one.code, one.reason)
        there = self.known.get(one.id)
        if there is None and one.sha256 not in self.aside:
            return self._add(one, one.entry)
        if there is None or there[0] == one.raw:
            return Item(one.number, one.id, "already_there", there[1] if there else self.aside[one.sha256])
        return self._set_aside(one, "conflict", "conflict", CONFLICT_TEXT)

    def _add(self, one: Line, entry: journal.Entry) -> Item:
        arrival = self.add(entry)
        self.known[one.id] = (one.raw, arrival)
        return Item(one.number, one.id, "accepted", arrival)

    def add(self, entry: journal.Entry) -> int:
        """Put an entry that isn't there yet; return its arrival number."""
        return self._place(entry_row(self.person, entry))

    def _set_aside(self, one: Line, status: Status, code: str, reason: str) -> Item:
        if one.sha256 not in self.aside:
            row = Aside(person=self.person, uuid=one.id, raw=one.raw, sha256=one.sha256, code=code, reason=reason)
            self.aside[one.sha256] = self._place(row)
        return Item(one.number, one.id, status, self.aside[one.sha256], code, reason)

    def _place(self, row: Entry | Aside) -> int:
        self.newest += 1
        row.arrival = self.newest
        self.rows.append(row)
        return self.newest

    def save(self) -> None:
        """Write the new rows in the order of their numbers."""
        for table, rows in groupby(self.rows, key=type):
            if table is Entry:
                Entry.objects.bulk_create(row for row in rows if isinstance(row, Entry))
            else:
                Aside.objects.bulk_create(row for row in rows if isinstance(row, Aside))


def entry_row(person: Person, entry: journal.Entry) -> Entry:
    """Return the row of an entry, its number still to be given."""
    return Entry(
        person=person,
        uuid=entry.id,
        raw=entry.raw,
        kind=entry.kind,
        at_s=entry.at_s,
        device=entry.device,
        seq=entry.seq,
    )


@contextmanager
def turn() -> Iterator[None]:
    """Write alone until what is written is on the disk, or nothing of it is."""
    with _TURN, transaction.atomic(durable=True):
        wait_to_write()
        yield


@contextmanager
def _writing(person: Person) -> Iterator[Person]:
    """Lock one person's journal until what is written is on the disk. Gone meanwhile: 404."""
    with turn():
        locked = Person.objects.select_for_update().filter(pk=person.pk).first()
        if locked is None:
            raise problems.UNKNOWN
        yield locked


def record(person: Person, raws: Iterable[bytes]) -> Receipt:
    """Add lines to a journal as they came; say of each what became of it. The same lines again change nothing."""
    stripped = ((number, raw.strip(SPACE)) for number, raw in enumerate(raws, start=1))
    read = [read_line(number, raw) for number, raw in stripped if raw]
    with _writing(person) as locked:
        shelf = Shelf.of(locked, read)
        items = tuple(shelf.take(one) for one in read)
        shelf.save()
    return Receipt(items, shelf.newest)


def write(person: Person, *new: New, by: str = "self") -> tuple[journal.Entry, ...]:
    """Write entries as this server's own device, in its chain; return them (or those of the same ids, there before)."""
    moment = now()
    with _writing(person) as locked:
        shelf = Shelf(locked, queries.newest_arrival(locked), {}, {})
        author = _author(locked, by)
        written = tuple(_written_before(locked, one) or _write(shelf, author, one, moment) for one in new)
        shelf.save()
    return written


def _author(person: Person, by: str) -> Author:
    """Return the hand that goes on with this server's chain in the person's journal."""
    device = str(person.device)
    head = queries.head(person, device)
    if head is None:
        return Author(device, by)
    return Author(device, by, head.seq + 1, hashlib.sha256(bytes(head.raw)).hexdigest())


def _written_before(person: Person, one: New) -> journal.Entry | None:
    row = Entry.objects.filter(person=person, uuid=one.id).first() if one.id else None
    if row is None:
        return None
    entry = read_entry(bytes(row.raw))
    if not writing.same(entry, one.kind, one.values):
        raise TAKEN
    return entry


def _write(shelf: Shelf, author: Author, one: New, moment: Moment) -> journal.Entry:
    entry = author.write(one.kind, one.values, (one.at or moment).text, moment.text, one.id)
    shelf.add(entry)
    return entry


def renew_device(person: Person) -> None:
    """Give this server a new id in the journal: a restored or copied record must not go on with the old chain."""
    with _writing(person) as locked:
        locked.device = uuid4()
        locked.save(update_fields=["device"])


def add_person(label: str = "") -> Person:
    """Begin a journal for someone."""
    with turn():
        return Person.objects.create(label=shortened(label))


def first_person() -> Person:
    """Return the only person, made where there is nobody yet; of two calls at once only one makes someone."""
    with turn():
        return Person.objects.order_by("pk").first() or Person.objects.create()


def rename_person(person: Person, label: str) -> None:
    """Change how a person is called in the chooser."""
    with _writing(person) as locked:
        locked.label = shortened(label)
        locked.save(update_fields=["label"])


def shortened(label: str) -> str:
    """Return how a person may be called in the chooser."""
    short = " ".join(_storable(label).split())
    if len(short) > LONGEST_LABEL:
        text = f"This name has {len(short)} characters. Choose one of at most {LONGEST_LABEL}."
        raise Problem(422, "long_name", "This name is too long", text)
    return short


def erase_person(person: Person) -> bool:
    """Delete a person's whole journal for good; tell whether no trace is left in the files.

    The erasure row deletes the lines by a trigger, so that an erasure is never half done. Then the backups made before
    updates and what an import left behind go, and the database is written anew (database.wipe).
    """
    with _writing(person) as locked:
        Erasure.objects.create(person=locked.pk, at_s=now().epoch_s)
    folder = installation().folder
    removed = [_removed(path) for path in (*folder.backups.glob("unpinch-*"), *leftovers(folder))]
    try:
        return wipe() and all(removed)
    except OperationalError:
        return False


def _removed(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True
