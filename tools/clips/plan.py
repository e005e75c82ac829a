"""Which clips there are, the most needed first: every exercise, view, body, right form and fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from tools.watched.cases import Case
from tools.watched.faults import FAULTS

BODIES: tuple[str, ...] = ("f", "m", "older")
"""The figure's bodies; a case's number says which."""
VIEWS: tuple[str, ...] = ("side", "raised")
LEVELS: Mapping[str, int] = {
    "nerve_floss": 2,
    "leg_traction": 1,
    "cross_body": 2,
    "seated_hinge": 1,
    "clamshell": 1,
    "bridge": 2,
}
"""One level of each: with its band where it has one, and where each of its faults can be shown."""
_SIZES = ("middle", "large", "middle")


def clips() -> list[Case]:
    """Return all clips in the order in which they are made: an early stop leaves every kind with some."""
    rounds = [list(_faulty(turn)) for turn in range(len(BODIES))]
    made = [*_clean(0, VIEWS), *rounds[0], *_clean(1, VIEWS), *_clean(2, VIEWS)]
    return [*made, *_clean(0, ("oblique",)), *rounds[1], *rounds[2]]


def body_of(case: Case) -> str:
    """Return the figure's body that does a case."""
    return BODIES[case.number % len(BODIES)]


def _clean(turn: int, views: tuple[str, ...]) -> Iterator[Case]:
    for row, exercise in enumerate(LEVELS):
        for column, view in enumerate(views):
            yield _case(exercise, view, "clean", "", (row + column + turn) % len(BODIES))


def _faulty(turn: int) -> Iterator[Case]:
    """Yield every fault in both views, with another body each turn; the second time it is large.

    First each in one view, the exercises taking turns; then each in the other.
    """
    rows = {fault.id: row for row, fault in enumerate(FAULTS)}
    own = [[fault for fault in FAULTS if fault.exercise == exercise] for exercise in LEVELS]
    in_turn = [fault for some in zip_longest(*own) for fault in some if fault is not None]
    for half in range(len(VIEWS)):
        for fault in in_turn:
            row = rows[fault.id]
            column = (row + half) % len(VIEWS)
            number = (row + column + turn) % len(BODIES)
            yield _case(fault.exercise, VIEWS[column], fault.id, _SIZES[turn], number)


def _case(exercise: str, view: str, kind: str, size: str, number: int) -> Case:
    """Return a clip as a case; the sides take turns."""
    even = (number + len(kind)) % 2 == 0
    return Case(exercise, LEVELS[exercise], "right" if even else "left", view, kind, size, number)
