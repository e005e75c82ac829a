"""How far each exercise has come on each side."""

from __future__ import annotations

from collections.abc import Callable

from unpinch.guidance.book import Book
from unpinch.guidance.day import Pair
from unpinch.guidance.state import Doing, Ledger


def change(book: Book, ledger: Ledger, pair: Pair, to: Callable[[Doing], Doing]) -> None:
    """Replace how far an exercise has come on a side."""
    ledger.doing[pair] = to(ledger.doing.get(pair) or Doing(book.first(pair[0])))


def begin(book: Book, ledger: Ledger, pair: Pair) -> None:
    """Note that an exercise was done on a side: it is followed from now on, and a step up is no longer fresh."""
    known = ledger.doing.get(pair)
    if known is None:
        ledger.doing[pair] = Doing(book.first(pair[0]))
    elif known.fresh:
        ledger.doing[pair] = known._replace(fresh=False)
