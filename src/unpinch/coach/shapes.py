"""A level's shape: where the body's landmarks are in the room along a repetition, from the derived frames.

Metres, the moved side called `w` and on the right: X to the front, Y up, Z to the moved side. A left side is the mirror
image, and so is its picture. Targets of faults are deviations from this shape.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from unpinch.coach.frames import NAMES

Point = tuple[float, float, float]
Pose = Mapping[str, Point]
STEPS = 12
"""The way out is kept at so many places."""
_EAR_RATIO = 0.57
"""The ear's place between neck and top of the head: tragion height of adults, from memory."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Poses by landmark (`knee_w`, `knee_o`, ..., `ear`): `path` from the start pose to the far one, in time order.

    `out_s` and `back_s`: how long the ways take. `is_hold`: the far pose is held for as long as the dose says.
    """

    exercise: str
    level: int
    path: tuple[Pose, ...]
    out_s: float
    back_s: float
    hold_s: float
    is_hold: bool

    @property
    def start(self) -> Pose:
        """Return the pose in which a repetition begins."""
        return self.path[0]

    @property
    def end(self) -> Pose:
        """Return the pose farthest from the start."""
        return self.path[-1]


class UnknownShapeError(LookupError):
    """There is no derived movement of that name."""


@lru_cache(maxsize=32)
def shape_of(exercise: str, level: int) -> Shape:
    """Return a level's shape; `UnknownShapeError` where no movement is derived."""
    path = files("unpinch").joinpath("derived", f"{exercise}_{level}.json")
    if not path.is_file():
        raise UnknownShapeError(f"There is no movement of {exercise} level {level} to watch.")
    return _shape(json.loads(path.read_text("utf-8")))


def needed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a shape is made from: all of a derived file that travels to a page."""
    clip = values["clips"]["repetition"]
    kept = {name: values[name] for name in ("exercise", "level", "fps", "joints")}
    return {**kept, "clips": {"repetition": {name: clip[name] for name in ("n", "phases", "points_mm")}}}


def _shape(values: Mapping[str, Any]) -> Shape:
    clip = values["clips"]["repetition"]
    phases = clip["phases"]
    out, back = phases[0], phases[-1]
    last = min(round(out["to_s"] * values["fps"]), clip["n"] - 1)
    path = tuple(_pose(values["joints"], clip["points_mm"], round(last * step / STEPS)) for step in range(STEPS + 1))
    held = sum(phase["to_s"] - phase["from_s"] for phase in phases[1:-1])
    return Shape(
        values["exercise"],
        values["level"],
        path,
        out["to_s"] - out["from_s"],
        back["to_s"] - back["from_s"],
        held,
        any(phase["repeats"] for phase in phases),
    )


def _pose(joints: list[str], flat: list[int], frame: int) -> Pose:
    first = frame * len(joints) * 3
    known = {name: _metres(flat, first + 3 * number) for number, name in enumerate(joints)}
    made = {f"{part}_w": known[f"{part}_r"] for part in NAMES if part != "ear"}
    made |= {f"{part}_o": known[f"{part}_l"] for part in NAMES if part != "ear"}
    neck, top = known["neck"], known["head_top"]
    made["ear"] = _mix(neck, top, _EAR_RATIO)
    return made


def _metres(flat: list[int], at: int) -> Point:
    return flat[at] / 1000, flat[at + 1] / 1000, flat[at + 2] / 1000


def _mix(first: Point, last: Point, share: float) -> Point:
    a, b, c = (x + share * (y - x) for x, y in zip(first, last, strict=True))
    return a, b, c
