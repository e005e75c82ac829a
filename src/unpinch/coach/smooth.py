"""One Euro smoothing of points in the picture (Casiez 2012): still points are steadied, quick ones follow.

Points are complex numbers; both coordinates share one cutoff, so that the picture may be mirrored or turned. Speeds are
in trunk lengths a second, so that it may be of any size.
"""

from __future__ import annotations

import math

CUTOFF_HZ = 1.4
"""Cutoff of a still point. Choice: shaking of a twentieth of a second is halved and halved again."""
BETA = 2.0
"""How much the cutoff grows with speed: hertz by trunk lengths a second. Choice."""
SPEED_CUTOFF_HZ = 1.0


def share(cutoff_hz: float, dt_s: float) -> float:
    """Return how far an exponential filter goes toward a new value within `dt_s`."""
    reach = 2 * math.pi * cutoff_hz * dt_s
    return reach / (reach + 1)


class OneEuro:
    """One point's filter."""

    __slots__ = ("speed", "value")

    def __init__(self, value: complex) -> None:
        self.value, self.speed = value, 0j

    def push(self, value: complex, dt_s: float, size: float) -> complex:
        """Return the smoothed point after `dt_s`; `size`: the trunk's length in the picture."""
        self.speed += share(SPEED_CUTOFF_HZ, dt_s) * ((value - self.value) / dt_s - self.speed)
        self.value += share(CUTOFF_HZ + BETA * abs(self.speed) / size, dt_s) * (value - self.value)
        return self.value
