"""S2, S3: what a stop shuts, today and after (readings, section 7)."""

from typing import Any

import pytest

from tests.builders import Diary
from tests.guard.making import a_set, broken, first_day, half, rest, train

BACK = ((2, "back"),)
NOT_BACK = ((2, "not_back"), (10, "not_back"))
FLOSS = train(a_set("floss"))


def after_stop(diary: Diary, *, end: bool = True) -> Diary:
    """End the session and answer the line, so that only the stop itself speaks."""
    if end:
        diary.end("stopped")
    diary.screening("line")
    return diary


def stopped(reason: str = "tingling", leg: int = 3, exercise: str = "floss", **more: Any) -> Diary:
    diary = first_day(leg=leg)
    diary.stop(exercise, reason, **more)
    return after_stop(diary)


def test_an_unanswered_stop_waits() -> None:
    diary = first_day()
    diary.press_stop()
    after_stop(diary)
    assert broken(diary, train(a_set("traction"))) == {"S2"}


def test_an_answer_without_alarms_counts_as_none() -> None:
    diary = stopped("other", alarms=())
    assert broken(diary, train(a_set("traction"))) == {"S3"}


def test_after_tingling_equal_and_higher_loads_are_off() -> None:
    diary = stopped(settled=BACK)
    assert broken(diary, FLOSS) == {"S2"}
    assert broken(diary, train(a_set("floss", 0))) == {"S2"}
    assert broken(diary, train(a_set("traction"))) == set()


def test_tingling_in_a_low_load_shuts_all_above_it_on_either_side() -> None:
    diary = stopped(exercise="traction", settled=BACK)
    assert broken(diary, train(a_set("floss", 1))) == {"S2"}
    assert broken(diary, train(a_set("floss", 0))) == set()


def test_tingling_waits_until_it_is_back_after_two_minutes() -> None:
    assert broken(stopped(settled=()), train(a_set("traction"))) == {"S2"}
    assert broken(stopped(settled=((1, "back"),)), train(a_set("traction"))) == {"S2"}
    assert broken(stopped(settled=((2, "not_back"),)), train(a_set("traction"))) == {"S2"}
    assert broken(stopped(settled=((2, "not_back"), (5, "back"))), train(a_set("traction"))) == set()


def test_tingling_that_lasts_ends_the_day() -> None:
    diary = stopped(settled=NOT_BACK)
    assert "S2" in broken(diary, train(a_set("traction")))
    assert broken(diary, rest(phase="decompress", kind="stop")) == set()
    diary = stopped(settled=(*NOT_BACK, (12, "back")))
    assert "S2" in broken(diary, train(a_set("traction")))


def test_what_came_back_in_time_stays_back() -> None:
    diary = stopped(settled=((2, "back"), (10, "not_back")))
    assert broken(diary, train(a_set("traction"))) == set()


def test_an_answer_changed_late_counts_in_its_cautious_version() -> None:
    for first, second in (("back", "not_back"), ("not_back", "back")):
        diary = first_day()
        stop = diary.press_stop()
        diary.answer_stop(stop, "tingling")
        said = diary.settled(stop, 10, first)
        diary.wait(minutes=20)
        diary.correct(said, answer=second)
        after_stop(diary)
        assert "S2" in broken(diary, train(a_set("traction")))


def test_a_settling_taken_back_late_lets_nothing_go_on() -> None:
    diary = first_day()
    stop = diary.press_stop()
    diary.answer_stop(stop, "tingling")
    said = diary.settled(stop, 5, "back")
    diary.wait(minutes=20)
    diary.retract(said)
    after_stop(diary)
    assert broken(diary, train(a_set("traction"))) == {"S2"}


def test_tingling_at_the_buttock_asks_the_saddle_question_first() -> None:
    diary = first_day()
    diary.stop(where=("buttock",), settled=BACK)
    diary.end("stopped")
    assert broken(diary, train(a_set("traction"))) == {"S1", "S2"}
    diary.screening("event", no=("bladder",))
    assert broken(diary, train(a_set("traction"))) == {"S1", "S2"}
    diary.screening("event", no=("saddle",))
    assert broken(diary, train(a_set("traction"))) == {"S1"}
    diary.screening("line")
    assert broken(diary, train(a_set("traction"))) == set()


def test_pain_moving_down_ends_its_exercise_and_waits_to_settle() -> None:
    assert broken(stopped("pain_down", settled=()), train(a_set("traction"))) == {"S3"}
    assert broken(stopped("pain_down", settled=NOT_BACK), train(a_set("traction"))) == {"S3"}
    diary = stopped("pain_down", settled=((1, "back"),))
    assert broken(diary, train(a_set("traction"))) == set()
    assert broken(diary, train(a_set("floss", 0))) == {"S3"}


@pytest.mark.parametrize(("rise", "ended"), [(1, False), (2, True)])
def test_leg_pain_two_above_its_start_ends_the_session(rise: int, *, ended: bool) -> None:
    diary = stopped("too_strong", leg_pain=3 + rise, settled=())
    assert broken(diary, train(a_set("traction"))) == ({"S3"} if ended else set())


def test_leg_pain_of_eight_or_unsaid_ends_the_session() -> None:
    assert "S3" in broken(stopped("too_strong", leg=5, leg_pain=8, settled=()), train(a_set("traction")))
    assert broken(stopped("too_strong", settled=()), train(a_set("traction"))) == {"S3"}


def test_from_a_strong_start_any_stop_ends_the_session() -> None:
    assert broken(stopped("other", leg=6, settled=()), train(half("floss", 0))) == {"S3"}


def test_other_reasons_end_the_exercise_for_today() -> None:
    diary = stopped("other", settled=())
    assert broken(diary, FLOSS) == {"S3"}
    assert broken(diary, train(a_set("traction"))) == set()


@pytest.mark.parametrize("alarm", ["joint_or_calf_pain"])
def test_any_alarm_ends_the_session(alarm: str) -> None:
    assert broken(stopped("other", alarms=(alarm,), settled=()), train(a_set("traction"))) == {"S3"}


def test_every_version_of_an_answer_counts() -> None:
    diary = first_day()
    stop = diary.press_stop()
    answer = diary.answer_stop(stop, "tingling")
    diary.settled(stop, 2, "back")
    diary.wait(minutes=20)
    diary.correct(answer, reason="too_strong", leg_pain=3)
    after_stop(diary)
    assert broken(diary, FLOSS) == {"S2"}


def test_a_stop_outside_any_session_counts_too() -> None:
    diary = first_day()
    diary.open_session = diary.new_id("session")
    diary.stop("floss", settled=BACK)
    diary.screening("line")
    assert broken(diary, FLOSS) == {"S2"}


def test_what_made_it_worse_rests_today() -> None:
    diary = first_day()
    diary.session(floss=5, felt={"floss": "worse"})
    diary.screening("line")
    assert broken(diary, FLOSS) == {"S3"}
    assert broken(diary, train(a_set("floss", side="right"))) == set()


def test_a_worse_taken_back_late_still_counts() -> None:
    for answer, result in (("worse", {"S3"}), ("no_answer", set())):
        diary = first_day()
        diary.do("floss", 5)
        felt = diary.felt("floss", answer)
        diary.end()
        diary.wait(minutes=20)
        diary.retract(felt)
        diary.screening("line")
        assert broken(diary, FLOSS) == result


class TestTheDayAfter:
    """An exercise stopped by tingling comes back lighter; a session ended makes a lighter day."""

    def later(self, days: int = 1, level: int = 1, **more: Any) -> Diary:
        diary = first_day()
        diary.stop("floss", level=level, settled=BACK, **more)
        diary.end("stopped")
        diary.next_day(days=days)
        diary.morning(3)
        return diary

    def test_it_comes_back_one_level_lighter(self) -> None:
        diary = self.later()
        assert broken(diary, FLOSS) == {"S2"}
        assert broken(diary, train(a_set("floss", 0))) == set()

    def test_at_the_lowest_level_it_comes_back_at_half_dose(self) -> None:
        diary = self.later(level=0)
        assert broken(diary, train(a_set("floss", 0))) == {"S2"}
        assert broken(diary, train(half("floss", 0))) == set()
        assert "S2" in broken(diary, train(half("floss", 0), half("floss", 0)))

    def test_the_other_side_keeps_its_dose(self) -> None:
        assert broken(self.later(), train(a_set("floss", side="right"))) == set()

    def test_it_stays_lighter_until_two_green_days_with_it(self) -> None:
        diary = self.later()
        diary.session(floss=5, levels={"floss": 0})
        diary.next_day()
        diary.day(3)
        diary.morning(3)
        assert broken(diary, FLOSS) == {"S2"}
        diary.session(floss=5, levels={"floss": 0})
        diary.next_day()
        diary.morning(3)
        assert broken(diary, FLOSS) == set()

    def test_what_made_it_worse_comes_back_at_no_higher_level(self) -> None:
        diary = first_day()
        diary.session(floss=5, levels={"floss": 0}, felt={"floss": "worse"})
        diary.next_day()
        diary.morning(3)
        assert broken(diary, FLOSS) == {"S3"}
        assert broken(diary, train(a_set("floss", 0))) == set()

    def test_after_an_ended_session_the_next_day_is_lighter(self) -> None:
        diary = first_day()
        diary.stop("traction", "too_strong", leg_pain=6, settled=())
        diary.next_day(days=2)
        diary.morning(3)
        assert broken(diary, FLOSS) == {"S3"}
        assert broken(diary, train(half("traction"))) == {"S3"}
        assert broken(diary, train(half("floss"))) == set()
        diary.next_day()
        diary.morning(3)
        assert broken(diary, FLOSS) == set()


class TestTheIrritableNerve:
    """Tingle stops on three days in seven, the newest at the lowest level, rest the floss for seven days."""

    def irritable(self, *gaps: int, level: int = 0) -> Diary:
        diary = first_day()
        for gap in gaps:
            diary.stop("floss", level=level, settled=BACK)
            diary.end("stopped")
            diary.next_day(days=gap)
            diary.morning(3)
        return diary

    def test_it_rests_the_floss_and_advises_an_assessment(self) -> None:
        diary = self.irritable(1, 1, 1)
        assert broken(diary, train(half("floss", 0), urgency="routine")) == {"S2"}
        assert broken(diary, train(a_set("traction"))) == {"S2"}
        assert broken(diary, train(a_set("traction"), urgency="routine")) == set()

    def test_two_days_or_a_higher_level_or_a_wider_window_do_not(self) -> None:
        assert broken(self.irritable(1, 1), train(half("floss", 0))) == set()
        assert broken(self.irritable(4, 3, 1), train(half("floss", 0))) == set()
        assert broken(self.irritable(1, 1, 1, level=1), train(a_set("floss", 0))) == set()

    def test_it_rests_for_seven_days(self) -> None:
        diary = self.irritable(1, 1, 1)
        for _ in range(6):
            diary.next_day()
            diary.morning(3)
        assert "S2" in broken(diary, train(half("floss", 0), urgency="routine"))
        diary.next_day()
        diary.morning(3)
        assert broken(diary, train(half("floss", 0))) == set()

    def test_two_stops_on_one_day_are_one_day(self) -> None:
        diary = first_day()
        for _ in range(2):
            diary.stop("floss", level=0, settled=BACK)
        diary.end("stopped")
        diary.next_day()
        diary.morning(3)
        diary.stop("floss", level=0, settled=BACK)
        after_stop(diary)
        assert broken(diary, rest(phase="decompress")) == set()
