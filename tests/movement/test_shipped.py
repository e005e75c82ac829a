"""Figures and curves are of the shipped movements: a level that moves otherwise has none."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from unpinch.programme.model import Programme
from unpinch.programme.shipped import changed, moves_as_shipped


def slower(shipped: Programme) -> Programme:
    """Return a programme of one's own in which the second clam moves otherwise."""
    clam = shipped.exercises["clamshell"]
    level = clam.level(2)
    assert level.movement is not None
    own = replace(level, movement=replace(level.movement, breath_out=()))
    levels = tuple(own if one.number == own.number else one for one in clam.levels)
    exercises = MappingProxyType({**shipped.exercises, clam.id: replace(clam, levels=levels)})
    return replace(shipped, exercises=exercises, hash="own")


def test_nothing_of_the_shipped_programme_is_changed(shipped: Programme) -> None:
    assert list(changed(shipped)) == []
    assert list(changed(replace(shipped, hash="the same in other words"))) == []


def test_the_level_that_moves_otherwise_is_known_and_no_other(shipped: Programme) -> None:
    own = slower(shipped)
    assert list(changed(own)) == ["clamshell_2"]
    assert not moves_as_shipped(own, "clamshell", 2)
    assert moves_as_shipped(own, "clamshell", 1)
    assert moves_as_shipped(own, "face_down", 0)


def test_another_pose_or_law_of_bands_changes_all(shipped: Programme) -> None:
    assert len(list(changed(replace(shipped, poses=MappingProxyType({}), hash="own")))) == 19


def test_a_level_that_was_never_shipped_has_no_figure(shipped: Programme) -> None:
    assert not moves_as_shipped(slower(shipped), "clamshell", 9)
