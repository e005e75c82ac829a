"""How long a decision takes on one to ten years of entries, and where the time goes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from time import process_time

from bench.record import Part, parts, said
from bench.table import Table, Times, ms, timed
from tests.builders import shipped
from unpinch.guard import judge, read
from unpinch.guidance import decide, fold_all
from unpinch.guidance.course import forget
from unpinch.guidance.planner import plan
from unpinch.journal import Author, Entry, derived_id, read_lines, settle

YEARS = (1, 2, 5, 10)
MEASURED = 5
RUNS = 9
TARGET_MS = 10.0
Shares = Iterator[tuple[str, Callable[[], object]]]


def whole(part: Part, entries: Sequence[Entry]) -> Times:
    """Time a first decision: nothing of the journal is remembered from before."""
    gc.collect()
    return timed(lambda: decide(shipped(), entries, part.now), RUNS, forget, process_time)


def again(part: Part) -> Times:
    """Time a decision after one more entry, as on the next page of a running server."""
    author = Author(derived_id("bench", "again"))
    entries = list(part.entries)

    def more() -> None:
        decide(shipped(), entries, part.now)
        entries.append(author.write("problem", {"category": "other"}, part.now.text))

    forget()
    return timed(lambda: decide(shipped(), entries, part.now), RUNS, more, process_time)


def parsing(part: Part) -> Times:
    """Time reading the lines strictly, which a server does once for each line."""
    return timed(lambda: read_lines(part.lines), 3, clock=process_time)


def shares(part: Part) -> Shares:
    """Yield the steps of a decision, each by itself."""
    programme, now = shipped(), part.now
    settled = settle(part.entries, now)
    state = fold_all(programme, settled.entries)
    evidence = read(programme, settled.entries)
    proposal = plan(programme, state, now)
    yield "settle: duplicates, corrections, order", lambda: settle(part.entries, now)
    yield "fold: the planner's state", lambda: fold_all(programme, settled.entries)
    yield "plan", lambda: plan(programme, state, now)
    yield "guard: its evidence from the entries", lambda: read(programme, settled.entries)
    yield "guard: the check of the plan", lambda: judge(evidence, now, proposal)


def by_years() -> Table:
    """Return the times by length of the record."""
    rows = []
    for part in parts(*YEARS):
        first, then, read_ = whole(part, part.entries), again(part), parsing(part)
        mixed = whole(part, part.shuffled)
        each_us = first.least_ms * 1000 / len(part.entries)
        target = _verdict(first, then) if part.years == MEASURED else ""
        cells = (
            *first.cells(),
            f"{each_us:.2f} µs",
            ms(mixed.median_ms),
            ms(then.median_ms),
            ms(read_.median_ms),
            target,
        )
        rows.append((str(part.years), str(len(part.entries)), *cells))
    about = (
        f"`decide` on typed entries as they were written ({said(_measured())}). First: nothing is remembered. "
        "Shuffled: the same, the entries in no order. Then: one more entry has come. Computing time, "
        f"median and least of {RUNS} runs; an entry's share is of the least, and shows whether the time grows "
        "faster than the record. Reading the lines, what they say as typed values included, stands beside it: it "
        "happens once for each line."
    )
    head = (
        "years",
        "entries",
        "first (median)",
        "first (least)",
        "an entry",
        "shuffled",
        "then",
        "reading lines",
        "target",
    )
    return Table("A decision", about, head, tuple(rows))


def _verdict(first: Times, then: Times) -> str:
    met = ["met" if times.median_ms <= TARGET_MS else "missed" for times in (first, then)]
    return f"{TARGET_MS:g} ms: first {met[0]}, then {met[1]}"


def _measured() -> Part:
    return next(part for part in parts(*YEARS) if part.years == MEASURED)


def by_steps() -> Table:
    """Return where the time of a first decision goes."""
    gc.collect()
    rows = [(name, *timed(run, RUNS, clock=process_time).cells()) for name, run in shares(_measured())]
    about = f"The steps of a first decision on {MEASURED} years, each by itself."
    return Table("Where it goes", about, ("step", "median", "least"), tuple(rows))


def tables() -> Iterator[Table]:
    """Yield the tables of this bench."""
    yield by_years()
    yield by_steps()
