"""Where mechanics and a band's set-up meet: how long the band's way is for this body, and a table of it for the pages.

The set-up itself is `programme/setup.py`'s, in plain Python, so that pages in a browser reckon with the same code.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from unpinch.mechanics.flaws import MechanicsError
from unpinch.mechanics.ways import band_way_m, thighs_m, working_way_m
from unpinch.movement import Body, Motion, movement_of, play
from unpinch.programme import setup
from unpinch.programme.bands import OwnedBand
from unpinch.programme.model import BandNeed, Exercise, Level, Programme
from unpinch.programme.setup import Setup, Wanted, wanted

__all__ = ["HEIGHTS_M", "Setup", "Wanted", "path_m", "path_of", "suggest", "table", "wanted"]

HEIGHTS_M = (1.45, 1.60, 1.75, 1.90, 2.05)
"""Heights for which bands are judged and ways are kept. Most ways scale with the body; traction's anchor stays."""


def suggest(  # noqa: PLR0913  # each is a separate fact of person and level
    programme: Programme,
    need: BandNeed,
    bands: Sequence[OwnedBand],
    force: Wanted,
    path_m: float,
    *,
    no_latex: bool = False,
) -> Setup:
    """Return which band to take and its set-up for this person, as `programme.setup.suggest`; refuse what can't be."""
    if not math.isfinite(path_m) or path_m <= 0:
        raise MechanicsError(f"The band's way is {path_m:g} m long. Give a length above 0.")
    return setup.suggest(programme, need, bands, force, path_m, no_latex=no_latex)


def path_m(programme: Programme, motion: Motion, need: BandNeed) -> float | None:
    """Return the way that a set-up asks for, where it is longest at work; None where the movement has no band."""
    way_m = band_way_m(programme, motion)
    return None if way_m is None else path_of(need, working_way_m(motion, way_m), thighs_m(programme, motion))


def path_of(need: BandNeed, widest_m: float, apart_m: float | None) -> float:
    """Return the way that a set-up asks for: traction's goes there and back, a mini loop's is between the thighs."""
    if apart_m is not None:
        return apart_m
    return widest_m / 2 if "loop" in need.types else widest_m


def table(programme: Programme) -> dict[str, Any]:
    """Return the ways in millimetres of each level whose band pulls, at `HEIGHTS_M`: what pages set bands up with."""
    rows = {
        f"{exercise.id}_{level.number}": _row(programme, exercise, level, level.band)
        for exercise in programme.exercises.values()
        for level in exercise.levels
        if level.movement is not None and level.band is not None and level.band.force_high_n
    }
    ways = {name: row for name, row in rows.items() if row}
    return {"heights_m": list(HEIGHTS_M), "ways_mm": ways}


def _row(programme: Programme, exercise: Exercise, level: Level, need: BandNeed) -> list[int]:
    movement = movement_of(programme, exercise.id, level.number)
    found = [path_m(programme, play(movement, Body(height_m)), need) for height_m in HEIGHTS_M]
    return [round(way_m * 1000) for way_m in found if way_m is not None]
