"""What a person chooses for their calendar file. The file itself is made elsewhere: the browser's Python can't."""

from __future__ import annotations

from typing import Any

from unpinch.reminding import Wish, wish_of
from unpinch.screens import layout
from unpinch.screens.asked import Asked, Screen
from unpinch.screens.case import Case

_USUAL = ("18:00",)
_PLACES = (("time_1", "A time of day"), ("time_2", "A second one"), ("time_3", "A third one"))
_ALARMS = (("", "No"), ("0", "When it begins"), ("10", "10 minutes before"), ("30", "30 minutes before"))


def calendar(case: Case, asked: Asked) -> Screen:
    """Show the choices, as they were made last time."""
    _, before = case.last_values("calendar")
    times = [*before.get("times", _USUAL), "", ""]
    alarm = before.get("alarm_min")
    context = {
        "page": layout.page(case, "Calendar", "more"),
        "title": "Sessions in your calendar",
        "lead": "A file for the calendar you use. It holds the next two weeks, as far as the plan is known today.",
        "action": f"{asked.place.root}/export/calendar",
        "address_action": f"{asked.place.root}/calendar/address",
        "times": [_time(name, label, value) for (name, label), value in zip(_PLACES, times, strict=False)],
        "zone": before.get("zone") or asked.place.zone,
        "alarm": _alarm("" if alarm is None else str(alarm)),
        "neutral": bool(before.get("neutral")),
        "notes": [*_notes(again=bool(before)), _quiet(wish_of(case.settled.entries))],
        "reminders": layout.link(f"{asked.place.root}/reminders", "Reminders", "Quiet hours, and this computer"),
        "back": f"{asked.place.root}/settings",
    }
    return Screen("calendar.html", context)


def _time(name: str, label: str, value: str) -> dict[str, Any]:
    return {"name": name, "label": label, "value": value, "required": name == "time_1"}


def _alarm(chosen: str) -> dict[str, Any]:
    options = [{"value": value, "label": label} for value, label in _ALARMS]
    return {"kind": "one", "name": "alarm", "title": "A reminder?", "options": options, "columns": 2, "value": chosen}


def _notes(*, again: bool) -> list[str]:
    first = "Open the saved file with your calendar. It reminds once a day at most."
    change = "When your plan changes, save it again and open it: what moved is moved, what fell away is cancelled."
    return [change, "It reminds once a day at most."] if again else [first, change]


def _quiet(wish: Wish) -> str:
    if wish.stated:
        return f"Nothing rings in your quiet hours, from {wish.quiet_from} to {wish.quiet_to}."
    return "You can choose hours in which nothing rings."
