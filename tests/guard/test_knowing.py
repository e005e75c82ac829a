"""S1, S10, S11, S14: nothing without knowing, and the form of a decision (readings, sections 2, 3 and 10)."""

import pytest

from tests.builders import HEALTHY_ADULT, Diary, asked_in
from tests.guard.making import a_set, at, breaches, broken, care, evidence_of, first_day, rest, train
from unpinch.guard import check
from unpinch.guard.person import NEEDED

FLOSS = train(a_set("floss"))


def test_it_accepts_a_gentle_first_day() -> None:
    assert breaches(first_day(), FLOSS) == ()


@pytest.mark.parametrize("fact", NEEDED)
def test_it_asks_for_each_lasting_fact(fact: str) -> None:
    diary = Diary()
    diary.about(fact)
    diary.screening("full")
    diary.check_in(3)
    assert broken(diary, FLOSS) == {"S10"}
    assert broken(diary, rest("about", phase="decompress")) == set()
    assert broken(diary, rest("clock", phase="decompress")) == {"S10"}


def test_it_takes_facts_stated_one_by_one() -> None:
    diary = Diary()
    for name, value in HEALTHY_ADULT.items():
        diary.add("about", {name: value})
    diary.screening("full")
    diary.check_in(3)
    assert broken(diary, FLOSS) == set()


def test_it_wants_a_complete_first_screening() -> None:
    diary = Diary()
    diary.about()
    diary.screening("full", unanswered=("weight_loss",))
    diary.check_in(3)
    assert broken(diary, FLOSS) == {"S1"}
    assert broken(diary, rest("screening_full", phase="decompress")) == set()


def test_it_wants_the_weekly_screening_after_seven_days() -> None:
    diary = first_day()
    diary.next_day(days=6)
    diary.screening("daily")
    diary.check_in(3)
    assert broken(diary, FLOSS) == set()
    diary.next_day()
    diary.screening("daily")
    diary.check_in(3)
    assert broken(diary, FLOSS) == {"S1"}
    diary.screening("weekly")
    assert broken(diary, FLOSS) == set()


def test_it_wants_a_complete_weekly_screening() -> None:
    diary = first_day()
    diary.next_day(days=4)
    diary.screening("weekly", unanswered=("night_pain",))
    diary.next_day(days=3)
    diary.screening("weekly", unanswered=("night_pain",))
    diary.check_in(3)
    assert broken(diary, FLOSS) == {"S1"}


def test_it_wants_the_daily_screening() -> None:
    diary = first_day()
    diary.next_day()
    diary.check_in(3)
    assert broken(diary, FLOSS) == {"S1"}
    diary.screening("daily", unanswered=("fever",))
    assert broken(diary, FLOSS) == {"S1"}
    diary.screening("daily")
    assert broken(diary, FLOSS) == set()


def test_it_wants_one_line_before_a_later_session() -> None:
    diary = first_day()
    diary.session(floss=5)
    assert broken(diary, FLOSS) == {"S1"}
    diary.screening("event", no=("saddle",))
    assert broken(diary, FLOSS) == {"S1"}
    diary.screening("line")
    assert broken(diary, FLOSS) == set()


def test_it_wants_a_check_in_of_today_that_states_leg_pain() -> None:
    diary = first_day()
    diary.next_day()
    diary.screening("daily")
    assert broken(diary, FLOSS) == {"S10"}
    diary.check_in(3, without=("left_leg_pain", "right_leg_pain"))
    assert broken(diary, FLOSS) == {"S10"}
    diary.check_in(3)
    assert broken(diary, FLOSS) == set()


def test_it_counts_no_check_in_that_was_taken_back() -> None:
    diary = first_day()
    diary.next_day()
    diary.screening("daily")
    entry = diary.check_in(3)
    diary.wait(minutes=30)
    diary.retract(entry)
    assert "S10" in broken(diary, FLOSS)


def test_it_counts_no_screening_that_was_taken_back() -> None:
    diary = Diary()
    diary.about()
    entry = diary.screening("full")
    diary.wait(minutes=30)
    diary.retract(entry)
    diary.check_in(3)
    assert "S1" in broken(diary, FLOSS)


def test_it_asks_anew_after_a_week_of_silence() -> None:
    diary = first_day()
    diary.next_day(days=7)
    assert "S10" in broken(diary, rest("screening_weekly", phase="decompress"))
    assert broken(diary, rest("screening_full", "check_in", phase="decompress")) == set()
    diary.screening("weekly")
    diary.check_in(3)
    assert broken(diary, FLOSS) == {"S10"}
    diary.screening("full")
    assert broken(diary, FLOSS) == set()


def test_six_days_of_silence_are_no_gap() -> None:
    diary = first_day()
    diary.next_day(days=3)
    diary.screening("weekly")
    diary.next_day(days=6)
    diary.screening("daily")
    diary.check_in(3)
    assert broken(diary, FLOSS) == set()


def test_it_trains_nobody_while_an_entry_lies_ahead() -> None:
    diary = first_day()
    known = evidence_of(diary)
    known.ahead = True
    now = at(diary)
    assert {b.invariant for b in check(known, now, FLOSS)} == {"S10"}
    assert check(known, now, rest("clock", phase="decompress")) == ()


def test_it_asks_nothing_of_who_pauses_or_must_wait() -> None:
    diary = first_day()
    diary.pause()
    diary.next_day()
    assert broken(diary, rest(phase="decompress")) == set()
    diary.resume()
    assert broken(diary, rest(phase="decompress")) == {"S10"}


def test_a_pause_offers_no_sets_until_it_is_over() -> None:
    diary = first_day()
    diary.pause(until_days=1)
    assert broken(diary, FLOSS) == {"S10"}
    diary.next_day()
    diary.morning(3)
    assert broken(diary, FLOSS) == {"S10"}
    diary.next_day()
    diary.morning(3)
    assert broken(diary, FLOSS) == set()


def test_a_resume_ends_the_pause_and_a_pause_taken_back_never_was() -> None:
    diary = first_day()
    first = diary.pause()
    diary.wait(minutes=20)
    diary.retract(first)
    assert broken(diary, FLOSS) == set()
    diary.pause()
    resume = diary.resume()
    assert broken(diary, FLOSS) == set()
    diary.wait(minutes=20)
    diary.retract(resume)
    assert broken(diary, FLOSS) == {"S10"}


def test_bad_day_care_stands_on_every_day_without_training() -> None:
    diary = first_day()
    assert broken(diary, rest("line", phase="decompress", advice=("walking",))) == {"S11"}
    assert broken(diary, care("soon", phase="decompress", advice=())) == {"S11"}
    assert broken(diary, rest(phase="decompress", kind="stop", advice=())) == {"S11"}


def test_sets_come_with_train_and_with_nothing_else() -> None:
    diary = first_day()
    assert broken(diary, train()) == {"S14"}
    assert broken(diary, rest(phase="decompress", sets=FLOSS.sets)) == {"S14"}
    assert broken(diary, care("routine", phase="decompress")) == {"S14"}


def test_a_clinicians_not_yet_holds_until_they_say_otherwise() -> None:
    diary = first_day()
    diary.assessment("had", "not_yet")
    assert "S9" in broken(diary, train(a_set("floss"), urgency="routine"))
    assert broken(diary, rest(phase="decompress", urgency="routine")) == set()
    assert broken(diary, rest(phase="decompress")) == {"S9"}
    diary.assessment("had", "may_continue")
    assert broken(diary, FLOSS) == set()


def test_an_assessment_taken_back_counts_no_more() -> None:
    diary = first_day()
    had = diary.assessment("had", "not_yet")
    diary.wait(minutes=20)
    diary.retract(had)
    assert broken(diary, FLOSS) == set()


def test_a_question_left_out_of_a_line_raises_nothing() -> None:
    diary = first_day()
    diary.screening("line", unanswered=asked_in("line"))
    assert broken(diary, FLOSS) == set()
