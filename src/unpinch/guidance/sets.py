"""From a phase to the sets of a sitting: candidates, limits, blocks, bands, doses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from unpinch.guidance.blocks import Block, Candidate, contraindicated, floss_repetitions_left
from unpinch.guidance.book import BRIDGE, FLOSS, TRACTION, Amount
from unpinch.guidance.contraindications import SIDES, affected_sides
from unpinch.guidance.limits import Limit
from unpinch.guidance.state import Doing
from unpinch.guidance.view import View
from unpinch.programme import bands
from unpinch.programme.decision import BandAdvice, PlannedSet, Side
from unpinch.programme.model import Level
from unpinch.programme.setup import wanted


@dataclass(slots=True)
class Sitting:
    """A search for today's sets: what it goes by, what it found, the rules that took others away (id -> exercise)."""

    view: View
    limits: tuple[Limit, ...]
    blocks: tuple[Block, ...]
    sets: list[PlannedSet] = field(default_factory=list)
    rules: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wish:
    """A set one would like to offer: at most this level."""

    exercise: str
    level: int
    side: Side
    amount: Amount


@dataclass(frozen=True, slots=True)
class Fit:
    """The level that a wish came to, and the band for it."""

    level: Level
    advice: BandAdvice


def sitting(view: View, limits: Iterable[Limit], blocks: Iterable[Block]) -> Sitting:
    """Return today's sets in order, with the rules that limited or blocked something."""
    found = Sitting(view, tuple(limit for limit in limits if limit.applies(view)), tuple(blocks))
    found.rules = {limit.id: "" for limit in found.limits}
    if view.core.person.latex_allergy and any(band.latex for band in view.core.bands):
        found.rules["S8.latex_allergy"] = ""
    for exercise in _moves(found):
        for side in _sides(view, exercise):
            _offer(found, exercise, side)
    return found


def _moves(found: Sitting) -> tuple[str, ...]:
    if any(not limit.decompress_only for limit in found.limits):
        return (FLOSS,)
    phase = "decompress" if found.limits else found.view.core.phase
    return found.view.book.moves[phase or "decompress"]


def _sides(view: View, exercise: str) -> tuple[Side, ...]:
    wanted = view.book.programme.exercises[exercise].sides
    if wanted == "both":
        return ("both",)
    affected = affected_sides(view.core)
    if wanted == "each":
        return (*affected, *(side for side in SIDES if side not in affected))
    if view.core.person.legs == "none" and view.core.phase != "decompress" and exercise == FLOSS:
        return ()
    return affected


def _offer(found: Sitting, exercise: str, side: Side) -> None:
    view = found.view
    doing = doing_of(view, exercise, side)
    number = _limited_level(found, exercise, doing.level)
    wish = Wish(exercise, number, side, _amount(found, exercise, number, doing))
    fit = fitting(view, wish, found.blocks, found.rules)
    if fit is None:
        return
    if fit.level.number != number:
        wish = replace(wish, amount=_amount(found, exercise, fit.level.number, doing))
    _note(found, doing)
    for _ in range(_sets_today(view, wish)):
        found.sets.append(planned_set(len(found.sets), wish, fit, view))


def _sets_today(view: View, wish: Wish) -> int:
    """Return how many sets there is room for today; the floss has a cap of repetitions a side."""
    if wish.exercise != FLOSS or not wish.amount.repetitions:
        return wish.amount.sets
    return min(wish.amount.sets, floss_repetitions_left(view, wish.side) // wish.amount.repetitions)


def _note(found: Sitting, doing: Doing) -> None:
    if doing.eased:
        found.rules.setdefault("S2.lighter", "")
    if doing.fresh:
        found.rules.setdefault("dose.progress", "")


def doing_of(view: View, exercise: str, side: str) -> Doing:
    """Return how far the exercise has come on the side."""
    for name, where, doing in view.core.doing:
        if name == exercise and where == side:
            return doing
    return Doing(view.book.first(exercise))


def _limited_level(found: Sitting, exercise: str, number: int) -> int:
    view = found.view
    if any(not limit.decompress_only for limit in found.limits):
        return min(number, view.book.t.gentle_floss_level)
    start = view.core.start
    heavy_back = start is not None and view.core.back > view.book.t.placing_back_pain
    if exercise == BRIDGE and heavy_back:
        lower = [level.number for level in view.book.levels[exercise] if level.number < number]
        return lower[-1] if lower else number
    return number


def _amount(found: Sitting, exercise: str, number: int, doing: Doing) -> Amount:
    view = found.view
    start = view.book.amount(exercise, number, 0)
    if any(limit.half for limit in found.limits) or doing.half or view.core.ease > 1:
        return start.halved()
    amount = view.book.amount(exercise, number, doing.step) if number == doing.level else start
    if exercise == TRACTION:
        amount = Amount(1, 0, _traction_s(view))
    elif exercise == FLOSS and view.core.phase != "decompress":
        amount = amount._replace(sets=1)
    return amount._replace(sets=1) if view.core.ease else amount


def _traction_s(view: View) -> int:
    t = view.book.t
    return min(t.traction_first_s + t.traction_step_s * view.core.traction, t.traction_most_s)


def fitting(view: View, wish: Wish, blocks: Iterable[Block], rules: dict[str, str] | None = None) -> Fit | None:
    """Return the highest level from the wish's down that nothing blocks and a band at hand fits.

    What took higher levels away is noted in `rules`.
    """
    noted = rules if rules is not None else {}
    every = tuple(blocks)
    for level in reversed([one for one in view.book.levels[wish.exercise] if one.number <= wish.level]):
        candidate = Candidate(wish.exercise, level.number, wish.side, wish.amount, level.nerve_load)
        rule = blocked_rule(view, candidate, every)
        if rule:
            noted.setdefault(rule, wish.exercise)
            continue
        advice = band_advice(view, wish.exercise, level)
        if advice is not None:
            return Fit(level, advice)
        if view.core.bands:
            noted.setdefault("S4.band", wish.exercise)
    return None


def blocked_rule(view: View, one: Candidate, blocks: Iterable[Block]) -> str:
    """Return the id of the rule that blocks a candidate, or an empty text."""
    rule = contraindicated(view, one)
    if rule:
        return rule
    return next((block.id for block in blocks if block.applies(view, one)), "")


def band_advice(view: View, exercise: str, level: Level) -> BandAdvice | None:
    """Return which band to take; None when none at hand fits an exercise that is only for comfort: it is left out."""
    if level.band is None:
        return BandAdvice("none")
    someone = view.core.person
    force = wanted(view.book.programme, exercise, level.band, someone.mass_kg)
    advice = bands.advise(
        view.book.programme,
        level.band,
        view.core.bands,
        cap_n=force.cap_n,
        target_low_n=force.low_n,
        target_high_n=force.high_n,
        without=level.band.without,
        no_latex=someone.latex_allergy,
    )
    optional = view.book.programme.exercises[exercise].optional
    return None if optional and advice.need == "none" else advice


def planned_set(index: int, wish: Wish, fit: Fit, view: View) -> PlannedSet:
    """Return the set as a decision lists it."""
    level = fit.level
    return PlannedSet(
        index=index,
        exercise=wish.exercise,
        level=level.number,
        side=wish.side,
        repetitions=wish.amount.repetitions,
        hold_s=wish.amount.hold_s,
        tempo=level.dose.tempo,
        rest_s=level.dose.rest_s,
        optional=view.book.programme.exercises[wish.exercise].optional,
        band=fit.advice,
        cues=level.cues,
    )
