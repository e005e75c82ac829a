"""The highest phase that symptoms and time allow (readings, section 6), followed check-in by check-in.

It is an upper bound, found apart from the planner: where the reading leaves room, the more open reading is taken, so
that a proposal above it is surely a fault. Nothing but days, their colours and symptoms enters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from unpinch.guard import alarms, colours
from unpinch.guard.book import BUTTOCK, DECOMPRESS, FLOSS, LEFT, MAINTAIN, RELEASE, RIGHT, STABILISE, THIGH, UNSAID
from unpinch.guard.today import LEFT_SITE, RIGHT_SITE, each

if TYPE_CHECKING:
    from unpinch.guard.evidence import Evidence
    from unpinch.guard.today import Levels, Today

RETURN_LEG = 2
"""Leg pain in maintain that places anew (readings, section 6, rule 3)."""


class Start(NamedTuple):
    """How it was at the start. Set anew, it keeps the higher and the lower reading of the leg, and the lower sites.

    `first`: the day of the first check-in, whenever it was set anew.
    """

    day: int
    worst: int
    least: int
    left_site: int
    right_site: int
    limited: int
    first: int = UNSAID

    def again(self, day: int, latest: Today) -> Start:
        """Return a new start at `day`, with the more lenient of both readings of each sign."""
        return Start(
            day,
            max(self.worst, latest.worst),
            min(self.least, latest.worst),
            max(self.left_site, latest.levels[LEFT_SITE]),
            max(self.right_site, latest.levels[RIGHT_SITE]),
            max(self.limited, latest.said.limited),
            self.first,
        )


NO_START = Start(UNSAID, UNSAID, UNSAID, UNSAID, UNSAID, 0)


def move(evidence: Evidence, leg: int, levels: Levels) -> None:
    """Follow the phases at one check-in: stepping back always, opening only while no flag stands."""
    phase = evidence.phase
    if phase == UNSAID:
        _place(evidence, leg, levels)
        return
    if phase > DECOMPRESS:
        if (evidence.reds or evidence.today.worst >= evidence.limits.red_leg_pain) and _hard_days(evidence):
            _step_back(evidence)
        elif phase == MAINTAIN and (leg >= RETURN_LEG or _has_returned(levels)):
            _leave_maintain(evidence)
    if evidence.phase < MAINTAIN and (evidence.greens_low or evidence.phase == STABILISE):
        _open(evidence)


def _has_returned(levels: Levels) -> bool:
    """Say whether symptoms that end maintain are there: tingling, numbness, or a site at the thigh or lower."""
    left, l_tingling, l_numb, right, r_tingling, r_numb = levels
    return left >= THIGH or right >= THIGH or max(l_tingling, l_numb, r_tingling, r_numb) > 0


def _place(evidence: Evidence, leg: int, levels: Levels) -> None:
    today = evidence.today
    low = leg > 0 or _has_returned(levels) or max(levels[LEFT_SITE], levels[RIGHT_SITE]) >= BUTTOCK or today.weaker
    sites = today.levels[LEFT_SITE], today.levels[RIGHT_SITE]
    evidence.start = Start(evidence.day, today.worst, today.worst, *sites, today.said.limited, evidence.day)
    evidence.former = UNSAID
    _enter(evidence, DECOMPRESS if low else STABILISE)


def _leave_maintain(evidence: Evidence) -> None:
    """Shut maintain. A careful planner may still be in stabilise, where this changes nothing: that stays open.

    It may even open maintain at this very check-in, if its criteria (rule 7, which asks for leg pain alone) are met.
    """
    evidence.phase = STABILISE
    evidence.start = evidence.start.again(evidence.day, evidence.today)


def _enter(evidence: Evidence, phase: int) -> None:
    evidence.phase, evidence.greens = phase, 0
    if phase == DECOMPRESS:
        evidence.greens_low = 0
    elif phase == STABILISE:
        evidence.stabilise_day = evidence.day


def _hard_days(evidence: Evidence) -> bool:
    """Two running, three in seven, or strong leg pain with a farther site. Not again once calm days have followed."""
    limits, today = evidence.limits, colours.red_so_far(evidence)
    last = colours.last_colour(evidence)
    if today == colours.RED_LEG:
        return True
    if evidence.greens_after_red >= limits.flare_return_green_days and not today:
        return False
    recent = sum(day > evidence.day - limits.red_window_days for day in evidence.reds) + bool(today)
    return last == colours.RED_LEG or _red_running(evidence, today) or recent >= limits.red_count


def _red_running(evidence: Evidence, today: int) -> bool:
    running = evidence.limits.red_running_days
    newest, history = [today] if today else [], evidence.history
    while history is not None and len(newest) < running:
        newest.append(history.colour)
        history = history.before
    return len(newest) == running and min(newest) >= colours.RED


def _step_back(evidence: Evidence) -> None:
    lost = not alarms.FUNCTION.isdisjoint(evidence.flags)
    evidence.former = UNSAID if lost else max(evidence.phase, evidence.former)
    evidence.flare_day = evidence.day if colours.red_so_far(evidence) else evidence.last_red
    evidence.half_from = UNSAID
    _enter(evidence, DECOMPRESS)


def _open(evidence: Evidence) -> None:
    if evidence.flags and alarms.standing(evidence, evidence.today.check_ins[-1].at_s):
        return
    if evidence.former > evidence.phase and _flare_is_over(evidence):
        evidence.phase, evidence.former, evidence.half_from = evidence.former, UNSAID, evidence.day
    if evidence.phase == DECOMPRESS and _release_opens(evidence):
        _unlock(evidence, RELEASE)
    elif evidence.phase < STABILISE and _stabilise_opens(evidence):
        _unlock(evidence, STABILISE)
    elif evidence.phase == STABILISE and _maintain_opens(evidence):
        _unlock(evidence, MAINTAIN)


def _unlock(evidence: Evidence, phase: int) -> None:
    evidence.former = UNSAID
    _enter(evidence, phase)


def _flare_is_over(evidence: Evidence) -> bool:
    limits = evidence.limits
    if colours.red_so_far(evidence) or evidence.greens_after_red < limits.flare_return_green_days:
        return False
    return evidence.last_red - evidence.flare_day <= limits.flare_days


def _release_opens(evidence: Evidence) -> bool:
    limits, today, start = evidence.limits, evidence.today, evidence.start
    if evidence.greens < limits.release_green_days or not UNSAID < today.worst <= limits.release_leg_pain_steady:
        return False
    if not (today.worst <= limits.release_leg_pain or _steady(evidence)):
        return False
    left = _no_lower(evidence, LEFT, today.levels[LEFT_SITE], start.left_site)
    right = _no_lower(evidence, RIGHT, today.levels[RIGHT_SITE], start.right_site)
    return left and right and today.said.limited > 0 and _flossed(evidence)


def _no_lower(evidence: Evidence, side: int, site: int, start: int) -> bool:
    if start == UNSAID:
        return True
    return site <= start and (site > UNSAID or not evidence.affected & side)


def _steady(evidence: Evidence) -> bool:
    limits = evidence.limits
    days = evidence.days(evidence.day - limits.steady_days + 1)
    pains = [day.worst for day in days if day.worst > UNSAID]  # a set alone says nothing of the leg
    return len(pains) >= limits.steady_recorded_days and max(pains) - min(pains) <= limits.steady_range


def _flossed(evidence: Evidence) -> bool:
    """Say whether a floss set was ever done, or the floss is blocked or was rested (the irritable nerve).

    The rule asks for one since the last step back. The planner's last one may be earlier than that of this upper bound,
    which returns from a flare sooner and so may step back once more: only "never" is surely too soon.
    """
    if evidence.floss_day > UNSAID or evidence.nerve_rest > UNSAID or evidence.floss_blocked():
        return True
    return any(e.values is not None and e.values["exercise"] == FLOSS for e in each(evidence.today.sets))


def _stabilise_opens(evidence: Evidence) -> bool:
    limits, today = evidence.limits, evidence.today
    if today.weaker or not UNSAID < today.worst <= limits.stabilise_leg_pain:
        return False
    if not (_high(evidence, LEFT, today.levels[LEFT_SITE]) and _high(evidence, RIGHT, today.levels[RIGHT_SITE])):
        return False
    if evidence.phase == RELEASE and evidence.greens >= limits.stabilise_green_days:
        return True
    return evidence.greens_low >= limits.stabilise_green_days_free and today.said.moves_freely


def _high(evidence: Evidence, side: int, site: int) -> bool:
    return site <= THIGH and (site > UNSAID or not evidence.affected & side)


def _maintain_opens(evidence: Evidence) -> bool:
    limits = evidence.limits
    if evidence.day - evidence.stabilise_day < limits.maintain_stabilise_days:
        return False
    if evidence.today.worst > limits.maintain_leg_pain:
        return False
    recorded = 0
    for day in evidence.days(evidence.day - limits.maintain_leg_days + 1):
        recorded += 1
        if day.worst > limits.maintain_leg_pain:
            return False
    return recorded >= limits.maintain_recorded_days
