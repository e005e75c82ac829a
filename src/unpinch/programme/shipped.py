"""Which movements of a programme are those that were shipped: only of these are there figures and curves."""

from __future__ import annotations

from collections.abc import Iterator

from unpinch.programme.loader import load
from unpinch.programme.model import Level, Programme


def moves_as_shipped(programme: Programme, name: str, level: int) -> bool:
    """Return whether a level (or, as level 0, a position of ease) moves as in the shipped programme."""
    shipped = load()
    if programme.hash == shipped.hash:
        return True
    ours, theirs = _written(programme, name, level), _written(shipped, name, level)
    around = (programme.poses, programme.band_law) == (shipped.poses, shipped.band_law)
    return around and ours is not None and ours == theirs


def changed(programme: Programme) -> Iterator[str]:
    """Yield the shipped movements, like clamshell_2, that this programme has changed or dropped."""
    shipped = load()
    for exercise in shipped.exercises.values():
        for level in exercise.levels:
            if not moves_as_shipped(programme, exercise.id, level.number):
                yield f"{exercise.id}_{level.number}"
    for care in shipped.care:
        if care.movement is not None and not moves_as_shipped(programme, care.id, 0):
            yield f"{care.id}_0"


def _written(programme: Programme, name: str, number: int) -> object:
    """Return all that a level's figure and curves are made from; None where there is no such level."""
    exercise = programme.exercises.get(name)
    levels = {} if exercise is None else {level.number: level for level in exercise.levels}
    if number in levels:
        return _of(levels[number])
    return next((care.movement for care in programme.care if care.id == name), None)


def _of(level: Level) -> object:
    return level.movement, level.dose.tempo, level.dose.hold_s, level.band
