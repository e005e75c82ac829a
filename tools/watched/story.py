"""A story: acts one after another, each a way to move and what truly counts of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from tools.watched.clips import HOLD_S, Clip, Clips
from tools.watched.moves import Pose, still

Array = npt.NDArray[np.float64]
Kind = Literal["around", "way", "start", "repetition", "partial"]
_HELD_RATIO = 0.8
"""A posture counts as held while at least this share of the way to it is kept. Choice."""
_TWO_THIRDS = 0.588
"""The share of its time after which a minimum-jerk way has gone two thirds."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing done: how long it takes, how it moves, and when in it the far posture is held (seconds in the act)."""

    kind: Kind
    seconds: float
    pose: Pose
    held_s: tuple[tuple[float, float], ...] = ()
    lead_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Doing:
    """How one repetition is done. `beats`: seconds of its phases; `halt`: phase, share of it, seconds stopped there."""

    beats: Mapping[str, float]
    reach_ratio: float = 1.0
    halt: tuple[str, float, float] | None = None
    dip: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time in seconds."""

    from_s: float
    to_s: float


@dataclass(frozen=True, slots=True)
class FaultSpan:
    """A fault that is there: which, of what size, from when to when, and which others come along with it."""

    fault: str
    size: str
    from_s: float
    to_s: float
    brings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Truth:
    """What was really done. `homes_s`: when each repetition had come back two thirds of its way, and can be counted."""

    repetitions_s: tuple[float, ...]
    partials_s: tuple[float, ...]
    holds: tuple[Span, ...]
    exercising: Span
    faults: tuple[FaultSpan, ...] = ()
    homes_s: tuple[float, ...] = ()


@dataclass
class Story:
    """Acts in order."""

    clips: Clips
    acts: list[Act] = field(default_factory=list)

    def add(self, kind: Kind, way: tuple[float, Pose]) -> None:
        """Add something done around the exercise."""
        self.acts.append(Act(kind, *way))

    def rest(self, seconds: float) -> None:
        """Add staying in the start pose."""
        self.acts.append(Act("start", seconds, still(self.clips.start)))

    def way(self, clip: str, pace: float) -> None:
        """Add the way in or out; `pace` above 1 is quicker."""
        shown = self.clips.clips[clip]
        self.acts.append(Act("way", float(shown.time_s[-1]) / pace, lambda time_s: shown.at(time_s * pace)))

    def repeat(self, doing: Doing, kind: Kind = "repetition") -> None:
        """Add one repetition, or one that stops short."""
        self.acts.append(repetition(self.clips, doing, kind))

    @property
    def starts_s(self) -> Array:
        """Return when each act begins, and when the last one ends."""
        return np.cumsum([0.0, *(act.seconds for act in self.acts)])

    def q(self, time_s: Array) -> Array:
        """Return coordinates (m, 30) of a body of 1.70 m at rising times."""
        starts = self.starts_s
        which = np.clip(np.searchsorted(starts, time_s, side="right") - 1, 0, len(self.acts) - 1)
        made = np.empty((len(time_s), len(self.clips.start)))
        for number, act in enumerate(self.acts):
            inside = which == number
            if inside.any():
                made[inside] = act.pose(time_s[inside] - starts[number])
        return made

    def spans(self, *kinds: Kind) -> list[Span]:
        """Return when acts of these kinds go on."""
        starts = self.starts_s
        return [Span(float(starts[n]), float(starts[n + 1])) for n, act in enumerate(self.acts) if act.kind in kinds]

    def truth(self) -> Truth:
        """Return what was really done."""
        starts = self.starts_s
        done = self.spans("start", "repetition", "partial")
        counted = [span.to_s for span in self.spans("repetition")]
        holds = [
            Span(float(starts[n] + start), float(starts[n] + end))
            for n, act in enumerate(self.acts)
            if act.kind == "repetition" and self.clips.is_hold
            for start, end in act.held_s
        ]
        return Truth(
            () if self.clips.is_hold else tuple(counted),
            tuple(span.to_s for span in self.spans("partial")),
            tuple(holds),
            Span(done[0].from_s, done[-1].to_s) if done else Span(0.0, 0.0),
            homes_s=() if self.clips.is_hold else tuple(self._homes()),
        )

    def _homes(self) -> Iterator[float]:
        for act, start in zip(self.acts, self.starts_s, strict=False):
            if act.kind == "repetition":
                left_s = act.held_s[-1][1]
                yield float(start) + left_s + _TWO_THIRDS * (act.seconds - left_s)


def repetition(clips: Clips, doing: Doing, kind: Kind = "repetition") -> Act:
    """Return a repetition as an act: the clip's phases stretched to the beats, stopped, or not gone to the end."""
    clip = clips.clips["repetition"]
    local, shown = _clock(clip, doing)
    start = clips.start
    turn = _turn(clip, doing)

    def pose(time_s: Array) -> Array:
        places = np.interp(time_s, local, shown)
        if clips.is_hold:
            places = np.where(_inside(time_s, turn), _breathing(clip, time_s - turn[0]), places)
        ratio = doing.reach_ratio * _kept(time_s, turn, doing.dip)
        made: Array = start + ratio[:, None] * (clip.at(places) - start)
        return made

    return Act(kind, float(local[-1]), pose, _held(turn, doing.dip), turn[0])


def _clock(clip: Clip, doing: Doing) -> tuple[Array, Array]:
    """Return seconds of the act and the clip's seconds shown at them, to be joined by straight lines."""
    local, shown = [0.0], [0.0]
    for name, start, end in clip.phases:
        seconds = doing.beats.get(name, end - start)
        if doing.halt and doing.halt[0] == name:
            _, share, stopped_s = doing.halt
            local += [local[-1] + share * seconds, local[-1] + share * seconds + stopped_s]
            shown += [start + share * (end - start)] * 2
            local.append(local[-1] + (1 - share) * seconds + 1e-6)
        else:
            local.append(local[-1] + seconds)
        shown.append(end)
    return np.array(local), np.array(shown)


def _turn(clip: Clip, doing: Doing) -> tuple[float, float]:
    """Return when, in the act, the far posture is reached and when it is left."""
    local, shown = _clock(clip, doing)
    hold = next(((start, end) for name, start, end in clip.phases if name == "hold"), None)
    end = clip.phases[0][2]
    start_shown, end_shown = hold or (end, end)
    first = float(local[np.searchsorted(shown, start_shown - 1e-9)])
    last = float(local[np.searchsorted(shown, end_shown + 1e-9, side="right") - 1])
    return first, last


def _inside(time_s: Array, span: tuple[float, float]) -> npt.NDArray[np.bool_]:
    made: npt.NDArray[np.bool_] = (time_s >= span[0]) & (time_s < span[1])
    return made


def _breathing(clip: Clip, held_s: Array) -> Array:
    """Return the clip's seconds to show in a hold of any length: its calm breaths again and again."""
    start = next(start for name, start, _ in clip.phases if name == "hold")
    made: Array = start + np.mod(held_s, HOLD_S)
    return made


def _kept(time_s: Array, turn: tuple[float, float], dip: tuple[float, float] | None) -> Array:
    """Return how much of the posture is kept; `dip`: seconds into the hold, seconds out of it."""
    if dip is None:
        return np.ones_like(time_s)
    since = (time_s - turn[0] - dip[0]) / dip[1]
    made: Array = 1 - 0.8 * np.where((since > 0) & (since < 1), np.sin(np.pi * np.clip(since, 0, 1)), 0.0)
    return made


def _held(turn: tuple[float, float], dip: tuple[float, float] | None) -> tuple[tuple[float, float], ...]:
    if dip is None:
        return (turn,)
    share = float(np.arcsin((1 - _HELD_RATIO) / 0.8) / np.pi)
    out = turn[0] + dip[0] + share * dip[1]
    return (turn[0], out), (out + (1 - 2 * share) * dip[1], turn[1])
