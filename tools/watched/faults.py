"""The faults, each as a change to the movement's coordinates, at three sizes: small, middle, large.

The ids are the programme's. Small lies near the tolerance of ten degrees below which a camera should say nothing,
middle at about twice that, large at three times. Sizes and shapes: choice, from each fault's words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from tools.watched.planted import planted, rolled
from unpinch.movement.kinematics import index

Array = npt.NDArray[np.float64]
SIZES: tuple[str, ...] = ("small", "middle", "large")
_FEET = tuple(f"{site}_{side}" for side in "rl" for site in ("heel", "ball_inner", "ball_outer"))
_BLADES = ("shoulder_blade_r", "shoulder_blade_l")
_LEG_FLEXION = ("hip_flexion_deg", "knee_flexion_deg", "ankle_dorsiflexion_deg")
_HIP = ("hip_flexion_deg", "hip_adduction_deg", "hip_internal_rotation_deg")


def _sided(*names: str, sides: str = "rl") -> tuple[str, ...]:
    return tuple(f"{name}_{side}" for side in sides for name in names)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of some levels of an exercise.

    `sizes`: degrees (centimetres for a body that slides, seconds for tempo). `turns`: by how much each coordinate
    changes for one of these. `roll`: the pelvis's own axis about which it turns. `planted`: sites that stay where they
    were, for which the coordinates in `free` make room. `rounded`: how much the upper back bends. `beyond_deg`: the
    movement goes on past its end, which is this far from its start. `brings`: faults that come along with it, so that
    telling them isn't wrong. `phase`: what takes another time, or `halts` at its end.
    """

    id: str
    exercise: str
    sizes: tuple[float, float, float]
    turns: Mapping[str, float] = field(default_factory=dict)
    roll: tuple[int, float] | None = None
    planted: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    rounded: float = 0.0
    beyond_deg: float = 0.0
    brings: tuple[str, ...] = ()
    phase: str = ""
    halts: bool = False
    levels: tuple[int, ...] = (1, 2, 3)
    unit: str = "degrees"

    @property
    def is_tempo(self) -> bool:
        """Return whether the fault is in the timing alone."""
        return bool(self.phase)

    @property
    def slides(self) -> bool:
        """Return whether the body slides back from where it lay."""
        return self.unit == "centimetres"

    def size(self, word: str) -> float:
        """Return the size in the fault's unit; `ValueError` for another word."""
        return self.sizes[SIZES.index(word)]

    def done(self, q: Array, amount: Array, way: Array) -> Array:
        """Return coordinates (n, 30) with the fault; `amount` (n,) in its unit, 0 where there is none.

        `way` (30,): the movement's end less its start.
        """
        made = q + (np.outer(amount / self.beyond_deg, way) if self.beyond_deg else 0.0)
        for name, factor in self.turns.items():
            made[:, index(name)] += factor * amount
        if self.roll:
            axis, factor = self.roll
            made = rolled(made, axis, factor * amount)
        there = amount != 0
        if self.planted and there.any():
            made[there] = planted(q[there], made[there], self.planted, self.free)
        return made


_X, _Y = 0, 1
FAULTS: tuple[Fault, ...] = (
    Fault("toes_back_at_the_end", "nerve_floss", (18, 36, 50), {"ankle_dorsiflexion_deg_r": 1}),
    Fault("thigh_drifts", "nerve_floss", (10, 20, 30), {"hip_flexion_deg_r": 1}),
    Fault("too_fast", "nerve_floss", (1.1, 0.8, 0.5), phase="straighten", unit="seconds"),
    Fault("staying_at_the_end", "nerve_floss", (3, 5, 8), phase="straighten", halts=True, unit="seconds"),
    Fault("head_lifts", "nerve_floss", (14, 28, 42), {"neck_flexion_deg": 1, "lumbar_flexion_deg": 0.15}),
    Fault(
        "pelvis_rolls",
        "cross_body",
        (12, 24, 36),
        {"lumbar_rotation_deg": -0.85, "hip_adduction_deg_r": -0.4, "root_y_m": 0.0012},
        roll=(_Y, 1),
        planted=_sided("heel", "ball_inner", "ball_outer", sides="l"),
        free=_sided(*_HIP, "knee_flexion_deg", "ankle_dorsiflexion_deg", "subtalar_inversion_deg", sides="l"),
        brings=("too_far", "twisting"),
    ),
    Fault("twisting", "cross_body", (12, 24, 36), {"lumbar_rotation_deg": 1}),
    Fault("foot_pulled_back", "cross_body", (18, 32, 45), {"ankle_dorsiflexion_deg_r": 1}, levels=(2,)),
    Fault("too_far", "cross_body", (12, 22, 32), {"hip_adduction_deg_r": 1}),
    Fault(
        "rounding",
        "seated_hinge",
        (15, 28, 42),
        {"root_pitch_deg": 0.5, "hip_flexion_deg_r": -0.5, "hip_flexion_deg_l": -0.5, "lumbar_flexion_deg": 0.8},
        rounded=0.5,
        brings=("chin_down", "reaching"),
    ),
    Fault("chin_down", "seated_hinge", (20, 34, 48), {"neck_flexion_deg": 1}),
    Fault("toes_pulled", "seated_hinge", (15, 26, 38), {"ankle_dorsiflexion_deg_r": 1}),
    Fault(
        "reaching",
        "seated_hinge",
        (25, 50, 75),
        {**dict.fromkeys(_sided("shoulder_flexion_deg"), 1.0), **dict.fromkeys(_sided("elbow_flexion_deg"), -1.1)},
    ),
    Fault(
        "rolling_back",
        "clamshell",
        (12, 24, 36),
        {"lumbar_rotation_deg": 0.4},
        roll=(_Y, -1),
        planted=("knee_outer_l", "ankle_outer_l", "heel_inner_r"),
        free=_sided(*_HIP),
        brings=("opening_too_far",),
    ),
    Fault(
        "heels_apart",
        "clamshell",
        (10, 20, 30),
        {"hip_internal_rotation_deg_r": 1, "hip_adduction_deg_r": -0.4},
    ),
    Fault(
        "opening_too_far",
        "clamshell",
        (14, 26, 38),
        beyond_deg=35,
        planted=("heel_inner_r",),
        free=_sided(*_HIP, "knee_flexion_deg", sides="r"),
    ),
    Fault("swinging", "clamshell", (0.9, 0.6, 0.4), phase="open", unit="seconds"),
    Fault(
        "arching",
        "bridge",
        (10, 18, 27),
        {"lumbar_flexion_deg": -1, "root_y_m": 0.003},
        planted=(*_FEET, *_BLADES),
        free=("root_x_m", "root_pitch_deg", "lumbar_flexion_deg", *_sided(*_LEG_FLEXION)),
        levels=(2, 3),
    ),
    Fault(
        "knees_fall_in",
        "bridge",
        (8, 16, 24),
        {"hip_adduction_deg_r": 1, "hip_adduction_deg_l": 1},
        planted=_FEET,
        free=_sided(
            "hip_internal_rotation_deg", "subtalar_inversion_deg", "knee_flexion_deg", "ankle_dorsiflexion_deg"
        ),
    ),
    Fault(
        "one_side_drops",
        "bridge",
        (7, 14, 21),
        {"lumbar_bend_deg": -0.9},
        roll=(_X, 1),
        planted=_FEET,
        free=_sided(*_HIP, "knee_flexion_deg", "ankle_dorsiflexion_deg", "subtalar_inversion_deg"),
    ),
    Fault("dropping_down", "bridge", (0.9, 0.65, 0.4), phase="lower", unit="seconds"),
    Fault("leg_across", "leg_traction", (12, 22, 32), {"hip_adduction_deg_r": 1}),
    Fault("leg_lifted", "leg_traction", (12, 22, 32), {"hip_flexion_deg_r": 1}),
    Fault(
        "leg_tensed",
        "leg_traction",
        (13, 26, 39),
        {"ankle_dorsiflexion_deg_r": 1, "knee_flexion_deg_r": -0.3, "hip_flexion_deg_r": -0.1},
    ),
    Fault(
        "back_arches",
        "leg_traction",
        (12, 24, 36),
        {"root_pitch_deg": -1, "lumbar_flexion_deg": -1.3, "hip_flexion_deg_r": 1, "hip_flexion_deg_l": 1},
        planted=_BLADES,
        free=("root_x_m", "lumbar_flexion_deg"),
    ),
    Fault("body_slides", "leg_traction", (5, 9, 13), {"root_x_m": 0.01}, unit="centimetres"),
)


def faults_of(exercise: str, level: int) -> tuple[Fault, ...]:
    """Return the faults that a level can have."""
    return tuple(fault for fault in FAULTS if fault.exercise == exercise and level in fault.levels)


def fault_of(exercise: str, fault_id: str) -> Fault:
    """Return a fault by name; `StopIteration` for an unknown one."""
    return next(fault for fault in FAULTS if (fault.exercise, fault.id) == (exercise, fault_id))
