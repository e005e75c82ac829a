"""Resources as other systems write them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from tests.exchange.fhir.bundles import NOW, Resource
from unpinch.exchange.fhir import reading
from unpinch.exchange.fhir.reading import Foreign
from unpinch.journal import Entry, Moment, read_entry

LEFT = {"text": "Left leg"}


def pain(value: int = 4, **changes: Any) -> Resource:
    """Return pain in the left leg as another system tells it; a change to None leaves the field out."""
    resource = {
        "resourceType": "Observation",
        "id": "pain-1",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "72514-3"}]},
        "subject": {"reference": "Patient/kim"},
        "effectiveDateTime": "2026-11-20T09:30:00+01:00",
        "issued": "2026-11-20T09:31:00+01:00",
        "valueInteger": value,
        "bodySite": LEFT,
        **changes,
    }
    return {name: part for name, part in resource.items() if part is not None}


def bundled(*resources: Resource) -> bytes:
    """Return a bundle as a server gives it."""
    entries = [{"resource": one} for one in resources]
    return json.dumps({"resourceType": "Bundle", "type": "searchset", "entry": entries}).encode()


def read(*resources: Resource, held: Iterable[Entry] = (), now: Moment = NOW) -> Foreign:
    """Read resources for a journal that holds some entries."""
    return reading.read(bundled(*resources), {entry.id: entry for entry in held}, now)


def entries(*resources: Resource, held: Iterable[Entry] = (), now: Moment = NOW) -> list[Entry]:
    """Return the entries that resources become."""
    return [read_entry(raw) for raw in read(*resources, held=held, now=now).lines]


def values(*resources: Resource) -> dict[str, Any]:
    """Return the values of the one entry that resources become."""
    (one,) = entries(*resources)
    return dict(one.values)
