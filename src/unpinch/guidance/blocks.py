"""Blocks: rules that take one exercise on one side off today's plan (docs/readings.md, sections 7 and 8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from unpinch.guidance.book import FLOSS, HINGE, STRENGTH, Amount
from unpinch.guidance.contraindications import blocking
from unpinch.guidance.day import NO_BLOCK
from unpinch.guidance.escalation import nerve_resting
from unpinch.guidance.state import NEVER
from unpinch.guidance.view import View

_HOUR_S = 3600
_COLUMNS = {"left": (0,), "right": (1,), "both": (0, 1)}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A set that the plan or a session would like to offer."""

    exercise: str
    level: int
    side: str
    amount: Amount
    nerve_load: int


@dataclass(frozen=True, slots=True)
class Block:
    """When it `applies`, the candidate is off: for today's plan, and for each set inside a session."""

    id: str
    applies: Callable[[View, Candidate], bool]


def blocked_load(view: View) -> int:
    """Return the lowest nerve load that met a tingle stop today."""
    return min((stop.nerve_load for stop in view.core.today.stops if stop.tingling), default=NO_BLOCK)


def _tingled_today(view: View, one: Candidate) -> bool:
    return one.nerve_load >= blocked_load(view)


def _stopped_today(view: View, one: Candidate) -> bool:
    """Keep off what was stopped today for another cause than too strong a pull, and what felt worse."""
    today = view.core.today
    stopped = any(s.exercise == one.exercise and s.off for s in today.stops)
    return stopped or (one.exercise, one.side) in today.felt_worse


def _too_strong_today(view: View, one: Candidate) -> bool:
    """Let only an easier level of the exercise come today after "too strong"."""
    return any(s.exercise == one.exercise and one.level >= s.level for s in view.core.today.stops)


def _nerve_rests(view: View, one: Candidate) -> bool:
    return one.exercise == FLOSS and nerve_resting(view)


def floss_repetitions_left(view: View, side: str) -> int:
    """Return how many repetitions of the floss are left on a side today."""
    done = view.core.today.floss
    most = view.book.t.floss_repetitions_a_day
    return min(most - done[2 + column] for column in _COLUMNS[side])


def _floss_cap(view: View, one: Candidate) -> bool:
    if one.exercise != FLOSS:
        return False
    t, floss = view.book.t, view.core.today.floss
    open_session = len(view.core.today.sessions)
    for side in _COLUMNS[one.side]:
        going_on = view.core.line_needed and floss[4 + side] == open_session
        if floss[side] + (not going_on) > t.floss_rounds_a_day:
            return True
    return one.amount.repetitions > floss_repetitions_left(view, one.side)


def _strength_spacing(view: View, one: Candidate) -> bool:
    core, t = view.core, view.book.t
    if one.exercise not in STRENGTH or core.strength_s == NEVER:
        return False
    near = view.now.epoch_s - core.strength_s < t.strength_gap_hours * _HOUR_S
    return (near or core.day - 1 in core.strength_days) and not _same_session(view)


def _strength_week(view: View, one: Candidate) -> bool:
    core = view.core
    if one.exercise not in STRENGTH:
        return False
    days = sum(day != core.day for day in core.strength_days)
    return days >= strength_days_allowed(view)


def _same_session(view: View) -> bool:
    """Say whether strengthening began in the session that is still open: its later sets belong to it."""
    core = view.core
    return core.day in core.strength_days and core.day - 1 not in core.strength_days and core.line_needed


def strength_days_allowed(view: View) -> int:
    """Return how many strengthening days a week this phase allows now."""
    core, t = view.core, view.book.t
    if core.phase == "maintain":
        return t.strength_days_maintain
    later = core.day - core.phase_day >= t.strength_more_after_days
    return t.strength_days_most if later else t.strength_days_first


def _sore(view: View, one: Candidate) -> bool:
    core, t = view.core, view.book.t
    if one.exercise not in STRENGTH or not core.today.soreness or core.strength_s == NEVER:
        return False
    hours = (view.now.epoch_s - core.strength_s) / _HOUR_S
    return t.soreness_from_hours <= hours <= t.soreness_to_hours


def _hinge_early(view: View, one: Candidate) -> bool:
    return one.exercise == HINGE and view.core.cross_greens < view.book.t.hinge_calm_days


def contraindicated(view: View, one: Candidate) -> str:
    """Return the rule id of the first contraindication, or an empty text."""
    found = blocking(view.book, view.core, one.exercise, one.level, one.side)
    return f"S8.{found[0].condition}" if found else ""


BLOCKS: tuple[Block, ...] = (
    Block("S2.rest_today", _tingled_today),
    Block("S3.rest_today", _stopped_today),
    Block("S3.easier_today", _too_strong_today),
    Block("S2.nerve_rest", _nerve_rests),
    Block("S7.floss_cap", _floss_cap),
    Block("S7.rest_between", _strength_spacing),
    Block("S7.week", _strength_week),
    Block("dose.soreness", _sore),
    Block("dose.hinge_first", _hinge_early),
)
