"""How long the curves of a movement take: nerve with its spread, muscles, moments and band."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import numpy as np

from bench.table import Table, Times, ms, timed, verdict
from tests.builders import shipped
from unpinch.mechanics import curves_of, length_change_percent, nerve, shop
from unpinch.mechanics.curves import FLOSS, band_curves
from unpinch.movement import CLIPS, Motion, movements, play

FRAMES = 120
RUNS = 9
MOST_MS = 30.0
ALL_MOST_S = 1.0


def tables() -> list[Table]:
    return [one_repetition(), all_levels()]


def _motions() -> list[Motion]:
    """Return every level's repetition on both sides; the positions of ease have no curves."""
    levels = [one for one in movements(shipped()) if one.exercise in shipped().exercises]
    return [play(one, side=side, clip=CLIPS[1]) for one in levels for side in ("right", "left")]


def one_repetition() -> Table:
    """Time one repetition of 120 frames, and its parts."""
    share = np.concatenate([np.linspace(0, 1, FRAMES // 2), np.linspace(1, 0, FRAMES // 2)])
    breath = np.cos(np.linspace(0, 2 * np.pi, FRAMES)) - 1
    pose = {
        "hip_flexion_deg": np.full(FRAMES, 60.0),
        "knee_flexion_deg": 90 - 80 * share,
        "ankle_dorsiflexion_deg": 10 - 50 * share,
        "lumbar_flexion_deg": 0.7 * breath,
    }
    rows: list[tuple[str, Callable[[], object]]] = [
        ("nerve, with its spread", lambda: nerve(pose)),
        ("muscle lengths, one leg", lambda: length_change_percent(pose)),
    ]
    motion = max(_motions(), key=_weight)
    count = len(motion.time_s)
    name = f"{motion.movement.exercise} {motion.movement.level}"
    rows += [
        (f"band, {name}", lambda: band_curves(shipped(), motion, shop(shipped()))),
        (f"all curves, {name}, {count} frames", lambda: curves_of(shipped(), motion, shop(shipped()))),
    ]
    made = [(what, _best(run)) for what, run in rows]
    cells = [(what, *times.cells(), _target(what, times, count)) for what, times in made]
    about = (
        f"A repetition of {FRAMES} frames that were played already, and the longest level's. Computing time, median "
        f"and least of {RUNS} runs. The target is for {FRAMES} frames; a longer clip's is in proportion."
    )
    return Table("Curves of a repetition", about, ("what", "median", "least", "target"), tuple(cells))


def _weight(motion: Motion) -> tuple[bool, int]:
    return motion.movement.exercise == FLOSS, len(motion.time_s)


def _best(run: Callable[[], object]) -> Times:
    run()
    return timed(run, RUNS, clock=process_time)


def _target(what: str, times: Times, count: int) -> str:
    if not what.startswith("all"):
        return ""
    return verdict(times.least_ms, MOST_MS * max(1.0, count / FRAMES), "ms")


def all_levels() -> Table:
    """Time all levels on both sides."""
    motions = _motions()
    times = _best(lambda: [curves_of(shipped(), motion, shop(shipped())) for motion in motions])
    frames = sum(len(motion.time_s) for motion in motions)
    row = (f"{len(motions)}", f"{frames}", *times.cells(), verdict(times.least_ms / 1000, ALL_MOST_S, "s"))
    each = ms(times.least_ms / max(frames, 1) * 1000)
    about = f"All curves of every level on both sides, {RUNS} runs; {each} for a thousand frames."
    return Table("Curves of all levels", about, ("movements", "frames", "median", "least", "target"), (row,))
