"""A band's set-up in words: how long to take it for this person's height, and one tap that explains.

The band is the plan's own, or what the plan would take: nothing here chooses another. How long a band's way is comes
from `derived/setup.json`, which `make derive` writes.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from unpinch.guidance.contraindications import affected_sides, blocking
from unpinch.guidance.planner import view_of
from unpinch.programme.bands import OwnedBand, advise
from unpinch.programme.decision import BandAdvice, PlannedSet
from unpinch.programme.model import BandNeed, Exercise, Level
from unpinch.programme.setup import SNAP_BACK, Setup, Wanted, set_up, suggest, wanted, way_mm
from unpinch.programme.shipped import moves_as_shipped
from unpinch.programme.shop import shop
from unpinch.screens import units, words
from unpinch.screens.case import Case
from unpinch.screens.drawings import drawing

Shown = dict[str, Any]

MIDDLE_M, AROUND_M = 1.70, (1.50, 1.90)
"""Where the height isn't known, a length is given for the middle one, and for a short and a tall person. Choice."""
HANDS_MM = 300
"""So much band lies in both hands and past them: a band to get is that much longer. Choice."""
_TO_BUY_MM = 100
SUMMARY = "Why this length?"
_SUMMARY_MINI = "Why this loop?"
_LEFT_OUT = "Left out for you, so it needs no band."
_UNKNOWN_HEIGHT = "Tell us your height under My bands; then the length is yours."
_UNKNOWN_WEIGHT = "We don't know your weight, so the pull stays very light."


@cache
def ways() -> Mapping[str, Any]:
    """Return the bands' ways by height, as derived."""
    found: Mapping[str, Any] = json.loads(files("unpinch").joinpath("derived", "setup.json").read_text("utf-8"))
    return found


@dataclass(frozen=True, slots=True)
class Pulling:
    """A level whose band pulls, for one person."""

    case: Case
    exercise: Exercise
    level: Level
    need: BandNeed

    @property
    def force(self) -> Wanted:
        """Return the force that the plan wants."""
        return wanted(self.case.programme, self.exercise.id, self.need, self.case.person.mass_kg)

    def way_m(self, height_m: float) -> float:
        """Return how long the band's way is."""
        row = ways()["ways_mm"][_key(self.exercise.id, self.level.number)]
        return way_mm(ways()["heights_m"], row, height_m) / 1000

    def set_up(self, advice: BandAdvice, height_m: float) -> Setup:
        """Return the set-up of the advised band."""
        band = next((one for one in self.case.bands if one.id == advice.band), None)
        return set_up(self.case.programme, self.need, advice, band, self.way_m(height_m), self.force.cap_n)

    def advice(self) -> BandAdvice:
        """Return what the plan would take of the bands owned."""
        force, no_latex = self.force, self.case.person.latex_allergy
        return advise(
            self.case.programme,
            self.need,
            self.case.bands,
            cap_n=force.cap_n,
            target_low_n=force.low_n,
            target_high_n=force.high_n,
            without=self.need.without,
            no_latex=no_latex,
        )

    def to_get(self) -> Setup:
        """Return the band to buy: the lightest that pulls enough; where none does, the one that comes nearest."""
        sold = shop(self.case.programme, latex=not self.case.person.latex_allergy)
        alone = (self._of([one]) for one in sold)
        enough = (made for made in alone if made.fits and made.advice.force_low_n >= self.force.low_n)
        return next(enough, None) or self._of(sold)

    def _of(self, sold: Sequence[OwnedBand]) -> Setup:
        way_m, no_latex = self.way_m(height_m(self.case) or MIDDLE_M), self.case.person.latex_allergy
        return suggest(self.case.programme, self.need, sold, self.force, way_m, no_latex=no_latex)


def _key(exercise: str, level: int) -> str:
    return f"{exercise}_{level}"


def pulling(case: Case, exercise_id: str, number: int) -> Pulling | None:
    """Return the level, if its band pulls; None where there is none, it hangs slack, or its way isn't known."""
    exercise = case.programme.exercises[exercise_id]
    level = exercise.level(number)
    if level.band is None or _key(exercise_id, number) not in ways()["ways_mm"]:
        return None
    if not moves_as_shipped(case.programme, exercise_id, number):
        return None
    return Pulling(case, exercise, level, level.band)


def height_m(case: Case) -> float | None:
    """Return the person's height, if it was said."""
    height_cm = case.facts.get("height_cm")
    return None if height_cm is None else height_cm / 100


# -- one set -----------------------------------------------------------------------------------------------------------


def of_set(case: Case, planned: PlannedSet) -> Shown | None:
    """Return how to set up the band of a planned set."""
    return of_advice(case, planned.exercise, planned.level, planned.band)


def of_sets(case: Case, exercise: str, level: int, sets: Iterable[PlannedSet]) -> Shown | None:
    """Return how to set up a level's band as the sets have it; at another level than planned, as the plan would."""
    found = [one.band for one in sets if (one.exercise, one.level) == (exercise, level)]
    move = pulling(case, exercise, level)
    return None if move is None else of_advice(case, exercise, level, found[0] if found else move.advice())


def of_advice(case: Case, exercise: str, level: int, advice: BandAdvice) -> Shown | None:
    """Return the advised band's set-up: {"text", "height", "problem", "warning", "summary", "explain"}, or None."""
    move = pulling(case, exercise, level)
    if move is None or advice.band not in {one.id for one in case.bands}:
        return None
    known = height_m(case)
    made = move.set_up(advice, known or MIDDLE_M)
    return {
        "text": "" if made.problem else made.place(units.length(case, made.length_mm or 0)),
        "height": _for_whom(move, made),
        "problem": made.problem,
        "warning": made.warning,
        "summary": _SUMMARY_MINI if made.where == "above_knees" else SUMMARY,
        "explain": _explained(move, made, known or MIDDLE_M),
    }


def _for_whom(move: Pulling, made: Setup) -> str:
    """Return whom the length is for; empty where it doesn't hang on the height."""
    case, known = move.case, height_m(move.case)
    if made.advice.need != "flat":
        return ""
    if known is not None:
        return f"For your height of {units.height(case, known)}."
    said = [
        f"{units.length(case, other.length_mm)} if {units.height(case, tall_m)} tall"
        for tall_m in AROUND_M
        if (other := move.set_up(made.advice, tall_m)).length_mm
    ]
    whom = f"For someone {units.height(case, MIDDLE_M)} tall"
    return f"{whom} ({', '.join(said)})." if said else f"{whom}."


def _explained(move: Pulling, made: Setup, tall_m: float) -> list[str]:
    limits, advice = move.case.programme.thresholds, made.advice
    most = f"{1 + limits.stretch_warn_percent / 100:g}"
    lines = [*_measured(move, made, tall_m)]
    if height_m(move.case) is None and advice.need == "flat":
        lines.append(_UNKNOWN_HEIGHT)
    if move.exercise.id == "leg_traction" and move.case.person.mass_kg is None:
        lines.append(_UNKNOWN_WEIGHT)
    lines.append(f"It pulls with about {advice.force_low_n} to {advice.force_high_n} newtons; 10 are like 1 kg.")
    lines.append(f"Never stretch a band to more than {most} times its slack length: it may snap. {SNAP_BACK}")
    return lines


def _measured(move: Pulling, made: Setup, tall_m: float) -> list[str]:
    case, advice = move.case, made.advice
    if made.where == "above_knees":
        return ["There is no length to set: the loop is stretched as your knees go apart."]
    if advice.need == "loop":
        return ["Measure from the anchor to your ankle. Farther back it pulls harder, nearer it pulls less."]
    way = units.length(case, move.way_m(tall_m) * 1000)
    ends = (
        "each half from the anchor to the cuff" if made.double else "from where one hand grips to where the other does"
    )
    return [
        f"Lay the band down slack and measure it: {ends}. The rest stays in your hands.",
        f"In the move its way is {way} at most, so it is stretched by {advice.stretch_percent} %.",
        "More band pulls less. If it feels too strong, let more out.",
    ]


# -- all moves ---------------------------------------------------------------------------------------------------------


def by_move(case: Case) -> list[Shown]:
    """Return for each exercise with a band that pulls: {"name", "drawing", "note", "levels"}, levels alike in one."""
    found = [_move(case, exercise) for exercise in case.programme.exercises.values()]
    return [one for one in found if one is not None]


def _move(case: Case, exercise: Exercise) -> Shown | None:
    moves = [move for level in exercise.levels if (move := pulling(case, exercise.id, level.number))]
    if not moves:
        return None
    allowed = [move for move in moves if not _left_out(move)]
    said = [(move.level.name, _level(move)) for move in allowed]
    groups = [([name for name, _ in group], shown) for shown, group in groupby(said, key=lambda one: one[1])]
    return {
        "name": exercise.plain_name,
        "drawing": drawing(case.programme, (exercise.id, moves[-1].level.number)),
        "note": "" if allowed else _LEFT_OUT,
        "levels": [{**shown, "name": words.listed(names)} for names, shown in groups],
    }


def _left_out(move: Pulling) -> bool:
    """Tell whether something about the person rules the level out on every side that it would be done on."""
    view = view_of(move.case.programme, move.case.state, move.case.now)
    sides = ("both",) if move.exercise.sides == "both" else affected_sides(view.core)
    return all(blocking(view.book, view.core, move.exercise.id, move.level.number, side) for side in sides)


def _level(move: Pulling) -> Shown:
    """Return which band, how hard it pulls and how long to take it; or that none fits, and what to get."""
    advice = move.advice()
    band = next((one for one in move.case.bands if one.id == advice.band), None)
    setup = of_advice(move.case, move.exercise.id, move.level.number, advice)
    if band is None or setup is None:
        return {"band": "", "force": "", "setup": None, "why": _why(move, advice), "buy": _to_buy(move)}
    buy = _to_buy(move) if setup["problem"] else ""
    return {"band": words.band(band), "force": _force(advice), "setup": setup, "why": "", "buy": buy}


def _why(move: Pulling, advice: BandAdvice) -> str:
    return advice.text if move.case.bands else move.need.without


def _force(advice: BandAdvice) -> str:
    return f"about {advice.force_low_n} to {advice.force_high_n} newtons"


def _to_buy(move: Pulling) -> str:
    """Return what to get: a band of the tables by name, and how long."""
    made = move.to_get()
    if not made.fits:
        return ""
    case, no_latex = move.case, move.case.person.latex_allergy
    found = next(one for one in shop(case.programme) if one.id == made.advice.band)
    free = ", latex-free" if no_latex else ""
    return f"What would fit: {_name(case, found)}{free}{_long(move, made)}. It pulls with {_force(made.advice)}."


def _name(case: Case, band: OwnedBand) -> str:
    size = next((one for one in case.programme.loop_sizes if one.id == band.id), None)
    return f"a {size.name[0].lower()}{size.name[1:]}" if size else f"a {band.name}"


def _long(move: Pulling, made: Setup) -> str:
    """Return how long a flat band must be, what the hands hold included."""
    if made.length_mm is None or made.advice.need != "flat":
        return ""
    least_mm = made.length_mm * (2 if made.double else 1) + HANDS_MM
    return f", at least {units.length(move.case, math.ceil(least_mm / _TO_BUY_MM) * _TO_BUY_MM)} long"
