"""Things in the room, placed for a body: a chair keeps its height, a pillow lies where this person's head does."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from unpinch.movement.kinematics import Array, Frames
from unpinch.programme.movement import Prop


@dataclass(frozen=True)
class Placed:
    """A prop in the room: its middle and size in metres. `waits`: it takes its place from the first key's pose."""

    id: str
    kind: str
    centre_m: tuple[float, float, float]
    size_m: tuple[float, float, float]
    yaw_deg: float
    waits: bool = False

    @property
    def top_m(self) -> float:
        """Return how high its upper face lies."""
        return self.centre_m[1] + self.size_m[1] / 2


@dataclass(frozen=True, slots=True)
class Solid:
    """A box in the room: middle, size and turn about the vertical."""

    centre_m: tuple[float, float, float]
    size_m: tuple[float, float, float]
    yaw_deg: float


_SEAT_M, _LEG_M, _LEG_IN_M = 0.05, 0.035, 0.04
"""A chair's seat and legs as the figure shows them: seat's thickness, a leg's width, its middle from the edge."""


def solids(prop: Placed) -> tuple[Solid, ...]:
    """Return the boxes that a thing is made of: a chair is its seat and four legs, all else one box."""
    (x, y, z), (long, high, wide) = prop.centre_m, prop.size_m
    if prop.kind != "chair":
        return (Solid(prop.centre_m, prop.size_m, prop.yaw_deg),)
    cos, sin = np.cos(np.deg2rad(prop.yaw_deg)), np.sin(np.deg2rad(prop.yaw_deg))
    seat = Solid((x, prop.top_m - _SEAT_M / 2, z), (long, _SEAT_M, wide), prop.yaw_deg)
    legs = []
    for ahead, right in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        a, b = ahead * (long / 2 - _LEG_IN_M), right * (wide / 2 - _LEG_IN_M)
        at = (x + a * float(cos) + b * float(sin), y - _SEAT_M / 2, z - a * float(sin) + b * float(cos))
        legs.append(Solid(at, (_LEG_M, high - _SEAT_M, _LEG_M), prop.yaw_deg))
    return (seat, *legs)


def place_prop(prop: Prop, frames: Frames | None) -> Placed:
    """Return a prop in its place; one that lies at a site waits until a pose is known."""
    x, y, z = (value / 1000 for value in prop.size_mm)
    forward_m, up_m, right_m = (value / 1000 for value in prop.offset_mm)
    base = np.zeros(3) if not prop.at or frames is None else _at(frames, prop.at)
    if prop.fits and frames is not None:
        y = max(0.01, float(base[1]) - frames.body.site_radius_m(prop.at) - up_m)
    centre = (float(base[0]) + forward_m, up_m + y / 2, float(base[2]) + right_m)
    return Placed(prop.id, prop.kind, centre, (x, y, z), prop.yaw_deg, waits=bool(prop.at) and frames is None)


def _at(frames: Frames, site: str) -> Array:
    place: Array = frames.points[site][0] if site in frames.points else frames.site(site)[0]
    return place
