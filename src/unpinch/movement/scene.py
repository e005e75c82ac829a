"""A level's movement with all it needs from its programme: poses by name, the dose's tempo, the side it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from unpinch.programme.decision import Tempo
from unpinch.programme.model import Level, Programme
from unpinch.programme.movement import Movement as Written
from unpinch.programme.movement import Pose, Step

CLIPS: tuple[str, ...] = ("in", "repetition", "out")


class UnknownMovementError(KeyError):
    """No such exercise, level or position. The message names what there is."""

    def __str__(self) -> str:
        """Return the sentence without the quotes that `KeyError` adds."""
        return str(self.args[0])


@dataclass(frozen=True, eq=False)
class Movement:
    """One level (or position of ease) ready to be played. Compared and cached by identity."""

    exercise: str
    level: int
    name: str
    written: Written
    poses: Mapping[str, Pose]
    tempo: tuple[Tempo, ...]
    hold_s: int

    def steps(self, clip: str) -> tuple[Step, ...]:
        """Return a clip's keys; `KeyError` for another word than in, repetition, out."""
        return {"in": self.written.way_in, "repetition": self.written.repetition, "out": self.written.way_out}[clip]

    def seconds(self, clip: str, tempo: Mapping[str, float] | None = None) -> list[float]:
        """Return how long each key of a clip takes: as written, or in a repetition by the tempo of its phase."""
        steps = self.steps(clip)
        if clip != "repetition":
            return [step.seconds for step in steps]
        beats = dict(self.beats()) | dict(tempo or {})
        return [step.share * beats[step.phase] for step in steps]

    def beats(self) -> Iterator[tuple[str, float]]:
        """Yield each phase of the repetition with its seconds: the dose's tempo; a hold lasts as long as the dose's."""
        if self.tempo:
            yield from ((beat.name, float(beat.seconds)) for beat in self.tempo)
            return
        for step in self.written.repetition:
            if step.phase == "hold":
                yield step.phase, float(self.hold_s)
            elif step.seconds:
                yield step.phase, step.seconds

    def cue(self, clip: str, phase: str) -> str:
        """Return what to say in a phase: the dose's words, or the key's own."""
        said = {beat.name: beat.cue for beat in self.tempo} if clip == "repetition" else {}
        return said.get(phase) or next((step.cue for step in self.steps(clip) if step.phase == phase and step.cue), "")


def movement_of(programme: Programme, exercise_id: str, level: int) -> Movement:
    """Return a level's movement, or a position of ease (level 0); `UnknownMovementError` says what there is."""
    for made in movements(programme):
        if (made.exercise, made.level) == (exercise_id, level):
            return made
    known = ", ".join(f"{one.exercise} {one.level}" for one in movements(programme))
    which = f"{exercise_id} level {level}" if exercise_id in known else repr(exercise_id)
    raise UnknownMovementError(f"There is no movement for {which}. There are: {known}.")


_MADE: dict[str, tuple[Movement, ...]] = {}


def movements(programme: Programme) -> tuple[Movement, ...]:
    """Return every movement of a programme: all levels of all exercises, then the positions of ease."""
    if programme.hash not in _MADE:
        _MADE.clear()
        _MADE[programme.hash] = tuple(_all(programme))
    return _MADE[programme.hash]


def _all(programme: Programme) -> Iterator[Movement]:
    for exercise in programme.exercises.values():
        for level in exercise.levels:
            if level.movement is not None:
                yield _of_level(exercise.id, level, level.movement, programme.poses)
    for care in programme.care:
        if care.movement is not None:
            yield Movement(care.id, 0, care.title, care.movement, programme.poses, (), _EASE_S)


_EASE_S = 12
"""A position of ease is shown resting for this long. Choice."""


def _of_level(exercise: str, level: Level, written: Written, poses: Mapping[str, Pose]) -> Movement:
    return Movement(exercise, level.number, level.name, written, poses, level.dose.tempo, level.dose.hold_s)


def tempo_seconds(tempo: Sequence[Tempo] | Mapping[str, float] | None) -> dict[str, float]:
    """Return seconds by phase name, from a plan's tempo or a plain mapping."""
    if tempo is None:
        return {}
    if isinstance(tempo, Mapping):
        return dict(tempo)
    return {beat.name: float(beat.seconds) for beat in tempo}
