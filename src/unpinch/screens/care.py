"""Bad-day care: always open, also before anything was asked."""

from __future__ import annotations

from typing import Any

from unpinch.programme.model import Care
from unpinch.programme.shipped import moves_as_shipped
from unpinch.screens import layout, words
from unpinch.screens.asked import Asked, Screen
from unpinch.screens.case import Case
from unpinch.screens.drawings import UNDRAWN, scene

_DRAWN = {
    "calves_on_chair": "calves_on_chair",
    "pillow_between_knees": "pillow_between_knees",
    "face_down": "face_down",
    "short_walks": "walk",
}
_SIDED = frozenset({"pillow_between_knees"})
"""Lain on one side or the other."""
_SHORT = ("calves_on_chair", "pillow_between_knees", "short_walks", "heat")


def bad_day(case: Case, asked: Asked) -> Screen:
    """Show what can help now, and when to call."""
    del asked
    care = case.programme.care
    context = {
        "page": layout.page(case, "When it is bad"),
        "title": "It's bad right now",
        "lead": "Find the position that draws the pain up the leg, toward the back. Stay there. Breathe out slowly.",
        "positions": [_drawn(case, one) for one in care if one.id in _DRAWN],
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


def _drawn(case: Case, one: Care) -> dict[str, Any]:
    """Return a position with its still and, where it has one, the name of its movement; both on the person's side."""
    name, side = _DRAWN.get(one.id), layout.side(case)
    ours = one.movement is None or moves_as_shipped(case.programme, one.id, 0)
    return {
        "title": one.title,
        "text": one.text,
        "drawing": "" if name is None else scene(name, side) if ours else UNDRAWN,
        "motion": f"{one.id}_0" if one.movement and ours else "",
        "side": side,
        "sided": one.id in _SIDED,
        "body": layout.body(case),
    }


def _said(case: Case, one: Care) -> dict[str, str]:
    return {"id": one.id, "title": one.title, "text": one.text, "source": words.source(case.programme, one.source)}


def short(case: Case) -> list[dict[str, Any]]:
    """Return the first things to do on a day without exercises."""
    return [_drawn(case, one) for one in case.programme.care if one.id in _SHORT]
