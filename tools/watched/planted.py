"""Small tools on coordinates: turn the pelvis about its own axis, keep places of the body where they were."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from unpinch.movement import Body, forward
from unpinch.movement.body import SITE_RATIOS
from unpinch.movement.kinematics import index, jacobian, segment_index

Array = npt.NDArray[np.float64]
_BODY = Body(1.70)
_ROUNDS = 8
_DAMPING = 1e-4
_LEVEL = 1e-6
_ROOT_M = ("root_x_m", "root_y_m", "root_z_m")


def rolled(q: Array, axis: int, degrees: Array) -> Array:
    """Return coordinates (n, 30) with the pelvis turned about its own axis (0 forward, 1 to the head, 2 right)."""
    made = q.copy()
    made[:, 3:6] = root_angles(forward(_BODY, q).rotations[:, 0] @ _turn(axis, np.deg2rad(degrees)))
    return made


def _turn(axis: int, angle: Array) -> Array:
    made = np.zeros((len(angle), 3, 3))
    one, two = (axis + 1) % 3, (axis + 2) % 3
    made[:, axis, axis] = 1
    made[:, one, one] = made[:, two, two] = np.cos(angle)
    made[:, two, one], made[:, one, two] = np.sin(angle), -np.sin(angle)
    return made


def root_angles(rotations: Array) -> Array:
    """Return roll, pitch and yaw in degrees (n, 3) of rotations Ry(yaw) Rz(pitch) Rx(roll)."""
    pitch = np.arcsin(np.clip(rotations[:, 1, 0], -1, 1))
    upright = np.abs(np.cos(pitch)) > _LEVEL
    yaw = np.where(
        upright,
        np.arctan2(-rotations[:, 2, 0], rotations[:, 0, 0]),
        np.arctan2(rotations[:, 0, 2], rotations[:, 2, 2]),
    )
    roll = np.where(upright, np.arctan2(-rotations[:, 1, 2], rotations[:, 1, 1]), 0.0)
    made: Array = np.rad2deg(np.stack([roll, pitch, yaw], 1))
    return made


def planted(before: Array, after: Array, sites: Sequence[str], free: Sequence[str]) -> Array:
    """Return `after` with the sites brought back to where they were `before`, by the free coordinates alone."""
    goals = _places(before, sites)
    segments = np.array([segment_index(SITE_RATIOS[site][0]) for site in sites])
    chosen = np.array([index(name) for name in free])
    to_units = np.where(np.isin(free, _ROOT_M), 1.0, 180 / np.pi)
    made = after.copy()
    for _ in range(_ROUNDS):
        frames = forward(_BODY, made)
        points = np.stack([frames.site(site) for site in sites], 1)
        slopes = jacobian(frames, segments, points, chosen).reshape(len(made), -1, len(chosen))
        miss = (goals - points).reshape(len(made), -1, 1)
        square = slopes.transpose(0, 2, 1) @ slopes + _DAMPING * np.eye(len(chosen))
        step = np.linalg.solve(square, slopes.transpose(0, 2, 1) @ miss)[..., 0]
        made[:, chosen] += step * to_units
    return made


def _places(q: Array, sites: Sequence[str]) -> Array:
    frames = forward(_BODY, q)
    made: Array = np.stack([frames.site(site) for site in sites], 1)
    return made
