"""Limits of a day: rules that leave only part of the plan (docs/readings.md, sections 4, 6 and 8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from unpinch.guidance.day import Day, is_red
from unpinch.guidance.escalation import insist, severe_days
from unpinch.guidance.view import View

_RESTLESS = frozenset({"longer", "this_morning"})


@dataclass(frozen=True, slots=True)
class Limit:
    """When it `applies`: at most this level of the floss and nothing else, at half the dose or not.

    `decompress_only` leaves the moves of the first phase at their dose instead.
    """

    id: str
    applies: Callable[[View], bool]
    half: bool = True
    decompress_only: bool = False


def _start_6(view: View) -> bool:
    today, t = view.core.today, view.book.t
    return t.half_dose_leg_pain <= today.latest.leg < t.no_exercise_leg_pain


def _lighter(view: View) -> bool:
    return view.core.last_red == "ended"


def _red_once(view: View) -> bool:
    core = view.core
    return core.last_red in {"carried", "spread"} or is_red(core.today, core.last, view.book.t.red_leg_pain)


def _irritable(view: View) -> bool:
    today: Day = view.core.today
    return today.levels.worst >= view.book.t.irritable_leg_pain or today.reaction in _RESTLESS


def _advise(view: View) -> bool:
    return bool(view.core.advised - view.core.silenced)


def _severe(view: View) -> bool:
    return severe_days(view) >= view.book.t.severe_days


LIMITS: tuple[Limit, ...] = (
    Limit("S3.start_6", _start_6),
    Limit("day.lighter", _lighter),
    Limit("day.red_once", _red_once),
    Limit("dose.irritable", _irritable),
    Limit("S9.six_weeks", insist, half=False),
    Limit("S1.advise", _advise, half=False, decompress_only=True),
    Limit("S1.advise_severe", _severe, half=False, decompress_only=True),
)
