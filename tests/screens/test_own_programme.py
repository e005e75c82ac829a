"""A programme of one's own that moves otherwise than what was drawn shows words in the place of pictures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import shipped
from tests.movement.test_shipped import slower
from tests.screens.visiting import Visit
from unpinch.programme.model import Programme
from unpinch.screens.drawings import UNDRAWN


def pages(programme: Programme, path: str) -> str:
    visit = Visit(programme=programme).meet()
    visit.get(path)
    return visit.html


def without_rest(programme: Programme) -> Programme:
    """Return a programme of one's own whose position with the calves on a chair moves otherwise."""
    care = tuple(
        replace(one, movement=replace(one.movement, source="own")) if one.movement else one for one in programme.care
    )
    return replace(programme, care=care, hash="own")


def test_a_level_that_moves_otherwise_has_neither_figure_nor_still_nor_curves() -> None:
    theirs, ours = (pages(one, "/exercises/clamshell") for one in (shipped(), slower(shipped())))
    assert "clamshell_2.json" in theirs
    assert "clamshell_2.json" not in ours
    assert str(UNDRAWN) in ours
    assert str(UNDRAWN) not in theirs


def test_its_other_levels_keep_theirs() -> None:
    assert "clamshell_1.json" in pages(slower(shipped()), "/exercises/clamshell")


def test_a_position_of_ease_that_is_another_is_not_drawn() -> None:
    theirs, ours = (pages(one, "/bad-day") for one in (shipped(), without_rest(shipped())))
    assert "calves_on_chair_0.json" in theirs
    assert "calves_on_chair_0.json" not in ours
    assert ours.count(str(UNDRAWN)) >= 1


@pytest.mark.parametrize("path", ["/exercises", "/bands", "/today"])
def test_every_page_still_opens(path: str) -> None:
    assert pages(slower(shipped()), path)
