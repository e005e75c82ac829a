"""From key to key: minimum jerk, never beyond a key."""

from __future__ import annotations

import numpy as np
import pytest

from unpinch.movement.timing import between, minimum_jerk, passing_speeds

Array = np.ndarray


def sampled(times: Array, values: Array, through: Array) -> Array:
    speeds = passing_speeds(times, values[:, None], through)
    made = []
    for i in range(len(times) - 1):
        share = np.linspace(0, 1, 200)[:, None]
        seconds = float(times[i + 1] - times[i])
        made.append(between(values[i], values[i + 1], (speeds[i], speeds[i + 1]), seconds, share)[:, 0])
    return np.concatenate(made)


def test_minimum_jerk_starts_and_ends_at_rest() -> None:
    share = np.linspace(0, 1, 1001)
    made = minimum_jerk(share)
    speed = np.gradient(made, share)
    assert (made[0], made[-1], made[500]) == pytest.approx((0, 1, 0.5))
    assert speed[0] == pytest.approx(0, abs=1e-4)
    assert speed.max() == pytest.approx(1.875, abs=1e-3)


def test_it_never_leaves_the_span_between_two_keys(rng: np.random.Generator) -> None:
    for _ in range(300):
        count = int(rng.integers(3, 7))
        times = np.cumsum(rng.uniform(0.3, 4, count))
        values = rng.uniform(-90, 90, count)
        made = sampled(times, values, rng.integers(0, 2, count).astype(float))
        parts = made.reshape(count - 1, 200)
        for i, part in enumerate(parts):
            low, high = sorted(values[i : i + 2])
            assert low - 1e-9 <= part.min() <= part.max() <= high + 1e-9


def test_the_keys_that_a_spline_overshoots_hold() -> None:
    made = sampled(np.array([0.0, 1, 2, 3]), np.array([90.0, 10, 10, 90]), np.ones(4))
    assert (made.min(), made.max()) == (10.0, 90.0)


def test_it_passes_a_key_that_is_passed_and_stops_at_others() -> None:
    times, values = np.array([0.0, 1, 2]), np.array([[0.0], [40.0], [90.0]])
    assert passing_speeds(times, values, np.array([0.0, 1, 0]))[1, 0] > 30
    assert passing_speeds(times, values, np.zeros(3))[1, 0] == 0


def test_speed_is_the_same_on_both_sides_of_a_key_that_is_passed() -> None:
    made = sampled(np.array([0.0, 1, 2]), np.array([0.0, 40, 90]), np.ones(3))
    before, after = (made[199] - made[198]) * 199, (made[201] - made[200]) * 199
    assert before == pytest.approx(after, rel=0.02)
