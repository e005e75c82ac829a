"""Makes up angle signals with a known number of repetitions in them: a case's number is its seed."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Signal = list[tuple[float, float]]
Way = Callable[[float], float]

RATES = (5, 8, 10, 15, 20, 24, 25, 30, 50, 60)
LEAST_FRAMES = 10
"""A repetition has at least so many frames; with fewer nobody could tell it from noise."""
SHORT_RATIO = 0.38
"""One that stops short goes at most so far of the others' way."""


@dataclass(frozen=True)
class Case:
    """A signal, what is in it, and what it is like: `traits` by which the report is laid out."""

    number: int
    signal: Signal
    reversal_deg: float
    count: int
    traits: frozenset[str]


@dataclass
class _Recipe:
    """What is chosen for a case. Degrees, seconds, frames a second."""

    fps: int
    seconds: float
    range_deg: float
    reversal_deg: float
    count: int
    out_ratio: float = 0.5
    rest_s: float = 0.0
    top_s: float = 0.0
    still_s: float = 1.0
    vary: float = 0.1
    tired_ratio: float = 1.0
    noise_deg: float = 0.0
    drift_deg_s: float = 0.0
    wander_deg: float = 0.0
    wander_s: float = 60.0
    jitter_ratio: float = 0.0
    dropped: float = 0.0
    gaps: float = 0.0
    spikes: float = 0.0
    run_s: float = 0.0
    shorts: float = 0.0
    huge: int = 0
    begins: str = "rest"
    away_deg: float = 0.0
    way: str = "jerk"
    origin_s: float = 0.0
    traits: set[str] = field(default_factory=set)


def case_of(number: int) -> Case:
    """Return the case of a number: always the same one."""
    chance = random.Random(f"counted {number}")
    one = _recipe(chance)
    rest, sign = chance.uniform(-170, 170), chance.choice((-1, 1))
    angles = [rest + sign * angle for angle in _angles(one, chance)]
    signal = list(_seen(one, angles, chance))
    return Case(number, signal, one.reversal_deg, one.count + one.huge, frozenset(one.traits))


# -- what is chosen ---------------------------------------------------------------------------------------------------


def _recipe(chance: random.Random) -> _Recipe:
    fps = chance.choice(RATES)
    seconds = max(LEAST_FRAMES / fps, 0.6 * (20 / 0.6) ** chance.random())
    range_deg = 15 * (140 / 15) ** chance.random()
    reversal_deg = range_deg * chance.uniform(0.2, 0.45)
    count = chance.choice((0, 1, 2, 3, 5, 6, 8, 10, 12))
    one = _Recipe(fps, seconds, range_deg, reversal_deg, count)
    one.way = chance.choice(tuple(WAYS))
    one.out_ratio = chance.choice((0.5, 0.5, 0.5, 0.25, 0.75))
    one.still_s = chance.uniform(0.5, 3.0) if count else chance.uniform(10, 90)
    one.origin_s = chance.choice((0.0, 0.0, -50.0, 1e3, 1.7e9))
    one.noise_deg = chance.choice((0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 5.0))
    one.noise_deg = min(one.noise_deg, 0.22 * reversal_deg)
    for trait in chance.sample(tuple(TRAITS), chance.choice((0, 1, 1, 2, 3))):
        TRAITS[trait](one, chance)
        one.traits.add(trait)
    one.traits |= set(_common(one))
    return one


def _common(one: _Recipe) -> Iterator[str]:
    yield f"way: {one.way}"
    yield "noise: none" if not one.noise_deg else f"noise: {'1-2' if one.noise_deg <= 2 else '2-5'} degrees"
    yield f"rate: {'5-10' if one.fps <= 10 else '15-30' if one.fps <= 30 else '50-60'} a second"
    yield f"tempo: {'to 1.2' if one.seconds < 1.2 else '1.2-5' if one.seconds < 5 else '5-20'} s"
    if not one.count:
        yield "nothing done"


def _rest(one: _Recipe, chance: random.Random) -> None:
    one.rest_s = chance.choice((0.5, 1.0, 3.0))


def _long_rest(one: _Recipe, chance: random.Random) -> None:
    one.rest_s, one.fps, one.count = chance.choice((30.0, 90.0, 120.0)), min(one.fps, 30), min(one.count, 6)
    one.seconds = max(one.seconds, LEAST_FRAMES / one.fps)


def _top(one: _Recipe, chance: random.Random) -> None:
    one.top_s = chance.choice((0.5, 2.0, 10.0))


def _drift(one: _Recipe, chance: random.Random) -> None:
    most = min(1.5, 0.4 * one.reversal_deg / one.seconds)
    one.drift_deg_s = chance.uniform(-most, most)


def _wander(one: _Recipe, chance: random.Random) -> None:
    one.wander_deg = min(0.4 * one.range_deg, math.inf if one.count else 0.7 * one.reversal_deg) * chance.random()
    one.wander_s = max(20.0, 4 * one.seconds) * chance.uniform(1, 2)


def _tired(one: _Recipe, chance: random.Random) -> None:
    one.tired_ratio = max(chance.uniform(0.4, 0.8), 0.88**one.count)
    one.reversal_deg = min(one.reversal_deg, 0.3 * one.range_deg)
    one.noise_deg = min(one.noise_deg, 0.22 * one.reversal_deg)


def _uneven(one: _Recipe, chance: random.Random) -> None:
    one.vary = chance.uniform(0.15, 0.3)


def _jitter(one: _Recipe, chance: random.Random) -> None:
    one.jitter_ratio, one.dropped = 0.4, chance.uniform(0.0, 0.15)


def _gaps(one: _Recipe, _chance: random.Random) -> None:
    one.gaps = 0.2


def _spikes(one: _Recipe, chance: random.Random) -> None:
    one.spikes = chance.uniform(0.005, 0.03)


def _runs(one: _Recipe, chance: random.Random) -> None:
    one.run_s = chance.uniform(0.1, 0.3)
    one.seconds = max(one.seconds, 5 * one.run_s)


def _long_runs(one: _Recipe, chance: random.Random) -> None:
    one.run_s = chance.uniform(0.35, 0.6)
    one.seconds = max(one.seconds, 5 * one.run_s)


def _shorts(one: _Recipe, _chance: random.Random) -> None:
    one.shorts = 0.4


def _far(one: _Recipe, _chance: random.Random) -> None:
    one.begins = "far"


def _between(one: _Recipe, _chance: random.Random) -> None:
    one.begins = "between"


def _away(one: _Recipe, chance: random.Random) -> None:
    one.begins, one.away_deg = "away", chance.choice((-1, 1)) * one.range_deg * chance.uniform(1.2, 3)


def _odd_start(one: _Recipe, _chance: random.Random) -> None:
    one.begins = "odd"


def _huge(one: _Recipe, chance: random.Random) -> None:
    one.huge = chance.choice((1, 2)) if one.count > 2 else 0


TRAITS: dict[str, Callable[[_Recipe, random.Random], None]] = {
    "rests at home": _rest,
    "long rests": _long_rest,
    "stays at the end": _top,
    "drifts": _drift,
    "wanders": _wander,
    "tires": _tired,
    "uneven": _uneven,
    "frames uneven and left out": _jitter,
    "gaps and nothings": _gaps,
    "lone outliers": _spikes,
    "runs of outliers to 0.3 s": _runs,
    "runs of outliers to 0.6 s": _long_runs,
    "some stop short": _shorts,
    "begins at the far end": _far,
    "begins between": _between,
    "begins far away": _away,
    "an odd value first": _odd_start,
    "first ones far too large": _huge,
}


# -- how it moves -----------------------------------------------------------------------------------------------------


def _line(share: float) -> float:
    return share


def _wave(share: float) -> float:
    return (1 - math.cos(math.pi * share)) / 2


def _jerk(share: float) -> float:
    return share**3 * (10 - 15 * share + 6 * share * share)


WAYS: dict[str, Way] = {"line": _line, "wave": _wave, "jerk": _jerk}


def _angles(one: _Recipe, chance: random.Random) -> Iterator[float]:
    """Yield how far from the rest it is, frame by frame."""
    begun = {"far": one.range_deg, "between": 0.5 * one.range_deg}.get(one.begins, one.away_deg)
    yield from [begun] * round(0.5 * one.fps)
    yield from _go(one, begun, 0.0, one.seconds / 2 if begun else 0.0)
    yield from [0.0] * round(one.still_s * one.fps)
    for _ in range(one.huge):
        yield from _once(one, one.range_deg * chance.uniform(2.2, 2.8), 2 * one.seconds, chance)
    for number in range(one.count):
        if number > 1 and chance.random() < one.shorts:  # the own usual range is known then
            yield from _once(one, one.range_deg * chance.uniform(0.1, SHORT_RATIO) * _tired_by(one, number), 0, chance)
        high = one.range_deg * _tired_by(one, number) * chance.uniform(1 - one.vary, 1 + one.vary / 2)
        yield from _once(one, high, one.seconds * chance.uniform(0.85, 1.15), chance)
    yield from [0.0] * round((one.still_s + 0.5) * one.fps)


def _tired_by(one: _Recipe, number: int) -> float:
    return 1 - (1 - one.tired_ratio) * number / max(1, one.count - 1)


def _once(one: _Recipe, high: float, seconds: float, chance: random.Random) -> Iterator[float]:
    seconds = seconds or 0.7 * one.seconds
    yield from _go(one, 0.0, high, seconds * one.out_ratio)
    yield from [high] * round(one.top_s * chance.uniform(0.5, 1) * one.fps)
    yield from _go(one, high, 0.0, seconds * (1 - one.out_ratio))
    yield from [0.0] * round(one.rest_s * chance.uniform(0.7, 1) * one.fps)


def _go(one: _Recipe, first: float, last: float, seconds: float) -> Iterator[float]:
    count = round(seconds * one.fps)
    for number in range(1, count + 1):
        yield first + (last - first) * WAYS[one.way](number / count)


# -- how it is seen ---------------------------------------------------------------------------------------------------


def _seen(one: _Recipe, angles: list[float], chance: random.Random) -> Iterator[tuple[float, float]]:
    """Yield times and angles with everything that is wrong with them."""
    phase, wrong_until, off_deg, gone_until = chance.uniform(0, 6.28), -1.0, 0.0, -1.0
    if one.begins == "odd":
        yield one.origin_s - 1 / one.fps, angles[0] + chance.choice((-150, 150))
    for number, angle in enumerate(angles):
        t_s = number / one.fps
        if one.run_s and t_s > wrong_until + 2 and chance.random() < 0.2 / one.fps:
            wrong_until, off_deg = t_s + one.run_s, chance.choice((-1, 1)) * chance.uniform(1.0, 2.0) * one.range_deg
        if chance.random() < one.gaps / one.fps:
            gone_until = t_s + chance.uniform(0.1, min(0.8, 0.2 * one.seconds))
        wander = one.wander_deg / 2 * math.sin(6.28 * t_s / one.wander_s + phase)
        value = angle + wander + one.drift_deg_s * t_s + chance.gauss(0, one.noise_deg)
        if t_s < wrong_until:
            value += off_deg
        elif chance.random() < one.spikes:
            value += chance.choice((-1, 1)) * chance.uniform(1.0, 2.0) * one.range_deg
        if chance.random() < one.dropped:
            continue
        shift_s = one.jitter_ratio * chance.uniform(-1, 1) / one.fps
        yield one.origin_s + t_s + shift_s, math.nan if t_s < gone_until else value
