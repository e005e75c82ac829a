"""One person's record on its way into a bundle: what counts of it, and how its resources are named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from unpinch.exchange.fhir.codes import ENTRY, Resource, Terms, reference, resource_id, when
from unpinch.journal import Effective, Entry
from unpinch.programme.model import Programme

SELF = "self"


@dataclass(frozen=True, slots=True)
class Made:
    """A resource, and the entry it was made from; None where the programme's rules made it from several."""

    resource: Resource
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Whose record it is. `entries`: settled, in their effective order."""

    programme: Programme
    terms: Terms
    person: str
    entries: tuple[Effective, ...]

    @property
    def patient(self) -> Resource:
        """Return a reference to the person."""
        return reference(self.id("Patient"))

    def id(self, type_: str, *parts: str) -> str:
        """Return the id of one of the person's resources."""
        return resource_id(type_, self.person, *parts)

    def of(self, *kinds: str) -> Iterator[tuple[Effective, Entry]]:
        """Yield the entries of some kinds, each with its newest words; of a late retraction what it took back."""
        yield from ((one, one.newest or one.entry) for one in self.entries if one.kind in kinds)

    def head(self, type_: str, one: Effective, *parts: str) -> Resource:
        """Return what each resource begins with: type, id, and which entry it says."""
        return {
            "resourceType": type_,
            "id": self.id(type_, one.kind, one.id, *parts),
            "identifier": [{"system": ENTRY, "value": "/".join((one.id, *parts))}],
        }

    def author(self, entry: Entry) -> Resource:
        """Return who said it: the person, or nobody that the bundle knows."""
        return self.patient if entry.by == SELF else {}


def status(one: Effective, usual: str, amended: str = "amended") -> str:
    """Return a status: as usual, amended where other words came later, or marked as a mistake."""
    if one.newest is None:
        return "entered-in-error"
    return usual if one.newest is one.entry else amended


def issued(entry: Entry) -> str:
    """Return when it was written down."""
    return when(entry.recorded_at)
