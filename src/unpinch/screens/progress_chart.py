"""What every chart of the progress page is made of: a picture, a sentence, a key, and the same as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from markupsafe import Markup

from unpinch.pictures.dayaxis import DayAxis
from unpinch.screens.case import Case
from unpinch.screens.progress_days import Days, Span, short, when, worst_days

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart as the template takes it.

    `key`: class and words; `days`: it is told day by day; `more`: a list below it; `doors`: where
    there is more of it.
    """

    id: str
    title: str
    text: str
    svg: Markup
    head: Sequence[str]
    rows: Rows
    key: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()
    days: bool = True
    more: Sequence[Mapping[str, object]] = field(default=())
    doors: Sequence[Mapping[str, str]] = ()


class View:
    """The days that a page shows, and what was said of each leg."""

    def __init__(self, case: Case, of: Mapping[str, Days], span: Span) -> None:
        """Keep them; labels are made when first asked for."""
        self.case, self.of, self.span = case, of, span

    @property
    def today(self) -> date:
        """Return the local date."""
        return self.case.today

    @cached_property
    def worst(self) -> Days:
        """Return each day by the worse of both legs."""
        return worst_days(self.of)

    @cached_property
    def starts(self) -> Sequence[int]:
        """Return the first day of each column."""
        return self.span.starts

    @cached_property
    def names(self) -> list[str]:
        """Return each column's day, or days, in words."""
        return [when(self.span, start, self.today) for start in self.starts]

    @cached_property
    def dates(self) -> list[str]:
        """Return each column's date as an axis shows it."""
        return [short(self.span, start, self.today) for start in self.starts]

    def axis(self, told: Sequence[str], left: float = 30) -> DayAxis:
        """Return the axis of a picture whose columns tell this."""
        said = [f"{name}: {text}" for name, text in zip(self.names, told, strict=True)]
        return DayAxis(said, self.dates, left)

    def rows(self, *columns: Sequence[str]) -> list[list[str]]:
        """Return the table, the newest first; columns of which nothing is said are left out."""
        every = zip(self.names, *columns, strict=True)
        return [list(row) for row in reversed(list(every)) if any(row[1:])]


def drawn(text: str) -> Markup:
    """Return a picture as markup: it is our own SVG, its words are quoted."""
    return Markup(text)  # noqa: S704 - see above
