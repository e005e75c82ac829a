"""The bones that move the skin: 13 segments, and three helpers at each joint that share its turn out evenly.

A vertex near a joint has a place between parent (0) and child (1). It hangs on the two helpers next to that place, so
it turns by just that part of the joint's angle about the joint's centre: flesh keeps its volume where two bones alone
would let it collapse.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from tools.bodies.mesh import pulled
from tools.bodies.skeleton import SEGMENTS, Rest
from tools.bodies.source import Points, Source
from tools.bodies.warp import smooth

HELPERS = 3
FIRM = 0.05
"""What is this near to parent or child hangs on it alone."""
JOINTS = (
    ("lumbar", "pelvis", "thorax"), ("neck", "thorax", "head"),
    ("hip_r", "pelvis", "thigh_r"), ("knee_r", "thigh_r", "shank_r"), ("ankle_r", "shank_r", "foot_r"),
    ("hip_l", "pelvis", "thigh_l"), ("knee_l", "thigh_l", "shank_l"), ("ankle_l", "shank_l", "foot_l"),
    ("shoulder_r", "thorax", "upper_arm_r"), ("elbow_r", "upper_arm_r", "forearm_r"),
    ("shoulder_l", "thorax", "upper_arm_l"), ("elbow_l", "upper_arm_l", "forearm_l"),
)  # fmt: skip
"""Joint, parent segment, child segment; the joint's centre is the child's origin."""
BONES = len(SEGMENTS) + HELPERS * len(JOINTS)
_NUMBER = {name: number for number, (name, _, _) in enumerate(JOINTS)}


def columns(joint: str) -> list[int]:
    """Return the bones of a joint from parent to child."""
    _, parent, child = JOINTS[_NUMBER[joint]]
    first = len(SEGMENTS) + HELPERS * _NUMBER[joint]
    return [SEGMENTS.index(parent), *range(first, first + HELPERS), SEGMENTS.index(child)]


def spread(joint: str, place: Points) -> Points:
    """Return weights (n, BONES) for places (n,) between parent and child."""
    bones = columns(joint)
    along = np.clip(place, 0.0, 1.0) * (len(bones) - 1)
    found = np.zeros((len(place), BONES))
    for step, bone in enumerate(bones):
        found[:, bone] = np.maximum(0.0, 1.0 - np.abs(along - step))
    return found


def chain(first: Points, *later: tuple[str, Points]) -> Points:
    """Hang further joints on a limb: what lies on the child's bone is shared out along the next joint."""
    found = first
    for joint, place in later:
        parent = columns(joint)[0]
        share = found[:, parent].copy()
        found[:, parent] = 0.0
        found += share[:, None] * spread(joint, place)
    return found


def trunk(vertices: Points, held: Rest) -> Points:
    """Return the weights (n, BONES) of pelvis, thorax and head by height."""
    waist, throat = held.origins["thorax"][1], held.origins["head"][1]
    lumbar = smooth((vertices[:, 1] - waist + 0.075) / 0.175)
    neck = smooth((vertices[:, 1] + 0.25 * vertices[:, 0] - throat + 0.015) / 0.095)
    return chain(spread("lumbar", lumbar), ("neck", neck))


def bound(body: Source, vertices: Points, held: Rest) -> Points:
    """Return the weights (n, BONES) of the whole skin."""
    total = np.zeros((len(vertices), BONES))
    for side in "rl":
        for joints, groups in (
            (("hip", "knee", "ankle"), ("upperleg", "lowerleg", ("foot", "toe"))),
            (("shoulder", "elbow"), ("upperarm", ("lowerarm", "wrist", "metacarpal", "finger"))),
        ):
            total += _limb(body, side, joints, groups)
    rest = np.clip(1.0 - total.sum(axis=1), 0.0, None)
    total += rest[:, None] * trunk(vertices, held)
    found: Points = total / total.sum(axis=1, keepdims=True)
    return found


def _limb(body: Source, side: str, joints: tuple[str, ...], groups: tuple[str | tuple[str, ...], ...]) -> Points:
    """Return a limb's weights with its root bone's column empty: the trunk fills that."""
    shares = [body.of_side(side, *((group,) if isinstance(group, str) else group)) for group in groups]
    beyond = np.cumsum(shares[::-1], axis=0)[::-1]
    places = [beyond[0], *(far / np.maximum(near, 1e-6) for near, far in pairwise(beyond))]
    softer = np.clip((pulled(np.column_stack(places), body.faces, 8) - FIRM) / (1.0 - 2.0 * FIRM), 0.0, 1.0)
    names = [f"{joint}_{side}" for joint in joints]
    found = spread(names[0], softer[:, 0])
    found = chain(found, *zip(names[1:], softer[:, 1:].T, strict=True))
    found[:, columns(names[0])[0]] = 0.0
    return found
