"""Reading what is stored. Nothing here writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max

from unpinch.journal import read_lines
from unpinch.web.models import Aside, Entry, Erasure, Person

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from django.db.models import QuerySet

    from unpinch import journal

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a journal, with the number of its arrival."""

    arrival: int
    raw: bytes


def person(id_: UUID) -> Person | None:
    """Return the person of that id, or None."""
    return Person.objects.filter(pk=id_).first()


def was_erased(id_: UUID) -> bool:
    """Tell whether a journal of that id was deleted here."""
    return Erasure.objects.filter(person=id_).exists()


def people() -> Sequence[Person]:
    """Return everyone whose journal is kept here, in a lasting order."""
    return tuple(Person.objects.order_by("label", "pk"))


def are_several() -> bool:
    """Tell whether more than one person's journal is kept here."""
    return len(Person.objects.values_list("pk")[:2]) > 1


def newest_arrival(of: Person) -> int:
    """Return the number of the line that arrived last; 0 for an empty journal."""
    found = [table.aggregate(newest=Max("arrival"))["newest"] for table in _tables(of)]
    return max(number or 0 for number in found)


def lines(of: Person, after: int = 0, limit: int | None = None) -> Iterator[Line]:
    """Yield the lines that arrived after a number, in order of arrival: entries and lines kept aside, as they came.

    One statement reads them, so that all are of one moment. Every line's number is taken and committed under the
    person's lock, so no lower number can appear later: whoever goes on after the last one misses none.
    """
    entries, aside = (table.filter(arrival__gt=after).values_list("arrival", "raw") for table in _tables(of))
    both = entries.union(aside, all=True).order_by("arrival")
    for arrival, raw in both[:limit] if limit is not None else both.iterator(chunk_size=_CHUNK):
        yield Line(arrival, bytes(raw))


def in_file_order(of: Person, last: int) -> Iterator[bytes]:
    """Yield the entries up to an arrival as they came, in the order of a journal file (`journal.file_out.place`).

    The index of the chains gives that order, so that no record is too long for the memory.
    """
    found = Entry.objects.filter(person=of, arrival__lte=last).order_by("device", "seq", "uuid")
    return (bytes(raw) for raw in found.values_list("raw", flat=True).iterator(chunk_size=_CHUNK))


def aside_in_file_order(of: Person, last: int) -> Iterator[bytes]:
    """Yield the lines kept aside up to an arrival, by the SHA-256 of each."""
    found = Aside.objects.filter(person=of, arrival__lte=last).order_by("sha256")
    return (bytes(raw) for raw in found.values_list("raw", flat=True).iterator(chunk_size=_CHUNK))


def journal_of(of: Person) -> tuple[list[journal.Entry], list[journal.Aside]]:
    """Read a person's whole journal anew: what this version understands, and what it has to keep aside."""
    return read_lines(line.raw for line in lines(of))


def kept_aside(of: Person) -> Sequence[Aside]:
    """Return the lines that could not be read when they came, in order of arrival."""
    return tuple(Aside.objects.filter(person=of).order_by("arrival"))


def head(of: Person, device: str) -> Entry | None:
    """Return the newest entry of one device's chain."""
    return Entry.objects.filter(person=of, device=device).order_by("-seq", "-key").first()


def _tables(of: Person) -> tuple[QuerySet[Entry], QuerySet[Aside]]:
    return Entry.objects.filter(person=of), Aside.objects.filter(person=of)
