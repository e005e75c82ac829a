"""What comes next, in words: the check-in, and what has a day of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from unpinch.programme.decision import Decision
from unpinch.reminding import Coming, coming
from unpinch.screens import words
from unpinch.screens.case import Case

DAYS = 14
"""How far ahead is told; appointments however far."""
_MOST = 4
_TEXTS: Mapping[str, str] = {
    "screening": "The weekly safety questions come {}.",
    "assessment": "Your appointment is {}.",
    "told": "You had an appointment. Tell us what came of it: “A doctor or physiotherapist”.",
    "look_back": "If it isn't better {}, a doctor or physiotherapist should have a look.",
    "review": "A fresh look by a doctor or physiotherapist is due {}.",
    "measure": "A few questions about how it goes come {}.",
}
_BY = frozenset({"look_back"})


def lines(case: Case, decision: Decision) -> list[str]:
    """Return a sentence for each thing that comes next; none while something must be answered first."""
    if not decision.next_due:
        return []
    found = [
        *_check_in(case, decision),
        *(_line(case, one) for one in _soonest(_not_shown(coming(case.course, case.now, DAYS), case))),
    ]
    return found[:_MOST]


def days(case: Case) -> list[str]:
    """Return a sentence for each thing that has a day of its own, today's included: this page doesn't ask for it."""
    return [_line(case, one) for one in _soonest(coming(case.course, case.now, DAYS))]


def _check_in(case: Case, decision: Decision) -> Iterator[str]:
    what, _, day = decision.next_due.partition(" ")
    if what == "check_in" and day:
        yield f"The next check-in is {_on(date.fromisoformat(day), case.today)}."


def _not_shown(every: Iterable[Coming], case: Case) -> Iterator[Coming]:
    """Leave out what is due today: it is on the page already, but for an appointment."""
    return (one for one in every if one.day > case.now.day or one.kind in {"assessment", "told", "look_back"})


def _soonest(every: Iterable[Coming]) -> Iterator[Coming]:
    """Yield the soonest of each kind."""
    met = set[str]()
    for one in every:
        if one.kind not in met:
            met.add(one.kind)
            yield one


def _line(case: Case, one: Coming) -> str:
    tell: Callable[[date, date], str] = _by if one.kind in _BY else _on
    return _TEXTS[one.kind].format(tell(date.fromordinal(one.day), case.today))


def _on(day: date, today: date) -> str:
    near = {0: "today", 1: "tomorrow"}.get((day - today).days)
    return near or f"on {words.day(day)}"


def _by(day: date, today: date) -> str:
    near = {0: "by now", 1: "by tomorrow"}.get((day - today).days)
    return near or f"by {words.day(day)}"
