"""Stills: a pose with mat, band and things as an SVG picture; the other pose as a ghost, with an arrow."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from unpinch.pictures import arrows, paint, things
from unpinch.pictures.arrows import HEIGHT, WIDTH
from unpinch.pictures.canvas import Camera, path, surface
from unpinch.pictures.figure import Ball
from unpinch.pictures.order import painted
from unpinch.pictures.posed import Pose, pose
from unpinch.pictures.vectors import Vec, length, minus

_MARGIN = 0.03
_SPARE = 0.055
"""How far a mat reaches beyond the person, in statures."""
_MOVED = 0.035
"""A part that moves less than this has no ghost."""
_SLID = 0.025
_DOOR_SEEN = 0.25
"""So much of a door must be seen, in statures; the rest may go beyond the picture."""
_ROUND = 32


@dataclass(frozen=True, slots=True)
class Still:
    """What is drawn: the setting (see `posed.setting`), the pose, and where it comes from or leads to.

    `around`: the poses for which the floor must reach; `worked`: the side of the leg that is never a quiet one.
    """

    setting: Mapping[str, Any]
    now: Pose
    camera: Camera
    ghost: Pose | None = None
    way: tuple[Pose, Pose, Pose] | None = None
    band: bool = True
    around: Sequence[Pose] = ()
    worked: str = ""


def view(azimuth_deg: float, elevation_deg: float) -> Camera:
    """Return the camera: azimuth 0 looks at the person from in front, 90 from the right."""
    return Camera(lift_deg=elevation_deg, swing_deg=90 - azimuth_deg)


def poses_of(kept: Mapping[str, Any]) -> dict[str, Pose]:
    """Return a level's kept poses in the drawing's space."""
    return {name: pose(one, kept["height_m"]) for name, one in kept["poses"].items()}


def framed(setting: Mapping[str, Any], poses: Sequence[Pose], camera: Camera, size: tuple[float, float]) -> Camera:
    """Return the camera in whose picture all these poses and the things around have their place."""
    spots = [camera.circle(ball) for ball in _shown(setting, poses)]
    low_x, high_x = min(x - r for x, _, r in spots) - _MARGIN, max(x + r for x, _, r in spots) + _MARGIN
    low_y, high_y = min(y - r for _, y, r in spots) - _MARGIN, max(y + r for _, y, r in spots) + _MARGIN
    scale = min(size[0] / (high_x - low_x), size[1] / (high_y - low_y))
    x, y = size[0] / 2 - scale * (low_x + high_x) / 2, size[1] / 2 - scale * (low_y + high_y) / 2
    return replace(camera, scale=scale, x=x, y=y)


def _shown(setting: Mapping[str, Any], poses: Sequence[Pose]) -> Iterator[Ball]:
    """Yield all that must be seen: the person, the band, and of the things around what matters."""
    people = [ball for one in poses for part in one.parts for ball in part.balls]
    yield from people
    yield from ((place, 0.0) for one in poses for place in one.band)
    for prop in setting["props"]:
        if prop["kind"] == "mat":
            places = things.trimmed(prop, setting["height_m"], [place for place, _ in people], _SPARE)
        else:
            places = _in_frame(prop, setting["height_m"])
        yield from ((place, 0.0) for place in places)


def _in_frame(prop: Mapping[str, Any], height_m: float) -> list[Vec]:
    """Return the points of a prop that must be seen: of a door or wall its foot."""
    corners = things.corners_of(prop, height_m)
    if prop["kind"] in {"door", "wall"}:
        return [(x, y, _DOOR_SEEN) for x, y, _ in corners[:4]]
    back = [(x, y, z + things.BACK_MM / things.MM / height_m) for x, y, z in corners[4:]]
    return corners + (back if prop["kind"] == "chair" else [])


def svg(still: Still, title: str = "", desc: str = "", size: tuple[float, float] = (WIDTH, HEIGHT)) -> str:
    """Return the still as one SVG element with its title as the accessible name (empty: decoration)."""
    inner = _floor(still) + _ghost(still) + _scene(still) + (_arrow(still) if still.way else "")
    words = f"<title>{escape(title)}</title>" + (f"<desc>{escape(desc)}</desc>" if desc else "")
    name = 'role="img"' if title else 'aria-hidden="true"'
    frame = f'viewBox="0 0 {size[0]:g} {size[1]:g}"'
    return f'<svg class="figure" {frame} {name} focusable="false">{words if title else ""}{inner}</svg>'


def _scene(still: Still) -> str:
    camera, setting = still.camera, still.setting
    pieces = list(paint.person(camera, still.now.parts, still.now.axes["head"], quiet(still)))
    for prop in setting["props"]:
        if prop["kind"] != "mat":
            pieces += things.pieces(prop, camera, setting["height_m"])
    if still.band and still.now.band:
        pieces += paint.band(camera, still.now.band, f"f-band {setting['band'].replace('_', '-')}")
    return painted(pieces)


def quiet(still: Still) -> set[str]:
    """Return the limbs on the far side, or of the leg that doesn't work."""
    limbs = set()
    for names, joints in ((("thigh", "shank"), ("hip", "knee")), (("arm", "forearm"), ("shoulder",))):
        depths = {
            side: sum(still.camera.place(still.now.joints[f"{joint}_{side}"])[2] for joint in joints)
            for side in ("left", "right")
        }
        far = max(depths, key=lambda side: depths[side])
        if still.worked and "thigh" in names:
            far = "left" if still.worked == "right" else "right"
        limbs |= {f"{name}_{far}" for name in names}
    return limbs


def _floor(still: Still) -> str:
    camera, setting = still.camera, still.setting
    around = [place for one in (still.now, *still.around) for part in one.parts for place, _ in part.balls]
    mats = [prop for prop in setting["props"] if prop["kind"] == "mat"]
    drawn = "".join(things.floor(mat, camera, setting["height_m"], around, _SPARE) for mat in mats)
    standing = [place for prop in setting["props"] for place in things.corners_of(prop, setting["height_m"])]
    return (drawn or _ground(camera, around + standing)) + paint.shadow(camera, still.now.parts)


def _ground(camera: Camera, around: Sequence[Vec]) -> str:
    """Return a round piece of floor below the person."""
    (left, right), (near, far) = (
        (min(p[axis] for p in around) - _SPARE, max(p[axis] for p in around) + _SPARE) for axis in (0, 1)
    )
    x, y, wide, deep = (left + right) / 2, (near + far) / 2, (right - left) / 2, (far - near) / 2
    turns = [2 * math.pi * step / _ROUND for step in range(_ROUND)]
    ring = [camera.flat((x + wide * math.cos(t), y + deep * math.sin(t), 0.0)) for t in turns]
    return path("f-mat", surface(ring))


# The ghost and the arrow


def _arrow(still: Still) -> str:
    """Return the arrow of the movement; of a body that slides, at the hips."""
    assert still.way is not None  # noqa: S101 - only called with a way
    shown = still if still.band else replace(still, now=replace(still.now, band=()))
    tips = ["hips"] if _slides(still.way[0], still.way[-1]) else []
    return arrows.arrow(still.camera, still.way, (shown.now, still.ghost), tips)


def _ghost(still: Still) -> str:
    if still.ghost is None or _slides(still.now, still.ghost):
        return ""
    pairs = zip(still.now.parts, still.ghost.parts, strict=True)
    moved = [there for here, there in pairs if "arm" not in there.name and _apart(here.balls, there.balls) > _MOVED]
    return paint.ghost(still.camera, moved)


def _apart(here: Sequence[Ball], there: Sequence[Ball]) -> float:
    return max(length(minus(a, b)) for (a, _), (b, _) in zip(here, there, strict=True))


def _slides(one: Pose, other: Pose) -> bool:
    """Tell whether the whole body moves along the floor."""
    names = ("pelvis", "thorax", "head")
    ways = [minus(other.axes[name][0], one.axes[name][0]) for name in names]
    return min(abs(way[0]) for way in ways) > _SLID and max(abs(way[2]) for way in ways) < _SLID
