"""The locked page: whom to call, what to say, how a clearance is entered, and what stays open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from unpinch.guidance.book import book_of
from unpinch.guidance.flags import examined_in_time
from unpinch.guidance.state import Flag
from unpinch.programme.decision import Decision
from unpinch.programme.model import FlagText
from unpinch.screens import forms, layout, screening, words
from unpinch.screens.asked import Asked, RefusedError, Screen
from unpinch.screens.case import Case

_URGENT = frozenset({"emergency", "same_day"})
_TITLE = {
    "emergency": "Please get help now.",
    "same_day": "Please see someone today.",
    "soon": "Someone should look at this first.",
}
_LEAD = {
    "emergency": "What you answered can be an emergency. It may turn out harmless, but someone must look at it now.",
    "same_day": "What you answered should be looked at today. Exercise waits until then.",
    "soon": "What you answered should be checked before you exercise. There is no need to rush.",
}
_TIERS = ("emergency", "same_day", "not_before_checked")
_TOO_OLD = {
    True: "That was before you told us of it. What is new must be looked at anew. Is the date right?",
    False: "That was a long time before you told us of it. Please have it looked at again. Is the date right?",
}
_NEEDS = {
    "examined_by": "Please say who examined you.",
    "examined_on": "Please say on which day it was.",
    "verdict": "Please say what they said about exercise.",
}
"""What the form of an examination asks for, in its order, and what to say where it is missing."""
_NO_SUCH_DAY = "There is no such day. Please look at the date again."
_AHEAD = "The day of the examination lies ahead. Please look at the date again."


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that can't be taken yet: which flag it is about, what was typed, and a sentence for each field."""

    flag: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)


_NONE = Refused()


def context(case: Case, decision: Decision, refused: Refused = _NONE) -> dict[str, Any]:
    """Return the locked page of a seek_care decision; a form that was refused stays open, with what was typed."""
    urgency = decision.urgency if decision.urgency in _TITLE else "soon"
    flags = sorted(case.state.core.flags, key=lambda flag: _TIERS.index(flag.tier))
    urgent = {"number": case.country.urgent, "label": "Advice line for the same day"} if case.country.urgent else None
    emergency = urgency == "emergency"
    return {
        "page": layout.page(case, _TITLE[urgency], "today"),
        "urgency": urgency,
        "title": _TITLE[urgency],
        "lead": _LEAD[urgency],
        "call": layout.call(case) if emergency else None,
        "urgent": None if emergency else urgent,
        "say": _say(case, flags),
        "reasons": words.reasons(case.programme, decision.reasons),
        "flags": [_flag(case, flag, refused if flag.id == refused.flag else _NONE) for flag in flags],
        "today": words.iso(case.now),
        "doors": _doors(case, decision),
    }


def _doors(case: Case, decision: Decision) -> list[dict[str, str]]:
    asks = {"screening_full": ("/screening/full", "Answer the safety questions again")}
    first = [layout.link(case.place.root + asks[one][0], asks[one][1]) for one in decision.asks if one in asks]
    return [*first, *layout.doors(case)]


def _say(case: Case, flags: list[Flag]) -> list[dict[str, Any]]:
    """Return whom to call, and what to say there of all flags: one call is enough."""
    found: dict[str, dict[str, None]] = {}
    for text in (flag_text(case, flag.id) for flag in flags):
        if text.say:
            found.setdefault(text.to_whom, {})[text.say] = None
    return [{"to_whom": to_whom, "lines": list(lines)} for to_whom, lines in found.items()]


def flag_text(case: Case, id_: str) -> FlagText:
    """Return the words for a flag; one that the programme has no words for is said plainly."""
    try:
        return case.programme.flag(id_)
    except KeyError:
        return FlagText(id_, None, id_.replace("_", " "), "", "")


def _flag(case: Case, flag: Flag, refused: Refused) -> dict[str, Any]:
    raised = [case.by_id[id_] for id_ in flag.raised if id_ in case.by_id]
    latest = max(raised, key=lambda one: one.at_s, default=None)
    return {
        "id": flag.id,
        "text": words.capital(flag_text(case, flag.id).short),
        "when": words.when(latest.at, case.today) if latest else "",
        "lifts": list(flag.raised),
        "again": f"{case.place.root}/screening/again/{flag.raised[0]}" if screening.liftable(case, flag) else "",
        "not_yet": _not_yet(case, flag),
        "typed": {name: refused.typed.get(name, "") for name in _NEEDS},
        "problems": refused.problems,
    }


def _not_yet(case: Case, flag: Flag) -> str:
    """Return who last said "not yet" to what raised a flag, and when; empty where nobody did."""
    about = [one for one in case.of_kind("clearance") if (one.values or {})["question"] == flag.id]
    told = [one for one in about if set((one.values or {})["lifts"]) & set(flag.raised)]
    said = [version for version in told[-1].versions if version["verdict"] == "not_yet"] if told else []
    if not said:
        return ""
    on = date.fromisoformat(said[-1]["examined_on"])
    year = "" if on.year == case.today.year else f" {on.year}"
    return f"{words.capital(said[-1]['examined_by'])} said not yet on {on.day} {on:%B}{year}."


def clearance(case: Case, asked: Asked) -> Screen:
    """Take in what someone said who examined the person because of one question."""
    if not asked.posted:
        return layout.go(f"{case.place.root}/today")
    flag = next((one for one in case.state.core.flags if one.id == asked.one("question")), None)
    lifts = list(dict.fromkeys(asked.form.get("lifts", ())))
    if flag is None or not lifts or not set(lifts) <= set(flag.raised):
        raise RefusedError("This isn't what the locked page asked about. Load it again. Nothing was saved.")
    values, problems = _read(asked)
    if "examined_on" in values and (wrong := _wrong_day(case, flag, lifts, values["examined_on"])):
        problems["examined_on"] = wrong
    if problems:
        typed = {name: asked.one(name) for name in _NEEDS}
        refused = Refused(flag.id, typed, problems)
        return Screen("locked.html", context(case, case.decision, refused), status=400)
    said = {"question": flag.id, **values, "lifts": lifts}
    return layout.go(f"{case.place.root}/today", forms.draft(asked, "clearance", said))


def _read(asked: Asked) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what the form says, and a sentence for each field that is missing or can't be."""
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name, needed in _NEEDS.items():
        found = forms.read("clearance", asked, (name,), also=(*_NEEDS, "question", "lifts"))
        values.update(found.values)
        if found.problems:
            problems[name] = _NO_SUCH_DAY if name == "examined_on" else found.problems[0]
        elif name not in found.values:
            problems[name] = needed
    return values, problems


def _wrong_day(case: Case, flag: Flag, lifts: list[str], on: str) -> str:
    """Return what is wrong with the day of an examination; empty where it can be that day."""
    examined_day = date.fromisoformat(on).toordinal()
    if examined_day > case.now.day:
        return _AHEAD
    if examined_in_time(book_of(case.programme), flag, lifts, examined_day):
        return ""
    return _TOO_OLD[flag.tier in _URGENT]
