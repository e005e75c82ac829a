"""Corners of the guard's reading that a small fault could turn: which entry, which side, which day, which version."""

from __future__ import annotations

from itertools import pairwise, permutations
from typing import Any

import pytest

from tests.builders import HEALTHY_ADULT, Diary
from tests.guard.making import a_set, at, broken, evidence_of, first_day, rest, train
from unpinch.guard import colours
from unpinch.guard.alarms import standing
from unpinch.guard.person import NEEDED
from unpinch.guard.symptoms import worst_of
from unpinch.guidance.person import NEEDED as PLANNERS_NEEDED
from unpinch.journal.kinds import REACTIONS, SITES

TRACTION = train(a_set("traction"))
UNSTATED = ("left_leg_pain", "left_worst_leg_pain", "right_leg_pain", "right_worst_leg_pain")


def stands(diary: Diary, flag: str) -> bool:
    return flag in standing(evidence_of(diary), at(diary).epoch_s)


# -- flags ------------------------------------------------------------------------------------------------------------


def test_one_answer_that_raises_a_flag_twice_is_named_once() -> None:
    diary = first_day()
    stop = diary.press_stop()
    answer = diary.answer_stop(stop, "other", where=("between_legs",), alarms=("between_legs",))
    assert evidence_of(diary).flags["saddle"].raisers == (answer.id,)


def test_a_loss_of_function_in_a_flare_forgets_the_former_phase() -> None:
    diary = Diary().ready()
    diary.calm_days(4)
    for site in ("calf", "foot"):
        diary.day(6, site)
    diary.morning(6, "foot")
    assert evidence_of(diary).former > -1
    diary.check_in(6, "foot", left_strength="weaker")
    assert evidence_of(diary).former == -1


class TestFever:
    """A fever that ends by itself: every part of the way must be walked."""

    def feverish(self, back: int = 2) -> Diary:
        diary = first_day(back=back)
        diary.screening("event", yes=("fever",))
        diary.next_day(days=3)
        return diary

    def test_a_full_screening_that_leaves_it_out_does_not_end_it(self) -> None:
        diary = self.feverish()
        diary.screening("full", unanswered=("fever",))
        diary.check_in(3, back=2)
        assert stands(diary, "fever")
        diary.screening("full")
        assert not stands(diary, "fever")

    @pytest.mark.parametrize("how", ["clearance", "time"])
    def test_a_second_fever_is_compared_with_the_back_before_itself(self, how: str) -> None:
        diary = self.feverish(back=5)
        if how == "clearance":
            told = next(entry for entry in diary.entries if "fever" in entry.values.get("yes", ()))
            diary.clearance("fever", [told])
        else:
            diary.screening("full")
        diary.check_in(3, back=1)
        assert not stands(diary, "fever")
        diary.screening("event", yes=("fever",))
        diary.next_day(days=3)
        diary.screening("full")
        diary.check_in(3, back=3)
        assert stands(diary, "fever")
        diary.check_in(3, back=1)
        assert not stands(diary, "fever")


# -- what is known ----------------------------------------------------------------------------------------------------


def test_guard_and_planner_need_the_same_facts() -> None:
    assert sorted(NEEDED) == sorted(PLANNERS_NEEDED)


def test_nothing_said_at_all_is_asked_for() -> None:
    diary = Diary()
    diary.screening("full")
    diary.check_in(3)
    assert broken(diary, rest(phase="decompress")) == {"S10"}


def test_the_needed_facts_alone_are_enough() -> None:
    diary = Diary()
    diary.add("about", {name: HEALTHY_ADULT[name] for name in PLANNERS_NEEDED})
    diary.screening("full")
    diary.check_in(3)
    assert broken(diary, train(a_set("floss"))) == set()


def test_a_rest_because_of_a_not_yet_need_not_ask_for_anything() -> None:
    diary = first_day()
    diary.assessment("had", "not_yet")
    diary.next_day()
    assert broken(diary, rest(phase="decompress", urgency="routine")) == set()


def test_strong_pain_after_a_session_rests_the_day_without_the_line() -> None:
    diary = first_day()
    diary.do("floss", 5)
    diary.end()
    assert broken(diary, rest(phase="decompress")) == {"S10"}
    diary.check_in(8)
    assert broken(diary, rest(phase="decompress")) == set()


# -- versions ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("reaction", REACTIONS),
        ("left_pain_site", SITES),
        ("right_nerve_site", SITES),
        ("left_strength", ("same", "cannot_tell", "weaker")),
        ("left_leg_pain", tuple(range(11))),
        ("right_numb_new_area", (False, True)),
    ],
)
def test_the_worse_of_two_versions_counts_whichever_came_first(name: str, words: tuple[Any, ...]) -> None:
    for milder, worse in pairwise(words):
        for versions in permutations(({name: milder}, {name: worse})):
            assert worst_of(versions) == {name: worse}


def test_what_one_version_leaves_out_the_other_says() -> None:
    assert worst_of(({"apart": ["groin"]}, {"apart": ["front_thigh"], "back_pain": 2})) == {
        "apart": ["groin", "front_thigh"],
        "back_pain": 2,
    }


def test_repetitions_corrected_downward_late_still_count_for_the_cap() -> None:
    for first, second in ((55, 5), (5, 55)):
        diary = first_day()
        done = diary.do("floss", first)
        diary.end()
        diary.wait(minutes=20)
        diary.correct(done, repetitions=second)
        diary.screening("line")
        assert broken(diary, train(a_set("floss", repetitions=5))) == set()
        assert "S7" in broken(diary, train(a_set("floss", repetitions=6)))


# -- stops ------------------------------------------------------------------------------------------------------------


def test_a_stop_is_measured_from_the_start_of_its_own_session() -> None:
    diary = first_day(leg=1)
    diary.do("floss", 5)
    diary.end()
    diary.check_in(3)
    diary.screening("line")
    diary.stop("traction", "too_strong", leg_pain=4, settled=())
    assert broken(diary, train(a_set("floss"))) == {"S1"}
    diary.screening("line")
    assert broken(diary, train(a_set("floss"))) == set()


def test_an_alarm_beside_none_of_these_is_an_alarm() -> None:
    diary = first_day()
    diary.stop(reason="other", alarms=("none", "joint_or_calf_pain"), settled=())
    diary.end("stopped")
    diary.screening("line")
    assert "S3" in broken(diary, TRACTION)


def test_what_settled_after_one_stop_says_nothing_of_another() -> None:
    diary = first_day()
    first = diary.stop("floss")
    second = diary.press_stop("floss")
    diary.answer_stop(second, "tingling")
    diary.settled(first, 5, "back")
    diary.screening("line")
    assert "S2" in broken(diary, TRACTION)
    diary.settled(second, 5, "back")
    assert broken(diary, TRACTION) == set()


def test_stops_for_other_reasons_do_not_rest_the_nerve() -> None:
    for reason, rests in (("other", False), ("tingling", True)):
        diary = Diary().ready()
        for _ in range(3):
            diary.morning(3)
            diary.stop("floss", reason, level=0)
            diary.next_day()
        diary.morning(3)
        assert (evidence_of(diary).nerve_rest > 0) is rests


def test_only_what_felt_worse_comes_back_lighter() -> None:
    diary = first_day()
    diary.do("floss", 5)
    diary.felt("floss", "worse")
    diary.do("traction", 30)
    diary.felt("traction", "same_or_better")
    diary.next_day()
    diary.morning(3)
    assert [one.exercise for one in evidence_of(diary).lighter] == ["nerve_floss"]


# -- days, phases, growth ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("session", [True, False])
def test_only_a_day_with_a_session_needs_a_reaction_to_be_green(*, session: bool) -> None:
    diary = Diary().ready()
    diary.day(2, train={"floss": 5} if session else None)
    diary.morning(2, without=("reaction",))
    assert evidence_of(diary).greens == (0 if session else 1)


def test_the_usual_pain_is_the_lower_middle_one_of_an_even_number() -> None:
    diary = Diary().ready()
    for leg in (3, 5, 5):
        diary.day(leg)
    diary.morning(5)
    assert colours.last_colour(evidence_of(diary)) == colours.AMBER


def test_a_site_not_said_before_is_not_compared_on_either_side() -> None:
    diary = Diary().ready(legs="right")
    diary.day(2, "calf", without=("right_pain_site", "right_nerve_site"))
    diary.day(2, "calf")
    diary.morning(2, "calf")
    assert evidence_of(diary).greens == 2


def test_release_wants_a_floss_whatever_else_was_done() -> None:
    for exercise, most in (({"traction": 30}, 0), ({"floss": 5}, 1)):
        diary = Diary().ready()
        for _ in range(3):
            diary.day(2, train=exercise)
        diary.morning(2)
        assert evidence_of(diary).phase == most


def test_green_days_without_traction_do_not_lengthen_it() -> None:
    diary = Diary().ready()
    diary.calm_days(2)
    diary.morning(2)
    assert evidence_of(diary).traction_greens == 0
    assert "S6" in broken(diary, train(a_set("traction", hold_s=60)))


def test_two_green_days_earn_one_step_and_only_what_was_done() -> None:
    diary = Diary().ready()
    diary.day(0, "none", train={"clamshell": 8, "bridge": 8})
    diary.next_day()
    diary.day(0, "none", train={"clamshell": 8})
    diary.morning(0, "none")
    steps = {name: rung.steps for name, rung in evidence_of(diary).rungs.items()}
    assert (steps["clamshell"], steps["bridge"]) == (1, 0)


@pytest.mark.parametrize(("change", "steps"), [({}, 1), ({"without": ("right_tingling",)}, 0)])
def test_a_step_wants_all_said_of_the_affected_leg(change: dict[str, Any], steps: int) -> None:
    diary = Diary().ready(legs="right")
    diary.calm_days(2)
    diary.morning(2, **change)
    assert evidence_of(diary).rungs["nerve_floss"].steps == steps


def test_no_step_is_taken_on_the_day_of_a_booked_assessment() -> None:
    for in_days, steps in ((0, 0), (-1, 1)):
        diary = Diary().ready()
        diary.calm_days(2)
        diary.assessment("booked", in_days=in_days)
        diary.morning(2)
        assert evidence_of(diary).rungs["nerve_floss"].steps == steps


def test_numbness_is_not_compared_with_a_day_that_says_nothing_of_it() -> None:
    diary = Diary().ready()
    diary.day(2, without=("left_numbness", "right_numbness"))
    diary.morning(2, numbness=3)
    assert not stands(diary, "new_numbness")


# -- care -------------------------------------------------------------------------------------------------------------


def unchanged(days: int, leg: int = 4, site: str = "calf", legs: str = "left", *, rested: int = 0) -> Diary:
    """So many days at one score, floss on each but the last few; then the morning."""
    diary = Diary().ready(legs=legs)
    for day in range(days):
        diary.day(leg, site, train={"floss": 5} if day < days - rested else None)
    diary.morning(leg, site)
    return diary


def urgency_due(diary: Diary) -> str:
    return next(one for one in ("none", "routine", "soon") if broken(diary, rest(urgency=one)) == set())


def test_pain_that_stays_in_the_buttock_has_not_drawn_up() -> None:
    assert urgency_due(unchanged(28, site="buttock")) == "routine"


def test_pain_that_draws_up_in_the_right_leg_is_an_improvement() -> None:
    diary = unchanged(28, legs="right")
    assert urgency_due(diary) == "routine"
    diary.next_day()
    diary.morning(4, "thigh")
    assert urgency_due(diary) == "none"


def test_days_without_practice_at_the_end_count_as_days_all_the_same() -> None:
    assert urgency_due(unchanged(46, rested=4)) == "soon"
    assert urgency_due(unchanged(46, rested=20)) == "routine"


def test_a_review_booked_for_today_is_not_due() -> None:
    diary = first_day(leg=0, site="none")
    diary.assessment("had", "may_continue")
    diary.next_day(days=84)
    diary.screening("full")
    diary.check_in(0, "none")
    assert urgency_due(diary) == "routine"
    diary.assessment("booked")
    assert urgency_due(diary) == "none"
