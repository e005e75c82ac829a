"""The way through the phases as stairs over days, with rests, stops and days sent to care marked, as SVG text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unpinch.pictures.dayaxis import WIDTH, DayAxis, Frame, box, dot, paths, square, svg, text, wedge

_STAIR, _GAP, _ROW = 24, 4, 20
_MARKS = {"rest": ("mark-rest", dot, 3.0), "stop": ("mark-stop", square, 3.2), "seek_care": ("mark-weak", wedge, 4.4)}


@dataclass(frozen=True, slots=True)
class Stairs:
    """What was decided, column by column.

    `names`: the phases from the first to the last; `phases`: the rank of each column's, -1 unknown; `kinds`: the
    decision's kind where it wasn't `train`.
    """

    frame: Frame
    axis: DayAxis
    names: Sequence[str]
    phases: Sequence[int]
    kinds: Sequence[str]


def stairs(of: Stairs) -> str:
    """Return the picture."""
    foot = len(of.names) * (_STAIR + _GAP)
    high = foot + _ROW
    parts = [*_steps(of), *_marks(of), *of.axis.dated(high - 4), *of.axis.pointed(high)]
    return svg(of.frame, "stairs", high, parts)


def _top(of: Stairs, rank: int) -> float:
    return (len(of.names) - 1 - rank) * (_STAIR + _GAP)


def _steps(of: Stairs) -> Iterator[str]:
    for rank, name in enumerate(of.names):
        top = _top(of, rank)
        whole = box(of.axis.left, top, WIDTH - of.axis.left - of.axis.right, _STAIR)
        yield f'<path class="stair" d="{whole}"/>'
        yield text(0, top + 17, name)
        there = [of.axis.box(number, top, _STAIR) for number, phase in enumerate(of.phases) if phase == rank]
        yield from paths("stair-on", there)


def _marks(of: Stairs) -> Iterator[str]:
    for kind, (css, shape, r) in _MARKS.items():
        days = [number for number, one in enumerate(of.kinds) if one == kind and of.phases[number] >= 0]
        size = min(r, max(1.4, of.axis.step * 0.45))
        places = [(of.axis.middle(number), _top(of, of.phases[number]) + _STAIR / 2) for number in days]
        yield from paths(f"on-stair {css}", [shape(x, y, size) for x, y in places])
