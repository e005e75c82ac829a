"""Where a session may stand: one step, what it is about, and what makes two such places the same to the player."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from unpinch.guard import Evidence
from unpinch.guidance import Session
from unpinch.guidance.day import Stop
from unpinch.programme.decision import PlannedSet, Reason, Step
from unpinch.screens import function

ASK = "ask"
LAST = frozenset({"ended", "seek_care"})
"""The kinds of step after which a session offers nothing more."""


@dataclass(frozen=True, slots=True)
class Node:
    """A session as it may become, some seconds from now. `said`: what was answered of the questions at its end.

    `evidence`: what the guard would have read by then; `step` has been checked against it.
    """

    session: Session
    evidence: Evidence
    after_s: int
    step: Step
    about: PlannedSet | None
    said: frozenset[str] = frozenset()
    question: str = ""
    _known: list[tuple[Any, ...]] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def kind(self) -> str:
        """Return what the player shows: a step's kind, `ask` for one question, `wait` before another."""
        if self.question:
            return ASK
        return "wait" if self.step.kind == "settled" and self.step.wait_s else self.step.kind

    @property
    def how(self) -> str:
        """Return how the session is over; empty where it isn't."""
        if self.step.kind != "ended":
            return ""
        return how_ended(self.session, self.step)

    @property
    def unsettled(self) -> bool:
        """Tell whether it is over with a feeling that isn't known to have gone back."""
        return self.step.kind == "ended" and function.wanted(self.session)

    @property
    def rested(self) -> tuple[Reason, ...]:
        """Return why nothing more is offered where a session went on after a stop and came to its end."""
        calm = self.step.kind == "ended" and not self.step.reasons and not self.session.over
        return rests(self.session) if calm else ()

    @property
    def identity(self) -> tuple[Any, ...]:
        """Return what matters to the player, ids and times left out: two nodes alike in it are one.

        Worked out once: a walk meets a node on every way that leads to it.
        """
        if not self._known:
            self._known.append(self._identity())
        return self._known[0]

    def _identity(self) -> tuple[Any, ...]:
        step = self.step
        if step.kind in LAST:
            reasons = tuple(reason.text for reason in step.reasons)
            return step.kind, step.urgency, reasons, self.how, self.unsettled, self.rested, self.question
        planned = step.set and (step.set.index, step.set.level, step.set.repetitions, step.set.hold_s)
        about = step.kind != "set" and self.about and self.about.index
        waiting = step.kind == "settled" and (step.wait_s, self.session.asked_again)
        return (step.kind, planned, waiting, step.asks, about), so_far(self.session)


def how_ended(session: Session, step: Step) -> str:
    """Return how a session is over that offers nothing more: without a single set done, it was left."""
    if session.over or not (step.reasons or session.done):
        return "left"
    return "stopped" if step.reasons else "done"


def rests(session: Session) -> tuple[Reason, ...]:
    """Return what rests for the day because it was stopped in this session."""
    stops = [stop for stop in session.state.core.today.stops if stop.session == session.id and stop.answered]
    rules = dict.fromkeys(_rest_rule(stop) for stop in stops)
    texts, sources = session.programme.rule_texts, session.programme.rule_sources
    return tuple(Reason(rule, texts[rule], (), sources[rule]) for rule in rules)


def _rest_rule(stop: Stop) -> str:
    if stop.tingling:
        return "S2.rest_today"
    return "S3.rest_today" if stop.off else "S3.easier_today"


def so_far(one: Session) -> tuple[Any, ...]:
    """Return what a session's later steps depend on, ids and times left out.

    Of an exercise that is behind it doesn't matter any more how it was done. Of two ways to one step the likelier is
    met first; on it more has been done, so that the day's caps are counted on the careful side.
    """
    core, behind = one.state.core, one.done | one.skipped
    stops = tuple(stop._replace(back=stop.off)[:-1] for stop in core.today.stops)
    known = (stops, core.today.felt_worse, core.today.ended_early, tuple(flag.id for flag in core.flags))
    ahead = {(each.exercise, each.side) for each in one.sets if each.index not in behind}
    asked = {(stop.exercise, stop.side) for stop in core.today.stops if stop.session == one.id} | one.felt
    open_ = {each.index for each in one.sets if (pair := (each.exercise, each.side)) in ahead or pair not in asked}
    levels = tuple((index, level) for index, level in one.levels if index in open_)
    easier = tuple((pair, _presses(one, *pair)) for pair in sorted({*one.easier} & ahead))
    return tuple(sorted(behind)), levels, easier, bool(one.done), known


def _presses(one: Session, exercise: str, side: str) -> int:
    """Return how often it was made easier; below the easiest level, half of it, there is no less."""
    return min(one.easier.count((exercise, side)), len(one.programme.exercises[exercise].levels))


def place_of(session: str, planned: PlannedSet) -> dict[str, Any]:
    """Return what an entry about a set says of which set it is."""
    return {
        "session": session,
        "index": planned.index,
        "exercise": planned.exercise,
        "level": planned.level,
        "side": planned.side,
    }
