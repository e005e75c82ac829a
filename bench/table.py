"""Figures in a table, printed and written the same; and the machine they were measured on."""

from __future__ import annotations

import os
import platform
import statistics
import textwrap
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a title, what was measured in a sentence or two, the head and the rows."""

    title: str
    about: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def markdown(self) -> str:
        """Return the table as Markdown that can be read as it is."""
        widths = [max(map(len, column)) for column in zip(self.head, *self.rows, strict=True)]
        lines = [self.head, tuple("-" * width for width in widths), *self.rows]
        cells = [" | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
        return "\n".join(
            [f"## {self.title}", "", textwrap.fill(self.about, 118), "", *(f"| {line} |" for line in cells)]
        )


@dataclass(frozen=True, slots=True)
class Times:
    """Some runs of the same, in milliseconds."""

    runs_ms: tuple[float, ...]

    @property
    def median_ms(self) -> float:
        """Return the middle one."""
        return statistics.median(self.runs_ms)

    @property
    def least_ms(self) -> float:
        """Return the quickest: what the machine can do when nothing else runs."""
        return min(self.runs_ms)

    def cells(self) -> tuple[str, str]:
        """Return median and least for a table."""
        return ms(self.median_ms), ms(self.least_ms)


def timed(
    run: Callable[[], object],
    times: int,
    before: Callable[[], object] | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Times:
    """Run something a few times, each after `before`, which isn't counted."""
    found = []
    for _ in range(times):
        if before is not None:
            before()
        start = clock()
        run()
        found.append((clock() - start) * 1000)
    return Times(tuple(found))


def ms(value: float) -> str:
    """Return milliseconds with two digits that mean something."""
    return f"{value:.1f} ms" if value < 10 else f"{value:.0f} ms"  # noqa: PLR2004 - two digits


def kb(size_bytes: int) -> str:
    """Return a size in kilobytes of a thousand bytes."""
    return f"{size_bytes / 1000:.1f} KB"


def verdict(value: float, most: float, unit: str) -> str:
    """Return the target and whether it is met."""
    return f"{most:g} {unit}: {'met' if value <= most else 'missed'}"


def machine() -> str:
    """Return processor, cores, Python and how busy the machine is, in one line."""
    busy = f"{os.getloadavg()[0]:.0f} processes waiting or running" if hasattr(os, "getloadavg") else "load not known"
    cores = f"{os.cpu_count()} core{'' if os.cpu_count() == 1 else 's'}"
    system = f"{platform.system()} {platform.machine()}"
    return f"{_processor()}, {cores}, {system}, Python {platform.python_version()}; {busy} at the start"


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text("utf-8").splitlines() if known.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "processor not known"
