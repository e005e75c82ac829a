"""Our own code system: every word that the record and the programme know and no free code system has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from unpinch.exchange.fhir.codes import OWN, Resource, Terms, plain, resource_id
from unpinch.journal import EXERCISES, KINDS, SIDES
from unpinch.journal.fields import Choice, Field, Listing
from unpinch.programme.model import Programme

_KINDS = ("check_in", "stop_answer", "settled", "set_done", "felt", "session_ended", "band", "measure_grc", "screening")
"""Kinds whose words leave as codes."""
_PLAIN = {
    "session": "Exercise session at home with a resistance band",
    "stop": "Stopped by the person",
    "programme": "Exercise programme for sciatica",
    "part.exercise": "Exercise",
    "body.left_leg": "Left leg",
    "body.right_leg": "Right leg",
    "body.back": "Back",
    "band.rest_mm": "Length when slack",
    "band.width_mm": "Width",
    "band.thickness_mm": "Thickness",
    "band.latex": "Made of latex",
    "answer.yes": "Yes",
    "answer.no": "No",
    "answer.not_sure": "Not sure",
    "tier.emergency": "Emergency",
    "tier.same_day": "To be seen the same day",
    "tier.not_before_checked": "Not before it was checked",
}


@lru_cache(maxsize=8)
def terms(programme: Programme) -> Terms:
    """Return the codes for a programme."""
    return Terms(dict(sorted((code, plain(words) or code) for code, words in _all(programme))))


def _all(programme: Programme) -> Iterator[tuple[str, str]]:
    yield from _PLAIN.items()
    for kind in _KINDS:
        for name, field in KINDS[kind].fields.items():
            yield from _of_field(unsided(name)[1], field)
    for name in EXERCISES:
        yield f"exercise.{name}", programme.exercises[name].name
    yield from ((f"phase.{phase.id}", phase.name) for phase in programme.phases.values())
    yield from ((f"question.{one.id}", one.short) for one in programme.questions.values())
    yield from ((f"flag.{one.id}", one.short) for one in programme.questions.values())
    yield from ((f"flag.{one.flag}", programme.flag(one.flag).short) for one in programme.alarms.values() if one.flag)
    for measure in programme.measures.values():
        yield f"measure.{measure.id}", measure.official
        yield from ((f"measure.{measure.id}.{scale.id}", scale.name) for scale in measure.scales)


def _of_field(name: str, field: Field) -> Iterator[tuple[str, str]]:
    yield f"asked.{name}", name.replace("_", " ").capitalize()
    item = field.item if isinstance(field, Listing) else field
    for word in item.words if isinstance(item, Choice) else ():
        yield f"{name}.{word}", word.replace("_", " ").capitalize()


def unsided(name: str) -> tuple[str, str]:
    """Return the side that a field is about, or an empty text, and the field's name without it."""
    side, _, rest = name.partition("_")
    return (side, rest) if side in SIDES and rest else ("", name)


def code_system(codes: Terms, version: str) -> Resource:
    """Return the code system itself, complete."""
    return {
        "resourceType": "CodeSystem",
        "id": resource_id("CodeSystem", version),
        "url": OWN,
        "version": version,
        "name": "UnpinchCodes",
        "title": "Codes of Unpinch",
        "status": "active",
        "experimental": False,
        "description": "Words of the record and the programme for which no free code system has a code.",
        "copyright": "Apache-2.0, like Unpinch itself.",
        "caseSensitive": True,
        "content": "complete",
        "count": len(codes.codes),
        "concept": concepts(codes.codes.items()),
    }


def concepts(pairs: Iterable[tuple[str, str]]) -> list[Resource]:
    """Return concepts as a code system lists them."""
    return [{"code": code, "display": words} for code, words in pairs]
