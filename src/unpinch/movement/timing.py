"""How a value goes from key to key: minimum jerk, without ever leaving the span between two neighbouring keys."""

from __future__ import annotations

import numpy as np

from unpinch.movement.kinematics import Array

_PASSING = 1.5
"""Speed at a key that is passed, at most this times the slower neighbour's mean speed: more would overshoot."""


def minimum_jerk(share: Array) -> Array:
    """Return 10 s^3 - 15 s^4 + 6 s^5: at rest at both ends (s from 0 to 1)."""
    s = np.clip(share, 0.0, 1.0)
    made: Array = s**3 * (10 + s * (6 * s - 15))
    return made


def passing_speeds(times: Array, values: Array, through: Array) -> Array:
    """Return each key's speed, (k, c): zero where it stops or turns; else below both neighbours' mean speeds."""
    speeds = np.zeros_like(values)
    if len(times) > 2:  # noqa: PLR2004  # only a key between two others is passed
        slopes = np.diff(values, axis=0) / np.diff(times)[:, None]
        before, after = slopes[:-1], slopes[1:]
        same = before * after > 0
        total = np.where(same, before + after, 1.0)
        mean = np.where(same, 2 * before * after / total, 0.0)
        most = _PASSING * np.minimum(np.abs(before), np.abs(after))
        speeds[1:-1] = np.clip(mean, -most, most) * through[1:-1, None]
    return speeds


def between(start: Array, end: Array, speeds: tuple[Array, Array], seconds: float, share: Array) -> Array:
    """Return the quintic from `start` to `end` with the given end speeds and no acceleration at either end."""
    s = np.clip(share, 0.0, 1.0)
    jerk = minimum_jerk(s)
    first = s - 6 * s**3 + 8 * s**4 - 3 * s**5
    last = -4 * s**3 + 7 * s**4 - 3 * s**5
    made: Array = start + (end - start) * jerk + seconds * (speeds[0] * first + speeds[1] * last)
    return made
