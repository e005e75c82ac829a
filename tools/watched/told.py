"""Tells the story of a case: who does what, how fast, with which pauses, and where the fault is."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from tools.watched import moves
from tools.watched.cases import Case
from tools.watched.clips import Clips, clips_of
from tools.watched.faults import Fault, fault_of
from tools.watched.story import Doing, FaultSpan, Span, Story, Truth

Array = npt.NDArray[np.float64]
_AWAY_M = (1.8, 2.6)
_TEMPO = (0.8, 1.4)
_FAULTY_SHARE = 0.5
"""A fault counts as there from when half its size is reached until it is below that."""


@dataclass(frozen=True)
class Told:
    """A case as a story, with the fault laid over it."""

    story: Story
    fault: Fault | None
    size: str
    spans: tuple[Span, ...]
    mends: bool

    @property
    def seconds(self) -> float:
        """Return how long it lasts."""
        return float(self.story.starts_s[-1])

    def level(self, time_s: Array) -> Array:
        """Return how much the person is at fault (n,), 0 to 1, were the movement at its far end."""
        made = np.zeros(len(time_s))
        for span in self.spans:
            rise = np.clip((time_s - span.from_s) / 0.8, 0, 1)
            fall = np.clip((span.to_s - time_s) / 0.8, 0, 1) if self.mends else (time_s <= span.to_s).astype(float)
            made = np.maximum(made, np.minimum(rise, fall))
        return made

    def truth(self, time_s: Array, progress: Array) -> Truth:
        """Return what was done, with the times at which the fault was there."""
        truth = self.story.truth()
        if self.fault is None:
            return truth
        if self.fault.is_tempo:
            found = list(self.spans)
        else:
            found = _runs(time_s, self.level(time_s) * progress >= _FAULTY_SHARE)
        named = self.fault.id, self.size
        spans = tuple(FaultSpan(*named, span.from_s, span.to_s, self.fault.brings) for span in found)
        return replace(truth, faults=spans)


def _runs(time_s: Array, there: npt.NDArray[np.bool_]) -> list[Span]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], there, [False]])))
    return [Span(float(time_s[a]), float(time_s[b - 1])) for a, b in edges.reshape(-1, 2)]


def progress(clips: Clips, q: Array) -> Array:
    """Return how far each frame (n, 30) is on the way from the start pose to the far one, 0 to 1, root apart."""
    way = (clips.end - clips.start)[6:]
    made: Array = np.clip((q - clips.start)[:, 6:] @ way / (way @ way), 0, 1)
    return made


def told(case: Case) -> Told:
    """Return the story of a case."""
    rng, clips = case.random(), clips_of(case.exercise, case.level)
    fault = fault_of(case.exercise, case.kind) if case.is_fault else None
    story = Story(clips)
    if case.kind == "about" or rng.random() < 0.6:  # noqa: PLR2004  # three of five walk in
        _arrive(story, rng)
    if case.kind == "about":
        return Told(_never(story, rng), None, "", (), mends=False)
    story.way("in", float(rng.uniform(0.8, 1.3)))
    story.rest(float(rng.uniform(2.5, 5.0)))
    spans = _exercise(story, case, fault, rng)
    story.rest(float(rng.uniform(0.6, 2.0)))
    story.way("out", float(rng.uniform(0.8, 1.3)))
    if rng.random() < 0.5:  # noqa: PLR2004  # a coin
        _leave(story, rng)
    mends = fault is not None and clips.is_hold
    return Told(story, fault, case.size, tuple(spans), mends)


def _arrive(story: Story, rng: np.random.Generator) -> None:
    first = story.clips.clips["in"].q[0]
    angle, away_m = rng.uniform(0, 2 * np.pi), rng.uniform(*_AWAY_M)
    goal = (float(first[0]), float(first[2]))
    story.add("around", moves.walk((goal[0] + away_m * np.cos(angle), goal[1] + away_m * np.sin(angle)), goal))
    there = story.acts[-1].pose(np.array([story.acts[-1].seconds]))[0]
    upright = moves.standing(goal[0], goal[1], float(there[5]))
    if rng.random() < 0.4:  # noqa: PLR2004  # two of five look about first
        story.add("around", moves.about(upright, rng))
    story.add("around", moves.getting_down(upright, first, rng))


def _leave(story: Story, rng: np.random.Generator) -> None:
    last = story.clips.clips["out"].q[-1]
    upright = moves.standing(float(last[0]), float(last[2]), float(rng.uniform(0, 360)))
    seconds, way = moves.getting_down(upright, last, rng)
    story.add("around", (seconds, moves.backwards(seconds, way)))
    yaw = np.deg2rad(upright[5])
    goal = (float(last[0] + 2 * np.cos(yaw)), float(last[2] - 2 * np.sin(yaw)))
    story.add("around", moves.walk((float(last[0]), float(last[2])), goal))


def _never(story: Story, rng: np.random.Generator) -> Story:
    """Get down, perhaps into the start pose, and up again without one repetition."""
    if rng.random() < 0.5:  # noqa: PLR2004  # a coin
        story.way("in", float(rng.uniform(0.8, 1.3)))
        story.add("around", moves.fidget(story.clips.start, rng))
        story.way("out", float(rng.uniform(0.8, 1.3)))
    else:
        story.add("around", moves.fidget(story.clips.clips["in"].q[0], rng))
        story.add("around", (1.0, moves.through([story.clips.clips["in"].q[0], story.clips.clips["out"].q[-1]], [1.0])))
    _leave(story, rng)
    return story


def _exercise(story: Story, case: Case, fault: Fault | None, rng: np.random.Generator) -> list[Span]:
    count = int(rng.integers(1, 3) if story.clips.is_hold else rng.integers(4, 8))
    tempo = float(rng.uniform(*_TEMPO))
    first_faulty = 0 if story.clips.is_hold else int(rng.integers(1, count - 2))
    spans: list[Span] = []
    for number in range(count):
        faulty = fault is not None and first_faulty <= number < first_faulty + (count if story.clips.is_hold else 3)
        doing = _doing(story.clips, case, tempo, rng)
        if faulty and fault is not None and fault.is_tempo:
            doing = _mistimed(fault, case.size, doing)
        start = float(story.starts_s[-1])
        story.repeat(doing)
        if faulty:
            spans.append(_where(story, start, rng, slides=fault is not None and fault.slides))
        _between(story, case, doing, rng)
    return spans


def _where(story: Story, start: float, rng: np.random.Generator, *, slides: bool) -> Span:
    """Return when the person is at fault: a whole repetition, or a part of a hold. Who slides had lain elsewhere."""
    act = story.acts[-1]
    if not story.clips.is_hold:
        return Span(start, start + act.seconds)
    held_from, held_to = act.held_s[0][0], act.held_s[-1][1]
    is_outset = rng.random() < 0.5  # noqa: PLR2004  # a coin
    begins = 0.0 if is_outset and not slides else rng.uniform(0.2 if slides else 0.0, 0.4)
    from_s = held_from + begins * (held_to - held_from) - (act.lead_s if begins == 0 else 0.0)
    return Span(start + from_s, start + from_s + max(6.0, 0.55 * (held_to - from_s)))


def _doing(clips: Clips, case: Case, tempo: float, rng: np.random.Generator) -> Doing:
    phases = clips.clips["repetition"].phases
    beats = {name: (end - start) * tempo * float(np.exp(0.1 * rng.standard_normal())) for name, start, end in phases}
    if clips.is_hold:
        beats["hold"] = float(rng.uniform(8, 20))
    reach = 1.0 if clips.is_hold else float(rng.uniform(0.96 if case.is_fault else 0.86, 1.04))
    made = Doing(beats, reach)
    if case.is_fault or rng.random() < 0.85:  # noqa: PLR2004  # one in seven stops on the way, or slips out of a hold
        return made
    if clips.is_hold:
        return replace(made, dip=(0.35 * beats["hold"], 3.0))
    return replace(made, halt=(phases[0][0], float(rng.uniform(0.3, 0.8)), float(rng.uniform(0.8, 2.0))))


def _mistimed(fault: Fault, size: str, doing: Doing) -> Doing:
    if fault.halts:
        return replace(doing, halt=(fault.phase, 1.0, fault.size(size)))
    return replace(doing, beats={**doing.beats, fault.phase: fault.size(size)})


def _between(story: Story, case: Case, doing: Doing, rng: np.random.Generator) -> None:
    """Add what comes after a repetition: nothing, a breath, a pause, one that stops short."""
    chance = rng.random()
    if case.kind == "partial" and chance < 0.45:  # noqa: PLR2004  # nearly every second
        short = replace(doing, reach_ratio=float(rng.uniform(0.3, 0.5)), halt=None, dip=None)
        beats = {name: min(seconds, 1.0) if name == "hold" else 0.7 * seconds for name, seconds in short.beats.items()}
        story.repeat(replace(short, beats=beats), "partial")
    elif chance > 0.9:  # noqa: PLR2004  # one in ten rests, and moves an arm
        story.add("start", moves.fidget(story.clips.start, rng))
    elif chance > 0.4 or story.clips.is_hold:  # noqa: PLR2004  # most wait a little
        story.rest(float(rng.uniform(0.2, 1.5)))
