"""The names of the body in a movement: coordinates with their ranges, segments, sites that may touch or be held.

Standard library only, so that the loader can check a movement's words; `movement` puts geometry to the names.
Angles in degrees, 0 = standing upright, arms hanging, palms to the thighs. Left and right count alike: the same number
means the same movement on either side.
"""

from __future__ import annotations

from collections.abc import Mapping

Range = tuple[float, float]

ROOT: tuple[str, ...] = (
    "root_x_m",
    "root_y_m",
    "root_z_m",
    "root_roll_deg",
    "root_pitch_deg",
    "root_yaw_deg",
)
TRUNK: tuple[str, ...] = ("lumbar_flexion_deg", "lumbar_bend_deg", "lumbar_rotation_deg", "neck_flexion_deg")
LEG: tuple[str, ...] = (
    "hip_flexion_deg",
    "hip_adduction_deg",
    "hip_internal_rotation_deg",
    "knee_flexion_deg",
    "ankle_dorsiflexion_deg",
    "subtalar_inversion_deg",
)
ARM: tuple[str, ...] = (
    "shoulder_flexion_deg",
    "shoulder_abduction_deg",
    "shoulder_internal_rotation_deg",
    "elbow_flexion_deg",
)
COORDINATES: tuple[str, ...] = (
    *ROOT,
    *TRUNK,
    *(f"{name}_{side}" for side in "rl" for name in LEG),
    *(f"{name}_{side}" for side in "rl" for name in ARM),
)
"""All 30, in their order."""

SEGMENTS: tuple[str, ...] = (
    "pelvis",
    "thorax",
    "head",
    *(f"{name}_{side}" for side in "rl" for name in ("thigh", "shank", "foot")),
    *(f"{name}_{side}" for side in "rl" for name in ("upper_arm", "forearm")),
)

JOINTS: tuple[str, ...] = (
    "hip_mid",
    "lumbar",
    "neck",
    "head_top",
    *(
        f"{name}_{side}"
        for side in "rl"
        for name in ("hip", "knee", "ankle", "heel", "toe", "shoulder", "elbow", "wrist", "hand")
    ),
)
"""The named points of the skeleton, in their order."""

_RANGES: Mapping[str, Range] = {
    "root_x_m": (-3, 3),
    "root_y_m": (0, 2),
    "root_z_m": (-3, 3),
    "root_roll_deg": (-180, 180),
    "root_pitch_deg": (-180, 180),
    "root_yaw_deg": (-360, 360),
    "lumbar_flexion_deg": (-30, 60),
    "lumbar_bend_deg": (-30, 30),
    "lumbar_rotation_deg": (-35, 35),
    "neck_flexion_deg": (-50, 50),
    "hip_flexion_deg": (-20, 125),
    "hip_adduction_deg": (-50, 35),
    "hip_internal_rotation_deg": (-55, 45),
    "knee_flexion_deg": (0, 155),
    "ankle_dorsiflexion_deg": (-50, 35),
    "subtalar_inversion_deg": (-20, 35),
    "shoulder_flexion_deg": (-70, 185),
    "shoulder_abduction_deg": (-60, 185),
    "shoulder_internal_rotation_deg": (-100, 110),
    "elbow_flexion_deg": (0, 152),
}

RANGES: Mapping[str, Range] = {name: _RANGES[name.removesuffix("_r").removesuffix("_l")] for name in COORDINATES}
"""How far each joint of a healthy adult goes, in degrees (root: metres or degrees). From memory; choice."""

RATIOS: Mapping[str, str] = {f"root_{axis}_ratio": f"root_{axis}_m" for axis in "xyz"}
"""Where the body is in the room is written as a share of its height, so that it fits everybody."""

KEYS: tuple[str, ...] = (*RATIOS, *COORDINATES[3:])
"""What a pose in a file may name."""

_SIDED = (
    "buttock",
    "hip_side",
    "hip_front",
    "shoulder_blade",
    "ribs_side",
    "chest",
    "shoulder_side",
    "elbow",
    "wrist",
    "hand",
    "thigh_front",
    "thigh_back",
    "thigh_outer",
    "thigh_inner",
    "low_thigh_front",
    "low_thigh_back",
    "knee_front",
    "knee_back",
    "knee_outer",
    "knee_inner",
    "calf",
    "shin",
    "shin_outer",
    "ankle_outer",
    "ankle_inner",
    "cuff_front",
    "cuff_back",
    "cuff_outer",
    "cuff_inner",
    "heel",
    "heel_back",
    "heel_inner",
    "heel_outer",
    "ball_inner",
    "ball_outer",
    "toe",
    "instep",
    "sole_inner",
    "sole_outer",
    "edge_inner",
    "edge_outer",
)
SITES: tuple[str, ...] = (
    "sacrum",
    "back",
    "belly",
    "breastbone",
    "head_back",
    "head_front",
    "head_side_r",
    "head_side_l",
    *(f"{name}_{side}" for name in _SIDED for side in "rl"),
)
"""Places on the body that may touch the floor or a prop, be held, or carry the band."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "buttocks": ("buttock_r", "buttock_l"),
    "blades": ("shoulder_blade_r", "shoulder_blade_l"),
    **{f"foot_{side}": (f"heel_{side}", f"ball_inner_{side}", f"ball_outer_{side}") for side in "rl"},
    **{f"foot_top_{side}": (f"toe_{side}",) for side in "rl"},
}
"""Several sites under one name: what lies or stands together."""

_SEAT = ("buttock_r", "buttock_l", "sacrum", "hip_side_r", "hip_side_l", "hip_front_r", "hip_front_l")
ROLLING: Mapping[str, tuple[str, ...]] = {
    "pelvis": _SEAT,
    "trunk": (*_SEAT, "back", "shoulder_blade_r", "shoulder_blade_l", "shoulder_side_r", "shoulder_side_l", "chest_r"),
}
"""Round parts that roll: whichever of their places is lowest rests."""
