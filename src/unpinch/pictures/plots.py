"""Plots of a repetition's curves as SVG text: the colours come from CSS classes, the words from whoever asks.

Every plot has a title and a description; what tells two lines apart is also their dashes. Lengths are the drawing's
own units, of which the picture is 360 wide.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Point = tuple[float, float]

WIDTH = 360
_LEFT, _RIGHT, _TALL = 44, 12, 132
_ROW = 20
_LETTER = 7.2
"""How wide a letter is at most, in the mean of a word, at the font size of `plots.css`."""
_COLUMNS = (_LEFT, 202)
_SWATCH = 22
_MOST_STEPS = 5
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """A value axis: from its lowest to its highest mark, in even steps."""

    low: float
    high: float
    step: float

    def marks(self) -> list[float]:
        """Return the marks from below."""
        return [self.low + self.step * number for number in range(round((self.high - self.low) / self.step) + 1)]


def scale_of(least: float, most: float) -> Scale:
    """Return an axis with round marks that holds zero and both values, in five steps at most."""
    low, high = min(0.0, least), max(0.0, most)
    power = 10 ** math.floor(math.log10((high - low) / _MOST_STEPS or 1))
    for step in (power * times for times in _STEPS):
        first, last = math.floor(low / step), math.ceil(high / step)
        if last - first <= _MOST_STEPS:
            return Scale(first * step, max(last, first + 1) * step, step)
    return Scale(low, high, high - low)


@dataclass(frozen=True, slots=True)
class Line:
    """One curve with its name in the key; `css` is `a`, `b`, `c` or `d`."""

    name: str
    values: Sequence[float]
    css: str = "a"


@dataclass(frozen=True, slots=True)
class Area:
    """What lies between two curves, like a spread; `css` is empty or `pull`."""

    name: str
    low: Sequence[float]
    high: Sequence[float]
    css: str = ""

    @property
    def classes(self) -> str:
        return f"plot-area {self.css}".strip()


@dataclass(frozen=True, slots=True)
class Mark:
    """A value to compare with: a level line, named in the key."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Phase:
    """A named part of the repetition, in seconds."""

    name: str
    from_s: float
    to_s: float


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot over one repetition. `id` is unique on the page; `axis` says in words, with its unit, what goes up."""

    id: str
    title: str
    desc: str
    axis: str
    time_s: Sequence[float]
    phases: Sequence[Phase]
    scale: Scale
    lines: Sequence[Line] = ()
    area: Area | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class _Paper:
    """Where a value and a time lie in the picture."""

    top: float
    scale: Scale
    until_s: float

    @property
    def foot(self) -> float:
        return self.top + _TALL

    def x(self, time_s: float) -> float:
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * time_s / self.until_s

    def y(self, value: float) -> float:
        return self.foot - _TALL * (value - self.scale.low) / (self.scale.high - self.scale.low)


def plot_svg(plot: Plot) -> str:
    """Return a plot as one SVG element that says its title and what it shows."""
    key = list(_key(plot))
    top = _ROW + _ROW * math.ceil(len(key) / len(_COLUMNS)) + 12
    paper = _Paper(top, plot.scale, plot.phases[-1].to_s)
    words, rows = _phases(plot.phases, paper)
    height = round(paper.foot + _ROW * (rows + 2) + 4)
    names = f'role="img" aria-labelledby="{plot.id}-title {plot.id}-desc"'
    body = [_text(0, 16, plot.axis, "plot-axis"), *key, *_grid(plot, paper), *_drawn(plot, paper), *words]
    body.append(_text(WIDTH - _RIGHT, height - 6, "time, seconds", "soft", "end"))
    told = f'<title id="{plot.id}-title">{_quoted(plot.title)}</title>'
    told += f'<desc id="{plot.id}-desc">{_quoted(plot.desc)}</desc>'
    head = f'<svg class="plot" viewBox="0 0 {WIDTH} {height}" {names} focusable="false">'
    return f"{head}{told}{''.join(body)}</svg>"


def _key(plot: Plot) -> Iterator[str]:
    """Yield the key: what each line and shade means, in two columns."""
    named = [(line.name, f"plot-line {line.css}") for line in plot.lines]
    named += [(plot.area.name, plot.area.classes)] if plot.area else []
    named += [(plot.mark.name, "plot-mark")] if plot.mark else []
    for number, (name, css) in enumerate(named):
        x, y = _COLUMNS[number % len(_COLUMNS)], _ROW * (2 + number // len(_COLUMNS)) - 4
        level = y - 5
        shape = f"M{x} {level}h{_SWATCH}" if "plot-area" not in css else f"M{x} {level - 5}h{_SWATCH}v10h-{_SWATCH}z"
        yield f'<path class="{css}" d="{shape}"/>{_text(x + _SWATCH + 6, y, name)}'


def _grid(plot: Plot, paper: _Paper) -> Iterator[str]:
    for value in plot.scale.marks():
        y = paper.y(value)
        css = "plot-zero" if not value else "plot-grid"
        yield f'<path class="{css}" d="M{_LEFT} {_n(y)}H{WIDTH - _RIGHT}"/>'
        yield _text(_LEFT - 8, y + 5, _figure(value), "soft", "end")
    for phase in plot.phases[1:]:
        yield f'<path class="plot-grid" d="M{_n(paper.x(phase.from_s))} {_n(paper.top)}V{_n(paper.foot)}"/>'


def _drawn(plot: Plot, paper: _Paper) -> Iterator[str]:
    if plot.area:
        low, high = (_points(plot.time_s, values, paper) for values in (plot.area.low, plot.area.high))
        yield f'<path class="{plot.area.classes}" d="{_path([*low, *reversed(high)])}z"/>'
    if plot.mark:
        yield f'<path class="plot-mark" d="M{_LEFT} {_n(paper.y(plot.mark.value))}H{WIDTH - _RIGHT}"/>'
    for line in plot.lines:
        yield f'<path class="plot-line {line.css}" d="{_path(_points(plot.time_s, line.values, paper))}"/>'


def _phases(phases: Sequence[Phase], paper: _Paper) -> tuple[list[str], int]:
    """Return times and phase names below the plot, and in how many rows the names stand so that none meets another."""
    words = [_text(paper.x(phase.from_s), paper.foot + 18, _figure(phase.from_s), "soft", "middle") for phase in phases]
    words.append(_text(WIDTH - _RIGHT, paper.foot + 18, _figure(phases[-1].to_s), "soft", "end"))
    ends: list[float] = []
    for phase in phases:
        half = len(phase.name) * _LETTER / 2
        x = min(max(paper.x((phase.from_s + phase.to_s) / 2), half + 4), WIDTH - half - 4)
        row = next((number for number, end in enumerate(ends) if end < x - half), len(ends))
        ends[row : row + 1] = [x + half + _LETTER]
        words.append(_text(x, paper.foot + 18 + _ROW * (row + 1), phase.name, "", "middle"))
    return words, len(ends)


def _points(time_s: Sequence[float], values: Sequence[float], paper: _Paper) -> list[Point]:
    return [(paper.x(when), paper.y(value)) for when, value in zip(time_s, values, strict=True)]


def _path(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def _text(x: float, y: float, words: str, css: str = "", anchor: str = "") -> str:
    extra = (f' class="{css}"' if css else "") + (f' text-anchor="{anchor}"' if anchor else "")
    return f'<text x="{_n(x)}" y="{_n(y)}"{extra}>{_quoted(words)}</text>'


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _figure(value: float) -> str:
    """Return a number of an axis, with a true minus."""
    return f"{round(value, 3) + 0.0:g}".replace("-", "\u2212")


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
