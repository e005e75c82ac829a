"""How far the model's landmarks lie from where our skeleton has them, on the kept clips.

Part of it is no error: the model's hip isn't our hip joint's centre. That part is the same for everybody and turns with
the limb: it is found first (`offsets_m`), and what is left is the model's error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tools.clips import kept as keeping
from tools.clips.kept import Kept
from tools.clips.replay import replayed
from tools.clips.staged import Staged, staged
from tools.watched.hidden import hidden
from tools.watched.landmarks import CARRIERS, NAMES
from tools.watched.noise import OTHER
from unpinch.movement.kinematics import segment_index

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Offsets = Mapping[str, Array]
PARTS: tuple[str, ...] = tuple(dict.fromkeys(name.removesuffix("_l").removesuffix("_r") for name in NAMES))
"""The landmarks, left and right taken together."""
_SEGMENTS = np.array([segment_index(segment) for segment, _ in CARRIERS])
_LEFT = np.array([name.endswith("_l") for name in NAMES])
_ROUNDS = 8
_ASTRAY_M = 0.10
_USUAL_M = 0.03
"""Misses beyond this count less and less when the offset is sought. Choice."""


@dataclass(frozen=True, eq=False)
class Missed:
    """One clip's misses in the picture, in metres at the landmark's own depth, to the right and down: (n, 33, 2).

    `turns` (n, 33, 3, 3): from the axes of the segment that carries a landmark to the camera's. `depth_m` (n, 33).
    `other` (n, 33, 2): how far, in the picture, the landmark of the other side truly is.
    """

    kept: Kept
    miss_m: Array
    other_m: Array
    turns: Array
    slope: Array
    hidden: Mask
    there: Mask
    time_s: Array

    @property
    def view(self) -> str:
        """Return the clip's view."""
        return self.kept.case.view


def missed(kept: Kept) -> Missed:
    """Return a clip's misses."""
    stage, shown = staged(kept.case), replayed(kept)
    true_m, camera = stage.joints_m(), stage.camera
    a_dot_m = true_m[..., 2:] / camera.focal_px
    true_px = camera.pixels(true_m)
    seen_px = shown.image[..., :2] * [kept.width, kept.height]
    turns = camera.axes() @ stage.seen_frames.rotations[:, _SEGMENTS]
    flat = true_m[..., :2] / true_m[..., 2:]
    slope = np.concatenate([np.broadcast_to(np.eye(2), (*flat.shape, 2)), -flat[..., None]], -1)
    return Missed(
        kept, (seen_px - true_px) * a_dot_m, (true_px[:, OTHER] - true_px) * a_dot_m, turns, slope,
        hidden(true_m, _height_m(stage)), shown.there, shown.time_s,
    )  # fmt: skip


def _height_m(stage: Staged) -> float:
    return stage.frames.body.height_m


def all_missed() -> Iterator[Missed]:
    """Yield the misses of every kept clip whose movement is still as it was."""
    for one in keeping.all_kept():
        if one.movement == keeping.movement(one.case):
            yield missed(one)


def offsets_m(found: Sequence[Missed]) -> Offsets:
    """Return for each landmark where the model has it beside our place, in its segment's axes: forward, up, outward."""
    return {part: _offset(found, part) for part in PARTS}


def _offset(found: Sequence[Missed], part: str) -> Array:
    """Solve for the offset by least squares, misses that are far off counting little."""
    slopes, misses = zip(*(_equations(one, part) for one in found), strict=True)
    slope, miss = np.concatenate(slopes), np.concatenate(misses)
    made = np.zeros(3)
    for _ in range(_ROUNDS):
        left = np.linalg.norm(miss - slope @ made, axis=-1)
        weight = 1 / (1 + (left / _USUAL_M) ** 2)
        square = np.einsum("n,nik,nil->kl", weight, slope, slope) + 1e-6 * np.eye(3)
        made = np.linalg.solve(square, np.einsum("n,nik,ni->k", weight, slope, miss))
    return made


def _equations(one: Missed, part: str) -> tuple[Array, Array]:
    """Return the slopes (m, 2, 3) and misses (m, 2) of a landmark where it is in sight; the left one mirrored."""
    slopes, misses = [], []
    for number in _numbers(part):
        chosen = one.there & ~one.hidden[:, number]
        own = one.slope[chosen, number] @ one.turns[chosen, number]
        slopes.append(own * ([1, 1, -1] if _LEFT[number] else [1, 1, 1]))
        misses.append(one.miss_m[chosen, number])
    return np.concatenate(slopes), np.concatenate(misses)


def _numbers(part: str) -> list[int]:
    return [n for n, name in enumerate(NAMES) if name in {part, f"{part}_l", f"{part}_r"}]


def left_m(one: Missed, offsets: Offsets) -> Array:
    """Return the misses (n, 33, 2) without the offsets."""
    made = one.miss_m.copy()
    for part, offset in offsets.items():
        for number in _numbers(part):
            own = offset * ([1, 1, -1] if _LEFT[number] else [1, 1, 1])
            made[:, number] -= (one.slope[:, number] @ one.turns[:, number]) @ own
    return made


def taken_for_other(one: Missed, number: int, left: Array) -> Mask:
    """Return in which frames (n,) a landmark lies nearer to the other side's place than to its own, and far off."""
    far = np.linalg.norm(left[:, number], axis=-1)
    other = np.linalg.norm(left[:, number] - one.other_m[:, number], axis=-1)
    made: Mask = (far > 2 * _USUAL_M) & (other < far) & one.there
    return made


def is_astray(one: Missed, left: Array) -> Mask:
    """Return in which frames (n,) the moved leg's knee or ankle, or the trunk's end, lies more than 10 cm off."""
    side = one.kept.case.side[0]
    own = [NAMES.index(f"{part}_{side}") for part in ("shoulder", "hip", "knee", "ankle")]
    made: Mask = np.linalg.norm(left[:, own], axis=-1).max(1) > _ASTRAY_M
    return made


def spread_m(found: Sequence[Missed], left: Sequence[Array], part: str, *, hidden: bool) -> tuple[float, float]:
    """Return how far a landmark is off across the line of sight: median and 90th percentile; in sight, or hidden."""
    values = [
        np.linalg.norm(rest[one.there & (one.hidden[:, number] == hidden), number], axis=-1)
        for one, rest in zip(found, left, strict=True)
        for number in _numbers(part)
    ]
    every = np.concatenate([*values, np.zeros(0)])
    return (float(np.median(every)), float(np.percentile(every, 90))) if len(every) else (0.0, 0.0)


def confused_ratio(found: Sequence[Missed], left: Sequence[Array], part: str) -> float:
    """Return the share of frames in which a landmark was taken for the other side's."""
    confused = [
        taken_for_other(one, number, rest) for one, rest in zip(found, left, strict=True) for number in _numbers(part)
    ]
    return float(np.concatenate(confused).mean()) if confused else 0.0
