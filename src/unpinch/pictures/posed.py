"""Poses out of a derived file: one frame, cut down to what a drawing needs, and the poses that a still shows.

The file's room has X forward, Y up, Z right, in millimetres; see docs/movement.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from unpinch.pictures.figure import SIDES, Axes, Part, body
from unpinch.pictures.things import room
from unpinch.pictures.vectors import Vec, dot, length, minus, unit

_SEGMENTS = ("pelvis", "thorax", "head", "foot_r", "foot_l")
_LIMBS = ("hip", "knee", "shoulder", "elbow", "wrist", "hand")
_JOINTS = tuple(f"{name}_{side[0]}" for side in SIDES for name in _LIMBS)
_AXES, _TURN, _FULL = 3, 4, 10_000
_SLACK_N, _STRAIGHT = 0.5, 0.94
_HANGS, _LYING = 0.09, 0.004
"""A band that pulls less than this hangs through by this share of its length, and lies so high on the floor. Choice."""
_WHOLE = {"r": "right", "l": "left"}

Cut = Mapping[str, Any]
"""A frame as kept: `segments` (origin in mm, quaternion in 1/10000), `joints` and `band` in mm, `slack`, its cue."""


@dataclass(frozen=True, slots=True)
class Pose:
    """A frame in the drawing's space: segments' axes, joints, the band's line (empty: none) and the parts."""

    axes: Mapping[str, Axes]
    joints: Mapping[str, Vec]
    band: Sequence[Vec]
    parts: Sequence[Part]


def cut(file: Mapping[str, Any], clip: str, frame: int) -> Cut:
    """Return one frame of a clip as it is kept."""
    content, names, joints = file["clips"][clip], file["segments"], file["joints"]
    origins = _rows(content["origins_mm"], frame, len(names), _AXES)
    turns = _rows(content["quaternions_1e4"], frame, len(names), _TURN)
    points = _rows(content["points_mm"], frame, len(joints), _AXES)
    at = [names.index(name) for name in _SEGMENTS]
    band = content["band"] or {"paths_mm": {frame: []}}
    return {
        "segments": [value for number in at for value in (*origins[number], *turns[number])],
        "joints": [value for name in _JOINTS for value in points[joints.index(name)]],
        "band": list(band["paths_mm"][frame]),
        "slack": "tension_n" in band and band["tension_n"][frame] < _SLACK_N,
    }


def _rows(flat: Sequence[float], frame: int, count: int, size: int) -> list[Sequence[float]]:
    first = frame * count * size
    return [flat[first + number * size : first + (number + 1) * size] for number in range(count)]


def pose(kept: Cut, height_m: float) -> Pose:
    """Return a kept frame in the drawing's space."""
    segments = _rows(kept["segments"], 0, len(_SEGMENTS), _AXES + _TURN)
    axes = {_named(name): _axes(one, height_m) for name, one in zip(_SEGMENTS, segments, strict=True)}
    places = [room(point, height_m) for point in _rows(kept["joints"], 0, len(_JOINTS), _AXES)]
    joints = {_named(name): place for name, place in zip(_JOINTS, places, strict=True)}
    line = [room(point, height_m) for point in _rows(kept["band"], 0, len(kept["band"]) // _AXES, _AXES)]
    return Pose(axes, joints, _hanging(line) if kept["slack"] else line, body(axes, joints))


def _hanging(line: Sequence[Vec]) -> list[Vec]:
    """Return a slack band's line: each straight part hangs through, no lower than the floor."""
    corners = [0, *(n for n in range(1, len(line) - 1) if _bends(line[n - 1], line[n], line[n + 1])), len(line) - 1]
    made = list(line)
    for first, last in pairwise(corners):
        for number in range(first + 1, last):
            share, (x, y, z) = (number - first) / (last - first), line[number]
            hung = _HANGS * length(minus(line[last], line[first])) * 4 * share * (1 - share)
            made[number] = (x, y, min(z, max(_LYING, z - hung)))
    return made


def _bends(a: Vec, b: Vec, c: Vec) -> bool:
    return dot(unit(minus(b, a)), unit(minus(c, b))) < _STRAIGHT


def _named(name: str) -> str:
    stem, _, end = name.rpartition("_")
    return f"{stem}_{_WHOLE[end]}" if end in _WHOLE else name


def _axes(kept: Sequence[float], height_m: float) -> Axes:
    x, y, z, w = (value / _FULL for value in kept[_AXES:])
    front = (1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w))
    crown = (2 * (x * y - z * w), 1 - 2 * (x * x + z * z), 2 * (y * z + x * w))
    return room(kept[:_AXES], height_m), _turned(front), _turned(crown)


def _turned(way: Sequence[float]) -> Vec:
    return way[0], -way[2], way[1]


# Which frames


def setting(file: Mapping[str, Any]) -> dict[str, Any]:
    """Return what all poses of a file share."""
    best = file["camera"]["best"]
    return {
        "height_m": file["height_m"],
        "props": [
            {key: prop[key] for key in ("id", "kind", "centre_mm", "size_mm", "yaw_deg")} for prop in file["props"]
        ],
        "band": file["band"]["kind"],
        "view_deg": [best["azimuth_deg"], best["elevation_deg"]],
    }


def stills(file: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the stills of a level need: its start, its end (where the first phase ends) and the way out."""
    clips = file["clips"]
    first, out = (clips[clip]["phases"][0] for clip in ("repetition", "out"))
    frames = {
        "start": ("repetition", 0.0, clips["in"]["phases"][-1]["cue"]),
        "halfway": ("repetition", first["to_s"] / 2, ""),
        "end": ("repetition", first["to_s"], first["cue"]),
        "leaving": ("out", out["to_s"] / 2, ""),
        "out": ("out", out["to_s"], out["cue"]),
    }
    poses = {
        name: {**cut(file, clip, _frame(file, clip, time_s)), "cue": cue}
        for name, (clip, time_s, cue) in frames.items()
    }
    return {**setting(file), "poses": poses}


def key_frames(file: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    """Yield the key poses of a file: clip, phase, and the frame at the phase's end; first where the movement begins."""
    for clip, content in file["clips"].items():
        if clip == "in":
            yield clip, content["phases"][0]["name"], 0
        for phase in content["phases"]:
            yield clip, phase["name"], _frame(file, clip, phase["to_s"])


def _frame(file: Mapping[str, Any], clip: str, time_s: float) -> int:
    return int(min(file["clips"][clip]["n"] - 1, round(time_s * file["fps"])))
