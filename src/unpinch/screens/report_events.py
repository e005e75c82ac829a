"""The dated lists of a report: warning signs and stops, what was decided and why, medicines and notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from unpinch.journal import Effective
from unpinch.screens import paper, telling, words
from unpinch.screens.case import Case
from unpinch.screens.locked import flag_text
from unpinch.screens.paper import Block, Section
from unpinch.screens.progress_course import changes_of
from unpinch.screens.report_choice import Choice, PaperView

_TIERS: Mapping[str, str] = {
    "emergency": "emergency",
    "same_day": "same day",
    "not_before_checked": "checked before exercise",
    "advise": "worth a check",
}
_WORDS_MOST = 220


# -- warning signs and stops -------------------------------------------------------------------------------------------


def stops(view: PaperView, of: Choice) -> Section:
    """Return the warning signs that were answered with yes or not sure, the stops, and who examined the person."""
    case = view.case
    blocks = [*_signs(case, of), *_examined(case, of), *_stopped(case, of)]
    return paper.section("stops", "Warning signs and stops", blocks)


def _signs(case: Case, of: Choice) -> Iterator[Block]:
    """Yield each sign once, the gravest first: an answer that counts may be an older version of what was corrected."""
    asked = [one for one in case.every("screening") if one.day in of]
    said: dict[str, list[tuple[int, str]]] = {}
    for one in asked:
        for question, answer in _alarming(one).items():
            said.setdefault(question, []).append((one.day, answer))
    calm = sum(not _alarming(one) for one in asked)
    yield paper.text(f"Safety questions were answered {words.times(len(asked), 'time')}, {calm} of them all with no.")
    if said:
        order = sorted(said, key=lambda question: (_rank(case, question), -said[question][-1][0], question))
        rows = [_sign(case, question, said[question]) for question in order]
        yield paper.table("Warning signs", ("Warning sign", "Answered", "Tier", "Now"), rows, (50, 40, 24, 16))


def _alarming(one: Effective) -> dict[str, str]:
    every = {question: "not sure" for version in one.versions for question in version["not_sure"]}
    return every | {question: "yes" for version in one.versions for question in version["yes"]}


def _rank(case: Case, question: str) -> int:
    tier = flag_text(case, question).tier or ""
    return list(_TIERS).index(tier) if tier in _TIERS else len(_TIERS)


def _sign(case: Case, question: str, said: Sequence[tuple[int, str]]) -> list[str]:
    text = flag_text(case, question)
    day, answer = said[-1]
    often = f", {len(said)} times since {paper.on(said[0][0])}" if len(said) > 1 else ""
    stands = any(flag.id == question for flag in case.state.core.flags)
    return [
        words.capital(text.short),
        f"{answer}, {paper.on(day)}{often}",
        _TIERS.get(str(text.tier), ""),
        "stands" if stands else "",
    ]


def _examined(case: Case, of: Choice) -> Iterator[Block]:
    """Yield what clinicians said, as the person tells it."""
    found = [one for one in case.of_kind("clearance", "assessment") if one.day in of]
    if found:
        yield paper.points([_seen(case, one.kind, one.values or {}) for one in reversed(found)])


_VERDICTS: Mapping[str, str] = {
    "may_exercise": ": may exercise",
    "may_continue": ": may go on",
    "not_yet": ": no exercise yet",
}


def _seen(case: Case, kind: str, values: Mapping[str, Any]) -> str:
    by = f" by {paper.own(values['examined_by'], 80)}" if "examined_by" in values else ""
    day = paper.on(date.fromisoformat(values["examined_on" if kind == "clearance" else "on"]))
    about = f" about {flag_text(case, values['question']).short}" if kind == "clearance" else ""
    how = "Assessment booked for" if values.get("status") == "booked" else "Examined on"
    verdict = _VERDICTS.get(values.get("verdict", ""), "")
    return f"{how} {day}{by}{about}{verdict}."


def _stopped(case: Case, of: Choice) -> Iterator[Block]:
    answers: dict[str, Mapping[str, Any]] = {}
    for one in case.every("stop_answer"):
        answers[one.versions[-1]["stop"]] = one.versions[-1]
    found = [one for one in case.every("stopped") if one.day in of]
    if not found:
        yield paper.text("No exercise was stopped in this time.", "soft")
        return
    rows = [_stop(case, one, answers.get(one.id, {})) for one in reversed(found)]
    yield paper.table("Stops", ("Stopped", "Exercise", "Why, and where", "Warning signs then"), rows, (16, 34, 42, 38))


def _stop(case: Case, one: Effective, answer: Mapping[str, Any]) -> list[str]:
    values = one.versions[-1]
    side = "" if values["side"] == "both" else f", {words.SIDE_LEG[values['side']]}"
    where = words.say("where", answer.get("where", ())).lower() if answer.get("where") else ""
    why = words.say("reason", answer["reason"]).lower() if answer else "not answered, so it counts as tingling"
    pain = f"leg pain {answer['leg_pain']}" if "leg_pain" in answer else ""
    return [
        paper.on(one.day),
        telling.say(case, "exercise", values["exercise"]) + side,
        words.capital(", ".join(part for part in (why, where, pain) if part)),
        _alarms(case, answer),
    ]


def _alarms(case: Case, answer: Mapping[str, Any]) -> str:
    if not answer:
        return "not answered"
    known = case.programme.alarms
    named = [known[one].short if one in known else one.replace("_", " ") for one in answer["alarms"] if one != "none"]
    return words.capital(", ".join(named)) if named else "None"


# -- decisions ---------------------------------------------------------------------------------------------------------


def decisions(view: PaperView, of: Choice) -> Section:
    """Return what changed the plan, newest first, with the sentence the person was shown and its rule."""
    shown = [one for one in view.case.index.decisions if one.day in of]
    rows = [
        [paper.on(one["day"]), one["title"], " ".join(reason["text"] for reason in one["reasons"]), _rules(one)]
        for one in changes_of(view, shown)
    ]
    if not rows:
        return paper.section("decisions", _DECIDED, [paper.text("Nothing was decided in this time.", "soft")])
    head = ("From", "Plan", "Why, as the person was told", "Rule, and whose it is")
    return paper.section("decisions", _DECIDED, [paper.table(_DECIDED, head, rows[::-1], (16, 22, 66, 30))])


_DECIDED = "What was decided, and why"


def _rules(one: Mapping[str, Any]) -> str:
    return "; ".join(f"{reason['rule']} ({reason['source']})" for reason in one["reasons"])


# -- medicines and notes -----------------------------------------------------------------------------------------------


def notes(view: PaperView, of: Choice) -> Section:
    """Return on how many days painkillers were taken, and the person's own words, newest first."""
    case = view.case
    asked = [one for one in case.of_kind("check_in") if one.day in of and "painkillers" in (one.values or {})]
    taken = len({one.day for one in asked if (one.values or {})["painkillers"]})
    days = words.times(len({one.day for one in asked}), "day")
    medicines = f"Painkillers were taken on {taken} of {days} on which it was said." if asked else _NOT_SAID
    said = [one for one in case.of_kind(*_TELLING) if one.day in of and _own_words(one)]
    rows = [[paper.on(one.day), telling.TITLES[one.kind], _own_words(one)] for one in reversed(said)]
    listed = [paper.table("Notes", ("Day", "About", "In the person's own words"), rows, (16, 22, 96))] if rows else []
    return paper.section("notes", "Medicines and notes", [paper.text(medicines), *listed])


_NOT_SAID = "Nothing was said about painkillers in this time."
_TELLING = tuple(sorted(telling.TITLES.keys() - {"decision", "calendar", "retraction", "preference"}))


def _own_words(one: Effective) -> str:
    values = one.values or {}
    return paper.own(" ".join(str(values[name]) for name in ("text", "note") if values.get(name)), _WORDS_MOST)
