"""A band on the body: how long its way is, how far that stretches it, what it pulls with, what it holds ready.

The law and its ranges are those of `programme/bands.py`; here is the geometry. Lengths in metres; a ring's or loop's
length goes all the way round. The force on the limb counts all strands as if they pulled the same way: the most that
they can do.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from unpinch.mechanics.flaws import MechanicsError
from unpinch.programme.bands import OwnedBand, strength_n, tension_ratio
from unpinch.programme.model import Programme, Thresholds
from unpinch.programme.setup import ANKLE_M, SNAP_BACK, stretch_warning

Array = NDArray[np.float64]

_SHORTEST_M, _LONGEST_M = 0.05, 10.0
_TABLE_STEP = 0.005


@dataclass(frozen=True, slots=True)
class Pull:
    """What a band does over the frames. Forces as low, middle and high of what is known of the band."""

    elongation_percent: Array
    tension_low_n: Array
    tension_n: Array
    tension_high_n: Array
    strands: int
    energy_j: Array
    energy_high_j: Array
    warning: str

    @property
    def limb_low_n(self) -> Array:
        """Return the least force on the limb."""
        return self.tension_low_n * self.strands

    @property
    def limb_n(self) -> Array:
        """Return the middle force on the limb."""
        return self.tension_n * self.strands

    @property
    def limb_high_n(self) -> Array:
        """Return the greatest force on the limb."""
        return self.tension_high_n * self.strands


def line_m(places_m: Array) -> Array:
    """Return the length of a band that runs straight from place to place: (frames, places, 3) -> (frames)."""
    places = _finite(places_m, "A place of the band")
    return np.asarray(np.linalg.norm(np.diff(places, axis=1), axis=2).sum(axis=1))


def ring_m(first_m: Array, second_m: Array, limb_m: float) -> Array:
    """Return the length of a ring round two round limbs `limb_m` thick, from their middles: `2 d + pi D`."""
    apart = np.linalg.norm(_finite(first_m, "A limb's middle") - _finite(second_m, "A limb's middle"), axis=-1)
    return np.asarray(2 * apart + np.pi * limb_m)


def loop_m(anchor_m: Array, limb_at_m: Array, limb_m: float = ANKLE_M) -> Array:
    """Return the length of a loop from a thin anchor round one limb: `2 d + pi D / 2`."""
    apart = np.linalg.norm(_finite(limb_at_m, "A limb's middle") - _finite(anchor_m, "The anchor"), axis=-1)
    return np.asarray(2 * apart + np.pi * limb_m / 2)


def pull(programme: Programme, band: OwnedBand, path_m: ArrayLike, rest_m: float, strands: int) -> Pull:
    """Return what the band does on a way of `path_m` (one for each frame), `rest_m` of it lying slack.

    `MechanicsError` when its strength isn't known, a length can't be, or the way stretches it beyond what is allowed.
    """
    path = np.atleast_1d(_finite(path_m, "The band's way"))
    _check_rest(rest_m)
    strength = strength_n(programme, band)
    if strength is None:
        raise MechanicsError(
            f"It isn't known how strong the {band.name} is. State brand and colour, its size, or hang a weight on it."
        )
    ratio = np.maximum(path / rest_m, 1.0)
    _refuse(programme.thresholds, float(ratio.max()), float(path.max()), rest_m)
    share = np.array([tension_ratio(one) for one in ratio])
    low, middle, high = (share * one for one in strength)
    stored = rest_m * np.interp(ratio, *_energy_table())
    percent = (ratio - 1) * 100
    warned = stretch_warning(programme.thresholds, float(percent.max()))
    return Pull(percent, low, middle, high, strands, stored * strength[1], stored * strength[2], warned)


def snap_back(most_j: float) -> str:
    """Return what to heed of the energy that a stretched band holds ready."""
    held = "less than 1 joule" if most_j < 1 else f"about {most_j:.0f} joules"
    return f"Stretched like this it holds {held} ready to snap back. {SNAP_BACK}"


def _refuse(limits: Thresholds, ratio: float, path_m: float, rest_m: float) -> None:
    percent = (ratio - 1) * 100
    if percent >= limits.stretch_refuse_percent:
        raise MechanicsError(
            f"The band is {rest_m * 100:.0f} cm long and its way {path_m * 100:.0f} cm: that stretches it by "
            f"{percent:.0f} %, and {limits.stretch_refuse_percent} % is the limit. Take a longer band, or hold more of "
            "it between your hands."
        )


def _check_rest(rest_m: float) -> None:
    if not np.isfinite(rest_m) or not _SHORTEST_M <= rest_m <= _LONGEST_M:
        raise MechanicsError(
            f"The band's slack length is {rest_m:g} m. Give {_SHORTEST_M:g} to {_LONGEST_M:g} m, measured lying slack."
        )


def _finite(values: ArrayLike, what: str) -> Array:
    array = np.asarray(values, dtype=np.float64)
    if not np.isfinite(array).all():
        raise MechanicsError(f"{what} isn't a finite number at every frame. Check the pose and the lengths.")
    return array


@cache
def _energy_table() -> tuple[Array, Array]:
    """Return length ratios from 1 up, and the work done up to each, for S = 1 N and 1 m: the law, summed up."""
    ratios = np.arange(1.0, 3.0 + _TABLE_STEP, _TABLE_STEP)
    middles = (ratios[1:] + ratios[:-1]) / 2
    ends = np.array([tension_ratio(one) for one in ratios])
    inner = np.array([tension_ratio(one) for one in middles])
    each = (ends[1:] + 4 * inner + ends[:-1]) / 6 * np.diff(ratios)
    return ratios, np.concatenate(([0.0], np.cumsum(each)))
