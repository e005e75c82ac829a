"""All mutants, shared among some processes, each in a child of its own; in a random order: a part is a sample."""

from __future__ import annotations

import gc
import hashlib
import os
import resource
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools.mutants.places import Mutant, Source, sources
from tools.mutants.results import LEFT_OUT, Results
from tools.mutants.rooms import Memories, import_anew, put_in_place
from tools.mutants.suite import ARGUMENTS, Ear, Suite
from tools.mutants.trial import NET_TESTS, Check, Outcome, attempt

ROOMS = ("guidance", "guard")
GIVEN_S = 0.003
"""What starting any check costs, added to its own time when the best order is looked for."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a run is to do. `rooms`: whose faults are tried. `minutes` None: until nothing is left.

    `slow_s`: tests that take longer are left out.
    """

    rooms: tuple[str, ...]
    workers: int = 2
    minutes: float | None = None
    slow_s: float = 2.0
    seed: int = 0


class Plan:
    """The mutants of some rooms, and the trees to make them from."""

    def __init__(self, root: Path, rooms: Sequence[str], seed: int = 0) -> None:
        """Read the rooms; order their mutants by chance, the same way each time."""
        self.sources: dict[str, Source] = {one.path: one for room in rooms for one in sources(root, room)}
        found = [mutant for source in self.sources.values() for mutant in source.mutants()]
        self.mutants = sorted(found, key=lambda one: hashlib.sha256(f"{seed}{one.id}".encode()).digest())


class Campaign:
    """A pytest plugin: instead of running the collected tests once, it runs them against every mutant."""

    def __init__(self, wish: Wish, plan: Plan, results: Results, ear: Ear) -> None:
        """Import the rooms, so that what they remember is known before anything has run."""
        import unpinch.guidance  # noqa: F401  brings the guard along

        self.wish, self.plan, self.results = wish, plan, results
        self.suite = Suite(ear, Memories(("guidance", "guard")))
        self.kills: Counter[str] = Counter()
        self.killers = results.killers()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Measure the tests, then go through the mutants."""
        if session.testsfailed:
            raise session.Interrupted("some tests can't be collected; mend them first")
        files = [source.file for source in self.plan.sources.values()]
        start = time.monotonic()
        self.suite.measure(session.items, files, self.wish.slow_s)
        self._tell(time.monotonic() - start)
        self._share_out()
        return True

    def _tell(self, took_s: float) -> None:
        suite = self.suite
        print(f"{len(suite.items)} tests and {len(suite.pairs)} golden pairs measured in {took_s:.0f} s", flush=True)
        for name in suite.broken:
            print(f"left out, it fails without any fault: {name}")
        for name in suite.slow:
            print(f"left out, {suite.costs_s[name]:.1f} s: {name}")
        (self.results.path.parent / LEFT_OUT).write_text("\n".join(sorted((*suite.broken, *suite.slow))), "utf-8")

    def _share_out(self) -> None:
        known = self.results.read()
        left = [one for one in self.plan.mutants if one.id not in known and one.room in self.wish.rooms]
        print(f"{len(self.plan.mutants)} mutants, {len(left)} left to try", flush=True)
        minutes = self.wish.minutes
        end = time.monotonic() + 60 * minutes if minutes is not None else None
        gc.collect()
        gc.freeze()  # the children share what is there: the collector must not touch, and so copy, it
        children = [
            self._begin(left[worker :: self.wish.workers], end, first=worker == 0)
            for worker in range(self.wish.workers)
        ]
        for child in children:
            os.waitpid(child, 0)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        tried = len({mutant.id for mutant in left} & self.results.read().keys())
        print(f"{tried} tried, {(used.ru_utime + used.ru_stime) / 60:.1f} minutes of computing")

    def _begin(self, mutants: list[Mutant], end: float | None, *, first: bool) -> int:
        child = os.fork()
        if child == 0:
            try:
                self._go_through(mutants, end, loud=first)
            finally:
                os._exit(0)
        return child

    def _go_through(self, mutants: list[Mutant], end: float | None, *, loud: bool) -> None:
        for done, mutant in enumerate(mutants, start=1):
            if end is not None and time.monotonic() > end:
                return
            self.results.add(mutant.room, mutant.id, self._try(mutant))
            if loud and done % 100 == 0:
                print(f"{done} of {len(mutants)} in this share", flush=True)

    def _try(self, mutant: Mutant) -> Outcome:
        source = self.plan.sources[mutant.path]
        names = self.suite.names_for(source.file, mutant.lines, table=not mutant.function)
        if not names:
            return Outcome("uncovered")
        ordered = self._best_first(names, mutant)
        outcome = attempt(lambda: self._checks(source, mutant, ordered))
        if outcome.state == "killed":
            self.kills[outcome.by] += 1
        return outcome

    def _best_first(self, names: Iterable[str], mutant: Mutant) -> list[str]:
        """Put what noticed this fault before first, then what notices most for its time; nets at the end."""
        before, suite = self.killers.get(mutant.id, ""), self.suite

        def worth(name: str) -> tuple[bool, bool, float, str]:
            net = name.startswith(NET_TESTS)
            return net, name != before, -(self.kills[name] + 1) / (suite.costs_s[name] + GIVEN_S), name

        return sorted(names, key=worth)

    def _checks(self, source: Source, mutant: Mutant, names: list[str]) -> Iterable[Check]:
        self.suite.memories.forget()
        if mutant.function and put_in_place(source, mutant):
            return [self.suite.check(name) for name in names]
        import_anew(source, mutant, ("guard", "guidance"))
        return self.suite.anew(names)


def run(root: Path, wish: Wish, plan: Plan, results: Results) -> int:
    """Go through the mutants; return pytest's exit code."""
    _make_hypothesis_steady()
    ear = Ear()
    folders = [f"tests/{room}" for room in ROOMS if (root / "tests" / room).is_dir()]
    return int(pytest.main([*ARGUMENTS, *folders], plugins=[ear, Campaign(wish, plan, results, ear)]))


def _make_hypothesis_steady() -> None:
    """Let generated tests take the same examples each time, without a store of old ones and without a clock."""
    from hypothesis import settings

    settings.register_profile("mutants", derandomize=True, database=None, deadline=None)
    settings.load_profile("mutants")
