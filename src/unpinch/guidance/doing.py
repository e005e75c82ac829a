"""How far each exercise has come on each side."""

from __future__ import annotations

from collections.abc import Callable

from unpinch.guidance.book import Book
from unpinch.guidance.state import Core, Doing, Ledger


def doing_of(book: Book, core: Core | Ledger, exercise: str, side: str) -> Doing:
    """Return how far an exercise has come on a side."""
    for name, where, doing in core.doing:
        if name == exercise and where == side:
            return doing
    return Doing(book.first(exercise))


def change(book: Book, ledger: Ledger, exercise: str, side: str, to: Callable[[Doing], Doing]) -> None:
    """Replace how far an exercise has come on a side."""
    others = tuple(one for one in ledger.doing if (one[0], one[1]) != (exercise, side))
    now = to(doing_of(book, ledger, exercise, side))
    ledger.doing = tuple(sorted((*others, (exercise, side, now))))


def begin(book: Book, ledger: Ledger, exercise: str, side: str) -> None:
    """Note that an exercise was done on a side: it is followed from now on, and a step up is no longer fresh."""
    for name, where, doing in ledger.doing:
        if name == exercise and where == side and not doing.fresh:
            return
    change(book, ledger, exercise, side, lambda doing: doing._replace(fresh=False))
