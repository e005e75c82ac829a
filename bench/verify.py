"""How many transitions the verifier judges in a second."""

from __future__ import annotations

import time
from collections.abc import Iterator

from bench.table import Table, verdict
from unpinch.guidance.verify import Work, verify
from unpinch.programme import load

LEAST_TRANSITIONS = 1_000_000
MOST_S = 60.0


def tables() -> Iterator[Table]:
    """Yield the table of this bench."""
    work = Work()
    start = time.perf_counter()
    report = verify(load(), work)
    took_s = time.perf_counter() - start
    enough = report.transitions >= LEAST_TRANSITIONS
    target = verdict(took_s, MOST_S, "s") if enough else f"{LEAST_TRANSITIONS} transitions: missed"
    row = (
        f"{report.transitions}", f"{report.states}", f"{len(report.violations)}", f"{took_s:.0f} s",
        f"{report.transitions / took_s:.0f}", target,
    )  # fmt: skip
    about = f"`unpinch verify` as it is shipped, in {work.workers} processes; a million transitions are the least."
    head = ("transitions", "states", "violations", "time", "a second", "target")
    yield Table("The verifier", about, head, (row,))


if __name__ == "__main__":  # its processes import the main module again
    for table in tables():
        print(table.markdown())
