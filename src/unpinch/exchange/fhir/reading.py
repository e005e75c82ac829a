"""FHIR from elsewhere read in: pain and measures become entries that stand beside all decisions (docs/fhir.md).

They become kinds of `journal.BESIDE`, which planner and guard pass over: nothing that is decided is loosened or
tightened by what another system says. Ids come from what a resource calls itself, so that twice is once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from unpinch.exchange.fhir.codes import plain
from unpinch.exchange.fhir.file import opened
from unpinch.exchange.fhir.told import (
    MISTAKE,
    PassedOverError,
    Resource,
    Values,
    identifiers,
    moment_of,
    own_entry,
    tells,
    values_of,
    written_at,
)
from unpinch.exchange.journal_file import JournalFileError
from unpinch.journal import AHEAD_S, KINDS, Entry, EntryError, Moment, canonical, derived_id, read_entry

BY = "import"
DEVICE = derived_id("fhir import", "device")
"""Whose chain the entries are in: nobody's. Each stands alone, so that the same file gives the same bytes anywhere."""
_SHOWN, _MOST_NAME = 5, 60
_COMMON = (
    "resourceType", "id", "meta", "implicitRules", "language", "text", "contained", "extension", "modifierExtension",
    "identifier", "basedOn", "partOf", "status", "subject", "encounter",
)  # fmt: skip
_FIELDS: Mapping[str, frozenset[str]] = {
    "Observation": frozenset({
        *_COMMON, "category", "code", "focus", "effectiveDateTime", "effectivePeriod", "effectiveTiming",
        "effectiveInstant", "issued", "performer", "valueQuantity", "valueCodeableConcept", "valueString",
        "valueBoolean", "valueInteger", "valueRange", "valueRatio", "valueSampledData", "valueTime", "valueDateTime",
        "valuePeriod", "dataAbsentReason", "interpretation", "note", "bodySite", "method", "specimen", "device",
        "referenceRange", "hasMember", "derivedFrom", "component",
    }),
    "QuestionnaireResponse": frozenset({*_COMMON, "questionnaire", "authored", "author", "source", "item"}),
}  # fmt: skip
"""What R4 knows of the two resources that are read."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """What a file holds for a journal: lines of entries, those that are there already as they are there, and notes."""

    lines: tuple[bytes, ...]
    notes: tuple[str, ...]


def read(content: bytes, held: Mapping[str, Entry], now: Moment) -> Foreign:
    """Read a file of FHIR R4 for a journal that holds some entries, by id; raise `JournalFileError` where it can't be.

    A time ahead of `now` is passed over: an entry from the future would say that a clock is wrong.
    """
    every = opened(content)
    ours = sorted(((url, resource) for url, resource in every if tells(resource)), key=_updated)
    _one_person(resource for _, resource in ours)
    lines, passed = _lines(ours, dict(held), now)
    return Foreign(lines, tuple(_notes(passed, len(every) - len(ours), (one for _, one in ours))))


def _updated(one: tuple[str, Resource]) -> str:
    """Return when a server last touched a resource: of two versions in one file the older one is read first."""
    meta = one[1].get("meta")
    return str(meta.get("lastUpdated", "")) if isinstance(meta, dict) else ""


def _lines(
    ours: Sequence[tuple[str, Resource]], known: dict[str, Entry], now: Moment
) -> tuple[tuple[bytes, ...], Counter[str]]:
    """Return the lines of resources and why some were passed over; `known` grows by what is new."""
    answered, passed, lines = _answered(ours), Counter[str](), dict[bytes, None]()
    for url, resource in ours:
        if answered & _derived(resource):
            continue
        try:
            raw = _line(url, resource, known, now)
        except PassedOverError as error:
            passed[str(error)] += 1
            continue
        lines[raw] = None
        entry = read_entry(raw)
        known.setdefault(entry.id, entry)
    return tuple(lines), passed


def _one_person(resources: Iterable[Resource]) -> None:
    """Refuse a file about several people: whose pain is whose can't be told apart later."""
    subjects = [one.get("subject") for one in resources]
    named = {_tail(str(one.get("reference"))) for one in subjects if isinstance(one, dict)}
    if len(named) > 1:
        text = f"This file is about {len(named)} people. Save one person's where it came from, and bring in that."
        raise JournalFileError("several_people", text)


def _answered(ours: Iterable[tuple[str, Resource]]) -> frozenset[str]:
    """Return how answers are named that stand in the file themselves: their scores tell nothing more."""
    answers = [(url, one) for url, one in ours if one["resourceType"] == "QuestionnaireResponse"]
    return frozenset({*(_tail(url) for url, _ in answers), *(str(one.get("id")) for _, one in answers)} - {"", "None"})


def _derived(resource: Resource) -> frozenset[str]:
    listed = resource.get("derivedFrom")
    found = [one.get("reference") for one in (listed if isinstance(listed, list) else []) if isinstance(one, dict)]
    return frozenset(_tail(one) for one in found if isinstance(one, str))


def _tail(name: str) -> str:
    """Return what is the same in every way of naming a resource: its id."""
    return name.rpartition("/")[2].rpartition(":")[2]


# -- one line ----------------------------------------------------------------------------------------------------------


def _line(url: str, resource: Resource, held: Mapping[str, Entry], now: Moment) -> bytes:
    """Return the entry's line; the one that is there where it says the same."""
    if (ours := held.get(own_entry(resource))) is not None:
        return ours.raw
    at = moment_of(resource)
    if Moment.parse(at).epoch_s > now.epoch_s + AHEAD_S:
        raise PassedOverError("dated in the future")
    name = derived_id("fhir import", _called(url, resource, at))
    if resource.get("status") == MISTAKE:
        return _taken_back(name, at, held)
    kind, values = values_of(resource)
    written = written_at(resource, at)
    before = held.get(name)
    if before is None or _same(before, values):
        return before.raw if before else _written(name, kind, values, at, written)
    return _corrected(before, kind, values, written, held)


def _called(url: str, resource: Resource, at: str) -> str:
    """Return what a resource calls itself and when it was; without a name all that it says."""
    names = [resource.get("id") or url, *identifiers(resource)]
    if not any(names):
        return json.dumps(resource, sort_keys=True)
    return json.dumps([resource["resourceType"], *names, at])


def _same(entry: Entry, values: Values) -> bool:
    return {name: value for name, value in entry.values.items() if name != "replaces"} == values


def _taken_back(name: str, at: str, held: Mapping[str, Entry]) -> bytes:
    """Return the retraction of an entry that its source calls a mistake."""
    before = held.get(name)
    if before is None:
        raise PassedOverError("called a mistake where it comes from")
    id_ = derived_id("fhir import", name, MISTAKE)
    return held[id_].raw if id_ in held else _written(id_, "retraction", {"replaces": before.id}, at, at)


def _corrected(before: Entry, kind: str, values: Values, written: str, held: Mapping[str, Entry]) -> bytes:
    """Return the correction of an entry that its source has put right since; an older saying changes nothing."""
    id_ = derived_id("fhir import", before.id, json.dumps(values, sort_keys=True))
    if id_ in held:
        return held[id_].raw
    newest = max((one.recorded_s for one in held.values() if one.replaces == before.id), default=before.recorded_s)
    if Moment.parse(written).epoch_s < newest:
        raise PassedOverError("something newer is there already")
    return _written(id_, kind, {**values, "replaces": before.id}, before.at, written)


def _written(id_: str, kind: str, values: Values, at: str, written: str) -> bytes:
    raw = canonical(
        {
            "id": id_,
            "kind": kind,
            "v": KINDS[kind].v,
            "at": at,
            "recorded_at": written,
            "by": BY,
            "device": DEVICE,
            "seq": 0,
            "prev": "",
            "values": values,
        }
    )
    try:
        read_entry(raw)
    except EntryError as error:
        raise PassedOverError("an answer is missing or can't be") from error
    return raw


# -- what is said of the rest ------------------------------------------------------------------------------------------


def _notes(passed: Mapping[str, int], others: int, ours: Iterable[Resource]) -> Iterator[str]:
    for reason, count in passed.items():
        yield f"{count} left out: {reason}."
    if others:
        yield f"{others} left out: Unpinch takes in pain from 0 to 10 and its own measures, nothing else."
    unknown = Counter(field for resource in ours for field in _unknown(resource))
    if unknown:
        shown = ", ".join(name for name, _ in unknown.most_common(_SHOWN))
        more = len(unknown) - _SHOWN
        yield f"Fields that FHIR R4 doesn't have were left out: {shown}{f' and {more} more' if more > 0 else ''}."


def _unknown(resource: Resource) -> Iterator[str]:
    type_ = resource["resourceType"]
    known = _FIELDS[type_]
    yield from (f"{type_}.{plain(name)[:_MOST_NAME]}" for name in resource if name.removeprefix("_") not in known)
