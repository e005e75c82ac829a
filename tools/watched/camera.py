"""A pinhole camera: where a point of the room appears in the picture, and where such a camera is put for a view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from unpinch.movement import Frames
from unpinch.movement.kinematics import segment_index

Array = npt.NDArray[np.float64]
UP = np.array([0.0, 1.0, 0.0])
_NEAREST_M = 0.2


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the camera stands (world metres), what it looks at, how it leans, and its picture in pixels."""

    position_m: tuple[float, float, float]
    target_m: tuple[float, float, float]
    lean_deg: float
    focal_px: float
    width: int
    height: int
    shift_px: tuple[float, float] = (0.0, 0.0)

    def axes(self) -> Array:
        """Return right, down and away as rows, in the world."""
        away = np.subtract(self.target_m, self.position_m, dtype=np.float64)
        away /= np.linalg.norm(away)
        right = np.cross(away, UP)
        right /= np.linalg.norm(right)
        down = np.cross(away, right)
        c, s = np.cos(np.deg2rad(self.lean_deg)), np.sin(np.deg2rad(self.lean_deg))
        return np.array([c * right + s * down, c * down - s * right, away])

    def seen(self, points: Array) -> Array:
        """Return points (..., 3) in the camera's own axes: metres to the right, down, away."""
        made: Array = (points - np.array(self.position_m)) @ self.axes().T
        return made

    def pixels(self, seen: Array) -> Array:
        """Return where points in the camera's axes fall: (..., 2) pixels from the picture's upper left corner."""
        depth = np.maximum(seen[..., 2:], _NEAREST_M)
        middle = np.array([self.width / 2, self.height / 2]) + np.array(self.shift_px)
        made: Array = middle + self.focal_px * seen[..., :2] / depth
        return made


@dataclass(frozen=True, slots=True)
class View:
    """A direction to look from: azimuth from the flank toward the feet, elevation; in degrees, least and most."""

    id: str
    name: str
    azimuth_deg: tuple[float, float]
    elevation_deg: tuple[float, float]
    asked_for: bool
    either_way: bool = False


VIEWS: Mapping[str, View] = {
    view.id: view
    for view in (
        View("side", "side", (-12, 12), (2, 15), asked_for=True),
        View("oblique", "side, oblique to 45", (20, 45), (3, 20), asked_for=True, either_way=True),
        View("raised", "side, raised to 45", (-15, 15), (28, 45), asked_for=True),
        View("far", "from the other side", (165, 195), (3, 15), asked_for=False),
        View("foot_oblique", "foot-end oblique", (50, 68), (5, 20), asked_for=False),
        View("foot_end", "foot-end", (80, 100), (5, 25), asked_for=False),
        View("head_end", "head-end", (-100, -80), (5, 25), asked_for=False),
    )
}
"""Foot-end of a seated person means from in front, head-end from behind; a side-lying one is seen from in front."""


def flank(frames: Frames, side: str) -> tuple[Array, Array]:
    """Return the level directions of a person's moved flank (lying on a side: the front) and feet."""
    pelvis = frames.rotations[:, segment_index("pelvis")].mean(0)
    sideways = pelvis[:, 2] * (1 if side == "right" else -1)
    lying_on_side = abs(sideways[1]) > np.sin(np.pi / 4)
    level = (pelvis[:, 0] if lying_on_side else sideways) * [1, 0, 1]
    level /= np.linalg.norm(level)
    feet = np.cross(level, UP)
    legs = sum(frames.points[f"ankle_{one}"].mean(0) for one in "rl") / 2 - frames.points["hip_mid"].mean(0)
    return level, feet * (1 if feet @ legs >= 0 else -1)


def direction(axes: tuple[Array, Array], azimuth_deg: float, elevation_deg: float) -> Array:
    """Return the unit vector from the person to the camera."""
    a, e = np.deg2rad(azimuth_deg), np.deg2rad(elevation_deg)
    made: Array = np.cos(e) * (np.cos(a) * axes[0] + np.sin(a) * axes[1]) + np.sin(e) * UP
    return made


def placed(camera: Camera, toward: Array, points: Array, fill_ratio: float) -> Camera:
    """Return the camera moved along a direction until points (n, 3) fill a share of the picture's tighter side."""
    target = (points.max(0) + points.min(0)) / 2
    distance_m = 3.0
    for _ in range(6):
        camera = replace(camera, position_m=_at(target + distance_m * toward), target_m=_at(target))
        pixels = camera.pixels(camera.seen(points))
        size = np.ptp(pixels, axis=0) / [camera.width, camera.height]
        distance_m = max(distance_m * float(size.max()) / fill_ratio, 1.0)
    return camera


def _at(point: Array) -> tuple[float, float, float]:
    return float(point[0]), float(point[1]), float(point[2])
