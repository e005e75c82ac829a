"""stills.json: the few poses of every movement that pages draw, and a walking person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from unpinch.movement import Body, forward
from unpinch.movement.derived import FORMAT, to_bytes
from unpinch.movement.kinematics import index, quaternions
from unpinch.pictures.posed import cut, stills
from unpinch.programme.skeleton import COORDINATES, JOINTS, SEGMENTS

WALK = "walk"
_STRIDE_DEG: Mapping[str, float] = {
    "hip_flexion_deg_r": 26, "knee_flexion_deg_r": 6, "ankle_dorsiflexion_deg_r": 2,
    "hip_flexion_deg_l": -15, "knee_flexion_deg_l": 16, "ankle_dorsiflexion_deg_l": 8,
    "shoulder_flexion_deg_r": -22, "elbow_flexion_deg_r": 22, "shoulder_flexion_deg_l": 22, "elbow_flexion_deg_l": 34,
}  # fmt: skip
"""The step of a calm walk. Choice (drawing)."""


def pages(files: Mapping[str, bytes]) -> bytes:
    """Return the stills of all movements' files, and the walk."""
    read = {name.removesuffix(".json"): json.loads(content) for name, content in sorted(files.items())}
    levels = {name: stills(file) for name, file in read.items() if "clips" in file}
    return to_bytes({"format": FORMAT, "levels": levels | {WALK: walk()}})


def walk() -> dict[str, Any]:
    """Return a person in the middle of a step, the lower foot on the floor."""
    q = np.zeros((1, len(COORDINATES)))
    for name, angle_deg in _STRIDE_DEG.items():
        q[0, index(name)] = angle_deg
    frames = forward(Body(), q)
    points = np.stack([frames.points[name] for name in JOINTS], 1)
    up = np.array([0, -points[..., 1].min(), 0])
    clip = {
        "origins_mm": np.rint((frames.origins + up) * 1000).astype(int).ravel().tolist(),
        "quaternions_1e4": np.rint(quaternions(frames.rotations) * 10_000).astype(int).ravel().tolist(),
        "points_mm": np.rint((points + up) * 1000).astype(int).ravel().tolist(),
        "band": None,
    }
    file = {"segments": list(SEGMENTS), "joints": list(JOINTS), "clips": {WALK: clip}}
    poses = {"start": {**cut(file, WALK, 0), "cue": ""}}
    return {"height_m": Body().height_m, "props": [], "band": "none", "view_deg": [70, 8], "poses": poses}
