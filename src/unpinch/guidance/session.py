"""A session, a pure step function: entries go in, what is next comes out. S2 and S3 are the plan's own rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from unpinch.guidance.blocks import BLOCKS, Block
from unpinch.guidance.book import Amount
from unpinch.guidance.day import Stop
from unpinch.guidance.folding import fold
from unpinch.guidance.gates import urgency_of
from unpinch.guidance.planner import view_of
from unpinch.guidance.sets import Fit, Wish, fitting, planned_set
from unpinch.guidance.state import State
from unpinch.guidance.view import View
from unpinch.journal import Effective, Moment, imagine
from unpinch.journal.kinds import ALARMS, STOP_REASONS
from unpinch.programme.decision import Decision, PlannedSet, Reason, Step
from unpinch.programme.model import Programme

_MINUTE_S = 60
_STAYS = frozenset({"same_or_better", "worse"})


@dataclass(frozen=True)
class Session:
    """One sitting: the sets of its decision, what was done with them, and the state as it now is."""

    programme: Programme
    state: State
    id: str
    day: int
    sets: tuple[PlannedSet, ...]
    done: frozenset[int] = frozenset()
    skipped: frozenset[int] = frozenset()
    easier: tuple[tuple[str, str], ...] = ()
    felt: frozenset[tuple[str, str]] = frozenset()
    levels: tuple[tuple[int, int], ...] = ()
    stop: str = ""
    stopped_s: int = 0
    asked_again: bool = False
    over: bool = False

    @classmethod
    def start(cls, programme: Programme, state: State, decision: Decision, started: Effective) -> Session:
        """Begin with a decision's sets. `state` is the state before the `session_started` entry."""
        session = started.versions[0]["session"]
        return cls(programme, fold(programme, state, started), session, started.day, decision.sets)

    def take(self, entry: Effective) -> Session:
        """Return the session after one more entry, of this session or any other of the journal."""
        session = self.changed(state=fold(self.programme, self.state, entry))
        values = entry.versions[-1]
        if values.get("session") != self.id:
            return session
        change = _TAKES.get(entry.kind)
        return change(session, entry, values) if change else session

    def changed(self, **changes: Any) -> Session:  # noqa: ANN401 - each field has its own type
        """Return the session with other values of some fields: as `dataclasses.replace`, in a third of the time."""
        new = object.__new__(Session)
        new.__dict__.update(self.__dict__, **changes)
        return new

    def take_all(self, entries: Iterable[Effective]) -> Session:
        """Return the session after the entries, in their order."""
        session = self
        for entry in entries:
            session = session.take(entry)
        return session

    def offer(self, now: Moment, blocks: tuple[Block, ...] = BLOCKS) -> Step:
        """Return what is next."""
        view = view_of(self.programme, self.state, now)
        for look in (_care, _closed, _ended, _too_much_pain, _waiting, _felt):
            step = look(self, view)
            if step is not None:
                return step
        found = self._next(view, blocks)
        return Step(self.id, "set", found) if found else Step(self.id, "ended")

    def _next(self, view: View, blocks: tuple[Block, ...]) -> PlannedSet | None:
        for planned in self.sets:
            if planned.index in self.done or planned.index in self.skipped:
                continue
            found = self._as_allowed(view, planned, blocks)
            if found is not None:
                return found
        return None

    def _as_allowed(self, view: View, planned: PlannedSet, blocks: tuple[Block, ...]) -> PlannedSet | None:
        """Return the set at the highest level still allowed, lighter by what the person asked for; None if off."""
        presses = self.easier.count((planned.exercise, planned.side))
        levels = [one.number for one in view.book.levels[planned.exercise] if one.number <= planned.level]
        number = levels[max(0, len(levels) - 1 - presses)]
        amount = Amount(1, planned.repetitions, planned.hold_s)
        if number != planned.level:
            amount = amount.at_most(view.book.amount(planned.exercise, number, 0))
        if presses >= len(levels):
            amount = amount.halved()
        wish = Wish(planned.exercise, number, planned.side, amount)
        fit = fitting(view, wish, blocks)
        if fit is None:
            return None
        if fit.level.number == planned.level:
            fit = Fit(fit.level, planned.band)
        elif fit.level.number != number:
            lower = view.book.amount(planned.exercise, fit.level.number, 0)
            wish = replace(wish, amount=amount.at_most(lower))
        return planned_set(planned.index, wish, fit, view)

    def ahead(self, now: Moment) -> dict[str, Step]:
        """Return what follows each thing the person can do now: a stop needs no network and no rule elsewhere.

        Keys: `done`, `skip`, `easier`, `stop`, `felt:ANSWER`, `stop:REASON`, `stop:alarm:ALARM`, `settled:ANSWER`.
        """
        step = self.offer(now)
        if step.kind == "set" and step.set is not None:
            return self._ahead_of_set(step.set, now)
        if step.kind == "felt" and step.set is not None:
            return {
                f"felt:{answer}": self._after("felt", {**_place(self.id, step.set), "answer": answer}, now)
                for answer in sorted(_STAYS)
            }
        if step.kind == "stop_answer" and not step.asks:
            return self._answers(self, self.stop, now)
        if step.kind == "settled":
            return {f"settled:{answer}": self._settled(answer, now) for answer in ("back", "not_back")}
        return {}

    def _ahead_of_set(self, planned: PlannedSet, now: Moment) -> dict[str, Step]:
        place = _place(self.id, planned)
        amount = {"hold_s": planned.hold_s} if planned.hold_s else {"repetitions": planned.repetitions}
        stopped = imagine("stopped", place, now)
        after = self.take(stopped)
        return {
            "done": self._after("set_done", {**place, **amount}, now),
            "skip": self._after("set_skipped", place, now),
            "easier": self._after("easier", place, now),
            "stop": after.offer(now),
            **self._answers(after, stopped.id, now),
        }

    def _answers(self, stopped: Session, stop: str, now: Moment) -> dict[str, Step]:
        def answer(reason: str, alarm: str) -> Step:
            values = {"session": self.id, "stop": stop, "reason": reason, "where": [], "alarms": [alarm]}
            return stopped.take(imagine("stop_answer", values, now)).offer(now)

        reasons = {f"stop:{reason}": answer(reason, "none") for reason in STOP_REASONS}
        alarms = {f"stop:alarm:{alarm}": answer("other", alarm) for alarm in ALARMS if alarm != "none"}
        return {**reasons, **alarms}

    def _after(self, kind: str, values: Mapping[str, Any], now: Moment) -> Step:
        return self.take(imagine(kind, values, now)).offer(now)

    def _settled(self, answer: str, now: Moment) -> Step:
        minutes = max(0, now.epoch_s - self.stopped_s) // _MINUTE_S
        values = {"session": self.id, "stop": self.stop, "after_min": min(120, minutes), "answer": answer}
        return self._after("settled", values, now)


def _place(session: str, planned: PlannedSet) -> dict[str, Any]:
    return {
        "session": session,
        "index": planned.index,
        "exercise": planned.exercise,
        "level": planned.level,
        "side": planned.side,
    }


# -- what entries do --------------------------------------------------------------------------------------------------


def _take_done(session: Session, entry: Effective, values: Mapping[str, Any]) -> Session:
    """Take a set as done, also one taken back later: it counts for the caps and isn't offered again."""
    del entry
    levels = (*session.levels, (values["index"], values["level"]))
    return session.changed(done=session.done | {values["index"]}, levels=levels)


def _take_skipped(session: Session, entry: Effective, values: Mapping[str, Any]) -> Session:
    if entry.values is None:
        return session
    return session.changed(skipped=session.skipped | {values["index"]})


def _take_easier(session: Session, entry: Effective, values: Mapping[str, Any]) -> Session:
    if entry.values is None:
        return session
    return session.changed(easier=(*session.easier, (values["exercise"], values["side"])))


def _take_felt(session: Session, entry: Effective, values: Mapping[str, Any]) -> Session:
    del entry
    if values["answer"] not in _STAYS:
        return session
    return session.changed(felt=session.felt | {(values["exercise"], values["side"])})


def _take_stopped(session: Session, entry: Effective, values: Mapping[str, Any]) -> Session:
    skipped = session.skipped | {values["index"]}
    return session.changed(stop=entry.id, stopped_s=entry.at_s, asked_again=False, skipped=skipped)


def _take_settled(session: Session, entry: Effective, values: Mapping[str, Any]) -> Session:
    del entry
    return session.changed(asked_again=values["answer"] == "not_back")


def _take_ended(session: Session, entry: Effective, values: Mapping[str, Any]) -> Session:
    del values
    return session.changed(over=entry.values is not None)


_TAKES = {
    "set_done": _take_done,
    "set_skipped": _take_skipped,
    "easier": _take_easier,
    "felt": _take_felt,
    "stopped": _take_stopped,
    "settled": _take_settled,
    "session_ended": _take_ended,
}


# -- what is offered, first answer wins -------------------------------------------------------------------------------


def _care(session: Session, view: View) -> Step | None:
    flags = view.core.flags
    if not flags:
        return None
    reasons = tuple(view.reason(flag.rule, flag.raised) for flag in flags)
    return Step(session.id, "seek_care", urgency=urgency_of(flags), reasons=reasons)


def _closed(session: Session, view: View) -> Step | None:
    return Step(session.id, "ended") if session.over or view.core.day != session.day else None


def _ended(session: Session, view: View) -> Step | None:
    today = view.core.today
    if not today.ended_early:
        return None
    reason = view.reason(f"{today.ended_early}.ended", _stop_entries(today.stops))
    asks = ("screening_daily",) if today.ended_early == "S2" else ()
    return Step(session.id, "ended", reasons=(reason,), asks=asks)


def _too_much_pain(session: Session, view: View) -> Step | None:
    """End when a new check-in says that the leg is too bad for any exercise."""
    today = view.core.today
    if max(today.latest.leg, today.levels.worst) < view.book.t.no_exercise_leg_pain:
        return None
    return Step(session.id, "ended", reasons=(view.reason("S3.start_8", view.core.check_in_ids),))


def _waiting(session: Session, view: View) -> Step | None:
    waiting = [stop for stop in view.core.today.stops if stop.waiting]
    if not waiting:
        return None
    stop = waiting[-1]
    reasons: tuple[Reason, ...] = (view.reason("S2.waiting", stop.ids),)
    if not stop.answered:
        return Step(session.id, "stop_answer", reasons=reasons)
    if stop.needs_saddle:
        return Step(session.id, "stop_answer", reasons=reasons, asks=("saddle",))
    t = view.book.t
    minutes = t.settle_last_min if session.asked_again else t.settle_first_min
    wait_s = max(0, session.stopped_s + minutes * _MINUTE_S - view.now.epoch_s)
    return Step(session.id, "settled", wait_s=wait_s, reasons=reasons)


def _stop_entries(stops: Iterable[Stop]) -> tuple[str, ...]:
    return tuple(name for stop in stops for name in stop.ids)


def _felt(session: Session, view: View) -> Step | None:
    """Ask how an exercise felt once its last set on a side is behind; a stop has asked already."""
    stopped = {(stop.exercise, stop.side) for stop in view.core.today.stops if stop.session == session.id}
    asked = session.felt | stopped
    behind = session.done | session.skipped
    for planned in session.sets:
        pair = (planned.exercise, planned.side)
        group = [one.index for one in session.sets if (one.exercise, one.side) == pair]
        if pair in asked or not session.done.intersection(group) or not behind.issuperset(group):
            continue
        level = min((level for index, level in session.levels if index in group), default=planned.level)
        return Step(session.id, "felt", replace(planned, level=level))
    return None
