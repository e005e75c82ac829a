"""Small forms of their own: a pause and its end, an assessment, a problem, and taking back what was just saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from unpinch.journal import derived_id
from unpinch.screens import forms, layout, words
from unpinch.screens.asked import Asked, Draft, RefusedError, Screen, unknown
from unpinch.screens.case import Case
from unpinch.screens.forms import Shown


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around a form's fields."""

    title: str
    lead: str
    button: str
    notes: tuple[str, ...] = ()


def _form(case: Case, around: Words, fields: list[Shown], problems: Iterable[str] = ()) -> Screen:
    context = {
        "page": layout.page(case, around.title),
        "title": around.title,
        "lead": around.lead,
        "fields": fields,
        "button": around.button,
        "problems": list(problems),
        "notes": list(around.notes),
        "back": f"{case.place.root}/today",
    }
    return Screen("form.html", context, status=400 if context["problems"] else 200)


def _written(case: Case, asked: Asked, kind: str, values: Mapping[str, Any]) -> Screen:
    return layout.go(f"{case.place.root}/today", forms.draft(asked, kind, values))


def pause(case: Case, asked: Asked) -> Screen:
    """Take a pause for travel, illness or another reason. It isn't a failure."""
    fields = [
        forms.shown("pause", "reason", "What is it for?", columns=3),
        forms.shown("pause", "until", "Until when?", help="Leave it empty if you don't know."),
    ]
    around = Words(
        "Take a pause",
        "Life goes first. Nothing is lost; we begin again where it suits you.",
        "Begin the pause",
    )
    if not asked.posted:
        return _form(case, around, fields)
    found = forms.read("pause", asked, ("reason", "until"))
    problems = list(found.problems)
    if "reason" not in found.values and not problems:
        problems.append("Please say what the pause is for.")
    if found.values.get("until", words.iso(case.now)) < words.iso(case.now):
        problems.append("The last day of the pause lies behind us. Please look at the date again.")
    if problems:
        return _form(case, around, forms.kept(asked, fields), problems)
    return _written(case, asked, "pause", found.values)


def resume(case: Case, asked: Asked) -> Screen:
    """End the pause."""
    if not asked.posted:
        return layout.go(f"{case.place.root}/today")
    forms.refuse_unknown(asked, ())
    return _written(case, asked, "resume", {})


def assessment(case: Case, asked: Asked) -> Screen:
    """Note that someone will look at it, or has."""
    fields = [
        forms.shown("assessment", "status", "How far is it?", columns=1),
        forms.shown("assessment", "on", "On which day?"),
        forms.shown("assessment", "examined_by", "With whom?", help="Doctor, physiotherapist, or a name."),
        forms.shown("assessment", "verdict", "If you have been there: what did they say about exercise?", columns=1),
    ]
    around = Words(
        "A doctor or physiotherapist",
        "For how things go in general. Was it because of a locked page? Then enter it there.",
        "Save",
    )
    if not asked.posted:
        return _form(case, around, fields)
    found = forms.read("assessment", asked, ("status", "on", "examined_by", "verdict"))
    problems = (*found.problems, *_assessment_problems(case, found.values))
    if problems:
        return _form(case, around, forms.kept(asked, fields), problems)
    return _written(case, asked, "assessment", found.values)


def _assessment_problems(case: Case, values: Mapping[str, Any]) -> list[str]:
    found = [
        text
        for name, text in (("status", "Please say how far it is."), ("on", "Please say on which day."))
        if name not in values
    ]
    had = values.get("status") == "had"
    if had and "verdict" not in values:
        found.append("Please say what they said about exercise.")
    if had and str(values.get("on", "")) > words.iso(case.now):
        found.append("The day lies ahead. If it is still to come, choose “It is booked”.")
    if had and values.get("verdict") == "may_continue" and str(values.get("on", "")) < _said_no_on(case):
        found.append("Someone has said “not yet” since that day. What counts is the newest visit.")
    if values.get("status") == "booked" and "verdict" in values:
        found.append("It is still to come, so nobody can have said anything yet. Leave the last answer out.")
    return found


def _said_no_on(case: Case) -> str:
    """Return the day of the visit that said "not yet", or nothing."""
    day = case.state.core.not_yet_day
    return date.fromordinal(day).isoformat() if day > 0 else ""


def problem(case: Case, asked: Asked) -> Screen:
    """Take a report of a problem. It stays in the record; nothing is sent."""
    session = asked.wish("session") or asked.one("session")
    fields = [
        forms.shown("problem", "category", "What is it about?", columns=2),
        forms.shown("problem", "text", "What happened?", help="As much or as little as you like."),
        *([{"kind": "hidden", "name": "session", "title": "", "value": session}] if session else []),
    ]
    around = Words(
        "Report a problem",
        "It is kept in your record, for you and for whoever you show it to. Nothing is sent anywhere.",
        "Save",
        ("If a warning sign is there now, go to “Something new has come up” instead.",),
    )
    if not asked.posted:
        return _form(case, around, fields)
    found = forms.read("problem", asked, ("category", "text", "session"))
    if found.values.get("session") and not _is_session(case, found.values["session"]):
        raise unknown()
    problems = found.problems or (() if "category" in found.values else ("Please say what it is about.",))
    if problems:
        return _form(case, around, forms.kept(asked, fields), problems)
    return _written(case, asked, "problem", found.values)


def _is_session(case: Case, session: str) -> bool:
    return any(one.versions[0]["session"] == session for one in case.settled.entries if one.kind == "session_started")


def someone_else(case: Case, asked: Asked) -> Screen:
    """Ask for the name of one more person; the form goes to the page that begins a record."""
    del asked
    name = {
        "kind": "text",
        "name": "label",
        "title": "What is their name?",
        "help": "A nickname is enough.",
        "value": "",
    }
    around = Words("Someone else", "Each person has a record of their own. This page begins a new one.", "Begin")
    found = _form(case, around, [name])
    return Screen(found.template, {**found.context, "page": layout.page(case, around.title, here="/people")})


def undo(case: Case, asked: Asked) -> Screen:
    """Take back what was just saved; a little late it still works, as the diary's taking back does."""
    if not asked.posted:
        return layout.go(f"{case.place.root}/today")
    forms.refuse_unknown(asked, ("entry", "back"))
    entry = case.by_id.get(asked.one("entry"))
    if entry is None:
        raise unknown()
    if entry.kind not in layout.UNDOABLE:
        raise RefusedError("This can't be taken back here. The diary says what can.")
    back = asked.one("back")
    then = back if back.startswith(f"{case.place.root}/") and "//" not in back else f"{case.place.root}/today"
    return layout.go(then, *retraction(case, entry.id))


def retraction(case: Case, id_: str) -> tuple[Draft, ...]:
    """Return the entry that takes another back; nothing where that is done already."""
    if any(one.replaces == id_ for one in case.index.retractions):
        return ()
    return (Draft("retraction", {"replaces": id_}, derived_id("retraction", id_)),)
