"""A journal file read in: all of it or nothing, in one transaction. The dry run does the same and takes it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction

from unpinch.exchange.journal_file import Found
from unpinch.journal import AHEAD_S, Aside, derived_id, read_entry
from unpinch.journal.entry import EntryError
from unpinch.journal.file_out import Whose
from unpinch.screens.coming import Coming
from unpinch.web import problems
from unpinch.web.actions import Shelf, read_line, shortened, turn
from unpinch.web.clock import now
from unpinch.web.models import Entry, Erasure, Person

if TYPE_CHECKING:
    from unpinch.web.actions import Item, Line

BATCH_LINES = 1000
BATCH_BYTES = 8_000_000
SHOWN_ASIDE = 5
SPARE_KINDS = ("decision", "preference", "reminders")
"""What a record may hold and still be one in which nobody has said anything yet."""


@dataclass(slots=True)
class Change:
    """What a file does to one person's journal.

    `made`: the person isn't here yet; `own`: it holds our own lines; `coming`: what is new, by kind.
    """

    person: Person
    made: bool = False
    new: int = 0
    known: int = 0
    aside: int = 0
    conflicts: int = 0
    ahead: int = 0
    own: bool = False
    coming: Coming = field(default_factory=Coming)

    @property
    def something(self) -> bool:
        """Whether anything would be different afterwards."""
        return bool(self.made or self.new or self.aside or self.conflicts)


@dataclass(slots=True)
class Outcome:
    """What a file does. `first_aside`: the first lines that can't be understood, by their numbers.

    `notes`: sentences about what a file of another system holds and isn't taken.
    """

    changes: list[Change] = field(default_factory=list)
    first_aside: list[tuple[int, Aside]] = field(default_factory=list)
    notes: tuple[str, ...] = ()

    def sum(self, name: str) -> int:
        """Return one of the counts over all persons."""
        return sum(getattr(change, name) for change in self.changes)

    @property
    def something(self) -> bool:
        """Whether anything would be different afterwards."""
        return any(change.something for change in self.changes)


@dataclass(frozen=True, slots=True)
class Rule:
    """Whose lines are whose.

    `bare`: who takes a file that names nobody; without, the only person here. `adopts`: who takes a file's only person,
    where nobody here is known to be that one; without, that person is made.
    """

    bare: Person | None = None
    adopts: Person | None = None


class NobodyError(ValueError):
    """A file names nobody, and several people are here."""


def bring_in(found: Iterable[Found], rule: Rule, *, dry: bool) -> Outcome:
    """Add what a file holds; with `dry` say only what would change. What stops it on the way takes all of it back."""
    outcome, met = Outcome(), dict[str, Change]()
    with turn():
        for whose, lines in _batches(found):
            key = whose.id if whose else ""
            if key not in met:
                met[key] = _host(whose, lines[0].raw if lines else b"", rule)
                outcome.changes.append(met[key])
            _take(outcome, met[key], lines)
        for change in outcome.changes:
            _renew(change)
        transaction.set_rollback(dry)
    return outcome


def is_blank(person: Person) -> bool:
    """Tell whether nobody has said anything in a record yet."""
    return not Entry.objects.filter(person=person).exclude(kind__in=SPARE_KINDS).exists()


def _batches(found: Iterable[Found]) -> Iterator[tuple[Whose | None, list[Line]]]:
    """Yield the lines of each person, as many at a time as memory takes lightly."""
    held: list[Line] = []
    whose, size, begun = None, 0, False
    for one in found:
        if begun and (one.whose != whose or len(held) >= BATCH_LINES or size >= BATCH_BYTES):
            yield whose, held
            held, size = [], 0
        whose, begun = one.whose, True
        if one.raw:
            held.append(read_line(one.number, one.raw))
            size += len(one.raw)
    if begun:
        yield whose, held


def _host(whose: Whose | None, first: bytes, rule: Rule) -> Change:
    """Return whose journal it is here."""
    if whose is None:
        return Change(_anew(rule.bare)) if rule.bare else _only_person()
    id_ = _unerased(whose.id)
    person = Person.objects.filter(pk=id_).first()
    if person is None and whose.alone:
        person = _holder_of(first) or (_anew(rule.adopts) if rule.adopts else None)
    if person is not None:
        return Change(_called(person, whose.label))
    return Change(Person.objects.create(pk=id_, label=shortened(whose.label)), made=True)


def _anew(person: Person) -> Person:
    """Return the person as they are in this transaction: what is taken back must not stay in the caller's hands."""
    found = Person.objects.select_for_update().filter(pk=person.pk).first()
    if found is None:
        raise problems.UNKNOWN
    return found


def _only_person() -> Change:
    people = tuple(Person.objects.all()[:2])
    if len(people) > 1:
        raise NobodyError
    return Change(people[0]) if people else Change(Person.objects.create(), made=True)


def _unerased(id_: str) -> str:
    """Return the id, or one made from it where a person of that id was erased: an erased id never comes back."""
    while Erasure.objects.filter(person=id_).exists():
        id_ = derived_id("after an erasure", id_)
    return id_


def _holder_of(raw: bytes) -> Person | None:
    """Return who has this very entry already: the same journal, brought in before under another id."""
    try:
        entry = read_entry(raw)
    except EntryError:
        return None
    found = Entry.objects.filter(uuid=entry.id).select_related("person")
    return next((row.person for row in found if bytes(row.raw) == raw), None)


def _called(person: Person, label: str) -> Person:
    if label and not person.label:
        person.label = shortened(label)
        person.save(update_fields=["label"])
    return person


def _take(outcome: Outcome, change: Change, lines: list[Line]) -> None:
    shelf, own = Shelf.of(change.person, lines), str(change.person.device)
    soon_s = now().epoch_s + AHEAD_S
    for line in lines:
        there = len(shelf.rows)
        item = shelf.take(line)
        if len(shelf.rows) == there:
            change.known += 1
        else:
            _count(outcome, change, line, item)
        change.own = change.own or (line.entry is not None and line.entry.device == own)
    change.ahead += sum(row.at_s > soon_s for row in shelf.rows if isinstance(row, Entry))
    shelf.save()


def _count(outcome: Outcome, change: Change, line: Line, item: Item) -> None:
    """Count a line that is new here."""
    if item.status == "accepted":
        change.new += 1
        if line.entry is not None:
            change.coming.take(line.entry)
    elif item.status == "conflict":
        change.conflicts += 1
    else:
        change.aside += 1
        if len(outcome.first_aside) < SHOWN_ASIDE:
            outcome.first_aside.append((line.number, Aside(line.raw, line.id, item.code, item.reason)))


def _renew(change: Change) -> None:
    """Go on as a new device where our own lines came back: a copied record must not go on with the old chain."""
    if change.new and change.own:
        change.person.device = uuid4()
        change.person.save(update_fields=["device"])
