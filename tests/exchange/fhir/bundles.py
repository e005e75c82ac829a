"""Bundles for tests, made as the program makes them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from tests.builders import Diary, shipped
from unpinch.exchange.fhir import bundle
from unpinch.exchange.tables import Holder
from unpinch.journal import Entry, Moment

PERSON = "11111111-1111-4111-8111-111111111111"
NOW = Moment.parse("2026-11-22T08:00:00+01:00")
Resource = dict[str, Any]


def written(entries: Iterable[Entry], now: Moment = NOW, type_: bundle.BundleType = "collection", **how: Any) -> bytes:
    """Return the bytes of one person's bundle."""
    holder = Holder(PERSON, "Kim Weiß", entries)
    return b"".join(bundle.written(bundle.resources(shipped(), [holder], now, **how), type_))


def bundle_of(entries: Iterable[Entry], now: Moment = NOW, **how: Any) -> Resource:
    """Return one person's bundle as plain values."""
    found: Resource = json.loads(written(entries, now, **how))
    return found


def resources(whole: Resource, type_: str) -> list[Resource]:
    """Return the resources of one type."""
    return [entry["resource"] for entry in whole["entry"] if entry["resource"]["resourceType"] == type_]


def of(diary: Diary, type_: str) -> list[Resource]:
    """Return the resources of one type that a diary gives."""
    return resources(bundle_of(diary.entries, Moment.parse(diary.now)), type_)


def observed(diary: Diary, name: str) -> Resource:
    """Return the one observation that a diary gives of an answer."""
    (found,) = (one for one in of(diary, "Observation") if one["identifier"][0]["value"].endswith(f"/{name}"))
    return found


def codes(concept: Resource) -> dict[str, str]:
    """Return the codes of a concept by the system's last part."""
    return {one["system"].rpartition("/")[2]: one["code"] for one in concept["coding"]}
