"""Python's search for objects that are held by nothing but each other, kept short.

A search through everything holds up all threads: with a hundred journals in memory for more than a tenth of a second.
So what outlives one is set apart, and the next looks only at what came since. What was set apart is let go as usual
once nothing names it; a page that was being drawn just then may leave a circle behind, so now and then a search looks
at everything again.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OLDEST = 2
"""The generation whose search looks at all that isn't set apart."""
WHOLE_EVERY = 100
"""So many searches of the oldest, and one looks at everything: about every twenty minutes with a hundred people."""


class Apart:
    """Called by Python as each search begins and ends."""

    def __init__(self) -> None:
        """Know of no search yet."""
        self._searches = 0

    def __call__(self, phase: str, about: Mapping[str, int]) -> None:
        """Set apart what outlived a search; before every so many of them, put it back."""
        if about["generation"] < OLDEST:
            return
        if phase == "stop":
            gc.freeze()
            return
        self._searches += 1
        if self._searches % WHOLE_EVERY == 0:
            gc.unfreeze()


@contextmanager
def short_searches() -> Iterator[None]:
    """Keep searches short for as long as something is served. What is there already is set apart at once."""
    apart = Apart()
    gc.callbacks.append(apart)
    gc.freeze()
    try:
        yield
    finally:
        gc.callbacks.remove(apart)
        gc.unfreeze()
