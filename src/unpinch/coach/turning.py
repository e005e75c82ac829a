"""Turns: how landmarks move in the picture when a part of the body turns about a joint, and how far they have."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

from unpinch.coach.forms import Axis, Form, Term
from unpinch.coach.setting import Progress, Setting
from unpinch.coach.shapes import Point, Pose
from unpinch.coach.tracking import Body

RIVAL_M = 0.03
"""Another turn that would move the landmarks less across the picture is no explanation."""
ALIKE_RATIO = 0.85
"""Two turns whose ways across the picture are so much the same can't be told apart: from 30 degrees above the side, a
leg lifted looks like a leg drawn across. Choice."""
_UNREST_M, _LIKELY_DEG = 0.015, 20.0
_BEYOND_DEG, _LEAST_BEYOND = 16.0, 0.1
"""How a leg that goes on so far would look tells how many degrees a part of the way beyond its end stands for."""
_ARCHED_RATIO = 0.75
"""A back that arches lifts the hips so much less than hips that open: 5.4 cm by 18 degrees, in `tools/watched`."""
_TAUGHT_DEG = {"clamshell": 35.0}
"""Where the programme tells the range otherwise than as the thigh's own angle."""


class Turn:
    """The turn (degrees) of some landmarks about a joint that best explains where they are in the picture.

    With a `rival` axis both turns are solved for together; each is thought to be small (`_LIKELY_DEG`), so that a turn
    which hardly shows isn't made much of. All is seen from the far pose, where faults are looked at.
    """

    def __init__(self, terms: Sequence[Term], axis: Axis, rival: Axis | None, form: Form, setting: Setting) -> None:
        self._terms, self._setting = terms, setting
        pose = setting.shape.end
        size = setting.view.size
        ways = [_way(term, axis, pose) for term in terms]
        self._aims = [_flat(term, way, pose, setting) / size for term, way in zip(terms, ways, strict=True)]
        rivals = [_flat(term, _way(term, rival, pose), pose, setting) / size for term in terms] if rival else []
        self._rivals = rivals if math.sqrt(_dot(rivals, rivals)) * form.tolerance >= RIVAL_M else []
        self._chosen = list(range(len(terms)))
        self.whole_m = math.sqrt(sum(x * x + y * y + z * z for x, y, z in ways))
        self.shown_m = math.sqrt(_dot(self._aims, self._aims))

    @property
    def is_ambiguous(self) -> bool:
        """Return whether the rival turn looks alike from here."""
        across = _dot(self._aims, self._rivals) if self._rivals else 0.0
        return across**2 > (ALIKE_RATIO * self.shown_m) ** 2 * _dot(self._rivals, self._rivals)

    def choose(self, seen: Collection[str], need_m: float) -> bool:
        """Take only the terms of landmarks that are seen; tell whether they move enough in the picture."""
        terms = enumerate(self._terms)
        self._chosen = [n for n, term in terms if term.point in seen and all(one in seen for one in term.pivot)]
        if not self._chosen:
            return not self._terms
        return math.sqrt(sum(abs(self._aims[n]) ** 2 for n in self._chosen)) >= need_m

    def found_deg(self, body: Body, progress: Progress) -> float:
        """Return the turn now, against where the movement itself would have the landmarks."""
        if not self.shown_m:
            return 0.0
        off = [self._off(self._terms[n], body, progress) / self._setting.view.size for n in self._chosen]
        aims = [self._aims[n] for n in self._chosen]
        own, power = _dot(aims, off), _dot(aims, aims)
        if not self._rivals:
            return own / power if power else 0.0
        rivals = [self._rivals[n] for n in self._chosen]
        likely = (_UNREST_M / _LIKELY_DEG) ** 2
        other, across = _dot(rivals, off), _dot(aims, rivals)
        own_power, rest = power + likely, _dot(rivals, rivals) + likely
        turned, beside = own * rest - other * across, other * own_power - own * across
        return turned / (own_power * rest - across * across) if abs(turned) >= abs(beside) else 0.0

    def _off(self, term: Term, body: Body, progress: Progress) -> complex:
        here, base = (_against(points, term.point, term.pivot) for points in (body.points, self._setting.base))
        return here - base - self._setting.expected(progress.ratio, term.point, term.pivot)


def _dot(a: Sequence[complex], b: Sequence[complex]) -> float:
    return sum((x.conjugate() * y).real for x, y in zip(a, b, strict=True))


def _against(points: Mapping[str, complex], name: str, pivot: Sequence[str]) -> complex:
    return points[name] - sum(points[one] for one in pivot) / len(pivot)


def _flat(term: Term, way: Point, pose: Pose, setting: Setting) -> complex:
    """Return how a landmark moves in the picture by one degree of a turn."""
    (x, y, z), (a, b, c) = pose[term.point], way
    return setting.view.seen((x + a, y + b, z + c)) - setting.view.seen((x, y, z))


def _way(term: Term, axis: Axis, pose: Pose) -> Point:
    """Return how a landmark moves in the room by one degree of a turn."""
    centre = pose[term.centre] if term.centre else _mean([pose[name] for name in term.pivot])
    arm = _less(pose[term.point], centre)
    a, b, c = (math.radians(term.share) * one for one in _cross(_axis(axis, pose), arm))
    return a, b, c


def _axis(axis: Axis, pose: Pose) -> Point:
    if axis == "up":
        return 0.0, 1.0, 0.0
    if axis == "lateral":
        return _unit(_less(pose["hip_w"], pose["hip_o"]))
    if axis == "thigh":
        return _unit(_less(pose["knee_w"], pose["hip_w"]))
    shoulders, hips = (_mean([pose[f"{part}_{side}"] for side in "wo"]) for part in ("shoulder", "hip"))
    return _unit(_less(shoulders, hips))


def range_deg(setting: Setting) -> float:
    """Return by how many degrees the movement turns the thigh; of a bridge, by how many it opens the hip."""
    start, end = setting.shape.start, setting.shape.end
    if setting.shape.exercise == "bridge":
        way, levers = _less(end["hip_w"], start["hip_w"]), (_less(end[one], end["hip_w"]) for one in _ENDS)
        return math.degrees(sum(_size(way) / _size(lever) for lever in levers)) / _ARCHED_RATIO
    thighs = [_less(pose["knee_w"], pose["hip_w"]) for pose in (start, end)]
    swung, taught = _cross(*thighs), _TAUGHT_DEG.get(setting.shape.exercise)
    own_deg = math.degrees(math.asin(min(1.0, _size(swung) / _size(thighs[0]) / _size(thighs[1]))))
    more_deg = _BEYOND_DEG * (own_deg / taught if taught else 1.0)
    farther = setting.ratio_of(_swung(end, _unit(swung), more_deg, _SWUNG[bool(taught)])) - 1
    return _BEYOND_DEG / farther if farther > _LEAST_BEYOND else 0.0


_SWUNG = (("knee_w", "ankle_w", "heel_w", "toe_w"), ("knee_w",))
"""What swings: the whole leg; where the feet stay, the knee alone."""


def _swung(pose: Pose, axis: Point, turn_deg: float, names: Sequence[str]) -> Pose:
    """Return a pose with landmarks of the leg that moves swung on about its hip."""
    hip, angle, made = pose["hip_w"], math.radians(turn_deg), dict(pose)
    for name in names:
        arm = _less(pose[name], hip)
        along, side = sum(x * y for x, y in zip(arm, axis, strict=True)), _cross(axis, arm)
        x, y, z = (
            c + a * math.cos(angle) + s * math.sin(angle) + u * along * (1 - math.cos(angle))
            for c, a, s, u in zip(hip, arm, side, axis, strict=True)
        )
        made[name] = (x, y, z)
    return made


def _less(a: Point, b: Point) -> Point:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def _mean(points: Sequence[Point]) -> Point:
    a, b, c = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    return a, b, c


def _cross(a: Point, b: Point) -> Point:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


_ENDS = ("shoulder_w", "knee_w")


def _size(a: Point) -> float:
    return math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2])


def _unit(a: Point) -> Point:
    size = _size(a) or 1.0
    return a[0] / size, a[1] / size, a[2] / size
