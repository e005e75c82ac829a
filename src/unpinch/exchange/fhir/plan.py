"""The programme as a plan definition with an activity definition for each level, and where a person stands in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from unpinch.exchange.fhir.case import Case, Made
from unpinch.exchange.fhir.codes import (
    LOINC_NOTICE,
    SET,
    Resource,
    Terms,
    canonical,
    concept,
    filled,
    plain,
    quantity,
    resource_id,
    said,
    when,
)
from unpinch.journal import Effective
from unpinch.programme.decision import PHASES
from unpinch.programme.model import Dose, Exercise, Level, PhaseText, Programme

PLAN = canonical("PlanDefinition", "programme")
_HELD = frozenset({"stop", "seek_care"})


def version(programme: Programme) -> str:
    """Return the version that definitions carry: the programme's, and the first digits of its hash."""
    return f"{plain(programme.version)}-{programme.hash[:12]}"


def definitions(programme: Programme, terms: Terms) -> Iterator[Resource]:
    """Yield the programme: its plan, and each level of each exercise."""
    yield _plan(programme, terms)
    for exercise in programme.exercises.values():
        yield from (_activity(programme, terms, exercise, level) for level in exercise.levels)


def _activity_url(exercise: str, level: int) -> str:
    return canonical("ActivityDefinition", f"{exercise}.{level}")


def _definition(type_: str, url: str, name: str, programme: Programme) -> Resource:
    return {
        "resourceType": type_,
        "id": resource_id(type_, url, version(programme)),
        "url": url,
        "version": version(programme),
        "name": name,
        "status": "active",
        "experimental": False,
    }


def _plan(programme: Programme, terms: Terms) -> Resource:
    cited = [{"type": "citation", **said("citation", text)} for text in programme.sources.values() if plain(text)]
    return {
        **_definition("PlanDefinition", PLAN, "UnpinchProgramme", programme),
        **said("title", programme.name),
        "type": concept(_type("clinical-protocol", "Clinical Protocol")),
        "description": "Made by software from published sources; no clinician has reviewed it.",
        "copyright": f"Apache-2.0. {LOINC_NOTICE}",
        **filled(relatedArtifact=cited),
        "goal": [{"id": one.id, "description": concept(text=one.goal)} for one in programme.phases.values()],
        "action": [_phase(programme, terms, one) for one in programme.phases.values()],
    }


def _type(code: str, display: str) -> Resource:
    system = "http://terminology.hl7.org/CodeSystem/plan-definition-type"
    return {"system": system, "code": code, "display": display}


def _phase(programme: Programme, terms: Terms, phase: PhaseText) -> Resource:
    levels = [
        (exercise, level)
        for exercise in programme.exercises.values()
        for level in exercise.levels
        if PHASES.index(exercise.phase) <= PHASES.index(phase.id) and level.nerve_load <= phase.nerve_load_most
    ]
    return {
        "title": plain(phase.name),
        "description": plain(f"Opens: {phase.entry} Steps back: {phase.step_back}"),
        "code": [terms.concept(f"phase.{phase.id}")],
        "goalId": [phase.id],
        "selectionBehavior": "any",
        "action": [
            {
                "title": plain(f"{exercise.name}: {level.name}"),
                "definitionCanonical": f"{_activity_url(exercise.id, level.number)}|{version(programme)}",
            }
            for exercise, level in levels
        ],
    }


def _activity(programme: Programme, terms: Terms, exercise: Exercise, level: Level) -> Resource:
    url = _activity_url(exercise.id, level.number)
    name = f"Unpinch{exercise.id.title().replace('_', '')}{level.number}"
    return {
        **_definition("ActivityDefinition", url, name, programme),
        "extension": [_meant(level.dose)],
        "title": plain(f"{exercise.name}: {level.name}"),
        "description": plain(" ".join((*level.set_up((), band=level.band is not None), *exercise.steps))),
        "kind": "ServiceRequest",
        "code": terms.concept(f"exercise.{exercise.id}"),
        "timingTiming": {"repeat": _timing(level.dose)},
    }


def _meant(dose: Dose) -> Resource:
    parts: list[Resource] = [{"url": "sets", "valueInteger": dose.sets}]
    if dose.repetitions:
        parts.append({"url": "repetitions", "valueInteger": dose.repetitions})
    if dose.hold_s:
        parts.append({"url": "hold_s", "valueQuantity": quantity(dose.hold_s, "s", "s")})
    return {"url": SET, "extension": parts}


def _timing(dose: Dose) -> Resource:
    """Return how often: rounds a day where it is daily, else days a week."""
    if dose.days_a_week >= len("MTWTFSS"):
        return {"frequency": max(1, dose.rounds_a_day), "period": 1, "periodUnit": "d"}
    return {"frequency": dose.days_a_week, "period": 1, "periodUnit": "wk"}


# -- where a person stands ---------------------------------------------------------------------------------------------


def care_plan(case: Case) -> Iterator[Made]:
    """Yield the plan that was shown last, where one was: its phase since when, and its sets."""
    shown = [(one, result) for one, entry in case.of("decision") if (result := _result(entry.values["result"]))]
    if shown:
        since = _since(shown)
        yield Made(_care(case, shown[-1][0], since, shown[-1][1]))


def _since(shown: list[tuple[Effective, Mapping[str, Any]]]) -> Effective:
    """Return the first decision of the phase that the last one is in."""
    phase, since = shown[-1][1]["phase"], shown[-1][0]
    for one, result in reversed(shown):
        if result["phase"] != phase:
            break
        since = one
    return since


def _result(text: str) -> Mapping[str, Any]:
    """Return a decision as it was shown, or nothing where it isn't of a shape known here."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    whole = isinstance(found, dict) and found.get("phase") in PHASES and isinstance(found.get("sets"), list)
    return found if whole else {}


def _care(case: Case, last: Effective, since: Effective, result: Mapping[str, Any]) -> Resource:
    phase = case.programme.phases[result["phase"]]
    start, end = when(since.at), when(last.at)
    return {
        "resourceType": "CarePlan",
        "id": case.id("CarePlan"),
        **filled(instantiatesCanonical=_same_programme(case, last)),
        "status": "on-hold" if result.get("kind") in _HELD else "active",
        "intent": "plan",
        "category": [case.terms.concept(f"phase.{phase.id}")],
        "title": plain(f"{case.programme.name}: {phase.name}"),
        "description": plain(phase.goal),
        "subject": case.patient,
        "period": {"start": start},
        "created": end,
        **filled(activity=[found for one in result["sets"] if (found := _planned(case, one))]),
    }


def _same_programme(case: Case, last: Effective) -> list[str]:
    entry = last.newest or last.entry
    same = entry.values["programme"] == case.programme.label
    return [f"{PLAN}|{version(case.programme)}"] if same else []


_AMOUNTS = (("repetitions", "times"), ("hold_s", "s held"))


def _planned(case: Case, one: object) -> Resource:
    """Return a set of the plan; nothing where it isn't of a shape known here."""
    if not isinstance(one, dict) or not isinstance(one.get("exercise"), str):
        return {}
    code = f"exercise.{one['exercise']}"
    if code not in case.terms.codes:
        return {}
    amounts = [f"{one[name]} {unit}" for name, unit in _AMOUNTS if one.get(name)]
    words = ", ".join([*amounts, f"{one.get('side')}", f"level {one.get('level')}"])
    return {
        "detail": {
            "kind": "ServiceRequest",
            "code": case.terms.concept(code),
            "status": "scheduled",
            "description": plain(words),
        }
    }
