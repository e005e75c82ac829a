"""Moves: the things that may happen next, each a few entries. The breadth-first search tries all, a walk picks one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from unpinch.guidance.session import Session
from unpinch.guidance.verify.inputs import (
    BANDS,
    CHECK_INS,
    CORRECTED,
    EARLIER,
    VISITS,
    Input,
    about,
    answered_no,
    check_in,
    screening,
)
from unpinch.guidance.verify.world import Place, new_id
from unpinch.programme.decision import PlannedSet, Step

_STEPS_MOST = 60
_EVENING_H = 12


@dataclass(frozen=True, slots=True)
class Move:
    """Something that may happen: its name and the place it leads to."""

    name: str
    go: Callable[[Place], Place]


def begin(place: Place, person: Input) -> Place:
    """Say the lasting facts and name the bands. Screenings are answered when the plan asks for them."""
    place = place.say("about", about(person))
    for band in BANDS:
        if band.name in person.bands:
            place = place.say("band", {"band": new_id(), **band.values})
    return place


# -- sessions ---------------------------------------------------------------------------------------------------------

Answer = Callable[[Place, Step], Place]


def _set(place: Place, one: PlannedSet) -> dict[str, Any]:
    return {
        "session": place.sitting.id,
        "index": one.index,
        "exercise": one.exercise,
        "level": one.level,
        "side": one.side,
    }


def _done_values(place: Place, one: PlannedSet) -> dict[str, Any]:
    amount = {"repetitions": one.repetitions} if one.repetitions else {"hold_s": one.hold_s}
    return {**_set(place, one), **amount, "spare": True}


def _done(place: Place, one: PlannedSet) -> Place:
    return place.later(2).say("set_done", _done_values(place, one))


def _felt(place: Place, one: PlannedSet, answer: str) -> Place:
    return place.say("felt", {**_set(place, one), "answer": answer})


def _calm_answer(place: Place, step: Step) -> Place:
    """Do the set, or say that it felt good. What is asked about a stop meets silence."""
    if step.set is None:
        return place
    return _done(place, step.set) if step.kind == "set" else _felt(place, step.set, "same_or_better")


def _worse_answer(place: Place, step: Step) -> Place:
    if step.kind == "felt" and step.set is not None:
        return _felt(place, step.set, "worse")
    return _calm_answer(place, step)


def _easier_first(place: Place, step: Step) -> Place:
    if step.kind == "set" and step.set is not None and not place.sitting.easier:
        return place.say("easier", _set(place, step.set))
    return _calm_answer(place, step)


def _skip_first(place: Place, step: Step) -> Place:
    if step.kind == "set" and step.set is not None and not place.sitting.skipped:
        return place.say("set_skipped", _set(place, step.set))
    return _calm_answer(place, step)


def _take_back_first(place: Place, step: Step) -> Place:
    newest = place.trail.kind if place.trail else ""
    if step.kind == "set" and step.set is not None and newest == "session_started":
        return place.later(2).say_and_take_back("set_done", _done_values(place, step.set))
    return _calm_answer(place, step)


@dataclass(frozen=True, slots=True)
class Stopping:
    """A way to stop: after how many sets, the answer, and what is said when asked whether it is back.

    `late_min`: the first answer, "not back", comes so many minutes after the stop, whenever it was asked for.
    """

    name: str
    after_sets: int
    answer: Mapping[str, Any] | None
    settled: str = ""
    late_min: int = 0

    def __call__(self, place: Place, step: Step) -> Place:
        """Answer one step of the session; the same place means silence."""
        session = place.sitting
        if step.kind == "set" and step.set is not None:
            go_on = len(session.done) < self.after_sets or bool(session.stop)
            return _done(place, step.set) if go_on else place.say("stopped", _set(place, step.set))
        if step.kind == "felt":
            return _calm_answer(place, step)
        return self._say_why(place, step, session)

    def _say_why(self, place: Place, step: Step, session: Session) -> Place:
        if step.kind == "stop_answer" and step.asks:
            return place.say("screening", answered_no("saddle", ()))
        if step.kind == "stop_answer" and self.answer is not None:
            values = {"where": [], "alarms": ["none"], **self.answer}
            return place.say("stop_answer", {"session": session.id, "stop": session.stop, **values})
        return self._settle(place, step) if step.kind == "settled" and self.settled else place

    def _settle(self, place: Place, step: Step) -> Place:
        session = place.sitting
        late = self.late_min > 0 and not session.asked_again
        since_s = place.now.epoch_s - session.stopped_s
        wait_s = max(0, self.late_min * 60 - since_s) if late else step.wait_s
        place = place.later(-(-wait_s // 60))
        minutes = min(120, (place.now.epoch_s - session.stopped_s) // 60)
        answer = "not_back" if late else self.settled
        values = {"session": session.id, "stop": session.stop, "after_min": minutes, "answer": answer}
        return place.say("settled", values)


STOPPINGS: tuple[Stopping, ...] = (
    Stopping("tingling, back", 0, {"reason": "tingling"}, "back"),
    Stopping("tingling, not back", 0, {"reason": "tingling"}, "not_back"),
    Stopping("tingling, not back in ten minutes, then back", 0, {"reason": "tingling"}, "back", 10),
    Stopping("tingling later, back", 1, {"reason": "tingling"}, "back"),
    Stopping("tingling, never asked again", 0, {"reason": "tingling"}),
    Stopping("stopped, never answered", 0, None),
    Stopping("buttock tingling", 0, {"reason": "tingling", "where": ["buttock"]}, "back"),
    Stopping("pain down, back", 0, {"reason": "pain_down", "where": ["calf"]}, "back"),
    Stopping("pain down, not back", 1, {"reason": "pain_down", "where": ["foot"]}, "not_back"),
    Stopping("too strong, a little", 0, {"reason": "too_strong", "leg_pain": 3}),
    Stopping("too strong, much", 0, {"reason": "too_strong", "leg_pain": 7}),
    Stopping("too strong, two above", 0, {"reason": "too_strong", "leg_pain": 4}),
    Stopping("sharp back", 0, {"reason": "too_strong", "leg_pain": 0, "back_sharp": True}),
    Stopping("too strong later, a little", 1, {"reason": "too_strong", "leg_pain": 1}),
    Stopping("back pain risen", 1, {"reason": "too_strong", "leg_pain": 0, "back_pain": 4}),
    Stopping("other", 0, {"reason": "other"}),
    Stopping("other leg", 0, {"reason": "tingling", "where": ["other_leg"]}, "back"),
    Stopping("bladder", 0, {"reason": "other", "alarms": ["bladder_bowel"]}),
    Stopping("new weakness", 1, {"reason": "other", "alarms": ["new_weakness"]}),
)


def session(place: Place, answer: Answer) -> Place:
    """Go through a session with one way of answering, until it offers nothing more or the person falls silent."""
    decision = place.decision()
    place = place.begin(decision)
    for _ in range(_STEPS_MOST):
        step = place.step(decision)
        if step.kind in {"ended", "seek_care"}:
            break
        after = answer(place, step)
        if after is place:
            break
        place = after
    return place


def _end(place: Place) -> Place:
    return place.say("session_ended", {"session": place.sitting.id, "how": "done"}).leave()


def _through(answer: Answer) -> Callable[[Place], Place]:
    return lambda place: _end(session(place, answer))


SESSIONS: tuple[Move, ...] = (
    Move("session", _through(_calm_answer)),
    Move("session, felt worse", _through(_worse_answer)),
    Move("session, easier", _through(_easier_first)),
    Move("session, skip", _through(_skip_first)),
    Move("session, first set taken back", _through(_take_back_first)),
    *(Move(f"session, {stopping.name}", _through(stopping)) for stopping in STOPPINGS),
)
"""A session for every way of answering."""


# -- days -------------------------------------------------------------------------------------------------------------


def morning(values: Mapping[str, Any]) -> Callable[[Place], Place]:
    """Check in and answer today's screening: the weekly or full one when the plan asks for it."""

    def go(place: Place) -> Place:
        place = place.say("check_in", values)
        asks = place.decision().asks
        for scope in ("full", "weekly", "daily"):
            if f"screening_{scope}" in asks:
                return place.say("screening", screening(place.world.programme, scope))
        return place

    return go


def _corrected(worse: Mapping[str, Any]) -> Callable[[Place], Place]:
    """Check in with something that is corrected to better, late: both versions count."""
    better = check_in(leg_pain=1)

    def go(place: Place) -> Place:
        place = place.say("check_in", better, (worse, better))
        return place.say("screening", screening(place.world.programme, "daily"))

    return go


def _taken_back(values: Mapping[str, Any]) -> Callable[[Place], Place]:
    return lambda place: place.say_and_take_back("check_in", values)


def _mornings() -> Iterator[Move]:
    for one in CHECK_INS:
        yield Move(one.name, morning(one.values))
        if one.name in CORRECTED:
            yield Move(f"{one.name}, corrected", _corrected(one.values))
            yield Move(f"{one.name}, taken back", _taken_back(one.values))


MORNINGS: tuple[Move, ...] = tuple(_mornings())
"""A check-in of every group, and those with several rules of their own corrected late and taken back late."""


def _alarm(question: str) -> Callable[[Place], Place]:
    return lambda place: place.say("screening", {"scope": "event", "yes": [question], "no": [], "not_sure": []})


def alarms(place: Place) -> Iterator[Move]:
    """Yield an answer of every tier."""
    for one in place.world.questions:
        yield Move(f"yes, {one.name}", _alarm(one.values["question"]))


def ways_out(place: Place) -> Iterator[Move]:
    """Yield what may be said of standing flags: clearances (whole, partial, too old), not yet, an answer at once."""
    for flag in place.state.core.flags:
        name, today = flag.id, place.now.day
        yield Move(f"cleared {name}", _clear(name, flag.raised, "may_exercise", today))
        yield Move(f"partly cleared {name}", _clear(name, flag.raised[1:] or (new_id(),), "may_exercise", today))
        yield Move(f"not yet {name}", _clear(name, flag.raised, "not_yet", today))
        for one in EARLIER:
            examined = max(flag.days) - one.values["days"]
            yield Move(f"examined {one.name} {name}", _clear(name, flag.raised, "may_exercise", examined))
        newest = place.trail
        if newest and flag.raised[-1] == newest.id and newest.kind == "screening":
            yield Move(f"at once {name}", _at_once(name, newest.id))


def ways_on(place: Place) -> Iterator[Move]:
    """Yield what ends a pause or a "not yet": without it the rest of a walk would be idle."""
    if place.state.core.paused_until >= place.now.day:
        yield Move("resume", lambda here: here.say("resume", {}))
    if place.state.core.not_yet_day > 0:
        yield from (Move(f"assessment {one.name}", _assessed(one)) for one in VISITS if "verdict" in one.values)


def _at_once(name: str, entry: str) -> Callable[[Place], Place]:
    return lambda place: place.say("screening", answered_no(name, (entry,)))


def _clear(name: str, lifts: tuple[str, ...], verdict: str, examined: int) -> Callable[[Place], Place]:
    def go(place: Place) -> Place:
        values = {
            "question": name,
            "verdict": verdict,
            "examined_by": "a doctor",
            "examined_on": date.fromordinal(examined).isoformat(),
            "lifts": list(lifts),
        }
        return place.say("clearance", values)

    return go


def _assessed(visit: Input) -> Callable[[Place], Place]:
    def go(place: Place) -> Place:
        said = {name: value for name, value in visit.values.items() if name != "days"}
        on = date.fromordinal(place.now.day + visit.values["days"]).isoformat()
        return place.say("assessment", {**said, "on": on})

    return go


def left_with_one_band(place: Place) -> Place:
    """Give all bands away but one that is strong."""
    for band in place.state.core.bands:
        place = place.say("band", {"band": band.id, "retired": True})
    return place.say("band", {"band": new_id(), **BANDS[-1].values})


SELDOM: tuple[Move, ...] = (
    *(Move(f"assessment {one.name}", _assessed(one)) for one in VISITS),
    Move("pause", lambda place: place.say("pause", {"reason": "travel"})),
    Move("resume", lambda place: place.say("resume", {})),
    Move("a clock runs ahead", lambda place: place.say_ahead()),
    Move("left with one band", left_with_one_band),
)

WAITS: tuple[Move, ...] = (
    Move("next morning", lambda place: place.next_morning()),
    Move("in an hour", lambda place: place.later(60)),
    Move("that evening", lambda place: place.later(_EVENING_H * 60)),
    Move("after two days", lambda place: place.next_morning(2)),
    Move("after five days", lambda place: place.next_morning(5)),
    Move("after seven days", lambda place: place.next_morning(7)),
)


def line(place: Place) -> Place:
    """Answer the one line before a later session."""
    return place.say("screening", screening(place.world.programme, "line"))


def every(place: Place) -> Iterator[Move]:
    """Yield all that may happen here."""
    decision = place.decision()
    if "check_in" in decision.asks or not place.state.core.today.checked:
        yield from MORNINGS
    if decision.kind == "train":
        yield from SESSIONS
    if "screening_line" in decision.asks:
        yield Move("line", line)
    yield from alarms(place)
    yield from ways_out(place)
    yield from SELDOM
    yield from WAITS
