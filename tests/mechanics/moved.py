"""Motions for tests, made from coordinates alone: no exercise file is needed, and none can spoil them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from tests.builders import shipped
from unpinch.mechanics.checks import Moved
from unpinch.mechanics.pose import Array, Pose, read
from unpinch.movement import COORDINATES, Body, Motion, Phase, forward, mirrored, movements, play
from unpinch.movement.play import Side
from unpinch.programme.model import Level, Programme
from unpinch.programme.movement import MovementBand

FPS = 30


def motion_of(  # noqa: PLR0913, PLR0917  # a test names what it needs
    pose: Pose,
    exercise: str = "nerve_floss",
    level: int = 2,
    side: Side = "right",
    body: Body | None = None,
    band: MovementBand | None = None,
) -> Motion:
    """Return a motion whose right leg (and spine) go as `pose` says, there in one phase; mirrored for the left."""
    q = _columns(read(pose))
    frames = forward(body or Body(), q if side == "right" else mirrored(q))
    time_s = np.arange(len(q)) / FPS
    any_motion = _any_motion()
    written = replace(any_motion.movement.written, band=band or MovementBand("none", 0))
    movement = replace(any_motion.movement, exercise=exercise, level=level, written=written)
    return replace(
        any_motion,
        movement=movement,
        side=side,
        time_s=time_s,
        q=frames.q,
        frames=frames,
        phases=(Phase("there", 0.0, float(time_s[-1]), ""),),
    )


def _columns(angles: Mapping[str, Array]) -> Array:
    q = np.zeros((len(angles["hip_flexion_deg"]), len(COORDINATES)))
    for name, values in angles.items():
        q[:, COORDINATES.index(name if name in COORDINATES else f"{name}_r")] = values
    return q


def _any_motion() -> Motion:
    return play(movements(shipped())[0])


def with_level(programme: Programme, exercise_id: str, number: int, level: Level) -> Programme:
    """Return the programme with one level exchanged."""
    exercise = programme.exercises[exercise_id]
    levels = tuple(level if one.number == number else one for one in exercise.levels)
    return replace(programme, exercises={**programme.exercises, exercise_id: replace(exercise, levels=levels)})


class Posed(Moved):
    """A level that moves as a test says, not as its file does."""

    def __init__(
        self,
        pose: Pose,
        exercise_id: str = "nerve_floss",
        number: int = 2,
        worn: MovementBand | None = None,
        **changed: object,
    ) -> None:
        programme = shipped()
        level = replace(programme.exercises[exercise_id].level(number), **changed)  # type: ignore[arg-type]
        programme = with_level(programme, exercise_id, number, level)
        exercise = programme.exercises[exercise_id]
        super().__init__(programme, exercise, exercise.levels.index(level))
        self.__dict__["motion"] = motion_of(pose, exercise_id, number, band=worn)
