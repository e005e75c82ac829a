"""Bad-day care: always open, also before anything was asked."""

from __future__ import annotations

from typing import Any

from unpinch.programme.model import Care
from unpinch.screens import layout, words
from unpinch.screens.asked import Asked, Screen
from unpinch.screens.case import Case
from unpinch.screens.drawings import scene

_DRAWN = {
    "calves_on_chair": "calves_on_chair",
    "pillow_between_knees": "on_the_side",
    "face_down": "face_down",
    "short_walks": "walk",
}
_SHORT = ("calves_on_chair", "pillow_between_knees", "short_walks", "heat")


def bad_day(case: Case, asked: Asked) -> Screen:
    """Show what can help now, and when to call."""
    del asked
    care = case.programme.care
    context = {
        "page": layout.page(case, "When it is bad"),
        "title": "It's bad right now",
        "lead": "Find the position that draws the pain up the leg, toward the back. Stay there. Breathe out slowly.",
        "positions": [_drawn(one) for one in care if one.id in _DRAWN],
        "care": [_said(case, one) for one in care if one.id not in _DRAWN],
        "alarms": [
            alarm.text
            for alarm in case.programme.alarms.values()
            if alarm.tier == "emergency" and alarm.id != "not_sure"
        ],
        "call": layout.call(case),
        "doors": [
            layout.link(
                f"{case.place.root}/screening/event", "Something new has come up", "A warning sign, or not sure"
            ),
            *layout.doors(case, "bad-day", "export"),
        ],
    }
    return Screen("bad_day.html", context)


def _drawn(one: Care) -> dict[str, Any]:
    name = _DRAWN.get(one.id)
    return {"title": one.title, "text": one.text, "drawing": scene(name) if name else ""}


def _said(case: Case, one: Care) -> dict[str, str]:
    return {"id": one.id, "title": one.title, "text": one.text, "source": words.source(case.programme, one.source)}


def short(case: Case) -> list[dict[str, Any]]:
    """Return the first things to do on a day without exercises."""
    return [_drawn(one) for one in case.programme.care if one.id in _SHORT]
