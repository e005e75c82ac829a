"""How the leg was after each exercise: same or better, worse, or stopped before the end."""

from __future__ import annotations

from collections.abc import Mapping

from unpinch.pictures.dayaxis import Frame
from unpinch.pictures.shares import Share, shares
from unpinch.screens import words
from unpinch.screens.progress_chart import Chart, View, drawn

_KEY = (("share-a", "same or better"), ("share-b", "worse"), ("share-c", "stopped"))
_LEAST = 4
_ANSWERS: Mapping[str, int] = {"same_or_better": 0, "worse": 1}
_STOPPED = 2


def chart(view: View) -> Chart | None:
    """Return how it was after each exercise; None where nothing was said."""
    counts = _counts(view)
    if not counts:
        return None
    programme = view.case.programme
    names = {
        exercise: programme.exercises[exercise].plain_name for exercise in programme.exercises if exercise in counts
    }
    rows = [Share(name, counts[exercise], _of(counts[exercise])) for exercise, name in names.items()]
    text = _sentence(names, counts)
    frame = Frame("felt", "How your leg was after each exercise", text)
    return Chart(
        id="felt",
        title="After each exercise",
        text=text,
        svg=drawn(shares(frame, rows)),
        head=("Exercise", "Same or better", "Worse", "Stopped"),
        rows=[[name, *map(str, counts[exercise])] for exercise, name in names.items()],
        key=_KEY,
        notes=("This is what you said right after it. It doesn't show that the exercise was the cause.",),
        days=False,
    )


def _counts(view: View) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for one in view.case.of_kind("felt", "stopped"):
        values = one.values or {}
        way = _STOPPED if one.kind == "stopped" else _ANSWERS.get(values["answer"], -1)
        if view.span.column(one.day) >= 0 and way >= 0:
            found.setdefault(values["exercise"], [0, 0, 0])[way] += 1
    return found


def _of(counts: list[int]) -> str:
    return f"{counts[0]} of {sum(counts)}"


def _sentence(names: Mapping[str, str], counts: Mapping[str, list[int]]) -> str:
    """Say it of the exercise that was done most often; of few times nothing is said."""
    exercise = max(names, key=lambda one: sum(counts[one]))
    every = sum(counts[exercise])
    if every < _LEAST:
        return "There are too few answers yet to say how an exercise goes."
    name = names[exercise]
    return (
        f"After “{name}” your leg was the same or better {counts[exercise][0]} of {words.times(every, 'time')}. "
        "Stopping early counts apart."
    )
