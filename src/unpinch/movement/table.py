"""A played movement as plain values and as a table: units in every name, metres for points, degrees for joints."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from unpinch.movement.kinematics import Array
from unpinch.movement.play import Motion
from unpinch.programme.skeleton import COORDINATES, JOINTS

_METRES, _DEGREES = 4, 2


def clip_values(motion: Motion) -> dict[str, Any]:
    """Return a clip: time, phases, coordinates and joint points."""
    return {
        "time_s": _plain(motion.time_s, _METRES),
        "phases": [
            {"name": phase.name, "from_s": round(phase.from_s, 3), "to_s": round(phase.to_s, 3), "cue": phase.cue}
            for phase in motion.phases
        ],
        "coordinates": {name: _plain(motion.q[:, column], _digits(name)) for column, name in enumerate(COORDINATES)},
        "joints_m": {name: np.round(motion.frames.points[name], _METRES).tolist() for name in JOINTS},
        "breath_ratio": _plain(motion.breath_ratio, 3),
    }


def rows(motions: Mapping[str, Motion], curves: Mapping[str, Any]) -> str:
    """Return all clips as a table with a head; the curves stand in the rows of the repetition."""
    shown = dict(_columns(curves, len(motions["repetition"].time_s)))
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    points = [f"{name}_{axis}_m" for name in JOINTS for axis in "xyz"]
    slider = {"slider_index": curves["slider_index"]} if "slider_index" in curves else {}
    table.writerow(["clip", "time_s", "phase", *COORDINATES, *points, *slider, *shown])
    for clip, motion in motions.items():
        places = np.concatenate([motion.frames.points[name] for name in JOINTS], 1)
        for frame, time_s in enumerate(motion.time_s):
            angles = [
                round(float(value), _digits(name)) for name, value in zip(COORDINATES, motion.q[frame], strict=True)
            ]
            own = [*slider.values(), *(values[frame] for values in shown.values())] if clip == "repetition" else []
            row = [clip, round(float(time_s), _METRES), _phase(motion, float(time_s)), *angles]
            table.writerow([*row, *np.round(places[frame], _METRES).tolist(), *own])
    return text.getvalue()


def _columns(values: Mapping[str, Any], count: int, prefix: str = "") -> Iterator[tuple[str, list[float]]]:
    """Yield every curve that has a value for each frame, its name made of the names above it."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _columns(value, count, f"{prefix}{name}.")
        elif isinstance(value, list) and len(value) == count and name != "time_s":
            yield f"{prefix}{name}", value


def _phase(motion: Motion, time_s: float) -> str:
    return next((phase.name for phase in motion.phases if time_s <= phase.to_s), motion.phases[-1].name)


def _digits(name: str) -> int:
    return _METRES if name.endswith("_m") else _DEGREES


def _plain(values: Array, digits: int) -> list[float]:
    made: list[float] = np.round(values, digits).tolist()
    return made
