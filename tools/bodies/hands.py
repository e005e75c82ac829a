"""Hands at rest and hands that hold a band: the fingers bent by their own joints and weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from tools.bodies.skeleton import Rest, right, unit, wrist
from tools.bodies.source import Points, Source
from tools.bodies.warp import hand_map, turn

Bend = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Shape:
    """A hand: bend (degrees) of each finger's three joints from nearly straight, and of the wrist backward.

    `spread` is the share of the source's spread fingers that stays. The thumb turns across the palm at its base.
    """

    fingers: Mapping[str, Bend]
    thumb: Bend
    wrist: int
    spread: float


SHAPES = {
    "rest": Shape({"2": (16, 22, 12), "3": (22, 27, 14), "4": (27, 30, 16), "5": (30, 30, 16)}, (14, 10, 10), 0, 0.45),
    "grip": Shape(
        {"2": (62, 86, 48), "3": (66, 92, 50), "4": (70, 94, 50), "5": (72, 92, 48)}, (52, 30, 34), 18, -0.15
    ),
}
Frame = tuple[Points, Points]
"""A turn (3, 3) and a shift (3,)."""


def bent(body: Source, held: Rest, placed: Points, side: str, shape: str) -> Points:
    """Return all vertices (n, 3) with one hand in shape "rest" or "grip"."""
    result = placed.copy()
    for label, (rotation, shift) in _frames(body, held, side, SHAPES[shape]):
        share = body.weights[:, body.labels.index(label)][:, None]
        result += share * (placed @ rotation.T + shift - placed)
    return result


def _frames(body: Source, held: Rest, side: str, shape: Shape) -> Iterator[tuple[str, Frame]]:
    """Yield each joint of the hand with how it is moved."""
    axes = held.rotations[f"forearm_{side}"].T
    back = _about(wrist(held, side), turn(-right(side) * axes[0], np.radians(shape.wrist)), (np.eye(3), np.zeros(3)))
    for label in body.labels:
        if label.endswith(f".{side.upper()}") and label.startswith(("wrist", "metacarpal")):
            yield label, back
    move = hand_map(body, held, side)
    for finger in "12345":
        labels = [f"finger{finger}-{number}.{side.upper()}" for number in (1, 2, 3)]
        joints = move(np.array([body.joints[label] for label in labels]))
        yield from zip(labels, _Finger(finger, joints, side, axes).frames(shape, back), strict=True)


@dataclass(frozen=True, slots=True)
class _Finger:
    """One finger, its three joints (3, 3), and the forearm's axes on its side."""

    name: str
    joints: Points
    side: str
    axes: Points

    @property
    def is_thumb(self) -> bool:
        return self.name == "1"

    def frames(self, shape: Shape, frame: Frame) -> Iterator[Frame]:
        """Yield how each of its bones is moved, hung on the hand's own frame."""
        bends = shape.thumb if self.is_thumb else shape.fingers[self.name]
        for number, (centre, angle) in enumerate(zip(self.joints, bends, strict=True)):
            local = turn(self._axis(number), np.radians(angle))
            if number == 0 and not self.is_thumb:
                local = local @ self._closer(shape.spread)
            frame = _about(centre, local, frame)
            yield frame

    def _closer(self, spread: float) -> Points:
        """Return the turn that brings a spread finger nearer to the hand's own direction."""
        x, y, z = self.axes
        way = self.joints[1] - self.joints[0]
        return turn(z, -float(np.arctan2(way @ x, -(way @ y))) * (1.0 - spread))

    def _axis(self, number: int) -> Points:
        """Return the axis that bends it into the palm; the thumb's base also turns about the forearm."""
        x, y, z = self.axes
        if not self.is_thumb:
            return right(self.side) * np.asarray(x)
        found = 0.85 * right(self.side) * y - 0.52 * z if number == 0 else 0.45 * right(self.side) * y - 0.89 * z
        return unit(found)


def _about(centre: Points, local: Points, frame: Frame) -> Frame:
    """Hang a turn about a joint on the frame before."""
    rotation, shift = frame
    return rotation @ local, shift + rotation @ (centre - local @ centre)
