"""plan: a state and the time give a decision. It never sees the journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from unpinch import __version__
from unpinch.guidance import words
from unpinch.guidance.blocks import BLOCKS, Block
from unpinch.guidance.book import book_of
from unpinch.guidance.escalation import NOTICES, NoticeRule
from unpinch.guidance.folding import rolled
from unpinch.guidance.gates import GATES, Gate, Outcome
from unpinch.guidance.limits import LIMITS, Limit
from unpinch.guidance.phases import PHASE_RULES, PhaseRules
from unpinch.guidance.sets import Sitting, sitting
from unpinch.guidance.state import State
from unpinch.guidance.view import Notice, View
from unpinch.journal import Moment
from unpinch.programme.decision import URGENCIES, Decision, Reason, Urgency
from unpinch.programme.model import Programme

_ALWAYS = ("bad_day_care",)
_COUNT_IN_S = 15


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of the planner, in lists of small objects."""

    gates: tuple[Gate, ...] = GATES
    limits: tuple[Limit, ...] = LIMITS
    blocks: tuple[Block, ...] = BLOCKS
    notices: tuple[NoticeRule, ...] = NOTICES
    phases: PhaseRules = PHASE_RULES


RULES = Rules()


def plan(
    programme: Programme, state: State, now: Moment, ahead: tuple[str, ...] = (), rules: Rules = RULES
) -> Decision:
    """Return what to do now. `ahead`: ids of entries whose time lies ahead of the clock."""
    view = view_of(programme, state, now, ahead)
    notices = [found for rule in rules.notices if (found := rule(view)) is not None]
    for gate in rules.gates:
        outcome = gate.look(view)
        if outcome is not None:
            return _decision(view, outcome, notices)
    return _planned(view, sitting(view, rules.limits, rules.blocks), notices)


def view_of(programme: Programme, state: State, now: Moment, ahead: tuple[str, ...] = ()) -> View:
    """Return the state as of now: when a new day has begun, nothing is known of it yet."""
    book = book_of(programme)
    return View(book, rolled(book, state.core, now.day), now, ahead)


def _planned(view: View, found: Sitting, notices: list[Notice]) -> Decision:
    reasons = (_phase_reason(view), *_rule_reasons(view, found))
    if not found.sets:
        empty = Outcome("rest", "none", (*reasons, view.reason("rest.nothing_left")), advice=("walking",))
        return _decision(view, empty, notices)
    seconds = sum(one.seconds + _COUNT_IN_S for one in found.sets)
    return Decision(
        kind="train",
        urgency=_highest("none", notices),
        phase=view.core.phase,
        sets=tuple(found.sets),
        minutes=-(-seconds // 60),
        reasons=(*reasons, *_new(reasons, notices)),
        would_change=words.would_change(view),
        advice=_advice((), notices),
        next_due=_tomorrow(view),
        programme=view.book.programme.label,
        engine=__version__,
    )


def _decision(view: View, outcome: Outcome, notices: list[Notice]) -> Decision:
    return Decision(
        kind=outcome.kind,
        urgency=_highest(outcome.urgency, notices),
        phase=view.core.phase,
        sets=(),
        minutes=0,
        reasons=(*outcome.reasons, *_new(outcome.reasons, notices)),
        would_change=words.would_change(view) if outcome.kind == "rest" else (),
        asks=outcome.asks,
        advice=_advice((*outcome.advice, *_ALWAYS), notices),
        next_due="" if outcome.asks else _tomorrow(view),
        programme=view.book.programme.label,
        engine=__version__,
    )


def _new(reasons: tuple[Reason, ...], notices: list[Notice]) -> tuple[Reason, ...]:
    """Return the notices' reasons that don't stand among the others already."""
    known = {reason.rule for reason in reasons}
    return tuple(notice.reason for notice in notices if notice.reason.rule not in known)


def _highest(first: Urgency, notices: Iterable[Notice]) -> Urgency:
    return max((first, *(notice.urgency for notice in notices)), key=URGENCIES.index)


def _advice(first: tuple[str, ...], notices: list[Notice]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *(one for notice in notices for one in notice.advice))))


def _phase_reason(view: View) -> Reason:
    core = view.core
    entered_today = core.phase_day == core.day and core.phase_rule
    return view.reason(core.phase_rule if entered_today else "phase.current", core.check_in_ids, words.phase(view))


def _rule_reasons(view: View, found: Sitting) -> tuple[Reason, ...]:
    rules = dict(found.rules)
    core = view.core
    if core.ease:
        rules.setdefault("dose.half", "")
    if "dose.progress" not in rules and (core.today.latest.painkillers == 1 or not core.today.complete):
        rules.setdefault("dose.hold", "")
    entries = tuple(name for stop in core.today.stops for name in stop.ids)
    return tuple(view.reason(rule, entries, words.about(view, exercise)) for rule, exercise in rules.items())


def _tomorrow(view: View) -> str:
    return f"check_in {date.fromordinal(view.core.day + 1).isoformat()}"
