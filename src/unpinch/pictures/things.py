"""What surrounds the person: mat, pillow, towel, chair, door, wall. As pieces of a picture."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from unpinch.pictures.canvas import Camera, outline, path, surface
from unpinch.pictures.order import Piece, Plane
from unpinch.pictures.vectors import Vec, add, cross, dot, mean, minus, scaled, unit

MM = 1000.0
_WOOD = ("f-prop-top", "f-prop", "f-prop-side")
_DOOR = ("f-door-top", "f-door", "f-door-side")
_FACED: Mapping[str, tuple[str, str, str]] = {"door": _DOOR, "wall": _DOOR, "strap": ("f-strap", "f-strap", "f-strap")}
"""Classes of a box's upper face, its front and back, and its sides."""
_SOFT: Mapping[str, str] = {"pillow": "f-pillow", "cushion": "f-pillow", "towel": "f-towel", "couch": "f-towel"}
_ROUND, _EDGE = 0.032, 0.011
"""Radius of soft edges and what is seen of a mat's edge, in statures. Choice."""
_POST_MM, BACK_MM, _RAIL_MM = 40.0, 400.0, 110.0
"""A chair's posts and seat are this thick; its back is this high, its upper rail this wide. Choice."""
_CORNERS = tuple((ahead, aside, up) for up in (-1, 1) for ahead, aside in ((-1, -1), (1, -1), (1, 1), (-1, 1)))
_FACES = (
    ((4, 5, 6, 7), 0), ((0, 1, 2, 3), 0), ((0, 1, 5, 4), 1), ((1, 2, 6, 5), 2), ((2, 3, 7, 6), 1), ((3, 0, 4, 7), 2),
)  # fmt: skip
"""A box's faces by their corners: upper and lower (0), front and back (1), sides (2)."""

Prop = Mapping[str, Any]


def room(point_mm: Sequence[float], height_m: float) -> Vec:
    """Return a point of the room (X forward, Y up, Z right) in the drawing's space (Z toward us), in statures."""
    scale = MM * height_m
    return point_mm[0] / scale, -point_mm[2] / scale, point_mm[1] / scale


def pieces(prop: Prop, camera: Camera, height_m: float) -> Iterator[Piece]:
    """Yield a prop's pieces; a chair has several. Mats are drawn by `floor`."""
    kind = str(prop["kind"])
    if kind in _SOFT:
        yield _soft(prop, camera, height_m)
    elif kind == "chair":
        for number, part in enumerate(_chair(prop)):
            yield _box(f"{prop['id']}_{number}", part, camera, height_m, _WOOD)
    else:
        yield _box(str(prop["id"]), prop, camera, height_m, _FACED.get(kind, _WOOD))


def floor(prop: Prop, camera: Camera, height_m: float, around: Sequence[Vec], spare: float) -> str:
    """Return a mat, no larger than the person `around` needs with a little to spare."""
    kept = [camera.flat(corner) for corner in trimmed(prop, height_m, around, spare)]
    edge = [(x, y + _EDGE * camera.scale) for x, y in kept]
    return path("f-mat-edge", surface(edge)) + path("f-mat", surface(kept))


def trimmed(prop: Prop, height_m: float, around: Sequence[Vec], spare: float) -> list[Vec]:
    """Return a mat's upper corners, drawn in to what the person needs."""
    low, high = ([edge(p[axis] for p in around) for axis in (0, 1)] for edge in (min, max))
    return [
        (min(max(x, low[0] - spare), high[0] + spare), min(max(y, low[1] - spare), high[1] + spare), 0.0)
        for x, y, _ in corners_of(prop, height_m)[4:]
    ]


def corners_of(prop: Prop, height_m: float) -> list[Vec]:
    """Return a prop's eight corners, the lower four first."""
    yaw = math.radians(prop["yaw_deg"])
    sin, cos = math.sin(yaw), math.cos(yaw)
    length, height, width = (size / 2 for size in prop["size_mm"])
    made = []
    for ahead, aside, up in _CORNERS:
        x, z = ahead * length, aside * width
        spot = (x * cos + z * sin, up * height, z * cos - x * sin)
        made.append(room([a + b for a, b in zip(prop["centre_mm"], spot, strict=True)], height_m))
    return made


def _chair(prop: Prop) -> Iterator[Prop]:
    """Yield a chair's seat, legs, and at its rear two posts with a rail."""
    length, height, width = prop["size_mm"]
    half, post = _POST_MM / 2, _POST_MM
    x, z = length / 2 - half, width / 2 - half
    yield _part(prop, (0, height / 2 - half, 0), (length, post, width))
    for ahead in (-x, x):
        for aside in (-z, z):
            yield _part(prop, (ahead, -half, aside), (post, height - post, post))
    for aside in (-z, z):
        yield _part(prop, (-x, (height + BACK_MM) / 2, aside), (post, BACK_MM, post))
    yield _part(prop, (-x, height / 2 + BACK_MM - _RAIL_MM / 2, 0), (post * 0.7, _RAIL_MM, width - 2 * post))


def _part(prop: Prop, offset_mm: Sequence[float], size_mm: Sequence[float]) -> Prop:
    yaw = math.radians(prop["yaw_deg"])
    sin, cos = math.sin(yaw), math.cos(yaw)
    x, y, z = offset_mm
    spot = (x * cos + z * sin, y, z * cos - x * sin)
    return {**prop, "centre_mm": [a + b for a, b in zip(prop["centre_mm"], spot, strict=True)], "size_mm": size_mm}


def _box(name: str, prop: Prop, camera: Camera, height_m: float, css: Sequence[str]) -> Piece:
    corners = corners_of(prop, height_m)
    faces = [[corners[place] for place in places] for places, _ in _FACES]
    planes = [_plane(face, mean(corners), camera) for face in faces]
    seen = [(face, end) for face, plane, (_, end) in zip(faces, planes, _FACES, strict=True) if plane[2]]
    drawn = "".join(path(css[end], surface(camera.flat(place) for place in face)) for face, end in seen)
    spots = [(*camera.place(corner), 1.0) for corner in corners]
    return Piece(name, spots, corners, _always(drawn), planes)


def _plane(face: Sequence[Vec], middle: Vec, camera: Camera) -> Plane:
    out = unit(cross(minus(face[1], face[0]), minus(face[2], face[1])))
    if dot(out, minus(face[0], middle)) < 0:
        out = scaled(out, -1)
    return out, face[0], dot(out, camera.toward) > 0


def _soft(prop: Prop, camera: Camera, height_m: float) -> Piece:
    """Return a soft thing: a box with round edges."""
    corners = corners_of(prop, height_m)
    middle = mean(corners)
    radius = min(_ROUND, *(size / (2 * MM * height_m) for size in prop["size_mm"]))
    ways = [unit(minus(corners[1], corners[0])), unit(minus(corners[3], corners[0])), (0.0, 0.0, 1.0)]
    inner = []
    for corner in corners:
        signs = [math.copysign(radius, dot(minus(middle, corner), way)) for way in ways]
        inner.append(add(corner, *(scaled(way, sign) for way, sign in zip(ways, signs, strict=True))))
    drawn = path(_SOFT[prop["kind"]], outline([camera.circle((place, radius)) for place in inner]))
    faces = [[corners[place] for place in places] for places, _ in _FACES]
    planes = [_plane(face, middle, camera) for face in faces]
    return Piece(str(prop["id"]), [(*camera.place(corner), 1.0) for corner in corners], corners, _always(drawn), planes)


def _always(drawn: str) -> Any:  # noqa: ANN401 - a function of what is painted already, which doesn't matter here
    def draw(_: Container[str]) -> str:
        return drawn

    return draw
