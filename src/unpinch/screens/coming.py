"""What a file would add to a journal, in words: how much of what, and from which days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from unpinch.journal import Entry
from unpinch.screens import paper, telling


@dataclass(slots=True)
class Coming:
    """New entries, counted by kind. `first` and `last`: their days, as each entry's own clock says."""

    kinds: Counter[str] = field(default_factory=Counter)
    first: str = ""
    last: str = ""

    def take(self, entry: Entry) -> None:
        """Count one."""
        day = entry.at[:_DAY]
        self.kinds[entry.kind] += 1
        self.first, self.last = min(self.first or day, day), max(self.last, day)

    def told(self) -> str:
        """Return one line, the most frequent first; nothing where nothing is new."""
        named = {telling.TITLES.get(kind, kind): count for kind, count in self.kinds.items()}
        counts = "; ".join(
            f"{name} {count}" for name, count in sorted(named.items(), key=lambda one: (-one[1], one[0]))
        )
        return f"{_days({self.first, self.last})}: {counts}." if counts else ""


_DAY = len("2026-11-23")


def _days(days: Collection[str]) -> str:
    first, *rest = (paper.on(date.fromisoformat(day)) for day in sorted(days))
    return f"From {first} to {rest[0]}" if rest else f"From {first}"
