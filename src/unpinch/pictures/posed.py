"""Stills of a movement: one frame of a derived file as a drawing, with its props and band.

The file's room has X forward, Y up, Z right, in millimetres; a drawing has x to the right, y into it, z up, in body
heights.
Light, dark and print come from the classes of the drawing, as in every figure here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from unpinch.pictures.canvas import Camera, Painted, polygon, polyline, solid
from unpinch.pictures.figure import Person, posed
from unpinch.pictures.scenes import Scene, svg
from unpinch.pictures.vectors import Vec, cross, dot, minus, unit

_AXES = 3
_SIDES: Mapping[str, str] = {"r": "right", "l": "left"}
_FRAMED = ("pelvis", "thorax", "head", "foot_r", "foot_l")
_MARGIN = 0.1
_WOOD = ("f-prop-top", "f-prop", "f-prop-side")
_DOOR = ("f-door-top", "f-door", "f-door-side")
_FACED: Mapping[str, tuple[str, str, str]] = {
    "mat": ("f-mat", "f-mat-edge", "f-mat-edge"),
    "door": _DOOR,
    "wall": _DOOR,
}
"""Classes of a box's upper face, its front and back, and its sides."""
_WRAPPED: Mapping[str, str] = {"pillow": "f-pillow", "cushion": "f-pillow", "towel": "f-towel"}
_BEHIND, _ON_FLOOR = 40.0, 80.0
_CLOSE = 0.03
_POST_MM, _BACK_MM = 45, 420
"""A chair's posts and seat are this thick; its back is this high. Choice."""


@dataclass(frozen=True, slots=True)
class View:
    """From where: azimuth 0 looks at the person from in front (against X), 90 from the right (against Z); degrees."""

    azimuth_deg: float
    elevation_deg: float


@dataclass(frozen=True, slots=True)
class Still:
    """One frame of one clip of a derived file."""

    file: Mapping[str, Any]
    clip: str
    frame: int

    @property
    def side(self) -> str:
        """Return the side that the file shows."""
        return str(self.file["side"])

    def points(self, view: View) -> dict[str, Vec]:
        """Return the joint points in the drawing's space."""
        return dict(zip(self.file["joints"], self._places("points_mm", len(self.file["joints"]), view), strict=True))

    def axes(self, view: View) -> dict[str, tuple[Vec, Vec, Vec]]:
        """Return each segment's origin, front and crown in the drawing's space."""
        names = self.file["segments"]
        origins = self._places("origins_mm", len(names), view)
        flat = self.file["clips"][self.clip]["quaternions_1e4"]
        first = self.frame * len(names) * 4
        made = {}
        for number, name in enumerate(names):
            x, y, z, w = (value / 10_000 for value in flat[first + number * 4 : first + number * 4 + 4])
            front = (1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w))
            crown = (2 * (x * y - z * w), 1 - 2 * (x * x + z * z), 2 * (y * z + x * w))
            made[name] = (origins[number], _turned(front, view), _turned(crown, view))
        return made

    def band(self, view: View) -> list[Vec]:
        """Return the band's line; empty where there is none."""
        band = self.file["clips"][self.clip]["band"]
        return [] if not band else self._row(band["paths_mm"][self.frame], view)

    def _places(self, name: str, count: int, view: View) -> list[Vec]:
        flat = self.file["clips"][self.clip][name]
        first = self.frame * count * _AXES
        return self._row(flat[first : first + count * _AXES], view)

    def _row(self, flat: Sequence[float], view: View) -> list[Vec]:
        return [self.place(flat[at : at + _AXES], view) for at in range(0, len(flat), _AXES)]

    def place(self, point_mm: Sequence[float], view: View) -> Vec:
        """Return a point of the room in the drawing's space."""
        scale = 1000 * float(self.file["height_m"])
        return _turned((point_mm[0] / scale, point_mm[1] / scale, point_mm[2] / scale), view)


def _turned(v: Vec, view: View) -> Vec:
    angle = math.radians(view.azimuth_deg)
    sin, cos = math.sin(angle), math.cos(angle)
    return sin * v[0] - cos * v[2], -(cos * v[0] + sin * v[2]), v[1]


def person_of(still: Still, view: View) -> Person:
    """Return the person of a frame."""
    axes, points = still.axes(view), still.points(view)
    names = {name: name if name[-2:] not in {"_r", "_l"} else f"foot_{_SIDES[name[-1]]}" for name in _FRAMED}
    joints = {f"{side}_{name}": points[f"{name}_{end}"] for end, side in _SIDES.items() for name in _JOINTS}
    return posed({names[name]: axes[name] for name in _FRAMED}, joints)


_JOINTS = ("hip", "knee", "shoulder", "elbow", "wrist", "hand")


def still_svg(still: Still, title: str = "", view: View | None = None, width: int = 360, height: int = 240) -> str:
    """Return a frame as one SVG element; the view is the file's best one if not given."""
    seen = view or best_view(still.file)
    person = person_of(still, seen)
    camera = _framed(still, person, seen, (width, height))
    pieces = [_prop(still, prop, seen) for prop in _things(still.file)]
    near = min(_SIDES.values(), key=lambda side: _depth(camera, person, side))
    return svg(Scene(person, camera, pieces, _band(still, seen), near=near, width=width, height=height), title)


def best_view(file: Mapping[str, Any]) -> View:
    """Return the view from which a movement is seen best."""
    best = file["camera"]["best"]
    return View(best["azimuth_deg"], best["elevation_deg"])


def key_frames(file: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    """Yield the key poses of a file: clip, phase, and the frame at the phase's end; first where the movement begins."""
    for clip, content in file["clips"].items():
        if clip == "in":
            yield clip, content["phases"][0]["name"], 0
        for phase in content["phases"]:
            yield clip, phase["name"], min(content["n"] - 1, round(phase["to_s"] * file["fps"]))


def _depth(camera: Camera, person: Person, side: str) -> float:
    return sum(camera.place(person.points[f"{side}_{name}"])[2] for name in ("hip", "knee", "shoulder"))


def _framed(still: Still, person: Person, view: View, size: tuple[int, int]) -> Camera:
    """Return the camera in whose picture the whole clip of the person has its place, so that stills are in step."""
    plain = Camera(lift_deg=view.elevation_deg, scale=1, x=0, y=0)
    spots = [plain.flat(place) for place in person.points.values()]
    for frame in _sampled(still):
        spots += [plain.flat(place) for place in Still(still.file, still.clip, frame).points(view).values()]
    low_x, high_x = min(x for x, _ in spots) - _MARGIN, max(x for x, _ in spots) + _MARGIN
    low_y, high_y = min(y for _, y in spots) - _MARGIN, max(y for _, y in spots) + _MARGIN
    scale = min(size[0] / (high_x - low_x), size[1] / (high_y - low_y))
    x = size[0] / 2 - scale * (low_x + high_x) / 2
    y = size[1] / 2 - scale * (low_y + high_y) / 2
    return Camera(lift_deg=view.elevation_deg, scale=scale, x=x, y=y)


def _sampled(still: Still) -> range:
    count = int(still.file["clips"][still.clip]["n"])
    return range(0, count, max(1, count // 12))


# Props and band


def _things(file: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the props as boxes and soft things; a chair as its seat, back and legs, the back at its rear."""
    for prop in file["props"]:
        if prop["kind"] != "chair":
            yield prop
            continue
        (length, height, width), post = prop["size_mm"], _POST_MM
        x, z = (length - post) / 2, (width - post) / 2
        yield _part(prop, (0, (height - post) / 2, 0), (length, post, width))
        yield _part(prop, (-x, (height + _BACK_MM) / 2, 0), (post / 2, _BACK_MM, width))
        for ahead in (-x, x):
            for aside in (-z, z):
                yield _part(prop, (ahead, -post / 2, aside), (post, height - post, post))


def _part(prop: Mapping[str, Any], offset_mm: Sequence[float], size_mm: Sequence[float]) -> Mapping[str, Any]:
    yaw = math.radians(prop["yaw_deg"])
    sin, cos = math.sin(yaw), math.cos(yaw)
    x, y, z = offset_mm
    spot = (x * cos + z * sin, y, z * cos - x * sin)
    return {**prop, "centre_mm": [a + b for a, b in zip(prop["centre_mm"], spot, strict=True)], "size_mm": size_mm}


def _prop(still: Still, prop: Mapping[str, Any], view: View) -> Callable[[Camera], list[Painted]]:
    corners = _corners(still, prop, view)
    kind = str(prop["kind"])
    css = _FACED.get(kind, _WOOD)

    def piece(camera: Camera) -> list[Painted]:
        depth = _mean_depth(camera, corners)
        if kind in _WRAPPED:
            return [Painted(depth + _CLOSE, _soft(camera, corners, _WRAPPED[kind]))]
        faces = [(_mean_depth(camera, face), polygon(camera, face, css[end])) for face, end in _seen(camera, corners)]
        drawn = "".join(text for _, text in sorted(faces, key=lambda item: -item[0]))
        return [Painted({"mat": _ON_FLOOR, "door": _BEHIND, "wall": _BEHIND}.get(kind, depth), drawn)]

    return piece


def _corners(still: Still, prop: Mapping[str, Any], view: View) -> list[Vec]:
    """Return the eight corners of a prop, the lower four first."""
    yaw = math.radians(prop["yaw_deg"])
    sin, cos = math.sin(yaw), math.cos(yaw)
    half = [size / 2 for size in prop["size_mm"]]
    made = []
    for up in (-1, 1):
        for ahead, aside in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
            x, z = ahead * half[0], aside * half[2]
            spot = (x * cos + z * sin, up * half[1], z * cos - x * sin)
            made.append(still.place([a + b for a, b in zip(prop["centre_mm"], spot, strict=True)], view))
    return made


_FACES = (((4, 5, 6, 7), 0), ((0, 1, 5, 4), 1), ((1, 2, 6, 5), 2), ((2, 3, 7, 6), 1), ((3, 0, 4, 7), 2))
"""A box's faces by their corners, without the lower one: upper (0), front and back (1), sides (2)."""


def _seen(camera: Camera, corners: Sequence[Vec]) -> Iterator[tuple[list[Vec], int]]:
    """Yield the faces of a box that look toward the camera."""
    lift = math.radians(camera.lift_deg)
    toward = (0.0, -math.cos(lift), math.sin(lift))
    middle = tuple(sum(corner[axis] for corner in corners) / len(corners) for axis in range(_AXES))
    for places, end in _FACES:
        face = [corners[place] for place in places]
        out = cross(minus(face[1], face[0]), minus(face[2], face[1]))
        if dot(out, minus(face[0], (middle[0], middle[1], middle[2]))) < 0:
            out = (-out[0], -out[1], -out[2])
        if dot(unit(out), toward) > 0:
            yield face, end


def _soft(camera: Camera, corners: Sequence[Vec], css: str) -> str:
    """Return a soft thing: its corners drawn in by a radius and wrapped."""
    height = corners[4][2] - corners[0][2]
    radius = height / 2
    middle = [sum(corner[axis] for corner in corners) / len(corners) for axis in range(_AXES)]
    balls = []
    for corner in corners[:4]:
        way = unit((middle[0] - corner[0], middle[1] - corner[1], 0.0))
        balls.append(((corner[0] + way[0] * radius, corner[1] + way[1] * radius, corner[2] + radius), radius))
    return solid(camera, balls, css)


def _mean_depth(camera: Camera, places: Sequence[Vec]) -> float:
    return sum(camera.place(place)[2] for place in places) / len(places)


def _band(still: Still, view: View) -> list[Callable[[Camera], list[Painted]]]:
    line = still.band(view)
    css = "f-band heavy" if still.file["band"]["kind"] == "power_loop" else "f-band"
    return [_stretch(pair, css) for pair in pairwise(line)]


def _stretch(pair: tuple[Vec, Vec], css: str) -> Callable[[Camera], list[Painted]]:
    def piece(camera: Camera) -> list[Painted]:
        return [Painted(_mean_depth(camera, pair) - _CLOSE, polyline(camera, pair, css))]

    return piece


__all__ = ["Still", "View", "best_view", "key_frames", "person_of", "still_svg"]
