"""The guard's evidence as one hashable value relative to now, so that a search can merge equal situations.

Ids are left out: which session, stop or alarm is which follows from its place. Days become ages, times become seconds
ago, both cut off where no rule looks any farther.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unpinch.guard import colours
from unpinch.guard.book import UNSAID
from unpinch.guard.stops import felt_today
from unpinch.guard.today import each

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from unpinch.guard.alarms import Flag
    from unpinch.guard.evidence import Evidence
    from unpinch.guard.today import Today
    from unpinch.journal import Effective, Moment

FAR_DAYS = 100
"""Farther back than any rule looks (84 days to a review)."""
KEPT_DAYS = colours.WINDOW_DAYS
FAR_S = 100 * 3600
"""Farther back than any rule looks within days (72 hours of soreness)."""


def key_of(evidence: Evidence, now: Moment) -> Hashable:
    """Return everything that can matter later, relative to `now`: equal keys, equal futures."""
    return _key(evidence.at(now), now)


def _key(evidence: Evidence, now: Moment) -> Hashable:
    return (
        _alarms(evidence, now.epoch_s),
        evidence.person.key,
        evidence.affected,
        tuple(evidence.bands.values()),
        _today(evidence.today, now.epoch_s),
        tuple([_waiting(day, evidence.day) for day in evidence.waiting]),
        _judged(evidence),
        _phase(evidence),
        _doses(evidence, now.epoch_s),
        _care(evidence),
    )


def _age(day: int, today: int) -> int:
    return UNSAID if day == UNSAID else min(today - day, FAR_DAYS)


def _days_ago(flag: Flag, today: int) -> tuple[int, ...]:
    return tuple(today - day for day in flag.told_on)


def _ago(at_s: int, now_s: int) -> int:
    return UNSAID if at_s == UNSAID else min(now_s - at_s, FAR_S)


def _alarms(evidence: Evidence, now_s: int) -> Hashable:
    limits, fever = evidence.limits, evidence.fever
    return (
        frozenset((name, flag.urgency, _days_ago(flag, evidence.day)) for name, flag in evidence.flags.items()),
        evidence.cleared,
        evidence.advised,
        evidence.silenced,
        evidence.fragile,
        fever
        and fever._replace(last_yes_s=_ago(fever.last_yes_s, now_s), denied_on=_age(fever.denied_on, evidence.day)),
        evidence.screened,
        evidence.fresh,
        min(_age(evidence.week_from, evidence.day), limits.weekly_screening_days),
        evidence.ahead,
    )


def _today(today: Today, now_s: int) -> Hashable:
    said = (_facts(today), today.leg, today.line_due, today.daily_done, today.said if today.check_ins else None)
    sat = today.begun or today.stops or today.felts or today.sets
    return (*said, _sat(today, now_s)) if sat else said


def _sat(today: Today, now_s: int) -> Hashable:
    """Return what matters of the day's sessions."""
    sittings, over = today.sittings, today.over
    place = {one.id: number for number, one in enumerate(sittings)}
    return (
        tuple([(one.leg, one.back, one.id in over) for one in sittings]),
        tuple([(place.get(stop.sitting, UNSAID), *stop[2:]) for stop in today.stops]),
        tuple([(place.get(one.sitting, UNSAID), *one[1:]) for one in felt_today(today)]),
        tuple([_set(entry, place, now_s) for entry in each(today.sets)]),
    )


def _set(entry: Effective, place: Mapping[str, int], now_s: int) -> Hashable:
    values = entry.versions[-1]
    what = (values["exercise"], values["level"], values["side"], values.get("repetitions"), values.get("spare"))
    return (place.get(values["session"], UNSAID), *what, entry.values is None, _ago(entry.at_s, now_s))


def _facts(day: Today) -> Hashable:
    signs = (day.weaker, day.function_lost, day.stirred, day.worse, day.recorded)
    return (day.worst, day.leg_most, day.levels, day.least, *signs)


def _waiting(day: Today, today: int) -> Hashable:
    sat = day.begun is not None or day.sets is not None
    done = (sat, bool(day.stops), day.ended, day.done, day.spare)
    return (today - day.day, _facts(day), day.leg, *done, day.said.limited)


def _judged(evidence: Evidence) -> Hashable:
    """Return the judged days that a rule may still look at; the newest also stands for the last recorded day."""
    if evidence.history is None:
        return ()
    today, window = evidence.day, evidence.history.window
    if today - window[-1][0] > KEPT_DAYS:
        window = (window[0], *(one for one in window[1:] if today - one[0] <= KEPT_DAYS))
    newest = min(today - window[0][0], KEPT_DAYS), window[0][1]
    return (newest, *((today - day, facts) for day, facts in window[1:]))


def _phase(evidence: Evidence) -> Hashable:
    today, start = evidence.day, evidence.start
    last = colours.last_recorded(evidence)
    return (
        evidence.phase,
        _age(evidence.stabilise_day, today),
        evidence.former,
        _age(evidence.flare_day, today),
        evidence.half_from,
        (_age(start.day, today), *start[1:-1], _age(start.first, today), evidence.had_on < start.first),
        tuple(today - day for day in evidence.reds),
        _age(evidence.last_red, today),
        evidence.greens,
        evidence.greens_low,
        evidence.greens_after_red,
        last and last.said.limited,
        evidence.back,
        _age(evidence.back_day, today),
    )


def _doses(evidence: Evidence, now_s: int) -> Hashable:
    today = evidence.day
    return (
        tuple(today - day for day in evidence.strength_days),
        _ago(evidence.strength_at_s, now_s),
        evidence.floss_day > UNSAID,
        evidence.traction_greens,
        evidence.cross_body_greens,
        evidence.practice << max(0, today - evidence.practice_day),
        evidence.lighter,
        tuple(today - day for day in evidence.tingle_days),
        _age(evidence.nerve_rest, today),
        tuple(evidence.rungs.items()),
        evidence.ready,
    )


def _care(evidence: Evidence) -> Hashable:
    today = evidence.day
    return (
        max(evidence.booked_on - today, UNSAID),
        _age(evidence.had_on, today),
        bool(evidence.not_yet),
        _age(evidence.not_yet_on, today),
        tuple((_age(start, today), end - today) for start, end in evidence.pauses),
        _age(evidence.numb_from, today),
    )
