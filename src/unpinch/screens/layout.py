"""The frame of a person's page: theme, tabs, the offer to undo what was just saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from unpinch.journal import BESIDE, Entry
from unpinch.screens.asked import Screen
from unpinch.screens.case import Case
from unpinch.screens.render import frame

UNDO_S = 10
BODY = "f"
"""Whose figure shows the moves, unless another is chosen."""
_WHERE_UNKNOWN = "We don't know your country. Call {}, which works in most countries from a mobile phone"
_UNDO: Mapping[str, str] = {
    "check_in": "Check-in saved.",
    "set_done": "Set saved.",
    "set_skipped": "Set skipped.",
    "easier": "Made easier.",
    "felt": "Answer saved.",
    "band": "Band saved.",
    "pause": "The pause has begun.",
    "resume": "The pause is over.",
    "assessment": "Saved.",
    "clearance": "Saved.",
    "problem": "Thank you, it is saved.",
    **dict.fromkeys(BESIDE, "Answer saved."),
    "measure_put_off": "Not today, then.",
}
UNDOABLE = frozenset(_UNDO)
"""What can be taken back right after it was saved. A stop stays a stop; an alarming answer has its own way back."""


def page(case: Case, title: str, tab: str = "", **more: Any) -> Mapping[str, Any]:  # noqa: ANN401
    """Return the frame of a page about this record."""
    place = case.place
    known = {
        "title": title,
        "tab": tab,
        "theme": case.preference.get("theme", "system"),
        "text_size": case.preference.get("text_size", "normal"),
        "root": place.root,
        "here": case.asked.path,
        "api": f"/api{place.root}/journal" if place.root else "",
        "static": place.static,
        "kit": place.kit,
        "form": case.form_id,
        "by": place.by,
        "person": {"id": place.person, "name": place.name, "several": place.several},
        "undo": undo(case),
    }
    return frame(**{**known, **more})


def body(case: Case) -> str:
    """Return whose figure shows the moves: the one chosen in the settings."""
    return str(case.preference.get("figure", BODY))


def side(case: Case) -> str:
    """Return the side on which a move is shown where no set says it: that of the painful leg, if it is one."""
    return "left" if case.facts.get("legs") == "left" else "right"


def undo(case: Case) -> dict[str, Any] | None:
    """Return the offer to take back what this device saved in the last seconds, or None."""
    newest = case.written[-1] if case.written else None
    if newest is None or not may_undo(case, newest):
        return None
    left = UNDO_S - max(0, case.now.epoch_s - newest.recorded_s)
    fields = {"entry": newest.id, "back": case.asked.path}
    return {"text": _UNDO[newest.kind], "action": f"{case.place.root}/undo", "seconds": left, "fields": fields}


def may_undo(case: Case, entry: Entry) -> bool:
    """Tell whether an entry was saved just now, here, and is of a kind that can be taken back."""
    fresh = case.now.epoch_s - entry.recorded_s < UNDO_S
    return fresh and entry.kind in _UNDO and case.just_written(entry)


def link(href: str, label: str, help_: str = "") -> dict[str, str]:
    """Return one link of a list of links."""
    return {"href": href, "label": label, "help": help_}


def check_in_link(case: Case) -> dict[str, str]:
    """Return the way to the check-in: again, where there has been one today."""
    newest = case.of_kind("check_in")[-1:]
    label = ("Check in again", "When it has changed") if newest and newest[0].day == case.now.day else ("Check in", "")
    return link(f"{case.place.root}/check-in", *label)


def call(case: Case) -> dict[str, str]:
    """Return the emergency number of the person's country; where it isn't known, that of most, and say so."""
    country = case.country
    whose = f"Emergency number: {country.name}" if country.code else _WHERE_UNKNOWN.format(country.emergency)
    return {"number": country.emergency, "label": f"{whose}, or your local emergency number."}


def doors(case: Case, *without: str) -> list[dict[str, str]]:
    """Return what is never locked."""
    root = case.place.root
    every = {
        "bad-day": link(f"{root}/bad-day", "Care for a bad day", "Positions, walks, warmth"),
        "diary": link(f"{root}/diary", "Diary", "All that you wrote"),
        "learn": link(f"{root}/learn", "Good to know", "What sciatica is, and what helps"),
        "report": link(f"{root}/report", "A report to bring along", "Two pages for a clinician"),
        "export": {
            **link(f"{root}/export", "Save a copy of my journal", "For you, or to show to a doctor"),
            "file": "yes",
        },
    }
    return [one for name, one in every.items() if name not in without]


def go(path: str, *drafts: Any) -> Screen:  # noqa: ANN401 - Draft; kept short at the many call sites
    """Return the screen that writes entries and looks elsewhere."""
    return Screen(new_entries=tuple(drafts), go=path)
