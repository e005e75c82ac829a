"""Coordinates by name, as the nerve and muscle functions take them: degrees, one number or one for each frame.

The names are those of `movement` without the side: `hip_flexion_deg`, `knee_flexion_deg` and so on. All zero is
anatomical standing; a name left out counts as 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

import numpy as np
from numpy.typing import ArrayLike, NDArray

from unpinch.mechanics.flaws import MechanicsError

Array = NDArray[np.float64]
Pose = Mapping[str, ArrayLike]

SPINE = ("lumbar_flexion_deg", "lumbar_bend_deg", "lumbar_rotation_deg", "neck_flexion_deg")
LEG = (
    "hip_flexion_deg",
    "hip_adduction_deg",
    "hip_internal_rotation_deg",
    "knee_flexion_deg",
    "ankle_dorsiflexion_deg",
    "subtalar_inversion_deg",
)
NAMES = (*LEG, *SPINE)
MOST_DEG = 180.0
"""No joint turns farther; a larger number is a slip of the unit."""


def read(pose: Pose) -> dict[str, Array]:
    """Return every coordinate as an array of one shared length, checked; `MechanicsError` says what is wrong."""
    for name in pose:
        if name not in NAMES:
            raise MechanicsError(_unknown(name))
    given = {name: np.atleast_1d(np.asarray(values, dtype=np.float64)) for name, values in pose.items()}
    for name, values in given.items():
        _check(name, values)
    count = max((len(values) for values in given.values()), default=1)
    return {name: _spread(name, given.get(name, np.zeros(1)), count) for name in NAMES}


def leg_of(names: tuple[str, ...], q: Array, side: str) -> dict[str, Array]:
    """Return the coordinates of one leg and the spine from `movement`'s columns. `side`: "right" or "left"."""
    if side not in {"right", "left"}:
        raise MechanicsError(f"The side is {side!r}. Use right or left.")
    column = {name: number for number, name in enumerate(names)}
    ends = {**{name: f"{name}_{side[0]}" for name in LEG}, **{name: name for name in SPINE}}
    return {name: q[:, column[full]] for name, full in ends.items()}


def _unknown(name: str) -> str:
    near = get_close_matches(name, NAMES, 1)
    hint = f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(NAMES)}."
    return f"There is no coordinate {name!r}. {hint}"


def _check(name: str, values: Array) -> None:
    if values.ndim != 1 or not len(values):
        raise MechanicsError(f"{name} has the shape {values.shape}. Give one number, or one for each frame.")
    bad = ~np.isfinite(values)
    if bad.any():
        raise MechanicsError(f"{name} is {values[bad][0]} at frame {int(bad.argmax())}. Give a finite number.")
    far = np.abs(values) > MOST_DEG
    if far.any():
        raise MechanicsError(
            f"{name} is {values[far][0]:g} degrees at frame {int(far.argmax())}. No joint turns beyond {MOST_DEG:g}."
        )


def _spread(name: str, values: Array, count: int) -> Array:
    if len(values) not in {1, count}:
        raise MechanicsError(f"{name} has {len(values)} frames, another coordinate {count}. Give all the same number.")
    return np.broadcast_to(values, (count,)).astype(np.float64)
