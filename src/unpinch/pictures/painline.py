"""Pain over days as lines, and below it how long the leg took to settle after each session, as SVG text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from unpinch.pictures.dayaxis import WIDTH, DayAxis, Frame, box, dot, n, paths, square, stripes, svg, text

_TOP, _TALL, _MOST = 12, 132, 10
_MARKS = (0, 5, 10)
_LANE, _ROW = 34, 18
_LEAST = 3.0


@dataclass(frozen=True, slots=True)
class PainLine:
    """Scores 0-10 a column, -1 where nothing was said. `settled`: steps 0 (at once) to 4 (next morning), -1 unknown.

    `stops`: columns with a stop. `held`: columns on which strength or numbness was worse: they are striped, as less
    pain then isn't progress (S13).
    """

    frame: Frame
    axis: DayAxis
    leg: Sequence[int]
    back: Sequence[int]
    settled: Sequence[int]
    stops: Sequence[bool]
    held: Sequence[bool]


def pain_line(of: PainLine) -> str:
    """Return the picture."""
    foot = _TOP + _TALL
    lane = foot + _ROW + _LANE
    high = lane + _ROW + 6
    parts = [
        stripes(of.frame.id),
        *_held(of),
        *_grid(of.axis),
        *_line(of.axis, of.back, "line-back"),
        *_line(of.axis, of.leg, "line-leg"),
        *_settled(of, lane),
        *of.axis.dated(high - 4),
        *of.axis.pointed(high),
    ]
    return svg(of.frame, "painline", high, parts)


def _y(score: float) -> float:
    return _TOP + _TALL * (1 - score / _MOST)


def _grid(axis: DayAxis) -> Iterator[str]:
    for score in _MARKS:
        css = "grid" if score else "grid zero"
        yield f'<path class="{css}" d="M{n(axis.left)} {n(_y(score))}H{WIDTH - axis.right}"/>'
        yield text(axis.left - 6, _y(score) + 5, str(score), "soft", "end")


def _held(of: PainLine) -> Iterator[str]:
    shapes = [box(of.axis.x(number), _TOP, of.axis.step, _TALL) for number, held in enumerate(of.held) if held]
    yield from paths("held-days", shapes, f' fill="url(#{of.frame.id}-held)"')


def _line(axis: DayAxis, scores: Sequence[int], css: str) -> Iterator[str]:
    """Yield a line through the days on which something was said; it breaks where days are missing."""
    runs = [
        [number for number, _ in run] for said, run in groupby(enumerate(scores), key=lambda pair: pair[1] >= 0) if said
    ]
    points = [[f"{n(axis.middle(number))} {n(_y(scores[number]))}" for number in run] for run in runs]
    yield from paths(f"line {css}", ["M" + "L".join(run) for run in points if len(run) > 1])
    alone = [dot(axis.middle(run[0]), _y(scores[run[0]]), 2.2) for run in runs if len(run) == 1]
    yield from paths(f"spot {css}", alone)


def _settled(of: PainLine, foot: float) -> Iterator[str]:
    """Yield a bar for each session: the longer it took to settle, the taller."""
    calm: list[str] = []
    long: list[str] = []
    for number, step in enumerate(of.settled):
        if step >= 0:
            high = max(_LEAST, _LANE * step / 4)
            wide = min(of.axis.bar, 7.0)
            shape = box(of.axis.middle(number) - wide / 2, foot - high, wide, high)
            (long if step > 1 else calm).append(shape)
    yield f'<path class="grid zero" d="M{n(of.axis.left)} {n(foot)}H{WIDTH - of.axis.right}"/>'
    yield from paths("settled", calm)
    yield from paths("settled long", long)
    marks = [square(of.axis.middle(number), foot + 7, 3.4) for number, stop in enumerate(of.stops) if stop]
    yield from paths("mark-stop", marks)
