"""What the player's page holds beside its table: how to set each exercise up, and the drawings that the table names."""

from __future__ import annotations

from functools import partial
from typing import Any

from unpinch.programme.model import Programme
from unpinch.screens import band_setup, camera, table, words
from unpinch.screens.case import Case
from unpinch.screens.drawings import drawing, leaving
from unpinch.screens.replay import Sitting


def setups(case: Case, sitting: Sitting, shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return how to set up each exercise and level that the table names."""
    found = {(one["exercise"], one["level"]): table.with_band(one) for one in shown}
    return [
        setup(case, *pair, band=band)
        | {"band": band_setup.of_sets(case, *pair, sitting.session.sets) if band else None}
        for pair, band in found.items()
    ]


def setup(case: Case, name: str, number: int, *, band: bool) -> dict[str, Any]:
    """Return how to set one level up, get into it, and how it goes: what concerns this person and this band."""
    exercise = case.programme.exercises[name]
    level = exercise.level(number)
    conditions = case.person.conditions("both")
    return {
        "key": f"{name}-{number}",
        "level": level.name,
        "unlike": words.unlike(level, conditions, band=band),
        "steps": list(level.set_up(conditions, band=band)),
        "way_in": level.into(band=band),
        "how": list(exercise.how(band=band)),
        "feel": exercise.feel,
        "do_not_feel": exercise.do_not_feel,
        **camera.told(name, number, band=band),
    }


def poses(case: Case, shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return every drawing that the table names."""
    named = {one["drawing"]: (one["exercise"], one["level"], _drawn(one["side"])) for one in shown}
    draw = partial(drawing, case.programme)
    return [
        {"key": key, "start": draw((name, level), "start", side), "end": draw((name, level), "end", side)}
        for key, (name, level, side) in named.items()
    ]


def draw_ahead(programme: Programme) -> None:
    """Make every drawing that a player's page, today or the exercises may need, so that who comes first waits for none.

    Those two show the end of a move, of either side.
    """
    for name, exercise in programme.exercises.items():
        side = _drawn("both" if exercise.sides == "both" else "left")
        for level in exercise.levels:
            of = name, level.number
            drawing(programme, of, "start", side)
            for shown in dict.fromkeys((side, "left", "right")):
                drawing(programme, of, "end", shown)
            leaving(programme, of, side, band=False)
            if level.band:
                leaving(programme, of, side, band=True)


def _drawn(side: str) -> str:
    """Return the side of which the page carries the drawings: the other is their mirror image."""
    return side if side == "both" else "left"


def leavings(case: Case, shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the drawing of every way out that the table names."""
    named = {one["leaving"]: (one["exercise"], one["level"], _drawn(one["side"])) for one in shown}
    draw = partial(leaving, case.programme)
    return [
        {"key": key, "drawing": draw((name, level), side, band=not key.endswith(table.FREE))}
        for key, (name, level, side) in named.items()
    ]
