"""Pain over time, and how long the leg took to settle after each session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from unpinch.journal.kinds import REACTIONS
from unpinch.pictures.dayaxis import Frame
from unpinch.pictures.painline import PainLine, pain_line
from unpinch.screens import words
from unpinch.screens.progress_chart import Chart, View, drawn
from unpinch.screens.progress_days import UNSAID, LegDay, score, worst_of

_STEPS: Mapping[str, int] = {name: step for step, name in enumerate(REACTIONS)}
_SETTLED = 1
_KEY = (
    ("line-leg", "leg pain, the worst of the day"),
    ("line-back", "back pain"),
    ("bar", "settled within half an hour after a session"),
    ("bar long", "took longer: the taller, the longer"),
    ("stop", "stopped"),
)
_HELD = ("held", "weaker or more numb: less pain is no progress here")


def chart(view: View) -> Chart:
    """Return the chart; of two legs the worse one counts."""
    worst = [worst_of(view.worst, view.span.days(start)) for start in view.starts]
    answers = _answers(view)
    settled = _settled(view, answers)
    told = [_told(day, step) for day, step in zip(worst, settled, strict=True)]
    frame = Frame("pain", "Leg pain and back pain day by day", _sentence(view, [step for _, step in answers]))
    picture = PainLine(
        frame,
        view.axis(told),
        [day.pain for day in worst],
        [day.back for day in worst],
        settled,
        [day.stops > 0 for day in worst],
        [day.held > 0 for day in worst],
    )
    held = any(picture.held)
    return Chart(
        id="pain",
        title="Pain, and how it answers",
        text=frame.desc,
        svg=drawn(pain_line(picture)),
        head=("Day", "Leg pain", "Back pain", "Settled after a session"),
        rows=view.rows(
            [_number(day.pain) for day in worst],
            [_number(day.back) for day in worst],
            [_reaction(step) for step in settled],
        ),
        key=(*_KEY, *([_HELD] if held else [])),
    )


def _answers(view: View) -> list[tuple[int, int]]:
    """Return, of each day with a session, its column and how long the leg took; the next check-in says it."""
    found = []
    trained = UNSAID
    for one in view.case.of_kind("session_started", "check_in"):
        if one.kind == "session_started":
            trained = one.day
            continue
        said = (one.values or {}).get("reaction", "")
        number = view.span.column(trained) if trained >= 0 else -1
        if said and number >= 0 and one.day - trained <= view.case.programme.thresholds.gap_days:
            found.append((number, _STEPS[said]))
        trained = UNSAID
    return found


def _settled(view: View, answers: Sequence[tuple[int, int]]) -> list[int]:
    """Return the longest that a session of each column was felt."""
    found = [UNSAID] * len(view.starts)
    for number, step in answers:
        found[number] = max(found[number], step)
    return found


def _told(day: LegDay, step: int) -> str:
    if not day.days and step < 0:
        return "nothing written."
    after = f". After the session: {_reaction(step)}" if step >= 0 else ""
    return words.capital(f"{score('leg pain', day.pain)}, {score('back pain', day.back)}{after}.")


def _reaction(step: int) -> str:
    return "" if step < 0 else words.say("reaction", REACTIONS[step]).lower()


def _number(value: int) -> str:
    return "" if value < 0 else str(value)


def _sentence(view: View, steps: Sequence[int]) -> str:
    """Say what there is to see, without judging it."""
    shown = range(view.span.begin, view.span.last + 1)
    said = [view.worst[day].pain for day in shown if day in view.worst and view.worst[day].pain >= 0]
    if not said:
        return "No leg pain score was written in this time."
    calm = sum(step <= _SETTLED for step in steps)
    days = words.times(len(steps), "day")
    after = f" On {calm} of {days} with sessions the leg had settled within half an hour." if steps else ""
    return f"In this time your leg pain lay between {min(said)} and {max(said)} of 10.{after}"
