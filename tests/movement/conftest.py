"""The shipped movements, played once for all tests."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from unpinch.movement import Body, Motion, Movement, movement_of, movements, play
from unpinch.programme import load
from unpinch.programme.model import Programme

Play = Callable[..., Motion]
NAMES = [(one.exercise, one.level) for one in movements(load())]
SHORT = {"hold": 3.0}


@pytest.fixture(scope="session")
def shipped() -> Programme:
    return load()


@pytest.fixture
def played(shipped: Programme) -> Play:
    """Play a clip of a movement; holds are cut short."""

    def call(exercise: str, level: int, clip: str = "repetition", body: Body | None = None, **more: object) -> Motion:
        movement: Movement = movement_of(shipped, exercise, level)
        more.setdefault("tempo", None if movement.tempo else SHORT)
        return play(movement, body, clip=clip, **more)  # type: ignore[arg-type]

    return call


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20261122)
