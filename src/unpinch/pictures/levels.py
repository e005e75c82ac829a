"""The stills of the shipped levels and positions of ease, from `derived/stills.json`, which `make derive` writes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from unpinch.pictures.arrows import HEIGHT, WIDTH
from unpinch.pictures.canvas import Camera
from unpinch.pictures.posed import Pose
from unpinch.pictures.stills import Still, framed, poses_of, svg, view

Moment = Literal["start", "end"]
View = tuple[float, float]

_VIEWS: Mapping[str, View] = {
    "nerve_floss": (78, 17),
    "nerve_floss_0": (78, 25),
    "leg_traction": (101, 27),
    "cross_body": (-72, 45),
    "seated_hinge": (76, 11),
    "clamshell": (14, 29),
    "bridge": (79, 19),
    "bridge_3": (58, 25),
    "calves_on_chair": (78, 15),
    "face_down": (14, 30),
    "pillow_between_knees": (14, 31),
}
"""Azimuth and elevation in degrees from which a movement is told apart at once, by name and level or by name alone."""
_CROSSING = "cross_body"
"""Here the leg that works is the farther one, and keeps the stronger tone."""
POSITIONS = ("release", "calves_on_chair", "pillow_between_knees", "face_down", "walk")
_RELEASE = "nerve_floss_2"
_REST = 0


def view_of(setting: Mapping[str, Any], exercise: str, level: int, side: str = "right") -> Camera:
    """Return the camera for a movement: the one chosen here, or the file's own best."""
    chosen = _VIEWS.get(f"{exercise}_{level}") or _VIEWS.get(exercise)
    if chosen is None:
        return view(*setting["view_deg"])
    return view(chosen[0] if side == "right" else -chosen[0], chosen[1])


def worked(exercise: str, side: str = "right") -> str:
    """Return the side of the leg that is shown as the working one though it isn't the nearer; else nothing."""
    return side if exercise == _CROSSING else ""


def still(exercise: str, level: int, moment: Moment, side: str = "right", title: str = "") -> str:
    """Return the picture of an exercise's start or end as SVG; an unknown level shows the nearest lower one."""
    name = _known(exercise, level)
    return svg(drawn(name, moment, side), title, _cue(name, moment))


def way_out(exercise: str, level: int, side: str = "right", *, band: bool = True, title: str = "") -> str:
    """Return the picture of how to stop and get out, with the band or without one in use."""
    name = _known(exercise, level)
    return svg(replace(drawn(name, "out", side), band=band), title, _cue(name, "out"))


def position(name: str, side: str = "right", title: str = "") -> str:
    """Return the picture of a resting position, walking, or letting go of the band."""
    if name == "release":
        return svg(drawn(_RELEASE, "out", side), title)
    return svg(drawn(name if name == "walk" else f"{name}_{_REST}", "start", side), title)


@cache
def _levels() -> Mapping[str, Any]:
    text = files("unpinch").joinpath("derived", "stills.json").read_text(encoding="utf-8")
    levels: Mapping[str, Any] = json.loads(text)["levels"]
    return levels


def _known(exercise: str, level: int) -> str:
    """Return the name of the level, or of the nearest lower one, or of the lowest."""
    numbers = sorted(int(name.rpartition("_")[2]) for name in _levels() if name.rpartition("_")[0] == exercise)
    return f"{exercise}_{([n for n in numbers if n <= level] or numbers[:1])[-1]}"


def _cue(name: str, pose: str) -> str:
    return str(_levels()[name]["poses"][pose]["cue"])


@lru_cache(maxsize=128)
def drawn(name: str, shown: str, side: str) -> Still:
    """Return what a picture of a level (`bridge_3`) shows: its `start`, `end`, or way `out`."""
    kept = _levels()[name]
    poses = poses_of(kept)
    exercise, _, level = name.rpartition("_")
    camera = view_of(kept, exercise, int(level)) if exercise else view(*kept["view_deg"])
    around = _framing(poses, shown)
    camera = framed(kept, around, camera, (WIDTH, HEIGHT))
    camera = replace(camera, mirror_at=WIDTH) if side == "left" else camera
    return _told(Still(kept, poses[shown], camera, around=around, worked=worked(exercise)), poses, shown)


def _framing(poses: Mapping[str, Pose], shown: str) -> list[Pose]:
    """Return the poses that must have their place in the picture: start and end share a frame."""
    names = ("start", "end", shown)
    return [poses[name] for name in dict.fromkeys(names) if name in poses]


def _told(still_: Still, poses: Mapping[str, Pose], shown: str) -> Still:
    """Return the still with the ghost of the other pose and the way between, if the two differ."""
    if "end" not in poses:
        return still_
    if shown == "out":
        return replace(still_, ghost=poses["end"], way=(poses["end"], poses["leaving"], poses["out"]))
    other = "end" if shown == "start" else "start"
    return replace(still_, ghost=poses[other], way=(poses["start"], poses["halfway"], poses["end"]))


__all__ = ["POSITIONS", "Moment", "drawn", "position", "still", "view_of", "way_out", "worked"]
