"""A stage as the page that draws it reads it: in the form of the figure's own files, with one clip and a camera."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from tools.clips.staged import BODY, FPS, HEIGHT, IN_PACE, IN_S, WIDTH, Staged
from tools.watched.clips import ROOT
from unpinch.movement import JOINTS, Motion, forward, movement_of, play
from unpinch.movement.band import band_path, path_lengths_m
from unpinch.movement.kinematics import quaternions
from unpinch.programme import load

Array = npt.NDArray[np.float64]
CLIP = "story"
_MM, _UNIT = 1000, 10_000
COLOURS: Mapping[str, Mapping[str, str]] = {
    "f": {"skin": "#c98d6b", "hair": "#2f211b", "top": "#3d6f8e", "shorts": "#2b2f3a", "wall": "#d9d4c9"},
    "m": {"skin": "#7d5238", "hair": "#15110f", "top": "#b9b4a6", "shorts": "#39506a", "wall": "#b7c2c4"},
    "older": {"skin": "#e0b499", "hair": "#8d8a86", "top": "#7a3f46", "shorts": "#5b5d60", "wall": "#cfc7b2"},
}
"""Skin, clothes and wall of each body. Choice: unlike one another, like nobody."""
_THINGS = {
    "grey": "#9a9894", "sock": "#e9e6df", "shoe": "#40444a", "sole": "#d8d4cb", "mat": "#5f7f74", "pillow": "#efe9dd",
    "towel": "#a9b7bd", "wood": "#9b7350", "door": "#8a7763", "floor": "#8f7d6a", "band": "#d9a441", "strap": "#7d3b2f",
    "nerve": "#c2a23a", "warm": "#c2a23a", "hot": "#b5482f", "card": "#ffffff",
}  # fmt: skip


def sent(staged: Staged) -> bytes:
    """Return a stage as JSON."""
    case, camera = staged.case, staged.camera
    derived = json.loads((ROOT / f"src/unpinch/derived/{case.exercise}_{case.level}.json").read_text("utf-8"))
    kept = ("exercise", "level", "side", "height_m", "segments", "joints", "props", "band")
    motion = {name: derived[name] for name in kept} | {"clips": {CLIP: _clip(staged)}}
    shown = {"axes": camera.axes().ravel().tolist(), "position_m": camera.position_m, "focal_px": camera.focal_px}
    values: dict[str, Any] = {
        "motion": motion, "side": case.side, "body": staged.body, "clip": CLIP, "fps": FPS, "size": [WIDTH, HEIGHT],
        "camera": shown, "colours": {**_THINGS, **COLOURS[staged.body], "dark": False},
    }  # fmt: skip
    return json.dumps(values, separators=(",", ":")).encode()


def _clip(staged: Staged) -> dict[str, Any]:
    frames = staged.frames
    return {
        "n": len(staged.time_s),
        "duration_s": float(staged.time_s[-1]),
        "phases": [],
        "origins_mm": _whole(frames.origins, _MM),
        "quaternions_1e4": _whole(quaternions(frames.rotations), _UNIT),
        "points_mm": _whole(np.stack([frames.points[name] for name in JOINTS], 1), _MM),
        "band": _band(staged),
    }


def _whole(values: Array, scale: int) -> list[int]:
    flat: list[int] = np.rint(values * scale).astype(int).ravel().tolist()
    return flat


def _band(staged: Staged) -> dict[str, Any] | None:
    """Return the band's course through all acts; none where the level has none."""
    parts = list(_courses(staged))
    if not parts:
        return None
    paths = np.concatenate(parts)
    lengths = path_lengths_m(paths)
    return {
        "paths_mm": [_whole(one, _MM) for one in paths],
        "elongation_percent": _whole(np.clip(lengths / np.percentile(lengths, 5) - 1, 0, 1), 100),
    }


def _courses(staged: Staged) -> Iterator[Array]:
    """Yield the band's course while coming in, and then, where it runs as it does in a repetition."""
    coming = staged.time_s < IN_S
    for clip, inside in (("in", coming), ("repetition", ~coming)):
        motion = _played(staged.case.exercise, staged.case.level, clip)
        before_s = IN_PACE * (IN_S - staged.time_s[inside])
        time_s = np.maximum(motion.duration_s - before_s, 0.0) if clip == "in" else np.zeros(inside.sum())
        frames = forward(BODY, staged.frames.q[inside])
        path = band_path(replace(motion, time_s=time_s, frames=frames))
        if path is not None:
            yield path


@lru_cache(maxsize=16)
def _played(exercise: str, level: int, clip: str) -> Motion:
    return play(movement_of(load(), exercise, level), BODY, clip=clip)
