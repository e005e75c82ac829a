"""How long the server takes for the progress page, and for the three stories of the demo."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bench.record import Part, parts, said
from bench.table import Table, ms, timed, verdict
from tests.builders import shipped
from unpinch.demo import STORIES, lived
from unpinch.guidance.course import forget
from unpinch.journal import Moment
from unpinch.screens import Asked, Place, index, render, screen
from unpinch.screens.progress import RANGES
from unpinch.screens.progress_seen import seen

RUNS = 9
MOST_MS = {1: 100.0, 5: 300.0}
MOST_DEMO_MS = 20_000.0
TODAY = Moment.parse("2026-11-22T09:00:00+00:00")


def tables() -> Iterator[Table]:
    """Yield the tables of this bench."""
    found = parts(*MOST_MS)
    rows = [_row(part, name) for part in found for name in RANGES]
    about = (
        "The whole page, drawn and rendered, from entries as they were read "
        f"({'; '.join(said(part) for part in found)}). Median and least of {RUNS}; *first*: nothing of the record is "
        "known yet, its decisions included."
    )
    yield Table("The progress page", about, ("years", "shown", "median", "least", "first", "target"), tuple(rows))
    yield _demo()


def _row(part: Part, name: str) -> tuple[str, ...]:
    asked = Asked("progress", query={"days": (name,)}, place=Place(person="bench"))

    def page() -> None:
        render(screen(shipped(), part.entries, part.now, asked))

    first = timed(page, 2, _forget)
    warm = timed(page, RUNS)
    cells = (*warm.cells(), ms(first.least_ms), verdict(warm.median_ms, MOST_MS[part.years], "ms"))
    return str(part.years), RANGES[name][0], *cells


def _forget() -> None:
    forget()
    index.forget()
    seen.cache_clear()


def _demo() -> Table:
    rows = []
    for story in STORIES:
        times = timed(partial(lived, shipped(), story, TODAY), 3)
        rows.append((story.name, str(story.days), str(len(lived(shipped(), story, TODAY))), *times.cells()))
    about = (
        f"Each story lived through by the shipped rules, day by day; all three together: at most {MOST_DEMO_MS:g} ms."
    )
    return Table("The demo", about, ("story", "days", "entries", "median", "least"), tuple(rows))
