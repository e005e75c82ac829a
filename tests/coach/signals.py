"""Hand-made angle signals: (t_s, angle_deg), and how many repetitions are in them."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Signal = list[tuple[float, float]]


def way(first: float, last: float, seconds: float, fps: float) -> Iterator[float]:
    """Yield a smooth way between two angles, minimum jerk."""
    count = max(1, round(seconds * fps))
    for number in range(1, count + 1):
        share = number / count
        yield first + (last - first) * share**3 * (10 - 15 * share + 6 * share * share)


def repetitions(
    ranges_deg: list[float], *, rest: float = 90.0, seconds: float = 4.0, pause_s: float = 0.5, fps: float = 30.0
) -> Signal:
    """Return ways out and back from a rest, with pauses at both ends."""
    angles = [rest] * round(pause_s * fps)
    for range_deg in ranges_deg:
        angles += way(rest, rest + range_deg, seconds / 2, fps)
        angles += [rest + range_deg] * round(pause_s * fps)
        angles += way(rest + range_deg, rest, seconds / 2, fps)
        angles += [rest] * round(pause_s * fps)
    return [(number / fps, angle) for number, angle in enumerate(angles)]


def noisy(signal: Signal, spread_deg: float, seed: int, drift_deg_s: float = 0.0) -> Signal:
    """Return a signal with noise and drift."""
    chance = random.Random(seed)
    return [(t_s, angle + chance.gauss(0, spread_deg) + drift_deg_s * t_s) for t_s, angle in signal]


def sine(count: int, range_deg: float, seconds: float, fps: float) -> Signal:
    """Return so many whole waves, from the bottom."""
    total = round(count * seconds * fps)
    return [(n / fps, 100 - range_deg / 2 * math.cos(2 * math.pi * n / (seconds * fps))) for n in range(total + 1)]


@dataclass(frozen=True)
class Recipe:
    """What a recording is like. Seconds, degrees, frames a second.

    `sway_deg`: the whole signal comes and goes. `spikes`: share of frames that fly off. `rho`: how much of its noise a
    frame keeps of the one before. `begins`: in the rest, at the far end, or between; `odd_start`: with a wrong value.
    `wobbles`: dips by a third at the far end. `partials`: some stop short after the second one.
    """

    fps: int = 30
    range_deg: float = 60.0
    count: int = 6
    seconds: float = 3.0
    stays_s: float = 0.6
    rests_s: float = 0.8
    vary: float = 0.12
    noise_deg: float = 3.0
    rho: float = 0.0
    drift_deg_s: float = 0.0
    sway_deg: float = 0.0
    spikes: float = 0.0
    begins: Literal["rest", "far", "between"] = "rest"
    odd_start: bool = False
    wobbles: bool = False
    partials: bool = False
    still_s: float = 1.0


def recording(one: Recipe, seed: int) -> Signal:
    """Return a seeded recording with so many repetitions; their way out, up or down, is by chance."""
    chance = random.Random(seed)
    rest, sign = chance.uniform(0, 180), chance.choice([-1, 1])
    angles = [rest + sign * angle for angle in _angles(one, chance)]
    times = [number / one.fps for number in range(len(angles))]
    moved = zip(times, angles, _noise(one, len(angles), chance), strict=True)
    seen = [
        (t_s, angle + noise + one.drift_deg_s * t_s + one.sway_deg * math.sin(0.35 * t_s + seed))
        for t_s, angle, noise in moved
    ]
    return [(-0.1, rest + chance.choice([-150, 150])), *seen] if one.odd_start else seen


def _angles(one: Recipe, chance: random.Random) -> Iterator[float]:
    """Yield how far from the rest it is, frame by frame."""
    begun = {"rest": 0.0, "far": 1.0, "between": 0.5}[one.begins] * one.range_deg
    yield from [begun] * round(0.5 * one.fps)
    yield from way(begun, 0.0, one.seconds / 2, one.fps)
    yield from [0.0] * round(one.still_s * one.fps)
    for number in range(one.count):
        if one.partials and number > 1 and chance.random() < 0.5:  # the own usual range is known then
            yield from _once(one, one.range_deg * chance.uniform(0.2, 0.38), 0.7 * one.seconds, chance)
        high = one.range_deg * chance.uniform(1 - one.vary, 1 + one.vary / 2)
        yield from _once(one, high, one.seconds * chance.uniform(0.85, 1.15), chance)
    yield from [0.0] * round(one.still_s * one.fps)


def _once(one: Recipe, high: float, seconds: float, chance: random.Random) -> Iterator[float]:
    yield from way(0.0, high, seconds / 2, one.fps)
    yield from [high] * round(one.stays_s * 2 * chance.random() * one.fps)
    if one.wobbles:
        yield from way(high, 0.7 * high, 0.5, one.fps)
        yield from way(0.7 * high, high, 0.5, one.fps)
    yield from way(high, 0.0, seconds / 2, one.fps)
    yield from [0.0] * round(one.rests_s * 2 * chance.random() * one.fps)


def _noise(one: Recipe, frames: int, chance: random.Random) -> Iterator[float]:
    noise = 0.0
    for _ in range(frames):
        noise = one.rho * noise + math.sqrt(1 - one.rho**2) * chance.gauss(0, one.noise_deg)
        spike = chance.choice([-1, 1]) * chance.uniform(60, 120) if chance.random() < one.spikes else 0.0
        yield noise + spike
