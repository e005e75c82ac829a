"""What leaves an installation: journals as they stand in the database, streamed; tables and bundles made from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unpinch.exchange.fhir import bundle
from unpinch.exchange.tables import Holder, packed
from unpinch.journal.file_out import Part, Whose, written
from unpinch.web import queries
from unpinch.web.clock import now
from unpinch.web.running import programme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unpinch.exchange.fhir.bundle import BundleType
    from unpinch.web.models import Person


def journal_file(people: Iterable[Person]) -> Iterator[bytes]:
    """Yield the lines of a journal file: of each person what was there at one moment."""
    return written([_part(person) for person in sorted(people, key=lambda person: str(person.pk))])


def tables(people: Iterable[Person]) -> bytes:
    """Return the zip of tables, one person's record in memory at a time."""
    return packed(_holders(people), now())


def fhir_bundle(people: Iterable[Person], type_: BundleType = "collection", *, named: bool = False) -> Iterator[bytes]:
    """Yield the bytes of one FHIR bundle; `named`: with the persons' names."""
    return bundle.written(bundle.resources(programme(), _holders(people), now(), named=named), type_)


def _holders(people: Iterable[Person]) -> Iterator[Holder]:
    return (Holder(str(person.pk), person.label, queries.journal_of(person)[0]) for person in people)


def _part(person: Person) -> Part:
    last = queries.newest_arrival(person)
    whose = Whose(str(person.pk), person.label)
    return Part(whose, queries.in_file_order(person, last), queries.aside_in_file_order(person, last))
