"""Words of FHIR: code systems, ids, texts and times as R4 (4.0.1) wants them. Nothing here knows a person."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from unpinch.journal import Moment, derived_id

Resource = dict[str, Any]
"""A resource or a part of one: plain values, as JSON has them."""

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
HL7 = "http://terminology.hl7.org/CodeSystem"
PAIN = ("72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported")
PAIN_ANSWERS = (
    "LA6111-4",
    "LA6112-2",
    "LA6113-0",
    "LA6114-8",
    "LA6115-5",
    "LA10137-0",
    "LA10138-8",
    "LA10139-6",
    "LA10140-4",
    "LA10141-2",
    "LA13942-0",
)
"""LOINC's answers 0 to 10 to that question, by their number."""
MINUTES = ("55411-3", "Exercise duration")
LOINC_NOTICE = (
    "This material contains content from LOINC (http://loinc.org). LOINC is copyright Regenstrief Institute, Inc. and "
    "the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the "
    "license at http://loinc.org/license. LOINC is a registered United States trademark of Regenstrief Institute, Inc."
)
_MOST_OFFSET_MIN = 14 * 60
_TO_SECONDS = len("2026-11-22T08:00:00")
_SPACES = frozenset({"Cc", "Zl", "Zp", "Zs"})
_BOM = "\ufeff"


def resource_id(type_: str, *parts: str) -> str:
    """Return the id of a resource: the same parts always give the same one, so that a second export finds it."""
    return derived_id("fhir", type_, *parts)


def canonical(type_: str, name: str) -> str:
    """Return the lasting name of a definition of ours. No web address: none is ours (docs/adr/0017)."""
    return f"urn:uuid:{derived_id('fhir canonical', type_, name)}"


OWN = canonical("CodeSystem", "unpinch")
"""The system of our own codes."""
ENTRY = canonical("NamingSystem", "journal entry")
"""The system of identifiers that name an entry of a journal, and what of it."""
SET = canonical("StructureDefinition", "set")
"""The extension that tells one set: of a session as it was done, of an exercise as it is meant."""


def full_url(id_: str) -> str:
    """Return how the entries of a bundle name a resource."""
    return f"urn:uuid:{id_}"


def reference(id_: str) -> Resource:
    """Return a reference to a resource of the same bundle."""
    return {"reference": full_url(id_)}


def coding(system: str, code: str, display: str) -> Resource:
    """Return one code with its words."""
    return {"system": system, "code": code, "display": display}


def concept(*codings: Resource, text: str = "") -> Resource:
    """Return a concept of codes, words or both."""
    words = plain(text)
    return {**({"coding": list(codings)} if codings else {}), **({"text": words} if words else {})}


def quantity(value: float, unit: str, code: str) -> Resource:
    """Return a number with its unit, `code` as UCUM writes it."""
    return {"value": value, "unit": unit, "system": UCUM, "code": code}


def plain(text: str) -> str:
    """Return a text as FHIR takes it: no control character, no half of a character, no odd or doubled space."""
    spaced = "".join(" " if unicodedata.category(letter) in _SPACES or letter == _BOM else letter for letter in text)
    return " ".join(spaced.encode("utf-8", "replace").decode().split())


def said(name: str, text: str) -> Resource:
    """Return a field with a text, or nothing where the text says nothing: FHIR knows no empty text."""
    words = plain(text)
    return {name: words} if words else {}


def filled(**parts: Any) -> Resource:  # noqa: ANN401 - any part of a resource
    """Return the parts that hold something: FHIR knows no empty list and no empty object. `False` and 0 stay."""
    return {name.rstrip("_"): part for name, part in parts.items() if part not in ("", None, [], {})}


def when(at: str) -> str:
    """Return a time of the journal as FHIR takes it: as written, in UTC where its offset is beyond 14 hours.

    On the calendar's first and last day there may be no such time in UTC: then the offset is left out.
    """
    moment = Moment.parse(at)
    if abs(moment.offset_min) <= _MOST_OFFSET_MIN:
        return at
    try:
        return Moment.of(moment.epoch_s).text.replace("+00:00", "Z")
    except (ValueError, OverflowError):
        return f"{at[:_TO_SECONDS]}Z"


def period(times: Iterable[tuple[int, str]]) -> Resource:
    """Return from when to when: the first and the last of some times, each with its seconds since 1970."""
    known = sorted(times)
    start, end = known[0], known[-1]
    return {"start": when(start[1]), "end": when(start[1] if start[0] == end[0] else end[1])}


class Terms:
    """Our own codes and their words: what no free code system has."""

    def __init__(self, codes: Mapping[str, str]) -> None:
        """Keep the words of each code."""
        self.codes = codes

    def concept(self, code: str, text: str = "", also: Resource | None = None) -> Resource:
        """Return the concept of a code of ours; `also`: the same in another system. Unknown here: words alone."""
        words = self.codes.get(code)
        own = [coding(OWN, code, words)] if words else []
        return concept(*([also] if also else []), *own, text=text or words or code)
