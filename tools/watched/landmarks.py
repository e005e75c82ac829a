"""The pose model's 33 landmarks, placed on the skeleton.

Joints are where the skeleton has them. Face and fingers are placed by anatomy: the face after tragion, eye and mouth
heights of adults (anthropometric surveys, from memory), the fingers after the hand's length. Choice where unnamed.
Shares of stature, in the axes of the segment that carries the point: X forward, Y to the head, Z to the right.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from unpinch.movement import Frames
from unpinch.movement.body import POINT_RATIOS
from unpinch.movement.kinematics import segment_index

Array = npt.NDArray[np.float64]

NAMES: tuple[str, ...] = (
    "nose",
    *(f"eye_{part}_{side}" for side in "lr" for part in ("inner", "middle", "outer")),
    *(f"{part}_{side}" for part in ("ear", "mouth", "shoulder", "elbow", "wrist") for side in "lr"),
    *(f"{part}_{side}" for part in ("pinky", "index", "thumb", "hip", "knee", "ankle", "heel", "toe") for side in "lr"),
)
"""In the model's order: left before right, as the person's own left."""
INDEX: Mapping[str, int] = {name: number for number, name in enumerate(NAMES)}

_MIDDLE: Mapping[str, tuple[str, tuple[float, float, float]]] = {"nose": ("head", (0.097, 0.098, 0.0))}
_SIDED: Mapping[str, tuple[str, tuple[float, float, float]]] = {
    "eye_inner": ("head", (0.082, 0.1165, 0.009)),
    "eye_middle": ("head", (0.083, 0.1165, 0.018)),
    "eye_outer": ("head", (0.074, 0.1165, 0.026)),
    "ear": ("head", (0.025, 0.108, 0.041)),
    "mouth": ("head", (0.088, 0.078, 0.0145)),
    "pinky": ("forearm", (-0.020, -0.201, 0.0)),
    "index": ("forearm", (0.018, -0.211, 0.0)),
    "thumb": ("forearm", (0.028, -0.181, -0.012)),
}
_ROUNDED_FROM = 0.10
"""A rounding upper back bends this far above the lumbar joint, as a share of stature: about the tenth rib. Choice."""


def _carriers() -> tuple[tuple[str, tuple[float, float, float]], ...]:
    made = []
    for name in NAMES:
        part, _, side = name.rpartition("_")
        segment, (x, y, z) = _MIDDLE.get(name) or _SIDED.get(part) or POINT_RATIOS[name]
        own = part in _SIDED and segment != "head"
        made.append((f"{segment}_{side}" if own else segment, (x, y, -z if side == "l" and part in _SIDED else z)))
    return tuple(made)


CARRIERS: tuple[tuple[str, tuple[float, float, float]], ...] = _carriers()
"""For each landmark the segment that carries it, and its place there."""
_SEGMENT_OF = np.array([segment_index(segment) for segment, _ in CARRIERS])
_PLACE = np.array([place for _, place in CARRIERS])
_LOWER = {"hip", "knee", "ankle", "heel", "toe"}
_UPPER = np.array([number for number, name in enumerate(NAMES) if name.split("_")[0] not in _LOWER])


def landmarks(frames: Frames, offsets_m: Array | None = None, rounded_deg: Array | None = None) -> Array:
    """Return (n, 33, 3) world metres. `offsets_m` (33, 3): where a model misplaces each, fixed to the body.

    `rounded_deg` (n,) bends the upper back, which the skeleton holds straight: head, shoulders and arms go along.
    """
    places = _PLACE * frames.body.height_m + (0.0 if offsets_m is None else offsets_m)
    turned = np.einsum("nlij,lj->nli", frames.rotations[:, _SEGMENT_OF], places)
    made: Array = frames.origins[:, _SEGMENT_OF] + turned
    if rounded_deg is not None and rounded_deg.any():
        made[:, _UPPER] = _rounded(frames, made[:, _UPPER], rounded_deg)
    return made


def _rounded(frames: Frames, points: Array, rounded_deg: Array) -> Array:
    """Return points turned forward about the chest's own sideways axis."""
    pivot = frames.place("thorax", np.array([0.0, _ROUNDED_FROM * frames.body.height_m, 0.0]))[:, None]
    axis = frames.rotations[:, segment_index("thorax"), :, 2][:, None]
    angle = -np.deg2rad(rounded_deg)[:, None, None]
    arm = points - pivot
    along = (arm * axis).sum(-1, keepdims=True) * axis
    made: Array = pivot + arm * np.cos(angle) + np.cross(axis, arm) * np.sin(angle) + along * (1 - np.cos(angle))
    return made
