"""What a person chooses for their report: from which day to which, which parts, which paper, whether it has a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from unpinch.screens import paper, progress
from unpinch.screens.asked import Asked
from unpinch.screens.case import Case
from unpinch.screens.progress_chart import View
from unpinch.screens.progress_days import Days, Span, days_of, first_day

PARTS: Mapping[str, str] = {
    "who": "Who it is about, with what you told us about you",
    "leg": "The leg picture",
    "pain": "Pain over time",
    "measures": "Measures, and how they changed",
    "doses": "Exercises and bands",
    "stops": "Stops and warning signs",
    "decisions": "What was decided, and why",
    "notes": "Medicines and notes",
}
"""Each part that can be chosen, in the order of the paper."""
SIZES: Mapping[str, str] = {"a4": "A4", "letter": "Letter"}
_USUAL_DAYS = 84
"""A column a day fits so many days. Choice."""
_LETTER = frozenset({"US", "CA", "MX", "CL", "CO", "PH"})
_BOTH_SIDES = ("left", "right")


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen. `first` and `last` are days (ordinals); `named`: whether the name is on it."""

    first: int
    last: int
    parts: tuple[str, ...]
    size: str
    named: bool

    def __contains__(self, day: object) -> bool:
        """Tell whether a day is in the report."""
        return isinstance(day, int) and self.first <= day <= self.last


def choice(case: Case, asked: Asked) -> tuple[Choice, list[str]]:
    """Return what was chosen, and a sentence for each thing that can't be; where it can't, the usual stands."""
    sent = asked.wish("chosen") == "yes"
    problems: list[str] = []
    first, last = _days(case, asked, problems)
    return Choice(
        first, last, _parts(asked, problems, sent=sent), size_of(case, asked, problems), _named(asked)
    ), problems


def _days(case: Case, asked: Asked, problems: list[str]) -> tuple[int, int]:
    begin = first_day(case)
    last = _day(asked, "to", problems) or case.now.day
    if last > case.now.day:
        problems.append("The last day lies ahead, so the report ends today.")
        last = case.now.day
    if last < begin:
        problems.append(f"Nothing was written before {paper.on(begin)}. Please look at the days again.")
        last = case.now.day
    first = _day(asked, "from", problems) or max(begin, last - _USUAL_DAYS + 1)
    if first > last:
        problems.append("The first day comes after the last one. Please look at the two days again.")
        first = last
    return max(min(first, last), min(begin, last)), last


def _day(asked: Asked, name: str, problems: list[str]) -> int:
    """Return a day that was asked for; 0 where none was, or none that is one."""
    said = asked.wish(name).strip()
    try:
        return date.fromisoformat(said).toordinal() if said else 0
    except ValueError:
        problems.append(f"“{paper.own(said, 20)}” is no day. Please write it like 2026-03-31.")
        return 0


def _parts(asked: Asked, problems: list[str], *, sent: bool) -> tuple[str, ...]:
    chosen = asked.query.get("part", ())
    unknown = [paper.own(one, 20) for one in chosen if one not in PARTS]
    problems += [f"There is no part called “{one}”: choose from {', '.join(PARTS)}." for one in unknown]
    if sent and not chosen:
        problems.append("Please choose at least one part. Until then the report has all of them.")
    return tuple(part for part in PARTS if part in chosen) or tuple(PARTS)


def size_of(case: Case, asked: Asked, problems: list[str]) -> str:
    """Return the paper's size: as asked, else what the country uses."""
    usual = "letter" if case.facts.get("country") in _LETTER else "a4"
    said = asked.wish("paper") or usual
    if said not in SIZES:
        problems.append(f"There is no paper called “{paper.own(said, 20)}”: choose A4 or Letter.")
    return said if said in SIZES else usual


def _named(asked: Asked) -> bool:
    """Tell whether the name is on it: it is, unless the form was sent without it."""
    return asked.wish("chosen") != "yes" or asked.wish("named") == "yes"


def query(case: Case, of: Choice) -> dict[str, Any]:
    """Return the choice as a form asks for it again."""
    return {
        "from": date.fromordinal(of.first).isoformat(),
        "to": date.fromordinal(of.last).isoformat(),
        "today": case.today.isoformat(),
        "named": of.named,
        "parts": [{"value": name, "label": label, "on": name in of.parts} for name, label in PARTS.items()],
        "sizes": sizes(of.size),
    }


def sizes(chosen: str) -> list[dict[str, Any]]:
    """Return the paper sizes to choose from."""
    return [{"value": name, "label": label, "on": name == chosen} for name, label in SIZES.items()]


# -- the days of a paper -----------------------------------------------------------------------------------------------


class PaperSpan(Span):
    """Days in columns, of which the first may be short: nothing from before the chosen day is in it."""

    def column(self, day: int) -> int:
        """Return the number of the column that a day stands in; -1 outside."""
        return -1 if day < self.first else Span.column(self, day)

    def days(self, start: int) -> range:
        """Return the days of the column that begins here."""
        return range(max(start, self.first), start + self.step)


class PaperView(View):
    """The days that a paper shows. On paper no day is "today": it is read on another."""

    @property
    def today(self) -> date:
        """Return a day from which every day shown is told by its date."""
        return date.fromordinal(self.span.last + 2)


def view_of(case: Case, of: Choice) -> PaperView:
    """Return the days of a report."""
    span = PaperSpan(of.first, of.last, progress.step_of(of.last - of.first + 1))
    days: dict[str, Days] = {
        side: {day: one for day, one in days_of(case, side, of.first).items() if day <= of.last} for side in _BOTH_SIDES
    }
    return PaperView(case, days, span)
