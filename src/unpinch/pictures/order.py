"""What is painted before what: pieces are compared where they overlap in the picture, not by a mean depth each."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field

from unpinch.pictures.vectors import Vec, dot, minus

Spot = tuple[float, float, float, float]
"""x, y, depth and radius in the picture; depth in statures, the others in pixels."""
Plane = tuple[Vec, Vec, bool]
"""A face of a box: its way out, a point of it, and whether it looks at the camera."""
_SAME, _PLACES = 1e-9, 6
"""Depths are compared to so many places, so that every processor paints alike."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something painted at once. `draw` is told what is painted already. `planes`: only of a box."""

    name: str
    spots: Sequence[Spot]
    places: Sequence[Vec]
    draw: Callable[[Container[str]], str]
    planes: Sequence[Plane] = ()
    depth: float = field(init=False)
    bounds: tuple[float, float, float, float] = field(init=False)

    def __post_init__(self) -> None:
        """Keep the mean depth and the frame round all spots."""
        object.__setattr__(self, "depth", round(sum(spot[2] for spot in self.spots) / len(self.spots), _PLACES))
        lows = (min(s[axis] - s[3] for s in self.spots) for axis in (0, 1))
        highs = (max(s[axis] + s[3] for s in self.spots) for axis in (0, 1))
        object.__setattr__(self, "bounds", (*lows, *highs))


def painted(pieces: Sequence[Piece]) -> str:
    """Return all pieces, the farther before the nearer."""
    before = _before(pieces)
    left = sorted(range(len(pieces)), key=lambda n: -pieces[n].depth)
    names: set[str] = set()
    drawn = []
    while left:
        waiting = set(left)
        free = next((n for n in left if not before[n] & waiting), None)
        chosen = free if free is not None else min(left, key=lambda n: len(before[n] & waiting))
        left.remove(chosen)
        drawn.append(pieces[chosen].draw(names))
        names.add(pieces[chosen].name)
    return "".join(drawn)


def _before(pieces: Sequence[Piece]) -> list[set[int]]:
    """Return for each piece those that lie behind it."""
    found: list[set[int]] = [set() for _ in pieces]
    for i, one in enumerate(pieces):
        for j in range(i):
            ahead = _ahead(one, pieces[j])
            if ahead > _SAME:
                found[i].add(j)
            elif ahead < -_SAME:
                found[j].add(i)
    return found


def _ahead(one: Piece, other: Piece) -> float:
    """Return how far one lies before the other where they overlap; 0 where they don't."""
    a, b = one.bounds, other.bounds
    if a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]:
        return 0.0
    if other.planes:
        return _before_box(one, other)
    if one.planes:
        return -_before_box(other, one)
    return sum(
        ((r + q) ** 2 - (x - u) ** 2 - (y - v) ** 2) * (e - d)
        for x, y, d, r in one.spots
        for u, v, e, q in other.spots
        if (x - u) ** 2 + (y - v) ** 2 < (r + q) ** 2
    )


def _before_box(one: Piece, box: Piece) -> float:
    """Return 1 or -1: the side on which a piece lies of that face of the box which parts the two best."""
    parted = (
        (round(min(dot(out, minus(place, spot)) for place in one.places), _PLACES), seen)
        for out, spot, seen in box.planes
    )
    return 1.0 if max(parted)[1] else -1.0
