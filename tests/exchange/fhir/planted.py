"""Faults planted into a bundle that is well, one at a time, and which engine sees which (as docs/fhir.md shows)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.exchange.fhir.bundles import Resource, resources

Plant = Callable[[Resource], object]
NOBODY = "urn:uuid:00000000-0000-4000-8000-000000000000"


def first(whole: Resource, type_: str, name: str = "") -> Resource:
    """Return the first resource of a type that has a field of that name."""
    return next(one for one in resources(whole, type_) if not name or name in one)


def _in(type_: str, name: str, value: object, having: str = "") -> Plant:
    return lambda whole: first(whole, type_, having).__setitem__(name, value)


def _without(type_: str, name: str) -> Plant:
    return lambda whole: first(whole, type_, name).pop(name)


def _pain(whole: Resource) -> Resource:
    coded = [one for one in resources(whole, "Observation") if "valueCodeableConcept" in one]
    return next(one for one in coded if one["code"]["coding"][0]["code"] == "72514-3")


def _question(whole: Resource) -> Resource:
    found: Resource = first(whole, "Questionnaire")["item"][0]
    return found


def _extension(whole: Resource) -> Resource:
    found: Resource = first(whole, "Procedure", "extension")["extension"][0]
    return found


def _code(whole: Resource) -> Resource:
    found: Resource = first(whole, "Observation", "bodySite")["bodySite"]["coding"][0]
    return found


def _answer(whole: Resource) -> Resource:
    found: Resource = _pain(whole)["valueCodeableConcept"]["coding"][0]
    return found


def _subject(whole: Resource) -> Resource:
    found: Resource = first(whole, "Observation")["subject"]
    return found


def _period(whole: Resource) -> Resource:
    found: Resource = first(whole, "Procedure")["performedPeriod"]
    return found


def _put(part: Callable[[Resource], Resource], name: str, value: object) -> Plant:
    return lambda whole: part(whole).__setitem__(name, value)


FAULTS: Mapping[str, Plant] = {
    "a field that R4 doesn't have": _in("Observation", "mood", "good"),
    "a field of R5": _in("Observation", "bodyStructure", {"reference": "BodyStructure/1"}),
    "a required field missing": _without("Observation", "status"),
    "a required code missing": _without("Observation", "code"),
    "a required reference missing": _without("Provenance", "target"),
    "a required list missing": _without("Provenance", "agent"),
    "a status that isn't one": _in("Observation", "status", "done"),
    "a status of another resource": _in("Procedure", "status", "final"),
    "an intent that isn't one": _in("CarePlan", "intent", "wish"),
    "a flag without status": _without("Flag", "status"),
    "two values at once": _in("Observation", "valueString", "five", "valueInteger"),
    "a number as text": _in("Observation", "valueInteger", "5", "valueInteger"),
    "a fraction where a whole number belongs": _in("Observation", "valueInteger", 5.5, "valueInteger"),
    "true as text": _in("Observation", "valueBoolean", "true", "valueBoolean"),
    "a list where one belongs": _in("Observation", "code", [{"text": "pain"}]),
    "one where a list belongs": _in("Observation", "category", {"text": "survey"}),
    "an empty list": _in("Observation", "category", []),
    "an empty text": _in("PlanDefinition", "title", ""),
    "a null": _in("Observation", "issued", None),
    "a month 13": _in("Observation", "effectiveDateTime", "2026-13-01T08:00:00Z"),
    "a time without its zone": _in("Observation", "effectiveDateTime", "2026-11-22T08:00:00"),
    "an instant that is a day": _in("Provenance", "recorded", "2026-11-22"),
    "an id with a space": _in("Patient", "id", "Kim W"),
    "a type that isn't one": _in("Flag", "resourceType", "Flagg"),
    "a bundle type that isn't one": lambda whole: whole.__setitem__("type", "heap"),
    "a question without its name": lambda whole: _question(whole).pop("linkId"),
    "a question of an unknown type": _put(_question, "type", "poem"),
    "an extension with value and parts": _put(_extension, "valueInteger", 1),
    "an extension without its name": lambda whole: _extension(whole).pop("url"),
    "an end before its start": _put(_period, "end", "2000-01-01T00:00:00Z"),
    "a reference to nobody": _put(_subject, "reference", NOBODY),
    "a resource twice": lambda whole: whole["entry"].append(whole["entry"][-1]),
    "a name that isn't the resource's": lambda whole: whole["entry"][-1].__setitem__("fullUrl", NOBODY),
    "a code of ours that isn't one": _put(_code, "code", "body.third_leg"),
    "an answer of LOINC that isn't one": _put(_answer, "code", "LA0-0"),
}
