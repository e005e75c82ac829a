"""Searches for circles stay short: what outlived one is set apart, and nothing is set apart for good."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest

from unpinch.web import serving, tidying
from unpinch.web.tidying import Apart, short_searches

if TYPE_CHECKING:
    from collections.abc import Iterator


class Circle:
    """Something that is held by nothing but itself, once nobody names it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    gc.unfreeze()


def set_apart_and_left() -> weakref.ref[Circle]:
    """Return a circle that outlived a search, and that nobody names any more."""
    circle = Circle()
    left = weakref.ref(circle)
    gc.collect()
    return left


def test_what_outlived_a_search_is_not_looked_at_by_the_next() -> None:
    with short_searches():
        gc.collect()
        assert gc.get_freeze_count() > 0
        assert len(gc.get_objects(tidying.OLDEST)) == 0


def test_what_is_there_at_the_start_is_set_apart_without_a_search() -> None:
    before = gc.get_stats()[tidying.OLDEST]["collections"]
    with short_searches():
        assert gc.get_freeze_count() > 0
        assert gc.get_stats()[tidying.OLDEST]["collections"] == before


def test_a_circle_that_was_set_apart_is_found_when_everything_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidying, "WHOLE_EVERY", 3)
    with short_searches():
        left = set_apart_and_left()
        gc.collect()
        assert left() is not None
        gc.collect()
        assert left() is None


def test_a_circle_that_came_since_is_found_at_once() -> None:
    with short_searches():
        gc.collect()
        left = weakref.ref(Circle())
        gc.collect()
        assert left() is None


def test_a_search_of_the_young_sets_nothing_apart() -> None:
    gc.unfreeze()
    apart = Apart()
    for phase in ("start", "stop"):
        apart(phase, {"generation": tidying.OLDEST - 1})
    assert gc.get_freeze_count() == 0


def test_all_is_as_before_when_nothing_is_served_any_more() -> None:
    before = list(gc.callbacks)
    with short_searches():
        assert len(gc.callbacks) == len(before) + 1
    assert gc.callbacks == before
    assert gc.get_freeze_count() == 0


def test_the_server_keeps_them_short_while_it_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    met: list[bool] = []

    class Listening:
        def __init__(self, *_: object) -> None:
            """Take anything."""

        def run(self) -> None:
            met.append(any(isinstance(one, Apart) for one in gc.callbacks))

    monkeypatch.setattr(serving, "Server", Listening)
    serving.run(lambda *_: [], None)  # type: ignore[arg-type]
    assert met == [True]
