"""Small vectors in space, as plain tuples: x to the right of the picture, y into it, z up. Lengths in statures."""

from __future__ import annotations

import math

Vec = tuple[float, float, float]


def add(*vectors: Vec) -> Vec:
    """Return the sum."""
    return (sum(v[0] for v in vectors), sum(v[1] for v in vectors), sum(v[2] for v in vectors))


def scaled(v: Vec, factor: float) -> Vec:
    """Return the vector times a factor."""
    return (v[0] * factor, v[1] * factor, v[2] * factor)


def minus(a: Vec, b: Vec) -> Vec:
    """Return the way from b to a."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def dot(a: Vec, b: Vec) -> float:
    """Return the scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vec, b: Vec) -> Vec:
    """Return the vector product (right-handed)."""
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def length(v: Vec) -> float:
    """Return the length."""
    return math.sqrt(dot(v, v))


def unit(v: Vec) -> Vec:
    """Return the direction; a zero vector stays zero."""
    size = length(v)
    return scaled(v, 1 / size) if size else v


def between(a: Vec, b: Vec, part: float) -> Vec:
    """Return the point at `part` of the way from a to b."""
    return add(a, scaled(minus(b, a), part))


def mean(points: list[Vec]) -> Vec:
    """Return the middle of the points."""
    return scaled(add(*points), 1 / len(points))
