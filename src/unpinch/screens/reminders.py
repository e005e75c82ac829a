"""Reminders: whether, from when on a day, and when nothing may ring. What rings is elsewhere, and the page says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from unpinch.reminding import Wish, WishError, wish_of
from unpinch.screens import forms, layout, next_due
from unpinch.screens.asked import Asked, Screen
from unpinch.screens.case import Case

_TIMES: Mapping[str, str] = {
    "remind_at": "Remind me from",
    "quiet_from": "Quiet from",
    "quiet_to": "Quiet until",
}
_NAMES = ("wanted", *_TIMES, "neutral")
_COMMAND, _HELP = "unpinch remind --desktop", "unpinch remind --help"


def reminders(case: Case, asked: Asked) -> Screen:
    """Show what was chosen, or keep what is chosen now."""
    wish = wish_of(case.settled.entries)
    if not asked.posted:
        return Screen("reminders.html", _context(case, _values(wish)))
    found = forms.read("reminders", asked, _NAMES)
    values = {"neutral": False, **found.values}
    problems = found.problems or _problems(values)
    if problems:
        return Screen("reminders.html", _context(case, {**_values(wish), **values}, problems), status=400)
    new = () if wish.stated and values == _values(wish) else (forms.draft(asked, "reminders", values),)
    return layout.go(asked.path, *new)


def _values(wish: Wish) -> dict[str, Any]:
    return {field.name: getattr(wish, field.name) for field in fields(wish) if field.name != "stated"}


def _problems(values: Mapping[str, Any]) -> tuple[str, ...]:
    if missing := [name for name in ("wanted", *_TIMES) if name not in values]:
        return tuple(f"Please fill in “{_TIMES.get(name, 'Shall we remind you?')}”." for name in missing)
    try:
        Wish(**values)
    except WishError as error:
        return (str(error),)
    return ()


def _context(case: Case, values: Mapping[str, Any], problems: tuple[str, ...] = ()) -> dict[str, Any]:
    root = case.place.root
    wanted = forms.shown("reminders", "wanted", "Shall we remind you?", value=forms.as_form(values["wanted"]))
    return {
        "page": layout.page(case, "Reminders", "more"),
        "title": "Reminders",
        "wanted": wanted,
        "times": [{"name": name, "label": label, "value": values[name]} for name, label in _TIMES.items()],
        "neutral": bool(values["neutral"]),
        "problems": list(problems),
        "coming": next_due.days(case),
        "calendar": layout.link(f"{root}/calendar", "Sessions in your calendar", "Your phone rings, if you choose so"),
        "command": _COMMAND,
        "help": _HELP,
        "back": f"{root}/settings",
    }
