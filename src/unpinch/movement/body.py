"""A person's measures: segment lengths from stature, masses, and how thick each part is where it may touch.

Lengths as shares of stature: Drillis & Contini in Winter. Masses and centres of mass: de Leva 1996. Thickness: measured
on the body that the figure shows (MakeHuman's adults, mean of a woman and a man), a little less where weight presses.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from unpinch.programme.skeleton import SEGMENTS

Vector = npt.NDArray[np.float64]
Sex = Literal["female", "male"]

LEAST_HEIGHT_M, MOST_HEIGHT_M = 1.0, 2.4
LEAST_MASS_KG, MOST_MASS_KG = 20.0, 350.0
USUAL_BODY_MASS_INDEX = 24.0
"""For a mass that isn't known. Choice."""

LENGTH_RATIOS: Mapping[str, float] = {
    "thigh": 0.245,
    "shank": 0.246,
    "foot": 0.152,
    "foot_height": 0.039,
    "upper_arm": 0.186,
    "forearm": 0.146,
    "hand": 0.108,
    "half_biacromial": 0.129,
    "hip_shoulder": 0.288,
    "head_neck": 0.182,
    "half_hips": 0.047,
}
_LUMBAR = 0.075  # of stature above the hip centres: about the disc between L4 and L5 (choice)
_SHOULDER = (0.0, 0.274, 0.108)  # the joint lies inward of and below the bone's edge at .129 and .288 (choice)
_NECK = (-0.008, 0.288, 0.0)
_GRIP = 0.046  # the grip's middle lies this far beyond the wrist (measured on the body shown: .06 to the knuckles)
_HEEL = (-0.032, -0.030, 0.0)
_TOE = (0.113, -0.029, 0.0)

Offset = tuple[float, float, float]


def _sided(rows: Mapping[str, tuple[str, Offset, float]]) -> dict[str, tuple[str, Offset, float]]:
    made = {}
    for name, (segment, (x, y, z), radius) in rows.items():
        for side, sign in (("r", 1), ("l", -1)):
            owner = segment if segment in {"pelvis", "thorax", "head"} else f"{segment}_{side}"
            made[f"{name}_{side}"] = (owner, (x, y, sign * z), radius)
    return made


_MIDDLE: Mapping[str, tuple[str, Offset, float]] = {
    "sacrum": ("pelvis", (-0.022, 0.040, 0), 0.026),
    "belly": ("pelvis", (0.030, 0.060, 0), 0.045),
    "back": ("thorax", (-0.012, 0.215 - _LUMBAR, 0), 0.036),
    "breastbone": ("thorax", (0.042, 0.200 - _LUMBAR, 0), 0.036),
    "head_back": ("head", (0.022, 0.118, 0), 0.050),
    "head_front": ("head", (0.040, 0.100, 0), 0.048),
    "head_side_r": ("head", (0.026, 0.112, 0.003), 0.046),
    "head_side_l": ("head", (0.026, 0.112, -0.003), 0.046),
}
_T, _S, _K = LENGTH_RATIOS["thigh"], LENGTH_RATIOS["shank"], -LENGTH_RATIOS["foot_height"]
_BOTH: Mapping[str, tuple[str, Offset, float]] = {
    "buttock": ("pelvis", (-0.012, -0.012, 0.045), 0.038),
    "hip_side": ("pelvis", (0, -0.005, 0.048), 0.034),
    "hip_front": ("pelvis", (0.020, 0.030, 0.040), 0.035),
    "shoulder_blade": ("thorax", (-0.010, 0.235 - _LUMBAR, 0.055), 0.036),
    "ribs_side": ("thorax", (0.010, 0.150 - _LUMBAR, 0.045), 0.036),
    "chest": ("thorax", (0.038, 0.205 - _LUMBAR, 0.050), 0.036),
    "shoulder_side": ("upper_arm", (0, 0, 0), 0.024),
    "elbow": ("upper_arm", (-0.002, -0.186, 0), 0.021),
    "wrist": ("forearm", (0, -0.146, 0), 0.014),
    "hand": ("forearm", (0, -0.146 - _GRIP, 0), 0.018),
    "thigh_front": ("thigh", (0.012, -0.45 * _T, 0), 0.046),
    "thigh_back": ("thigh", (0.012, -0.55 * _T, 0), 0.045),
    "thigh_outer": ("thigh", (0.006, -0.80 * _T, 0), 0.036),
    "thigh_inner": ("thigh", (0.006, -0.80 * _T, 0), 0.040),
    "low_thigh_front": ("thigh", (0.006, -0.80 * _T, 0), 0.036),
    "low_thigh_back": ("thigh", (0.006, -0.80 * _T, 0), 0.036),
    "knee_front": ("thigh", (0.004, -_T, 0), 0.034),
    "knee_back": ("shank", (-0.004, -0.04, 0), 0.034),
    "knee_outer": ("thigh", (0.002, -_T, 0), 0.033),
    "knee_inner": ("thigh", (0.002, -_T, 0), 0.034),
    "calf": ("shank", (-0.010, -0.35 * _S, 0.003), 0.034),
    "shin": ("shank", (-0.006, -0.45 * _S, 0.003), 0.028),
    "shin_outer": ("shank", (-0.008, -0.30 * _S, 0.003), 0.034),
    "ankle_outer": ("shank", (-0.004, -_S, 0), 0.021),
    "ankle_inner": ("shank", (-0.004, -_S, 0), 0.021),
    "cuff_front": ("shank", (-0.007, -0.90 * _S, 0.004), 0.021),
    "cuff_back": ("shank", (-0.007, -0.90 * _S, 0.004), 0.021),
    "cuff_outer": ("shank", (-0.007, -0.90 * _S, 0.004), 0.021),
    "cuff_inner": ("shank", (-0.007, -0.90 * _S, 0.004), 0.021),
    "heel": ("foot", (-0.016, _K + 0.018, 0), 0.018),
    "heel_back": ("foot", (-0.016, -0.021, 0), 0.018),
    "heel_inner": ("foot", (-0.012, -0.022, 0), 0.019),
    "heel_outer": ("foot", (-0.012, -0.022, 0.003), 0.019),
    "ball_inner": ("foot", (0.076, _K + 0.013, -0.012), 0.013),
    "ball_outer": ("foot", (0.066, _K + 0.013, 0.017), 0.013),
    "toe": ("foot", (0.104, _K + 0.011, 0), 0.011),
    "instep": ("foot", (0.045, -0.016, 0), 0.018),
    "sole_inner": ("foot", (0.041, _K + 0.010, -0.013), 0.014),
    "sole_outer": ("foot", (0.037, _K + 0.010, 0.021), 0.014),
    "edge_inner": ("foot", (0.041, -0.030, -0.017), 0.009),
    "edge_outer": ("foot", (0.037, -0.030, 0.027), 0.009),
}
SITE_RATIOS: Mapping[str, tuple[str, Offset, float]] = {**_MIDDLE, **_sided(_BOTH)}
"""Each site: its segment, the middle of a ball in that segment's axes, and the ball's radius, as shares of stature."""

_SKIN: Mapping[str, Offset] = {
    "front": (1, 0, 0),
    "back": (-1, 0, 0),
    "calf": (-1, 0, 0),
    "shin": (1, 0, 0),
    "outer": (0, 0, 1),
    "side": (0, 0, 1),
    "inner": (0, 0, -1),
    "instep": (0.35, 0.94, 0),
    "sole_inner": (0, -1, 0),
    "sole_outer": (0, -1, 0),
    "belly": (1, 0, 0),
    "breastbone": (1, 0, 0),
}
"""Which way the skin of a site faces in its segment's axes, on the right; elsewhere its ball's middle is meant."""

_MASSES: Mapping[str, tuple[float, float]] = {
    "head": (6.68, 6.94),
    "trunk": (42.57, 43.46),
    "upper_arm": (2.55, 2.71),
    "forearm": (1.38, 1.62),
    "hand": (0.56, 0.61),
    "thigh": (14.78, 14.16),
    "shank": (4.81, 4.33),
    "foot": (1.29, 1.37),
}
"""Percent of body mass, woman and man."""
_CENTRES: Mapping[str, tuple[float, float]] = {
    "thigh": (0.3612, 0.4095),
    "shank": (0.4352, 0.4395),
    "foot": (0.4014, 0.4415),
}
"""Centre of mass as a share of the segment's length from its upper end (foot: from the heel), woman and man."""


class BodyError(ValueError):
    """A measure that no adult has. The message names it, the value met, and what to do."""


def skin_direction(site: str) -> Offset:
    """Return which way a site's skin faces in its segment's axes; zero where the whole ball is meant."""
    name, sign = (site[:-2], -1 if site.endswith("_l") else 1) if site[-2:] in {"_r", "_l"} else (site, 1)
    x, y, z = _SKIN.get(name) or _SKIN.get(name.rpartition("_")[2], (0, 0, 0))
    return x, y, sign * z


@dataclass(frozen=True, slots=True)
class Body:
    """A person by height in metres; mass in kilograms and sex where known (else a usual mass, and the mean of both)."""

    height_m: float = 1.70
    mass_kg: float | None = None
    sex: Sex | None = None

    def __post_init__(self) -> None:
        _within("height", self.height_m, LEAST_HEIGHT_M, MOST_HEIGHT_M, "metres, like 1.70")
        if self.mass_kg is not None:
            _within("mass", self.mass_kg, LEAST_MASS_KG, MOST_MASS_KG, "kilograms, like 70")
        if self.sex not in {None, "female", "male"}:
            raise BodyError(f"The sex is {self.sex!r}. Write female or male, or leave it out.")

    @property
    def body_mass_kg(self) -> float:
        """Return the mass, or a usual one for the height."""
        return self.mass_kg if self.mass_kg is not None else USUAL_BODY_MASS_INDEX * self.height_m**2

    def length_m(self, part: str) -> float:
        """Return the length of a part of the body in metres; `KeyError` for a part without one."""
        return LENGTH_RATIOS[part] * self.height_m

    def segment_mass_kg(self, part: str) -> float:
        """Return the mass of one head, trunk, upper_arm, forearm, hand, thigh, shank or foot."""
        return self._of_sex(_MASSES[part]) / 100 * self.body_mass_kg

    def centre_of_mass_ratio(self, part: str) -> float:
        """Return where a thigh's, shank's or foot's centre of mass lies, as a share of its length."""
        return self._of_sex(_CENTRES[part])

    def _of_sex(self, pair: tuple[float, float]) -> float:
        if self.sex is None:
            return sum(pair) / 2
        return pair[self.sex == "male"]

    def joint_offset_m(self, segment: str) -> Vector:
        """Return where a segment's upper joint lies in its parent's axes."""
        return np.array(_JOINT_OFFSETS[segment]) * self.height_m

    def site_offset_m(self, site: str) -> Vector:
        """Return the middle of a site's ball in its segment's axes."""
        return np.array(SITE_RATIOS[site][1]) * self.height_m

    def site_radius_m(self, site: str) -> float:
        """Return the radius of a site's ball."""
        return SITE_RATIOS[site][2] * self.height_m


def _within(name: str, value: float, least: float, most: float, remedy: str) -> None:
    if not math.isfinite(value) or not least <= value <= most:
        raise BodyError(f"The {name} is {value}, outside {least:g} to {most:g}. Write it in {remedy}.")


PARENTS: Mapping[str, str] = {
    "thorax": "pelvis",
    "head": "thorax",
    **{f"thigh_{side}": "pelvis" for side in "rl"},
    **{f"shank_{side}": f"thigh_{side}" for side in "rl"},
    **{f"foot_{side}": f"shank_{side}" for side in "rl"},
    **{f"upper_arm_{side}": "thorax" for side in "rl"},
    **{f"forearm_{side}": f"upper_arm_{side}" for side in "rl"},
}


def _offset(segment: str) -> Offset:
    part, sign = segment.removesuffix("_r").removesuffix("_l"), -1 if segment.endswith("_l") else 1
    known: dict[str, Offset] = {
        "pelvis": (0, 0, 0),
        "thorax": (0, _LUMBAR, 0),
        "head": (_NECK[0], _NECK[1] - _LUMBAR, 0),
        "thigh": (0, 0, sign * LENGTH_RATIOS["half_hips"]),
        "shank": (0, -_T, 0),
        "foot": (0, -_S, 0),
        "upper_arm": (_SHOULDER[0], _SHOULDER[1] - _LUMBAR, sign * _SHOULDER[2]),
        "forearm": (0, -LENGTH_RATIOS["upper_arm"], 0),
    }
    return known[part]


_JOINT_OFFSETS: Mapping[str, Offset] = {segment: _offset(segment) for segment in SEGMENTS}

POINT_RATIOS: Mapping[str, tuple[str, Offset]] = {
    "hip_mid": ("pelvis", (0, 0, 0)),
    "lumbar": ("thorax", (0, 0, 0)),
    "neck": ("head", (0, 0, 0)),
    "head_top": ("head", (0.030, LENGTH_RATIOS["head_neck"], 0)),
    **{
        f"{name}_{side}": (f"{segment}_{side}", offset)
        for side in "rl"
        for name, segment, offset in (
            ("hip", "thigh", (0.0, 0.0, 0.0)),
            ("knee", "shank", (0.0, 0.0, 0.0)),
            ("ankle", "foot", (0.0, 0.0, 0.0)),
            ("heel", "foot", _HEEL),
            ("toe", "foot", _TOE),
            ("shoulder", "upper_arm", (0.0, 0.0, 0.0)),
            ("elbow", "forearm", (0.0, 0.0, 0.0)),
            ("wrist", "forearm", (0.0, -LENGTH_RATIOS["forearm"], 0.0)),
            ("hand", "forearm", (0.0, -LENGTH_RATIOS["forearm"] - _GRIP, 0.0)),
        )
    },
}
"""The named joint points: segment, and place in its axes as a share of stature."""
