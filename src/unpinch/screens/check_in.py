"""How is it today? Nothing is filled in beforehand; what was said last time is offered to tap."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from unpinch.journal import SIDES, Effective
from unpinch.screens import forms, layout, words
from unpinch.screens.asked import Asked, Screen
from unpinch.screens.case import Case
from unpinch.screens.forms import Shown

_LEG = ("leg_pain", "worst_leg_pain", "tingling", "numbness", "numb_new_area", "strength", "strength_signs")
_SITES = ("pain_site", "nerve_site")
_REST = ("back_pain", "apart", "soreness", "sock", "sit", "bend", "reaction", "painkillers")
NAMES = (*(f"{side}_{name}" for side in SIDES for name in (*_LEG, *_SITES)), *_REST)
_SINCE = ("worst_leg_pain",)
"""Asked from the second check-in on: it speaks of the time since the last one."""
_NERVE = ("tingling", "numbness")
_NO_OFFER = ("painkillers", "numb_new_area", "worst_leg_pain", "reaction", "apart")
"""What is about since then or today alone: last time's answer would be no help."""


def check_in(case: Case, asked: Asked) -> Screen:
    """Show the form, or write what was said."""
    if not asked.posted:
        return Screen("check_in.html", _context(case))
    found = forms.read("check_in", asked, NAMES)
    problems = (*found.problems, *_missing(found.values))
    if problems:
        return Screen("check_in.html", _kept(asked, _context(case, problems)), status=400)
    return layout.go(f"{case.place.root}/today", forms.draft(asked, "check_in", found.values))


def _missing(values: Mapping[str, Any]) -> list[str]:
    if any(f"{side}_leg_pain" in values for side in SIDES):
        return []
    return ["Please say how strong the leg pain is. 0 is fine when there is none."]


def _context(case: Case, problems: tuple[str, ...] = ()) -> dict[str, Any]:
    before = Before(case)
    legs = [_leg(case, before, side) for side in SIDES]
    if not any(leg["affected"] for leg in legs):
        legs = [{**leg, "affected": True} for leg in legs]
    return {
        "page": layout.page(case, "How is it today?", "today"),
        "day": words.day(case.today),
        "title": "How is it today?",
        "problems": list(problems),
        "legs": sorted(legs, key=lambda leg: not leg["affected"]),
        "apart": _field(case, before, "apart"),
        "cards": _cards(case, before),
    }


def _cards(case: Case, before: Before) -> list[dict[str, Any]]:
    groups: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("Your back", ("back_pain",)),
        ("Moving", ("sock", "sit", "bend")),
        ("Since last time" if before.values else "Anything else", ("reaction", "soreness", "painkillers")),
    )
    trained = bool(case.of_kind("session_started"))
    return [
        {
            "title": title,
            "help": "",
            "fields": [_field(case, before, name) for name in names if trained or name != "reaction"],
        }
        for title, names in groups
    ]


def _leg(case: Case, before: Before, side: str) -> dict[str, Any]:
    known = case.person.legs
    return {
        "id": side,
        "name": f"{side.capitalize()} leg",
        "affected": known in {side, "both"},
        "pain_site": _field(case, before, f"{side}_pain_site"),
        "nerve_site": _field(case, before, f"{side}_nerve_site"),
        "fields": [_field(case, before, f"{side}_{name}") for name in _LEG if before.values or name not in _SINCE],
    }


def _field(case: Case, before: Before, name: str) -> Shown:
    plain = words.side_name(name)[1]
    question = next(one for one in case.programme.check_in_questions if one.id == plain)
    field = forms.asked_as(question, "check_in", name, before=before.offer(name))
    if plain in _NERVE:
        field |= {"nerve": True}
    columns = {"sock": 2, "sit": 2, "bend": 2, "strength": 3}
    return {**field, "columns": columns[plain]} if plain in columns else field


class Before:
    """What the last check-in said, offered to tap and never filled in."""

    def __init__(self, case: Case) -> None:
        """Find the newest check-in."""
        found, self.values = case.last_values("check_in")
        self.label = _label(case, found)

    def offer(self, name: str) -> dict[str, str] | None:
        """Return the chip for a field, or None where there is nothing to offer."""
        plain = words.side_name(name)[1]
        if name not in self.values or plain in _NO_OFFER or self.values[name] == []:
            return None
        value = forms.as_form(self.values[name])
        flat = " ".join(value) if isinstance(value, list) else value
        return {"label": f"{self.label}: {words.say(plain, self.values[name])}", "value": flat}


def _label(case: Case, found: Effective | None) -> str:
    if found is None:
        return ""
    return {0: "Earlier today", 1: "Yesterday"}.get(case.now.day - found.day, "Last time")


def _kept(asked: Asked, context: dict[str, Any]) -> dict[str, Any]:
    """Return the form with what was sent, so that nothing has to be said twice."""
    legs = [
        {**leg, "pain_site": _one(asked, leg["pain_site"]), "nerve_site": _one(asked, leg["nerve_site"])}
        for leg in context["legs"]
    ]
    return {
        **context,
        "apart": _one(asked, context["apart"]),
        "legs": [{**leg, "fields": forms.kept(asked, leg["fields"])} for leg in legs],
        "cards": [{**card, "fields": forms.kept(asked, card["fields"])} for card in context["cards"]],
    }


def _one(asked: Asked, field: Shown) -> Shown:
    return forms.kept(asked, [field])[0]
