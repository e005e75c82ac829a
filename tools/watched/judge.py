"""Holds what the coach said against what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tools.watched.coached import Said
from tools.watched.film import Recording
from tools.watched.story import Span, Truth

GRACE_S = 4.0
"""A fault may be told this long after it ended: it must have lasted, and is smoothed. Choice."""
AROUND_S = 1.5
"""A repetition may be counted this long after it ended. Choice."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one case went.

    `strays`: repetitions counted, and holds begun, outside the exercise. `lags_frames`: from when a repetition could be
    counted until it was. `caught`: whether the case's fault was told; `unsure`: whether it was said that it can't be.
    `uncounted`: whether it was said with the start pose that the movement can't be counted, or instead of it that the
    camera must be moved, and nothing was counted.
    `doubted`: whether it was said that the count may be wrong: one between full and short, or seen from high up.
    `told`, `untrue`: faults told, and those of them that weren't there; `untrue_spoken`: how many of these were spoken.
    """

    case: str
    armed: bool
    framing: tuple[str, ...]
    repetitions: int
    counted: int
    partials: int
    partials_told: int
    strays: int
    hold_s: float
    held_s: float
    lags_frames: tuple[float, ...]
    caught: bool
    unsure: bool
    delay_s: float | None
    told: tuple[str, ...]
    untrue: tuple[str, ...]
    untrue_spoken: int
    clean_s: float
    stopped: bool
    uncounted: bool
    doubted: bool
    frames: int
    coach_s: float


def judged(recording: Recording, said: Sequence[Said], coach_s: float) -> Verdict:
    """Return how the coach did on a recording; `coach_s` is what it took, in seconds of the processor."""
    case, truth = recording.case, recording.truth
    reps = [one for one in said if one.kind == "rep"]
    faults = [one for one in said if one.kind == "fault"]
    right = [one for one in faults if one.name == case.kind and is_true(one, truth)]
    spoken = [one for one in said if one.kind in {"fault", "reminder"} and one.is_spoken]
    return Verdict(
        case=case.id,
        armed=any(one.kind == "armed" for one in said),
        framing=tuple(sorted({one.name for one in said if one.kind == "framing"})),
        repetitions=len(truth.repetitions_s),
        counted=len(reps),
        partials=len(truth.partials_s),
        partials_told=sum(one.kind == "partial" for one in said),
        strays=sum(not _within(one.t_s, truth.exercising) for one in reps),
        hold_s=sum(span.to_s - span.from_s for span in truth.holds),
        held_s=max((one.seconds for one in said if one.kind == "done"), default=0.0),
        lags_frames=tuple(_lags_frames(recording, reps)),
        caught=bool(right),
        unsure=any(one.kind == "unsure" and one.name == case.kind for one in said),
        delay_s=right[0].t_s - truth.faults[0].from_s if right else None,
        told=tuple(one.name for one in faults),
        untrue=tuple(one.name for one in faults if not is_true(one, truth)),
        untrue_spoken=sum(not is_true(one, truth) for one in spoken),
        clean_s=_clean_s(truth),
        stopped=any(one.kind == "done" and one.name == "stop_signal" for one in said),
        uncounted=_says_it_cant(said) and not reps,
        doubted=any(one.kind == "unsure" and one.name == "number" for one in said),
        frames=len(recording.time_s),
        coach_s=coach_s,
    )


def _says_it_cant(said: Sequence[Said]) -> bool:
    """Return whether the coach said as soon as it was armed that it can't count, or asked for another place instead."""
    armed_s = {one.t_s for one in said if one.kind == "armed"}
    if not armed_s:
        return any(one.kind == "framing" and one.name in {"view", "level"} for one in said)
    return any(one.kind == "unsure" and one.name == "count" and one.t_s in armed_s for one in said)


def is_true(one: Said, truth: Truth) -> bool:
    """Return whether a fault told was there, or had just been; or one that comes along with it."""
    there = [span for span in truth.faults if span.from_s <= one.t_s <= span.to_s + GRACE_S]
    return any(one.name in {span.fault, *span.brings} for span in there)


def _within(t_s: float, span: Span) -> bool:
    return span.from_s <= t_s <= span.to_s + AROUND_S


def _lags_frames(recording: Recording, reps: Sequence[Said]) -> list[float]:
    """Return how many frames after it could be counted each repetition was: the nearest count, where there is one."""
    times, found = recording.time_s, [one.t_s for one in reps]
    fps = (len(times) - 1) / float(times[-1] - times[0])
    nearest = [min((one - home for one in found), key=abs, default=AROUND_S) for home in recording.truth.homes_s]
    return [round(lag * fps, 1) for lag in nearest if abs(lag) < AROUND_S]


def _clean_s(truth: Truth) -> float:
    faulty = sum(span.to_s - span.from_s for span in truth.faults)
    return max(0.0, truth.exercising.to_s - truth.exercising.from_s - faulty)
