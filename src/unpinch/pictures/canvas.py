"""From balls in space to SVG: a camera without perspective, smooth outlines, and the order of painting."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from unpinch.pictures.figure import Ball, Person, Shape
from unpinch.pictures.vectors import Vec

Point = tuple[float, float]
Circle = tuple[float, float, float]
_STEPS = 40
_WHOLE_TURN = 2 * math.pi


@dataclass(frozen=True, slots=True)
class Camera:
    """Looks along y, lifted and swung round by degrees; `scale` is pixels a stature; `x`, `y` the picture's origin."""

    lift_deg: float = 14
    swing_deg: float = 0
    scale: float = 330
    x: float = 180
    y: float = 190
    mirror_at: float | None = None

    def place(self, p: Vec) -> tuple[float, float, float]:
        """Return x, y and depth (greater is farther) of a point in the picture."""
        swing, lift = math.radians(self.swing_deg), math.radians(self.lift_deg)
        across = p[0] * math.cos(swing) + p[1] * math.sin(swing)
        away = -p[0] * math.sin(swing) + p[1] * math.cos(swing)
        x = self.x + self.scale * across
        y = self.y - self.scale * (p[2] * math.cos(lift) + away * math.sin(lift))
        depth = away * math.cos(lift) - p[2] * math.sin(lift)
        return (self.mirror_at - x if self.mirror_at is not None else x), y, depth

    def flat(self, p: Vec) -> Point:
        """Return x and y of a point in the picture."""
        x, y, _ = self.place(p)
        return x, y

    def circle(self, ball: Ball) -> Circle:
        """Return the ball as a circle in the picture."""
        x, y = self.flat(ball[0])
        return x, y, ball[1] * self.scale


def number(value: float) -> str:
    """Return the number as short as one decimal allows."""
    text = f"{value:.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"


def outline(circles: Sequence[Circle]) -> str:
    """Return the path round all circles as if a string were pulled tight about them."""
    runs = _runs(_hull(circles))
    if len(runs) == 1:
        x, y, r = circles[runs[0][0]]
        half = f"a{number(r)} {number(r)} 0 1 0"
        return f"M{number(x - r)} {number(y)}{half} {number(2 * r)} 0{half} {number(-2 * r)} 0z"
    parts: list[str] = []
    for which, first, last in runs:
        x, y, r = circles[which]
        turn = (last - first) % _STEPS
        start, end = _on(x, y, r, first), _on(x, y, r, last)
        parts.append(f"{'L' if parts else 'M'}{number(start[0])} {number(start[1])}")
        parts.append(f"A{number(r)} {number(r)} 0 {int(turn * 2 > _STEPS)} 1 {number(end[0])} {number(end[1])}")
    return "".join(parts) + "z"


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


@dataclass(frozen=True, slots=True)
class Painted:
    """A finished piece of SVG with its depth; greater is farther and painted earlier."""

    depth: float
    svg: str


def paint(camera: Camera, person: Person, near: str, nudge: dict[str, float] | None = None) -> list[Painted]:
    """Return the person's limbs as painted pieces. Limbs of the side other than `near` get the quieter tone."""
    groups: dict[str, list[Shape]] = {}
    for shape in person.shapes:
        groups.setdefault(shape.group, []).append(shape)
    return [
        Painted(_depth(camera, shapes) + (nudge or {}).get(group, 0.0), _group(camera, group, shapes, near))
        for group, shapes in groups.items()
        if not group.startswith("face")
    ] + list(_face(camera, groups, nudge or {}))


def _face(camera: Camera, groups: dict[str, list[Shape]], nudge: dict[str, float]) -> Iterable[Painted]:
    """Show the ear and the eye that this camera sees."""
    head = _depth(camera, groups["head"])
    for side in ("left", "right"):
        for shape in groups[f"face_{side}"]:
            depth = camera.place(shape.balls[0][0])[2]
            if depth < head - (0.035 if shape.name == "ear" else 0.012):
                yield Painted(head - 0.0001 + nudge.get("head", 0.0), _piece(camera, shape, ""))


def _depth(camera: Camera, shapes: Sequence[Shape]) -> float:
    depths = [camera.place(ball[0])[2] for shape in shapes for ball in shape.balls]
    return sum(depths) / len(depths)


def _group(camera: Camera, group: str, shapes: Sequence[Shape], near: str) -> str:
    far = " far" if group.endswith(("_leg", "_arm")) and not group.startswith(near) else ""
    halo = [s for s in shapes if s.name not in {"trousers", "shirt"} or group == "trunk"]
    rim = "".join(outline([camera.circle(b) for b in shape.balls]) for shape in halo) if group != "trunk" else ""
    pieces = "".join(
        _piece(camera, shape, far) for shape in (_hair_behind(camera, shapes) if group == "head" else shapes)
    )
    return (f'<path class="f-rim" d="{rim}"/>' if rim else "") + pieces


def _hair_behind(camera: Camera, shapes: Sequence[Shape]) -> list[Shape]:
    """Return the head's shapes with hair that lies behind the face painted first."""
    face = next(shape for shape in shapes if shape.name == "skin" and len(shape.balls) > 1 and shape.balls[0][1] > 0.05)  # noqa: PLR2004
    limit = camera.place(face.balls[0][0])[2] + 0.004
    return sorted(shapes, key=lambda shape: not (shape.name == "hair" and camera.place(shape.balls[0][0])[2] > limit))


def _piece(camera: Camera, shape: Shape, far: str) -> str:
    path = outline([camera.circle(ball) for ball in shape.balls])
    return f'<path class="f-{shape.name}{far}" d="{path}"/>'


def polyline(camera: Camera, points: Sequence[Vec], css: str) -> str:
    """Return a line through points in space."""
    flat = [camera.flat(p) for p in points]
    return f'<path class="{css}" d="M' + "L".join(f"{number(x)} {number(y)}" for x, y in flat) + '"/>'


def polygon(camera: Camera, points: Sequence[Vec], css: str) -> str:
    """Return a filled surface through points in space."""
    return polyline(camera, points, css).replace('"/>', 'z"/>')


def curve(camera: Camera, a: Vec, middle: Vec, b: Vec, css: str) -> str:
    """Return a soft curve from a to b, pulled toward the middle."""
    (ax, ay), (mx, my), (bx, by) = camera.flat(a), camera.flat(middle), camera.flat(b)
    path = f"M{number(ax)} {number(ay)}Q{number(mx)} {number(my)} {number(bx)} {number(by)}"
    return f'<path class="{css}" d="{path}"/>'


def arrow(camera: Camera, a: Vec, middle: Vec, b: Vec) -> str:
    """Return a curved arrow from a to b."""
    (mx, my), (bx, by) = camera.flat(middle), camera.flat(b)
    angle = math.atan2(by - my, bx - mx)
    size = 11.0
    one, other = ((bx - size * math.cos(angle + turn), by - size * math.sin(angle + turn)) for turn in (0.5, -0.5))
    head = "M" + "L".join(f"{number(px)} {number(py)}" for px, py in (one, (bx, by), other))
    return curve(camera, a, middle, b, "f-arrow") + f'<path class="f-arrow" d="{head}"/>'


def solid(camera: Camera, balls: Sequence[Ball], css: str) -> str:
    """Return balls wrapped together, for pillows and rolled towels."""
    return f'<path class="{css}" d="{outline([camera.circle(ball) for ball in balls])}"/>'
