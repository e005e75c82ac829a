"""What the camera saw over days: a row for each thing, the darker the larger its share of the sets, as SVG text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from unpinch.pictures.dayaxis import DayAxis, Frame, paths, svg, text, wrapped

_LINE, _CELL, _GAP = 18, 16, 11
_MOST_LETTERS = 48


@dataclass(frozen=True, slots=True)
class SeenRow:
    """What was looked for, and its share of each column's watched sets in percent; -1: nothing was watched."""

    name: str
    percents: Sequence[int]


def seen_grid(frame: Frame, axis: DayAxis, rows: Sequence[SeenRow]) -> str:
    """Return the picture."""
    parts: list[str] = []
    y = 0.0
    for row in rows:
        for line in wrapped(row.name, _MOST_LETTERS):
            parts.append(text(axis.left, y + 14, line))
            y += _LINE
        shapes: dict[str, list[str]] = {}
        for number, percent in enumerate(row.percents):
            if percent >= 0:
                css = f"n{-(-percent // 20)}" if percent else "free"
                shapes.setdefault(css, []).append(axis.box(number, y + 2, _CELL))
        parts += [part for css in sorted(shapes) for part in paths(f"cell {css}", shapes[css])]
        y += _CELL + _GAP
    high = y + 16
    return svg(frame, "seengrid", high, [*parts, *axis.dated(high - 4), *axis.pointed(high)])
