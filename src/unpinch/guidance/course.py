"""What planner and guard have read of a journal so far. A journal that has only grown is read on, not anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from unpinch.guard import Evidence, judge
from unpinch.guidance.folding import fold_all
from unpinch.guidance.planner import RULES, Rules, plan
from unpinch.guidance.state import EMPTY, State
from unpinch.journal import Effective, Entry, Moment, Settled, settle
from unpinch.programme.decision import Decision
from unpinch.programme.model import Programme

_KEPT = 8


@dataclass(frozen=True, slots=True)
class Course:
    """One journal as read so far: what counts of it, the planner's state and the guard's evidence."""

    programme: Programme
    rules: Rules
    settled: Settled
    state: State
    evidence: Evidence

    @classmethod
    def begin(cls, programme: Programme, rules: Rules = RULES) -> Course:
        """Return the course of an empty journal."""
        return cls(programme, rules, Settled((), ()), EMPTY, Evidence(programme))

    def reads_on(self, settled: Settled) -> bool:
        """Say whether a journal is this one and perhaps more at its end."""
        known = self.settled.entries
        return settled.entries[: len(known)] == known

    def read(self, settled: Settled) -> Course:
        """Return the course of a journal, reading on where it only grew."""
        if not self.reads_on(settled):
            return Course.begin(self.programme, self.rules).read(settled)
        more: tuple[Effective, ...] = settled.entries[len(self.settled.entries) :]
        evidence = self.evidence.copy()
        for entry in more:
            evidence.add(entry)
        evidence.ahead = bool(settled.ahead)
        state = fold_all(self.programme, more, self.state, self.rules.phases)
        return Course(self.programme, self.rules, settled, state, evidence)

    def decide(self, now: Moment) -> Decision:
        """Return the plan, checked by the guard."""
        ahead = tuple(aside.id for aside in self.settled.ahead)
        return judge(self.evidence, now, plan(self.programme, self.state, now, ahead, self.rules))


_courses: list[Course] = []
"""The last few journals read. Only time is saved by them: a decision is the same with and without (tested)."""


def course_of(programme: Programme, entries: Iterable[Entry], now: Moment, rules: Rules = RULES) -> Course:
    """Return the course of a journal as it counts at `now`."""
    settled = settle(entries, now)
    known = [one for one in _courses if one.programme is programme and one.rules is rules and one.reads_on(settled)]
    longest = max(known, key=lambda one: len(one.settled.entries), default=Course.begin(programme, rules))
    course = longest.read(settled)
    _courses[:] = [*[one for one in _courses if one is not longest][-_KEPT + 1 :], course]
    return course


def decide(programme: Programme, entries: Iterable[Entry], now: Moment, rules: Rules = RULES) -> Decision:
    """Return what to do now, from the person's whole journal. Pure: the same arguments give the same decision."""
    return course_of(programme, entries, now, rules).decide(now)


def forget() -> None:
    """Drop what was kept of journals read: after an erasure, or to measure a first reading."""
    _courses.clear()
