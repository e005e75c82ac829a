"""docs/reliability.md, made from what is kept of the trials; never written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tools.reliability.found import LEFT, Kept

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
ORDER = ("kills", "browsers", "primary", "faults", "fuzz", "load", "soak")
HEAD = """# What Unpinch survives

Written by `python -m tools.reliability report` from docs/reliability.json, where each trial leaves what it found; don't
edit either. Each trial is one command, and says on which day and on which machine it ran. Moments and contents are
drawn by a seed; what the machine does in between is its own affair, so that numbers differ a little from run to run. A
fault is anything that should never happen. CI runs a short form of each trial (tests/reliability).

The database is SQLite, but for the trial that kills PostgreSQL's primary.
"""


def page(kept: Mapping[str, Kept]) -> str:
    """Return the page."""
    left = [f"`{name}`" for name in ORDER if name not in kept]
    told = [f"Nothing is kept of these trials yet: {', '.join(left)}."] if left else []
    parts = [HEAD.rstrip(), *told, *(_section(kept[name]) for name in ORDER if name in kept)]
    return "\n\n".join(parts) + "\n"


def _section(kept: Kept) -> str:
    tables = "\n\n".join(table.markdown() for table in kept.found.tables)
    ran = f"`python -m tools.reliability {kept.found.command}`, {kept.day}, on {kept.machine}."
    whole = LEFT not in {row[0] for table in kept.found.tables for row in table.rows}
    return f"{tables}\n\n{ran}\n\n{_told(kept.found.faults, whole=whole)}"


def _told(faults: list[str], *, whole: bool) -> str:
    if not faults:
        return "**Faults: none.**" if whole else "**Faults: none so far.** The time was up before all was tried."
    return "\n".join([f"**Faults: {len(faults)}.**", "", *(f"- {fault}" for fault in faults)])
