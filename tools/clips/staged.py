"""What stands before the camera in a clip: a short story of the movement, where the camera is, and the truth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from tools.clips.plan import body_of
from tools.watched.camera import VIEWS, Camera, direction, flank, placed
from tools.watched.cases import Case
from tools.watched.clips import HEIGHT_M, Clips, clips_of
from tools.watched.faults import Fault, fault_of
from tools.watched.landmarks import landmarks
from tools.watched.story import Act, Doing, Span, Story, Truth
from tools.watched.told import Told, progress
from unpinch.movement import Body, Frames, forward, mirrored

Array = npt.NDArray[np.float64]
FPS = 10
WIDTH, HEIGHT = 640, 480
BODY = Body(HEIGHT_M)
"""All have one skeleton, so that truth is exact; the bodies differ in flesh, clothes, hair and skin."""
_FOCAL_PX = 620.0
"""As a phone or laptop sees: 65 degrees from corner to corner. Choice."""
_FILL = (0.72, 0.88)
IN_S, _READY_S, _BREATH_S, _AFTER_S = 1.5, 2.2, 0.3, 0.6
_HOLD_S = 7.5
_FAULTY_S = 6.0
IN_PACE = 1.2
"""Of the way in, how much of it is shown and how much quicker: the rest is the synthetic camera's. Choice."""
_REPETITIONS = 3
_TEMPO = (0.8, 0.95)


@dataclass(frozen=True, eq=False)
class Staged:
    """A clip before it is drawn. `frames` are of the right side, as the page wants them; `seen_frames` of its own."""

    case: Case
    told: Told
    time_s: Array
    frames: Frames
    seen_frames: Frames
    camera: Camera
    truth: Truth

    @property
    def body(self) -> str:
        """Return which of the figure's bodies does it."""
        return body_of(self.case)

    def joints_m(self) -> Array:
        """Return where the 33 landmarks truly are by our skeleton, (n, 33, 3) in the camera's axes."""
        return self.camera.seen(landmarks(self.seen_frames))


@lru_cache(maxsize=4)
def staged(case: Case) -> Staged:
    """Return a clip's stage: the same each time."""
    rng, clips = case.random(), clips_of(case.exercise, case.level)
    told = _told(case, clips, rng)
    time_s = np.round(np.arange(int(told.seconds * FPS)) / FPS, 4)
    shown = told.story.q(time_s)
    share = progress(clips, shown)
    q = _at_fault(told, clips, shown, told.level(time_s) * share)
    sided = mirrored(q) if case.side == "left" else q
    frames, seen = forward(BODY, q), forward(BODY, sided)
    return Staged(case, told, time_s, frames, seen, _camera(case, seen, clips, rng), told.truth(time_s, share))


def _told(case: Case, clips: Clips, rng: np.random.Generator) -> Told:
    fault = fault_of(case.exercise, case.kind) if case.is_fault else None
    story, tempo = Story(clips), float(rng.uniform(*_TEMPO))
    story.acts.append(_coming(clips))
    story.rest(_READY_S)
    spans = _held(story, fault, tempo) if clips.is_hold else _repeated(story, fault, case.size, tempo)
    story.rest(_AFTER_S)
    return Told(story, fault, case.size, tuple(spans), mends=fault is not None and clips.is_hold)


def _coming(clips: Clips) -> Act:
    """Return the end of the way in, a little quicker than shown."""
    shown = clips.clips["in"]
    from_s = max(0.0, float(shown.time_s[-1]) - IN_PACE * IN_S)
    return Act("way", IN_S, lambda time_s: shown.at(from_s + IN_PACE * time_s))


def _held(story: Story, fault: Fault | None, tempo: float) -> list[Span]:
    """Hold once; the fault comes a little into the hold and stays for most of it."""
    start = float(story.starts_s[-1])
    beats = _beats(story.clips, tempo) | {"hold": _HOLD_S}
    story.repeat(Doing(beats))
    if fault is None:
        return []
    from_s = start + story.acts[-1].lead_s + 0.8
    return [Span(from_s, from_s + _FAULTY_S)]


def _repeated(story: Story, fault: Fault | None, size: str, tempo: float) -> list[Span]:
    """Repeat three times, the first of them well."""
    spans: list[Span] = []
    for number in range(_REPETITIONS):
        doing, start = Doing(_beats(story.clips, tempo)), float(story.starts_s[-1])
        if fault is not None and fault.is_tempo and number:
            doing = mistimed(fault, size, doing)
        story.repeat(doing)
        if fault is not None and number:
            spans.append(Span(start, float(story.starts_s[-1])))
        story.rest(_BREATH_S)
    return spans


def _beats(clips: Clips, tempo: float) -> dict[str, float]:
    return {name: (end - start) * tempo for name, start, end in clips.clips["repetition"].phases}


def mistimed(fault: Fault, size: str, doing: Doing) -> Doing:
    """Return a repetition done too fast, or halted at its end."""
    if fault.halts:
        return replace(doing, halt=(fault.phase, 1.0, fault.size(size)))
    return replace(doing, beats={**doing.beats, fault.phase: fault.size(size)})


def _at_fault(told: Told, clips: Clips, q: Array, share: Array) -> Array:
    """Return the movement with the fault. The figure's upper back is one piece: only the lower half rounds."""
    if told.fault is None or told.fault.is_tempo:
        return q
    return told.fault.done(q, told.fault.size(told.size) * share, clips.end - clips.start)


def _camera(case: Case, seen: Frames, clips: Clips, rng: np.random.Generator) -> Camera:
    """Return a camera that stands still and sees all of it."""
    view = VIEWS[case.view]
    shown = clips.clips["repetition"].q[::5]
    level = flank(forward(BODY, mirrored(shown) if case.side == "left" else shown), case.side)
    azimuth = float(rng.uniform(*view.azimuth_deg)) * (rng.choice([-1, 1]) if view.either_way else 1)
    toward = direction(level, azimuth, float(rng.uniform(*view.elevation_deg)))
    empty = Camera((0, 0, 1), (0, 0, 0), float(np.clip(rng.normal(0, 1.5), -4, 4)), _FOCAL_PX, WIDTH, HEIGHT)
    return placed(empty, toward, landmarks(seen).reshape(-1, 3), float(rng.uniform(*_FILL)))
