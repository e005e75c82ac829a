"""What planner and guard have read of a journal so far. A journal that grew is read on, not anew.

Marks along the way hold what was known there, so that an entry that comes late, or a correction, is read from the mark
before it on. Only time is saved by all this: a decision is the same with and without what was kept (tested).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from unpinch.guard import Evidence, judge
from unpinch.guidance.folding import fold_all
from unpinch.guidance.planner import RULES, Rules, plan
from unpinch.guidance.state import EMPTY, State
from unpinch.journal import AHEAD_S, Entry, Moment, Settled, settle
from unpinch.programme.decision import Decision
from unpinch.programme.model import Programme

_KEPT = 8
STRIDE = 1024
"""Effective entries from one mark to the next: about four months of daily use."""
MOST_MARKS = 32
"""Marks that are kept, the newest; before the oldest one a journal is read from its start."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The planner's state and the guard's evidence after so many effective entries. The evidence is only copied."""

    count: int
    state: State
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Heard:
    """The ids that entries have or name, and when the last one that names another was recorded."""

    ids: frozenset[str]
    until_s: int

    def and_then(self, entries: Iterable[Entry]) -> Heard:
        """Return the same with more entries."""
        every = tuple(entries)
        naming = [entry for entry in every if entry.refers]
        named = {str(name) for entry in naming for name in (entry.replaces, *entry.values.get("lifts", ())) if name}
        until_s = max((entry.recorded_s for entry in naming), default=self.until_s)
        return Heard(self.ids.union(named, (entry.id for entry in every)), max(self.until_s, until_s))


class Course:
    """One journal as read so far: its entries, what counts of them, the planner's state and the guard's evidence."""

    __slots__ = ("_heard", "entries", "evidence", "marks", "now_s", "programme", "rules", "settled", "state")

    def __init__(self, programme: Programme, rules: Rules = RULES) -> None:
        """Know an empty journal."""
        self.programme, self.rules = programme, rules
        self.entries: tuple[Entry, ...] = ()
        self.settled = Settled((), ())
        self.state, self.evidence = EMPTY, Evidence(programme)
        self.marks: tuple[Mark, ...] = ()
        self.now_s = 0
        self._heard: Heard | None = None

    def shared(self, settled: Settled) -> Mark:
        """Return how far this course holds for what counts of another journal, or of this one as it is now."""
        mine, theirs = self.settled.entries, settled.entries
        if theirs[: len(mine)] == mine:
            return Mark(len(mine), self.state, self.evidence)
        found = Mark(0, EMPTY, Evidence(self.programme))
        for mark in self.marks:
            if theirs[found.count : mark.count] != mine[found.count : mark.count]:
                break
            found = mark
        return found

    def read(self, settled: Settled, entries: tuple[Entry, ...] = (), now_s: int = 0) -> Course:
        """Return the course of a journal, reading on from where it differs. `now_s`: when it was settled."""
        here = self.shared(settled)
        course = Course(self.programme, self.rules)
        course.settled, course.entries, course.now_s = settled, entries, now_s
        course.marks = tuple(mark for mark in self.marks if mark.count <= here.count)
        course._read_from(here)
        if self._heard is not None and entries[: len(self.entries)] == self.entries:
            course._heard = self._heard.and_then(entries[len(self.entries) :])
        return course

    def _read_from(self, mark: Mark) -> None:
        """Read what counts from a mark to the end, and leave marks on the way."""
        count, state, evidence = mark.count, mark.state, mark.evidence.copy()
        every, marks = self.settled.entries, list(self.marks)
        while count < len(every):
            end = min(count - count % STRIDE + STRIDE, len(every))
            stretch = every[count:end]
            for entry in stretch:
                evidence.add(entry)
            state, count = fold_all(self.programme, stretch, state, self.rules.phases), end
            if count % STRIDE == 0:
                marks.append(Mark(count, state, evidence.copy()))
        evidence.ahead = bool(self.settled.ahead)
        self.state, self.evidence, self.marks = state, evidence, tuple(marks[-MOST_MARKS:])

    def settled_on(self, entries: tuple[Entry, ...], now: Moment) -> Settled:
        """Return what counts of a journal, sparing the sorting where it only grew at its end by plain entries."""
        count = len(self.entries)
        onward = count > 0 and now.epoch_s >= self.now_s and not self.settled.ahead
        grew = onward and entries[:count] == self.entries
        if not grew or not self._plainly_later(entries[count:], now):
            return settle(entries, now)
        return Settled((*self.settled.entries, *entries[count:]), self.settled.aside)

    def _plainly_later(self, new: tuple[Entry, ...], now: Moment) -> bool:
        """Say whether new entries are in order after all others, double no id, and neither correct nor lift anything.

        Nor may an older entry name them, or have come between one and what it names: then more than they changes.
        """
        heard = self.heard
        newest = self.settled.entries[-1].order if self.settled.entries else (0, 0, 0, "", "")
        for entry in new:
            late = entry.order <= newest or entry.recorded_s <= heard.until_s or entry.at_s > now.epoch_s + AHEAD_S
            if late or entry.refers or entry.id in heard.ids:
                return False
            newest = entry.order
        return len({entry.id for entry in new}) == len(new)

    @property
    def heard(self) -> Heard:
        """Return the ids that all entries have taken or named."""
        if self._heard is None:
            self._heard = Heard(frozenset(), -1).and_then(self.entries)
        return self._heard

    def decide(self, now: Moment) -> Decision:
        """Return the plan, checked by the guard."""
        ahead = tuple(aside.id for aside in self.settled.ahead)
        return judge(self.evidence, now, plan(self.programme, self.state, now, ahead, self.rules))


_courses: list[Course] = []
"""The last few journals read."""


def course_of(programme: Programme, entries: Iterable[Entry], now: Moment, rules: Rules = RULES) -> Course:
    """Return the course of a journal as it counts at `now`."""
    every = tuple(entries)
    mine = [one for one in _courses if one.programme is programme and one.rules is rules]
    near = next((one for one in reversed(mine) if every[: len(one.entries)] == one.entries), None)
    settled = near.settled_on(every, now) if near else settle(every, now)
    nearest = max(mine, key=lambda one: one.shared(settled).count, default=Course(programme, rules))
    course = nearest.read(settled, every, now.epoch_s)
    outgrown = (near, nearest if nearest.shared(settled).count == len(nearest.settled.entries) else None)
    _courses[:] = [*[one for one in _courses if one not in outgrown][-_KEPT + 1 :], course]
    return course


def decide(programme: Programme, entries: Iterable[Entry], now: Moment, rules: Rules = RULES) -> Decision:
    """Return what to do now, from the person's whole journal. Pure: the same arguments give the same decision."""
    return course_of(programme, entries, now, rules).decide(now)


def forget() -> None:
    """Drop what was kept of journals read: after an erasure, or to measure a first reading."""
    _courses.clear()
