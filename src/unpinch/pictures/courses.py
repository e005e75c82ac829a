"""The courses of measures over days, one below the other, the better end always on top, as SVG text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from unpinch.pictures.dayaxis import WIDTH, DayAxis, Frame, box, dot, n, paths, stripes, svg, text

_NAME, _TALL, _GAP, _ROW = 24, 56, 18, 20


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One scale: its name and newest value in words, its worst and best end, and a value for some of the columns.

    `noticed`: from which value on a change is one that people usually notice, None where none is known or fits.
    """

    name: str
    newest: str
    worst: float
    best: float
    values: Mapping[int, float]
    noticed: float | None = None


def courses(frame: Frame, axis: DayAxis, rows: Sequence[CourseRow], held: Sequence[bool]) -> str:
    """Return the picture. `held`: columns on which strength or numbness was worse; they are striped (S13)."""
    tops = [_NAME + number * (_NAME + _TALL + _GAP) for number in range(len(rows))]
    foot = tops[-1] + _TALL
    high = foot + _ROW + 6
    parts = [stripes(frame.id)]
    for row, top in zip(rows, tops, strict=True):
        parts += [*_named(row, top), *_held(frame, axis, held, top), *_paper(row, axis, top), *_line(row, axis, top)]
    parts += [*axis.dated(high - 4), *axis.pointed(high)]
    return svg(frame, "courses", high, parts)


def _named(row: CourseRow, top: float) -> Iterator[str]:
    yield text(0, top - 10, row.name, "head")
    yield text(WIDTH - 2, top - 10, row.newest, "soft", "end")


def _y(row: CourseRow, value: float, top: float) -> float:
    return top + _TALL * (row.best - value) / (row.best - row.worst)


def _held(frame: Frame, axis: DayAxis, held: Sequence[bool], top: float) -> Iterator[str]:
    shapes = [box(axis.x(number), top, axis.step, _TALL) for number, here in enumerate(held) if here]
    yield from paths("held-days", shapes, f' fill="url(#{frame.id}-held)"')


def _paper(row: CourseRow, axis: DayAxis, top: float) -> Iterator[str]:
    across = f"H{WIDTH - axis.right}"
    for value, css in ((row.best, "grid"), (row.worst, "grid zero")):
        y = _y(row, value, top)
        yield f'<path class="{css}" d="M{n(axis.left)} {n(y)}{across}"/>'
        yield text(axis.left - 6, y + 5, f"{value:g}".replace("-", "\u2212"), "soft", "end")
    if row.noticed is not None:
        y = _y(row, row.noticed, top)
        yield f'<path class="noticed" d="M{n(axis.left)} {n(y)}{across}"/>'


def _line(row: CourseRow, axis: DayAxis, top: float) -> Iterator[str]:
    """Yield a dot for each value and a line through them."""
    points = [(axis.middle(number), _y(row, value, top)) for number, value in sorted(row.values.items())]
    if len(points) > 1:
        yield f'<path class="line line-measure" d="M{"L".join(f"{n(x)} {n(y)}" for x, y in points)}"/>'
    yield from paths("spot line-measure", [dot(x, y, 3.2) for x, y in points])
