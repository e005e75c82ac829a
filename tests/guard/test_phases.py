"""S6: phases open on their criteria, step back as stated, and doses grow by green days only (readings, section 6)."""

from typing import Any

import pytest

from tests.builders import Diary
from tests.guard.making import a_set, broken, evidence_of, first_day, half, rest, train
from unpinch.guard.book import DECOMPRESS, MAINTAIN, RELEASE, STABILISE, UNSAID

CROSS = train(a_set("cross_body"), phase="release")
CLAM = train(a_set("clamshell"), phase="stabilise")


def phase_of(diary: Diary) -> int:
    return evidence_of(diary).phase


def calm(days: int, leg: int = 2, site: str | None = None, **more: Any) -> Diary:
    """So many calm days with a short floss from a start at the calf, then the next morning."""
    diary = Diary().ready()
    diary.calm_days(days, leg, site)
    diary.morning(leg, site, **more)
    return diary


def released(**more: Any) -> Diary:
    diary = calm(3, site="thigh", **more)
    assert phase_of(diary) == RELEASE
    return diary


def strong(days: int, leg: int = 0, **more: Any) -> Diary:
    """A person without symptoms, placed in stabilise, after so many days."""
    diary = Diary().ready()
    for _ in range(days):
        diary.day(leg, "none")
    diary.morning(leg, "none", **more)
    return diary


class TestPlacing:
    """The first check-in places."""

    @pytest.mark.parametrize(
        "felt",
        [
            {"left_leg_pain": 1},
            {"left_tingling": 1},
            {"left_numbness": 1},
            {"left_pain_site": "buttock"},
            {"left_nerve_site": "foot"},
            {"left_strength": "weaker"},
        ],
    )
    def test_any_symptom_from_the_buttock_down_or_weakness_begins_with_decompress(self, felt: dict[str, Any]) -> None:
        assert phase_of(first_day(leg=0, site="none", **felt)) == DECOMPRESS

    def test_back_pain_alone_begins_with_stabilise(self) -> None:
        diary = first_day(leg=0, site="none", back=5, left_pain_site="back")
        assert phase_of(diary) == STABILISE
        assert broken(diary, CLAM) == set()

    def test_before_it_there_is_no_phase(self) -> None:
        diary = Diary().ready()
        assert phase_of(diary) == UNSAID
        assert broken(diary, rest("check_in")) == set()
        assert broken(diary, rest("check_in", phase="decompress")) == {"S6"}

    def test_a_move_of_a_later_phase_is_refused_whatever_the_phase_says(self) -> None:
        diary = first_day()
        assert broken(diary, CROSS) == {"S6"}
        assert broken(diary, train(a_set("cross_body"), phase="decompress")) == {"S6"}
        assert broken(diary, train(a_set("cross_body"), phase=None)) == {"S6"}

    def test_a_lower_phase_than_has_opened_is_always_allowed(self) -> None:
        diary = first_day(leg=0, site="none")
        assert broken(diary, train(a_set("floss"), phase="decompress")) == set()
        assert broken(diary, train(a_set("clamshell"), phase="decompress")) == {"S6"}


class TestRelease:
    """Three green days, mild pain, no lower site, a floss done, movement limited."""

    def test_it_opens(self) -> None:
        assert phase_of(calm(3)) == RELEASE
        assert broken(calm(3), CROSS) == set()

    def test_two_green_days_are_too_few(self) -> None:
        assert phase_of(calm(2)) == DECOMPRESS

    @pytest.mark.parametrize(
        "today",
        [
            {"leg": 5},
            {"site": "foot"},
            {"bend": "free"},
            {"without": ("left_pain_site", "left_nerve_site")},
            {"without": ("left_leg_pain", "right_leg_pain", "left_worst_leg_pain", "right_worst_leg_pain")},
        ],
    )
    def test_each_criterion_counts(self, today: dict[str, Any]) -> None:
        diary = Diary().ready()
        diary.calm_days(3)
        diary.morning(**{"leg": 2, **today})
        assert phase_of(diary) == DECOMPRESS

    def test_without_a_floss_it_stays_shut_unless_the_floss_is_blocked(self) -> None:
        for conditions, phase in (([], DECOMPRESS), (["nerve_injury"], RELEASE)):
            diary = Diary().ready(conditions=conditions)
            for _ in range(3):
                diary.day(2)
            diary.morning(2)
            assert phase_of(diary) == phase

    def test_a_floss_of_this_very_morning_counts(self) -> None:
        diary = Diary().ready()
        for _ in range(3):
            diary.day(2)
        diary.morning(2)
        diary.session(floss=5)
        diary.check_in(2)
        assert phase_of(diary) == RELEASE

    def test_a_start_whose_site_was_not_said_compares_nothing(self) -> None:
        diary = Diary().ready()
        diary.calm_day(2, without=("left_pain_site", "left_nerve_site"))
        diary.calm_days(2, site="foot")
        diary.morning(2, site="foot")
        assert phase_of(diary) == RELEASE

    def test_five_is_mild_enough_once_it_is_steady(self) -> None:
        for days, phase in ((19, RELEASE), (18, DECOMPRESS)):
            diary = Diary().ready()
            diary.calm_days(days, leg=5)
            diary.morning(5)
            assert phase_of(diary) == phase

    def test_a_day_of_sets_alone_unsteadies_nothing(self) -> None:
        for days, phase in ((19, RELEASE), (18, DECOMPRESS)):
            diary = Diary().ready()
            diary.calm_days(days, leg=5)
            diary.next_day()
            diary.session(floss=5)
            diary.next_day()
            diary.morning(5)
            assert phase_of(diary) == phase

    def test_a_gap_of_more_than_three_days_begins_the_count_anew(self) -> None:
        for gap, phase in ((4, RELEASE), (5, DECOMPRESS)):
            diary = Diary().ready()
            diary.calm_days(2)
            diary.next_day(days=gap - 1)
            diary.calm_day()
            diary.morning(2)
            assert phase_of(diary) == phase

    def test_amber_days_are_passed_over_and_red_ones_begin_anew(self) -> None:
        amber = Diary().ready()
        amber.calm_days(2)
        amber.day(2, train={"floss": 5, "felt": {"floss": "worse"}})
        amber.calm_day()
        amber.morning(2)
        assert phase_of(amber) == RELEASE
        red = Diary().ready()
        red.calm_days(2)
        red.calm_day()
        red.calm_day(reaction="longer")
        red.morning(2)
        assert phase_of(red) == DECOMPRESS

    def test_nothing_opens_while_a_flag_stands(self) -> None:
        diary = Diary().ready()
        diary.calm_days(3)
        diary.screening("daily", yes=("cord_stiff",))
        diary.check_in(2)
        assert phase_of(diary) == DECOMPRESS

    def test_a_rested_nerve_needs_no_floss(self) -> None:
        diary = first_day()
        for _ in range(3):
            diary.stop("floss", level=0, settled=((2, "back"),))
            diary.end("stopped")
            diary.next_day()
            diary.morning(3)
        diary.calm_days(0)
        for _ in range(4):
            diary.day(3)
        diary.morning(3)
        assert phase_of(diary) == RELEASE


class TestGreenDays:
    """What a green day is: three of the kind must open release (readings, section 5)."""

    def opens(self, **day: Any) -> bool:
        diary = Diary().ready()
        for _ in range(4):
            diary.calm_day(**{"leg": 2, **day})
        diary.morning(2, reaction=day.get("reaction", "none"))
        return phase_of(diary) == RELEASE

    def test_the_reaction_must_be_said_to_be_short(self) -> None:
        assert self.opens(reaction="under_30_min")
        assert not self.opens(reaction="to_2_h")
        diary = Diary().ready()
        for _ in range(4):
            diary.calm_day(2, without=("reaction",))
        diary.morning(2, without=("reaction",))
        assert phase_of(diary) == DECOMPRESS

    def test_the_leg_pain_must_be_said(self) -> None:
        assert not self.opens(without=("left_leg_pain", "right_leg_pain"))

    def test_pain_of_four_is_green_only_where_it_is_usual(self) -> None:
        assert not self.opens(leg=6)
        diary = Diary().ready()
        for leg in (4, 4, 4, 4):
            diary.calm_day(leg)
        diary.morning(4)
        assert phase_of(diary) == RELEASE
        rising = Diary().ready()
        for leg in (2, 2, 2, 4):
            rising.calm_day(leg)
        rising.morning(2)
        assert evidence_of(rising).greens == 2

    def test_the_first_day_has_nothing_usual(self) -> None:
        diary = Diary().ready()
        diary.calm_day(4)
        diary.morning(4)
        assert evidence_of(diary).greens == 0

    def test_what_grew_since_the_last_recorded_day_is_not_green(self) -> None:
        diary = Diary().ready()
        diary.calm_day(2, site="thigh")
        diary.calm_day(2, site="calf")
        diary.calm_day(2, site="calf", tingling=1)
        diary.calm_day(2, site="calf", numbness=1, tingling=1)
        diary.morning(2, site="calf", numbness=1, tingling=1)
        assert evidence_of(diary).greens == 1

    def test_a_worse_next_morning_is_not_green(self) -> None:
        diary = Diary().ready()
        diary.calm_day(2)
        diary.morning(3)
        assert evidence_of(diary).greens == 0

    def test_a_stop_is_not_green_and_lost_function_never(self) -> None:
        diary = Diary().ready()
        diary.morning(2)
        diary.stop(settled=((2, "back"),))
        diary.end()
        diary.next_day()
        diary.morning(1, left_numb_new_area=True)
        diary.next_day()
        diary.morning(0)
        assert evidence_of(diary).greens == 0

    def test_a_day_with_a_session_alone_is_judged_too(self) -> None:
        diary = Diary().ready()
        diary.calm_day()
        diary.session(floss=5)
        diary.next_day()
        diary.morning(2)
        assert evidence_of(diary).greens == 1
        assert evidence_of(diary).history is not None


class TestStabilise:
    """Five green days in release, or seven in decompress where movement is free."""

    def test_it_opens_after_five_green_days_in_release(self) -> None:
        diary = released()
        for _ in range(5):
            assert phase_of(diary) == RELEASE
            assert "S6" in broken(diary, CLAM)
            diary.session(floss=5)
            diary.next_day()
            diary.morning(2, "thigh")
        assert phase_of(diary) == STABILISE
        assert broken(diary, CLAM) == set()

    @pytest.mark.parametrize(("days", "phase"), [(6, DECOMPRESS), (7, STABILISE)])
    def test_it_opens_after_seven_where_movement_is_free(self, days: int, phase: int) -> None:
        diary = Diary().ready()
        diary.calm_days(days, 2, "thigh", bend="free")
        diary.morning(2, "thigh", bend="free")
        assert phase_of(diary) == phase

    @pytest.mark.parametrize(
        "today",
        [{"leg": 4}, {"site": "knee"}, {"without": ("sock",)}, {"without": ("left_pain_site", "left_nerve_site")}],
    )
    def test_each_criterion_counts(self, today: dict[str, Any]) -> None:
        diary = Diary().ready()
        diary.calm_days(7, 2, "thigh", bend="free")
        diary.morning(**{"leg": 2, "site": "thigh", "bend": "free", **today})
        assert phase_of(diary) == DECOMPRESS

    def test_the_hinge_waits_for_two_calm_days_of_the_cross_body(self) -> None:
        diary = released()
        hinge = train(a_set("hinge"), phase="release")
        for _ in range(2):
            assert broken(diary, hinge) == {"S6"}
            diary.session(cross_body=20)
            diary.next_day()
            diary.morning(2, "thigh")
        assert broken(diary, hinge) == set()


class TestMaintain:
    """Six weeks of stabilise and two calm weeks."""

    def test_it_opens(self) -> None:
        assert phase_of(strong(41)) == STABILISE
        assert phase_of(strong(42)) == MAINTAIN

    def test_leg_pain_in_the_last_two_weeks_keeps_it_shut(self) -> None:
        for days_ago, phase in ((13, STABILISE), (14, MAINTAIN)):
            diary = Diary().ready()
            for day in range(42):
                diary.day(2 if day == 42 - days_ago else 0, "none")
            diary.morning(0, "none")
            assert phase_of(diary) == phase
        assert phase_of(strong(41, 0)) == STABILISE
        assert phase_of(strong(42, 0, left_worst_leg_pain=2)) == STABILISE

    def test_it_wants_seven_recorded_days_of_fourteen(self) -> None:
        for before, phase in ((6, MAINTAIN), (5, STABILISE)):
            diary = Diary().ready()
            diary.day(0, "none")
            diary.next_day(days=41 - before)
            for _ in range(before):
                diary.day(0, "none")
            diary.morning(0, "none")
            assert phase_of(diary) == phase

    def test_a_return_of_leg_pain_shuts_it(self) -> None:
        diary = strong(42)
        assert broken(diary, train(a_set("clamshell"), phase="maintain")) == set()
        diary.check_in(2, "none")
        assert phase_of(diary) == STABILISE
        assert "S6" in broken(diary, train(a_set("clamshell"), phase="maintain"))

    @pytest.mark.parametrize("felt", [{"left_tingling": 1}, {"left_numbness": 1}, {"left_pain_site": "thigh"}])
    def test_other_signs_shut_it_unless_it_could_open_on_this_very_day(self, felt: dict[str, Any]) -> None:
        for calm_days, phase in ((7, MAINTAIN), (3, STABILISE)):
            diary = strong(42)
            diary.next_day(days=14 - calm_days)
            for _ in range(calm_days - 1):
                diary.day(0, "none")
            diary.morning(0, "none", **felt)
            assert phase_of(diary) == phase

    def test_a_little_is_not_a_return(self) -> None:
        diary = strong(42)
        diary.check_in(1, "buttock")
        assert phase_of(diary) == MAINTAIN


class TestFlares:
    """Red days step back; calm ones return."""

    def red(self, diary: Diary, site: str = "foot") -> None:
        """Make today red by its session: it ends by pain that stays down."""
        diary.stop("floss", "pain_down", settled=((10, "not_back"),))
        diary.next_day()
        diary.morning(2, site)

    def test_two_running_step_back(self) -> None:
        diary = released()
        self.red(diary, "thigh")
        assert phase_of(diary) == RELEASE
        self.red(diary, "thigh")
        assert phase_of(diary) == DECOMPRESS
        assert "S6" in broken(diary, CROSS)

    def test_three_in_seven_step_back(self) -> None:
        diary = released()
        for _ in range(2):
            self.red(diary, "thigh")
            diary.next_day()
            diary.morning(2, "thigh")
        assert phase_of(diary) == RELEASE
        self.red(diary, "thigh")
        assert phase_of(diary) == DECOMPRESS

    def test_three_in_more_than_seven_do_not(self) -> None:
        diary = released()
        for _ in range(2):
            self.red(diary, "thigh")
            diary.next_day(days=3)
            diary.morning(2, "thigh")
        self.red(diary, "thigh")
        assert phase_of(diary) == RELEASE

    def test_strong_leg_pain_with_a_farther_site_steps_back_at_once(self) -> None:
        diary = released()
        diary.check_in(6, "foot")
        assert phase_of(diary) == DECOMPRESS
        assert "S6" in broken(diary, train(half("cross_body"), phase="release"))

    def test_it_steps_back_the_next_day_too_even_while_a_flag_stands(self) -> None:
        diary = released()
        diary.screening("event", yes=("cord_stiff",))
        diary.stop("floss", "other", leg_pain=6, settled=())
        diary.check_in(3, "foot")
        assert phase_of(diary) == DECOMPRESS

    def test_two_green_days_return_to_the_former_phase_at_half_dose(self) -> None:
        diary = released()
        diary.check_in(6, "foot")
        diary.next_day()
        for _ in range(2):
            diary.day(2, "thigh")
        diary.morning(2, "thigh")
        assert phase_of(diary) == RELEASE
        assert broken(diary, CROSS) == {"S3"}
        assert broken(diary, train(half("cross_body"), phase="release")) == set()
        diary.next_day()
        diary.morning(2, "thigh")
        assert broken(diary, CROSS) == set()

    def test_one_green_day_does_not_return(self) -> None:
        diary = released()
        diary.check_in(6, "foot")
        diary.next_day()
        diary.day(2, "thigh")
        diary.morning(2, "thigh")
        assert phase_of(diary) == DECOMPRESS

    def test_a_flare_of_more_than_seven_days_returns_nowhere(self) -> None:
        for more, phase in ((7, RELEASE), (8, DECOMPRESS)):
            diary = released()
            diary.check_in(6, "foot")
            diary.next_day()
            for _ in range(more - 1):
                diary.day(3, "thigh", train={"traction": 30, "felt": {"traction": "worse"}})
            diary.morning(6, "foot")
            diary.next_day()
            for _ in range(2):
                diary.day(2, "thigh", train={"traction": 30})
            diary.morning(2, "thigh")
            assert phase_of(diary) == phase

    def test_lost_function_forgets_the_former_phase(self) -> None:
        diary = released()
        entry = diary.check_in(6, "foot", left_strength="weaker")
        diary.clearance("new_weakness", [entry])
        diary.next_day()
        for _ in range(2):
            diary.day(2, "thigh")
        diary.morning(2, "thigh")
        assert phase_of(diary) == DECOMPRESS

    def test_reds_long_past_step_nothing_back(self) -> None:
        diary = released()
        self.red(diary, "thigh")
        for _ in range(3):
            diary.next_day()
            diary.morning(2, "thigh")
        assert phase_of(diary) == RELEASE

    def test_three_in_seven_after_two_calm_days_do_not_step_back_again(self) -> None:
        diary = released()
        for _ in range(3):
            self.red(diary, "thigh")
        for _ in range(2):
            diary.next_day()
            diary.morning(2, "thigh")
        assert phase_of(diary) == RELEASE
        diary.next_day()
        diary.morning(2, "thigh")
        assert phase_of(diary) == RELEASE


class TestGrowth:
    """Nothing but green days with the exercise done lets a dose grow."""

    MORE = train(a_set("floss", repetitions=6))
    HIGHER = train(a_set("floss", 2))

    def practised(self, days: int, **more: Any) -> Diary:
        diary = Diary().ready()
        for _ in range(days):
            diary.calm_day(2, **more)
        diary.morning(2)
        return diary

    def test_nothing_grows_before_two_green_days(self) -> None:
        for days in (0, 1):
            for decision in (self.MORE, self.HIGHER, train(a_set("floss"), a_set("floss"))):
                assert broken(self.practised(days), decision) == {"S6"}

    def test_two_green_days_allow_one_step(self) -> None:
        assert broken(self.practised(2), self.MORE) == set()
        assert broken(self.practised(2), self.HIGHER) == set()
        assert broken(self.practised(2), train(a_set("floss", 3))) == {"S6"}
        assert broken(self.practised(4), train(a_set("floss", 3))) == set()

    @pytest.mark.parametrize(
        "today",
        [
            {"painkillers": True},
            {"without": ("left_leg_pain", "right_leg_pain")},
            {"without": ("left_tingling",)},
            {"without": ("left_numbness",)},
            {"without": ("left_pain_site", "left_nerve_site")},
        ],
    )
    def test_a_step_waits_for_a_day_that_allows_it(self, today: dict[str, Any]) -> None:
        diary = Diary().ready()
        diary.calm_days(2)
        diary.morning(2, **today)
        assert "S6" in broken(diary, self.MORE)
        diary.check_in(2)
        assert broken(diary, self.MORE) == set()

    def test_the_right_leg_counts_where_it_is_the_affected_one(self) -> None:
        diary = Diary().ready(legs="right")
        diary.calm_days(2, without=("left_tingling",))
        diary.morning(2, without=("left_tingling",))
        assert broken(diary, train(a_set("floss", side="right", repetitions=6))) == set()

    def test_a_booked_assessment_holds_the_dose(self) -> None:
        diary = Diary().ready()
        diary.calm_days(1)
        diary.assessment("booked", in_days=3)
        diary.calm_day()
        diary.morning(2)
        assert broken(diary, self.MORE) == {"S9"}
        diary.assessment("had", "may_continue")
        diary.next_day(days=3)
        diary.morning(2)
        assert broken(diary, self.MORE) == set()

    def test_strength_grows_only_with_some_to_spare(self) -> None:
        for spare, result in ((True, set()), (False, {"S6"})):
            diary = strong(0)
            for _ in range(2):
                diary.session(clamshell=8, spare=spare)
                diary.next_day(days=2)
                diary.morning(0, "none")
            assert broken(diary, train(a_set("clamshell", 2), phase="stabilise")) == result

    def test_a_set_taken_back_late_is_no_practice(self) -> None:
        diary = Diary().ready()
        for _ in range(2):
            diary.morning(2)
            done = diary.do("floss", 5)
            diary.end()
            diary.wait(minutes=20)
            diary.retract(done)
            diary.next_day()
        diary.morning(2)
        assert broken(diary, self.MORE) == {"S6"}

    def test_steps_are_counted_no_further_than_there_are_levels(self) -> None:
        diary = self.practised(12)
        assert evidence_of(diary).grown == evidence_of(diary).book.floss

    @pytest.mark.parametrize(("days", "longest"), [(0, 30), (1, 60), (2, 90), (3, 120), (4, 120)])
    def test_traction_grows_by_thirty_seconds_a_green_day(self, days: int, longest: int) -> None:
        diary = Diary().ready()
        for _ in range(days):
            diary.day(3, train={"traction": 30})
        diary.morning(3)
        assert broken(diary, train(a_set("traction", hold_s=longest))) == set()
        assert "S6" in broken(diary, train(a_set("traction", hold_s=longest + 1)))
        assert broken(diary, train(a_set("traction", 2))) == (set() if longest == 120 else {"S6"})

    def test_a_day_that_was_not_green_lets_traction_grow_no_longer(self) -> None:
        diary = Diary().ready()
        diary.day(3, train={"traction": 30, "felt": {"traction": "worse"}})
        diary.morning(3)
        assert broken(diary, train(a_set("traction", hold_s=31))) == {"S6"}
