"""How long a movement takes: a whole repetition played and all its curves, and all levels on both sides."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

from bench.table import Table, Times, ms, timed, verdict
from tests.builders import shipped
from unpinch.mechanics import Curves, curves_of, length_change_percent, nerve, shop
from unpinch.mechanics.curves import FLOSS, band_curves
from unpinch.mechanics.pose import leg_of
from unpinch.movement import COORDINATES, Motion, Movement, movements, play
from unpinch.movement.keys import chain
from unpinch.movement.play import _between_keys as between
from unpinch.movement.play import _right as whole

FRAMES = 120
RUNS = 9
MOST_MS = 30.0
ALL_MOST_S = 1.0


def tables() -> list[Table]:
    return [one_repetition(), all_levels()]


def _levels() -> list[Movement]:
    """Return every level's movement; the positions of ease have no curves."""
    return [one for one in movements(shipped()) if one.exercise in shipped().exercises]


def _curves(motion: Motion) -> Curves:
    return curves_of(shipped(), motion, shop(shipped()))


def _forget() -> None:
    """Let the next playing work out its frames anew."""
    whole.cache_clear()
    between.cache_clear()


def one_repetition() -> Table:
    """Time one repetition of 120 frames of a floss, the level with the most curves, and its parts."""
    movement = next(one for one in _levels() if one.exercise == FLOSS and one.level)
    fps = round((FRAMES - 1) / float(play(movement).time_s[-1]))
    motion = play(movement, fps=fps)
    leg = leg_of(COORDINATES, motion.q, motion.side)

    def played() -> Motion:
        _forget()
        return play(movement, fps=fps)

    rows: list[tuple[str, Callable[[], object], bool]] = [
        ("all curves", lambda: _curves(motion), True),
        ("played, and all curves", lambda: _curves(played()), True),
        ("of it: played", played, False),
        ("of it: nerve, with its spread", lambda: nerve(leg), False),
        ("of it: muscle lengths, one leg", lambda: length_change_percent(leg), False),
        ("of it: band", lambda: band_curves(shipped(), motion, shop(shipped())), False),
    ]
    made = [(what, _best(run), target) for what, run, target in rows]
    cells = [(what, *one.cells(), verdict(one.least_ms, MOST_MS, "ms") if aim else "") for what, one, aim in made]
    solved = _best(lambda: chain.__wrapped__(movement, motion.frames.body))
    about = (
        f"{movement.exercise} {movement.level}, {len(motion.time_s)} frames, with nerve (its twin and the spread of "
        f"both), muscles and band. Computing time, median and least of {RUNS} runs. What its keys touch is solved once "
        f"for a body: {ms(solved.least_ms)} more the first time."
    )
    return Table("A repetition with all its curves", about, ("what", "median", "least", "target"), tuple(cells))


def _best(run: Callable[[], object]) -> Times:
    run()
    return timed(run, RUNS, clock=process_time)


def all_levels() -> Table:
    """Time all levels on both sides, played and with all curves."""
    levels = _levels()

    def every() -> list[Curves]:
        _forget()
        return [_curves(play(one, side=side)) for one in levels for side in ("right", "left")]

    frames = sum(len(one.motion.time_s) for one in every())
    times = _best(every)
    row = (f"{2 * len(levels)}", f"{frames}", *times.cells(), verdict(times.least_ms / 1000, ALL_MOST_S, "s"))
    each = ms(times.least_ms / max(frames, 1) * 1000)
    about = f"Played, and all curves of every level on both sides, {RUNS} runs; {each} for a thousand frames."
    return Table("All levels on both sides", about, ("movements", "frames", "median", "least", "target"), (row,))
