"""Levels of a signal that goes out and comes back: where it rests, where it turns, how it swings between."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

REST_S = 20.0
"""What was lower longer ago than this is no rest that a way out begins from: levels drift. Choice."""
SWUNG_RATIO, ALIKE_RATIO, STAYS_S = 0.6, 1.3, 0.7
"""A swing is over when so much of it has been gone again, or after so long a stay. Two are alike when neither is more
than so many times the other. Choice."""


class Rest:
    """The lowest level of the last while, and when it was left."""

    __slots__ = ("_lows", "left_s")

    def __init__(self) -> None:
        self._lows: deque[tuple[float, float]] = deque()
        self.left_s = 0.0

    @property
    def value(self) -> float:
        """Return the level; far above everything while there is none."""
        return self._lows[0][1] if self._lows else math.inf

    def begin(self, t_s: float, value: float) -> None:
        """Take this as the level, whatever was before."""
        self._lows = deque([(t_s, value)])
        self.left_s = t_s

    def push(self, t_s: float, value: float, near: float) -> None:
        """Take a moment. Within `near` of the level it isn't left."""
        while self._lows and self._lows[-1][1] >= value:
            self._lows.pop()
        self._lows.append((t_s, value))
        while t_s - self._lows[0][0] > REST_S:
            self._lows.popleft()
        if value - self.value <= near:
            self.left_s = t_s


class Far:
    """The far end of a way out: the farthest value, when it was nearly reached, and until when it was stayed there."""

    __slots__ = ("_reached", "at_s", "reached_s", "stayed_s", "value")

    def __init__(self, t_s: float, value: float) -> None:
        self.at_s = self.reached_s = self.stayed_s = t_s
        self.value = self._reached = value

    def push(self, t_s: float, value: float, near: float) -> bool:
        """Take a moment; return whether it is the farthest so far. Within `near` it is still stayed there."""
        if value > self._reached + near:
            self._reached, self.reached_s = value, t_s
        if value >= self.value - near:
            self.stayed_s = t_s
        if value < self.value:
            return False
        self.at_s, self.value = t_s, value
        return True


@dataclass(frozen=True, slots=True)
class Swing:
    """A way down from a local top: when it was left, when the lowest value came, and both."""

    top_s: float
    low_s: float
    top: float
    low: float

    @property
    def range_deg(self) -> float:
        """Return how far it went, in the signal's unit."""
        return self.top - self.low


class Swings:
    """Swings that stay far from the rest: whoever only came from there rests somewhere else now.

    `push` moments; get two swings as soon as two running are alike.
    """

    __slots__ = ("_before", "_is_down", "_low", "_top")

    def __init__(self, t_s: float, value: float) -> None:
        self._top = self._low = (t_s, value)
        self._is_down = False
        self._before: Swing | None = None

    def push(self, t_s: float, value: float, turn: float) -> tuple[Swing, Swing] | None:
        """Take a moment; `turn`: how large a swing is at least."""
        if not self._is_down:
            if value >= self._top[1]:
                self._top = (t_s, value)
            self._low, self._is_down = (t_s, value), self._top[1] - value >= turn
            return None
        if value < self._low[1]:
            self._low = (t_s, value)
        return self._over(t_s, value) if self._is_over(t_s, value, turn) else None

    def _is_over(self, t_s: float, value: float, turn: float) -> bool:
        back = value - self._low[1]
        has_stayed = t_s - self._low[0] >= STAYS_S and back < turn / 2
        return back >= max(turn, SWUNG_RATIO * (self._top[1] - self._low[1])) or (
            self._before is not None and has_stayed
        )

    def _over(self, t_s: float, value: float) -> tuple[Swing, Swing] | None:
        before, now = self._before, Swing(self._top[0], self._low[0], self._top[1], self._low[1])
        self._before, self._is_down, self._top = now, False, (t_s, value)
        if before is None or not 1 / ALIKE_RATIO <= before.range_deg / now.range_deg <= ALIKE_RATIO:
            return None
        return before, now
