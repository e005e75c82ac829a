"""A level's frames as plain values for the browser: whole numbers, right side, the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from unpinch.movement.band import band_path, other_side
from unpinch.movement.body import Body
from unpinch.movement.keys import chain
from unpinch.movement.kinematics import Array, Frames, index, quaternions
from unpinch.movement.play import Motion, Side, play
from unpinch.movement.scene import CLIPS, Movement
from unpinch.programme.skeleton import COORDINATES, JOINTS, SEGMENTS

FORMAT = 1
FPS = 30
_SHOWN_HOLD = {"hold": 9.6}
"""A hold is given as two calm breaths, which a player repeats for as long as the dose says."""
_MM, _UNIT = 1000, 10_000


def played(movement: Movement, body: Body | None = None, side: Side = "right", fps: int = FPS) -> dict[str, Motion]:
    """Return the three clips as the browser shows them."""
    tempo = None if movement.tempo else _SHOWN_HOLD
    return {clip: play(movement, body or Body(), side, fps, tempo, clip) for clip in CLIPS}


def derived(motions: Mapping[str, Motion]) -> dict[str, Any]:
    """Return what the browser reads of played clips: frames, props, band, camera, the coach's targets.

    The curves and the band's pull are added by mechanics.
    """
    shown = motions["repetition"]
    movement, body, side, fps = shown.movement, shown.frames.body, shown.side, shown.fps
    return {
        "format": FORMAT,
        "exercise": movement.exercise,
        "level": movement.level,
        "side": side,
        "height_m": body.height_m,
        "fps": fps,
        "segments": list(SEGMENTS),
        "joints": list(JOINTS),
        "clips": {clip: _clip(motion) for clip, motion in motions.items()},
        "props": _props(movement, body, side),
        "band": {"kind": movement.written.band.kind, "strands": movement.written.band.strands},
        "camera": _cameras(movement, shown.frames, side),
        "targets": _targets(shown),
    }


def _targets(motion: Motion) -> dict[str, Any]:
    """Return what a coach may compare with: the angles at the end of each phase, and the limits, in degrees."""
    ends = [
        {
            "phase": phase.name,
            "seconds": round(phase.to_s - phase.from_s, 3),
            "angles_deg": {name: round(float(_at(motion, phase.to_s, name)), 1) for name in COORDINATES[6:]},
        }
        for phase in motion.phases
    ]
    limits = {_own_side(name, motion.side): list(pair) for name, pair in motion.movement.written.limits.items()}
    return {"phases": ends, "limits_deg": limits}


def _at(motion: Motion, time_s: float, name: str) -> float:
    frame = min(round(time_s * motion.fps), len(motion.time_s) - 1)
    return float(motion.q[frame, index(name)])


def _own_side(name: str, side: Side) -> str:
    return name if side == "right" else other_side(name)


def to_bytes(values: Mapping[str, Any]) -> bytes:
    """Return compact JSON, one line, keys as they stand."""
    return (json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _clip(motion: Motion) -> dict[str, Any]:
    frames = motion.frames
    points = np.stack([frames.points[name] for name in JOINTS], 1)
    path = band_path(motion)
    return {
        "duration_s": round(motion.duration_s, 3),
        "phases": [
            {
                "name": phase.name,
                "from_s": round(phase.from_s, 3),
                "to_s": round(phase.to_s, 3),
                "cue": phase.cue,
                "repeats": phase.name == "hold" and not motion.movement.tempo and motion.clip == "repetition",
            }
            for phase in motion.phases
        ],
        "n": len(motion.time_s),
        "origins_mm": _whole(frames.origins, _MM),
        "quaternions_1e4": _whole(_steady(quaternions(frames.rotations)), _UNIT),
        "points_mm": _whole(points, _MM),
        "breath_percent": _whole(motion.breath_ratio, 100),
        "band": None if path is None else {"paths_mm": [_whole(one, _MM) for one in path]},
    }


def _whole(values: Array, scale: int) -> list[int]:
    flat: list[int] = np.rint(values * scale).astype(int).ravel().tolist()
    return flat


def _steady(values: Array) -> Array:
    """Return quaternions whose sign never jumps from frame to frame, so that a player may blend them."""
    made = values.copy()
    for number in range(1, len(made)):
        flips = (made[number] * made[number - 1]).sum(-1) < 0
        made[number][flips] *= -1
    return made


def _props(movement: Movement, body: Body, side: Side) -> list[dict[str, Any]]:
    sign = 1 if side == "right" else -1
    return [
        {
            "id": prop.id,
            "kind": prop.kind,
            "centre_mm": _whole(np.array(prop.centre_m) * [1, 1, sign], _MM),
            "size_mm": _whole(np.array(prop.size_m), _MM),
            "yaw_deg": sign * prop.yaw_deg,
        }
        for prop in chain(movement, body).props
    ]


def _cameras(movement: Movement, frames: Frames, side: Side) -> dict[str, Any]:
    sign = 1 if side == "right" else -1
    made = {}
    for camera in movement.written.camera:
        target = frames.points[camera.look_at].mean(0)
        made[camera.id] = {
            "azimuth_deg": sign * camera.azimuth_deg,
            "elevation_deg": camera.elevation_deg,
            "distance_m": round(camera.distance_ratio * frames.body.height_m, 3),
            "target_mm": _whole(target, _MM),
        }
    return made
