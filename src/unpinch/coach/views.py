"""From where the camera looks: the direction in which a known pose, seen flat, fits the picture best.

For each of a grid of directions the best turn, size and place in the picture are known at once (complex numbers), so
the whole grid costs half a millisecond. No camera stands below the floor: a direction from below stands for the mirror
image of the picture from the opposite one, so that a mirrored picture is seen alike; `View` speaks of both alike.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import mul
from typing import Literal

from unpinch.coach.shapes import Point, Pose

WEIGHTS: Mapping[str, float] = {
    "shoulder_w": 1.0,
    "shoulder_o": 1.0,
    "hip_w": 1.0,
    "hip_o": 1.0,
    "knee_w": 1.0,
    "ankle_w": 1.0,
    "heel_w": 0.3,
    "knee_o": 0.1,
    "ankle_o": 0.1,
    "ear": 0.5,
}
"""How much each landmark says about the pose: the other leg is often guessed. Choice."""
_AZIMUTHS_DEG = range(-180, 180, 9)
_ELEVATIONS_DEG = (-48, -38, -28, -19, -11, -4, 4, 11, 19, 28, 38, 48)
HIGH_DEG, TURNED_DEG = 46.0, 43.0
"""From above the first, what was taken for the way out is often another part of the way (asked for: 45); beyond the
second, a camera may stand where the legs hide each other (50 and more), as directions err by a few degrees. Who looks
so is counted, and told to check."""
LEAN_MOST_DEG = 30.0
"""A camera stands upright within this."""
OBLIQUE_DEG, RAISED_DEG = 15.0, 24.0
SIDE_MOST_DEG = 49.0
"""Up to here a view counts as from the side (asked for: 45; directions err by up to four degrees). Beyond it counts go
wrong: nothing is counted. Of 159 synthetic people seen from 50 to 68 degrees 33 were taken to be seen from less, and 18
of these miscounted."""


@dataclass(frozen=True, slots=True)
class View:
    """Where the camera stands, how large the body is in the picture, and how far the pose is from the expected one.

    `axes`: the room's three directions in the picture, per metre at the body's middle; `toward` the camera from there,
    `distance_m` away. `miss_m`: root mean square distance between what was seen and expected; `worst_m`: the farthest.
    """

    azimuth_deg: float
    elevation_deg: float
    axes: tuple[complex, complex, complex]
    toward: Point
    middle: Point
    distance_m: float
    miss_m: float
    worst_m: float

    @property
    def aside_deg(self) -> float:
        """Return how far from the flank the camera stands, toward feet or head."""
        folded = abs(self.azimuth_deg)
        return min(folded, 180 - folded)

    @property
    def doubt(self) -> Literal["", "high", "turned"]:
        """Return why counts may be wrong from here: the camera looks down too steeply, or hardly at the side."""
        if abs(self.elevation_deg) > HIGH_DEG:
            return "high"
        return "turned" if self.aside_deg > TURNED_DEG else ""

    @property
    def name(self) -> str:
        """Return the view's name: side, oblique, raised, or end."""
        if self.aside_deg > SIDE_MOST_DEG:
            return "end"
        if abs(self.elevation_deg) > RAISED_DEG:
            return "raised"
        return "oblique" if self.aside_deg > OBLIQUE_DEG else "side"

    def seen(self, point: Point) -> complex:
        """Return where a point of the room appears, against the body's middle."""
        x, y, z = (a - b for a, b in zip(point, self.middle, strict=True))
        near = x * self.toward[0] + y * self.toward[1] + z * self.toward[2]
        flat = x * self.axes[0] + y * self.axes[1] + z * self.axes[2]
        return flat * (self.distance_m / max(_NEAREST_M, self.distance_m - near))

    @property
    def size(self) -> float:
        """Return how long a metre is that isn't foreshortened, in picture heights."""
        return math.sqrt(sum(abs(axis) ** 2 for axis in self.axes) / 2)


@dataclass(frozen=True, slots=True)
class _Candidate:
    azimuth_deg: float
    elevation_deg: float
    distance_m: float
    axes: tuple[complex, complex, complex]
    toward: Point
    pull: tuple[complex, ...]
    spread: float


def flank_of(exercise: str) -> Point:
    """Return the level direction to look from: the moved side's flank; of who lies on a side, the front."""
    return (1.0, 0.0, 0.0) if exercise == "clamshell" else (0.0, 0.0, 1.0)


def looks(azimuth_deg: float, elevation_deg: float, flank: Point) -> tuple[tuple[complex, complex, complex], Point]:
    """Return the room's three axes as seen from a direction (across, and up, in the picture), and that direction."""
    a, e = math.radians(azimuth_deg), math.radians(elevation_deg)
    feet = (flank[2], 0.0, flank[0])  # X for a flank of Z; Z for a front of X
    level = [math.cos(a) * flank[n] + math.sin(a) * feet[n] for n in range(3)]
    above = 1.0 if elevation_deg >= 0 else -1.0
    toward = (above * math.cos(e) * level[0], above * math.sin(e), above * math.cos(e) * level[2])
    right = (level[2], 0.0, -level[0])
    up = (-math.sin(e) * level[0], math.cos(e), -math.sin(e) * level[2])
    return (complex(right[0], up[0]), complex(right[1], up[1]), complex(right[2], up[2])), toward


@lru_cache(maxsize=64)
def _grid(flank: Point, pose: tuple[Point, ...]) -> tuple[_Candidate, ...]:
    """Return all directions, from far away."""
    return tuple(
        _candidate(azimuth, elevation, _FAR_M, flank, pose)
        for azimuth in _AZIMUTHS_DEG
        for elevation in _ELEVATIONS_DEG
    )


def _candidate(azimuth: float, elevation: float, distance_m: float, flank: Point, pose: Sequence[Point]) -> _Candidate:
    axes, toward = looks(azimuth, elevation, flank)
    middle = _middle(pose)
    flat = []
    for point in pose:
        x, y, z = (a - b for a, b in zip(point, middle, strict=True))
        near = x * toward[0] + y * toward[1] + z * toward[2]
        flat.append((x * axes[0] + y * axes[1] + z * axes[2]) * (distance_m / (distance_m - near)))
    about = centred(flat, _WEIGHTS)
    pull = tuple(weight * one.conjugate() for weight, one in zip(_WEIGHTS, about, strict=True))
    spread = sum(weight * abs(one) ** 2 for weight, one in zip(_WEIGHTS, about, strict=True))
    return _Candidate(azimuth, elevation, distance_m, axes, toward, pull, spread)


def _middle(points: Sequence[Point]) -> Point:
    a, b, c = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    return a, b, c


def centred(points: Sequence[complex], weights: Sequence[float]) -> list[complex]:
    """Return points about their weighted middle."""
    middle = sum(map(mul, weights, points)) / sum(weights)
    return [point - middle for point in points]


def fit(exercise: str, pose: Pose, points: Mapping[str, complex]) -> View | None:
    """Return the view from which `pose` looks most like the landmarks seen; nothing when none is upright.

    First from far away, all round; then near the best direction, from nearer and nearer: what points at the camera
    looks larger at its near end, and a leg that moves away from a near camera moves differently in the picture.
    """
    flank, room = flank_of(exercise), tuple(pose[name] for name in WEIGHTS)
    seen = centred([points[name] for name in WEIGHTS], _WEIGHTS)
    found = _best(_grid(flank, room), seen)
    if found is None:
        return None
    rough = _view(found[0], found[1], seen, room)
    if rough.miss_m > ROUGH_M:
        return rough
    for step_deg in (6.0, 3.0, 1.5):
        found = _best(_around(found[0], step_deg, flank, room), seen) or found
    return _view(found[0], found[1], seen, room)


def _best(candidates: Iterable[_Candidate], seen: Sequence[complex]) -> tuple[_Candidate, complex] | None:
    best, most, turn = None, 0.0, 0j
    for one in candidates:
        agreed = sum(map(mul, one.pull, seen))
        explained = (agreed.real * agreed.real + agreed.imag * agreed.imag) / one.spread
        if explained > most and abs(agreed.imag) <= _LEAN * agreed.real:
            best, most, turn = one, explained, agreed / one.spread
    return None if best is None else (best, turn)


def _around(best: _Candidate, step_deg: float, flank: Point, room: Sequence[Point]) -> Iterator[_Candidate]:
    for across in (-step_deg, 0.0, step_deg):
        for up in (-step_deg, 0.0, step_deg):
            for distance_m in _DISTANCES_M:
                yield _candidate(best.azimuth_deg + across, best.elevation_deg + up, distance_m, flank, room)


def _view(best: _Candidate, turn: complex, seen: Sequence[complex], room: Sequence[Point]) -> View:
    scale = abs(turn)
    flat = [one.conjugate() / weight * turn for one, weight in zip(best.pull, _WEIGHTS, strict=True)]
    apart = [abs(a - b) / scale for a, b in zip(seen, flat, strict=True)]
    miss = math.sqrt(sum(weight * one * one for weight, one in zip(_WEIGHTS, apart, strict=True)) / sum(_WEIGHTS))
    worst = max(map(mul, apart, _WEIGHTS))
    a, b, c = (axis * turn for axis in best.axes)
    azimuth_deg = (best.azimuth_deg + 180) % 360 - 180
    middle = _middle(room)
    return View(azimuth_deg, best.elevation_deg, (a, b, c), best.toward, middle, best.distance_m, miss, worst)


ROUGH_M = 0.22
"""A pose that misses by more from far away isn't looked at from near."""
_WEIGHTS = tuple(WEIGHTS.values())
_FAR_M, _NEAREST_M = 50.0, 0.3
_DISTANCES_M = (1.6, 2.1, 2.8, 4.0, 8.0)
"""How far cameras stand in a room."""
_LEAN = math.tan(math.radians(LEAN_MOST_DEG))


def trunk_check(points: Mapping[str, complex], posture: str) -> float:
    """Return about how far from the flank the camera stands (degrees), from shoulders and trunk alone.

    Seen from the flank of someone lying or sitting, one shoulder hides the other: the broader they look by the trunk's
    length, the farther the camera is toward feet, head or front. Of someone on the side, the front is the flank, and
    the trunk looks shorter from the ends. `posture` is the level's.
    """
    trunk = (points["shoulder_w"] + points["shoulder_o"] - points["hip_w"] - points["hip_o"]) / 2
    broad = abs(points["shoulder_w"] - points["shoulder_o"]) / (abs(trunk) or 1e-9) / _BROAD
    if posture == "on_side":
        return math.degrees(math.acos(1 / max(1.0, broad)))
    if posture in {"chair", "floor_sitting"}:
        return math.degrees(math.asin(min(1.0, broad)))
    return math.degrees(math.atan(broad))


_BROAD = 0.79
"""Shoulder width by trunk length of the skeleton (biomechanics, section 1)."""
