"""The page read back: what it lists can be tried again after new tests, without the hour that all faults take."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tools.mutants.places import Mutant
from tools.mutants.reasons import why
from tools.mutants.report import COLUMNS, UNREACHED, plain
from tools.mutants.trial import Outcome

_ROW = re.compile(r"^\| (\w+) \| \d+ \| \d+ \([^|]*\) \| (\d+) \| (\d+) \|", re.MULTILINE)
_FAULT = re.compile(r"^- (\d+): (.*? `` -> `` .*? ``)(?:: .*)?$")
_LEFT_OUT = re.compile(r"^- `(tests/\S+)`$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Before:
    """What a page says: how many faults each room's tests noticed, what nothing noticed by id, what was left out."""

    noticed: dict[str, Counter[str]]
    listed: dict[str, Outcome]
    left_out: tuple[str, ...]

    def unexplained(self, mutants: Iterable[Mutant]) -> list[Mutant]:
        """Return the listed faults that have no reason to stay."""
        return [one for one in mutants if one.id in self.listed and not why(one)]


def read(page: str, mutants: Sequence[Mutant]) -> Before:
    """Read a page. A listed fault that the rules no longer hold is left out; one that has moved is found by text."""
    noticed = {
        room: Counter(dict(zip(COLUMNS, map(int, counts), strict=False))) for room, *counts in _ROW.findall(page)
    }
    return Before(noticed, dict(_listed(page, mutants)), tuple(_LEFT_OUT.findall(page)))


def _listed(page: str, mutants: Sequence[Mutant]) -> Iterable[tuple[str, Outcome]]:
    state, path, taken = "", "", set[str]()
    for line in page.splitlines():
        if line.startswith("## "):
            state = "uncovered" if line == f"## {UNREACHED}" else "survived"
        elif line.startswith("### "):
            path = line.removeprefix("### ")
        elif (fault := _FAULT.match(line)) is not None:
            number, text = int(fault[1]), fault[2]
            alike = [one for one in mutants if one.path == path and one.id not in taken and plain(one) == text]
            if alike:
                found = min(alike, key=lambda one: abs(one.line - number))
                taken.add(found.id)
                yield found.id, Outcome(state)
