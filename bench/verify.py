"""How many transitions the verifier judges in a second."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator

from bench.table import Table, verdict
from unpinch.guidance.verify import Work, verify
from unpinch.programme import load

LEAST_TRANSITIONS = 1_000_000
MOST_S = 60.0


def _computed_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def tables() -> Iterator[Table]:
    """Yield the table of this bench."""
    work = Work()
    start, before_s = time.perf_counter(), _computed_s()
    report = verify(load(), work)
    took_s = time.perf_counter() - start
    computing_s = (_computed_s() - before_s) / work.workers
    enough = report.transitions >= LEAST_TRANSITIONS
    target = verdict(took_s, MOST_S, "s") if enough else f"{LEAST_TRANSITIONS} transitions: missed"
    speed = f"{report.transitions / took_s:.0f}"
    counts = (str(report.transitions), str(report.states), str(len(report.violations)))
    row = (*counts, f"{took_s:.0f} s", f"{computing_s:.0f} s", speed, target)
    about = (
        f"`unpinch verify` as it is shipped, in {work.workers} processes; a million transitions are the least. "
        "Computing: of one process, without waiting for other programs on the machine."
    )
    head = ("transitions", "states", "violations", "time", "computing", "a second", "target")
    yield Table("The verifier", about, head, (row,))


if __name__ == "__main__":  # its processes import the main module again
    for table in tables():
        print(table.markdown())
