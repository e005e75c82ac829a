"""What has been done, and what must come back lighter (readings, sections 7 and 8).

None of it is the planner's ladder: these are upper bounds that any careful ladder stays below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from unpinch.guard.book import FLOSS, UNSAID
from unpinch.guard.stops import felt_today
from unpinch.guard.today import each

if TYPE_CHECKING:
    from unpinch.guard.evidence import Evidence
    from unpinch.guard.today import Chain, Today

RUNGS_MOST = 4
"""Steps are counted no further: more levels than that, an exercise doesn't have."""
TRACTION_GREENS_MOST = 40
"""Green days with traction are counted no further: by then the longest hold is open."""
PRACTICE_BITS = (1 << 48) - 1


class Lighter(NamedTuple):
    """An exercise that comes back lighter: at most this level, or half its dose, until two green days with it."""

    exercise: str
    sides: int
    level: int
    half: bool = False
    greens: int = 0
    cause: str = "S2"


class Rung(NamedTuple):
    """How far an exercise can have grown: steps taken at most, green days with it since the last step."""

    steps: int = 0
    greens: int = 0


def close_day(evidence: Evidence, today: Today) -> None:
    """Draw from a recorded day that ends what later days need."""
    if today.sets is not None:
        _close_sets(evidence, today, today.sets)
    if today.uneasy:
        today.felt = felt_today(today)
        today.worse = any(felt.answer == "worse" for felt in today.felt)
    if today.stops or today.worse:
        today.ended = any(stop.ends(evidence.limits) for stop in today.stops)
        _close_stops(evidence, today)


def _close_sets(evidence: Evidence, today: Today, chain: Chain | None) -> None:
    bit, strength = evidence.book.bit, evidence.book.strength
    done = spare = any_ = 0
    newest_s = UNSAID
    while chain is not None:
        entry, chain = chain
        values = entry.values
        place = bit[(values or entry.versions[-1])["exercise"]]
        any_ |= place
        if newest_s == UNSAID and place & strength:
            newest_s = entry.at_s
        if values is not None:
            done |= place
            if place & strength and values.get("spare"):
                spare |= place
    today.done, today.spare = done, spare
    if any_ & strength:
        evidence.strength_at_s = newest_s
        recent = evidence.strength_days[1 - evidence.limits.red_window_days :]
        evidence.strength_days = (*recent, today.day)
    if done:
        _practised(evidence, today, done)


def _practised(evidence: Evidence, today: Today, done: int) -> None:
    evidence.practice = (evidence.practice << (today.day - evidence.practice_day) & PRACTICE_BITS) | 1
    evidence.practice_day = today.day
    if done & evidence.book.floss:
        evidence.floss_day = today.day


def last_strength_s(evidence: Evidence, today: Today) -> int:
    """Return when the newest strengthening set ended, sets taken back included (S7), in epoch seconds."""
    book = evidence.book
    for entry in each(today.sets):
        if book.bit[entry.versions[-1]["exercise"]] & book.strength:
            return entry.at_s
    return evidence.strength_at_s


def _close_stops(evidence: Evidence, today: Today) -> None:
    lowest = evidence.book.lowest
    found: dict[tuple[str, int], Lighter] = {}
    for felt in today.felt:
        if felt.answer == "worse":
            found[felt.exercise, felt.sides] = Lighter(felt.exercise, felt.sides, felt.level, cause="S3")
    for stop in today.stops:
        if stop.tingling:
            low = stop.level <= lowest.get(stop.exercise, 0)
            level = stop.level if low else stop.level - 1
            found[stop.exercise, stop.sides] = Lighter(stop.exercise, stop.sides, level, low)
    kept = (one for one in evidence.lighter if (one.exercise, one.sides) not in found)
    evidence.lighter = (*kept, *found.values())
    levels = [stop.level for stop in today.stops if stop.tingling and stop.exercise == FLOSS]
    if levels:
        _close_tingling(evidence, today.day, levels[-1])


def _close_tingling(evidence: Evidence, today: int, newest_level: int) -> None:
    """Count the days of floss stops by tingling; enough of them, the newest at the lowest level, rest the floss."""
    limits = evidence.limits
    recent = (day for day in evidence.tingle_days if day > today - limits.tingle_window_days)
    evidence.tingle_days = (*recent, today)
    if len(evidence.tingle_days) >= limits.tingle_stop_days and newest_level == evidence.book.lowest[FLOSS]:
        evidence.nerve_rest = today


def after_green(evidence: Evidence, past: Today) -> None:
    """Count a green day for what was done on it."""
    if evidence.half_from > UNSAID and past.day >= evidence.half_from:
        evidence.half_from = UNSAID
    done, book = past.done, evidence.book
    if done & book.cross_body and evidence.cross_body_greens < evidence.limits.hinge_calm_days:
        evidence.cross_body_greens += 1
    if done & book.traction:
        evidence.traction_greens = min(evidence.traction_greens + 1, TRACTION_GREENS_MOST)
    if evidence.lighter:
        counted = (o._replace(greens=o.greens + 1) if done & book.bit[o.exercise] else o for o in evidence.lighter)
        evidence.lighter = tuple(one for one in counted if one.greens < evidence.limits.step_green_days)
    counts = (done & ~book.strength | past.spare) & ~evidence.grown
    if counts:
        _grow(evidence, counts)


def _grow(evidence: Evidence, counts: int) -> None:
    rungs = dict(evidence.rungs)
    for name, place in evidence.book.bit.items():
        if counts & place:
            rung = rungs.get(name, Rung())
            rungs[name] = rung._replace(greens=rung.greens + 1)
            evidence.ready = evidence.ready or rung.greens + 1 >= evidence.limits.step_green_days
    evidence.rungs = rungs


def climb(evidence: Evidence) -> None:
    """Let every exercise that is ready take a step. Not called while something holds the dose."""
    rungs = dict(evidence.rungs)
    for name, rung in rungs.items():
        if rung.greens >= evidence.limits.step_green_days:
            rungs[name] = Rung(rung.steps + 1)
            if rung.steps + 1 >= RUNGS_MOST:
                evidence.grown |= evidence.book.bit[name]
    evidence.rungs, evidence.ready = rungs, False


def steps(evidence: Evidence, exercise: str) -> int:
    """Return how many steps an exercise can have grown at most."""
    return evidence.rungs.get(exercise, Rung()).steps
