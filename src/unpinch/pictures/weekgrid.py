"""A calendar of what was written and done, as SVG text: a week is a row, or a column where there are many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unpinch.pictures.dayaxis import WIDTH, Frame, box, day, paths, svg, text

DAYS = 7
_MOST_ROWS = 13
_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LEFT, _TOP, _TALL, _GAP = 62, 22, 24, 4
_NARROW_LEFT, _NARROW = 36, 14


@dataclass(frozen=True, slots=True)
class Cell:
    """A day: its words when pointed at, its mark (`session`, `written`, `pause` or empty), its date for the axis."""

    told: str
    mark: str
    date: str


@dataclass(frozen=True, slots=True)
class WeekGrid:
    """Days from the oldest to the newest; `first`: the weekday of the first, Monday being 0."""

    frame: Frame
    first: int
    cells: Sequence[Cell]


def week_grid(of: WeekGrid) -> str:
    """Return the picture."""
    weeks = -(-(of.first + len(of.cells)) // DAYS)
    look = _Rows(weeks) if weeks <= _MOST_ROWS else _Columns(weeks)
    shapes: dict[str, list[str]] = {}
    pointed = []
    for number, cell in enumerate(of.cells):
        week, weekday = divmod(of.first + number, DAYS)
        place = look.place(week, weekday)
        shapes.setdefault(cell.mark or "nothing", []).append(box(*place))
        pointed.append(day(cell.told, place))
    dates = {(of.first + number) // DAYS: cell.date for number, cell in reversed(list(enumerate(of.cells)))}
    cells = [part for mark in sorted(shapes) for part in paths(f"on-{mark}", shapes[mark])]
    here = '<rect class="here" x="0" y="0" width="0" height="0" rx="3"/>'
    return svg(of.frame, "weekgrid", look.high, [*look.named(dates), *cells, here, *pointed])


@dataclass(frozen=True, slots=True)
class _Rows:
    """A week is a row."""

    weeks: int

    @property
    def high(self) -> float:
        return _TOP + self.weeks * (_TALL + _GAP)

    @property
    def wide(self) -> float:
        return (WIDTH - _LEFT - (DAYS - 1) * _GAP) / DAYS

    def place(self, week: int, weekday: int) -> tuple[float, float, float, float]:
        return _LEFT + weekday * (self.wide + _GAP), _TOP + week * (_TALL + _GAP), self.wide, _TALL

    def named(self, dates: dict[int, str]) -> Iterator[str]:
        for weekday, name in enumerate(_NAMES):
            x, _, wide, _ = self.place(0, weekday)
            yield text(x + wide / 2, 14, name, "soft", "middle")
        for week, date in dates.items():
            yield text(0, self.place(week, 0)[1] + 17, date, "soft")


@dataclass(frozen=True, slots=True)
class _Columns:
    """A week is a column."""

    weeks: int

    @property
    def high(self) -> float:
        return DAYS * (_NARROW + 2) + _TOP

    @property
    def step(self) -> float:
        return (WIDTH - _NARROW_LEFT) / self.weeks

    def place(self, week: int, weekday: int) -> tuple[float, float, float, float]:
        gap = min(2.0, self.step * 0.2)
        return _NARROW_LEFT + week * self.step, weekday * (_NARROW + 2), self.step - gap, _NARROW

    def named(self, dates: dict[int, str]) -> Iterator[str]:
        for weekday in range(0, DAYS, 2):
            yield text(0, weekday * (_NARROW + 2) + 12, _NAMES[weekday], "soft")
        yield text(_NARROW_LEFT, self.high - 4, dates[min(dates)], "soft")
        yield text(WIDTH, self.high - 4, dates[max(dates)], "soft", "end")


__all__ = ["Cell", "WeekGrid", "week_grid"]
