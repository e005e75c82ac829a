"""The diary: every entry in plain words, newest day first; corrected by a new entry, never erased."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Any

from unpinch.journal import BESIDE, KINDS, Aside, Effective, Entry
from unpinch.journal.settle import LASTING
from unpinch.screens import about, camera, check_in, forms, kept_aside, layout, measures, small, telling, words
from unpinch.screens.asked import Asked, RefusedError, Screen, unknown
from unpinch.screens.case import Case
from unpinch.screens.forms import Shown

DAYS_A_PAGE = 14
ASIDE_SHOWN = 20
_CORRECTABLE: Mapping[str, tuple[str, ...]] = {
    "check_in": check_in.NAMES,
    "stop_answer": ("reason", "where", "alarms", "leg_pain", "back_pain", "back_sharp"),
    "assessment": ("status", "on", "examined_by", "verdict"),
    "felt": ("answer",),
    "set_done": ("repetitions", "hold_s", "spare"),
    "pause": ("reason", "until"),
    "problem": ("category", "text"),
    "about": tuple(name for part in about.PARTS for name in part.fields),
    **measures.CORRECTABLE,
}
_AS_STATED = frozenset({"about", "set_done", *measures.CORRECTABLE})
"""Kinds of which only what was stated is corrected."""
_KEPT = frozenset({"decision", "calendar", "session_started", "screening", *LASTING})
"""Kinds that the diary doesn't offer to take back: what was shown, and what raised or answered a question."""


def diary(case: Case, asked: Asked) -> Screen:
    """Show a fortnight of days that hold something."""
    before = int(asked.wish("before")) if asked.wish("before").isdigit() else None
    shown = [one for one in case.settled.entries if before is None or one.day < before]
    shown.sort(key=lambda one: (one.day, one.order), reverse=True)
    days = [(day, list(found)) for day, found in groupby(shown, key=lambda one: one.day)]
    page, rest = days[:DAYS_A_PAGE], days[DAYS_A_PAGE:]
    root = asked.place.root
    context = {
        "page": layout.page(case, "Diary", "diary"),
        "title": "Diary",
        "lead": "Tap a line to read all of it, to correct it, or to take it back.",
        "days": [
            {"title": words.day(date.fromordinal(day), case.today), "entries": [_line(case, one) for one in found]}
            for day, found in page
        ],
        **(_kept_aside(case) if before is None else {"ahead": [], "aside": [], "more_aside": 0}),
        "older": f"{root}/diary?before={page[-1][0]}" if rest else "",
        "doors": [
            layout.link(f"{root}/check-in", "Check in again"),
            layout.link(f"{root}/export", "Save a copy of my journal"),
        ],
    }
    return Screen("diary.html", context)


def _line(case: Case, one: Effective) -> dict[str, Any]:
    values = one.values if one.values is not None else one.versions[-1]
    corrected = len(one.versions) > 1 or one.replaced_by
    changed = "Taken back" if one.values is None else "Corrected" if corrected else ""
    return {
        "href": f"{case.place.root}/diary/{one.id}",
        "time": words.clock(one.at),
        "text": telling.line(case, one.kind, values),
        "detail": telling.detail(case, one.kind, values, changed),
        "struck": one.values is None,
    }


def _kept_aside(case: Case) -> dict[str, Any]:
    """Return the lines kept aside: those ahead of the clock, which can be taken back, and those not understood."""
    ahead = [one for one in case.aside if one.code == "ahead" and one.id in case.by_id]
    others = [one for one in case.aside if one not in ahead]
    return {
        "ahead": [_ahead_line(case, one) for one in ahead[:ASIDE_SHOWN]],
        "aside": [_aside(one) for one in others[:ASIDE_SHOWN]],
        "more_aside": max(0, len(others) - ASIDE_SHOWN),
    }


def _ahead_line(case: Case, one: Aside) -> dict[str, str]:
    text, reason = kept_aside.sentences(one)
    return layout.link(f"{case.place.root}/diary/{one.id}", text, f"{reason} Open it to take it back.")


def _aside(one: Aside) -> dict[str, str]:
    """Return a line kept aside in words."""
    text, reason = kept_aside.sentences(one)
    return {"text": text, "reason": reason, "raw": kept_aside.shown(one.raw)}


# -- one entry ---------------------------------------------------------------------------------------------------------


def entry(case: Case, asked: Asked) -> Screen:
    """Show one entry, or correct it, or take it back."""
    one = next((each for each in case.settled.entries if each.id == asked.args["entry"]), None) or _ahead(case, asked)
    if one is None:
        raise unknown()
    if not asked.posted:
        return Screen("entry.html", _context(case, one, _fields(case, one)))
    if asked.one("do") == "retract":
        return _retracted(case, asked, one)
    return _corrected(case, asked, one)


def _ahead(case: Case, asked: Asked) -> Entry | None:
    """Return an entry whose time lies ahead of the clock: it doesn't count, but it can be taken back."""
    ids = {aside.id for aside in case.settled.ahead}
    return case.by_id.get(asked.args["entry"]) if asked.args["entry"] in ids else None


def _context(case: Case, one: Effective, fields: list[Shown], problems: tuple[str, ...] = ()) -> dict[str, Any]:
    values = one.values if one.values is not None else one.versions[-1]
    newest = _newest(case, one)
    return {
        "page": layout.page(case, telling.TITLES[one.kind], "diary"),
        "title": telling.TITLES[one.kind],
        "when": words.capital(words.when(one.at, case.today)),
        "by": "" if one.entry.by == "self" else one.entry.by,
        "facts": telling.facts(case, one.kind, values)
        or [{"label": "Said", "value": telling.line(case, one.kind, values)}],
        "earlier": _earlier(case, one),
        "can_correct": bool(fields) and one.values is not None,
        "can_retract": one.kind not in _KEPT and one.values is not None and newest is not None,
        "fields": fields,
        "effect": _effect(one),
        "problems": list(problems),
    }


def _newest(case: Case, one: Effective) -> Entry | None:
    """Return the newest entry of a chain of corrections: the one that a further correction names."""
    return case.by_id.get(one.replaced_by[-1] if one.replaced_by else one.id)


def _earlier(case: Case, one: Effective) -> list[dict[str, Any]]:
    chain = [case.by_id[id_] for id_ in (one.id, *one.replaced_by) if id_ in case.by_id]
    old = [each for each in chain[:-1] if each.kind == one.kind]
    return [
        {"when": words.when(each.recorded_at, case.today), "facts": telling.facts(case, each.kind, each.values)}
        for each in old
    ]


def _effect(one: Effective) -> str:
    if one.values is None:
        return "This was taken back. The old words stay readable."
    if one.kind in LASTING:
        return "A stop stays a stop. You can correct what you said about it."
    if one.kind == "screening":
        return "A safety answer isn't changed here. A warning sign ends when someone has examined you."
    if one.kind in BESIDE:
        return "A correction changes what the diary says. Nothing in your plan depends on it."
    return "A correction changes what the diary says. For safety, what you said first may go on counting."


def _fields(case: Case, one: Effective) -> list[Shown]:
    names = _CORRECTABLE.get(one.kind, ())
    if one.values is None:
        return []
    stated = [name for name in names if name in one.values] if one.kind in _AS_STATED else list(names)
    return forms.with_values([_field(case, one.kind, name) for name in stated], one.values)


def _field(case: Case, kind: str, name: str) -> Shown:
    title = telling.label(name)
    if kind == "about":
        return {**about.field_of(case.programme, name), "title": title, "help": ""}
    return measures.field(case, kind, name) or forms.shown(kind, name, title)


def _corrected(case: Case, asked: Asked, one: Effective) -> Screen:
    fields, newest = _fields(case, one), _newest(case, one)
    if asked.one("do") != "correct" or not fields or newest is None or one.values is None:
        raise RefusedError("This entry can't be corrected. Nothing was saved.")
    names = [field["name"] for field in fields]
    found = forms.read(one.kind, asked, names)
    left = {name: value for name, value in one.values.items() if name not in names and name != "replaces"}
    said = camera.put_right(one.kind, one.values, {**left, **_emptied(one, names), **found.values})
    values = {**said, "replaces": newest.id}
    problems = found.problems or tuple(filter(None, [forms.check(one.kind, values), *about.strange(case, said)]))
    if problems:
        return Screen("entry.html", _context(case, one, forms.kept(asked, fields), problems), status=400)
    here = f"{case.place.root}/diary/{one.id}"
    if said == {name: value for name, value in one.values.items() if name != "replaces"}:
        return layout.go(here)
    return layout.go(here, forms.draft(asked, one.kind, values, newest.id))


def _emptied(one: Effective, names: list[str]) -> dict[str, Any]:
    """Return empty lists for lists that are required or were answered: nothing ticked is an answer there."""
    fields = KINDS[one.kind].fields
    lists = [name for name in names if fields[name].schema()["type"] == "array"]
    return {name: [] for name in lists if fields[name].required or name in (one.values or {})}


def _retracted(case: Case, asked: Asked, one: Effective) -> Screen:
    forms.refuse_unknown(asked, ())
    newest = _newest(case, one)
    if one.kind in _KEPT or one.values is None or newest is None:
        raise RefusedError("This entry can't be taken back. Nothing was saved.")
    return layout.go(f"{case.place.root}/diary", *small.retraction(case, newest.id))
