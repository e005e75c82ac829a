"""Sentences that hold a number or a name of this case. Fixed sentences stand in the programme."""

from __future__ import annotations

from unpinch.guidance.day import SITE_ORDER
from unpinch.guidance.phases import movement_free, movement_limited
from unpinch.guidance.view import View

_SITES = {number: name for name, number in SITE_ORDER.items()}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven")


def phase(view: View) -> str:
    """Return one sentence on how the leg is today."""
    today = view.core.today
    site = _SITES.get(max(today.levels.left_site, today.levels.right_site), "none")
    if today.levels.worst <= 0 and site in {"none", "back"}:
        return "Your leg is quiet today."
    where = "" if site in {"none", "back"} else f" and reaches the {site}"
    return f"Your leg pain is {today.latest.leg} of 10 today{where}."


def about(view: View, exercise: str) -> str:
    """Return which exercise a rule spoke of."""
    return f"This is about: {view.book.programme.exercises[exercise].plain_name}." if exercise else ""


def _days(count: int) -> str:
    number = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    return f"{number} more calm day" + ("" if count == 1 else "s")


def would_change(view: View) -> tuple[str, ...]:
    """Return what would change the plan, in plain sentences."""
    core, t = view.core, view.book.t
    if core.former is not None:
        left = max(0, t.flare_return_green_days - core.greens)
        return (f"After {_days(left)} you go back to {_name(view, core.former)}, gently.",)
    if core.phase == "decompress":
        return _from_decompress(view)
    if core.phase == "release":
        return (_moves_to(view, "stabilise", t.stabilise_green_days, t.stabilise_leg_pain),)
    if core.phase == "stabilise":
        weeks = max(1, -(-(t.maintain_stabilise_days - (core.day - core.phase_day)) // 7))
        when = f"{weeks} weeks" if weeks > 1 else "a week"
        return (f"With a quiet leg you move to {_name(view, 'maintain')} in about {when}.",)
    return ()


def _from_decompress(view: View) -> tuple[str, ...]:
    t = view.book.t
    if movement_limited(view.core):
        return (_moves_to(view, "release", t.release_green_days, t.release_leg_pain),)
    if movement_free(view.core):
        return (_moves_to(view, "stabilise", t.stabilise_green_days_free, t.stabilise_leg_pain),)
    return ()


def _moves_to(view: View, phase_name: str, green_days: int, leg_pain: int) -> str:
    left = max(0, green_days - view.core.greens)
    name = _name(view, phase_name)
    if not left:
        return f"With leg pain at {leg_pain} or less, and no other sign against it, you move to {name}."
    return f"After {_days(left)}, with leg pain at {leg_pain} or less, you move to {name}."


def _name(view: View, name: str) -> str:
    found = view.book.programme.phases.get(name)
    return found.name if found else name
