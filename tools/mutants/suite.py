"""The tests of the rooms, collected once: which lines each runs, how long it takes, and running it again in a child."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

import coverage
import pytest

from tools.mutants import golden_check
from tools.mutants.golden_check import Pair
from tools.mutants.rooms import Memories
from tools.mutants.trial import NET, Check

PLUGINS_OFF = ("-p", "no:randomly", "-p", "no:cacheprovider", "-p", "no:cov")
ARGUMENTS = ("-s", "-q", "--no-header", *PLUGINS_OFF, "-W", "ignore::pytest.PytestAssertRewriteWarning")


class Ear:
    """Hears whether the test that has just run failed."""

    failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take note of one part of a test."""
        self.failed = self.failed or report.failed


@dataclass
class Suite:
    """Everything that can notice a fault, by name; and the names that run each line of each file."""

    ear: Ear
    memories: Memories
    items: dict[str, pytest.Item] = field(default_factory=dict)
    pairs: dict[str, Pair] = field(default_factory=dict)
    costs_s: dict[str, float] = field(default_factory=dict)
    reached: dict[str, dict[int, set[str]]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)

    def measure(self, items: Sequence[pytest.Item], files: Iterable[str], slow_s: float) -> None:
        """Run everything once under coverage; leave out what fails already, and what is too slow to be run often."""
        cover = coverage.Coverage(data_file=None, config_file=False, include=list(files))
        cover.start()
        for pair in golden_check.pairs():
            name = f"golden {pair.name}"
            self._once(cover, name, pair.misses)
            self.pairs[name] = pair
        for item in items:
            self.items[item.nodeid] = item
            self._once(cover, item.nodeid, partial(self.runs, item))
        cover.stop()
        for name in (*self.pairs, *self.items):
            if name not in self.broken and self.costs_s[name] > slow_s:
                self.slow.append(name)
        self._read(cover.get_data())

    def _once(self, cover: coverage.Coverage, name: str, run: Callable[[], str]) -> None:
        self.memories.forget()
        cover.switch_context(name)
        start = time.process_time()
        if run():
            self.broken.append(name)
        self.costs_s[name] = time.process_time() - start

    def _read(self, data: coverage.CoverageData) -> None:
        unused = {"", *self.broken, *self.slow}
        for file in data.measured_files():
            lines = data.contexts_by_lineno(file)
            self.reached[file] = {line: set(names) - unused for line, names in lines.items()}

    def runs(self, item: pytest.Item) -> str:
        """Run one test; return its name if it fails."""
        self.ear.failed = False
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        return item.nodeid if self.ear.failed else ""

    def names_for(self, file: str, lines: Sequence[int], *, table: bool) -> set[str]:
        """Return what reaches some lines of a file; everything, for a table."""
        known = self.reached.get(file, {})
        unused = {*self.broken, *self.slow}
        everything = {name for name in (*self.pairs, *self.items) if name not in unused}
        return everything if table else set().union(*(known.get(line, set()) for line in lines))

    def check(self, name: str) -> Check:
        """Return the check of that name, for a fault put into the running code."""
        if name in self.pairs:
            return Check(name, self.costs_s[name], lambda: _named(self.pairs[name]))
        return Check(name, self.costs_s[name], lambda: self.runs(self.items[name]))

    def anew(self, names: Sequence[str]) -> Iterable[Check]:
        """Yield the checks of those names for rooms that were imported anew: tests are collected anew as well."""
        for name in names:
            if name in self.pairs:
                yield self.check(name)
        nodes = [name for name in names if name in self.items]
        files = sorted({name.partition("::")[0] for name in nodes})
        others = [name for name in self.items if name.partition("::")[0] in files and name not in nodes]
        if nodes:
            yield Check("tests", sum(self.costs_s[name] for name in nodes) + 2, lambda: _first_failing(files, others))


def _named(pair: Pair) -> str:
    missed = pair.misses()
    return {"": "", "net": f"{NET}{pair.name}"}.get(missed, f"golden {pair.name}")


class _Stopper:
    """Remembers the first test that failed."""

    name = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.name:
            self.name = report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and not self.name:
            self.name = report.nodeid


def _first_failing(files: Sequence[str], but: Sequence[str]) -> str:
    """Run whole files: a test's own name may come from the table with the fault in it, and be gone."""
    stopper = _Stopper()
    pytest.main([*ARGUMENTS, "-x", *files, *(f"--deselect={name}" for name in but)], plugins=[stopper])
    return stopper.name
