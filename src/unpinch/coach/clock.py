"""The frames' own time, from the first frame on: odd times are passed over, a new beginning is noticed."""

from __future__ import annotations

import math

STEPS_S, AT = 1e4, 0.5137
"""Times are taken to a tenth of a millisecond, so that they are the same whether they begin at 0 or at 1.7e9 seconds,
where floats lie 0.24 microseconds apart. No usual rate of frames has times just where the rounding changes."""
LEAP_S = 6.0
"""A leap ahead by more than this isn't believed before the next frame agrees. Choice."""
AGREE = 5
"""So many frames after one another, all earlier than what came before, tell that time began anew. Choice."""
ANEW_S = 7.0
"""How long a break is taken to be in which time began anew: nobody knows. Choice."""
_MOST_S = 1e12


class Clock:
    """`push` each frame's time; get how long it is since the first one, or nothing where the time can't be."""

    __slots__ = ("_agreeing", "_odd_s", "_origin_s", "_own_s", "_t_s", "is_anew")

    def __init__(self) -> None:
        self._t_s = self._odd_s = -math.inf
        self._own_s = self._origin_s = 0.0
        self._agreeing = 0
        self.is_anew = False
        """Whether time began anew with the last frame taken."""

    def push(self, t_s: float) -> float | None:
        """Return the own time, always later than the last one."""
        if not abs(t_s) < _MOST_S:
            return None
        self.is_anew = False
        if self._t_s == -math.inf:
            self._origin_s = t_s
        elif not self._t_s < t_s <= self._t_s + LEAP_S and not self._agrees(t_s):
            return None
        own_s = math.floor((t_s - self._origin_s) * STEPS_S + AT) / STEPS_S
        if own_s <= self._own_s and self._t_s > -math.inf:
            return None
        self._agreeing, self._t_s, self._own_s = 0, t_s, own_s
        return own_s

    def said(self, own_s: float) -> float:
        """Return an own time in the frames' words."""
        return self._origin_s + own_s

    def _agrees(self, t_s: float) -> bool:
        """Tell whether enough frames agree about a time that is odd, and take it for the present one if they do."""
        is_next = self._odd_s < t_s <= self._odd_s + LEAP_S
        self._agreeing, self._odd_s = self._agreeing + 1 if is_next else 1, t_s
        if t_s > self._t_s:
            return self._agreeing > 1
        if self._agreeing < AGREE:
            return False
        self.is_anew, self._origin_s = True, t_s - self._own_s - ANEW_S
        return True
