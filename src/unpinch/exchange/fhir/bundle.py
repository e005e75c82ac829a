"""A record as one FHIR R4 (4.0.1) bundle: plain values, written line by line, the same each time.

`docs/fhir.md` says what becomes of what. Independent validators check it in tests/exchange/fhir.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Literal

from unpinch import __version__
from unpinch.exchange.fhir import alarms, observed, plan, practice, questions, terms
from unpinch.exchange.fhir.case import SELF, Case, Made
from unpinch.exchange.fhir.codes import (
    HL7,
    Resource,
    coding,
    concept,
    filled,
    full_url,
    plain,
    reference,
    resource_id,
    when,
)
from unpinch.exchange.tables import Holder
from unpinch.journal import Moment, settle
from unpinch.programme.model import Programme

BundleType = Literal["collection", "transaction"]
SOFTWARE = resource_id("Device", "unpinch")
_MOST_NAME = 200


def resources(
    programme: Programme, holders: Iterable[Holder], now: Moment, *, named: bool = False
) -> Iterator[Resource]:
    """Yield the resources of some records as of now: definitions first, then one person after the other.

    `named`: with the person's name; without it nothing in the bundle says who they are but what they wrote themselves
    as an activity.
    """
    words = terms.terms(programme)
    yield terms.code_system(words, plan.version(programme))
    yield from questions.questionnaires(programme, words)
    yield from plan.definitions(programme, words)
    yield _software()
    for holder in holders:
        case = Case(programme, words, holder.id, settle(holder.entries, now).entries)
        yield _patient(case, holder.label if named else "")
        yield from _of(case)


def _of(case: Case) -> Iterator[Resource]:
    """Yield what a person's record says, and last who said it."""
    makers = (
        questions.responses,
        observed.observations,
        practice.bands,
        practice.sessions,
        alarms.stops,
        alarms.flags,
        plan.care_plan,
    )
    said: dict[str, _Said] = {}
    for made in chain.from_iterable(maker(case) for maker in makers):
        by = made.entry.by if made.entry else ""
        said.setdefault(by, _Said(by)).add(made)
        yield made.resource
    yield from (_provenance(case, one) for one in said.values())


def _patient(case: Case, name: str) -> Resource:
    words = plain(name)[:_MOST_NAME]
    return {
        "resourceType": "Patient",
        "id": case.id("Patient"),
        **filled(name=[{"text": words}] if words else []),
    }


def _software() -> Resource:
    return {
        "resourceType": "Device",
        "id": SOFTWARE,
        "status": "active",
        "deviceName": [{"name": "Unpinch", "type": "user-friendly-name"}],
        "version": [{"value": __version__}],
    }


# -- who said it -------------------------------------------------------------------------------------------------------


class _Said:
    """What one author said: the ids of its resources, and when the last of it was written down."""

    def __init__(self, by: str) -> None:
        self.by, self.ids = by, dict[str, None]()
        self.newest = (-(10**18), "")

    def add(self, made: Made) -> None:
        self.ids[made.resource["id"]] = None
        if made.entry:
            self.newest = max(self.newest, (made.entry.recorded_s, made.entry.recorded_at))


def _provenance(case: Case, said: _Said) -> Resource:
    latest = max(((one.recorded_s, one.entry.recorded_at) for one in case.entries), default=said.newest)
    recorded = said.newest[1] or latest[1]
    return {
        "resourceType": "Provenance",
        "id": case.id("Provenance", said.by),
        "target": [reference(id_) for id_ in said.ids],
        "recorded": when(recorded),
        "agent": [*_author(case, said.by), _agent("assembler", "Assembler", reference(SOFTWARE))],
    }


def _author(case: Case, by: str) -> list[Resource]:
    """Return who said it; nobody where the programme's rules made it."""
    if by == SELF:
        return [_agent("author", "Author", case.patient)]
    return [_agent("author", "Author", {"display": plain(by)})] if plain(by) else []


def _agent(code: str, display: str, who: Resource) -> Resource:
    return {"type": concept(coding(f"{HL7}/provenance-participant-type", code, display)), "who": who}


# -- the file ----------------------------------------------------------------------------------------------------------


def written(made: Iterable[Resource], type_: BundleType = "collection") -> Iterator[bytes]:
    """Yield the bytes of a bundle, one resource a line. A `transaction` asks a server to keep each under its id."""
    yield b'{"resourceType":"Bundle","type":' + json.dumps(type_).encode() + b',"entry":['
    separator, seen = b"\n", set[str]()
    for resource in made:
        if resource["id"] in seen:
            continue
        seen.add(resource["id"])
        yield separator + _bytes(_entry(resource, type_))
        separator = b",\n"
    yield b"\n]}\n"


def _entry(resource: Resource, type_: BundleType) -> Resource:
    entry = {"fullUrl": full_url(resource["id"]), "resource": resource}
    if type_ == "collection":
        return entry
    return {**entry, "request": {"method": "PUT", "url": f"{resource['resourceType']}/{resource['id']}"}}


def _bytes(value: Resource) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
