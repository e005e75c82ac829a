"""Gates: rules that decide before any set is looked for, in the order of docs/readings.md, section 10."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from unpinch.guidance.state import NEVER, STALE, Flag
from unpinch.guidance.view import View
from unpinch.programme.decision import DecisionKind, Reason, Urgency

_TIERS: dict[str, Urgency] = {"emergency": "emergency", "same_day": "same_day", "not_before_checked": "soon"}
_ORDER = ("emergency", "same_day", "not_before_checked")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a gate says."""

    kind: DecisionKind
    urgency: Urgency
    reasons: tuple[Reason, ...]
    asks: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate: None lets the plan through."""

    id: str
    look: Callable[[View], Outcome | None]


# -- flags ------------------------------------------------------------------------------------------------------------


def _about(view: View, flag: Flag) -> str:
    """Return what the flag is about, in a few words; a flag of an unknown question has none."""
    programme = view.book.programme
    known = flag.id in programme.questions or any(alarm.flag == flag.id for alarm in programme.alarms.values())
    return f"This is about: {programme.flag(flag.id).short}." if known else ""


def urgency_of(flags: tuple[Flag, ...]) -> Urgency:
    """Return how urgent the gravest of the flags is."""
    return _TIERS[min((flag.tier for flag in flags), key=_ORDER.index)]


def _flags(view: View) -> Outcome | None:
    standing = sorted(view.core.flags, key=lambda flag: _ORDER.index(flag.tier))
    if not standing:
        return None
    reasons = tuple(view.reason(flag.rule, flag.raised, _about(view, flag)) for flag in standing)
    asks = ("screening_full",) if all(flag.id == "fever" for flag in standing) else ()
    return Outcome("seek_care", urgency_of(view.core.flags), reasons, asks)


def _not_yet(view: View) -> Outcome | None:
    if view.core.not_yet_day == NEVER:
        return None
    return Outcome("rest", "routine", (view.reason("S9.not_yet"),), advice=("assessment",))


def _pause(view: View) -> Outcome | None:
    if view.core.paused_until < view.core.day:
        return None
    return Outcome("rest", "none", (view.reason("pause"),), advice=("walking",))


# -- what must be known -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that must be known: when it is `missing`, the plan waits and the form `asks` is offered."""

    id: str
    asks: str
    missing: Callable[[View], bool]


def _stale(view: View) -> bool:
    return view.core.full_day == STALE


def _first(view: View) -> bool:
    return view.core.full_day == NEVER


def _weekly(view: View) -> bool:
    late = view.core.day - view.core.weekly_day >= view.book.t.weekly_screening_days
    return late and view.core.full_day > NEVER


def _daily(view: View) -> bool:
    fuller = view.core.full_day <= NEVER or _weekly(view)
    return view.core.daily_day != view.core.day and not fuller


def _line(view: View) -> bool:
    return view.core.line_needed and bool(view.core.today.sessions)


ASKS: tuple[Ask, ...] = (
    Ask("S10.ahead", "clock", lambda view: bool(view.ahead)),
    Ask("S10.about", "about", lambda view: bool(view.core.person.missing)),
    Ask("S10.stale", "screening_full", _stale),
    Ask("S1.first_screening", "screening_full", _first),
    Ask("S1.weekly", "screening_weekly", _weekly),
    Ask("S10.check_in", "check_in", lambda view: not view.core.today.checked),
    Ask("S1.daily", "screening_daily", _daily),
)
"""What must be known before there is a plan, in the order of asking."""

LATER_ASKS: tuple[Ask, ...] = (Ask("S1.line", "screening_line", _line),)
"""What must be known before another session on the same day."""


def _asking(asks: tuple[Ask, ...]) -> Callable[[View], Outcome | None]:
    def look(view: View) -> Outcome | None:
        missing = [one for one in asks if one.missing(view)]
        if not missing:
            return None
        reasons = tuple(view.reason(one.id, view.ahead if one.asks == "clock" else ()) for one in missing)
        return Outcome("rest", "none", reasons, tuple(one.asks for one in missing))

    return look


# -- today ------------------------------------------------------------------------------------------------------------


def _ended(view: View) -> Outcome | None:
    today = view.core.today
    entries = tuple(name for stop in today.stops for name in stop.ids)
    if today.ended_early:
        asks = ("screening_daily",) if today.ended_early == "S2" else ()
        return Outcome("stop", "none", (view.reason(f"{today.ended_early}.ended", entries),), asks)
    if any(stop.waiting for stop in today.stops):
        asks = ("saddle",) if any(stop.needs_saddle for stop in today.stops) else ("stop_answer",)
        return Outcome("stop", "none", (view.reason("S2.waiting", entries),), asks)
    return None


def _start_8(view: View) -> Outcome | None:
    today, t = view.core.today, view.book.t
    if max(today.latest.leg, today.levels.worst) < t.no_exercise_leg_pain:
        return None
    return Outcome("rest", "none", (view.reason("S3.start_8", view.core.check_in_ids),), advice=("ask_pharmacist",))


def gates(asks: tuple[Ask, ...] = ASKS, later: tuple[Ask, ...] = LATER_ASKS) -> tuple[Gate, ...]:
    """Return the gates in order."""
    return (
        Gate("S1.flags", _flags),
        Gate("S9.not_yet", _not_yet),
        Gate("pause", _pause),
        Gate("knowledge", _asking(asks)),
        Gate("S3.ended", _ended),
        Gate("S3.start_8", _start_8),
        Gate("knowledge_later", _asking(later)),
    )


GATES = gates()
