"""The sittings ahead, as far as the rules know them today: the shipped engine, asked day by day.

It is told that all stays as it was at the last check-in: no warning sign, the same answers, every set done and felt the
same. What comes otherwise changes the next calendar. Nothing of what is imagined here is ever stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from unpinch.guidance import Course
from unpinch.journal import Author, Effective, Entry, Moment, Settled, derived_id
from unpinch.programme.decision import Decision, PlannedSet

_NOWHERE = "00000000-0000-4000-8000-000000000000"
_SCOPES: Mapping[str, str] = {
    "screening_full": "full",
    "screening_weekly": "weekly",
    "screening_daily": "daily",
    "screening_line": "line",
}
_ROUNDS = 4
"""More than the questions that one plan can wait for."""
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session ahead: when it begins, and how long it takes."""

    at: Moment
    minutes: int


def sittings(course: Course, now: Moment, at: Sequence[Moment]) -> list[Sitting]:
    """Return at which of these moments there is a session; they lie ahead of `now` and follow one another."""
    entries = course.settled.entries
    said = next((one.values for one in reversed(entries) if one.kind == "check_in" and one.values), None)
    if said is None:
        return []
    ahead = _Ahead(course, {name: value for name, value in said.items() if name not in {"replaces", "note"}})
    return [sitting for moment in at if moment.epoch_s > now.epoch_s and (sitting := ahead.sit(moment))]


class _Ahead:
    """A journal that goes on in imagination."""

    def __init__(self, course: Course, check_in: Values) -> None:
        """Begin where the journal ends."""
        self.programme, self.check_in = course.programme, check_in
        self.aside = course.settled.aside
        self.course = course
        self.author = Author(_NOWHERE)

    def sit(self, now: Moment) -> Sitting | None:
        """Answer what is asked and do what is planned; return the session, or None where there is none."""
        decision = self._answered(now)
        if decision.kind != "train" or not decision.sets:
            return None
        self._go_on(self._done(decision.sets, now))
        return Sitting(now, decision.minutes)

    def _answered(self, now: Moment) -> Decision:
        decision = self.course.decide(now)
        for _ in range(_ROUNDS):
            answers = [self._answer(asked, now) for asked in decision.asks]
            if not answers or None in answers:
                break
            self._go_on(answer for answer in answers if answer)
            decision = self.course.decide(now)
        return decision

    def _answer(self, asked: str, now: Moment) -> Entry | None:
        """Return the calm answer to a form; None where only the person can answer."""
        if asked == "check_in":
            return self._write("check_in", self.check_in, now)
        scope = _SCOPES.get(asked)
        if scope is None:
            return None
        return self._write("screening", {"scope": scope, "yes": [], "no": self._questions(scope), "not_sure": []}, now)

    def _questions(self, scope: str) -> list[str]:
        every = self.programme.questions.values()
        if scope == "full":
            return [question.id for question in every]
        if scope == "weekly":
            return [question.id for question in every if question.weekly]
        return [question.id for question in every if question.tier in {"emergency", "same_day"}]

    def _done(self, sets: Sequence[PlannedSet], now: Moment) -> Iterator[Entry]:
        session = derived_id("imagined session", now.text)
        yield self._write("session_started", {"session": session, "decision": session}, now)
        for one in sets:
            yield self._write("set_done", {**_place(session, one), **_amount(one), "source": "hand"}, now)
        felt = {one.exercise: one for one in sets}
        for one in felt.values():
            yield self._write("felt", {**_place(session, one), "answer": "same_or_better"}, now)
        yield self._write("session_ended", {"session": session, "how": "done"}, now)

    def _write(self, kind: str, values: Values, now: Moment) -> Entry:
        return self.author.write(kind, values, now.text, id=derived_id("imagined", now.text, str(self.author.seq)))

    def _go_on(self, new: Iterable[Effective]) -> None:
        self.course = self.course.read(Settled((*self.course.settled.entries, *new), self.aside))


def _place(session: str, one: PlannedSet) -> Values:
    return {"session": session, "index": one.index, "exercise": one.exercise, "level": one.level, "side": one.side}


def _amount(one: PlannedSet) -> Values:
    return {"repetitions": one.repetitions, "hold_s": one.hold_s} if one.hold_s else {"repetitions": one.repetitions}
