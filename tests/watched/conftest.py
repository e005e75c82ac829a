"""Recordings made once for all tests."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pytest

from tools.watched.cases import case_of
from tools.watched.film import Recording, Scene, film, scene


@lru_cache(maxsize=16)
def _filmed(name: str) -> Recording:
    return film(case_of(name))


@pytest.fixture
def filmed() -> Callable[[str], Recording]:
    return _filmed


@pytest.fixture(scope="session")
def floss() -> Scene:
    return scene(case_of("nerve_floss-2-right-side-clean-none-1"))


@pytest.fixture(scope="session")
def clean() -> Recording:
    return _filmed("nerve_floss-2-right-side-clean-none-1")
