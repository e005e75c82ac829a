"""Gives a source body our proportions: each part is moved along its own axis, and skin weights join them smoothly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tools.bodies.skeleton import BODY, HIP_HEIGHT_M, Rest, right, unit, wrist
from tools.bodies.source import STATURE_M, Points, Source

Map = Callable[[Points], Points]

HIP_OUT_M = 0.014
"""How far outside the hip's centre the thigh's flesh has its middle."""
FOOT_M, HAND_M = 0.250, 0.184
"""Length of bare foot and of the hand at STATURE_M."""


def turn(axis: Points, angle_rad: float) -> Points:
    """Return the rotation (3, 3) about an axis of length 1."""
    k = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    found: Points = np.eye(3) + np.sin(angle_rad) * k + (1 - np.cos(angle_rad)) * (k @ k)
    return found


def onto(start: Points, end: Points) -> Points:
    """Return the smallest rotation (3, 3) that brings one direction onto another."""
    a, b = unit(start), unit(end)
    axis = np.cross(a, b)
    size = float(np.linalg.norm(axis))
    return np.eye(3) if size == 0.0 else turn(axis / size, np.arctan2(size, float(a @ b)))


@dataclass(frozen=True, slots=True)
class Line:
    """A part's axis, from its proximal to its distal joint."""

    start: Points
    end: Points

    @property
    def way(self) -> Points:
        return self.end - self.start


def along(old: Line, new: Line, twist_rad: float = 0.0) -> Map:
    """Return the map that lays one axis on another, stretching along it alone."""
    rotation = turn(unit(new.way), twist_rad) @ onto(old.way, new.way)
    axis, stretch = unit(new.way), float(np.linalg.norm(new.way) / np.linalg.norm(old.way))

    def move(points: Points) -> Points:
        turned = (points - old.start) @ rotation.T
        moved: Points = turned + (stretch - 1.0) * np.outer(turned @ axis, axis) + new.start
        return moved

    return move


@dataclass(frozen=True, slots=True)
class Flesh:
    """Where the skin of one side turns: the centres that its limbs bend about in the stored pose."""

    hip: Points
    shoulder: Points


def flesh(held: Rest, side: str) -> Flesh:
    """Return the centres of one side."""
    hip = held.origins[f"thigh_{side}"] + [0.0, 0.0, right(side) * HIP_OUT_M]
    return Flesh(hip, held.origins[f"upper_arm_{side}"])


def moved(body: Source, held: Rest) -> Points:
    """Return the vertices (n, 3) in our proportions, in the stored pose."""
    total = np.zeros_like(body.vertices)
    done = np.zeros(len(total))
    for side in "rl":
        for share, move in _limbs(body, held, side):
            total += share[:, None] * move(body.vertices)
            done += share
    found: Points = total + (1.0 - done)[:, None] * _trunk(body, held)(body.vertices)
    return found


def _limbs(body: Source, held: Rest, side: str) -> list[tuple[Points, Map]]:
    centre = flesh(held, side)
    twist = pronation(body, held, side)
    fore = _axis(body, side, "lowerarm01", "wrist"), Line(held.origins[f"forearm_{side}"], wrist(held, side))
    upper = _axis(body, side, "upperarm01", "lowerarm01"), Line(centre.shoulder, held.origins[f"forearm_{side}"])
    thigh = _axis(body, side, "upperleg01", "lowerleg01"), Line(centre.hip, held.origins[f"shank_{side}"])
    shank = (
        _axis(body, side, "lowerleg01", "foot"),
        Line(*(held.origins[f"{name}_{side}"] for name in ("shank", "foot"))),
    )
    return [
        (body.of_side(side, "upperleg"), along(*thigh)),
        (body.of_side(side, "lowerleg"), along(*shank)),
        (body.of_side(side, "foot", "toe"), _foot(body, held, side)),
        (body.of_side(side, "upperarm"), along(*upper)),
        (body.of_side(side, "lowerarm01"), along(*fore, twist * 0.15)),
        (body.of_side(side, "lowerarm02"), along(*fore, twist * 0.6)),
        (body.of_side(side, "wrist", "metacarpal", "finger"), hand_map(body, held, side)),
    ]  # fmt: skip


def _axis(body: Source, side: str, start: str, end: str) -> Line:
    return Line(body.joints[f"{start}.{side.upper()}"], body.joints[f"{end}.{side.upper()}"])


def pronation(body: Source, held: Rest, side: str) -> float:
    """Return how far (rad) the hand has to turn about the forearm until the thumb looks along the forearm's X."""
    old = _axis(body, side, "lowerarm01", "wrist")
    turned = onto(old.way, -held.rotations[f"forearm_{side}"][:, 1])
    across = turned @ _axis(body, side, "finger5-1", "finger2-1").way
    local = across @ held.rotations[f"forearm_{side}"]
    return float(np.arctan2(-local[2], local[0]))


def hand_map(body: Source, held: Rest, side: str) -> Map:
    """Return the map of the hand: in line with the forearm, thumb along its X, the size that the stature asks for."""
    rotation = held.rotations[f"forearm_{side}"]
    knuckle = _axis(body, side, "wrist", "finger3-1").way
    across = _axis(body, side, "finger5-1", "finger2-1").way
    now = np.column_stack([unit(across - unit(knuckle) * (across @ unit(knuckle))), -unit(knuckle), np.zeros(3)])
    now[:, 2] = np.cross(now[:, 0], now[:, 1])
    tip = float(np.linalg.norm(_axis(body, side, "wrist", "finger3-3").way)) + 0.024
    size, turned = HAND_M / tip, rotation @ now.T
    start, goal = body.joints[f"wrist.{side.upper()}"], wrist(held, side)
    return lambda points: (points - start) @ turned.T * size + goal


def _foot(body: Source, held: Rest, side: str) -> Map:
    ankle = body.joints[f"foot.{side.upper()}"]
    mine = body.vertices[body.of_side(side, "foot", "toe") > 0.5]  # noqa: PLR2004 - more foot than leg
    goal, rotation = held.origins[f"foot_{side}"], held.rotations[f"foot_{side}"]
    size = FOOT_M / float(np.ptp(mine @ rotation[:, 0]))
    low = float(mine[:, 1].min())
    scale = np.array([size, BODY.length_m("foot_height") / (ankle[1] - low), size])
    return lambda points: (points - ankle) @ rotation * scale @ rotation.T + goal


def _trunk(body: Source, held: Rest) -> Map:
    """Stretch by height so that hips, shoulders and crown lie right; set the shoulders apart; stand upright."""
    joint = {name: (body.joints[f"{name}.L"] + body.joints[f"{name}.R"]) / 2 for name in ("upperleg01", "upperarm01")}
    hip, shoulder = joint["upperleg01"], joint["upperarm01"]
    old_y = np.array([hip[1] - 0.5, hip[1], shoulder[1], body.vertices[:, 1].max()])
    goal_y = np.array([HIP_HEIGHT_M - 0.5, HIP_HEIGHT_M, float(flesh(held, "r").shoulder[1]), STATURE_M])
    half = abs(float(body.joints["upperarm01.R"][2]))
    wider = flesh(held, "r").shoulder[2] - half

    def move(points: Points) -> Points:
        x, y, z = points.T
        way = (y - hip[1]) / (shoulder[1] - hip[1])
        high = smooth((way - 0.55) / 0.35)
        shift = wider * high * smooth((np.abs(z) - 0.25 * half) / (0.75 * half)) * np.sign(z)
        lean = hip[0] + (shoulder[0] - hip[0]) * np.clip(way, 0.0, 1.0)
        return np.column_stack([x - lean, np.interp(y, old_y, goal_y), z + shift])

    return move


def smooth(value: Points) -> Points:
    """Return 0 up to 0, 1 from 1 on, and a soft step between."""
    t = np.clip(value, 0.0, 1.0)
    found: Points = t * t * (3.0 - 2.0 * t)
    return found
