"""A session as a person lives it: what the rules offer, step by step, and the entries that the player would write."""

from __future__ import annotations

import random
from typing import Any

from unpinch.demo.body import Body
from unpinch.demo.pen import Pen
from unpinch.guard import judge_step
from unpinch.guidance import Session
from unpinch.journal import Entry, derived_id, set_id
from unpinch.programme.decision import Decision, PlannedSet, Step
from unpinch.screens.function import wanted
from unpinch.screens.nodes import how_ended, place_of
from unpinch.screens.replay import ended_draft

_SURE, _SPARE, _COUNTED, _PARTIAL = 0.9, 0.7, 0.15, 0.4
_LEARNT_DAYS = 25.0
_PRESS_S, _FORM_S = 3, 25


class Sitting:
    """One session from its start to its end."""

    def __init__(self, pen: Pen, body: Body, dice: random.Random, *, camera: bool) -> None:
        """Begin with the decision that was shown last."""
        self.pen, self.body, self.dice, self.camera = pen, body, dice, camera
        shown = next(one for one in reversed(pen.entries) if one.kind == "decision")
        assert pen.shown is not None  # noqa: S101 - a session begins with what was shown
        self.decision: Decision = pen.shown
        before = pen.course.state
        id_ = derived_id("session", shown.id)
        begun = derived_id("session_started", id_)
        started = pen.write("session_started", {"session": id_, "decision": shown.id}, _PRESS_S, begun)
        self.session = Session.start(pen.programme, before, self.decision, started)
        self.stop: PlannedSet | None = None

    @property
    def step(self) -> Step:
        """Return what is next, checked by the guard."""
        now = self.pen.now
        return judge_step(self.pen.course.evidence, now, self.session.offer(now), self.decision)

    @property
    def unsettled(self) -> bool:
        """Tell whether it ended with a feeling that didn't go back."""
        return self.step.kind == "ended" and wanted(self.session)

    def do(self) -> None:
        """Do it to its end; where the rules send to care it just breaks off."""
        while (step := self.step).kind not in {"ended", "seek_care"}:
            getattr(self, f"_{step.kind}")(step)
        if step.kind == "ended":
            draft = ended_draft(self.session.id, how_ended(self.session, step))
            self._write(draft.kind, draft.values, _PRESS_S, draft.id)

    def _write(self, kind: str, values: Any, takes_s: int, id_: str = "") -> Entry:  # noqa: ANN401 - an entry's values
        entry = self.pen.write(kind, values, takes_s, id_)
        self.session = self.session.take(entry)
        return entry

    def _set(self, step: Step) -> None:
        planned = step.set
        assert planned is not None  # noqa: S101 - a step of this kind has one
        place = place_of(self.session.id, planned)
        load = self.pen.programme.exercises[planned.exercise].level(planned.level).nerve_load
        outcome = self.body.takes(planned, load)
        if outcome == "skip":
            self._write("set_skipped", place, _PRESS_S)
        elif outcome == "tingling":
            self.stop = planned
            self._write("stopped", place, planned.seconds // 2)
        else:
            done = set_id(self.session.id, planned.index)
            self._write("set_done", {**place, **self._amount(planned)}, planned.seconds, done)

    def _amount(self, planned: PlannedSet) -> dict[str, Any]:
        last = not any(one.exercise == planned.exercise and one.index > planned.index for one in self.session.sets)
        strong = self.pen.programme.exercises[planned.exercise].strengthening
        spare = {"spare": self.dice.random() < _SPARE} if strong and last else {}
        if planned.hold_s or not self.camera:
            amount = {"hold_s": planned.hold_s} if planned.hold_s else {"repetitions": planned.repetitions}
            return {**amount, **spare, "source": "hand"}
        return {**self._watched(planned), **spare}

    def _watched(self, planned: PlannedSet) -> dict[str, Any]:
        """Return a set as the camera saw it: with practice fewer faults."""
        clumsy = 0.5 ** (self.body.day / _LEARNT_DAYS)
        faults = [one.id for one in self.pen.programme.exercises[planned.exercise].faults]
        seen = [one for number, one in enumerate(faults) if self.dice.random() < clumsy / (number + 2)]
        tempo_ms = sum(part.seconds for part in planned.tempo) * 1000
        return {
            "repetitions": planned.repetitions - (planned.repetitions > 1 and self.dice.random() < _COUNTED),
            "partials": sum(self.dice.random() < clumsy * _PARTIAL for _ in range(3)),
            "range_percent": round(self.dice.gauss(100 - 18 * clumsy, 4)),
            "tempo_ms": round(tempo_ms * self.dice.gauss(1 - 0.2 * clumsy, 0.05)),
            "faults": seen,
            "unsure_percent": min(60, round(abs(self.dice.gauss(0, 8)))),
            "source": "camera",
        }

    def _felt(self, step: Step) -> None:
        planned = step.set
        assert planned is not None  # noqa: S101 - a step of this kind has one
        answer = self.body.feels()
        self._write("felt", {**place_of(self.session.id, planned), "answer": answer}, _PRESS_S)

    def _stop_answer(self, step: Step) -> None:
        del step
        place = {"session": self.session.id, "stop": self.session.stop}
        felt = {"reason": "tingling", "where": ["foot"], "alarms": ["none"], "leg_pain": round(self.body.pain)}
        self._write("stop_answer", {**place, **felt}, _FORM_S)

    def _settled(self, step: Step) -> None:
        self.pen.wait(step.wait_s)
        minutes = (self.pen.now.epoch_s + _PRESS_S - self.session.stopped_s) // 60
        place = {"session": self.session.id, "stop": self.session.stop, "after_min": minutes}
        self._write("settled", {**place, "answer": self.body.settles()}, _PRESS_S)
