"""Steadies one value over time: spikes dropped, shaking smoothed and measured. Any unit, frame time alone."""

from __future__ import annotations

import math
from collections import deque

CLOSE_S = 0.15
"""Frames nearer than this are smoothed."""
APART_S, APART_FRAMES, SELDOM_S = 0.5, 3.2, 0.25
"""Frames farther apart are taken as they are; where frames come at least each quarter second, a few may be missing."""
SMOOTH_S, SMOOTH_MOST_S = 0.03, 0.2
"""Least time constant of that smoothing, and of a signal that shakes as much as a turn is large. Choice."""
ABOUT_S, ABOUT = 0.09, 5
"""The middle value of so long before and after, and of at most so many frames each, drops spikes. Choice."""
FIRST = 3
"""So many frames are waited for: a spike may come first."""
FLOWN_S = 0.65
"""Values that jump farther from one frame to the next than anybody moves aren't believed until they have stayed for so
long. Choice."""
FLOWN_USUAL, FLOWN_TURNS = (0.3, 5.2, 0.75), (1.0, 25.0, 2.5)
"""What may lie between two frames: this share of the usual range, and so many a second more (a wave of 0.6 s), to so
many at most; where no range is known, so many turns likewise. Choice."""
OFTEN, OFTEN_S = 0.4, 1.5
"""Where so large a share of frames, over so long, seemed to have flown, it is the signal that is quick. Choice."""
SHAKE_S = 2.0
"""Over so long shaking is averaged."""
SPREADS, WANDERS = (1.77, 1.51, 1.42, 1.39, 1.36), 8.0
"""The shaking's standard deviation is so many times what a frame is off the middle value of one neighbour on each side,
of two, and so on; a still signal wanders from lowest to highest by so many in minutes (normal distribution)."""


class Steadying:
    """`push` each frame; get the steadied values."""

    __slots__ = ("_at_s", "_count", "_flown", "_is_told", "_seen", "_shake", "_value", "wander")

    def __init__(self) -> None:
        self._seen: deque[tuple[float, float]] = deque(maxlen=2 * ABOUT + 1)
        self._is_told = False
        self._value, self._at_s = math.nan, -math.inf
        self._shake, self._flown, self._count = 0.0, 0.0, 0
        self.wander = 0.0
        """How far a still signal would seem to go for its shaking alone."""

    def push(self, t_s: float, value: float, turn: float, usual: float) -> list[tuple[float, float]]:
        """Take a finite value at a later time; return the steadied values with their times: one as a rule.

        None before the first ones, and where the frame can't be used.
        `turn`: how large a turn is, `usual`: the usual range where it is known, else 0; both in the signal's unit.
        """
        seen = self._seen
        gap_s = t_s - seen[-1][0] if seen else math.inf
        every_s, self._at_s = t_s - self._at_s, t_s
        if gap_s > self._apart_s():
            return self._begun(t_s, value)
        if len(seen) >= FIRST and gap_s < FLOWN_S:
            has_flown = self._has_flown(gap_s, value, turn, usual)
            self._flown += every_s / (every_s + OFTEN_S) * (has_flown - self._flown)
            if has_flown and self._flown < OFTEN:
                return []
        seen.append((t_s, value))
        if len(seen) < FIRST and not self._is_told:
            return []
        self._is_told = True
        return [(t_s, self._steadied(gap_s, turn))]

    def _apart_s(self) -> float:
        seen = self._seen
        if len(seen) < FIRST:
            return APART_S
        every_s = (seen[-1][0] - seen[0][0]) / (len(seen) - 1)
        return max(APART_S, APART_FRAMES * every_s) if every_s <= SELDOM_S else APART_S

    def _begun(self, t_s: float, value: float) -> list[tuple[float, float]]:
        """Begin anew. The first frame after a gap waits for its neighbours; frames that come seldom wait for none."""
        seen, self._value = self._seen, math.nan
        is_seldom = len(seen) == 1
        waited = list(seen) if is_seldom and not self._is_told else []
        seen.clear()
        seen.append((t_s, value))
        self._is_told = is_seldom
        return [*waited, (t_s, value)] if is_seldom else []

    def _has_flown(self, gap_s: float, value: float, turn: float, usual: float) -> bool:
        share, by_s, most = FLOWN_USUAL if usual else FLOWN_TURNS
        return abs(value - self._seen[-1][1]) > (usual or turn) * min(most, share + by_s * gap_s)

    def _steadied(self, gap_s: float, turn: float) -> float:
        middle, spread = self._middle()
        self._count += 1
        share = max(1 / self._count, gap_s / (gap_s + SHAKE_S))
        self._shake += share * (min(spread, 2 * turn) - self._shake)
        if math.isnan(self._value) or gap_s > CLOSE_S:
            self._value = middle
            return middle
        smooth_s = min(SMOOTH_MOST_S, max(SMOOTH_S, gap_s / 2 * (5 * self._shake / turn) ** 2))
        self.wander = WANDERS * self._shake * math.sqrt(gap_s / (2 * smooth_s + gap_s))
        self._value += gap_s / (gap_s + smooth_s) * (middle - self._value)
        return self._value

    def _middle(self) -> tuple[float, float]:
        """Return the middle value of the last frames, and how much the frame in their midst tells of shaking."""
        seen = self._seen
        apart_s = (seen[-1][0] - seen[0][0]) / (len(seen) - 1)
        about = min(ABOUT, max(1, round(ABOUT_S / apart_s)), (len(seen) - 1) // 2)
        values = [seen[n][1] for n in range(-2 * about - 1, 0)]
        middle = sorted(values)[about]
        return middle, SPREADS[about - 1] * abs(values[about] - middle)
