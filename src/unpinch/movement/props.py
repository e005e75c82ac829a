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
