"""What the camera saw over time, where it watched. It advises on form, and nothing is decided by it (S12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from unpinch.journal import CAMERA_SAW
from unpinch.pictures.dayaxis import Frame
from unpinch.pictures.seengrid import SeenRow, seen_grid
from unpinch.screens import words
from unpinch.screens.progress_chart import Chart, View, drawn

_MOST = 6
_PART = "Only part of the way"
_KEY = (
    ("n2", "seen in few sets"),
    ("n5", "seen in all sets"),
    ("free", "watched, and not seen"),
    ("gap", "not watched"),
)


@dataclass(slots=True)
class _Watched:
    """Watched sets by column, and in how many of them each thing was seen."""

    sets: Counter[int] = field(default_factory=Counter)
    seen: dict[str, Counter[int]] = field(default_factory=dict)

    def add(self, number: int, names: set[str]) -> None:
        self.sets[number] += 1
        for name in names:
            self.seen.setdefault(name, Counter())[number] += 1

    def percent(self, name: str, number: int) -> int:
        return round(100 * self.seen[name][number] / self.sets[number]) if self.sets[number] else -1


def chart(view: View) -> Chart | None:
    """Return what the camera saw; None where it never watched."""
    found = _collected(view)
    if not found.sets:
        return None
    often = sorted(found.seen, key=lambda name: (-found.seen[name].total(), name))[:_MOST]
    count = len(view.starts)
    rows = [SeenRow(name, [found.percent(name, number) for number in range(count)]) for name in often]
    told = [_told(found, often, number) for number in range(count)]
    text = _sentence(found)
    frame = Frame("camera", "What the camera saw", text)
    columns = [[_cell(row.percents[number]) for number in range(count)] for row in rows]
    return Chart(
        id="camera",
        title="What the camera saw",
        text=text,
        svg=drawn(seen_grid(frame, view.axis(told, 2), rows)),
        head=("Day", "Sets watched", *often),
        rows=view.rows([str(found.sets[number] or "") for number in range(count)], *columns),
        key=_KEY,
        notes=("The camera advises on form and can be wrong. Nothing is decided by it.",),
    )


def _collected(view: View) -> _Watched:
    found = _Watched()
    for one in view.case.of_kind("set_done"):
        values, number = one.values or {}, view.span.column(one.day)
        if number >= 0 and values.keys() & CAMERA_SAW.keys():
            found.add(number, _names(view, values))
    return found


def _names(view: View, values: Mapping[str, Any]) -> set[str]:
    exercise = view.case.programme.exercises[values["exercise"]]
    known = {fault.id: fault.text.rstrip(".") for fault in exercise.faults}
    seen = {known.get(one, words.capital(one.replace("_", " "))) for one in values.get("faults", ())}
    return {f"{exercise.plain_name}: {name[:1].lower()}{name[1:]}" for name in seen} | (
        {_PART} if values.get("partials") else set()
    )


def _told(found: _Watched, often: list[str], number: int) -> str:
    if not found.sets[number]:
        return "not watched."
    there = [f"{name} in {found.seen[name][number]}" for name in often if found.seen[name][number]]
    return f"{words.times(found.sets[number], 'set')} watched. {'; '.join(there) or 'Nothing to mend'}."


def _cell(percent: int) -> str:
    return "" if percent < 0 else f"{percent} %"


def _sentence(found: _Watched) -> str:
    """Compare the earlier half of the watched columns with the later one."""
    watched = sorted(found.sets)
    half = len(watched) // 2
    every = words.times(found.sets.total(), "set")
    if not half or not found.seen:
        return f"The camera watched {every} in this time."
    early, late = (_rate(found, part) for part in (watched[:half], watched[half:]))
    return (
        f"The camera watched {every}. In the earlier half of the days it saw {early} things to mend in ten sets, "
        f"in the later half {late}."
    )


def _rate(found: _Watched, numbers: list[int]) -> int:
    seen = sum(counts[number] for counts in found.seen.values() for number in numbers)
    return round(10 * seen / sum(found.sets[number] for number in numbers))
