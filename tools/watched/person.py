"""A person in front of the camera: height, proportions that differ from the mean, and small unrest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from unpinch.movement import Body
from unpinch.movement.kinematics import index
from unpinch.programme.skeleton import COORDINATES

Array = npt.NDArray[np.float64]

_SPREAD: Mapping[str, float] = {
    "thorax": 0.04,
    "head": 0.04,
    "thigh": 0.08,
    "shank": 0.04,
    "foot": 0.04,
    "upper_arm": 0.07,
    "forearm": 0.05,
}
"""Standard deviation of each part's length among adults of one height, as a share. From memory; choice."""
_HABIT_DEG: Mapping[str, float] = {
    "lumbar_flexion_deg": 3,
    "neck_flexion_deg": 4,
    "hip_flexion_deg": 4,
    "knee_flexion_deg": 5,
    "ankle_dorsiflexion_deg": 4,
    "shoulder_flexion_deg": 12,
    "shoulder_abduction_deg": 8,
    "elbow_flexion_deg": 12,
}
"""Standard deviation of a person's own way to take a posture. Choice."""
_UNREST_DEG, _UNREST_S = 0.6, 1.5
_FADED = 1e-6
_QUIET = ("root_x_m", "root_y_m", "root_z_m", "root_roll_deg", "root_pitch_deg", "root_yaw_deg")


@dataclass(frozen=True, slots=True)
class Build(Body):
    """A body whose parts are longer or shorter than the mean's, by share of each."""

    shares: tuple[tuple[str, float], ...] = ()

    def joint_offset_m(self, segment: str) -> Array:
        """Return where a segment's upper joint lies in its parent's axes."""
        share = dict(self.shares).get(segment.removesuffix("_r").removesuffix("_l"), 1.0)
        return Body.joint_offset_m(self, segment) * share


def build(rng: np.random.Generator) -> Build:
    """Return a person: 1.48 to 1.96 m, proportions by chance."""
    height_m = float(np.clip(rng.normal(1.70, 0.10), 1.48, 1.96))
    shares = tuple((name, float(np.clip(rng.normal(1, sd), 1 - 2 * sd, 1 + 2 * sd))) for name, sd in _SPREAD.items())
    return Build(height_m, shares=shares)


def wander(rng: np.random.Generator, time_s: Array, lasting_s: float, columns: tuple[int, ...]) -> Array:
    """Return (n, *columns) numbers of spread 1 that drift, forgetting themselves after about `lasting_s`."""
    fresh = rng.standard_normal((len(time_s), *columns))
    kept = np.exp(-np.diff(time_s, prepend=time_s[0]) / lasting_s)
    made = fresh * np.sqrt(1 - kept**2).reshape(-1, *(1 for _ in columns))
    made[0] = fresh[0]
    return follow(made, kept)


def follow(added: Array, kept: Array) -> Array:
    """Return x[n] = kept[n] x[n - 1] + added[n], with x[0] = added[0]; block by block, without a loop over frames."""
    made = added.copy()
    start = 1
    while start < len(made):
        faded = np.cumprod(kept[start:])
        count = max(1, int(np.searchsorted(-faded, -_FADED)))
        shape = (-1, *(1 for _ in made.shape[1:]))
        scale = faded[:count].reshape(shape)
        block = made[start : start + count]
        made[start : start + count] = scale * (made[start - 1] + np.cumsum(block / scale, axis=0))
        start += count
    return made


def habit(rng: np.random.Generator) -> Array:
    """Return how this person's posture differs from the shown one (30,), in degrees: nobody copies a figure exactly."""
    made = np.zeros(len(COORDINATES))
    for name in COORDINATES:
        made[index(name)] = rng.normal(0, _HABIT_DEG.get(name.removesuffix("_r").removesuffix("_l"), 0.0))
    return made


def unrest(rng: np.random.Generator, time_s: Array) -> Array:
    """Return the small changes (n, 30) that nobody who holds still can help, in degrees; the root keeps its place."""
    made = _UNREST_DEG * wander(rng, time_s, _UNREST_S, (len(COORDINATES),))
    made[:, [index(name) for name in _QUIET]] = 0.0
    return made
