"""The leg picture: day by day how far down the leg was felt, as SVG text. Colours come from CSS classes.

Each day is a column hanging from the back: as long as the pain reached, as dark as it was strong. Only the farthest
place and its score are asked for, so what lies above it is drawn paler. Tingling and numbness have rows of their own,
with the farthest place alone. A day on which strength or numbness was worse is striped instead of coloured: less pain
then isn't progress (S13). Lengths are the drawing's own units, of which the picture is 360 wide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unpinch.pictures.bodymap import MIDDLE, leg_rows
from unpinch.pictures.dayaxis import DayAxis, Frame, dot, n, paths, shade, square, stripes, svg, text, wedge

_LEFT = 98
_LABEL_X = 40
_HEAD, _LANE, _GAP = 20, 17, 12
_BETWEEN = 2.4
_NERVE_RATIO = 0.62
_NONE = -1
_HALF_WIDTH = 30


@dataclass(frozen=True, slots=True)
class Column:
    """A day, or a stretch by its worst: places as ranks 0 (none) to 6 (foot), scores 0-10, -1 where nothing was said.

    `held`: strength or numbness was worse than before. `told`: all of it in words; `date`: as the axis shows it.
    """

    told: str
    date: str = ""
    recorded: bool = True
    pain: int = _NONE
    site: int = _NONE
    back: int = _NONE
    tingling: int = _NONE
    numbness: int = _NONE
    nerve_site: int = _NONE
    weaker: bool = False
    held: bool = False
    sessions: int = 0
    stops: int = 0

    @property
    def unplaced(self) -> bool:
        """Tell whether something was felt, and not where: it is drawn faintly all along, never as free."""
        return self.pain > 0 >= self.site or max(self.tingling, self.numbness) > 0 >= self.nerve_site


@dataclass(frozen=True, slots=True)
class LegMap:
    """One leg over some days; the columns go from the oldest to the newest."""

    frame: Frame
    side: str
    columns: Sequence[Column]


def leg_map(of: LegMap) -> str:
    """Return the picture as one SVG element that says its title and what it shows."""
    paper = _Paper(of)
    nerve = (*paper.nerve("tingling", "Tingling"), *paper.nerve("numbness", "Numbness")) if of.columns else ()
    parts = [stripes(of.frame.id), *paper.drawn, *nerve]
    high = round(paper.y)
    return svg(of.frame, "legmap", high, [*parts, *paper.axis.pointed(high)])


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows of one symptom: where they begin, how tall a body's unit is."""

    top: float
    ratio: float
    side: str

    def rows(self) -> Iterator[tuple[int, str, float, float, str]]:
        """Yield rank, name, upper and lower edge, and the outline of each place."""
        bands = leg_rows(self.side)
        first = bands[0][1]
        for rank, (site, top, foot, outline) in enumerate(bands, start=1):
            yield rank, site, self.top + (top - first) * self.ratio, self.top + (foot - first) * self.ratio, outline

    @property
    def first(self) -> float:
        return leg_rows(self.side)[0][1]

    @property
    def foot(self) -> float:
        return self.top + (leg_rows(self.side)[-1][2] - self.first) * self.ratio


class _Paper:
    """The picture while it is drawn, from above; `y` is where the next part begins."""

    def __init__(self, of: LegMap) -> None:
        self.of, self.y = of, 0.0
        columns = of.columns
        self.axis = DayAxis([one.told for one in columns], [one.date for one in columns], _LEFT)
        self.drawn = [*self._pain(), *self._lanes()]

    # -- rows ----------------------------------------------------------------------------------------------------------

    def _pain(self) -> Iterator[str]:
        block = self._block(1)
        yield text(0, block.top - 7, "Pain", "head")
        yield from self._leg(block)
        yield from self._cells(block, [self._pain_cell(one) for one in self.of.columns])

    def nerve(self, name: str, label: str) -> Iterator[str]:
        """Draw tingling or numbness; one line of words where there was none."""
        scores = [getattr(one, name) for one in self.of.columns]
        if max(scores) <= 0:
            self.y += _LANE
            yield text(0, self.y, f"{label}: {'nothing was said' if max(scores) < 0 else 'none in this time'}", "soft")
            return
        self.y += _GAP
        block = self._block(_NERVE_RATIO)
        yield text(0, block.top - 7, label, "head")
        yield from self._leg(block)
        every = zip(self.of.columns, scores, strict=True)
        yield from self._cells(block, [(one.nerve_site, score, f"n{shade(score)}") for one, score in every])
        self.y += 4

    def _block(self, ratio: float) -> _Block:
        block = _Block(self.y + _HEAD, ratio, self.of.side)
        self.y = block.foot
        return block

    def _pain_cell(self, one: Column) -> tuple[int, int, str]:
        return one.site, one.pain, "held" if one.held else f"s{shade(one.pain)}"

    def _leg(self, block: _Block) -> Iterator[str]:
        """Draw the leg whose places the rows are, with their names."""
        shift = (_HALF_WIDTH if self.of.side == "left" else 2) - MIDDLE
        place = f"translate({n(shift * block.ratio)} {n(block.top - block.first * block.ratio)}) scale({block.ratio})"
        outlines = "".join(f'<path d="{row[-1]}"/>' for row in block.rows())
        yield f'<g class="legmap-leg" transform="{place}">{outlines}</g>'
        for _, site, top, foot, _ in block.rows():
            yield text(_LABEL_X, (top + foot) / 2 + 4.6, site)

    def _cells(self, block: _Block, columns: Sequence[tuple[int, int, str]]) -> Iterator[str]:
        """Yield one path for each tone: the place that was reached, the way to it, and what was free."""
        found: dict[str, list[str]] = {}
        for rank, _, top, foot, _ in block.rows():
            for number, cell in enumerate(columns):
                if css := self._tone(number, rank, cell, back=block.ratio == 1):
                    shape = self.axis.box(number, top + _BETWEEN / 2, foot - top - _BETWEEN)
                    found.setdefault(css, []).append(shape)
        for css in sorted(found):
            striped = f' fill="url(#{self.of.frame.id}-held)"' if css.startswith("held") else ""
            yield from paths(f"cell {css}", found[css], striped)

    def _tone(self, number: int, rank: int, cell: tuple[int, int, str], *, back: bool) -> str:
        one = self.of.columns[number]
        if not one.recorded:
            return ""
        if back and rank == 1 and cell[0] != 1:
            return f"s{shade(one.back)}" if one.back >= 0 else "free"
        return _tone_at(rank, cell, back=back)

    # -- what was done -------------------------------------------------------------------------------------------------

    def _lanes(self) -> Iterator[str]:
        """Draw sessions, stops and weakness below the pain, and the dates."""
        columns, middle, step = self.of.columns, self.axis.middle, self.axis.step
        self.y += _LANE
        r = max(1.2, min(2.6, step * 0.42))
        trained = [number for number, one in enumerate(columns) if one.sessions and not one.stops]
        stopped = [number for number, one in enumerate(columns) if one.stops]
        yield text(_LABEL_X, self.y, "sessions")
        yield from paths("mark-session", [dot(middle(number), self.y - 5, r) for number in trained])
        yield from paths("mark-stop", [square(middle(number), self.y - 5, r + 1) for number in stopped])
        if weak := [number for number, one in enumerate(columns) if one.weaker]:
            self.y += _LANE
            yield text(_LABEL_X, self.y, "weaker")
            yield from paths("mark-weak", [wedge(middle(number), self.y - 5, r + 1.4) for number in weak])
        self.y += _LANE + 2
        if columns:
            yield from self.axis.dated(self.y)
        self.y += 3


def _tone_at(rank: int, cell: tuple[int, int, str], *, back: bool) -> str:
    """Return a place's tone: reached, on the way to what was reached, free, or felt without a place."""
    reach, score, tone = cell
    if score > 0 >= reach:
        return f"{tone} unplaced"
    if reach < 0 or score < 0:
        return ""
    if not score or reach < rank:
        return "free"
    return tone if reach == rank else f"{tone} via" if back else "free"


__all__ = ["Column", "LegMap", "leg_map"]
