"""What was done, exercise by exercise: bars of repetitions or seconds a column, and the band's force, as SVG text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unpinch.pictures.dayaxis import WIDTH, DayAxis, Frame, box, n, paths, svg, text

_HEAD, _BAR, _FORCE, _GAP = 20, 40, 16, 12
_LEAST = 2.0


@dataclass(frozen=True, slots=True)
class DoseRow:
    """One exercise on one side. `amounts`: done a column; `forces_n`: least and greatest of the band, 0 without one."""

    name: str
    most: str
    amounts: Sequence[int]
    forces_n: Sequence[tuple[int, int]]
    force: str = ""


@dataclass(frozen=True, slots=True)
class DoseBars:
    """All exercises done in some time."""

    frame: Frame
    axis: DayAxis
    rows: Sequence[DoseRow]


def dose_bars(of: DoseBars) -> str:
    """Return the picture."""
    parts: list[str] = []
    y = 0.0
    for row in of.rows:
        parts += _row(of.axis, row, y)
        y += _HEAD + _BAR + (_FORCE + _HEAD - 4 if row.force else 0) + _GAP
    parts += of.axis.dated(y + 6)
    high = y + 12
    return svg(of.frame, "dosebars", high, [*parts, *of.axis.pointed(high)])


def _row(axis: DayAxis, row: DoseRow, top: float) -> Iterator[str]:
    yield text(axis.left, top + 14, row.name, "head")
    yield text(WIDTH - axis.right, top + 14, row.most, "soft", "end")
    foot = top + _HEAD + _BAR
    yield f'<path class="grid zero" d="M{n(axis.left)} {n(foot)}H{WIDTH - axis.right}"/>'
    greatest = max(row.amounts, default=0) or 1
    tall = [(number, max(_LEAST, _BAR * amount / greatest)) for number, amount in enumerate(row.amounts) if amount]
    yield from paths("done", [axis.box(number, foot - high, high) for number, high in tall])
    if row.force:
        yield from _force(axis, row, foot)


def _force(axis: DayAxis, row: DoseRow, top: float) -> Iterator[str]:
    """Yield the likely range of the band's force as floating bars."""
    foot = top + 4 + _FORCE
    greatest = max(high for _, high in row.forces_n)
    ranges = [(number, low, high) for number, (low, high) in enumerate(row.forces_n) if high]
    shapes = [
        box(axis.x(number), foot - _FORCE * high / greatest, axis.bar, max(1.5, _FORCE * (high - low) / greatest))
        for number, low, high in ranges
    ]
    yield from paths("force", shapes)
    yield text(axis.left, foot + 13, row.force, "soft")
