"""How each measure has gone: a sentence of its change beside what is published, and a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from unpinch.measures import Point, Series, change_of, due_days, every_series, function_lost, middle, weeks
from unpinch.programme.measures import Measure, Scale
from unpinch.screens import layout, measure_words, words
from unpinch.screens.asked import Asked, Screen
from unpinch.screens.case import Case
from unpinch.screens.measures import ACTIVITIES, READ

_ROWS = 6
"""So many of the newest rows are shown at once."""
_UNBROKEN = "\N{NO-BREAK SPACE}"
_LEAD = "Numbers show how things go. They swing, they promise nothing, and they change nothing in your plan."
Row = list[str]


def measured(case: Case, asked: Asked) -> Screen:
    """Show every measure."""
    entries = case.of_kind(*READ)
    next_days = due_days(case.programme, entries)
    by_measure = groupby(every_series(case.programme, entries), key=lambda one: one.measure.id)
    context = {
        "page": layout.page(case, "How it is going, in numbers", "more"),
        "title": "How it is going, in numbers",
        "lead": _LEAD,
        "lost": lost_since(case, 0),
        "event": f"{asked.place.root}/screening/event",
        "sections": [_section(case, list(found), next_days) for _, found in by_measure],
    }
    return Screen("measures.html", context)


def lost_since(case: Case, since_day: int) -> bool:
    """Say whether function is lost (S13): by what was told since a day, or because a rule says so today."""
    ruled = any(reason.rule.startswith("S13.") for reason in case.decision.reasons)
    return ruled or function_lost(case.every("check_in"), since_day)


def _section(case: Case, series: Sequence[Series], next_days: Mapping[str, int]) -> dict[str, Any]:
    measure = series[0].measure
    rows = _rows(case, series)
    return {
        "id": measure.id,
        "title": measure.name,
        "why": measure.why,
        "about": _about(case, measure),
        "told": [{"name": one.scale.name, "sentences": sentences(case, one)} for one in series],
        "note": "" if any(one.scale.important for one in series) else measure_words.UNKNOWN,
        "head": _head(series),
        "rows": rows[:_ROWS],
        "older": rows[_ROWS:],
        "next": _next(case, measure, next_days),
        "sure": [_sure(case, one.scale) for one in series if one.scale.important],
        "official": measure.official,
        "citation": measure.citation,
        "licence": measure.licence,
    }


def _about(case: Case, measure: Measure) -> str:
    """Return which activities a person has named; other measures speak for themselves."""
    values = case.last_values(measure.kind)[1] if measure.id == "psfs" else {}
    named = [str(values[name]) for name in ACTIVITIES if name in values]
    return "; ".join(named)


def sentences(case: Case, series: Series) -> list[str]:
    """Say how a scale has changed; nothing is called better while function is lost (S13)."""
    change = change_of(series)
    since = 0 if series.scale.compare == "itself" else change.before_day
    return measure_words.changed(series, change, lost=change.gain > 0 and lost_since(case, since))


def _sure(case: Case, scale: Scale) -> dict[str, str]:
    rule = scale.important
    text, source = (rule.unsure, words.source(case.programme, rule.source)) if rule else ("", "")
    return {"name": scale.name, "text": text, "source": source}


def _next(case: Case, measure: Measure, days: Mapping[str, int]) -> str:
    if measure.id not in days:
        return ""
    on = days[measure.id]
    return "It will be offered on Today." if on <= case.now.day else f"Asked again from {_day(on, case)} on."


def _day(of: int, case: Case) -> str:
    on = date.fromordinal(of)
    text = f"{on.day} {on:%b}" + ("" if on.year == case.today.year else f" {on.year}")
    return text.replace(" ", _UNBROKEN)


# -- the table ---------------------------------------------------------------------------------------------------------


def _head(series: Sequence[Series]) -> Row:
    whole_weeks = series[0].scale.compare == "weeks"
    return ["Week from" if whole_weeks else "Day", *(one.scale.name for one in series)]


def _rows(case: Case, series: Sequence[Series]) -> list[Row]:
    """Return a row for each day, or for each week where whole weeks are compared; newest first."""
    start = min((one.points[0].day for one in series if one.points), default=0)
    columns = [by_day(one, start) for one in series]
    days = sorted({day for column in columns for day in column}, reverse=True)
    return [[_day(day, case), *(column.get(day, "") for column in columns)] for day in days]


def by_day(series: Series, start: int = 0) -> dict[int, str]:
    """Return each value in words by its day; where whole weeks are compared, by the week's, counted from `start`."""
    if series.scale.compare == "weeks":
        return {day: _week(points) for day, points in weeks(series.points, start)}
    answers = {float(one.value): one.text for one in series.measure.answers}
    return {day: answers.get(value) or measure_words.number(value) for day, value in series.points}


def _week(points: Sequence[Point]) -> str:
    return f"{measure_words.number(middle(points))} ({words.times(len(points), 'day')})"
