"""What was done: on which days, and how much of each exercise. Nothing is counted against anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from unpinch.pictures.dayaxis import Frame
from unpinch.pictures.dosebars import DoseBars, DoseRow, dose_bars
from unpinch.pictures.weekgrid import Cell, WeekGrid, week_grid
from unpinch.screens import words
from unpinch.screens.case import Case
from unpinch.screens.progress_chart import Chart, View, drawn
from unpinch.screens.progress_seen import seen

_SIDE: Mapping[str, str] = {"left": ", left leg", "right": ", right leg", "both": ""}
_STRETCH: Mapping[int, str] = {1: "on a day", 7: "in a week", 28: "in four weeks"}
_MINUTE_S = 60
_MOST_DAYS = 364
"""The calendar shows a year at most."""
_KEY = (("session", "a session"), ("written", "a check-in"), ("pause", "a pause"), ("free", "nothing: that is fine"))
_WHEN = {"session": "a session", "written": "a check-in", "pause": "a pause", "": "nothing written"}


# -- the calendar ------------------------------------------------------------------------------------------------------


def calendar(view: View) -> Chart:
    """Return the days with something as a calendar."""
    marks = _marks(view)
    last = view.span.last
    first = max(view.span.begin, last + 1 - _MOST_DAYS)
    days = range(first, last + 1)
    today = view.today
    cells = [
        Cell(f"{words.day(date.fromordinal(day), today)}: {_WHEN[marks.get(day, '')]}.", marks.get(day, ""), _date(day))
        for day in days
    ]
    sessions, written = (
        sum(marks.get(day) in kinds for day in days) for kinds in (("session",), ("session", "written"))
    )
    text = (
        f"Of {words.times(len(days), 'day')}, {sessions} had a session and {written} something written. "
        "Days off are part of it: nothing here has to be full."
    )
    frame = Frame("calendar", "Days with a session or a check-in", text)
    return Chart(
        id="calendar",
        title="When you were here",
        text=text,
        svg=drawn(week_grid(WeekGrid(frame, date.fromordinal(first).weekday(), cells))),
        head=("Week from", "Days with a session", "Days with something written"),
        rows=_weeks(first, last, marks),
        key=_KEY,
    )


def _date(day: int) -> str:
    of = date.fromordinal(day)
    return f"{of.day} {of:%b}"


def _marks(view: View) -> dict[int, str]:
    """Return each day's mark: a session (one that was stopped, too) counts before a check-in, that before a pause."""
    found: dict[int, str] = {}
    since: int | None = None
    for one in view.case.of_kind("pause", "resume"):
        if one.kind == "pause":
            until = (one.values or {}).get("until")
            since = one.day
            end = date.fromisoformat(until).toordinal() if until else view.span.last
            found |= dict.fromkeys(range(one.day, min(end, view.span.last) + 1), "pause")
        elif since is not None:
            found = {day: mark for day, mark in found.items() if day < one.day}
            since = None
    found |= dict.fromkeys((one.day for one in view.case.of_kind("check_in")), "written")
    return found | dict.fromkeys((one.day for one in view.case.of_kind("set_done", "stopped")), "session")


def _weeks(first: int, last: int, marks: Mapping[int, str]) -> list[list[str]]:
    rows = []
    monday = first - date.fromordinal(first).weekday()
    for start in range(monday, last + 1, 7):
        week = [marks.get(day, "") for day in range(max(start, first), min(start + 6, last) + 1)]
        written = sum(mark in {"session", "written"} for mark in week)
        of = date.fromordinal(start)
        rows.append([f"{of.day} {of:%B} {of.year}", str(week.count("session")), str(written)])
    return rows[::-1]


# -- the doses ---------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Done:
    """One exercise on one side: amounts and the band's force, column by column."""

    amounts: list[int]
    forces: list[tuple[int, int]]
    seconds: bool = False
    days: dict[int, int] = field(default_factory=dict)

    def take(self, number: int, day: int, amount: int, force: tuple[int, int]) -> None:
        self.amounts[number] += amount
        self.days[day] = self.days.get(day, 0) + amount
        low, high = self.forces[number]
        if force[1]:
            self.forces[number] = (min(low, force[0]) if high else force[0], max(high, force[1]))


def doses(view: View) -> Chart | None:
    """Return how much was done of each exercise; None where nothing was."""
    found = _collected(view)
    if not found:
        return None
    rows = [_row(view, pair, done) for pair, done in found.items()]
    told = [_column_told(number, rows, list(found.values())) for number in range(len(view.starts))]
    text = (
        f"Each bar is what you did {_STRETCH[view.span.step]}, all sets together. "
        "Orange below it is how hard the planned band pulls, as a likely range."
    )
    frame = Frame("doses", "What you did, exercise by exercise", text)
    names = [row.name for row in rows]
    return Chart(
        id="doses",
        title="How much you did",
        text=text,
        svg=drawn(dose_bars(DoseBars(frame, view.axis(told, 2), rows))),
        head=("Day", *names),
        rows=view.rows(*([_amount(done, number) for number in range(len(view.starts))] for done in found.values())),
    )


def _collected(view: View) -> dict[tuple[str, str], _Done]:
    count, forces = len(view.starts), Forces(view.case)
    found: dict[tuple[str, str], _Done] = {}
    for one in view.case.of_kind("set_done"):
        number = view.span.column(one.day)
        if number < 0:
            continue
        values = one.values or {}
        pair = (values["exercise"], values["side"])
        if pair not in found:
            found[pair] = _Done([0] * count, [(0, 0)] * count, "hold_s" in values)
        amount = values.get("hold_s") or values.get("repetitions", 0)
        found[pair].take(number, one.day, amount, forces.of(values["session"], values["index"]))
    order = list(view.case.programme.exercises)
    return dict(sorted(found.items(), key=lambda item: (order.index(item[0][0]), item[0][1])))


class Forces:
    """The force that a session's plan expected of a band, set by set."""

    def __init__(self, case: Case) -> None:
        """Look up which decision each session follows."""
        self.by_id = case.by_id
        self.decisions = {
            one.versions[0]["session"]: one.versions[0]["decision"] for one in case.every("session_started")
        }

    def of(self, session: str, index: int) -> tuple[int, int]:
        """Return the least and the greatest newtons of a set; 0 where no band was planned."""
        decision = self.by_id.get(self.decisions.get(session, ""))
        if decision is None or decision.kind != "decision":
            return 0, 0
        return seen(decision.values["result"]).forces_n.get(index, (0, 0))


def _row(view: View, pair: tuple[str, str], done: _Done) -> DoseRow:
    exercise, side = pair
    most = max(done.days.values())
    said = _said(most, seconds=done.seconds)
    forces = [force for force in done.forces if force[1]]
    band = f"band, last: {forces[-1][0]} to {forces[-1][1]} newtons" if forces else ""
    name = f"{view.case.programme.exercises[exercise].plain_name}{_SIDE[side]}"
    return DoseRow(name, f"up to {said} a day", done.amounts, done.forces, band)


def _said(amount: int, *, seconds: bool) -> str:
    if not seconds:
        return words.times(amount, "time")
    return f"{amount} s" if amount < _MINUTE_S else f"{amount / _MINUTE_S:.1f} min".replace(".0", "")


def _amount(done: _Done, number: int) -> str:
    if not done.amounts[number]:
        return ""
    low, high = done.forces[number]
    return _said(done.amounts[number], seconds=done.seconds) + (f", {low} to {high} N" if high else "")


def _column_told(number: int, rows: list[DoseRow], every: list[_Done]) -> str:
    done = [f"{row.name}: {_amount(one, number)}" for row, one in zip(rows, every, strict=True) if one.amounts[number]]
    return f"{'; '.join(done)}." if done else "no sets."
