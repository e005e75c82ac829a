"""Makes the clips that aren't kept yet, one after another, until time is up."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import numpy as np
from playwright.sync_api import Page

from tools.clips import kept
from tools.clips.drawn import Looked, drawing, looked
from tools.clips.kept import Kept, People
from tools.clips.plan import clips
from tools.clips.staged import BODY, FPS, HEIGHT, WIDTH, staged
from tools.watched.cases import Case
from tools.watched.clips import clips_of
from tools.watched.landmarks import NAMES
from unpinch.movement import JOINTS, forward

_ALIKE_MM = 8.0
"""Solved on another machine, or anew, a movement ends this near. Choice."""


def missing() -> list[Case]:
    """Return the clips that aren't kept, or were made of another movement or with another model."""
    return [case for case in clips() if not _is_current(case)]


def _is_current(case: Case) -> bool:
    path = kept.path_of(case)
    if not path.is_file():
        return False
    found = kept.read(path)
    return (found.movement, found.model) == (kept.movement(case), kept.model())


def is_behind(case: Case) -> bool:
    """Return whether the movement has changed since its frames were derived: a clip of it couldn't be told apart."""
    frames = forward(BODY, clips_of(case.exercise, case.level).clips["repetition"].q)
    now_mm = 1000 * np.stack([frames.points[name] for name in JOINTS], 1)
    derived_mm = np.reshape(kept.repetition(case)["points_mm"], (-1, len(JOINTS), 3))
    return now_mm.shape != derived_mm.shape or float(np.abs(now_mm - derived_mm).max()) > _ALIKE_MM


def make(seconds: float, only: str = "") -> int:
    """Make clips for so many seconds; return how many are still missing."""
    wanted = [case for case in missing() if only in case.id]
    end_s, done = time.monotonic() + seconds, 0
    with drawing() as page:
        for case in wanted:
            if time.monotonic() > end_s:
                break
            if is_behind(case):
                print(f"{case.id}: run `python -m tools.derive` first.", file=sys.stderr, flush=True)
                continue
            found, done = seen(page, case), done + 1
            frames = len(found.frames)
            print(
                f"{done} of {len(wanted)}: {case.id}, {frames} frames, {1000 * found.all_s / frames:.0f} ms a frame",
                file=sys.stderr, flush=True,
            )  # fmt: skip
    return len(wanted) - done


def seen(page: Page, case: Case) -> Looked:
    """Draw a clip, let the model look, keep what it saw."""
    found = looked(page, case)
    kept.write(made(case, found))
    return found


def made(case: Case, found: Looked) -> Kept:
    """Return what is kept of a clip."""
    people = tuple(_people(frame) for frame in found.frames)
    return Kept(case, FPS, WIDTH, HEIGHT, kept.model(), kept.movement(case), staged(case).truth, people)


def _people(rows: list[list[float]]) -> People:
    return list(_split(rows))


def _split(rows: list[list[float]]) -> Iterator[list[list[float]]]:
    for start in range(0, len(rows), len(NAMES)):
        yield rows[start : start + len(NAMES)]
