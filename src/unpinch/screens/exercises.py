"""All six exercises and their levels. Reading is never locked."""

from __future__ import annotations

from typing import Any, Literal

from markupsafe import Markup

from unpinch.programme.decision import PHASES
from unpinch.programme.model import Exercise, Level
from unpinch.programme.shipped import moves_as_shipped
from unpinch.screens import band_setup, layout, words
from unpinch.screens.asked import Asked, Screen, unknown
from unpinch.screens.case import Case
from unpinch.screens.drawings import drawing, leaving
from unpinch.screens.inside import inside


def exercises(case: Case, _: Asked) -> Screen:
    """List the exercises by phase."""
    planned = {one.exercise for one in case.decision.sets}
    context = {
        "page": layout.page(case, "Exercises", "exercises"),
        "title": "Exercises",
        "lead": "Six moves, each with easier and harder levels. Today's page picks what fits you.",
        "phases": [_phase(case, phase, planned) for phase in PHASES if _of_phase(case, phase)],
        "doors": [layout.link(f"{case.place.root}/plan", "Today's plan on paper", "One page, to print")],
    }
    return Screen("exercises.html", context)


def _of_phase(case: Case, phase: str) -> list[Exercise]:
    return [one for one in case.programme.exercises.values() if one.phase == phase]


def _phase(case: Case, phase: str, planned: set[str]) -> dict[str, Any]:
    text = case.programme.phases[phase]
    return {
        "name": text.name,
        "goal": text.goal,
        "now": case.state.core.phase == phase,
        "exercises": [_tile(case, one, planned) for one in _of_phase(case, phase)],
    }


def _tile(case: Case, one: Exercise, planned: set[str]) -> dict[str, Any]:
    return {
        "href": f"{case.place.root}/exercises/{one.id}",
        "name": one.plain_name,
        "plain": one.feel,
        "drawing": drawing(case.programme, (one.id, one.levels[-1].number)),
        "note": "in your plan" if one.id in planned else "",
    }


def exercise(case: Case, asked: Asked) -> Screen:
    """Show one exercise with all its levels."""
    one = case.programme.exercises.get(asked.args["exercise"])
    if one is None:
        raise unknown()
    phase, shown = case.programme.phases[one.phase], _shown_first(case, one)
    context = {
        "page": layout.page(case, one.plain_name, "exercises"),
        "body": layout.body(case),
        "name": one.plain_name,
        "plain": "",
        "goal": phase.goal,
        "phase": phase.name,
        "steps": list(one.steps),
        "feel": one.feel,
        "do_not_feel": one.do_not_feel,
        "levels": [_level(case, one, level, shown) for level in one.levels],
        "faults": [{"text": fault.text, "instead": fault.instead} for fault in one.faults],
        "not_for": [each.text for each in one.contraindications],
        "known": {
            "text": one.known,
            "grade": one.known_grade,
            "sources": [words.source(case.programme, source) for source in one.known_sources],
        },
        **_leaving(case, one, shown),
    }
    return Screen("exercise.html", context)


def _leaving(case: Case, one: Exercise, number: int) -> dict[str, Any]:
    """Return how to stop and get out of the level that stands open, in words and as a picture."""
    level = next(level for level in one.levels if level.number == number)
    band = level.band is not None
    drawn = leaving(case.programme, (one.id, number), layout.side(case), band=band)
    return {"release": drawn, "way_out": level.way_out, "banded": band}


def _shown_first(case: Case, one: Exercise) -> int:
    """Return the level that stands open: that of today, else the easiest."""
    found = [planned.level for planned in case.decision.sets if planned.exercise == one.id]
    return found[0] if found else one.levels[0].number


def _still(case: Case, one: Exercise, level: Level, moment: Literal["start", "end"]) -> Markup:
    title = f"{one.name}, {level.name}: the {moment}"
    return drawing(case.programme, (one.id, level.number), moment, layout.side(case), title)


def _level(case: Case, one: Exercise, level: Level, shown: int) -> dict[str, Any]:
    drawn = moves_as_shipped(case.programme, one.id, level.number)
    return {
        "number": level.number,
        "name": level.name,
        "motion": f"{one.id}_{level.number}",
        "side": layout.side(case),
        "drawn": drawn,
        "inside": inside(f"{one.id}_{level.number}") if drawn else None,
        "open": level.number == shown,
        "unlike": words.unlike(level, case.person.conditions("both"), band=True),
        "now": any(planned.exercise == one.id and planned.level == level.number for planned in case.decision.sets),
        "dose": words.start_dose(level.dose),
        "band": _band(level),
        "band_setup": band_setup.of_sets(case, one.id, level.number, case.decision.sets),
        "start": _still(case, one, level, "start"),
        "end": _still(case, one, level, "end"),
        "start_text": level.start_position,
        "end_text": level.end_position,
        "setup": [*level.setup, *(one.text for one in level.setup_if)],
        "setup_without": list(level.setup_without),
        "way_in": level.way_in,
        "way_out": level.way_out,
        "bed": "A firm bed serves too." if level.firm_bed else "This one needs the floor.",
        "source": words.source(case.programme, level.source),
    }


def _band(level: Level) -> str:
    if level.band is None:
        return "no band"
    kinds = words.listed([words.say("type", kind).lower() for kind in level.band.types], "or")
    return f"{kinds}. {level.band.without}"
