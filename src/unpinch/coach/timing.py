"""Times the ways out and back, and staying at the end.

A lower leg drawn to the other one and let go again looks like a quick way. So a way counts as quick only where several
frames carry it, none of them most of it, and where the time spent on the way is short as well.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from unpinch.coach.judging import Change, Judge
from unpinch.coach.shapes import Shape

_LOW, _HIGH, _TOP = 0.2, 0.8, 0.9
_BETWEEN, BETWEEN_RATIO = 0.34, 0.6
"""Share of a taught way's time between a fifth and four fifths of it, in all derived movements: the quickest six tenths
of it, which are what is timed. Where the far end was held unsteadily, a way has no one level at which it begins."""
EDGE_RATIO, ARRIVED_RATIO = 0.1, 0.15
"""Time spent within so much of where the quickest part began may still be the stay before it; what is within so much
of the way's end has arrived. Choice."""
CARRIED, SMOOTH_RATIO = 2, 0.95
"""So many frames must lie on a quick way; and at the speed of its fastest frame, in the time of its quickest six
tenths, no more than this share of it may be gone: 0.64 in a smooth way, give or take the landmarks' unrest."""
SPENT_RATIO = 2.0
"""All the time spent on the way may be so many times what the quickest one may take. Choice."""
TURNED_RATIO, RESTED_S, NEWS = 0.85, 0.5, 0.03
"""A way is over, and timed, when so little of it is left or nothing was added to it for so long. Choice."""
LEFT_S = 0.4
"""Who seems to have left the end for less was only seen wrongly. Choice."""
UNTIMED, UNTIMED_RATIO = 2, 0.4
"""From so many ways on, and this share of all, that seemed quick without being carried, it is unsure."""


class Ways:
    """Times one exercise's ways, for the judges of time among these."""

    def __init__(self, judges: list[Judge], shape: Shape) -> None:
        by_kind = {judge.form.kind: judge for judge in judges}
        out, back = by_kind.get("quick_out"), by_kind.get("quick_back")
        self._out = _Timed(out, shape.out_s) if out else None
        self._back = _Timed(back, shape.back_s) if back else None
        self._stays = by_kind.get("stays")
        self._peak, self._top_s, self._last_s = 0.0, math.inf, 0.0

    def push(self, t_s: float, ratio: float, usual: float) -> list[Change | None]:
        """Take the progress; return faults of time that came or went. `usual`: how far the person usually goes."""
        made = []
        if self._out:
            made.append(self._out.push(t_s, ratio / usual))
        if self._back:
            made.append(self._back.push(t_s, 1 - ratio / usual))
        return [*made, self._stayed(t_s, ratio, usual)]

    @property
    def untimed(self) -> list[Judge]:
        """Return the judges of ways that can't be timed."""
        return [one.judge for one in (self._out, self._back) if one and one.is_untimed]

    def _stayed(self, t_s: float, ratio: float, usual: float) -> Change | None:
        judge = self._stays
        if judge is None:
            return None
        if ratio < _LOW:
            self._peak, self._top_s = 0.0, math.inf
            return judge.told(0.0, is_on=False)
        self._peak = max(self._peak, ratio)
        if self._peak < _HIGH:
            return None
        if ratio >= _TOP * min(self._peak, usual):  # a landmark that flies off for a moment is no end of a way
            self._top_s, self._last_s = min(self._top_s, t_s), t_s
        elif t_s - self._last_s > LEFT_S:
            self._top_s = math.inf
        stayed_s = t_s - self._top_s
        return judge.told(stayed_s, is_on=True) if stayed_s >= judge.form.tolerance else None


class _Timed:
    """Times one way: the quickest six tenths of how far it goes."""

    def __init__(self, judge: Judge, taught_s: float) -> None:
        self.judge, self._taught_s = judge, taught_s
        self._past: deque[tuple[float, float]] = deque()
        self._ways = self._doubtful = 0
        self._most = self._most_s = 0.0
        self._is_over = True

    @property
    def is_untimed(self) -> bool:
        """Return whether too many ways couldn't be timed."""
        return self._doubtful >= UNTIMED and self._doubtful >= UNTIMED_RATIO * self._ways

    def push(self, t_s: float, share: float) -> Change | None:
        """Take how much of the way has been gone."""
        if share < _LOW:
            if self._is_over:
                self._past.clear()
            self._is_over, self._most = False, 0.0
        self._past.append((t_s, share))
        while t_s - self._past[0][0] > 2 * self._taught_s:
            self._past.popleft()
        if share > self._most + NEWS:
            self._most, self._most_s = share, t_s
        is_turned = share < TURNED_RATIO * self._most or t_s - self._most_s > RESTED_S
        if self._is_over or self._most < _HIGH or not is_turned:
            return None
        self._is_over = True
        return self._timed()

    def _timed(self) -> Change | None:
        self._ways += 1
        past = [one for one in self._past if one[0] <= self._most_s]
        least = min(share for _, share in past)
        if least > _LOW * self._most:
            return self.judge.told(1.0, is_on=False)
        way = self._most - least
        quickest = _quickest(past, BETWEEN_RATIO * way)
        taken, tolerance = quickest.seconds / (_BETWEEN * self._taught_s), self.judge.form.tolerance
        if taken >= tolerance:
            return self.judge.told(taken, is_on=False)
        pairs = list(pairwise(past[: quickest.until + 1]))
        low, high = quickest.low + EDGE_RATIO * way, past[quickest.until][1]
        spent_s = sum(there[0] - here[0] for here, there in pairs if low < there[1] < high)
        fastest = max((there[1] - here[1]) / (there[0] - here[0]) for here, there in pairs[quickest.since :]) / way
        carrying = takewhile(lambda one: one[1] < self._most - ARRIVED_RATIO * way, past[quickest.since + 1 :])
        is_carried = sum(1 for _ in carrying) >= CARRIED and fastest * quickest.seconds < SMOOTH_RATIO
        if is_carried and spent_s <= SPENT_RATIO * tolerance * _BETWEEN * self._taught_s:
            return self.judge.told(taken, is_on=True)
        self._doubtful += 1
        return None


@dataclass(frozen=True, slots=True)
class _Quickest:
    """The quickest part of a way: the frames just before and at its end, the level it began at, and its seconds."""

    since: int
    until: int
    low: float
    seconds: float


def _quickest(past: Sequence[tuple[float, float]], rise: float) -> _Quickest:
    """Return where a way rose by so much in the shortest time. The person may stay, unsteadily, before it."""
    made = None
    for until, (t_s, share) in enumerate(past):
        since = next((n for n in range(until - 1, -1, -1) if past[n][1] <= share - rise), None)
        if since is None:
            continue
        seconds = t_s - _crossed_s(past[since], past[since + 1], share - rise)
        if made is None or seconds < made.seconds:
            made = _Quickest(since, until, share - rise, seconds)
    if made is None:
        raise AssertionError(f"no part of the way rises by {rise}, less than the whole")
    return made


def _crossed_s(here: tuple[float, float], there: tuple[float, float], level: float) -> float:
    return here[0] + (level - here[1]) / (there[1] - here[1]) * (there[0] - here[0])
