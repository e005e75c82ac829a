"""Movements for tests, as coordinates by name: the ones that the reference names."""

from __future__ import annotations

import numpy as np

from unpinch.mechanics.pose import Array, Pose

SHARE = np.linspace(0, 1, 61)
AWAY, TOWARD = -40.0, 10.0
"""Ankle angles of the reference's floss: they bring back its bed changes of 37 and 40 mm."""


def straightening(hip: float | Array, ankle: Array) -> Pose:
    return {"hip_flexion_deg": hip, "knee_flexion_deg": 90 - 80 * SHARE, "ankle_dorsiflexion_deg": ankle}


TOES_AWAY = TOWARD + (AWAY - TOWARD) * SHARE
TOES_TOWARD = TOES_AWAY[::-1]
FLOSS = straightening(80.0, TOES_AWAY)
FLOSS_60 = straightening(60.0, TOES_AWAY)
TENSIONER = straightening(80.0, TOES_TOWARD)
COUPLED = straightening(90 - 45 * SHARE, TOES_AWAY)


def raised(hip_deg: float) -> Pose:
    return {"hip_flexion_deg": hip_deg}
