"""Progress: the leg picture and the other charts of one record, each as a picture, a sentence and a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from unpinch.journal import SIDES, SITES
from unpinch.pictures.dayaxis import Frame
from unpinch.pictures.legmap import Column, LegMap, leg_map
from unpinch.screens import (
    layout,
    progress_camera,
    progress_course,
    progress_felt,
    progress_measures,
    progress_pain,
    progress_practice,
    words,
)
from unpinch.screens.asked import Asked, Screen
from unpinch.screens.case import Case
from unpinch.screens.progress_chart import View, drawn
from unpinch.screens.progress_days import (
    STRENGTH,
    Days,
    LegDay,
    Span,
    columns,
    days_of,
    first_day,
    lost_function,
    sides_of,
    when,
)
from unpinch.screens.progress_words import BACK_DAYS, pair_of, told_of

RANGES: Mapping[str, tuple[str, int]] = {
    "4-weeks": ("4 weeks", 28),
    "12-weeks": ("12 weeks", 84),
    "year": ("A year", 364),
    "all": ("All", 0),
}
"""Each range of days that can be chosen: its name and how many days (0: all)."""
_STEPS = ((84, 1), (546, 7))
_LONG_STEP = 28
"""Up to how many days a column holds how many; beyond, it holds four weeks."""
_DEFAULT = "4-weeks"
_KEY = (
    ("s3 via", "paler: on the way there"),
    ("free", "free"),
    ("gap", "gap: nothing written"),
    ("dot", "session"),
    ("stop", "stopped"),
)
_SOMETIMES: tuple[tuple[tuple[str, str], Callable[[Column], bool]], ...] = (
    (("held", "weaker or more numb: pain isn't judged"), lambda one: one.held),
    (("s3 unplaced", "faint all along: felt, place not said"), lambda one: one.unplaced),
)
_CHARTS = (
    progress_pain.chart,
    progress_measures.chart,
    progress_course.chart,
    progress_practice.calendar,
    progress_practice.doses,
    progress_felt.chart,
    progress_camera.chart,
)
_HEAD = ("Day", "Pain", "Down to", "Tingling", "Numbness", "Down to", "Strength", "Back pain", "Sessions", "Stops")
_LEAST_DAYS, _YEAR_DAYS = 7, 365


def progress(case: Case, asked: Asked) -> Screen:
    """Show how it goes over some weeks; a gate never closes this page."""
    chosen = asked.wish("days") if asked.wish("days") in RANGES else _DEFAULT
    span = span_of(chosen, first_day(case), case.now.day)
    of = {side: days_of(case, side, min(span.begin, span.last - BACK_DAYS)) for side in SIDES}
    view = View(case, of, span)
    begun = any(of.values())
    legs = [_leg(view, side) for side in sides_of(case, of)] if begun else []
    context = {
        "page": layout.page(case, "Progress", "progress"),
        "title": "Progress",
        "ranges": _ranges(asked, chosen, case.now.day - first_day(case) + 1),
        "legs": legs,
        "lost": any(leg["told"].verdict == "function" for leg in legs),
        "charts": [found for make in _CHARTS if (found := make(view))] if begun else [],
        "doors": [
            layout.link(f"{case.place.root}/report", "A report to bring along", "Two pages for a clinician, on paper"),
            layout.link(f"{case.place.root}/diary", "Diary", "All that you wrote"),
        ],
    }
    return Screen("progress.html", context)


def span_of(chosen: str, first: int, today: int) -> Span:
    """Return the days shown: never from before the first one of the record, never less than a week."""
    count = RANGES[chosen][1]
    begin = min(first if not count else max(first, today - count + 1), today - _LEAST_DAYS + 1)
    return Span(begin, today, step_of(today - begin + 1))


def step_of(shown: int) -> int:
    """Return how many days a column holds where so many days are shown."""
    return next((step for most, step in _STEPS if shown <= most), _LONG_STEP)


def _ranges(asked: Asked, chosen: str, length: int) -> list[dict[str, Any]]:
    """Return the ranges to choose from, none that shows no more than a shorter one."""
    found, covered = [], 0
    for name, (label, count) in RANGES.items():
        if covered < length or name == chosen:
            href = f"{asked.place.root}/progress?days={name}"
            found.append({"href": href, "label": label, "here": name == chosen})
        covered = count
    return found if len(found) > 1 else []


# -- the leg picture ---------------------------------------------------------------------------------------------------


def _leg(view: View, side: str) -> dict[str, Any]:
    case, days, span, leg = view.case, view.of[side], view.span, words.SIDE_LEG[side]
    told = told_of(pair_of(days, case.now.day, flagged=bool(lost_function(case))), leg)
    shown = columns(days, span, case.today)
    title = f"How far down your {leg} was felt, {_span_said(span)}"
    frame = Frame(f"leg-{side}", title, f"{told.text} {' '.join(told.notes)}")
    return {
        "id": f"leg-{side}",
        "name": leg,
        "eyebrow": f"{words.capital(_span_said(span))}, {leg}",
        "told": told,
        "svg": drawn(leg_map(LegMap(frame, side, shown))),
        "key": (*_KEY, *(key for key, fits in _SOMETIMES if any(map(fits, shown)))),
        "weeks": span.step > 1,
        "title": title,
        "head": _HEAD,
        "rows": _rows(days, span, case.today),
    }


def _span_said(span: Span) -> str:
    """Return how long a time is shown, in words."""
    count = span.last + 1 - span.first
    if span.step == 1:
        return f"last {words.times(count, 'day')}"
    if count < 2 * _YEAR_DAYS:
        return f"last {round(count / 7)} weeks"
    return f"last {count / _YEAR_DAYS:.1f} years".replace(".0", "")


def _rows(days: Days, span: Span, today: date) -> list[list[str]]:
    """Return the table, the newest first; days without anything are left out."""
    rows = []
    for start in reversed(span.starts):
        worst = LegDay()
        for day in span.days(start):
            if day in days:
                worst.take(days[day])
        if worst.days or worst.sessions or worst.stops:
            rows.append([when(span, start, today), *_cells(worst)])
    return rows


def _cells(day: LegDay) -> list[str]:
    strength = "" if not day.days else STRENGTH[day.strength]
    return [
        _score(day.pain),
        _place(day.site) if day.pain else "",
        _score(day.tingling),
        _score(day.numbness),
        _place(day.nerve_site) if max(day.tingling, day.numbness) > 0 else "",
        strength,
        _score(day.back),
        str(day.sessions or ""),
        str(day.stops or ""),
    ]


def _score(value: int) -> str:
    return "" if value < 0 else str(value)


def _place(rank: int) -> str:
    return SITES[rank] if rank > 0 else ""
