"""The locked page: whom to call, what to say, how a clearance is entered, and what stays open."""

from __future__ import annotations

from datetime import date
from typing import Any

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
_CLEARANCE = ("question", "verdict", "examined_by", "examined_on")


def context(case: Case, decision: Decision, problems: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the locked page of a seek_care decision."""
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
        "unknown_number": emergency and not case.country.emergency,
        "urgent": None if emergency else urgent,
        "say": _say(case, flags),
        "reasons": words.reasons(case.programme, decision.reasons),
        "flags": [_flag(case, flag) for flag in flags],
        "today": words.iso(case.now),
        "doors": _doors(case, decision),
        "problems": list(problems),
    }


def _doors(case: Case, decision: Decision) -> list[dict[str, str]]:
    asks = {"screening_full": ("/screening/full", "Answer the safety questions again")}
    first = [layout.link(case.place.root + asks[one][0], asks[one][1]) for one in decision.asks if one in asks]
    return [*first, *layout.doors(case)]


def _say(case: Case, flags: list[Flag]) -> list[dict[str, str]]:
    lines = {(text.to_whom, text.say) for flag in flags if (text := flag_text(case, flag.id)).say}
    first = [flag_text(case, flag.id) for flag in flags]
    ordered = dict.fromkeys((text.to_whom, text.say) for text in first if (text.to_whom, text.say) in lines)
    return [{"to_whom": to_whom, "say": say} for to_whom, say in ordered]


def flag_text(case: Case, id_: str) -> FlagText:
    """Return the words for a flag; one that the programme has no words for is said plainly."""
    try:
        return case.programme.flag(id_)
    except KeyError:
        return FlagText(id_, None, id_.replace("_", " "), "", "")


def _flag(case: Case, flag: Flag) -> dict[str, Any]:
    raised = [case.by_id[id_] for id_ in flag.raised if id_ in case.by_id]
    latest = max(raised, key=lambda one: one.at_s, default=None)
    return {
        "id": flag.id,
        "text": words.capital(flag_text(case, flag.id).short),
        "when": words.when(latest.at, case.today) if latest else "",
        "lifts": list(flag.raised),
        "again": f"{case.place.root}/screening/again/{flag.raised[0]}" if screening.liftable(case, flag) else "",
    }


def clearance(case: Case, asked: Asked) -> Screen:
    """Take in what someone said who examined the person because of one question."""
    if not asked.posted:
        return layout.go(f"{case.place.root}/today")
    found = forms.read("clearance", asked, _CLEARANCE, also=("lifts",))
    flag = next((one for one in case.state.core.flags if one.id == found.values.get("question")), None)
    lifts = set(asked.form.get("lifts", ()))
    if flag is None or not lifts or not lifts <= set(flag.raised):
        raise RefusedError("This isn't what the locked page asked about. Load it again. Nothing was saved.")
    problems = (*found.problems, *_missing(case, found.values, flag))
    if problems:
        return Screen("locked.html", context(case, case.decision, tuple(problems)), status=400)
    values = {**found.values, "lifts": list(dict.fromkeys(asked.form.get("lifts", ())))}
    return layout.go(f"{case.place.root}/today", forms.draft(asked, "clearance", values))


def _missing(case: Case, values: Any, flag: Flag) -> list[str]:  # noqa: ANN401
    needs = {
        "examined_by": "Please say who examined you.",
        "examined_on": "Please say on which day it was.",
        "verdict": "Please say what they said about exercise.",
    }
    found = [text for name, text in needs.items() if name not in values]
    said_on = max((case.by_id[id_].day for id_ in flag.raised if id_ in case.by_id), default=1)
    if "examined_on" not in values:
        return found
    if values["examined_on"] > words.iso(case.now):
        found.append("The day of the examination lies ahead. Please look at the date again.")
    elif flag.tier in _URGENT and values["examined_on"] < date.fromordinal(said_on).isoformat():
        found.append("That was before you told us of it. What is new must be looked at anew. Is the date right?")
    return found
