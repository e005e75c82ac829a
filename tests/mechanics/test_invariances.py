"""What must not change the curves of a real level: the side, the body's size, the rate of frames, the sense of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.builders import shipped
from unpinch.mechanics.curves import Curves, curves_of
from unpinch.movement import Body, Motion, forward, movement_of, play
from unpinch.programme.shop import shop

Array = NDArray[np.float64]
SOLD = shop(shipped())
LEVELS = [(one.id, level.number) for one in shipped().exercises.values() for level in one.levels]


def made(motion: Motion) -> Curves:
    return curves_of(shipped(), motion, SOLD)


def played(exercise: str, level: int, **more: Any) -> Motion:
    return play(movement_of(shipped(), exercise, level), **more)


def lines(one: Curves) -> Iterator[tuple[str, Array]]:
    """Yield every curve by name; those of a leg by whether it is the one that works."""
    for name, nerve in (("nerve", one.nerve), ("twin", one.twin)):
        if nerve is not None:
            yield f"{name}.load", nerve.load_index
            yield f"{name}.bed", nerve.bed.net_mm
            yield from ((f"{name}.excursion.{site}", values) for site, values in nerve.excursion_mm.items())
    for side, muscles in one.muscles_percent.items():
        which = "working" if side == one.motion.side else "other"
        yield from ((f"{which}.{muscle}", values) for muscle, values in muscles.items())
    if one.hip is not None:
        yield "hip.gravity", np.asarray(one.hip.gravity_n_m)
        yield "hip.band", np.broadcast_to(one.hip.band_n_m, one.motion.time_s.shape)
    if one.band is not None:
        yield "band.stretch", one.band.pull.elongation_percent
        yield "band.pull", one.band.pull.limb_n


def differing(one: Curves, other: dict[str, Array], within: float) -> dict[str, float]:
    """Return the curves that differ by more than a share of their greatest value, and by how much.

    Of percents, millimetres and newtons the share is of 10 at least: half of one can't be seen.
    """
    found = {name: (values, other[name]) for name, values in lines(one)}
    least = {name: 1.0 if name.endswith("load") else 10.0 for name in found}
    off = {name: float(np.abs(a - b).max() / max(least[name], np.abs(a).max())) for name, (a, b) in found.items()}
    return {name: value for name, value in off.items() if value > within}


@pytest.mark.parametrize(("exercise", "level"), LEVELS)
def test_the_other_side_has_the_same_curves(exercise: str, level: int) -> None:
    right, left = (made(played(exercise, level, side=side)) for side in ("right", "left"))
    assert differing(right, dict(lines(left)), 1e-6) == {}
    assert left.slider_index == pytest.approx(right.slider_index)


@pytest.mark.parametrize(("exercise", "level"), LEVELS)
def test_the_rate_of_frames_changes_no_curve(exercise: str, level: int) -> None:
    slow, fast = (made(played(exercise, level, fps=fps)) for fps in (20, 40))
    halves = {name: values[::2] for name, values in lines(fast)}
    assert differing(slow, halves, 0.05) == {}
    assert fast.slider_index == pytest.approx(slow.slider_index, abs=0.01)


@pytest.mark.parametrize(("exercise", "level"), LEVELS)
def test_backwards_in_time_the_curves_run_backwards(exercise: str, level: int) -> None:
    there = played(exercise, level)
    frames = forward(there.frames.body, there.q[::-1].copy())
    back = made(replace(there, q=frames.q, frames=frames))
    assert differing(made(there), {name: values[::-1] for name, values in lines(back)}, 1e-3) == {}


@pytest.mark.parametrize("height_m", [1.45, 2.05])
@pytest.mark.parametrize(("exercise", "level"), [("nerve_floss", 2), ("cross_body", 1), ("clamshell", 1)])
def test_a_body_of_another_size_has_the_same_loads_and_longer_ways(exercise: str, level: int, height_m: float) -> None:
    middle, other = (made(played(exercise, level, body=Body(size_m))) for size_m in (1.70, height_m))
    scale = height_m / 1.70
    alike = {
        name: values / scale if ".excursion" in name or ".bed" in name else values
        for name, values in lines(other)
        if not name.startswith("hip")
    }
    assert differing(middle, {**dict(lines(middle)), **alike}, 0.02) == {}
