"""What a person can do: the course of each measure beside the change that people usually notice, and a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from unpinch.journal import SIDES
from unpinch.measures import Change, Series, change_of, every_series
from unpinch.pictures.courses import CourseRow, courses
from unpinch.pictures.dayaxis import Frame
from unpinch.screens import layout, measure_words, measured
from unpinch.screens.measures import READ
from unpinch.screens.progress_chart import Chart, View, drawn

_KEY = (("line-measure", "your answers: higher up is better, in each row"),)
_NOTICED = ("noticed", "from here on, a change that people usually notice")
_HELD = ("held", "weaker or more numb: more is no progress here")


@dataclass(frozen=True, slots=True)
class _Course:
    """One scale as it is shown: each column's newest value, and the same in words."""

    name: str
    series: Series
    change: Change
    values: Mapping[int, float]
    words: Mapping[int, str]


def chart(view: View) -> Chart | None:
    """Return the chart; None where no measure was answered in this time."""
    found = [course for course in _courses(view) if course.values]
    if not found:
        return None
    lost = measured.lost_since(view.case, 0)
    held = [any(_held(view, start)) for start in view.starts]
    rows = [_row(one, lost=lost) for one in found]
    first, *others = _sentences(view, found)
    frame = Frame("measures", "What you can do, as you said", first)
    key = [
        *_KEY,
        *([_NOTICED] if any(row.noticed is not None for row in rows) else []),
        *([_HELD] if any(held) else []),
    ]
    told = [_told(found, number) for number in range(len(held))]
    return Chart(
        id="measures",
        title="What you can do",
        text=first,
        svg=drawn(courses(frame, view.axis(told), rows, held)),
        head=("Day", *(one.name for one in found)),
        rows=view.rows(*([one.words.get(number, "") for number in range(len(held))] for one in found)),
        key=key,
        notes=others,
        doors=(layout.link(f"{view.case.place.root}/measures", "All in numbers", "How sure it is, and who says so"),),
    )


def _courses(view: View) -> list[_Course]:
    """Return the courses of what is asked as a measure; pain has a chart of its own."""
    every = every_series(view.case.programme, view.case.of_kind(*READ))
    return [_course(view, one) for one in every if one.measure.offered and one.points]


def _course(view: View, series: Series) -> _Course:
    column = view.span.column
    values = {number: value for day, value in series.points if (number := column(day)) >= 0}
    said = {number: text for day, text in measured.by_day(series).items() if (number := column(day)) >= 0}
    return _Course(measure_words.name(series), series, change_of(series), values, said)


def _sentences(view: View, found: list[_Course]) -> list[str]:
    """Say each course. That lost function comes first is said once: it holds for all of them (S13)."""
    told: list[str] = []
    for one in found:
        warned = any(measure_words.LOST in text for text in told)
        said = [
            text for text in measured.sentences(view.case, one.series) if not (warned and text == measure_words.LOST)
        ]
        told.append(f"{one.name}: {' '.join(said)}")
    return told


def _row(one: _Course, *, lost: bool) -> CourseRow:
    scale = one.series.scale
    worst, best = (scale.low, scale.high) if scale.better == "higher" else (scale.high, scale.low)
    newest = one.words[max(one.words)]
    noticed = None if lost else one.change.noticed_from(scale)
    return CourseRow(one.name, f"last: {newest[:1].lower()}{newest[1:]}", worst, best, one.values, noticed)


def _told(found: list[_Course], number: int) -> str:
    said = [f"{one.name}: {one.words[number]}" for one in found if number in one.words]
    return f"{'; '.join(said)}." if said else "nothing asked or answered."


def _held(view: View, start: int) -> list[bool]:
    legs = (view.of[side].get(day) for side in SIDES for day in view.span.days(start))
    return [leg.held > 0 for leg in legs if leg]
