"""Fit polynomials to the lengths of leg muscles in `myo-sim`'s `myolegs`, and write src/unpinch/mechanics/muscles.json.

A development script, run by hand: `python -m tools.fit_muscles`. It needs the package `myo-sim` (0.2.4, Apache-2.0) and
its MuJoCo; Unpinch itself reads the coefficients alone. Angles are in radians, lengths in millimetres, for the model's
own body. Poses are drawn evenly within RANGES_DEG, subtalar joint at 0; the knee's coupled slides and turns follow the
model's own equality constraints. `glmax1` is left out: its length jumps where it wraps.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
TARGET = Path("src/unpinch/mechanics/muscles.json")
SEED = 20190705
POSES = 4000
TEST_POSES = 2000
DEGREE = 4
RANGES_DEG = {
    "hip_flexion_deg": (-20.0, 115.0),
    "hip_adduction_deg": (-45.0, 30.0),
    "hip_internal_rotation_deg": (-45.0, 45.0),
    "knee_flexion_deg": (0.0, 125.0),
    "ankle_dorsiflexion_deg": (-40.0, 20.0),
}
JOINTS = {
    "hip_flexion_deg": "hip_flexion_r",
    "hip_adduction_deg": "hip_adduction_r",
    "hip_internal_rotation_deg": "hip_rotation_r",
    "knee_flexion_deg": "knee_angle_r",
    "ankle_dorsiflexion_deg": "ankle_angle_r",
}
HIP = ("hip_flexion_deg", "hip_adduction_deg", "hip_internal_rotation_deg")
HIP_KNEE = (*HIP, "knee_flexion_deg")
MUSCLES = {
    "piriformis": ("piri", HIP),
    "semimembranosus": ("semimem", HIP_KNEE),
    "semitendinosus": ("semiten", HIP_KNEE),
    "biceps_femoris_long_head": ("bflh", HIP_KNEE),
    "medial_gastrocnemius": ("gasmed", ("knee_flexion_deg", "ankle_dorsiflexion_deg")),
    "gluteus_medius_1": ("glmed1", HIP),
    "gluteus_medius_2": ("glmed2", HIP),
    "gluteus_medius_3": ("glmed3", HIP),
}


class Legs:
    """The model, and the muscle-tendon lengths in a pose."""

    def __init__(self) -> None:
        import mujoco  # type: ignore[import-not-found,unused-ignore]  # development extra
        import myo_sim  # type: ignore[import-not-found,unused-ignore]

        self._mujoco = mujoco
        self._model, self._data = myo_sim.load("myolegs")
        self._at = {name: self._model.joint(joint).qposadr[0] for name, joint in JOINTS.items()}
        self._tendons = [self._model.tendon(f"{short}_r_tendon").id for short, _ in MUSCLES.values()]

    def lengths_mm(self, poses_deg: Array) -> Array:
        """Return the lengths, one row for each pose."""
        return np.array([self._lengths(np.radians(pose)) for pose in poses_deg]) * 1000

    def _lengths(self, pose_rad: Array) -> Array:
        self._mujoco.mj_resetData(self._model, self._data)
        for address, angle in zip(self._at.values(), pose_rad, strict=True):
            self._data.qpos[address] = angle
        self._follow()
        self._mujoco.mj_kinematics(self._model, self._data)
        self._mujoco.mj_comPos(self._model, self._data)
        self._mujoco.mj_tendon(self._model, self._data)
        return np.array(self._data.ten_length[self._tendons])

    def _follow(self) -> None:
        """Set each joint that an equality constraint makes a polynomial of another."""
        model: Any = self._model
        for number in range(model.neq):
            led = model.jnt_qposadr[model.eq_obj1id[number]]
            leading = self._data.qpos[model.jnt_qposadr[model.eq_obj2id[number]]]
            self._data.qpos[led] = np.polyval(model.eq_data[number, :5][::-1], leading)


def exponents(variables: int) -> list[tuple[int, ...]]:
    """Return the exponents of all terms up to the total degree, the constant first."""
    every = product(range(DEGREE + 1), repeat=variables)
    return sorted((powers for powers in every if sum(powers) <= DEGREE), key=lambda powers: (sum(powers), powers))


def terms(poses_rad: Array, powers: Sequence[Sequence[int]]) -> Array:
    """Return the value of each term in each pose."""
    return np.array([np.prod(poses_rad ** np.array(one), axis=1) for one in powers]).T


def poses_deg(generator: np.random.Generator, count: int) -> Array:
    """Draw poses evenly within the ranges."""
    low, high = np.array(list(RANGES_DEG.values())).T
    return generator.uniform(low, high, (count, len(RANGES_DEG)))


def fit(legs: Legs) -> dict[str, Any]:
    """Return everything that the shipped file holds."""
    generator = np.random.default_rng(SEED)
    train, test = poses_deg(generator, POSES), poses_deg(generator, TEST_POSES)
    train_mm, test_mm = legs.lengths_mm(train), legs.lengths_mm(test)
    neutral_mm = legs.lengths_mm(np.zeros((1, len(RANGES_DEG))))[0]
    names = list(RANGES_DEG)
    muscles = {}
    for column, (muscle, (_, used)) in enumerate(MUSCLES.items()):
        picked = [names.index(name) for name in used]
        powers = exponents(len(used))
        found = np.linalg.lstsq(terms(np.radians(train[:, picked]), powers), train_mm[:, column], rcond=None)[0]
        missed = terms(np.radians(test[:, picked]), powers) @ found - test_mm[:, column]
        muscles[muscle] = {
            "coordinates": list(used),
            "neutral_mm": round(float(neutral_mm[column]), 3),
            "test_rmse_mm": round(float(np.sqrt(np.mean(missed**2))), 3),
            "test_worst_mm": round(float(np.abs(missed).max()), 3),
            "exponents": [list(one) for one in powers],
            "coefficients_mm": [float(f"{value:.7g}") for value in found],
        }
    return {
        "made_by": "tools/fit_muscles.py",
        "model": f"myo-sim {version('myo-sim')}, myolegs, right leg (Apache-2.0)",
        "seed": SEED,
        "poses": POSES,
        "test_poses": TEST_POSES,
        "degree": DEGREE,
        "ranges_deg": {name: list(pair) for name, pair in RANGES_DEG.items()},
        "muscles": muscles,
    }


def main() -> None:
    """Write the file and say how well each muscle is met."""
    found = fit(Legs())
    TARGET.write_text(written(found), "utf-8")
    for name, one in found["muscles"].items():
        print(f"{name}: {one['neutral_mm']} mm, rmse {one['test_rmse_mm']} mm, worst {one['test_worst_mm']} mm")


def written(found: dict[str, Any]) -> str:
    """Return the file's text: one line for each list, so that a change can be read."""
    head = {name: value for name, value in found.items() if name != "muscles"}
    lines = [f" {json.dumps(name)}: {json.dumps(value)}," for name, value in head.items()]
    blocks = []
    for muscle, one in found["muscles"].items():
        rows = ",\n".join(f"   {json.dumps(key)}: {json.dumps(value)}" for key, value in one.items())
        blocks.append(f"  {json.dumps(muscle)}: {{\n{rows}\n  }}")
    body = ",\n".join(blocks)
    return "{\n" + "\n".join(lines) + '\n "muscles": {\n' + body + "\n }\n}\n"


if __name__ == "__main__":
    main()
