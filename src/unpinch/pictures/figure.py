"""The drawn person: joint angles in, balls of flesh and cloth out.

The body is chains of balls (a centre and a radius) along a small skeleton; `canvas` wraps each chain in an outline.
So one description looks right from every side.

Axes of the body: `front` (where the belly faces), `crown` (toward the head), `right` (its right hand). All lengths are
parts of the stature. Segment lengths: Drillis and Contini in Winter, slightly shortened arms; radii: choice (drawing).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from unpinch.pictures.vectors import Vec, add, bent, between, cross, dot, minus, scaled, turned, unit

Side = Literal["left", "right"]
Ball = tuple[Vec, float]

THIGH, SHANK, UPPER_ARM, FOREARM = 0.245, 0.246, 0.172, 0.146
HIP_HALF, SHOULDER_HALF, TRUNK = 0.048, 0.104, 0.285
_SIDES: tuple[tuple[Side, float], ...] = (("left", -1.0), ("right", 1.0))
_NECK_TO_HEAD = 0.025
FOOT_DROP = 0.034
"""How far the sole lies below the ankle."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One smooth piece of the body: balls wrapped together, the class that colours it, and the limb it belongs to."""

    name: str
    group: str
    balls: tuple[Ball, ...]


@dataclass(frozen=True, slots=True)
class Leg:
    """A leg by its angles. Hip: flexion, outward (abduction), turned out; knee flexion; toes away positive."""

    hip_deg: float = 0
    out_deg: float = 0
    turn_deg: float = 0
    knee_deg: float = 0
    toes_away_deg: float = 20


@dataclass(frozen=True, slots=True)
class Planted:
    """A leg by where its ankle rests; the knee points toward `pole`, the toes toward `toes`."""

    ankle: Vec
    pole: Vec
    toes: Vec


@dataclass(frozen=True, slots=True)
class Reach:
    """An arm by where its hand is; the elbow points toward `pole`."""

    hand: Vec
    pole: Vec


@dataclass(frozen=True, slots=True)
class Root:
    """Where the pelvis is, how it lies, and how trunk and head are turned against it (degrees, forward positive)."""

    pelvis: Vec
    front: Vec
    crown: Vec
    trunk_deg: float = 0
    head_deg: float = 0
    look_deg: float = 0


@dataclass(frozen=True, slots=True)
class Person:
    """A drawn person: the shapes, and the points that bands, arrows and props hold on to."""

    shapes: tuple[Shape, ...]
    points: Mapping[str, Vec] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Frame:
    origin: Vec
    front: Vec
    crown: Vec

    @property
    def right(self) -> Vec:
        return cross(self.front, self.crown)

    def at(self, right: float, up: float, front: float = 0.0) -> Vec:
        """Return the point so far to the right, up and front."""
        return add(self.origin, scaled(self.right, right), scaled(self.crown, up), scaled(self.front, front))

    def bowed(self, angle_deg: float, origin: Vec) -> _Frame:
        """Return the frame turned forward about its right axis, at another origin."""
        axis = self.right
        return _Frame(origin, turned(self.front, axis, -angle_deg), turned(self.crown, axis, -angle_deg))

    def looking(self, angle_deg: float) -> _Frame:
        """Return the frame turned about its crown (to the left positive)."""
        return _Frame(self.origin, turned(self.front, self.crown, angle_deg), self.crown)


def person(root: Root, legs: Mapping[Side, Leg | Planted], arms: Mapping[Side, Reach]) -> Person:
    """Return the person in this pose."""
    pelvis = _Frame(root.pelvis, root.front, root.crown)
    chest = pelvis.bowed(root.trunk_deg, pelvis.at(0, 0.06))
    shapes = [*_trunk(pelvis, chest)]
    points: dict[str, Vec] = {"pelvis": root.pelvis, "belly": pelvis.at(0, 0.05, 0.05)}
    head = chest.bowed(root.head_deg, chest.at(0, TRUNK - 0.03)).looking(root.look_deg)
    shapes += _head(head, chest)
    points["head"] = head.at(0, 0.1)
    for side, sign in _SIDES:
        hip = pelvis.at(sign * HIP_HALF, -0.005)
        joints = _leg_joints(pelvis, hip, sign, legs[side])
        shapes += _leg(side, joints, hip)
        points |= {f"{side}_{name}": joint for name, joint in joints.items()} | {f"{side}_hip": hip}
        shoulder = chest.at(sign * SHOULDER_HALF, TRUNK - 0.085)
        elbow, wrist = bent(shoulder, arms[side].hand, UPPER_ARM, FOREARM, arms[side].pole)
        shapes += _arm(side, shoulder, elbow, wrist)
        points |= {f"{side}_hand": add(wrist, scaled(unit(minus(wrist, elbow)), 0.035)), f"{side}_elbow": elbow}
        points |= {f"{side}_shoulder": shoulder}
    return Person(tuple(shapes), points)


def posed(axes: Mapping[str, tuple[Vec, Vec, Vec]], joints: Mapping[str, Vec]) -> Person:
    """Return the person of a movement's frame.

    `axes`: of pelvis, thorax, head and both feet (`foot_left`) the origin, front and crown; `joints`: hip, knee,
    shoulder, elbow and wrist of both sides (`left_hip`), all in the picture's space and in statures.
    """
    pelvis, chest = _Frame(*axes["pelvis"]), _Frame(*axes["thorax"])
    neck = _Frame(*axes["head"])
    head = _Frame(neck.at(0, _NECK_TO_HEAD), neck.front, neck.crown)
    shapes = [*_trunk(pelvis, chest), *_head(head, chest)]
    points = dict(joints)
    for side, _ in _SIDES:
        foot = _Frame(*axes[f"foot_{side}"])
        sole = scaled(foot.crown, -1)
        leg = _foot(joints[f"{side}_knee"], foot.origin, sole, foot.front)
        hip = joints[f"{side}_hip"]
        shoulder, elbow, wrist = (joints[f"{side}_{name}"] for name in ("shoulder", "elbow", "wrist"))
        shapes += [*_leg(side, leg, hip), *_arm(side, shoulder, elbow, wrist)]
        points |= {f"{side}_{name}": place for name, place in leg.items()}
    return Person(tuple(shapes), points)


def _leg_joints(pelvis: _Frame, hip: Vec, sign: float, leg: Leg | Planted) -> dict[str, Vec]:
    if isinstance(leg, Planted):
        knee, ankle = bent(hip, leg.ankle, THIGH, SHANK, leg.pole)
        shank = unit(minus(ankle, knee))
        return _foot(knee, ankle, shank, unit(leg.toes))
    cos, sin = math.cos(math.radians(leg.hip_deg)), math.sin(math.radians(leg.hip_deg))
    down = add(scaled(pelvis.crown, -cos), scaled(pelvis.front, sin))
    shin = add(scaled(pelvis.front, cos), scaled(pelvis.crown, sin))
    thigh = turned(down, shin, -leg.out_deg * sign)
    shin = turned(shin, thigh, leg.turn_deg * sign)
    hinge = cross(shin, thigh)
    shank, front = turned(thigh, hinge, leg.knee_deg), turned(shin, hinge, leg.knee_deg)
    knee = add(hip, scaled(thigh, THIGH))
    tilt = math.radians(leg.toes_away_deg)
    toes = add(scaled(front, math.cos(tilt)), scaled(shank, math.sin(tilt)))
    return _foot(knee, add(knee, scaled(shank, SHANK)), shank, toes)


def _foot(knee: Vec, ankle: Vec, shank: Vec, toes: Vec) -> dict[str, Vec]:
    sole = unit(minus(shank, scaled(toes, dot(shank, toes))))
    return {
        "knee": knee,
        "ankle": ankle,
        "heel": add(ankle, scaled(toes, -0.022), scaled(sole, FOOT_DROP - 0.01)),
        "arch": add(ankle, scaled(toes, 0.05), scaled(sole, FOOT_DROP)),
        "instep": add(ankle, scaled(toes, 0.05), scaled(sole, -0.006)),
        "ball": add(ankle, scaled(toes, 0.082), scaled(sole, FOOT_DROP - 0.015)),
        "toe": add(ankle, scaled(toes, 0.112), scaled(sole, FOOT_DROP - 0.014)),
    }


def _trunk(pelvis: _Frame, chest: _Frame) -> Iterable[Shape]:
    """Shirt and trousers of the trunk; `chest` starts at the waist."""
    both = (-1.0, 1.0)
    ribs = tuple((chest.at(s * 0.052, 0.125, 0.006), 0.057) for s in both)
    shoulders = tuple((chest.at(s * 0.09, TRUNK - 0.088, -0.002), 0.034) for s in both)
    waist = tuple((chest.at(s * 0.036, 0.015, 0.002), 0.051) for s in both)
    hips = tuple((pelvis.at(s * 0.043, 0.005, 0.0), 0.056) for s in both)
    seat = tuple((pelvis.at(s * 0.04, -0.012, -0.022), 0.05) for s in both)
    belt = tuple((pelvis.at(s * 0.038, 0.045, 0.002), 0.052) for s in both)
    yield Shape("trousers", "trunk", (*hips, *seat, *belt))
    yield Shape("shirt", "trunk", (*belt, *waist))
    yield Shape("shirt", "trunk", (*waist, *ribs))
    yield Shape("shirt", "trunk", (*ribs, *shoulders))


def _head(head: _Frame, chest: _Frame) -> Iterable[Shape]:
    skull, crown = head.at(0, 0.1, 0.006), head.at(0, 0.121, -0.008)
    yield Shape("skin", "head", ((chest.at(0, TRUNK - 0.075), 0.034), (head.at(0, 0.05, 0.006), 0.029)))
    yield Shape("skin", "head", ((skull, 0.054), (head.at(0, 0.056, 0.033), 0.028)))
    yield Shape("skin", "head", ((head.at(0, 0.083, 0.0635), 0.009), (head.at(0, 0.097, 0.055), 0.0085)))
    yield Shape("hair", "head", ((crown, 0.053), (head.at(0, 0.082, -0.03), 0.038)))
    yield Shape("hair", "head", ((head.at(0, 0.15, -0.01), 0.025), (head.at(0, 0.142, 0.031), 0.021)))
    for side, sign in _SIDES:
        yield Shape("ear", f"face_{side}", ((head.at(sign * 0.053, 0.085, -0.002), 0.0125),))
        yield Shape("eye", f"face_{side}", ((head.at(sign * 0.028, 0.098, 0.0515), 0.0055),))


def _leg(side: str, joints: Mapping[str, Vec], hip: Vec) -> Iterable[Shape]:
    knee, ankle = joints["knee"], joints["ankle"]
    group = f"{side}_leg"
    back = scaled(unit(minus(joints["heel"], joints["toe"])), 0.008)
    calf = add(between(knee, ankle, 0.3), back)
    thigh = ((hip, 0.054), (between(hip, knee, 0.4), 0.05), (between(hip, knee, 0.8), 0.039), (knee, 0.035))
    shank = ((knee, 0.035), (calf, 0.0365), (between(knee, ankle, 0.68), 0.0265), (ankle, 0.0205))
    yield from _chain("skin", group, thigh[1:])
    yield from _chain("skin", group, shank)
    yield from _chain("shoe", group, ((joints["heel"], 0.021), (joints["ball"], 0.0185), (joints["toe"], 0.0135)))
    yield Shape(
        "shoe", group, ((joints["heel"], 0.021), (between(ankle, knee, 0.02), 0.0225), (joints["ball"], 0.0185))
    )
    yield from _chain(
        "trousers", group, ((hip, 0.057), (between(hip, knee, 0.4), 0.053), (between(hip, knee, 0.56), 0.05))
    )


def _arm(side: str, shoulder: Vec, elbow: Vec, wrist: Vec) -> Iterable[Shape]:
    group = f"{side}_arm"
    palm = add(wrist, scaled(unit(minus(wrist, elbow)), 0.03))
    tip = add(wrist, scaled(unit(minus(wrist, elbow)), 0.055))
    yield from _chain("skin", group, ((between(shoulder, elbow, 0.3), 0.029), (elbow, 0.0235)))
    yield from _chain("skin", group, ((elbow, 0.0235), (between(elbow, wrist, 0.3), 0.0245), (wrist, 0.0165)))
    yield from _chain("skin", group, ((wrist, 0.016), (palm, 0.0195), (tip, 0.014)))
    yield from _chain("shirt", group, ((shoulder, 0.037), (between(shoulder, elbow, 0.52), 0.0315)))


def _chain(name: str, group: str, balls: tuple[Ball, ...]) -> Iterable[Shape]:
    return (Shape(name, group, pair) for pair in pairwise(balls))
