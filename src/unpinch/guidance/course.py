"""What planner and guard have read of a journal so far. A journal that has only grown is read on, not anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from unpinch.guard import Evidence, judge
from unpinch.guidance.folding import fold_all
from unpinch.guidance.planner import RULES, Rules, plan
from unpinch.guidance.state import EMPTY, State
from unpinch.journal import AHEAD_S, Effective, Entry, Moment, Settled, settle
from unpinch.programme.decision import Decision
from unpinch.programme.model import Programme

_KEPT = 8


@dataclass(frozen=True, slots=True)
class Course:
    """One journal as read so far: its entries, what counts of them, the planner's state and the guard's evidence."""

    programme: Programme
    rules: Rules
    settled: Settled
    state: State
    evidence: Evidence
    entries: tuple[Entry, ...] = ()
    now_s: int = 0
    ids: set[str] = field(default_factory=set, compare=False)

    @classmethod
    def begin(cls, programme: Programme, rules: Rules = RULES) -> Course:
        """Return the course of an empty journal."""
        return cls(programme, rules, Settled((), ()), EMPTY, Evidence(programme))

    def reads_on(self, settled: Settled) -> bool:
        """Say whether what counts of a journal is what counted of this one, and perhaps more at its end."""
        known = self.settled.entries
        return settled.entries[: len(known)] == known

    def read(self, settled: Settled, entries: tuple[Entry, ...] = (), now_s: int = 0) -> Course:
        """Return the course of a journal, reading on where it only grew. `now_s`: when it was settled."""
        if not self.reads_on(settled):
            return Course.begin(self.programme, self.rules).read(settled, entries, now_s)
        more: tuple[Effective, ...] = settled.entries[len(self.settled.entries) :]
        evidence = self.evidence.copy()
        for entry in more:
            evidence.add(entry)
        evidence.ahead = bool(settled.ahead)
        state = fold_all(self.programme, more, self.state, self.rules.phases)
        ids = self.ids or {entry.id for entry in self.entries}
        ids.update(entry.id for entry in entries[len(self.entries) :])
        return Course(self.programme, self.rules, settled, state, evidence, entries, now_s, ids)

    def settled_on(self, entries: tuple[Entry, ...], now: Moment) -> Settled:
        """Return what counts of a journal, sparing the sorting where it only grew at its end by plain entries."""
        count = len(self.entries)
        onward = count > 0 and now.epoch_s >= self.now_s and not self.settled.ahead
        grew = onward and entries[:count] == self.entries
        if not grew or not self._plainly_later(entries[count:], now):
            return settle(entries, now)
        return Settled((*self.settled.entries, *entries[count:]), self.settled.aside)

    def _plainly_later(self, new: tuple[Entry, ...], now: Moment) -> bool:
        """Say whether new entries are in order after all others, correct and lift nothing, and double no id."""
        newest = self.settled.entries[-1].order if self.settled.entries else (0, 0, 0, "", "")
        for entry in new:
            late = entry.order <= newest or entry.at_s > now.epoch_s + AHEAD_S
            if late or entry.refers or entry.id in self.ids:
                return False
            newest = entry.order
        return len({entry.id for entry in new}) == len(new)

    def decide(self, now: Moment) -> Decision:
        """Return the plan, checked by the guard."""
        ahead = tuple(aside.id for aside in self.settled.ahead)
        return judge(self.evidence, now, plan(self.programme, self.state, now, ahead, self.rules))


_courses: list[Course] = []
"""The last few journals read. Only time is saved by them: a decision is the same with and without (tested)."""


def course_of(programme: Programme, entries: Iterable[Entry], now: Moment, rules: Rules = RULES) -> Course:
    """Return the course of a journal as it counts at `now`."""
    every = tuple(entries)
    mine = [one for one in _courses if one.programme is programme and one.rules is rules]
    near = next((one for one in reversed(mine) if every[: len(one.entries)] == one.entries), None)
    settled = near.settled_on(every, now) if near else settle(every, now)
    known = [one for one in mine if one.reads_on(settled)]
    longest = max(known, key=lambda one: len(one.settled.entries), default=Course.begin(programme, rules))
    course = longest.read(settled, every, now.epoch_s)
    _courses[:] = [*[one for one in _courses if one is not longest][-_KEPT + 1 :], course]
    return course


def decide(programme: Programme, entries: Iterable[Entry], now: Moment, rules: Rules = RULES) -> Decision:
    """Return what to do now, from the person's whole journal. Pure: the same arguments give the same decision."""
    return course_of(programme, entries, now, rules).decide(now)


def forget() -> None:
    """Drop what was kept of journals read: after an erasure, or to measure a first reading."""
    _courses.clear()
