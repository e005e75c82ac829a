"""Measures as typed, frozen values: what is asked, when, and from which change on it matters. They decide nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Compare = Literal["first", "weeks", "itself"]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is asked or ticked. `low` and `high` name the ends of a scale from 0 to 10."""

    id: str
    text: str
    help: str = ""
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One of a few answers in words, and where it stands on the scale (0: no change)."""

    id: str
    text: str
    value: int


@dataclass(frozen=True, slots=True)
class Important:
    """From which change on people usually notice: at least so many points and so many percent of where it began.

    `figure` tells it in words; `unsure` what isn't known of it.
    """

    points: int
    percent: int
    figure: str
    unsure: str
    source: str


@dataclass(frozen=True, slots=True)
class Scale:
    """One number that is computed from answers.

    `compare`: the newest value with the first, the middle of the last seven days with that of the first seven, or
    nothing, as the answer itself speaks of the change. `important` is left out where nothing is published.
    """

    id: str
    name: str
    low: int
    high: int
    better: Literal["lower", "higher"]
    compare: Compare
    compare_source: str
    important: Important | None


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its words, its days, its licence.

    It is offered from day `from_day` after the first check-in and then every so many days; never where `every_days`
    is 0. `version` rises with the words. `offer` is the one line on Today.
    """

    id: str
    version: int
    name: str
    official: str
    offer: str
    why: str
    minutes: int
    from_day: int
    every_days: int
    days_source: str
    licence: str
    citation: str
    source: str
    scales: tuple[Scale, ...]
    intro: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    answers: tuple[Answer, ...] = ()

    @property
    def kind(self) -> str:
        """Return the kind of entry that keeps its answers."""
        return f"measure_{self.id}"

    @property
    def offered(self) -> bool:
        """Whether it is ever offered; else it comes from the check-in alone."""
        return self.every_days > 0


@dataclass(frozen=True, slots=True)
class PuttingOff:
    """For how many days a measure isn't offered again after "not today"; the second time running: its whole turn."""

    days: int
    source: str
