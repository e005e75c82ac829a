"""The sciatic nerve in a movement: change of its bed, how far it slides, and how much it is loaded, with the spread.

Load is shown as an index: the strain at the middle of the thigh over that of a straight-leg raise to 70 degrees
(= 1.00). Absolute strain is good to a factor of about two, so it isn't shown, and no limit is drawn from it.
Changes and slides count from anatomical standing; distal is positive. A taller person's lengths scale with stature, the
nerve's stiffnesses with them, so an index doesn't depend on stature.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from unpinch.mechanics import cord
from unpinch.mechanics.flaws import MechanicsError
from unpinch.mechanics.pose import Pose, read

Array = NDArray[np.float64]

REFERENCE_HEIGHT_M = 1.70
LEAST_HEIGHT_M, MOST_HEIGHT_M = 1.0, 2.4
HIP_FLEXION_MM = 41.0
HIP_ABDUCTION_MM = -13.0
HIP_ADDUCTION_MM = 4.0
HIP_INTERNAL_ROTATION_MM = 3.0
KNEE_FLEXION_MM = -36.5
ANKLE_DORSIFLEXION_MM = 16.0
LUMBAR_FLEXION_MM = 5.0
NECK_FLEXION_MM = 1.5
"""Change of bed length for each radian. Hip flexion: MRI (Robinson & Probyn 2019). Knee: anatomy, not identified by the
data. Adduction and internal rotation: even the sign is uncertain. Neck: from memory."""
SITES = tuple(cord.SITES_MM)
INDEX_SITE = SITES.index("mid_thigh")
SLIDES_FROM_MM = 0.5
"""Joints that change the bed by less than this in all neither slide nor tension it: no slider index. Choice."""
LOW_PERCENT, HIGH_PERCENT = 5.0, 95.0
_SAMPLES = 9
_CREEP_MM = 1e-6
_DECIMALS = 2
RAISE_DEG = 70.0


@dataclass(frozen=True, slots=True)
class Bed:
    """Change of the bed's length at each joint, in millimetres; the spine's share pulls the root toward the head."""

    hip_mm: Array
    knee_mm: Array
    ankle_mm: Array
    spine_mm: Array

    @property
    def joints_mm(self) -> Array:
        """Return the four as rows."""
        return np.array([self.hip_mm, self.knee_mm, self.ankle_mm, self.spine_mm])

    @property
    def net_mm(self) -> Array:
        """Return how much longer the bed is in all."""
        return np.asarray(self.joints_mm.sum(axis=0))


@dataclass(frozen=True, slots=True)
class Nerve:
    """The nerve over the frames of a movement. `excursion_mm` and `site_load_index` have a row for each of SITES."""

    bed: Bed
    excursion_mm: Mapping[str, Array]
    site_load_index: Mapping[str, Array]
    load_index: Array
    load_index_low: Array
    load_index_high: Array


def bed_of(pose: Pose, height_m: float = REFERENCE_HEIGHT_M) -> Bed:
    """Return the bed's changes in a pose (degrees by name; see `pose.py`)."""
    scale = _scale(height_m)
    angle = {name: np.radians(values) for name, values in read(pose).items()}
    aside = angle["hip_adduction_deg"]
    hip = HIP_FLEXION_MM * angle["hip_flexion_deg"] + HIP_INTERNAL_ROTATION_MM * angle["hip_internal_rotation_deg"]
    hip = hip + np.where(aside < 0, -HIP_ABDUCTION_MM, HIP_ADDUCTION_MM) * aside
    spine = LUMBAR_FLEXION_MM * angle["lumbar_flexion_deg"] + NECK_FLEXION_MM * angle["neck_flexion_deg"]
    knee = KNEE_FLEXION_MM * angle["knee_flexion_deg"]
    ankle = ANKLE_DORSIFLEXION_MM * angle["ankle_dorsiflexion_deg"]
    return Bed(hip * scale, knee * scale, ankle * scale, spine * scale)


def slider_index(bed: Bed, from_frame: int = 0, to_frame: int = -1) -> float:
    """Return `1 - |net| / sum |dL|` over the joints' changes between two frames.

    1: what one joint takes up, another gives; the nerve slides. 0: all joints pull the same way, or nothing moves.
    """
    joints_mm = bed.joints_mm
    change_mm = joints_mm[:, to_frame] - joints_mm[:, from_frame]
    total_mm = float(np.abs(change_mm).sum())
    return 1 - abs(float(change_mm.sum())) / total_mm if total_mm >= SLIDES_FROM_MM else 0.0


def nerve(pose: Pose, height_m: float = REFERENCE_HEIGHT_M) -> Nerve:
    """Return the nerve over the frames of `pose` (degrees by name), for a person of that height."""
    return nerves((pose,), height_m)[0]


def nerves(poses: Sequence[Pose], height_m: float = REFERENCE_HEIGHT_M) -> list[Nerve]:
    """Return the nerve in each of several movements; all at once is much quicker than one by one.

    Frames whose beds are alike to a hundredth of a millimetre are solved once: a hold costs no more than its way there.
    """
    states = [bed_of(pose).joints_mm for pose in poses]
    every = np.concatenate(states, axis=1).round(_DECIMALS) + 0.0
    distinct, back = np.unique(every, axis=1, return_inverse=True)
    whole, rest = _solve(distinct, cord.central(), cord.NODES), _neutral()
    ends = np.cumsum([state.shape[1] for state in states])[:-1]
    excursions = np.split((whole.displacement_mm - rest.displacement_mm)[:, back.reshape(-1)], ends, axis=1)
    indices = np.split(_index(whole.strain, _raised(cord.NODES))[:, back.reshape(-1)], ends, axis=1)
    spreads = _spreads(states)
    return [
        _nerve(bed_of(pose, height_m), excursion * _scale(height_m), index, spread)
        for pose, excursion, index, spread in zip(poses, excursions, indices, spreads, strict=True)
    ]


def _nerve(bed: Bed, excursion_mm: Array, index: Array, spread: tuple[Array, Array]) -> Nerve:
    load, (below, above) = index[INDEX_SITE], spread
    return Nerve(
        bed=bed,
        excursion_mm=dict(zip(SITES, excursion_mm, strict=True)),
        site_load_index=dict(zip(SITES, index, strict=True)),
        load_index=load,
        load_index_low=np.maximum(load - below, 0),
        load_index_high=load + above,
    )


def _scale(height_m: float) -> float:
    if not LEAST_HEIGHT_M <= height_m <= MOST_HEIGHT_M:
        raise MechanicsError(f"The height is {height_m:g} m. Give {LEAST_HEIGHT_M:g} to {MOST_HEIGHT_M:g} m.")
    return height_m / REFERENCE_HEIGHT_M


def _solve(state: Array, parameters: cord.Cord, nodes: int) -> cord.Solved:
    return cord.solve(state[:3], -state[3], parameters, cord.grid(nodes))


@cache
def _neutral() -> cord.Solved:
    return _solve(np.zeros((4, 1)), cord.central(), cord.NODES)


@cache
def _raised(nodes: int) -> float:
    """Return the strain at the middle of the thigh in a straight-leg raise to 70 degrees."""
    return float(_solve(_raise(1), cord.central(), nodes).strain[INDEX_SITE, 0])


@cache
def _raised_draws() -> Array:
    strain = _solve(_raise(cord.DRAWS), cord.draws(), cord.COARSE_NODES).strain
    return np.asarray(strain[INDEX_SITE])


def _raise(columns: int) -> Array:
    state = np.zeros((4, columns))
    state[0] = HIP_FLEXION_MM * np.radians(RAISE_DEG)
    return state


def _index(strain: Array, raised: Array | float) -> Array:
    """Return the index; a slack nerve has 0."""
    return np.asarray(np.maximum(strain, 0) / raised)


def _spreads(states: Sequence[Array]) -> list[tuple[Array, Array]]:
    """Return how far each movement's load index may lie below and above the central one, by the posterior's draws.

    Computed at a few moments, evenly spaced along the bed's change, and joined by straight lines: the spread changes
    far more slowly than the index itself.
    """
    counts = [state.shape[1] for state in states]
    moments = [_moments(state) for state in states]
    sampled = [
        np.array([np.interp(at, np.arange(state.shape[1]), row) for row in state])
        for at, state in zip(moments, states, strict=True)
    ]
    every = np.concatenate(sampled, axis=1)
    middle = _index(_solve(every, cord.central(), cord.COARSE_NODES).strain, _raised(cord.COARSE_NODES))[INDEX_SITE]
    low, high = np.percentile(_drawn_index(every), (LOW_PERCENT, HIGH_PERCENT), axis=0)
    ends = np.cumsum([len(at) for at in moments])[:-1]
    below, above = (np.split(np.maximum(off, 0), ends) for off in (middle - low, high - middle))
    return [
        (np.interp(np.arange(count), at, under), np.interp(np.arange(count), at, over))
        for count, at, under, over in zip(counts, moments, below, above, strict=True)
    ]


def _moments(state: Array) -> Array:
    """Return some frames (and points between them), each as much bed change after the one before."""
    frames = np.arange(state.shape[1], dtype=np.float64)
    gone = np.concatenate(([0.0], np.cumsum(np.abs(np.diff(state, axis=1)).sum(axis=0))))
    gone += _CREEP_MM * frames
    return np.interp(np.linspace(0, gone[-1], min(_SAMPLES, len(frames))), gone, frames)


def _drawn_index(state: Array) -> Array:
    """Return the load index of every draw in every column of `state`: (draws, columns)."""
    count, drawn = state.shape[1], cord.draws()
    each = cord.Cord(*(np.repeat(one, count) for one in (drawn.span_mm, drawn.root_per_mm, drawn.rest_strain)))
    strain = _solve(np.tile(state, (1, cord.DRAWS)), each, cord.COARSE_NODES).strain[INDEX_SITE]
    return _index(strain.reshape(cord.DRAWS, count), _raised_draws()[:, None])


def tensioner_twin(pose: Pose) -> Pose:
    """Return the same movement with toes toward you where they went away, over the same range of the ankle."""
    angle = read(pose)
    ankle = angle["ankle_dorsiflexion_deg"]
    return {**angle, "ankle_dorsiflexion_deg": ankle.max() + ankle.min() - ankle}
