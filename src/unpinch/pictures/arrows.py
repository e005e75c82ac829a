"""The arrow of a movement: along the way of the point that moves most, where the person leaves room for it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence

from unpinch.pictures.canvas import Camera, Circle, Point, line, number, path
from unpinch.pictures.posed import Pose
from unpinch.pictures.vectors import Vec, add, scaled

WIDTH, HEIGHT = 360.0, 240.0
"""The size of a still in pixels of its own."""
_CROWN, _BELLY, _TOES = 0.12, 0.075, 0.09
"""How far the crown of the head, the belly and the toes lie from the origins of their segments, in statures."""
_BAND = 0.01
_UNMOVED = 0.02
"""What moves less than this, in statures, needs no arrow."""
_HEAD_PX = 10.0
_SHORT_PX, _LONG_PX, _CLEAR_PX, _BENT = 30.0, 90.0, 8.0, 0.3
_OFFSETS_PX, _DIRECTIONS = (0.0, 15.0, 26.0, 38.0, 52.0), 12
_OFFSETS: Sequence[Point] = [
    (far * math.cos(2 * math.pi * turn / _DIRECTIONS), far * math.sin(2 * math.pi * turn / _DIRECTIONS))
    for far in _OFFSETS_PX
    for turn in range(_DIRECTIONS if far else 1)
]
_GHOSTLY, _OUTSIDE = 0.12, 20.0
"""An arrow may lie on a ghost, hardly ever outside the picture. Choice."""

_ALIKE = 0.01
"""Costs closer than this count as the same, so that every processor chooses alike."""

Near = Sequence[tuple[float, Circle]]
"""Circles that an arrow should keep clear of, with how much that matters."""


def arrow(camera: Camera, way: Sequence[Pose], shown: tuple[Pose, Pose | None], names: Collection[str] = ()) -> str:
    """Return the arrow; nothing where too little moves. `way`: start, halfway, end; `shown`: the person, the ghost.

    `names`: the only points asked for; all where empty.
    """
    spots = [_tips(one) for one in way]
    flats = {name: [camera.flat(one[name]) for one in spots] for name in names or spots[0]}
    far = {name: math.dist(course[0], course[-1]) for name, course in flats.items()}
    name = max(far, key=lambda one: far[one])
    if far[name] < _UNMOVED * camera.scale:
        return ""
    a, middle, b = flats[name]
    course = _sized(a, middle, b)
    near = [(1.0, circle) for circle in _within(camera, shown[0], course)]
    near += [(_GHOSTLY, circle) for circle in _within(camera, shown[1], course)] if shown[1] else []
    return _drawn(*_placed(course, near))


def _drawn(a: Point, middle: Point, b: Point) -> str:
    bend = (2 * middle[0] - (a[0] + b[0]) / 2, 2 * middle[1] - (a[1] + b[1]) / 2)
    angle = math.atan2(b[1] - bend[1], b[0] - bend[0])
    one, other = (
        (b[0] - _HEAD_PX * math.cos(angle + turn), b[1] - _HEAD_PX * math.sin(angle + turn)) for turn in (0.52, -0.52)
    )
    shaft = f"{line([a])}Q{number(bend[0])} {number(bend[1])} {number(b[0])} {number(b[1])}"
    return path("f-arrow", shaft + line([one, b, other]))


def _tips(one: Pose) -> dict[str, Vec]:
    """Return the points by which a movement is told."""
    head, _, crown = one.axes["head"]
    pelvis, front, _ = one.axes["pelvis"]
    tips = {"hips": add(pelvis, scaled(front, _BELLY)), "head": add(head, scaled(crown, _CROWN))}
    for side in ("left", "right"):
        ankle, toes, _ = one.axes[f"foot_{side}"]
        tips |= {f"knee_{side}": one.joints[f"knee_{side}"], f"toes_{side}": add(ankle, scaled(toes, _TOES))}
    return tips


def _placed(course: Sequence[Point], near: Near) -> Iterator[Point]:
    """Return the course where it costs least; the nearest places are tried first, as a place costs its distance."""
    best, least = (0.0, 0.0), math.inf
    for off in _OFFSETS:
        if math.hypot(*off) >= least:
            break
        cost = _cost(course, off, near)
        if cost < least - _ALIKE:
            best, least = off, cost
    return ((x + best[0], y + best[1]) for x, y in course)


def _within(camera: Camera, shown: Pose, course: Sequence[Point]) -> Iterator[Circle]:
    """Yield the circles of a person, and of the band, that an arrow may come near."""
    (ax, ay), _, (bx, by) = course
    x, y, reach = (ax + bx) / 2, (ay + by) / 2, math.dist(course[0], course[2]) / 2 + _OFFSETS_PX[-1]
    balls = [ball for part in shown.parts for ball in part.balls] + [(place, _BAND) for place in shown.band]
    for circle in map(camera.circle, balls):
        if math.hypot(circle[0] - x, circle[1] - y) < reach + circle[2]:
            yield circle


def _sized(a: Point, middle: Point, b: Point) -> tuple[Point, Point, Point]:
    """Return the course no shorter and no longer than a good arrow, about its middle, and bent no more than one."""
    far = math.dist(a, b) or 1.0
    half = max(_SHORT_PX, min(_LONG_PX, far * 0.8)) / 2
    x, y, along, down = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (b[0] - a[0]) / far, (b[1] - a[1]) / far
    aside = (down * (middle[0] - x) - along * (middle[1] - y)) / far
    bend = max(-_BENT, min(_BENT, aside)) * 2 * half
    start, end = ((x + sign * along * half, y + sign * down * half) for sign in (-1, 1))
    return start, (x + down * bend, y - along * bend), end


def _cost(course: Sequence[Point], off: Point, near: Near) -> float:
    """Return how badly an arrow lies there: on the body, outside the picture, far from where it belongs."""
    a, middle, b = ((x + off[0], y + off[1]) for x, y in course)
    cost = math.hypot(*off)
    for x, y in (a, _half(a, middle), middle, _half(middle, b), b):
        over = ((r + _CLEAR_PX - math.hypot(x - u, y - v)) * weight for weight, (u, v, r) in near)
        cost += sum(one for one in over if one > 0)
        cost += _OUTSIDE * (_beyond(x, WIDTH) + _beyond(y, HEIGHT))
    return cost


def _half(a: Point, b: Point) -> Point:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def _beyond(at: float, size: float) -> float:
    return max(0.0, _CLEAR_PX - at, at - size + _CLEAR_PX)
