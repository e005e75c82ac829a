"""Settings and what belongs to the person; and the way to everything else."""

from __future__ import annotations

from typing import Any

from unpinch import __version__
from unpinch.journal.file import MOST_BYTES
from unpinch.screens import about, forms, layout
from unpinch.screens.asked import Asked, Screen
from unpinch.screens.case import Case
from unpinch.screens.forms import Shown

_LOOK = ("text_size", "theme", "units", "figure")
_CAMERA = "It can count for you. It never starts by itself: each session asks you first."


def settings(case: Case, asked: Asked) -> Screen:
    """Show the settings, or save those of one card."""
    if not asked.posted:
        return Screen("settings.html", _context(case))
    return _saved(case, asked)


def _saved(case: Case, asked: Asked) -> Screen:
    country = "country" in asked.form
    kind, names = ("about", ("country",)) if country else ("preference", (*_LOOK, *_camera(case)))
    found = forms.read(kind, asked, names)
    known = not country or about.knows_country(case.programme, found.values.get("country", ""))
    problems = found.problems or (() if known else ("Please choose a country from the list.",))
    if problems:
        return Screen("settings.html", _context(case, tuple(problems)), status=400)
    before = case.facts if country else case.preference
    new = {name: value for name, value in found.values.items() if before.get(name) != value}
    return layout.go(asked.path, *((forms.draft(asked, kind, new),) if new else ()))


def _context(case: Case, problems: tuple[str, ...] = ()) -> dict[str, Any]:
    root = case.place.root
    return {
        "page": layout.page(case, "Settings", "more"),
        "title": "Settings",
        "groups": _groups(case),
        "folder": case.place.folder,
        "export": f"{root}/export",
        "copies": _copies(root),
        "elsewhere": [layout.link(f"{root}/phones", "Phones and other devices", "Use it on your phone, at home")],
        "import_action": f"{root}/import",
        "most_bytes": MOST_BYTES,
        "delete_action": f"{root}/delete",
        "programme": f"{case.programme.name} {case.programme.version} {case.programme.hash[:12]}",
        "version": __version__,
        "problems": list(problems),
    }


def _copies(root: str) -> list[dict[str, str]]:
    tables = layout.link(f"{root}/export/tables", "Tables", "For a spreadsheet: what counts now (CSV)")
    calendar = layout.link(f"{root}/calendar", "Calendar", "The sessions of the next two weeks")
    fhir = layout.link(f"{root}/export/fhir", "For a clinic", "Without your name, for another health system (FHIR)")
    report = layout.link(f"{root}/report", "A report to bring along", "Two pages for a clinician, as PDF or on paper")
    return [report, {**tables, "file": "yes"}, {**fhir, "file": "yes"}, calendar]


def _groups(case: Case) -> list[dict[str, Any]]:
    here = case.asked.path
    look = [
        forms.shown("preference", name, title, columns=3)
        for name, title in zip(_LOOK, ("Text size", "Colours", "Units", "Who shows the moves"), strict=True)
    ]
    plain = {"text_size": "normal", "theme": "system", "units": "metric", "figure": layout.BODY, **case.preference}
    country = about.field_of(case.programme, "country")
    groups = [
        _group("How pages look", "", here, forms.with_values(look, plain)),
        _group("Country", "It decides the emergency number.", here, forms.with_values([country], case.facts)),
    ]
    offer = [forms.shown("preference", name, "Offer the camera in a session?") for name in _camera(case)]
    chosen = forms.with_values(offer, {"camera": True, **case.preference})
    return [*groups, _group("Camera", _CAMERA, here, chosen)] if offer else groups


def _camera(case: Case) -> tuple[str, ...]:
    """Return the field that turns the offer off, where there is a camera coach to offer."""
    return ("camera",) if case.place.camera else ()


def _group(title: str, help_: str, action: str, fields: list[Shown]) -> dict[str, Any]:
    return {"title": title, "help": help_, "action": action, "fields": fields, "button": "Save"}


def more(case: Case, asked: Asked) -> Screen:
    """Show the way to everything else."""
    root = asked.place.root
    groups = [
        (
            "Today",
            [
                ("check-in", layout.check_in_link(case)["label"]),
                ("screening/event", "Something new has come up"),
                ("assessment", "A doctor or physiotherapist"),
                ("pause", "Take a pause"),
                ("problem", "Report a problem"),
            ],
        ),
        (
            "Yours",
            [
                ("measures", "How it is going, in numbers"),
                ("report", "A report to bring along"),
                ("about", "About you"),
                ("bands", "My bands"),
                ("reminders", "Reminders"),
                ("settings", "Settings"),
                ("someone-else", "Someone else"),
            ],
        ),
        ("To read", [("bad-day", "Care for a bad day"), ("learn", "Good to know"), ("welcome", "What this is")]),
    ]
    context = {
        "page": layout.page(case, "More", "more"),
        "title": "More",
        "groups": [
            {"title": title, "items": [layout.link(f"{root}/{path}", text) for path, text in items]}
            for title, items in groups
        ],
    }
    return Screen("more.html", context)
