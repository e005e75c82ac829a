"""Forward kinematics of whole trajectories at once, and how each point moves with each coordinate.

World axes: X forward, Y up, Z right. A segment's rotation takes its own axes (X anterior, Y cranial, Z right) to the
world's. Joint order: about Z, then X, then Y (ISB's order for the hip).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from unpinch.movement.body import PARENTS, POINT_RATIOS, SITE_RATIOS, Body
from unpinch.programme.skeleton import COORDINATES, SEGMENTS

Array = npt.NDArray[np.float64]
X, Y, Z = 0, 1, 2
_INDEX = {name: number for number, name in enumerate(COORDINATES)}
_SEGMENT = {name: number for number, name in enumerate(SEGMENTS)}

Turn = tuple[int, int, float]
"""One rotation: which coordinate, about which axis, and its sign."""


def index(coordinate: str) -> int:
    """Return a coordinate's place among the 30; `KeyError` for an unknown one."""
    return _INDEX[coordinate]


def segment_index(segment: str) -> int:
    """Return a segment's place among the 13."""
    return _SEGMENT[segment]


def _turns() -> Mapping[str, tuple[Turn, ...]]:
    made: dict[str, tuple[Turn, ...]] = {
        "pelvis": ((5, Y, 1.0), (4, Z, 1.0), (3, X, 1.0)),
        "thorax": _of(("lumbar_flexion_deg", Z, -1), ("lumbar_bend_deg", X, 1), ("lumbar_rotation_deg", Y, 1)),
        "head": _of(("neck_flexion_deg", Z, -1)),
    }
    for side, s in (("r", 1), ("l", -1)):
        made[f"thigh_{side}"] = _of(
            (f"hip_flexion_deg_{side}", Z, 1),
            (f"hip_adduction_deg_{side}", X, s),
            (f"hip_internal_rotation_deg_{side}", Y, s),
        )
        made[f"shank_{side}"] = _of((f"knee_flexion_deg_{side}", Z, -1))
        made[f"foot_{side}"] = _of((f"ankle_dorsiflexion_deg_{side}", Z, 1), (f"subtalar_inversion_deg_{side}", X, s))
        made[f"upper_arm_{side}"] = _of(
            (f"shoulder_flexion_deg_{side}", Z, 1),
            (f"shoulder_abduction_deg_{side}", X, -s),
            (f"shoulder_internal_rotation_deg_{side}", Y, s),
        )
        made[f"forearm_{side}"] = _of((f"elbow_flexion_deg_{side}", Z, 1))
    return made


def _of(*rows: tuple[str, int, float]) -> tuple[Turn, ...]:
    return tuple((_INDEX[name], axis, float(sign)) for name, axis, sign in rows)


TURNS: Mapping[str, tuple[Turn, ...]] = _turns()


def _chain(segment: str) -> tuple[str, ...]:
    """Return a segment and its forebears up to the pelvis."""
    chain = [segment]
    while chain[-1] in PARENTS:
        chain.append(PARENTS[chain[-1]])
    return tuple(chain)


MOVED_BY: npt.NDArray[np.bool_] = np.zeros((len(SEGMENTS), len(COORDINATES)), bool)
"""Which rotations carry which segment."""
for _name in SEGMENTS:
    for _link in _chain(_name):
        MOVED_BY[_SEGMENT[_name], [turn[0] for turn in TURNS[_link]]] = True
_CENTRE_OF = np.zeros(len(COORDINATES), int)
for _name in SEGMENTS:
    _CENTRE_OF[[turn[0] for turn in TURNS[_name]]] = _SEGMENT[_name]


@dataclass(frozen=True)
class Frames:
    """A trajectory in the room: n frames of 13 segments. `axes` are the 30 coordinates' axes in the world."""

    body: Body
    q: Array
    rotations: Array
    origins: Array
    axes: Array

    def place(self, segment: str, offset_m: Array) -> Array:
        """Return where a point fixed in a segment lies, (n, 3) in metres."""
        number = _SEGMENT[segment]
        placed: Array = self.origins[:, number] + self.rotations[:, number] @ offset_m
        return placed

    def site(self, site: str) -> Array:
        """Return the middle of a site's ball, (n, 3) in metres."""
        return self.place(SITE_RATIOS[site][0], self.body.site_offset_m(site))

    @cached_property
    def points(self) -> dict[str, Array]:
        """Return every named joint point, each (n, 3) in metres."""
        height = self.body.height_m
        return {name: self.place(segment, np.array(at) * height) for name, (segment, at) in POINT_RATIOS.items()}

    def angle_deg(self, coordinate: str) -> Array:
        """Return one coordinate over time (degrees; metres for the root's place)."""
        return self.q[:, _INDEX[coordinate]]


def forward(body: Body, q: Array) -> Frames:
    """Return the frames of coordinates (n, 30): metres and degrees. `ValueError` for another shape or no number."""
    q = np.atleast_2d(np.asarray(q, np.float64))
    if q.ndim != 2 or q.shape[1] != len(COORDINATES):  # noqa: PLR2004  # two axes
        raise ValueError(f"The coordinates have the shape {q.shape}. Give one row of {len(COORDINATES)} a frame.")
    if not np.isfinite(q).all():
        frame, column = np.argwhere(~np.isfinite(q))[0]
        raise ValueError(f"{COORDINATES[column]} is {q[frame, column]} in frame {frame}. Give finite numbers.")
    angles = np.deg2rad(q[:, 3:].T)
    turns = np.cos(angles), np.sin(angles)
    rotations = np.empty((len(SEGMENTS), 3, 3, len(q)))
    origins = np.empty((len(SEGMENTS), 3, len(q)))
    axes = np.zeros((len(COORDINATES), 3, len(q)))
    for axis in (X, Y, Z):
        axes[axis, axis] = 1.0
    origins[0] = q[:, :3].T
    rotations[0] = np.eye(3)[:, :, None]
    _turn(rotations[0], TURNS["pelvis"], turns, axes)
    for number, name in enumerate(SEGMENTS[1:], 1):
        parent = _SEGMENT[PARENTS[name]]
        origins[number] = origins[parent] + np.einsum("cin,c->in", rotations[parent], body.joint_offset_m(name))
        rotations[number] = rotations[parent]
        _turn(rotations[number], TURNS[name], turns, axes)
    by_frame = np.ascontiguousarray(rotations.transpose(3, 0, 2, 1))
    return Frames(body, q, by_frame, np.ascontiguousarray(origins.transpose(2, 0, 1)), axes.transpose(2, 0, 1))


def _turn(columns: Array, turns: Sequence[Turn], waves: tuple[Array, Array], axes: Array) -> None:
    """Turn a rotation, given as its columns over all frames, by each rotation in order, noting the axes."""
    for coordinate, axis, sign in turns:
        axes[coordinate] = sign * columns[axis]
        first, second = (axis + 1) % 3, (axis + 2) % 3
        c, s = waves[0][coordinate - 3], sign * waves[1][coordinate - 3]
        one = columns[first].copy()
        columns[first] = c * one + s * columns[second]
        columns[second] = c * columns[second] - s * one


def jacobian(frames: Frames, segments: npt.NDArray[np.int_], points: Array, chosen: npt.NDArray[np.int_]) -> Array:
    """Return how points fixed in segments move with chosen coordinates, (n, m, 3, c): metres a metre or radian."""
    axes = frames.axes[:, None, chosen]
    arms = points[:, :, None] - frames.origins[:, _CENTRE_OF[chosen]][:, None]
    moved = np.empty((len(points), len(segments), 3, len(chosen)))
    for axis in (X, Y, Z):
        one, two = (axis + 1) % 3, (axis + 2) % 3
        moved[:, :, axis] = axes[..., one] * arms[..., two] - axes[..., two] * arms[..., one]
    moved *= MOVED_BY[segments][:, chosen][None, :, None, :]
    for column, coordinate in enumerate(chosen):
        if coordinate < 3:  # noqa: PLR2004  # the three places of the root carry everything
            moved[:, :, :, column] = axes[:, :, column]
    return moved


def quaternions(rotations: Array) -> Array:
    """Return (..., 4) unit quaternions x, y, z, w of rotations (..., 3, 3), w never negative."""
    m = rotations
    trace = np.stack(
        [
            1 + m[..., 0, 0] - m[..., 1, 1] - m[..., 2, 2],
            1 - m[..., 0, 0] + m[..., 1, 1] - m[..., 2, 2],
            1 - m[..., 0, 0] - m[..., 1, 1] + m[..., 2, 2],
            1 + m[..., 0, 0] + m[..., 1, 1] + m[..., 2, 2],
        ],
        -1,
    )
    best = trace.argmax(-1)
    xy, xz, yz = m[..., 1, 0] + m[..., 0, 1], m[..., 0, 2] + m[..., 2, 0], m[..., 2, 1] + m[..., 1, 2]
    wx, wy, wz = m[..., 2, 1] - m[..., 1, 2], m[..., 0, 2] - m[..., 2, 0], m[..., 1, 0] - m[..., 0, 1]
    tx, ty, tz, tw = (trace[..., number] for number in range(4))
    rows = np.stack(
        [
            np.stack([tx, xy, xz, wx], -1),
            np.stack([xy, ty, yz, wy], -1),
            np.stack([xz, yz, tz, wz], -1),
            np.stack([wx, wy, wz, tw], -1),
        ],
        -2,
    )
    made = np.take_along_axis(rows, best[..., None, None], -2)[..., 0, :]
    made = made / np.linalg.norm(made, axis=-1, keepdims=True)
    signed: Array = np.where(made[..., 3:] < 0, -made, made)
    return signed
