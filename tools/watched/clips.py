"""The movements' clips, solved once for a body of 1.70 m and kept in build/: angles fit every height."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from unpinch.movement import CLIPS, Body, Motion, Movement, movement_of, play
from unpinch.programme import load

Array = npt.NDArray[np.float64]
ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "watched"
HEIGHT_M = 1.70
FPS = 30
HOLD_S = 9.6
"""A hold is solved as two calm breaths, which a story repeats for as long as it needs."""

LEVELS: Mapping[str, tuple[int, ...]] = {
    "nerve_floss": (0, 1, 2, 3),
    "leg_traction": (1, 2),
    "cross_body": (1, 2),
    "seated_hinge": (1, 2),
    "clamshell": (1, 2, 3),
    "bridge": (1, 2, 3),
}


@dataclass(frozen=True, eq=False)
class Clip:
    """Coordinates over time, with the phases' names and ends."""

    time_s: Array
    q: Array
    phases: tuple[tuple[str, float, float], ...]

    def at(self, time_s: Array) -> Array:
        """Return coordinates (m, 30) at any times."""
        place = np.clip(time_s, 0.0, self.time_s[-1]) * FPS
        low = np.minimum(place.astype(int), len(self.q) - 2)
        share = np.minimum(place - low, 1.0)[:, None]
        made: Array = self.q[low] * (1 - share) + self.q[low + 1] * share
        return made


@dataclass(frozen=True, eq=False)
class Clips:
    """A level's three clips, right side."""

    exercise: str
    level: int
    is_hold: bool
    clips: Mapping[str, Clip]

    @property
    def start(self) -> Array:
        """Return the pose in which a repetition begins and ends."""
        made: Array = self.clips["repetition"].q[0]
        return made

    @property
    def end(self) -> Array:
        """Return the pose farthest from the start: where the repetition turns."""
        q = self.clips["repetition"].q
        made: Array = q[np.abs(q - q[0])[:, 3:].sum(1).argmax()]
        return made


@lru_cache(maxsize=32)
def clips_of(exercise: str, level: int) -> Clips:
    """Return a level's clips, solved or from build/."""
    movement = movement_of(load(), exercise, level)
    path = FOLDER / f"{exercise}_{level}_{_stamp(movement)}.npz"
    if not path.exists():
        _solve(movement, path)
    with np.load(path) as kept:
        made = {clip: Clip(kept[f"{clip}_t"], kept[f"{clip}_q"], _phases(movement, clip)) for clip in CLIPS}
    return Clips(exercise, level, not movement.tempo, made)


def _stamp(movement: Movement) -> str:
    """Return a hash of all that a clip depends on: what is written, and the code of movement."""
    written = repr((movement.written, movement.poses, movement.tempo)).encode()
    code = sorted((ROOT / "src" / "unpinch" / "movement").glob("*.py"))
    return hashlib.sha256(b"".join([written, *(path.read_bytes() for path in code)])).hexdigest()[:12]


def _play(movement: Movement, clip: str) -> Motion:
    return play(movement, Body(HEIGHT_M), fps=FPS, tempo=None if movement.tempo else {"hold": HOLD_S}, clip=clip)


def _solve(movement: Movement, path: Path) -> None:
    kept: dict[str, Array] = {}
    for clip in CLIPS:
        motion = _play(movement, clip)
        kept |= {f"{clip}_t": motion.time_s, f"{clip}_q": motion.q}
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{np.random.default_rng().integers(1 << 40)}.npz")
    np.savez(half, allow_pickle=False, **kept)
    for old in path.parent.glob(f"{movement.exercise}_{movement.level}_*.npz"):
        if old != half:
            old.unlink(missing_ok=True)
    half.replace(path)


def _phases(movement: Movement, clip: str) -> tuple[tuple[str, float, float], ...]:
    """Return the phases from the written seconds, without playing."""
    steps = movement.steps(clip)[1:] if clip == "in" else movement.steps(clip)
    seconds = movement.seconds(clip, None if movement.tempo else {"hold": HOLD_S})
    ends = np.cumsum([0.0, *(seconds[1:] if clip == "in" else seconds)])
    made: list[tuple[str, float, float]] = []
    for step, start, end in zip(steps, ends[:-1], ends[1:], strict=True):
        if made and made[-1][0] == step.phase:
            made[-1] = (step.phase, made[-1][1], float(end))
        else:
            made.append((step.phase, float(start), float(end)))
    return tuple(made)
