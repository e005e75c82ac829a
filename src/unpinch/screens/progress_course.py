"""What the rules decided and why: the way through the phases, and what changed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from unpinch.journal import Entry
from unpinch.pictures.dayaxis import Frame
from unpinch.pictures.stairs import Stairs, stairs
from unpinch.programme.decision import PHASES, URGENCIES
from unpinch.screens import words
from unpinch.screens.progress_chart import Chart, View, drawn
from unpinch.screens.progress_seen import Seen, seen

_TOLD = ("phase.", "S9.", "S13.", "S1.emergency", "S1.same_day", "S1.not_before", "S1.advise", "S2.nerve_rest")
_SILENT = frozenset({"phase.current"})
_RANK: Mapping[str, int] = {name: number for number, name in enumerate(PHASES)}
_KINDS = ("train", "rest", "stop", "seek_care")
_WORDS: Mapping[str, str] = {
    "train": "exercises",
    "rest": "rest",
    "stop": "stopped",
    "seek_care": "somebody should look at it first",
}
_KEY = (("stair-on", "the phase of the day"), ("rest", "rest"), ("stop", "stopped"), ("weak", "sent to care"))
_OWN: Mapping[str, str] = {"article": "the article", "choice": "our own choice, not proven"}
_MOST = 40


@dataclass(frozen=True, slots=True)
class Day:
    """A day's decisions as charts need them: the phase at its end, and its gravest kind."""

    phase: str | None
    kind: str


def chart(view: View) -> Chart | None:
    """Return the way through the phases; None before the first decision."""
    shown = [one for one in view.case.index.decisions if view.span.column(one.day) >= 0]
    days = _days(shown)
    if not any(day.phase for day in days.values()):
        return None
    columns = [_column(view, days, start) for start in view.starts]
    names = [view.case.programme.phases[phase].name for phase in PHASES]
    told = [_told(view, day) for day in columns]
    changes = list(changes_of(view, shown))
    text = _sentence(view, columns, changes)
    frame = Frame("course", "The way through the phases", text)
    ranks = [_RANK[day.phase] if day.phase else -1 for day in columns]
    return Chart(
        id="course",
        title="What the plan decided, and why",
        text=text,
        svg=drawn(stairs(Stairs(frame, view.axis(told, 88), names, ranks, [day.kind for day in columns]))),
        head=("Day", "Plan"),
        rows=view.rows([one if day.kind else "" for one, day in zip(told, columns, strict=True)]),
        key=_KEY,
        more=changes[-_MOST:][::-1],
    )


def _days(shown: Sequence[Entry]) -> dict[int, Day]:
    found: dict[int, Day] = {}
    for one in shown:
        decision = seen(one.values["result"])
        before = found.get(one.day, Day(None, ""))
        found[one.day] = Day(decision.phase or before.phase, _graver(before.kind, _kind(decision)))
    return found


def _kind(decision: Seen) -> str:
    """Return the decision's kind; a rest that only waits for an answer is none."""
    waits = decision.kind == "rest" and all(rule.startswith(("S10.", "S1.")) for rule, _ in decision.reasons)
    return "" if waits else decision.kind


def _graver(one: str, two: str) -> str:
    return max(one, two, key=lambda kind: _KINDS.index(kind) if kind in _KINDS else -1)


def _column(view: View, days: Mapping[int, Day], start: int) -> Day:
    """Return a column's last phase and gravest kind."""
    found = Day(None, "")
    for day in view.span.days(start):
        if day in days:
            found = Day(days[day].phase or found.phase, _graver(found.kind, days[day].kind))
    return found


def _told(view: View, day: Day) -> str:
    if not day.kind:
        return "no plan was shown."
    return ", ".join(part for part in (_phase(view, day.phase), _WORDS[day.kind]) if part) + "."


def _phase(view: View, phase: str | None) -> str:
    return view.case.programme.phases[phase].name if phase in view.case.programme.phases and phase else ""


def changes_of(view: View, shown: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    """Yield what changed the plan, once each time it began to hold."""
    holding: frozenset[str] = frozenset()
    for one in shown:
        decision = seen(one.values["result"])
        if decision.phase is None:
            continue
        told = {
            rule: text for rule, text in decision.reasons if rule.startswith(_TOLD) and rule not in _SILENT and text
        }
        new = [rule for rule in told if rule not in holding]
        holding = frozenset(told)
        if new:
            yield {
                "day": one.day,
                "when": words.when(one.at, view.today),
                "title": _title(view, decision, new),
                "urgent": URGENCIES.index(decision.urgency) >= URGENCIES.index("soon"),
                "reasons": [_reason(view, rule, told[rule]) for rule in new],
            }


def _title(view: View, decision: Seen, new: Sequence[str]) -> str:
    if decision.kind == "seek_care":
        return "Somebody should look at it first"
    if any(rule.startswith("phase.") for rule in new) and decision.phase in _RANK:
        return _phase(view, decision.phase)
    return "An assessment is advised" if decision.urgency != "none" else "Noticed"


def _reason(view: View, rule: str, text: str) -> dict[str, str]:
    names = view.case.programme.rule_sources.get(rule, "choice").split("; ")
    return {"text": text, "rule": rule, "source": ", ".join(_OWN.get(name, name) for name in names)}


def _sentence(view: View, columns: Sequence[Day], changes: Sequence[object]) -> str:
    now = next((day.phase for day in reversed(columns) if day.phase), None)
    count = "once" if len(changes) == 1 else words.times(len(changes), "time")
    here = f"The plan stands at {_phase(view, now)}."
    return f"{here} In this time it changed or had something to say {count}. Below you see why."
