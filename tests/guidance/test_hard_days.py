"""Where the days get complicated: setbacks with lost function, days without a check-in, second thoughts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.builders import Diary, shipped
from tests.golden.situations.people import releasing, stabilising
from tests.guidance.test_session import Sitting
from unpinch.guidance import decide, fold_all
from unpinch.journal import Moment, settle
from unpinch.programme.decision import Decision


def core_of(diary: Diary) -> Any:
    return fold_all(shipped(), settle(diary.entries, Moment.parse(diary.now)).entries).core


def plan_of(diary: Diary) -> Decision:
    return decide(shipped(), diary.entries, Moment.parse(diary.now))


def in_release() -> Diary:
    diary = Diary()
    releasing(diary)
    diary.day(2, train={"floss": 5, "cross_body": 20})
    return diary


def two_red_days(diary: Diary) -> None:
    diary.day(2, train={"floss": 5}, reaction="this_morning")


# a flare, and function lost in it


def test_it_remembers_where_one_was_when_a_flare_steps_back() -> None:
    diary = in_release()
    two_red_days(diary)
    diary.morning(2, reaction="this_morning")
    core = core_of(diary)
    assert (core.phase, core.former) == ("decompress", "release")


def test_it_forgets_where_one_was_when_function_is_lost_on_the_same_day() -> None:
    diary = in_release()
    two_red_days(diary)
    diary.morning(2, reaction="this_morning", left_strength="weaker")
    core = core_of(diary)
    assert (core.phase, core.former) == ("decompress", None)


def test_it_forgets_where_one_was_when_weakness_is_told_in_a_screening() -> None:
    diary = in_release()
    two_red_days(diary)
    diary.morning(2, reaction="this_morning")
    diary.screening("event", yes=["new_weakness"])
    assert core_of(diary).former is None


def test_a_flare_begins_with_its_own_red_days_not_with_those_of_a_month_ago() -> None:
    diary = in_release()
    diary.day(2, train={"floss": 5}, reaction="this_morning")
    diary.calm_days(8)
    diary.morning(6, "foot")
    core = core_of(diary)
    assert core.phase == "decompress"
    assert core.flare_first == core.day


def test_maintain_does_not_open_on_a_day_that_would_end_it() -> None:
    def after_six_weeks(site: str) -> Any:
        diary = Diary()
        stabilising(diary)
        for _ in range(42):
            diary.day(0, bend="free")
        diary.morning(1, site, bend="free")
        return core_of(diary).phase

    assert after_six_weeks("buttock") == "maintain"
    assert after_six_weeks("thigh") == "stabilise"


# days without a check-in


def test_every_day_that_waited_is_judged_by_the_next_check_in() -> None:
    diary = in_release()
    diary.session(floss=5).next_day()
    diary.morning(2, reaction="this_morning")
    core = core_of(diary)
    assert (core.red_run, core.phase) == (2, "decompress")
    assert core.pending == ()


def test_the_day_that_still_waits_counts_when_pain_grows_day_by_day() -> None:
    diary = Diary().ready()
    diary.calm_day(1)
    diary.calm_day(2)
    stop = diary.press_stop()
    diary.answer_stop(stop, "too_strong", leg_pain=5)
    assert "S9.worsening" in [reason.rule for reason in plan_of(diary).reasons]


# second thoughts


def late(diary: Diary) -> None:
    diary.wait(minutes=20)


def test_a_check_in_taken_back_late_still_places_low_but_never_high() -> None:
    for leg, phase in ((3, "decompress"), (0, None)):
        diary = Diary().ready()
        first = diary.check_in(leg)
        late(diary)
        diary.retract(first)
        assert core_of(diary).phase == phase
        assert plan_of(diary).asks[0] == "check_in"


def test_the_start_is_taken_when_leg_pain_is_first_said() -> None:
    diary = Diary().ready()
    diary.check_in(4, without=("left_leg_pain", "left_worst_leg_pain", "right_leg_pain", "right_worst_leg_pain"))
    assert core_of(diary).start.worst == -1
    diary.check_in(5)
    assert core_of(diary).start.worst == 5


def test_a_check_in_taken_back_late_still_steps_back() -> None:
    diary = in_release()
    spread = diary.morning(7, "foot")
    late(diary)
    diary.retract(spread)
    assert core_of(diary).phase == "decompress"


def test_a_day_whose_check_in_was_taken_back_stays_in_the_record_but_is_never_green() -> None:
    diary = Diary().ready()
    diary.calm_days(2)
    before = core_of(diary).greens
    slip = diary.morning(2)
    late(diary)
    diary.retract(slip)
    diary.next_day()
    diary.morning(2)
    core = core_of(diary)
    assert core.legs[-1] == (core.day - 1, 2)
    assert core.greens == before + 1


def test_of_two_reactions_the_worse_counts_for_the_day_before_and_for_today() -> None:
    diary = Diary().ready()
    diary.calm_day()
    morning = diary.morning(2, reaction="longer")
    late(diary)
    diary.correct(morning, reaction="none")
    core = core_of(diary)
    assert core.last_red == "carried"
    assert core.today.reaction == "longer"
    assert "dose.irritable" in [reason.rule for reason in plan_of(diary).reasons]


def test_the_numbness_a_clinician_saw_is_the_newest_that_was_said() -> None:
    diary = Diary().ready()
    diary.day(2, numbness=0)
    raised = diary.morning(2, numbness=3)
    late(diary)
    diary.correct(raised, left_numbness=1)
    diary.clearance("new_numbness", [raised])
    assert core_of(diary).numb == ((core_of(diary).day, 1, 0),)


def test_a_start_set_anew_keeps_the_site_that_is_not_said() -> None:
    diary = Diary().ready()
    diary.morning(3, "calf", without=("right_pain_site", "right_nerve_site"))
    diary.assessment("had", "may_continue")
    start = core_of(diary).start
    assert (start.left_site, start.right_site) == (5, -1)
    diary.next_day()
    diary.check_in(2, "thigh", without=("left_pain_site", "left_nerve_site"))
    diary.assessment("had", "may_continue")
    assert core_of(diary).start.left_site == 5


def test_a_start_set_anew_on_a_day_without_leg_pain_is_that_of_the_day_before() -> None:
    diary = Diary().ready()
    diary.calm_day(4)
    diary.check_in(2, without=("left_leg_pain", "left_worst_leg_pain", "right_leg_pain", "right_worst_leg_pain"))
    diary.assessment("had", "may_continue")
    assert core_of(diary).start.worst == 4


# in a session


def test_a_session_ends_when_a_new_check_in_says_eight() -> None:
    diary = Diary().ready()
    diary.morning(3)
    sitting = Sitting(diary)
    diary.check_in(8)
    step = sitting.offer()
    assert (step.kind, [reason.rule for reason in step.reasons]) == ("ended", ["S3.start_8"])


def test_an_easier_level_comes_at_its_own_dose_when_the_planned_one_is_off() -> None:
    diary = Diary().ready()
    diary.morning(3)
    sitting = Sitting(diary)
    two = tuple(replace(sitting.decision.sets[0], index=index, level=2, repetitions=20) for index in range(2))
    sitting.decision = replace(sitting.decision, sets=two)
    diary.answer_stop(sitting.press("stop"), "too_strong", leg_pain=4)
    easier = sitting.offer().set
    assert easier
    assert (easier.index, easier.level, easier.repetitions) == (1, 1, 5)
