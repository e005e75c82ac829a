"""A session step by step: what is offered after a set, a stop, an answer; S2 and S3 inside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from tests.builders import Diary, shipped
from unpinch.guidance import Session, decide, fold_all
from unpinch.journal import Moment, settle
from unpinch.programme.decision import Decision, Step


class Sitting:
    """A diary whose last entry started a session, and that session replayed from the journal."""

    def __init__(self, diary: Diary) -> None:
        self.diary = diary
        now = Moment.parse(diary.now)
        before = settle(diary.entries, now).entries
        self.decision: Decision = decide(shipped(), diary.entries, now)
        self.state = fold_all(shipped(), before)
        self.count = len(before)
        diary.start()

    @property
    def now(self) -> Moment:
        return Moment.parse(self.diary.now)

    def session(self) -> Session:
        entries = settle(self.diary.entries, self.now).entries[self.count :]
        return Session.start(shipped(), self.state, self.decision, entries[0]).take_all(entries[1:])

    def offer(self) -> Step:
        return self.session().offer(self.now)

    def finish(self, step: Step, **more: Any) -> None:
        one = step.set
        assert one is not None
        self.diary.next_index = one.index
        self.diary.do(one.exercise, one.hold_s or one.repetitions, level=one.level, side=one.side, **more)

    def feel(self, step: Step, answer: str = "same_or_better") -> None:
        one = step.set
        assert one is not None
        self.diary.next_index = one.index + 1
        self.diary.felt(one.exercise, answer, level=one.level, side=one.side)

    def press(self, name: str) -> Any:
        one = self.offer().set
        assert one is not None
        self.diary.next_index = one.index
        if name == "stop":
            return self.diary.press_stop(one.exercise, level=one.level, side=one.side)
        return self.diary.add(name, self.diary.place(one.exercise, one.level, one.side))

    def through(self) -> Iterator[Step]:
        """Do all that is offered, calmly."""
        while (step := self.offer()).kind not in {"ended", "seek_care"}:
            yield step
            self.finish(step) if step.kind == "set" else self.feel(step)
        yield step


def decompressing(leg: int = 3) -> Sitting:
    diary = Diary().ready()
    diary.band(type="loop", rest_mm=1040, width_mm="13", thickness_mm="4.5")
    diary.morning(leg)
    return Sitting(diary)


def stabilising() -> Sitting:
    diary = Diary().ready()
    diary.morning(0, "none", bend="free")
    return Sitting(diary)


def kinds(steps: Sequence[Step]) -> list[str]:
    return [f"{step.kind} {step.set.exercise}" if step.set else step.kind for step in steps]


def test_it_offers_each_set_asks_how_it_felt_and_ends() -> None:
    steps = list(decompressing().through())
    assert kinds(steps) == ["set nerve_floss", "felt nerve_floss", "set leg_traction", "felt leg_traction", "ended"]


def test_it_asks_once_for_each_exercise_and_side() -> None:
    steps = kinds(list(stabilising().through()))
    assert steps.count("set clamshell") == 4
    assert steps.count("felt clamshell") == 2
    assert steps.count("felt bridge") == 1


def test_it_resumes_exactly_where_it_was() -> None:
    sitting = decompressing()
    sitting.finish(sitting.offer())
    first = sitting.session()
    assert sitting.offer() == first.offer(sitting.now)
    assert sitting.offer().kind == "felt"


def test_it_does_not_count_a_set_twice() -> None:
    sitting = decompressing()
    step = sitting.offer()
    sitting.finish(step)
    sitting.finish(step)
    assert sitting.session().done == frozenset({0})


def test_it_goes_on_after_a_skip_without_asking_how_it_felt() -> None:
    sitting = decompressing()
    sitting.press("set_skipped")
    assert kinds([sitting.offer()]) == ["set leg_traction"]


def test_it_offers_the_easier_level_and_then_half_of_the_lowest() -> None:
    sitting = decompressing()
    first = sitting.offer().set
    sitting.press("easier")
    second = sitting.offer().set
    sitting.press("easier")
    third = sitting.offer().set
    assert first is not None
    assert second is not None
    assert third is not None
    assert [one.level for one in (first, second, third)] == [1, 0, 0]
    assert third.repetitions < second.repetitions


def test_it_waits_for_the_reason_after_a_stop() -> None:
    sitting = decompressing()
    sitting.press("stop")
    assert sitting.offer().kind == "stop_answer"


def stopped(sitting: Sitting, reason: str = "tingling", **more: Any) -> Any:
    stop = sitting.press("stop")
    sitting.diary.answer_stop(stop, reason, **more)
    return stop


def test_it_asks_after_two_minutes_and_again_after_ten() -> None:
    sitting = decompressing()
    stop = stopped(sitting)
    waiting = sitting.offer()
    assert waiting.kind == "settled"
    assert 60 < waiting.wait_s <= 120
    sitting.diary.settled(stop, 2, "not_back")
    again = sitting.offer()
    assert again.kind == "settled"
    assert 400 < again.wait_s <= 480


def test_it_ends_the_session_when_tingling_is_not_back_in_ten_minutes() -> None:
    sitting = decompressing()
    stop = stopped(sitting)
    sitting.diary.settled(stop, 10, "not_back")
    step = sitting.offer()
    assert step.kind == "ended"
    assert [reason.rule for reason in step.reasons] == ["S2.ended"]
    assert step.asks == ("screening_daily",)


def test_it_goes_on_with_lower_loads_when_tingling_is_back() -> None:
    sitting = stabilising()
    stop = stopped(sitting, where=["calf"])
    sitting.diary.settled(stop, 2, "back")
    exercises = {step.set.exercise for step in sitting.through() if step.set}
    assert exercises == {"clamshell", "bridge"}


def test_it_ends_when_nothing_of_lower_load_is_left() -> None:
    sitting = stabilising()
    sitting.press("set_skipped")
    stop = stopped(sitting, where=["calf"])
    sitting.diary.settled(stop, 2, "back")
    assert sitting.offer().kind == "ended"


def test_it_ends_the_session_when_leg_pain_is_two_above_its_start() -> None:
    sitting = decompressing(leg=3)
    stopped(sitting, "too_strong", leg_pain=5)
    assert [reason.rule for reason in sitting.offer().reasons] == ["S3.ended"]


def test_it_offers_the_easier_level_when_it_was_only_a_little_too_strong() -> None:
    sitting = decompressing(leg=3)
    stopped(sitting, "too_strong", leg_pain=4)
    assert kinds([sitting.offer()]) == ["set leg_traction"]


def test_it_ends_only_the_exercise_on_sharp_back_pain() -> None:
    sitting = stabilising()
    stopped(sitting, "too_strong", leg_pain=0, back_sharp=True)
    exercises = {step.set.exercise for step in sitting.through() if step.set}
    assert "nerve_floss" not in exercises
    assert "bridge" in exercises


def test_it_ends_with_any_stop_from_a_start_of_six() -> None:
    sitting = decompressing(leg=6)
    sitting.press("stop")
    assert sitting.offer().kind == "ended"


def test_it_opens_the_saddle_question_after_tingling_at_the_buttock() -> None:
    sitting = decompressing()
    stop = stopped(sitting, where=["buttock"])
    assert sitting.offer().asks == ("saddle",)
    sitting.diary.screening("event", no=["saddle"])
    assert sitting.offer().kind == "settled"
    sitting.diary.settled(stop, 2, "back")
    assert kinds([sitting.offer()]) != ["stop_answer"]


@pytest.mark.parametrize(
    ("alarm", "urgency"),
    [("between_legs", "emergency"), ("not_sure", "emergency"), ("new_weakness", "same_day"), ("injury", "same_day")],
)
def test_it_sends_to_care_at_once_on_an_alarm(alarm: str, urgency: str) -> None:
    sitting = decompressing()
    stopped(sitting, "other", alarms=[alarm])
    step = sitting.offer()
    assert (step.kind, step.urgency) == ("seek_care", urgency)


def test_it_counts_no_answer_to_the_alarms_as_no_answer() -> None:
    sitting = decompressing()
    stopped(sitting, "other", alarms=[])
    assert sitting.offer().kind == "stop_answer"


def test_it_stays_paused_without_an_answer_to_how_it_felt() -> None:
    sitting = decompressing()
    sitting.finish(sitting.offer())
    sitting.feel(sitting.offer(), "no_answer")
    assert sitting.offer().kind == "felt"
    sitting.feel(sitting.offer(), "worse")
    assert kinds([sitting.offer()]) == ["set leg_traction"]


def test_it_is_over_once_ended_or_on_another_day() -> None:
    sitting = decompressing()
    assert sitting.session().offer(sitting.now.plus(86_400)).kind == "ended"
    sitting.diary.end("left")
    assert sitting.offer().kind == "ended"


def test_it_goes_on_when_what_was_tapped_is_taken_back_at_once() -> None:
    sitting = decompressing()
    done = sitting.press("set_skipped")
    sitting.diary.retract(done)
    assert kinds([sitting.offer()]) == ["set nerve_floss"]


def test_it_says_ahead_what_follows_every_control() -> None:
    ahead = decompressing().session().ahead(decompressing().now)
    assert {name: step.kind for name, step in ahead.items() if ":" not in name} == {
        "done": "felt",
        "skip": "set",
        "easier": "set",
        "stop": "stop_answer",
    }
    assert ahead["stop:tingling"].kind == "settled"
    assert ahead["stop:alarm:between_legs"].urgency == "emergency"


def test_it_says_ahead_just_what_happens_then() -> None:
    sitting = decompressing()
    ahead = sitting.session().ahead(sitting.now)
    sitting.finish(sitting.offer())
    assert sitting.offer() == ahead["done"]
    felt = sitting.session().ahead(sitting.now)
    sitting.feel(sitting.offer())
    assert sitting.offer() == felt["felt:same_or_better"]


def test_it_says_ahead_what_follows_the_answers_to_a_stop() -> None:
    sitting = decompressing()
    sitting.press("stop")
    assert sitting.session().ahead(sitting.now)["stop:other"].kind == "set"
    stop = sitting.diary.entries[-1]
    sitting.diary.answer_stop(stop, "tingling")
    sitting.diary.wait(minutes=11)
    later = sitting.session().ahead(sitting.now)
    assert later["settled:back"].kind == "set"
    assert later["settled:not_back"].kind == "ended"


def test_it_has_nothing_ahead_when_it_is_over() -> None:
    sitting = decompressing()
    sitting.diary.end()
    assert sitting.session().ahead(sitting.now) == {}
