"""What surrounds the person: mat, pillow, chair, door, bands, arrows. Lengths in statures, floor at z = 0."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from unpinch.pictures.canvas import Camera, Painted, arrow, curve, paint, polygon, polyline, solid
from unpinch.pictures.figure import Person
from unpinch.pictures.vectors import UP, Vec, add, between, cross, dot, minus, scaled, unit

Piece = Callable[[Camera], list[Painted]]
_FLOOR, _TOP = 90.0, -90.0
_RING_STEPS = 36


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: a person, the things around, the band, the way of a movement, and the ghost of where it began."""

    person: Person
    camera: Camera
    pieces: Sequence[Piece] = ()
    band: Sequence[Piece] = ()
    move: tuple[Vec, Vec, Vec] | None = None
    ghost: Person | None = None
    ghost_groups: tuple[str, ...] = ()
    near: str = "right"
    nudge: dict[str, float] = field(default_factory=dict)
    width: int = 360
    height: int = 240


def svg(scene: Scene, title: str) -> str:
    """Return the scene as one SVG element with its title as the accessible name (empty: decoration)."""
    layers = paint(scene.camera, scene.person, scene.near, scene.nudge)
    if scene.ghost:
        layers += _ghost(scene)
    for piece in (*scene.pieces, *scene.band, *([moves(*scene.move)] if scene.move else [])):
        layers += piece(scene.camera)
    body = "".join(layer.svg for layer in sorted(layers, key=lambda layer: -layer.depth))
    name = f'role="img" aria-label="{_quoted(title)}"' if title else 'aria-hidden="true"'
    return f'<svg class="figure" viewBox="0 0 {scene.width} {scene.height}" {name} focusable="false">{body}</svg>'


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _ghost(scene: Scene) -> list[Painted]:
    assert scene.ghost is not None  # noqa: S101 - only called with a ghost
    kept = [shape for shape in scene.ghost.shapes if shape.group in scene.ghost_groups]
    inner = "".join(solid(scene.camera, shape.balls, "f-ghost") for shape in kept)
    return [Painted(_FLOOR - 3, f'<g class="f-ghosts">{inner}</g>')]


def mat(left: float, right: float, front: float, back: float) -> Piece:
    """Return a mat on the floor with a quiet edge."""

    def piece(camera: Camera) -> list[Painted]:
        corners = ((left, front, 0.0), (right, front, 0.0), (right, back, 0.0), (left, back, 0.0))
        edge = [add(c, (0, 0, -0.016)) for c in corners[:2]]
        side = polygon(camera, [corners[0], corners[1], edge[1], edge[0]], "f-mat-edge")
        return [Painted(_FLOOR, polygon(camera, corners, "f-mat") + side)]

    return piece


def shadow(middle: Vec, across: float, deep: float) -> Piece:
    """Return a soft shadow on the floor."""

    def piece(camera: Camera) -> list[Painted]:
        ring = [
            (middle[0] + across * math.cos(t / 16 * math.pi), middle[1] + deep * math.sin(t / 16 * math.pi), 0.0)
            for t in range(32)
        ]
        return [Painted(_FLOOR - 1, polygon(camera, ring, "f-shadow"))]

    return piece


def pillow(a: Vec, b: Vec, radius: float, depth: float = 0.3, css: str = "f-pillow") -> Piece:
    """Return a pillow or a rolled towel from a to b."""

    def piece(camera: Camera) -> list[Painted]:
        return [Painted(depth, solid(camera, ((a, radius), (b, radius)), css))]

    return piece


def box(low: Vec, high: Vec, depth: float, css: str = "f-prop") -> Piece:
    """Return a box seen from the front and above: two faces and the side this camera sees."""

    def piece(camera: Camera) -> list[Painted]:
        (x0, y0, z0), (x1, y1, z1) = low, high
        top = polygon(camera, ((x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)), f"{css}-top")
        front = polygon(camera, ((x0, y0, z0), (x1, y0, z0), (x1, y0, z1), (x0, y0, z1)), css)
        x = x1 if camera.swing_deg > 0 else x0
        side = polygon(camera, ((x, y0, z0), (x, y1, z0), (x, y1, z1), (x, y0, z1)), f"{css}-side")
        return [Painted(depth, side + front + top)]

    return piece


def chair(x0: float, x1: float, seat: float, back_at: str, depth: float) -> list[Piece]:
    """Return a firm chair: four legs, seat and back. `back_at`: `left` or `right` edge."""
    y0, y1, post, thick = -0.13, 0.13, 0.02, 0.028
    under = seat - thick
    feet = [
        box((x, y, 0), (x + post, y + post, under), depth + (0.2 if y > 0 else 0.02), "f-prop")
        for x in (x0, x1 - post)
        for y in (y0, y1 - post)
    ]
    edge = x0 if back_at == "left" else x1 - post
    rest = [box((edge, y0, seat + 0.12), (edge + post, y1, seat + 0.27), depth + 0.1)]
    posts = [
        box((edge, y, seat), (edge + post, y + post, seat + 0.27), depth + (0.2 if y > 0 else 0.05))
        for y in (y0, y1 - post)
    ]
    return [*feet, box((x0, y0, under), (x1, y1, seat), depth + 0.1), *rest, *posts]


def line(points: Sequence[Vec], css: str, depth: float = _TOP) -> Piece:
    """Return a line, for a band or a strap."""
    return lambda camera: [Painted(depth, polyline(camera, points, css))]


def slack(a: Vec, middle: Vec, b: Vec, css: str = "f-band", depth: float = _TOP) -> Piece:
    """Return a soft curve, for a band that hangs."""
    return lambda camera: [Painted(depth, curve(camera, a, middle, b, css))]


def moves(a: Vec, middle: Vec, b: Vec) -> Piece:
    """Return the arrow of a movement."""
    return lambda camera: [Painted(_TOP - 1, arrow(camera, a, middle, b))]


def floss_band(person: Person, side: str, other: str, hang: float = 0.0) -> list[Piece]:
    """Return a band from hand to hand under the arch; `hang` lets it sag."""
    points = person.points
    arch, instep = points[f"{side}_arch"], points[f"{side}_instep"]
    near, far = points[f"{side}_hand"], points[f"{other}_hand"]
    drop = (0.0, 0.0, -hang)
    return [
        slack(instep, add(between(instep, far, 0.5), drop), far, "f-band far", 0.05),
        slack(arch, add(between(arch, near, 0.5), drop), near, "f-band"),
        line((instep, arch), "f-band"),
    ]


def loop(person: Person, at: float = 0.8, radius: float = 0.047) -> list[Piece]:
    """Return a mini loop round both thighs, `at` the way from hip to knee; the far half lies behind the legs."""
    p = person.points
    centres = [between(p[f"{s}_hip"], p[f"{s}_knee"], at) for s in ("left", "right")]
    along = unit(add(*(unit(minus(p[f"{s}_knee"], p[f"{s}_hip"])) for s in ("left", "right"))))
    across = unit(minus(centres[1], centres[0]))
    across = unit(minus(across, scaled(along, dot(across, along))))
    out = cross(along, across)
    ring = []
    for step in range(_RING_STEPS + 1):
        angle = 2 * math.pi * step / _RING_STEPS
        centre = centres[1] if math.cos(angle) >= 0 else centres[0]
        ring.append(add(centre, scaled(across, radius * math.cos(angle)), scaled(out, radius * math.sin(angle))))
    return [lambda camera: _halves(camera, ring, centres)]


def _halves(camera: Camera, ring: Sequence[Vec], centres: Sequence[Vec]) -> list[Painted]:
    middle = camera.place(between(centres[0], centres[1], 0.5))[2]
    layers = []
    for a, b in pairwise(ring):
        here = camera.place(between(a, b, 0.5))[2]
        front = here <= _plane_depth(camera, between(a, b, 0.5), centres, middle)
        layers.append(Painted(_TOP if front else 1.0, polyline(camera, (a, b), "f-loop" if front else "f-loop far")))
    return layers


def _plane_depth(camera: Camera, point: Vec, centres: Sequence[Vec], middle: float) -> float:
    """Return the depth of the line between the thighs beside this point of the ring."""
    way = minus(centres[1], centres[0])
    part = max(0.0, min(1.0, dot(minus(point, centres[0]), way) / max(1e-9, dot(way, way))))
    return camera.place(between(centres[0], centres[1], part))[2] if way != UP else middle
