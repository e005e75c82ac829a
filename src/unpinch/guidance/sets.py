"""From a phase to the sets of a sitting: candidates, limits, blocks, bands, doses."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from unpinch.guidance.blocks import Block, Candidate, contraindicated
from unpinch.guidance.book import BRIDGE, CLAM, CROSS, FLOSS, HINGE, STRENGTH, TRACTION, Amount
from unpinch.guidance.contraindications import affected_sides
from unpinch.guidance.limits import Limit
from unpinch.guidance.person import person
from unpinch.guidance.state import Doing
from unpinch.guidance.view import View
from unpinch.programme import bands
from unpinch.programme.decision import BandAdvice, PlannedSet
from unpinch.programme.model import BandNeed, Level

MOVES: dict[str, tuple[str, ...]] = {
    "decompress": (FLOSS, TRACTION),
    "release": (FLOSS, CROSS, HINGE),
    "stabilise": (FLOSS, CLAM, BRIDGE),
    "maintain": (FLOSS, CLAM, BRIDGE),
}
"""Which exercises a phase offers, in order; the floss goes on daily in all of them."""

_GRAVITY = 9.81
_EASY_LEVEL = 1


@dataclass(slots=True)
class Sitting:
    """The sets found, and the rules that took others away."""

    sets: list[PlannedSet] = field(default_factory=list)
    rules: dict[str, str] = field(default_factory=dict)


def sitting(view: View, limits: Iterable[Limit], blocks: Iterable[Block]) -> Sitting:
    """Return today's sets in order, with the rules that limited or blocked something (id -> exercise)."""
    found = Sitting()
    standing = [limit for limit in limits if limit.applies(view)]
    for limit in standing:
        found.rules.setdefault(limit.id, "")
    for exercise in _moves(view, standing):
        for side in _sides(view, exercise):
            _offer(view, found, exercise, side, standing, tuple(blocks))
    return found


def _moves(view: View, standing: list[Limit]) -> tuple[str, ...]:
    if any(not limit.decompress_only for limit in standing):
        return (FLOSS,)
    phase = "decompress" if standing else view.core.phase
    return MOVES[phase or "decompress"]


def _sides(view: View, exercise: str) -> tuple[str, ...]:
    wanted = view.book.programme.exercises[exercise].sides
    if wanted == "both":
        return ("both",)
    affected = affected_sides(view.core)
    if wanted == "each":
        return (*affected, *(side for side in ("left", "right") if side not in affected))
    if person(view.core.facts).legs == "none" and view.core.phase != "decompress" and exercise == FLOSS:
        return ()
    return affected


def _offer(
    view: View, found: Sitting, exercise: str, side: str, limits: list[Limit], blocks: tuple[Block, ...]
) -> None:
    doing = doing_of(view, exercise, side)
    number = _limited_level(view, exercise, doing.level, limits)
    amount = _amount(view, exercise, number, doing, limits)
    level, advice = fitting_level(view, exercise, number, side, amount, blocks, found)
    if level is None:
        return
    if level.number != doing.level and level.number != number:
        amount = _amount(view, exercise, level.number, doing, limits)
    _note(found, doing)
    for _ in range(amount.sets):
        found.sets.append(planned_set(view, len(found.sets), exercise, level, side, amount, advice))


def _note(found: Sitting, doing: Doing) -> None:
    if doing.eased:
        found.rules.setdefault("S2.lighter", "")


def doing_of(view: View, exercise: str, side: str) -> Doing:
    """Return how far the exercise has come on the side."""
    for name, where, doing in view.core.doing:
        if name == exercise and where == side:
            return doing
    return Doing(view.book.first(exercise))


def _limited_level(view: View, exercise: str, number: int, limits: list[Limit]) -> int:
    if any(not limit.decompress_only for limit in limits):
        return min(number, _EASY_LEVEL)
    start = view.core.start
    heavy_back = start is not None and view.core.back > view.book.t.placing_back_pain
    if exercise == BRIDGE and heavy_back:
        lower = [level.number for level in view.book.levels[exercise] if level.number < number]
        return lower[-1] if lower else number
    return number


def _amount(view: View, exercise: str, number: int, doing: Doing, limits: list[Limit]) -> Amount:
    amount = view.book.amount(exercise, number, doing.step if number == doing.level else 0)
    if exercise == TRACTION:
        amount = Amount(1, 0, _traction_s(view))
    elif exercise == FLOSS and view.core.phase != "decompress":
        amount = amount._replace(sets=1)
    if any(limit.half for limit in limits) or doing.half or view.core.ease > 1:
        return view.book.amount(exercise, number, 0).halved() if exercise != TRACTION else amount.halved()
    return amount._replace(sets=1) if view.core.ease else amount


def _traction_s(view: View) -> int:
    t = view.book.t
    return min(t.traction_first_s + t.traction_step_s * view.core.traction, t.traction_most_s)


def fitting_level(
    view: View,
    exercise: str,
    number: int,
    side: str,
    amount: Amount,
    blocks: Iterable[Block],
    found: Sitting | None = None,
) -> tuple[Level | None, BandAdvice]:
    """Return the highest level from `number` down that nothing blocks and a band at hand fits, with its band.

    What took higher levels away is noted in `found`.
    """
    rules = found.rules if found is not None else {}
    every = tuple(blocks)
    for level in reversed([one for one in view.book.levels[exercise] if one.number <= number]):
        rule = blocked_rule(view, Candidate(exercise, level.number, side, amount, level.nerve_load), every)
        if rule:
            rules.setdefault(rule, exercise)
            continue
        advice = band_advice(view, exercise, level)
        if advice is not None:
            return level, advice
        rules.setdefault("S4.band", exercise)
    return None, BandAdvice("none")


def blocked_rule(view: View, one: Candidate, blocks: Iterable[Block]) -> str:
    """Return the id of the rule that blocks a candidate, or an empty text."""
    rule = contraindicated(view, one)
    if rule:
        return rule
    return next((block.id for block in blocks if block.applies(view, one)), "")


def band_advice(view: View, exercise: str, level: Level) -> BandAdvice | None:
    """Return which band to take; None when the level needs one and none at hand fits."""
    if level.band is None:
        return BandAdvice("none")
    someone = person(view.core.facts)
    low, high, cap = _force(view, exercise, level, level.band, someone.mass_kg)
    advice = bands.advise(
        view.book.programme,
        level.band,
        view.core.bands,
        cap_n=cap,
        target_low_n=low,
        target_high_n=high,
        without=level.band.without,
        no_latex=someone.latex_allergy,
    )
    return None if advice.need == "none" and not level.band.without else advice


def _force(view: View, exercise: str, level: Level, need: BandNeed, mass_kg: float | None) -> tuple[int, int, int]:
    """Return the target range and the cap on the limb, in newtons. Traction goes by body weight."""
    t = view.book.t
    if exercise in STRENGTH:
        return need.force_low_n, need.force_high_n, t.loop_most_n
    if exercise != TRACTION:
        return need.force_low_n, need.force_high_n, min(t.floss_force_n, need.force_high_n)
    if mass_kg is None:
        return 1, t.traction_unknown_weight_n, t.traction_unknown_weight_n
    weight_n = mass_kg * _GRAVITY
    cap = min(math.floor(weight_n * t.traction_body_weight_percent / 100), t.traction_force_n)
    low, high = (0.03, 0.05) if level.number == 1 else (0.05, 0.10)
    return max(1, int(weight_n * low)), max(1, int(weight_n * high)), cap


def planned_set(
    view: View, index: int, exercise: str, level: Level, side: str, amount: Amount, advice: BandAdvice
) -> PlannedSet:
    """Return the set as a decision lists it."""
    return PlannedSet(
        index=index,
        exercise=exercise,
        level=level.number,
        side=side,  # type: ignore[arg-type]
        repetitions=amount.repetitions,
        hold_s=amount.hold_s,
        tempo=level.dose.tempo,
        rest_s=level.dose.rest_s,
        optional=view.book.programme.exercises[exercise].optional,
        band=advice,
        cues=level.cues,
    )
