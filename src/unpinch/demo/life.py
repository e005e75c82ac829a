"""Living a story: each day the person opens Unpinch, answers what it asks, and does what it plans."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from unpinch import __version__
from unpinch.demo.answers import answered
from unpinch.demo.body import Body
from unpinch.demo.pen import Pen
from unpinch.demo.sitting import Sitting
from unpinch.demo.stories import Story
from unpinch.journal import Entry, Moment
from unpinch.measures import due
from unpinch.programme.decision import Decision
from unpinch.programme.model import Programme
from unpinch.screens.about import PARTS
from unpinch.screens.function import questions, values
from unpinch.screens.screening import event

_MORNING_MIN, _EVENING_MIN, _SPREAD_MIN = 7 * 60 + 5, 18 * 60 + 20, 50
_OVER_WEEKS, _WEEK_DAYS = 4, 7
_APPOINTMENT_DAYS = 4
_PUT_OFF_S, _MEASURE_S = 4, 50
_TAKES_S: Mapping[str, int] = {"about": 25, "screening": 45, "check_in": 35, "clearance": 60, "assessment": 30}


def lived(programme: Programme, story: Story, today: Moment, seed: int | None = None) -> tuple[Entry, ...]:
    """Return a story's journal, its last day being the one before `today`, in the offset of `today`."""
    return _Life(programme, story, today, story.seed if seed is None else seed).whole()


class _Life:
    def __init__(self, programme: Programme, story: Story, today: Moment, seed: int) -> None:
        self.programme, self.story = programme, story
        self.dice = random.Random(f"{story.id} {seed}")  # noqa: S311 - a story, not a secret
        self.mood = random.Random(f"{story.id} {seed} measures")  # noqa: S311 - as above
        self.pen = Pen(programme, f"{story.id} {seed}", today, story.days)
        self.body = Body(story.nature, self.dice)
        self.trained = self.seen = False
        self.advised_on: int | None = None

    def whole(self) -> tuple[Entry, ...]:
        for day in range(self.story.days):
            self.body.wake()
            if day and self.dice.random() < self.story.away:
                continue
            self.pen.turn_to(day, _MORNING_MIN + self.dice.randrange(_SPREAD_MIN))
            self._morning(day)
            self._evening(day)
        return tuple(self.pen.entries)

    def _morning(self, day: int) -> None:
        decision = self._open()
        if not day:
            for number, band in enumerate(self.story.bands):
                self.pen.write("band", {"band": self.pen.new_id("a band", str(number)), **band}, 40)
            decision = self._open()
        if decision.kind == "seek_care":
            self._told_of_care()
            return
        self._book(decision, day)
        self._measured(decision)
        if decision.kind == "train" and self.dice.random() < self.story.practises:
            self._train()

    def _evening(self, day: int) -> None:
        """Do another round of what is offered, on some days."""
        if self.pen.decision.kind == "seek_care" or self.dice.random() >= self.story.second_round:
            return
        self.pen.turn_to(day, _EVENING_MIN + self.dice.randrange(_SPREAD_MIN))
        if self._open().kind == "train":
            self._train()

    # -- what is asked -------------------------------------------------------------------------------------------------

    def _open(self) -> Decision:
        """Open today: answer what is asked for, and see the decision, which is stored as it was shown."""
        decision = self.pen.decision
        while decision.asks:
            before = len(self.pen.entries)
            self._answer(decision.asks[0])
            if len(self.pen.entries) == before:
                break
            decision = self.pen.decision
        if decision.kind == "seek_care" and self.seen:
            self._check_in()
        return self.pen.show(__version__)

    def _answer(self, ask: str) -> None:
        if ask == "about":
            self._about()
        elif ask == "check_in":
            self._check_in()
        elif ask.startswith("screening_") and ask != "screening_line":
            self._screening(ask.removeprefix("screening_"))
        elif ask == "screening_line":
            self._write("screening", event({}, "line"))

    def _about(self) -> None:
        facts = {"name": self.story.name, **self.story.facts}
        for part in PARTS:
            stated = {name: facts[name] for name in part.fields if name in facts}
            if stated:
                self._write("about", stated)

    def _check_in(self) -> None:
        self._write("check_in", self.body.morning(self.story.side, trained=self.trained))
        self.trained = False

    def _screening(self, scope: str) -> None:
        every = self.programme.questions.values()
        asked = [one for one in every if one.weekly or scope == "full"]
        if scope == "daily":
            asked = [one for one in every if one.tier in {"emergency", "same_day"}]
        self._write("screening", event({one.id: self._says(one.id) for one in asked}, scope))

    def _says(self, question: str) -> str:
        """Answer one question truthfully."""
        lost = {"new_weakness", "new_numbness"}
        weeks = self.story.facts["duration_weeks"] + self.body.day / _WEEK_DAYS
        unimproved = weeks > _OVER_WEEKS and self.body.course > self.story.nature.start - 1
        yes = (question in lost and self.body.weak) or (question == "not_improved" and unimproved)
        return "yes" if yes else "no"

    def _measured(self, decision: Decision) -> None:
        """Answer the measure that Today offers, or say that it isn't for today."""
        pen = self.pen
        measure = due(self.programme, pen.course.settled.entries, pen.now, decision)
        if measure is None:
            return
        if self.mood.random() < self.story.puts_off:
            pen.write("measure_put_off", {"measure": measure.id}, _PUT_OFF_S)
        else:
            pen.write(measure.kind, answered(measure, self.body, self.story.activities, self.mood), _MEASURE_S)
        self._open()

    def _write(self, kind: str, said: Mapping[str, Any]) -> Entry:
        return self.pen.write(kind, said, _TAKES_S[kind] + self.dice.randrange(20))

    # -- what is done --------------------------------------------------------------------------------------------------

    def _train(self) -> None:
        self.trained = True
        camera = self.story.camera_from is not None and self.body.day >= self.story.camera_from
        sitting = Sitting(self.pen, self.body, self.dice, camera=camera)
        sitting.do()
        if sitting.unsettled:
            self._checked_function()
        if self.pen.decision.kind in {"stop", "seek_care"}:
            self.pen.show(__version__)
        if self.pen.decision.kind == "seek_care":
            self._told_of_care()

    def _checked_function(self) -> None:
        """Say at once what the leg can do, as asked when a feeling hasn't gone back; an alarming answer ends it."""
        for one in questions(self.programme):
            answer = self._says(one.id)
            self._write("screening", values(one.id, answer))
            if answer != "no":
                return

    def _told_of_care(self) -> None:
        """Go and be examined; the answer is not to exercise yet."""
        if self.seen:
            return
        self.seen = True
        self.pen.wait(6 * 3600)
        for flag in self.pen.course.state.core.flags:
            said = {"question": flag.id, "verdict": "not_yet", "examined_by": "Hospital", "lifts": list(flag.raised)}
            self._write("clearance", {**said, "examined_on": self.pen.date()})

    def _book(self, decision: Decision, day: int) -> None:
        """Book an assessment some days after it was first advised for want of progress."""
        if self.advised_on is None and any(one.rule == "S9.four_weeks" for one in decision.reasons):
            self.advised_on = day
        after = self.story.books_after
        if after is not None and self.advised_on is not None and day == self.advised_on + after:
            self._write("assessment", {"status": "booked", "on": self.pen.date(_APPOINTMENT_DAYS)})
            self._open()
