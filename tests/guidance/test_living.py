"""A person's days, lived at random through the builders and a session: after every entry guard and planner agree."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.builders import Diary, shipped
from tests.guidance.test_session import Sitting
from unpinch.guard import check, check_step, judge, read
from unpinch.guidance import fold_all, plan
from unpinch.journal import Moment, settle
from unpinch.programme.decision import URGENCIES, Step

SITES = ("none", "back", "buttock", "thigh", "knee", "calf", "foot")
REACTIONS = ("none", "under_30_min", "to_2_h", "longer", "this_morning")
REASONS = ("tingling", "pain_down", "too_strong", "other")
ALARMS = ("between_legs", "both_legs", "bladder_bowel", "new_weakness", "chest_faint", "injury")
EVENTS = ("saddle", "bladder", "new_weakness", "fever", "weight_loss", "bone_fragile", "night_pain")


class Life(RuleBasedStateMachine):
    """One person, who answers, trains, stops, corrects and waits."""

    def __init__(self) -> None:
        super().__init__()
        self.diary = Diary()
        self.sitting: Sitting | None = None

    @property
    def now(self) -> Moment:
        return Moment.parse(self.diary.now)

    # days

    @initialize(legs=st.sampled_from(["left", "right", "both", "none"]), bands=st.booleans())
    def begin(self, legs: str, bands: bool) -> None:  # noqa: FBT001
        self.diary.ready(legs=legs)
        if bands:
            self.diary.band(type="loop", rest_mm=1040, width_mm="13", thickness_mm="4.5")
            self.diary.band(type="flat", brand="TheraBand", colour="yellow", rest_mm=1800)

    @rule(leg=st.integers(0, 3), limited=st.booleans(), reaction=st.sampled_from(REACTIONS[:2]))
    def calm_morning(self, leg: int, limited: bool, reaction: str) -> None:  # noqa: FBT001
        bend = "limited" if limited else "free"
        self.diary.morning(leg, "thigh" if leg else "none", bend=bend, reaction=reaction)

    @rule(
        leg=st.integers(0, 9),
        site=st.sampled_from(SITES),
        tingling=st.integers(0, 3),
        numbness=st.integers(0, 3),
        reaction=st.sampled_from(REACTIONS),
        painkillers=st.booleans(),
    )
    def any_morning(self, leg: int, site: str, **more: Any) -> None:
        self.diary.morning(leg, site, **more)

    @rule(days=st.sampled_from([1, 1, 1, 1, 2, 4, 7]))
    def sleep(self, days: int) -> None:
        self.diary.next_day(days=days)
        self.sitting = None

    @rule(minutes=st.sampled_from([5, 90, 700]))
    def wait(self, minutes: int) -> None:
        self.diary.wait(minutes=minutes)

    @rule(scope=st.sampled_from(["full", "weekly", "daily", "line"]))
    def answer_no_to_all(self, scope: str) -> None:
        self.diary.screening(scope)

    @rule(question=st.sampled_from(EVENTS))
    def alarm(self, question: str) -> None:
        self.diary.screening("event", yes=[question])

    @rule(verdict=st.sampled_from(["may_exercise", "may_exercise", "not_yet"]))
    def clear(self, verdict: str) -> None:
        for flag in self.state().core.flags[:1]:
            raised = [entry for entry in self.diary.entries if entry.id in flag.raised]
            self.diary.clearance(flag.id, raised, verdict)

    @rule(status=st.sampled_from(["booked", "had"]), days=st.integers(0, 5))
    def see_someone(self, status: str, days: int) -> None:
        self.diary.assessment(status, "may_continue" if status == "had" else None, days)

    @rule(days=st.sampled_from([None, 2]))
    def pause(self, days: int | None) -> None:
        self.diary.pause(days)
        self.diary.next_day()
        self.diary.resume()
        self.sitting = None

    @rule(minutes=st.sampled_from([0, 20]))
    @precondition(lambda self: self.diary.entries[-1].kind == "check_in")
    def second_thoughts(self, minutes: int) -> None:
        entry = self.diary.entries[-1]
        self.diary.wait(minutes=minutes)
        self.diary.correct(entry, left_leg_pain=1)

    # a session

    @precondition(lambda self: self.sitting is None)
    @rule()
    def start(self) -> None:
        if self.planned().kind == "train":
            self.sitting = Sitting(self.diary)

    def step(self) -> Step | None:
        return self.sitting.offer() if self.sitting else None

    @precondition(lambda self: self.sitting is not None)
    @rule(worse=st.booleans())
    def go_on(self, worse: bool) -> None:  # noqa: FBT001
        step, sitting = self.step(), self.sitting
        if step is None or sitting is None or step.set is None:
            return
        if step.kind == "set":
            sitting.finish(step)
        else:
            sitting.feel(step, "worse" if worse else "same_or_better")

    @precondition(lambda self: self.sitting is not None)
    @rule(tap=st.sampled_from(["easier", "set_skipped"]))
    def tap(self, tap: str) -> None:
        step = self.step()
        if self.sitting and step and step.kind == "set":
            self.sitting.press(tap)

    @precondition(lambda self: self.sitting is not None)
    @rule(
        reason=st.sampled_from(REASONS),
        leg_pain=st.integers(0, 9),
        where=st.sampled_from(["calf", "buttock"]),
        alarm=st.sampled_from(["none"] * 12 + list(ALARMS)),
        settled=st.sampled_from([(), ((2, "back"),), ((2, "not_back"), (10, "back")), ((10, "not_back"),)]),
    )
    def stop(self, reason: str, leg_pain: int, where: str, alarm: str, settled: tuple[tuple[int, str], ...]) -> None:
        step = self.step()
        if not self.sitting or not step or step.kind != "set":
            return
        stop = self.sitting.press("stop")
        self.diary.answer_stop(stop, reason, [where], [alarm], leg_pain=leg_pain)
        for minutes, answer in settled:
            self.diary.settled(stop, minutes, answer)

    @precondition(lambda self: self.sitting is not None)
    @rule()
    def end(self) -> None:
        self.diary.end("left")
        self.sitting = None

    # what must hold

    def settled(self) -> Any:
        return settle(self.diary.entries, self.now)

    def state(self) -> Any:
        return fold_all(shipped(), self.settled().entries)

    def planned(self) -> Any:
        return plan(shipped(), self.state(), self.now)

    @invariant()
    def guard_finds_nothing_and_lowers_nothing(self) -> None:
        evidence = read(shipped(), self.settled().entries)
        before = self.planned()
        assert check(evidence, self.now, before) == ()
        after = judge(evidence, self.now, before)
        assert URGENCIES.index(after.urgency) >= URGENCIES.index(before.urgency)
        assert (before.kind == "train") == bool(before.sets)
        if self.sitting:
            assert check_step(evidence, self.now, self.sitting.offer(), self.sitting.decision) == ()


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=30,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
