"""What a trial found, and where it is kept: docs/reliability.json, from which the page is made."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.table import Table, machine
from unpinch.web.clock import system_now

LEFT = "of so many planned; the time was up"
"""What a table says beside how many were tried, where that is fewer than were planned."""
FILE = Path(__file__).resolve().parents[2] / "docs" / "reliability.json"


@dataclass(slots=True)
class Found:
    """Figures in tables, and every fault met, in words. `command` repeats the trial."""

    command: str
    tables: list[Table]
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Kept:
    """A trial as it is kept: what was found, on which day and on which machine."""

    day: str
    machine: str
    found: Found


def count_table(title: str, about: str, rows: Iterable[tuple[str, object]]) -> Table:
    """Return a table of what and how many."""
    texts = tuple((what, f"{many:,}" if isinstance(many, int) else str(many)) for what, many in rows)
    return Table(title, about, ("what", "figure"), texts)


def tried(trial: Callable[[], Found]) -> Kept:
    """Run a trial and note when and where."""
    here = machine()
    found = trial()
    return Kept(system_now().text[:10], here, found)


def keep(name: str, kept: Kept, file: Path = FILE) -> None:
    """Keep the newest of each trial."""
    every = {**_read(file), name: asdict(kept)}
    file.write_text(json.dumps(dict(sorted(every.items())), indent=1, ensure_ascii=False) + "\n", "utf-8")


def kept_before(file: Path = FILE) -> dict[str, Kept]:
    """Return what is kept, by the trials' names."""
    return {name: _kept(one) for name, one in _read(file).items()}


def _read(file: Path) -> dict[str, Any]:
    return dict(json.loads(file.read_text("utf-8"))) if file.exists() else {}


def _kept(one: dict[str, Any]) -> Kept:
    found = one["found"]
    tables = [
        Table(each["title"], each["about"], tuple(each["head"]), tuple(tuple(row) for row in each["rows"]))
        for each in found["tables"]
    ]
    return Kept(one["day"], one["machine"], Found(found["command"], tables, found["faults"]))
