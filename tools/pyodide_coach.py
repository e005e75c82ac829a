"""Lets the coach watch the same recordings in Pyodide under Node and here, and compares what it said frame by frame.

The recordings are each exercise's derived movement, seen flat and made unsteady by a fixed chance: points that shake,
points that fly off, legs changed over, frames without anybody.
"""

from __future__ import annotations

import io
import json
import random
import sys
import zipfile
from pathlib import Path
from typing import Any

from tests.coach.people import Row, Seen, Values, doing, film
from tools import coach_walk, pyodide_pages
from unpinch.programme import load
from unpinch.web import core as packing

LEVELS = (
    ("nerve_floss", 2),
    ("clamshell", 1),
    ("bridge", 2),
    ("leg_traction", 1),
    ("cross_body", 1),
    ("seated_hinge", 1),
)
SEEN = Seen(azimuth_deg=35.0, elevation_deg=22.0)
SECONDS = 24.0
LIMIT_MS = 2.0
"""Issue: a frame takes less in Pyodide."""
_SHAKE, _FLY, _FLIES, _LOST, _SWAPPED = 0.004, 0.2, 0.01, 0.02, 0.02


def recordings() -> dict[str, dict[str, Any]]:
    """Return the recordings, the same each time."""
    made = {}
    for number, (exercise, level) in enumerate(LEVELS):
        side = ("right", "left")[number % 2]
        chance = random.Random(number)  # noqa: S311  # a fixed chance, for a test
        frames = film(exercise, level, SECONDS, doing(4.0, 2.5, 1.0, 2.5, 3), SEEN, side)
        unsteady = [_unsteady(one, chance) for one in frames]
        made[f"{exercise} {level}"] = {"exercise": exercise, "level": level, "side": side, "frames": unsteady}
    return made


def _unsteady(values: Values, chance: random.Random) -> Values:
    if chance.random() < _LOST:
        return {**values, "image": []}
    rows = [_shaken(row, chance) for row in values["image"]]
    if chance.random() < _SWAPPED:
        for left in (25, 27, 29, 31):
            rows[left], rows[left + 1] = rows[left + 1], rows[left]
    return {**values, "image": rows}


def _shaken(row: Row, chance: random.Random) -> Row:
    x, y, z, seen = row
    far = _FLY if chance.random() < _FLIES else _SHAKE
    return x + chance.gauss(0, far), y + chance.gauss(0, far), z, seen


def core() -> bytes:
    """Return the zip that travels, with the walker."""
    packed = io.BytesIO(packing.packed(load()))
    with zipfile.ZipFile(packed, "a") as zipped:
        zipped.writestr("coach_walk.py", Path(coach_walk.__file__).read_bytes())
    return packed.getvalue()


def main() -> int:
    """Compare; print one line, or what differs."""
    if not pyodide_pages.PYODIDE.is_dir():
        sys.stderr.write("node_modules holds no pyodide: run `make check` or `make test` once with a network.\n")
        return 1
    text = json.dumps(recordings())
    here: dict[str, Any] = json.loads(coach_walk.answers(text))
    there: dict[str, Any] = pyodide_pages.in_pyodide(text, core(), "coach_walk")
    found = list(pyodide_pages.differences(here["events"], there["events"]))
    for line in found[: pyodide_pages.MOST_SHOWN]:
        print(line)
    frames = sum(map(len, here["events"].values()))
    took = f"{here['ms_a_frame']:.2f} ms a frame here, {there['ms_a_frame']:.2f} ms in Pyodide"
    print(f"{frames} answers of the coach to {len(LEVELS)} recordings: {len(found)} differences ({took})")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
