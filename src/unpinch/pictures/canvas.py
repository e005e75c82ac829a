"""From balls in space to SVG: a camera without perspective, and outlines round balls."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from unpinch.pictures.vectors import Vec

Point = tuple[float, float]
Circle = tuple[float, float, float]
_STEPS = 24
_DECIMAL = 0.05
"""Half of the last decimal drawn: one circle lies in the other if it reaches no further out."""
_WHOLE_TURN = 2 * math.pi


@dataclass(frozen=True, slots=True)
class Camera:
    """Looks along y, lifted and swung round by degrees; `scale` is pixels a stature; `x`, `y` the picture's origin."""

    lift_deg: float = 14
    swing_deg: float = 0
    scale: float = 1
    x: float = 0
    y: float = 0
    mirror_at: float | None = None
    turns: tuple[float, float, float, float] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep sines and cosines."""
        swing, lift = math.radians(self.swing_deg), math.radians(self.lift_deg)
        object.__setattr__(self, "turns", (math.cos(swing), math.sin(swing), math.cos(lift), math.sin(lift)))

    @property
    def toward(self) -> Vec:
        """Return the way from the scene to the camera."""
        cos_s, sin_s, cos_l, sin_l = self.turns
        return sin_s * cos_l, -cos_s * cos_l, sin_l

    def place(self, p: Vec) -> tuple[float, float, float]:
        """Return x, y and depth (greater is farther) of a point in the picture."""
        cos_s, sin_s, cos_l, sin_l = self.turns
        away = p[1] * cos_s - p[0] * sin_s
        x = self.x + self.scale * (p[0] * cos_s + p[1] * sin_s)
        y = self.y - self.scale * (p[2] * cos_l + away * sin_l)
        return (x if self.mirror_at is None else self.mirror_at - x), y, away * cos_l - p[2] * sin_l

    def flat(self, p: Vec) -> Point:
        """Return x and y of a point in the picture."""
        x, y, _ = self.place(p)
        return x, y

    def circle(self, ball: tuple[Vec, float]) -> Circle:
        """Return the ball as a circle in the picture."""
        x, y = self.flat(ball[0])
        return x, y, ball[1] * self.scale


def number(value: float) -> str:
    """Return the number as short as one decimal allows."""
    text = f"{value:.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"


def path(css: str, d: str) -> str:
    """Return a path of this class."""
    return f'<path class="{css}" d="{d}"/>'


def line(points: Iterable[Point]) -> str:
    """Return the course of a line through points."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def surface(points: Iterable[Point]) -> str:
    """Return the course round a surface."""
    return line(points) + "z"


def outline(circles: Sequence[Circle]) -> str:
    """Return the path round all circles as if a string were pulled tight about them."""
    if len(circles) == 2:  # noqa: PLR2004 - the plain case, exactly
        return _two(*circles)
    runs = _runs(_hull(circles))
    if len(runs) == 1:
        return _round(circles[runs[0][0]])
    parts: list[str] = []
    for which, first, last in runs:
        x, y, r = circles[which]
        turn = (last - first) % _STEPS
        start, end = _on(x, y, r, first), _on(x, y, r, last)
        parts.append(f"{'L' if parts else 'M'}{number(start[0])} {number(start[1])}")
        parts.append(f"A{number(r)} {number(r)} 0 {int(turn * 2 > _STEPS)} 1 {number(end[0])} {number(end[1])}")
    return "".join(parts) + "z"


def _round(circle: Circle) -> str:
    x, y, r = circle
    half = f"a{number(r)} {number(r)} 0 1 1"
    return f"M{number(x - r)} {number(y)}{half} {number(2 * r)} 0{half} {number(-2 * r)} 0z"


def _two(a: Circle, b: Circle) -> str:
    """Return the path round two circles along their common tangents."""
    apart = math.hypot(b[0] - a[0], b[1] - a[1])
    if apart <= abs(a[2] - b[2]) + _DECIMAL:
        return _round(max(a, b, key=lambda circle: circle[2]))
    way, off = math.atan2(b[1] - a[1], b[0] - a[0]), math.acos((a[2] - b[2]) / apart)
    (ax, ay), (bx, by) = ((x + r * math.cos(way - off), y + r * math.sin(way - off)) for x, y, r in (a, b))
    (cx, cy), (dx, dy) = ((x + r * math.cos(way + off), y + r * math.sin(way + off)) for x, y, r in (b, a))
    far, near = number(b[2]), number(a[2])
    large = int(off > math.pi / 2), int(off < math.pi / 2)
    first = f"M{number(ax)} {number(ay)}L{number(bx)} {number(by)}A{far} {far} 0 {large[0]} 1 {number(cx)} {number(cy)}"
    return f"{first}L{number(dx)} {number(dy)}A{near} {near} 0 {large[1]} 1 {number(ax)} {number(ay)}z"


def _on(x: float, y: float, r: float, step: int) -> Point:
    angle = _WHOLE_TURN * step / _STEPS
    return x + r * math.cos(angle), y + r * math.sin(angle)


def _hull(circles: Sequence[Circle]) -> list[tuple[int, int]]:
    """Return the hull's points as (circle, step), clockwise on screen (Andrew's monotone chain)."""
    points = sorted((*_on(x, y, r, step), i, step) for i, (x, y, r) in enumerate(circles) for step in range(_STEPS))
    lower: list[tuple[float, float, int, int]] = []
    upper: list[tuple[float, float, int, int]] = []
    for chain, order in ((lower, points), (upper, points[::-1])):
        for p in order:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], p) <= 0:
                chain.pop()
            chain.append(p)
    return [(p[2], p[3]) for p in lower[:-1] + upper[:-1]]


def _turn(a: Sequence[float], b: Sequence[float], c: Sequence[float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _runs(hull: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Return the hull as runs on one circle: (circle, first step, last step)."""
    runs: list[list[int]] = []
    for which, step in hull:
        if runs and runs[-1][0] == which:
            runs[-1][2] = step
        else:
            runs.append([which, step, step])
    if len(runs) > 1 and runs[0][0] == runs[-1][0]:
        runs[0][1] = runs.pop()[1]
    return [(which, first, last) for which, first, last in runs]
