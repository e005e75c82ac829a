"""How long the command line and the core take to start."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.table import Table, timed, verdict

RUNS = 15
HELP_MS = 150.0
PROGRAM = str(Path(sys.executable).with_name("unpinch"))
COMMANDS: tuple[tuple[str, tuple[str, ...], float | None], ...] = (
    ("`unpinch --help`", (PROGRAM, "--help"), HELP_MS),
    ("Python alone", (sys.executable, "-c", "pass"), None),
    ("with `unpinch.guidance` imported", (sys.executable, "-c", "import unpinch.guidance"), None),
    ("with `unpinch.screens` imported", (sys.executable, "-c", "import unpinch.screens"), None),
    ("with the programme loaded", (sys.executable, "-c", "from unpinch.programme import load; load()"), None),
)


def tables() -> Iterator[Table]:
    """Yield the table of this bench."""
    rows = []
    for name, command, most_ms in COMMANDS:
        found = timed(partial(_run, command), RUNS)
        rows.append((name, *found.cells(), verdict(found.median_ms, most_ms, "ms") if most_ms else ""))
    about = f"Whole processes, from start to end. Median and least of {RUNS} runs."
    yield Table("Starting", about, ("process", "median", "least", "target"), tuple(rows))


def _run(command: tuple[str, ...]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - this project's own programs
