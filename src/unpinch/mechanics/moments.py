"""What gravity and a band ask of the hip in clam and bridge: closed forms, in newton metres, at rest in each frame.

Clam: the upper leg turns about the line from hip to ankle, with the heels together. Bridge: head, shoulders and arms
lie on the floor and carry themselves; trunk, pelvis and legs rest on shoulders and feet, which push straight up (the
friction between them can't be known from a pose). Masses and centres of mass: de Leva 1996, by `movement`'s body. The
trunk's centre of mass is taken halfway from shoulders to hips (choice). Moments, never "percent of muscle activation".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unpinch.mechanics.flaws import MechanicsError
from unpinch.movement import Body

Array = NDArray[np.float64]
Points = Mapping[str, Array]

GRAVITY = 9.81
BAND_PLACE = 0.76
"""Where a band above the knee lies on the thigh, from the hip, as a share of its length."""
_UP = np.array([0.0, GRAVITY, 0.0])
_TRUNK_PLACE = 0.5


@dataclass(frozen=True, slots=True)
class HipMoment:
    """The moment that one hip's muscles hold, by what asks for it, over the frames.

    Clam: about the line from hip to ankle, opening positive. Bridge: `gravity_n_m` extends the hip, `band_n_m` (by the
    loop that pulls the knees together) is held by abduction: two axes, so they aren't added.
    """

    gravity_n_m: Array
    band_n_m: Array


def clam_closed_form_n_m(body: Body, opening_deg: float = 0.0) -> float:
    """Return gravity's moment about the hip-ankle line with the knee at 90 degrees and the legs lying level.

    `9.81 m (m_t c_t + m_s (1 - c_s)) Lt Ls / sqrt(Lt^2 + Ls^2)` times the cosine of the opening.
    """
    thigh, shank = body.length_m("thigh"), body.length_m("shank")
    inertia_kg = body.segment_mass_kg("thigh") * body.centre_of_mass_ratio("thigh")
    inertia_kg += body.segment_mass_kg("shank") * (1 - body.centre_of_mass_ratio("shank"))
    return float(GRAVITY * inertia_kg * thigh * shank / np.hypot(thigh, shank) * np.cos(np.radians(opening_deg)))


def clam_band_closed_form_n_m(body: Body, force_n: float, opening_deg: float = 0.0) -> float:
    """Return a loop's moment about the same line: the force above the knee, toward the other knee."""
    thigh, shank = body.length_m("thigh"), body.length_m("shank")
    lever_m = BAND_PLACE * thigh * shank / np.hypot(thigh, shank)
    return float(force_n * lever_m * np.cos(np.radians(opening_deg) / 2))


def clam(points: Points, body: Body, side: str, band_n: Array | float = 0.0) -> HipMoment:
    """Return what opening the upper leg takes, from joint points; `band_n` pulls its knee toward the other one."""
    end = _end(side)
    hip, knee, ankle = (points[f"{name}_{end}"] for name in ("hip", "knee", "ankle"))
    opens = _unit(ankle - hip) * (1 if end == "r" else -1)
    pulls = (
        (_between(hip, knee, body.centre_of_mass_ratio("thigh")), body.segment_mass_kg("thigh")),
        (_between(knee, ankle, body.centre_of_mass_ratio("shank")), body.segment_mass_kg("shank")),
    )
    closing = [_about(opens, hip, at, -_UP * mass) for at, mass in pulls]
    band = _about(opens, hip, _band_place(points, end), _toward_other(points, end, band_n))
    return HipMoment(-np.sum(closing, axis=0), -band)


def bridge(points: Points, body: Body, side: str, band_n: Array | float = 0.0) -> HipMoment:
    """Return what one hip holds in a bridge, both legs sharing alike: extension by gravity, abduction by the band.

    While the hips lie on the floor it is what holding them there without the floor would take.
    """
    end = _end(side)
    hip, knee, ankle, heel, toe, shoulder = (_pair(points, name) for name in _BRIDGE)
    along = _level(ankle - shoulder)
    leg = [
        (_between(hip, knee, body.centre_of_mass_ratio("thigh")), 2 * body.segment_mass_kg("thigh")),
        (_between(knee, ankle, body.centre_of_mass_ratio("shank")), 2 * body.segment_mass_kg("shank")),
        (_between(heel, toe, body.centre_of_mass_ratio("foot")), 2 * body.segment_mass_kg("foot")),
    ]
    trunk = (_between(shoulder, hip, _TRUNK_PLACE), body.segment_mass_kg("trunk"))
    span = _along(along, (heel + toe) / 2 - shoulder)
    foot_n = _weighed([*leg, trunk], along, shoulder) / span
    lifted_n_m = foot_n * _along(along, (heel + toe) / 2 - hip)
    return HipMoment((lifted_n_m - _weighed(leg, along, hip)) / 2, _bridge_band(points, end, band_n))


def _weighed(parts: Sequence[tuple[Array, float]], along: Array, origin: Array) -> Array:
    """Return the parts' weights times how far along they lie from `origin`."""
    return np.asarray(np.sum([GRAVITY * mass * _along(along, at - origin) for at, mass in parts], axis=0))


_BRIDGE = ("hip", "knee", "ankle", "heel", "toe", "shoulder")


def _bridge_band(points: Points, end: str, band_n: Array | float) -> Array:
    """Return the band's moment about the hip, square to the thigh, that closes the knees."""
    arm = _band_place(points, end) - points[f"hip_{end}"]
    return np.asarray(np.linalg.norm(np.cross(arm, _toward_other(points, end, band_n)), axis=1))


def _end(side: str) -> str:
    if side not in {"right", "left"}:
        raise MechanicsError(f"The side is {side!r}. Use right or left.")
    return side[0]


def _other(end: str) -> str:
    return "l" if end == "r" else "r"


def _pair(points: Points, name: str) -> Array:
    return np.asarray((points[f"{name}_r"] + points[f"{name}_l"]) / 2)


def _between(first: Array, second: Array, share: float) -> Array:
    return np.asarray(first + share * (second - first))


def _band_place(points: Points, end: str) -> Array:
    return _between(points[f"hip_{end}"], points[f"knee_{end}"], BAND_PLACE)


def _toward_other(points: Points, end: str, band_n: Array | float) -> Array:
    apart = _band_place(points, _other(end)) - _band_place(points, end)
    return np.asarray(_unit(apart) * np.atleast_1d(band_n)[:, None])


def _about(axis: Array, origin: Array, at: Array, force: Array) -> Array:
    return np.asarray((np.cross(at - origin, force) * axis).sum(axis=1))


def _unit(vectors: Array) -> Array:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(length > 0, length, 1))


def _level(vectors: Array) -> Array:
    return _unit(vectors * np.array([1.0, 0.0, 1.0]))


def _along(direction: Array, vectors: Array) -> Array:
    return np.asarray((direction * vectors).sum(axis=1))
