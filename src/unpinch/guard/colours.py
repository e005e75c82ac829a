"""The colour of each day, judged when the first check-in of a later day arrives (readings, section 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unpinch.guard import doses
from unpinch.guard.book import UNSAID

if TYPE_CHECKING:
    from unpinch.guard.evidence import Evidence
    from unpinch.guard.today import Today
    from unpinch.programme.model import Thresholds

AMBER, GREEN, RED, RED_LEG = range(4)
"""RED_LEG: red by strong leg pain with a farther site."""
LINGERING = frozenset({"longer", "this_morning"})
SOON_GONE = frozenset({"none", "under_30_min"})
KEPT_DAYS = 43
"""How many days back a rule can look (42 days of practice); older days are dropped."""

Judged = tuple["Today", int]
"""A closed day and its colour."""


def judge_waiting_days(evidence: Evidence, leg: int, reaction: object) -> None:
    """Judge the closed days that waited for this check-in: its leg pain and the reaction it states."""
    for past in evidence.waiting:
        before = evidence.history[-1][0] if evidence.history else None
        colour = _colour(evidence, past, before, leg, reaction)
        _count(evidence, past, before, colour)
        evidence.history = (*evidence.history[-27:], (past, colour))
    evidence.waiting = ()


def _colour(evidence: Evidence, past: Today, before: Today | None, leg: int, reaction: object) -> int:
    limits = evidence.book.limits
    days_on = evidence.day - past.day
    if strong_and_farther(past, before, limits):
        return RED_LEG
    had_session = bool(past.sittings) or past.sets is not None
    if past.ended or (had_session and days_on <= limits.gap_days and reaction in LINGERING):
        return RED
    if had_session and reaction not in SOON_GONE:
        return AMBER
    if days_on == 1 and leg > past.worst:
        return AMBER
    return GREEN if _is_calm(evidence, past, before) else AMBER


def strong_and_farther(day: Today, before: Today | None, limits: Thresholds) -> bool:
    """Say whether strong leg pain came with a site farther down than on the last recorded day before."""
    if day.worst < limits.red_leg_pain or before is None:
        return False
    return day.left_site > before.left_site > UNSAID or day.right_site > before.right_site > UNSAID


def _is_calm(evidence: Evidence, past: Today, before: Today | None) -> bool:
    if not past.leg_stated or past.stops or past.worse or past.function_lost:
        return False
    limits = evidence.book.limits
    if past.worst > limits.green_leg_pain:
        usual = _median(evidence, past.day)
        if past.worst > limits.green_leg_pain_usual or usual == UNSAID or past.worst > usual:
            return False
    return before is None or not _grew(past, before)


def _grew(past: Today, before: Today) -> bool:
    """Say whether site, tingling or numbness of a side is above the day before; what wasn't said isn't compared."""
    return (
        past.left_site > before.left_site > UNSAID
        or past.right_site > before.right_site > UNSAID
        or past.left_tingling > before.left_tingling > UNSAID
        or past.right_tingling > before.right_tingling > UNSAID
        or past.left_numbness > before.left_numbness > UNSAID
        or past.right_numbness > before.right_numbness > UNSAID
    )


def _median(evidence: Evidence, day: int) -> int:
    """Return the lower middle one of the worst leg pains of the days before `day`; UNSAID without any."""
    first = day - evidence.book.limits.median_days
    pains = sorted(past.worst for past, _ in evidence.history if past.day >= first and past.worst > UNSAID)
    return pains[(len(pains) - 1) // 2] if pains else UNSAID


def _count(evidence: Evidence, past: Today, before: Today | None, colour: int) -> None:
    """Keep the counts of green days: of this phase, since decompress began, and since the last red day."""
    if before is not None and past.day - before.day > evidence.book.limits.gap_days + 1:
        evidence.greens = evidence.greens_low = 0
    if colour >= RED:
        evidence.greens = evidence.greens_low = evidence.greens_after_red = 0
        evidence.last_red = past.day
        evidence.reds = (*evidence.reds[-6:], past.day)
    elif colour == GREEN:
        evidence.greens += 1
        evidence.greens_low += 1
        evidence.greens_after_red += 1
        if past.day >= evidence.half_from:
            evidence.half_from = evidence.half_until_green = UNSAID
        doses.after_green(evidence, past)


def last_colour(evidence: Evidence) -> int:
    """Return the colour of the newest judged day; amber without any."""
    return evidence.history[-1][1] if evidence.history else AMBER


def last_recorded(evidence: Evidence) -> Today | None:
    """Return the last recorded day before today, judged or not."""
    if evidence.waiting:
        return evidence.waiting[-1]
    return evidence.history[-1][0] if evidence.history else None


def red_so_far(evidence: Evidence) -> int:
    """Return RED or RED_LEG if today is red already, else AMBER."""
    limits, today = evidence.book.limits, evidence.today
    if strong_and_farther(today, last_recorded(evidence), limits):
        return RED_LEG
    return RED if today.stops and any(stop.ends(limits) for stop in today.stops) else AMBER
