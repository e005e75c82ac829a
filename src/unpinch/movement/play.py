"""Plays a movement for a body: frames in time, phases, breath; the left side as the mirror image of the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import numpy as np

from unpinch.movement.body import Body
from unpinch.movement.contacts import Contact, Ground, Settled, settle, sunk_m
from unpinch.movement.keys import Chain, Key, chain, shared
from unpinch.movement.kinematics import Array, Frames, forward, index
from unpinch.movement.limbs import pressed_m
from unpinch.movement.scene import Movement, tempo_seconds
from unpinch.movement.smooth import settle_course
from unpinch.movement.timing import between, passing_speeds
from unpinch.programme.decision import Tempo
from unpinch.programme.skeleton import ARM, COORDINATES

Side = Literal["right", "left"]
MOST_FPS = 240
_LAG = 0.09  # arms and head start after this share of a movement: they follow the trunk (choice)
_FOLLOWERS = np.array([index("neck_flexion_deg"), *(index(f"{name}_{side}") for side in "rl" for name in ARM)])
_JUMP_DEG = 1.5
_REACHED_M = 0.002
_AT_KEY = 1e-9
"""A frame this near to a solved key (metres, degrees) is the key itself, so that clips follow on from each other."""
_BREATH_S = 4.8
"""One breath at rest, about twelve a minute. Choice."""
_BREATH_DEG: Mapping[str, float] = {
    "lumbar_flexion_deg": -0.7,
    "neck_flexion_deg": 0.5,
    "shoulder_flexion_deg_r": 0.6,
    "shoulder_flexion_deg_l": 0.6,
    "shoulder_abduction_deg_r": 0.5,
    "shoulder_abduction_deg_l": 0.5,
}
"""How far a full breath in moves trunk, head and arms, where nothing holds them. Choice."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of a clip by name, from and to in seconds, and what to say."""

    name: str
    from_s: float
    to_s: float
    cue: str


@dataclass(frozen=True)
class Motion:
    """A clip as frames. `breath_ratio`: 0 breathed out, 1 breathed in. `missed_m`: worst contact miss of each frame."""

    movement: Movement
    clip: str
    side: Side
    fps: int
    time_s: Array
    q: Array
    frames: Frames
    phases: tuple[Phase, ...]
    breath_ratio: Array
    missed_m: Array
    steps_s: tuple[float, ...]

    @property
    def duration_s(self) -> float:
        """Return the clip's length in seconds."""
        return float(self.time_s[-1])


def play(  # noqa: PLR0913, PLR0917  # each is a separate choice of the caller
    movement: Movement,
    body: Body | None = None,
    side: Side = "right",
    fps: int = 30,
    tempo: Sequence[Tempo] | Mapping[str, float] | None = None,
    clip: str = "repetition",
) -> Motion:
    """Return one clip (`in`, `repetition` or `out`) for a body and side. `tempo`: other seconds for its phases."""
    if not 1 <= fps <= MOST_FPS:
        raise ValueError(f"fps is {fps}. Use 1 to {MOST_FPS} frames a second.")
    seconds = tuple(_durations(movement, clip, tempo_seconds(tempo)))
    right = _right(movement, body or Body(), fps, seconds, clip)
    if side == "right":
        return right
    frames = forward(right.frames.body, mirrored(right.q))
    return replace(right, side="left", q=frames.q, frames=frames)


@lru_cache(maxsize=128)
def _right(movement: Movement, body: Body, fps: int, seconds: tuple[float, ...], clip: str) -> Motion:
    """Return a clip of the right side; kept, as curves, checks and derived files ask for the same again."""
    solved = chain(movement, body)
    times = np.concatenate([[0.0], np.cumsum(seconds)])
    count = round(float(times[-1]) * fps) + 1
    time_s = np.minimum(np.arange(count) / fps, times[-1])
    phases = _phases(movement, clip, times)
    breath = _breath(time_s, phases, movement, clip)
    frames, missed = _frames(solved, clip, times, time_s, breath)
    return Motion(movement, clip, "right", fps, time_s, frames.q, frames, phases, breath, missed, seconds)


def _durations(movement: Movement, clip: str, tempo: Mapping[str, float]) -> list[float]:
    """Return the seconds from key to key. The way in begins at its first key, the others at the last one's pose."""
    seconds = movement.seconds(clip, tempo)
    return seconds[1:] if clip == "in" else seconds


def _phases(movement: Movement, clip: str, times: Array) -> tuple[Phase, ...]:
    steps = movement.steps(clip)[1:] if clip == "in" else movement.steps(clip)
    made: list[Phase] = []
    for step, start, end in zip(steps, times[:-1], times[1:], strict=True):
        if made and made[-1].name == step.phase:
            made[-1] = Phase(step.phase, made[-1].from_s, float(end), made[-1].cue)
        else:
            made.append(Phase(step.phase, float(start), float(end), movement.cue(clip, step.phase)))
    return tuple(made)


def _breath(time_s: Array, phases: Sequence[Phase], movement: Movement, clip: str) -> Array:
    """Return the breath: full at both ends of a clip, out in the phases that say so, calm breaths while holding."""
    outs = movement.written.breath_out if clip == "repetition" else ()
    if not outs:
        breaths = max(1, round(float(time_s[-1]) / _BREATH_S))
        calm: Array = (1 + np.cos(2 * np.pi * breaths * time_s / max(float(time_s[-1]), 1e-9))) / 2
        return calm
    made, now = np.ones_like(time_s), 1.0
    for phase in phases:
        inside = (time_s >= phase.from_s) & (time_s <= phase.to_s)
        seconds = phase.to_s - phase.from_s
        calm_hold = seconds > _BREATH_S and phase is not phases[-1]
        goal = now if calm_hold else float(phase.name not in outs)
        halves = 2 * max(1, round(seconds / _BREATH_S)) if calm_hold else 1
        wave = (1 - np.cos(np.pi * halves * (time_s[inside] - phase.from_s) / seconds)) / 2
        made[inside] = now + ((1.0 - 2 * now) if calm_hold else goal - now) * wave
        now = goal
    return made


def _frames(solved: Chain, clip: str, times: Array, time_s: Array, breath: Array) -> tuple[Frames, Array]:
    keys = solved.clips[clip]
    fps = (len(time_s) - 1) / float(times[-1])
    poses = np.array([key.q for key in keys])
    through = np.array([key.step.through for key in keys], float)
    speeds = passing_speeds(times, poses, through)
    which = np.clip(np.searchsorted(times, time_s, side="right") - 1, 0, len(keys) - 2)
    q = np.empty((len(time_s), len(COORDINATES)))
    missed = np.zeros(len(time_s))
    for number in range(len(keys) - 1):
        inside = which == number
        if inside.any():
            share = (time_s[inside] - times[number]) / (times[number + 1] - times[number])
            rough = _between(poses, speeds, times, number, share)
            rough += _breathing(breath[inside]) if clip == "repetition" else 0.0
            held = _held(solved, keys[number], keys[number + 1], rough, fps)
            ends = np.abs(rough[:, None] - poses[None, number : number + 2]).max(2).min(1) < _AT_KEY
            q[inside], missed[inside] = np.where(ends[:, None], rough, held.q), held.missed_m
    return forward(solved.body, q), missed


def _between(poses: Array, speeds: Array, times: Array, number: int, share: Array) -> Array:
    seconds = float(times[number + 1] - times[number])
    ends = poses[number], poses[number + 1]
    rates = speeds[number], speeds[number + 1]
    rough = between(ends[0], ends[1], rates, seconds, share[:, None])
    stops = not rates[0].any() and not rates[1].any()
    if stops:
        late = np.clip((share - _LAG) / (1 - _LAG), 0.0, 1.0)
        rough[:, _FOLLOWERS] = between(ends[0], ends[1], rates, seconds, late[:, None])[:, _FOLLOWERS]
    return rough


def _breathing(breath: Array) -> Array:
    made = np.zeros((len(breath), len(COORDINATES)))
    for name, degrees in _BREATH_DEG.items():
        made[:, index(name)] = degrees * (breath - 1.0)
    return made


def _held(solved: Chain, before: Key, after: Key, rough: Array, fps: float) -> Settled:
    """Return the frames between two keys with their contacts held."""
    contacts = tuple(shared(before, after, solved.heights_m(), solved.body))
    ends = forward(solved.body, np.stack([before.q, after.q]))
    depths = sunk_m(ends).min(0).tobytes(), pressed_m(ends).max(0).tobytes()
    return _between_keys(solved.body, rough.tobytes(), contacts, depths, solved.movement.written.free, fps)


@lru_cache(maxsize=256)
def _between_keys(  # noqa: PLR0913, PLR0917  # what the search depends on, kept by it
    body: Body,
    rough: bytes,
    contacts: tuple[Contact, ...],
    depths: tuple[bytes, bytes],
    free: tuple[str, ...],
    fps: float,
) -> Settled:
    """Return settled frames; kept, as the levels of an exercise share their ways in and out.

    A search in each frame for itself may choose differently from its neighbour where limbs pass the floor or each
    other: there the whole course is sought together.
    """
    first = np.frombuffer(rough).reshape(-1, len(COORDINATES))
    floors, pressed = (np.frombuffer(one) for one in depths)
    settled = settle(forward(body, first), contacts, free=free, ground=Ground(floors, pressed_m=pressed))
    if settled.missed_m.max() > _REACHED_M:
        return settled
    if _jump_deg(settled.q, first) <= _JUMP_DEG:
        return settled
    return settle_course(forward(body, first), contacts, free=free, ground=Ground(floors, pressed_m=pressed), fps=fps)


def _jump_deg(q: Array, rough: Array) -> float:
    """Return the most that the correction changes its way between two frames; nothing is corrected at the keys."""
    change = np.abs(np.diff(np.pad(q - rough, ((2, 2), (0, 0))), n=2, axis=0))[:, 3:]
    return float(change.max(initial=0.0))


_SWAP = np.array(
    [
        index(f"{name[:-2]}_{'l' if name.endswith('_r') else 'r'}") if name[-2:] in {"_r", "_l"} else number
        for number, name in enumerate(COORDINATES)
    ]
)
_SIGN = np.ones(len(COORDINATES))
_SIGN[[index(name) for name in ("root_z_m", "root_roll_deg", "root_yaw_deg")]] = -1
_SIGN[[index(name) for name in ("lumbar_bend_deg", "lumbar_rotation_deg")]] = -1


def mirrored(q: Array) -> Array:
    """Return the same movement on the other side: left and right change places, the room's right becomes its left."""
    made: Array = q[..., _SWAP] * _SIGN
    return made
