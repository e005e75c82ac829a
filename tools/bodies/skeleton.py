"""Our skeleton in the pose in which the skin is stored: legs a little apart, arms half raised, as the sources stand.

Lengths are those of `unpinch.movement.body`, so that the bones of the figure stand where the frames say.
A segment's frame is ISB: X anterior, Y cranial, Z right; its origin is the proximal joint centre.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tools.bodies.source import STATURE_M, Points, Source
from unpinch.movement.body import PARENTS, Body
from unpinch.programme.skeleton import SEGMENTS

BODY = Body(height_m=STATURE_M)
HIP_HEIGHT_M = BODY.length_m("thigh") + BODY.length_m("shank") + BODY.length_m("foot_height")


def right(side: str) -> float:
    """Return +1 for the right side, -1 for the left: the sign of Z."""
    return 1.0 if side == "r" else -1.0


def unit(vector: Points) -> Points:
    """Return the vector with length 1."""
    found: Points = vector / np.linalg.norm(vector)
    return found


def frame(cranial: Points, toward_right: Points) -> Points:
    """Return the rotation (3, 3) whose Y is `cranial` and whose Z is as near `toward_right` as it can be."""
    y = unit(cranial)
    x = unit(np.cross(y, toward_right))
    return np.column_stack([x, y, np.cross(x, y)])


@dataclass(frozen=True, slots=True)
class Rest:
    """Where each segment's frame stands while the skin is stored."""

    origins: dict[str, Points]
    rotations: dict[str, Points]

    def local(self, segment: str, points: Points) -> Points:
        """Return world points (n, 3) in a segment's frame."""
        return (points - self.origins[segment]) @ self.rotations[segment]

    def world(self, segment: str, points: Points) -> Points:
        """Return points (n, 3) of a segment's frame in the world."""
        return points @ self.rotations[segment].T + self.origins[segment]


def standing() -> dict[str, Points]:
    """Return each segment's origin when all coordinates are 0."""
    found = {"pelvis": np.array([0.0, HIP_HEIGHT_M, 0.0])}
    for segment in SEGMENTS[1:]:
        found[segment] = found[PARENTS[segment]] + BODY.joint_offset_m(segment)
    return found


def rest(body: Source) -> Rest:
    """Take directions from the source and lengths from our table."""
    origins, rotations = standing(), {name: np.eye(3) for name in ("pelvis", "thorax", "head")}
    for side in "rl":
        _leg(body, side, origins, rotations)
        _arm(body, side, origins, rotations)
    return Rest(origins, rotations)


def _leg(body: Source, side: str, origins: dict[str, Points], rotations: dict[str, Points]) -> None:
    hip, knee, ankle = (body.joints[f"{name}.{side.upper()}"] for name in ("upperleg01", "lowerleg01", "foot"))
    z = np.array([0.0, 0.0, 1.0])
    rotations[f"thigh_{side}"] = frame(hip - knee, z)
    rotations[f"shank_{side}"] = frame(knee - ankle, z)
    toe = body.joints[f"toe2-1.{side.upper()}"] - ankle
    rotations[f"foot_{side}"] = frame(np.array([0.0, 1.0, 0.0]), np.cross([toe[0], 0.0, toe[2]], [0.0, 1.0, 0.0]))
    origins[f"shank_{side}"] = _below(f"thigh_{side}", "thigh", origins, rotations)
    origins[f"foot_{side}"] = _below(f"shank_{side}", "shank", origins, rotations)


def _arm(body: Source, side: str, origins: dict[str, Points], rotations: dict[str, Points]) -> None:
    shoulder, elbow, wrist = (body.joints[f"{name}.{side.upper()}"] for name in ("upperarm01", "lowerarm01", "wrist"))
    axis = unit(np.cross(elbow - shoulder, wrist - elbow))
    rotations[f"upper_arm_{side}"] = frame(shoulder - elbow, axis)
    rotations[f"forearm_{side}"] = frame(elbow - wrist, axis)
    origins[f"forearm_{side}"] = _below(f"upper_arm_{side}", "upper_arm", origins, rotations)


def _below(segment: str, length: str, origins: dict[str, Points], rotations: dict[str, Points]) -> Points:
    return origins[segment] - rotations[segment][:, 1] * BODY.length_m(length)


def wrist(held: Rest, side: str) -> Points:
    """Return the wrist's centre."""
    return _below(f"forearm_{side}", "forearm", held.origins, held.rotations)


__all__ = ["BODY", "HIP_HEIGHT_M", "SEGMENTS", "Rest", "frame", "rest", "right", "unit", "wrist"]
