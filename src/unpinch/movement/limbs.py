"""How thick the body is, limb by limb, and how deep a limb lies in another, or in a thing in the room.

Limbs are cones with round ends, trunk and pelvis two beside each other; measured on the bodies that the figure shows,
clothes and shoes included (mean of a woman and a man).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt

from unpinch.movement.body import PARENTS, Offset
from unpinch.movement.kinematics import Array, Frames, segment_index
from unpinch.movement.props import Placed, Solid, solids

Knot = tuple[Offset, float]
"""A place in a segment's axes and how thick it is there (a radius), as shares of stature."""
_TRUNK: Mapping[str, tuple[Knot, ...]] = {
    "pelvis": (((0.002, 0.000, 0.036), 0.056), ((0.010, 0.055, 0.026), 0.054)),
    "thorax": (
        ((0.018, 0.085, 0.028), 0.054),
        ((0.014, 0.140, 0.032), 0.057),
        ((0.004, 0.185, 0.030), 0.050),
    ),
}
_HEAD: tuple[Knot, ...] = (((0.026, 0.070, 0), 0.042), ((0.026, 0.130, 0), 0.048))
_LIMBS: Mapping[str, tuple[Knot, ...]] = {
    "thigh": (((0.013, -0.075, 0.002), 0.050), ((0.013, -0.125, 0.001), 0.049), ((0.006, -0.205, -0.002), 0.036)),
    "knee": (((0.006, -0.205, -0.002), 0.036), ((0.003, -0.245, 0), 0.033)),
    "shank": (((-0.010, -0.040, 0.003), 0.032), ((-0.012, -0.095, 0.004), 0.033), ((-0.008, -0.190, 0.004), 0.020)),
    "ankle": (((-0.008, -0.190, 0.004), 0.020), ((-0.006, -0.240, 0.003), 0.019)),
    "foot": (((-0.012, -0.020, 0.003), 0.020), ((0.045, -0.024, 0.005), 0.018)),
    "toes": (((0.045, -0.024, 0.005), 0.018), ((0.092, -0.030, 0.003), 0.012)),
    "upper_arm": (((-0.002, -0.045, 0), 0.031), ((-0.003, -0.110, -0.001), 0.030), ((-0.001, -0.160, -0.001), 0.023)),
    "forearm": (((0.001, -0.020, 0.001), 0.020), ((0.001, -0.060, 0.001), 0.019), ((0, -0.140, 0), 0.014)),
    "hand": (((0, -0.146, -0.002), 0.014), ((0.002, -0.195, -0.008), 0.016)),
}
_OWNER = {"knee": "thigh", "ankle": "shank", "toes": "foot", "hand": "forearm"}


@dataclass(frozen=True, slots=True)
class Cone:
    """A piece of a limb between two knots."""

    part: str
    segment: str
    ends: tuple[Knot, Knot]


def _cones() -> Iterator[Cone]:
    for segment, knots in _TRUNK.items():
        for sign in (1, -1):
            yield from _pieces(segment, segment, knots, sign)
    yield from _pieces("head", "head", _HEAD, 1)
    for part, knots in _LIMBS.items():
        for side, sign in (("r", 1), ("l", -1)):
            yield from _pieces(f"{part}_{side}", f"{_OWNER.get(part, part)}_{side}", knots, sign)


def _pieces(part: str, segment: str, knots: tuple[Knot, ...], sign: int) -> Iterator[Cone]:
    turned = [((x, y, sign * z), radius) for (x, y, z), radius in knots]
    for first, last in pairwise(turned):
        yield Cone(part, segment, (first, last))


CONES: tuple[Cone, ...] = tuple(_cones())
PARTS: tuple[str, ...] = tuple(dict.fromkeys(cone.part for cone in CONES))
SEGMENT_OF: Mapping[str, str] = {cone.part: cone.segment for cone in CONES}


def _apart(one: Cone, other: Cone) -> bool:
    """Return whether two pieces may be looked at: neighbours at a joint always touch."""
    first, second = one.segment, other.segment
    if first == second or PARENTS.get(first) == second or PARENTS.get(second) == first:
        return False
    folded = {first, second}
    return not any(folded in ({f"shank_{side}", "pelvis"}, {f"thigh_{side}", f"foot_{side}"}) for side in "rl")


_GIVE = 0.006
_SOFT: Mapping[frozenset[str], float] = {
    frozenset({"thorax", "thigh"}): 0.024,
    frozenset({"thorax", "knee"}): 0.024,
    frozenset({"thigh"}): 0.015,
    frozenset({"pelvis", "hand"}): 0.015,
    frozenset({"pelvis", "forearm"}): 0.015,
    frozenset({"hand"}): 0.020,
    frozenset({"head", "hand"}): 0.020,
    frozenset({"head", "forearm"}): 0.020,
}
_HAND_GIVE = 0.012
"""How far flesh gives way before a limb lies in another, as shares of stature: 1 cm; more at belly and thighs, and for
hands, which close round what they hold. Choice."""


_THING_GIVE, _SEAT_GIVE = 0.012, 0.020
_CUSHION_GIVE = 0.012
"""How much more a cushion gives than a chair, under everything. Choice."""


def _give(one: Cone, other: Cone) -> float:
    """Return how far two pieces may be pressed into each other."""
    parts = frozenset(cone.part.removesuffix("_r").removesuffix("_l") for cone in (one, other))
    return _SOFT.get(parts, _HAND_GIVE if "hand" in parts else _GIVE)


@dataclass(frozen=True)
class Pairs:
    """The pieces that may meet: the number of each, and how far flesh gives (shares of stature)."""

    one: npt.NDArray[np.int_]
    two: npt.NDArray[np.int_]
    give: Array


@cache
def pairs() -> Pairs:
    """Return every two pieces that aren't neighbours."""
    found = [(i, j) for i, j in combinations(range(len(CONES)), 2) if _apart(CONES[i], CONES[j])]
    gives = np.array([_give(CONES[i], CONES[j]) for i, j in found])
    return Pairs(np.array([i for i, _ in found]), np.array([j for _, j in found]), gives)


_NEAR = 0.12
"""Pieces farther from each other than this (share of stature) all the time don't meet in a search. Choice."""


def near(frames: Frames, pressed_m: Array | float = 0.0) -> Pairs:
    """Return the pieces that come near each other in some frame; what is pressed already (metres) may stay so."""
    every, height = pairs(), frames.body.height_m
    kept = (meetings(axes(frames), every.one, every.two).gap_m < _NEAR * height).any(0)
    return Pairs(every.one[kept], every.two[kept], (every.give + pressed_m / height)[kept])


def pressed_m(frames: Frames) -> Array:
    """Return how much deeper than flesh gives each two pieces lie in each other, (n, pairs) in metres."""
    made = pairs()
    gaps = meetings(axes(frames), made.one, made.two).gap_m
    depths: Array = np.maximum(-gaps - frames.body.height_m * made.give, 0.0)
    return depths


SEGMENTS_OF: npt.NDArray[np.int_] = np.array([segment_index(cone.segment) for cone in CONES])


_OFFSETS = [np.array([cone.ends[end][0] for cone in CONES]) for end in (0, 1)]
_RADII = [np.array([cone.ends[end][1] for cone in CONES]) for end in (0, 1)]


@dataclass(frozen=True)
class Axes:
    """The cones in the room: their ends (n, cones, 3) and thickness (cones), in metres."""

    first: Array
    last: Array
    first_m: Array
    last_m: Array


def axes(frames: Frames) -> Axes:
    """Return where the cones of all frames lie."""
    height, which = frames.body.height_m, SEGMENTS_OF
    turns, origins = frames.rotations[:, which], frames.origins[:, which]
    ends = [origins + np.einsum("nmij,mj->nmi", turns, height * offsets) for offsets in _OFFSETS]
    return Axes(ends[0], ends[1], height * _RADII[0], height * _RADII[1])


@dataclass(frozen=True, slots=True)
class Inside:
    """How deep one part lies in another over the frames, in metres; zero where they don't touch."""

    part: str
    other: str
    depth_m: Array


def limb_in_limb(frames: Frames) -> list[Inside]:
    """Return every pair of parts that lie in each other in some frame, deeper than flesh gives."""
    made, depths = pairs(), pressed_m(frames)
    found: dict[tuple[str, str], Array] = {}
    for column in np.flatnonzero((depths > 0).any(0)):
        names = CONES[made.one[column]].part, CONES[made.two[column]].part
        found[names] = np.maximum(found.get(names, 0.0), depths[:, column])
    return [Inside(part, other, depth) for (part, other), depth in found.items()]


def limb_in_thing(frames: Frames, prop: Placed) -> list[Inside]:
    """Return every part that lies in a thing in some frame, deeper than flesh gives; a seat takes more."""
    placed = axes(frames)
    soft = _CUSHION_GIVE if prop.kind == "cushion" else 0.0
    gives = [soft + (_SEAT_GIVE if cone.segment == "pelvis" else _THING_GIVE) for cone in CONES]
    give = frames.body.height_m * np.array(gives)
    found: dict[str, Array] = {}
    for solid in solids(prop):
        depths = np.maximum(_in_solid(placed, solid) - give, 0.0)
        for column in np.flatnonzero((depths > 0).any(0)):
            name = CONES[column].part
            found[name] = np.maximum(found.get(name, 0.0), depths[:, column])
    return [Inside(part, prop.id, depth) for part, depth in found.items()]


@dataclass(frozen=True)
class Meetings:
    """Where pieces come nearest: both places (n, pairs, 3), and the gap between their skins (below 0: pressed)."""

    here: Array
    there: Array
    gap_m: Array


def meetings(placed: Axes, one: npt.NDArray[np.int_], two: npt.NDArray[np.int_]) -> Meetings:
    """Return where the middle lines of pieces come nearest to each other."""
    start, other = placed.first[:, one], placed.first[:, two]
    along, across = placed.last[:, one] - start, placed.last[:, two] - other
    between = start - other
    a, e, f = (along**2).sum(-1), (across**2).sum(-1), (across * between).sum(-1)
    b, c = (along * across).sum(-1), (along * between).sum(-1)
    s = np.clip((b * f - c * e) / np.maximum(a * e - b * b, 1e-12), 0.0, 1.0)
    t = (b * s + f) / e
    s = np.where(t < 0, np.clip(-c / a, 0, 1), np.where(t > 1, np.clip((b - c) / a, 0, 1), s))
    t = np.clip(t, 0.0, 1.0)
    here, there = start + along * s[..., None], other + across * t[..., None]
    thick = placed.first_m[one] + (placed.last_m - placed.first_m)[one] * s
    thick = thick + placed.first_m[two] + (placed.last_m - placed.first_m)[two] * t
    return Meetings(here, there, np.linalg.norm(here - there, axis=-1) - thick)


_LOOKS = np.linspace(0, 1, 7)


def _in_solid(placed: Axes, solid: Solid) -> Array:
    """Return how deep cones lie in a box, (n, cones)."""
    turn = np.deg2rad(solid.yaw_deg)
    to_box = np.array([[np.cos(turn), 0, -np.sin(turn)], [0, 1, 0], [np.sin(turn), 0, np.cos(turn)]])
    first, last = ((end - np.array(solid.centre_m)) @ to_box.T for end in (placed.first, placed.last))
    half = np.array(solid.size_m) / 2
    deepest = np.zeros(first.shape[:2])
    for look in _LOOKS:
        beyond = np.abs(first + (last - first) * look) - half
        outside = np.linalg.norm(np.maximum(beyond, 0.0), axis=-1) + np.minimum(beyond.max(-1), 0.0)
        deepest = np.maximum(deepest, placed.first_m + (placed.last_m - placed.first_m) * look - outside)
    return deepest
