"""The plan sheet: today's plan on one page of paper, for whoever would rather read than tap.

It is true for today alone and says so. Where today is no day to train, the sheet says that first and holds no plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from unpinch.programme.decision import Decision, PlannedSet
from unpinch.screens import band_setup, layout, paper, report_choice, sessions, today, words
from unpinch.screens.asked import Asked, Screen
from unpinch.screens.case import Case
from unpinch.screens.drawings import drawing
from unpinch.screens.locked import flag_text
from unpinch.screens.paper import Block, Paper, Section

_FOOT = (
    "Unpinch is not a doctor, and no clinician has reviewed its rules. You decide, and you can stop at any time. "
    "Stopping is never a failure."
)
_TODAY_ALONE = "This is for {day} alone. Check in each day first: the plan changes with your leg."
_STOP_RULES = ("tingle_rule", "let_it_go_slack", "line_of_pull")
_WEAK = "new_weakness"
_DOWN = "Pain that moves farther down the leg: stop, and write it down."
_ROUND = "screening_line"
_HEADLINES: Mapping[str, str] = {
    "rest": "No exercises today",
    "stop": "Enough for today",
    "seek_care": "First somebody should look at it",
}
_FIRST_ASK = "First answer today's questions in Unpinch. Then there is a plan to print."
_NO_PLAN = "So there is no plan to train on this sheet. Resting is part of the programme."
_CARE = ("calves_on_chair", "pillow_between_knees", "short_walks", "change_position", "heat")


def plan(case: Case, asked: Asked) -> Screen:
    """Show today's plan as a sheet, and keep the decision that it shows, as Today does."""
    decision, drafts = _shown(case)
    problems: list[str] = []
    size = report_choice.size_of(case, asked, problems)
    made = paper_of(case, decision, size)
    root = case.place.root
    context = {
        "page": layout.page(case, "Plan sheet", "today"),
        "title": "Today's plan on paper",
        "action": f"{root}/plan",
        "sizes": report_choice.sizes(size),
        "problems": problems,
        "pdf": f"{root}/plan/pdf?paper={size}" if case.place.pdf else "",
        "paper": made,
        "shown": made,
    }
    return Screen("plan.html", context, drafts)


def _shown(case: Case) -> tuple[Decision, tuple[Any, ...]]:
    """Return the plan of a session that has begun, as Today does, else today's, to be kept."""
    going = sessions.open_session(case)
    if going is not None and (case.decision.kind == "train" or case.decision.asks == (_ROUND,)):
        return going.decision, ()
    return case.decision, today.stored(case)[1]


def paper_of(case: Case, decision: Decision, size: str) -> Paper:
    """Return the sheet of a decision."""
    train = decision.kind == "train"
    parts = _moves(case, decision) if train else _without(case, decision)
    phase = case.programme.phases[decision.phase] if decision.phase else None
    return {
        "kind": "plan",
        "title": _title(decision, phase.name if phase else ""),
        "lang": "en",
        "size": size,
        "made": case.today.isoformat(),
        "name": "",
        "facts": [["Day", paper.on(case.today)], *([["Phase", f"{phase.name}: {phase.goal}"]] if phase else [])],
        "first": _first(case, decision),
        "sections": [*parts, *_safety(case, train=train)],
        "foot": _FOOT,
    }


def _title(decision: Decision, phase: str) -> str:
    if decision.kind == "train":
        return f"{phase or 'Today'}: {words.times(decision.minutes, 'minute')}"
    return "First a question" if decision.asks and decision.kind == "rest" else _HEADLINES[decision.kind]


def _first(case: Case, decision: Decision) -> list[Block]:
    """Return what must be read first."""
    if decision.kind == "train":
        advice = [case.programme.advice_texts[one] for one in decision.advice]
        return [paper.text(" ".join([_TODAY_ALONE.format(day=paper.on(case.today)), *advice]), "warm")]
    if decision.asks and decision.kind == "rest":
        return [paper.text(_FIRST_ASK, "warm")]
    return [paper.text(" ".join([*_why(case, decision), _NO_PLAN]), "warm")]


def _why(case: Case, decision: Decision) -> list[str]:
    return [one["text"] for one in words.reasons(case.programme, decision.reasons)][:2]


# -- a day to train ----------------------------------------------------------------------------------------------------


def _moves(case: Case, decision: Decision) -> list[Section]:
    groups = [list(found) for _, found in groupby(decision.sets, key=lambda one: (one.exercise, one.level))]
    return [paper.section("moves", "What to do, in this order", [_move(case, group) for group in groups])]


def _move(case: Case, sets: list[PlannedSet]) -> Block:
    """Return one exercise with its stills; sets of both legs stand together."""
    first = sets[0]
    exercise = case.programme.exercises[first.exercise]
    level = exercise.level(first.level)
    banded = first.band.need != "none"
    setup = band_setup.of_set(case, first)
    lines = [words.taken(first.band), *([setup["text"]] if setup and setup["text"] else [])]
    return {
        "kind": "move",
        "name": exercise.plain_name,
        "level": level.name,
        "optional": first.optional,
        "dose": _dose(sets),
        "lines": [line for line in lines if line],
        "pictures": _stills(case, first),
        "into": level.into(band=banded),
        "cues": list(first.cues),
        "feel": exercise.feel,
        "out": level.out(band=banded),
    }


def _dose(sets: Iterable[PlannedSet]) -> str:
    sides = groupby(sets, key=lambda one: one.side)
    return ". ".join(words.capital(words.dose(list(found))) for _, found in sides) + "."


def _stills(case: Case, of: PlannedSet) -> list[dict[str, str]]:
    exercise = case.programme.exercises[of.exercise]
    level = exercise.level(of.level)
    told = (("start", "Start", level.start_position), ("end", "End", level.end_position))
    return [
        {"svg": _svg(case, of, moment), "caption": caption, "told": f"{exercise.plain_name}, {caption.lower()}: {text}"}
        for moment, caption, text in told
    ]


def _svg(case: Case, of: PlannedSet, moment: Any) -> str:  # noqa: ANN401 - "start" or "end"
    drawn = str(drawing(case.programme, (of.exercise, of.level), moment, of.side))
    return drawn if drawn.startswith("<svg") else ""


# -- another day -------------------------------------------------------------------------------------------------------


def _without(case: Case, decision: Decision) -> Iterator[Section]:
    """Yield what helps where nothing is to be trained: whom to call and what to say, and care for a bad day."""
    if decision.kind == "seek_care":
        texts = [flag_text(case, flag.id) for flag in case.state.core.flags]
        said = dict.fromkeys(f"{one.to_whom} Say: “{one.say}”" for one in texts if one.say)
        if said:
            yield paper.section("say", "Whom to call, and what to say", [paper.points(said, whole=True)])
    care = [one for one in case.programme.care if one.id in _CARE]
    items = [f"{one.title}: {one.text}" for one in care]
    yield paper.section("care", "What can help now", [paper.points(items, whole=True)])


# -- safety ------------------------------------------------------------------------------------------------------------


def _safety(case: Case, *, train: bool) -> Iterator[Section]:
    """Yield how to stop, on a day to train, and when to get help, on every day."""
    rules = {rule.id: rule.text for rule in case.programme.safety_rules}
    stop = paper.points([*(rules[one] for one in _STOP_RULES if one in rules), _DOWN, *_same_day(case)], whole=True)
    signs = [one.text for one in case.programme.alarms.values() if one.tier == "emergency" and one.id != "not_sure"]
    call = layout.call(case)
    said = paper.text(f"Any of these: call {call['number']}, or your local emergency number.", "strong")
    help_ = [said, paper.points([*signs, *_unsure(case)], whole=True)]
    if train:
        yield paper.section(
            "safety",
            "Stop, and get help",
            [paper.beside([paper.text("Stop at once", "strong"), stop], help_)],
        )
    else:
        yield paper.section("safety", "Get help at once", help_)


def _same_day(case: Case) -> list[str]:
    """Return what must be looked at the same day, beside what is an emergency (S13)."""
    return [f"{one.text}: stop, and see someone today." for one in case.programme.alarms.values() if one.id == _WEAK]


def _unsure(case: Case) -> list[str]:
    """Return the note for a country that isn't known: whose number that is."""
    return [] if case.country.code else ["We don't know your country: the number works in most of them."]
