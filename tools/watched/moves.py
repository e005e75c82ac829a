"""What people do around an exercise: walk, stand, pick something up, get down and up. Poses of a body of 1.70 m."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from tools.watched.clips import HEIGHT_M
from unpinch.movement.kinematics import index
from unpinch.movement.timing import minimum_jerk
from unpinch.programme.skeleton import COORDINATES

Array = npt.NDArray[np.float64]
Pose = Callable[[Array], Array]
"""Seconds since its start (m,) -> coordinates (m, 30)."""

_WALK_M_S, _STEP_S = 0.9, 1.1
_STANDING_M = 0.53 * HEIGHT_M
_FLOOR_M = 0.4
_LYING_DEG = 45.0


def posed(base: Array | None = None, **degrees: float) -> Array:
    """Return coordinates (30,): those named, over a base; a name without a side means both."""
    made: Array = np.zeros(len(COORDINATES)) if base is None else base.copy()
    for name, value in degrees.items():
        for one in (name,) if name in COORDINATES else (f"{name}_r", f"{name}_l"):
            made[index(one)] = value
    return made


def standing(x_m: float, z_m: float, yaw_deg: float) -> Array:
    """Return someone standing at ease."""
    place = posed(root_x_m=x_m, root_y_m=_STANDING_M, root_z_m=z_m, root_yaw_deg=yaw_deg)
    return posed(place, shoulder_abduction_deg=8, elbow_flexion_deg=15, hip_adduction_deg=-3)


def still(pose: Array) -> Pose:
    """Return a pose kept."""
    return lambda time_s: np.repeat(pose[None], len(time_s), 0)


def through(keys: Sequence[Array], seconds: Sequence[float]) -> Pose:
    """Return poses joined by minimum jerk; turns take the short way round."""
    poses = [keys[0]]
    for key in keys[1:]:
        near = key.copy()
        near[3:6] += 360 * np.round((poses[-1][3:6] - key[3:6]) / 360)
        poses.append(near)
    rows, times = np.array(poses), np.cumsum([0.0, *seconds])

    def at(time_s: Array) -> Array:
        which = np.clip(np.searchsorted(times, time_s, side="right") - 1, 0, len(seconds) - 1)
        share = np.clip((time_s - times[which]) / np.array(seconds)[which], 0, 1)
        made: Array = rows[which] + (rows[which + 1] - rows[which]) * minimum_jerk(share)[:, None]
        return made

    return at


def walk(start: tuple[float, float], goal: tuple[float, float]) -> tuple[float, Pose]:
    """Return how long a walk over the floor takes (seconds), and its poses."""
    way = np.array(goal) - np.array(start)
    distance_m = float(np.hypot(*way))
    yaw_deg = float(np.rad2deg(np.arctan2(-way[1], way[0])))

    def at(time_s: Array) -> Array:
        share = np.clip(time_s * _WALK_M_S / distance_m, 0, 1)[:, None]
        made = np.repeat(standing(0, 0, yaw_deg)[None], len(time_s), 0)
        made[:, [0, 2]] = np.array(start) + way * share
        for side, lag in (("r", 0.0), ("l", np.pi)):
            swing = np.sin(2 * np.pi * time_s / _STEP_S + lag)
            lifted = np.maximum(0, np.sin(2 * np.pi * time_s / _STEP_S + lag + 0.9))
            made[:, index(f"hip_flexion_deg_{side}")] = 6 + 24 * swing
            made[:, index(f"knee_flexion_deg_{side}")] = 8 + 48 * lifted
            made[:, index(f"shoulder_flexion_deg_{side}")] = -18 * swing
        return made

    return distance_m / _WALK_M_S, at


def getting_down(standing_q: Array, first: Array, rng: np.random.Generator) -> tuple[float, Pose]:
    """Return the way from standing to the first pose of an exercise's way in: by squatting and sitting where low."""
    keys, x, z, yaw = [standing_q], first[0], first[2], first[5]
    if first[1] < _FLOOR_M:
        keys.append(posed(standing(x, z, yaw), root_y_m=0.42, root_pitch_deg=-25, **_SQUAT))
        if abs(first[4]) > _LYING_DEG or abs(first[3]) > _LYING_DEG:
            keys.append(posed(standing(x, z, yaw), root_y_m=0.14, root_pitch_deg=16, **_SIT))
    keys.append(first)
    seconds = [float(rng.uniform(1.3, 2.3)) for _ in keys[1:]]
    return sum(seconds), through(keys, seconds)


_SQUAT: Mapping[str, float] = {
    "hip_flexion_deg": 95,
    "knee_flexion_deg": 115,
    "ankle_dorsiflexion_deg": 25,
    "lumbar_flexion_deg": 15,
    "shoulder_flexion_deg": 50,
}
_SIT: Mapping[str, float] = {
    "hip_flexion_deg": 104,
    "knee_flexion_deg": 75,
    "ankle_dorsiflexion_deg": -42,
    "lumbar_flexion_deg": 26,
    "shoulder_flexion_deg": -42,
    "shoulder_abduction_deg": 18,
}
_BENT: Mapping[str, float] = {
    "root_pitch_deg": -55,
    "hip_flexion_deg": 60,
    "lumbar_flexion_deg": 30,
    "knee_flexion_deg": 20,
    "shoulder_flexion_deg": 80,
}
_PHONE: Mapping[str, float] = {"shoulder_flexion_deg_r": 45, "elbow_flexion_deg_r": 115, "neck_flexion_deg": 25}


def backwards(seconds: float, pose: Pose) -> Pose:
    """Return the same way, from its end."""
    return lambda time_s: pose(seconds - time_s)


def about(place: Array, rng: np.random.Generator) -> tuple[float, Pose]:
    """Return someone who stands about: looks at a phone, bends for something, stretches an arm."""
    other = {0: _BENT, 1: _PHONE, 2: {"shoulder_flexion_deg": 160}, 3: {"root_yaw_deg": place[5] + 70}}
    keys, seconds = [place], []
    for choice in rng.permutation(4)[: rng.integers(2, 4)]:
        doing = posed(place, **other[int(choice)])
        keys += [doing, doing, place, place]
        seconds += [float(rng.uniform(0.8, 1.8)), float(rng.uniform(0.4, 2.5)), float(rng.uniform(0.8, 1.8)), 0.8]
    return sum(seconds), through(keys, seconds)


def fidget(pose: Array, rng: np.random.Generator) -> tuple[float, Pose]:
    """Return someone who stays in a pose but turns the head, scratches, or moves an arm."""
    keys, seconds = [pose], []
    for _ in range(int(rng.integers(1, 3))):
        doing = pose.copy()
        doing[index("neck_flexion_deg")] += rng.uniform(-8, 8)
        side = "rl"[int(rng.integers(2))]
        doing[index(f"shoulder_flexion_deg_{side}")] += rng.uniform(10, 50)
        doing[index(f"elbow_flexion_deg_{side}")] = rng.uniform(60, 120)
        keys += [doing, pose]
        seconds += [float(rng.uniform(0.7, 1.5)), float(rng.uniform(0.7, 1.5))]
    return sum(seconds), through(keys, seconds)
