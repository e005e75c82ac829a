"""Observations: each answer of a check-in, pain as it was told elsewhere, and the score of each measure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from unpinch.exchange.fhir.case import Case, Made, issued, status
from unpinch.exchange.fhir.codes import (
    HL7,
    LOINC,
    PAIN,
    PAIN_ANSWERS,
    UCUM,
    Resource,
    coding,
    concept,
    filled,
    plain,
    reference,
    when,
)
from unpinch.exchange.fhir.terms import unsided
from unpinch.journal import KINDS, Effective, Entry
from unpinch.journal.fields import Bool, Choice, Field, Int, Listing
from unpinch.journal.kinds import ACTIVITIES_MOST
from unpinch.measures import score
from unpinch.programme.measures import Measure, Scale

SURVEY = [concept(coding(f"{HL7}/observation-category", "survey", "Survey"))]
NOW = frozenset({"leg_pain", "back_pain"})
"""Pain at that moment, from 0 to 10: what LOINC has a code for."""
_ANSWERED = ("check_in", "measure_nprs")
_APART = frozenset({"replaces", "note", "version"})


def observations(case: Case) -> Iterator[Made]:
    """Yield an observation for each answer; what was not answered is not there."""
    for one, entry in case.of(*_ANSWERED):
        for name, field in KINDS[one.kind].fields.items():
            if name in entry.values and name not in _APART:
                yield Made(_answer(case, one, entry, name, field), entry)
    for measure in case.programme.measures.values():
        if measure.offered:
            yield from _scores(case, measure)


def _base(case: Case, one: Effective, entry: Entry, name: str) -> Resource:
    return {
        **case.head("Observation", one, name),
        "status": status(one, "final"),
        "category": SURVEY,
        "subject": case.patient,
        "effectiveDateTime": when(one.at),
        "issued": issued(entry),
        **filled(performer=[author] if (author := case.author(entry)) else []),
    }


def _answer(case: Case, one: Effective, entry: Entry, name: str, field: Field) -> Resource:
    side, asked = unsided(name)
    pain = coding(LOINC, *PAIN) if asked in NOW else None
    where = f"body.{side}_leg" if side else "body.back" if asked == "back_pain" else ""
    return {
        **_base(case, one, entry, name),
        "code": case.terms.concept(f"asked.{asked}", also=pain),
        **filled(bodySite=case.terms.concept(where) if where else {}),
        **_value(case, asked, field, entry.values[name]),
    }


def _value(case: Case, asked: str, field: Field, value: Any) -> Resource:  # noqa: ANN401 - as its field lets pass
    match field:
        case Int() if asked in NOW:
            number = coding(LOINC, PAIN_ANSWERS[value], str(value))
            return {"valueCodeableConcept": concept(number, text=str(value))}
        case Int():
            return {"valueInteger": value}
        case Bool():
            return {"valueBoolean": value}
        case Choice():
            return {"valueCodeableConcept": case.terms.concept(f"{asked}.{value}")}
        case Listing():
            parts = [{"code": case.terms.concept(f"{asked}.{word}"), "valueBoolean": True} for word in value]
            return {"valueBoolean": bool(value), **filled(component=parts)}
    raise TypeError(asked)


# -- scores ------------------------------------------------------------------------------------------------------------


def _scores(case: Case, measure: Measure) -> Iterator[Made]:
    for one, entry in case.of(measure.kind):
        for scale in measure.scales:
            value = score(measure, scale, entry.values)
            if value is not None:
                yield Made(_score(case, one, entry, measure, scale, value), entry)


def _score(  # noqa: PLR0913, PLR0917 - what a score says, part by part
    case: Case, one: Effective, entry: Entry, measure: Measure, scale: Scale, value: float
) -> Resource:
    return {
        **_base(case, one, entry, scale.id),
        "code": case.terms.concept(f"measure.{measure.id}.{scale.id}", f"{measure.official}: {scale.name}"),
        **_number(case, measure, entry, value),
        "derivedFrom": [reference(case.id("QuestionnaireResponse", one.kind, one.id))],
        **filled(component=_activities(entry) if measure.id == "psfs" else []),
    }


def _number(case: Case, measure: Measure, entry: Entry, value: float) -> Resource:
    if measure.answers:
        word = entry.values[measure.lines[0].id]
        return {"valueCodeableConcept": case.terms.concept(f"{measure.lines[0].id}.{word}")}
    if value == int(value):
        return {"valueInteger": int(value)}
    return {"valueQuantity": {"value": value, "unit": "points", "system": UCUM, "code": "1"}}


def _activities(entry: Entry) -> list[Resource]:
    """Return each of the person's own activities with how well it goes, 0 to 10."""
    numbers = range(1, ACTIVITIES_MOST + 1)
    pairs = [(entry.values.get(f"activity_{n}", ""), entry.values.get(f"ability_{n}")) for n in numbers]
    return [
        {"code": {"text": words}, "valueInteger": rated}
        for name, rated in pairs
        if rated is not None and (words := plain(name))
    ]
