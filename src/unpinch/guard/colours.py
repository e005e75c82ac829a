"""The colour of each day, judged when the first check-in of a later day arrives (readings, section 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unpinch.guard import doses
from unpinch.guard.book import UNSAID
from unpinch.guard.today import LEFT_SITE, RIGHT_SITE

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from unpinch.guard.evidence import Evidence
    from unpinch.guard.today import Today

AMBER, GREEN, RED, RED_LEG = range(4)
"""RED_LEG: red by strong leg pain with a farther site."""
WINDOW_DAYS = 28
"""How far back a rule looks at single days (steady leg pain)."""
LINGERING = frozenset({"longer", "this_morning"})
SOON_GONE = frozenset({"none", "under_30_min"})


class Judged:
    """A closed day, its colour, and the judged day before it."""

    __slots__ = ("_window", "before", "colour", "day")

    def __init__(self, day: Today, colour: int, before: Judged | None) -> None:
        """Put a judged day on those before it."""
        self.day, self.colour, self.before = day, colour, before
        self._window: tuple[tuple[int, int], ...] | None = None

    @property
    def window(self) -> tuple[tuple[int, int], ...]:
        """The last days up to this one, newest first: day, and a number that stands for its facts and colour."""
        if self._window is None:
            facts = (self.colour, self.day.worst, self.day.leg_most, self.day.levels, self.day.least)
            here = (self.day.day, _numbers.setdefault(facts, len(_numbers)))
            first = self.day.day - WINDOW_DAYS
            past = self.before.window if self.before is not None else ()
            self._window = (here, *(one for one in past if one[0] >= first))
        return self._window


_numbers: dict[Hashable, int] = {}


def judge_waiting_days(evidence: Evidence, leg: int, reaction: object) -> None:
    """Judge the closed days that waited for this check-in: its leg pain and the reaction it states."""
    history = evidence.history
    for past in evidence.waiting:
        before = history.day if history is not None else None
        colour = _colour(evidence, past, before, leg, reaction)
        _count(evidence, past, before, colour)
        evidence.history = history = Judged(past, colour, history)
    evidence.waiting = ()


def _colour(evidence: Evidence, past: Today, before: Today | None, leg: int, reaction: object) -> int:
    limits = evidence.limits
    if past.worst >= limits.red_leg_pain and farther(past, before):
        return RED_LEG
    days_on = evidence.day - past.day
    if past.begun is not None or past.sets is not None:
        if past.ended or (days_on <= limits.gap_days and reaction in LINGERING):
            return RED
        if reaction not in SOON_GONE:
            return AMBER
    if past.leg == UNSAID or (days_on == 1 and leg > past.worst):
        return AMBER
    return GREEN if _is_calm(evidence, past, before) else AMBER


def farther(day: Today, before: Today | None) -> bool:
    """Say whether a side's site is farther down than on the last recorded day before."""
    if before is None:
        return False
    site, known = day.levels, before.levels
    return site[LEFT_SITE] > known[LEFT_SITE] > UNSAID or site[RIGHT_SITE] > known[RIGHT_SITE] > UNSAID


def _is_calm(evidence: Evidence, past: Today, before: Today | None) -> bool:
    """No stop, nothing worse, no lost function, little pain, and nothing above the last recorded day."""
    if past.stops or past.worse or past.function_lost:
        return False
    if past.worst > evidence.limits.green_leg_pain and not _usual(evidence, past):
        return False
    if before is None or past.levels == before.levels:
        return True
    return not any(now > then > UNSAID for now, then in zip(past.levels, before.levels, strict=True))


def _usual(evidence: Evidence, past: Today) -> bool:
    """Say whether leg pain is moderate and not above the lower middle one of the days before."""
    limits = evidence.limits
    if past.worst > limits.green_leg_pain_usual:
        return False
    first = past.day - limits.median_days
    pains = sorted(day.worst for day in judged_days(evidence.history, first) if day.worst > UNSAID)
    return bool(pains) and past.worst <= pains[(len(pains) - 1) // 2]


def _count(evidence: Evidence, past: Today, before: Today | None, colour: int) -> None:
    """Keep the counts of green days: of this phase, since decompress began, and since the last red day."""
    if before is not None and past.day - before.day > evidence.limits.gap_days + 1:
        evidence.greens = evidence.greens_low = 0
    if colour >= RED:
        evidence.greens = evidence.greens_low = evidence.greens_after_red = 0
        evidence.last_red = past.day
        evidence.reds = (*evidence.reds[1 - evidence.limits.red_window_days :], past.day)
    elif colour == GREEN:
        evidence.greens += 1
        evidence.greens_low += 1
        evidence.greens_after_red += 1
        doses.after_green(evidence, past)


def judged_days(history: Judged | None, first: int) -> Iterator[Today]:
    """Yield the judged days from `first` on, newest first."""
    while history is not None and history.day.day >= first:
        yield history.day
        history = history.before


def last_colour(evidence: Evidence) -> int:
    """Return the colour of the newest judged day; amber without any."""
    return evidence.history.colour if evidence.history is not None else AMBER


def last_recorded(evidence: Evidence) -> Today | None:
    """Return the last recorded day before today, judged or not."""
    if evidence.waiting:
        return evidence.waiting[-1]
    return evidence.history.day if evidence.history is not None else None


def red_so_far(evidence: Evidence) -> int:
    """Return RED or RED_LEG if today is red already, else AMBER."""
    limits, today = evidence.limits, evidence.today
    if today.worst >= limits.red_leg_pain and farther(today, last_recorded(evidence)):
        return RED_LEG
    return RED if any(stop.ends(limits) for stop in today.stops) else AMBER
