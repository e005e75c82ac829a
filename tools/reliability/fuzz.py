"""Random batches, programmes and files in parallel processes, each with an installation of its own."""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from tools.reliability import batches, files
from tools.reliability.batches import Tally
from tools.reliability.found import LEFT, Found, Kept, count_table

if TYPE_CHECKING:
    from bench.table import Table

AT_ONCE = {"batches": 2500, "programmes": 250, "files": 500}
RUNS: dict[str, Callable[[int, int], Tally]] = {
    "batches": batches.run,
    "programmes": files.programmes,
    "files": files.imports,
}


class Job(NamedTuple):
    """A piece of work."""

    kind: str
    seed: int
    many: int


ABOUTS = {
    "batches": (
        "Journals of the golden situations, sent line by line with broken, altered, repeated and hostile lines among "
        "them, through all middleware into a real SQLite file; one request in twenty is wrong as a whole. Each receipt "
        "is held against a model of what must become of every line. At the end of each journal its lines, the reading "
        "kept in memory, the plan read on and the saved journal must equal, byte for byte, the same made anew from "
        "what was sent, the guard must find nothing, and the diary and another page must answer. At the end of each "
        "process the database must refuse to change anything."
    ),
    "programmes": (
        "The shipped programme with bytes torn, lines gone or doubled, and values of all kinds in wrong places: each "
        "is refused in sentences, or taken where it breaks no rule."
    ),
    "files": (
        "Saved journals, bare journals, FHIR of our own and of strangers, and locked files, changed in bytes and in "
        "parts, half of the journals with an end that fits the change. Each goes through the page that brings a file "
        "in: it is counted, or refused in a sentence, and nothing is written."
    ),
}
SPENT = "seconds of processor time"
TITLES = {"batches": "Random batches", "programmes": "Changed programme files", "files": "Changed files brought in"}


@dataclass(frozen=True, slots=True)
class Plan:
    """How many of each are tried, from which seed, in how many processes; `minutes`: then it ends anyway.

    `before`: an earlier part of the same plan, without a fault; this one goes on behind it.
    """

    counts: dict[str, int]
    seed: int
    workers: int
    minutes: float = 0.0
    before: Found | None = None

    def tried(self) -> dict[str, Counter[str]]:
        """Return what was counted of each kind before, so that this run goes on behind it."""
        tables = {table.title: table for table in self.before.tables} if self.before else {}
        rows = {kind: tables[title].rows if (title := TITLES[kind]) in tables else () for kind in self.counts}
        return {kind: _counted(told, kind, self.counts[kind]) for kind, told in rows.items()}

    def jobs(self) -> Iterator[Job]:
        """Yield pieces of work, all kinds side by side, so that an early end leaves something of each."""
        done = {kind: counts[kind] for kind, counts in self.tried().items()}
        every = [
            (begun / count, Job(kind, (self.seed * 10 + number) * 1_000_000 + begun, min(AT_ONCE[kind], count - begun)))
            for number, (kind, count) in enumerate(self.counts.items())
            for begun in range(done[kind], count, AT_ONCE[kind])
        ]
        yield from (job for _, job in sorted(every, key=lambda one: one[0]))


def fuzz(plan: Plan) -> Found:
    """Try all that is planned, or what the time allows; return what was found."""
    ends = time.monotonic() + (60 * plan.minutes or float("inf"))
    tried = plan.tried()
    spent = Counter({kind: counts.pop(SPENT, 0) for kind, counts in tried.items()})
    tallies = {kind: Tally(counts) for kind, counts in tried.items()}
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(plan.workers, context, max_tasks_per_child=1) as pool:
        left, going = plan.jobs(), set[Future[tuple[str, Tally, float]]]()
        while True:
            fresh = islice(left, plan.workers - len(going)) if time.monotonic() < ends else ()
            going |= {pool.submit(_timed, job) for job in fresh}
            if not going:
                break
            done, going = wait(going, return_when=FIRST_COMPLETED)
            for one in done:
                _add(tallies, spent, *one.result())
    tables = [_table(kind, tally, plan.counts[kind], spent[kind]) for kind, tally in tallies.items()]
    found = [fault for one in tallies.values() for fault in one.faults]
    return Found(command(plan.counts, plan.seed), tables, found)


def _timed(job: Job) -> tuple[str, Tally, float]:
    begun = time.process_time()
    tally = RUNS[job.kind](job.seed, job.many)
    return job.kind, tally, time.process_time() - begun


def _add(tallies: dict[str, Tally], spent: Counter[str], kind: str, found: Tally, seconds: float) -> None:
    tallies[kind].counts.update(found.counts)
    tallies[kind].faults += found.faults
    spent[kind] += round(seconds)
    so_far = f"  {kind}: {tallies[kind].counts[kind]:,}, {len(tallies[kind].faults)} faults"
    print(so_far, *found.faults, sep="\n    ", flush=True)


def _table(kind: str, tally: Tally, planned: int, spent_s: int) -> Table:
    done = tally.counts[kind]
    rows = [(what, many) for what, many in sorted(tally.counts.items()) if what != kind]
    left = [(LEFT, planned)] if done < planned else []
    return count_table(TITLES[kind], ABOUTS[kind], [(kind, done), *left, *rows, (SPENT, spent_s)])


def _counted(rows: Sequence[Sequence[str]], kind: str, planned: int) -> Counter[str]:
    """Return what a kept table counted; only whole pieces of work can be gone on behind."""
    found = Counter({what: int(many.replace(",", "")) for what, many in rows if what != LEFT})
    if found[kind] % AT_ONCE[kind] and found[kind] != planned:
        raise SystemExit(f"{found[kind]} {kind} were tried, no whole number of pieces: begin anew.")
    return found


def behind(kept: Kept | None, command: str) -> Found | None:
    """Return what is kept of this very plan, to go on behind it; nothing where nothing is kept. Faults: begin anew."""
    if kept is None or kept.found.command != command:
        return None
    if kept.found.faults:
        raise SystemExit("Faults were met before. Mend them and begin anew: what was tried was another Unpinch.")
    return kept.found


def command(counts: Mapping[str, int], seed: int) -> str:
    """Return the words that repeat a plan."""
    return " ".join(["fuzz", *(f"--{kind} {count}" for kind, count in counts.items()), f"--seed {seed}"])
