"""S5, S7, S8: levels and doses, caps and spacing, contraindications (readings, section 8)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from tests.builders import Diary, shipped
from tests.guard.making import a_set, at, broken, evidence_of, first_day, train
from unpinch.guard import check, read
from unpinch.journal import settle
from unpinch.programme.decision import Tempo

FLOSS = train(a_set("floss"))
CALM: dict[str, Any] = {"leg": 0, "site": "none"}


def strong_day(**more: Any) -> Diary:
    """A first day without symptoms: stabilise."""
    return first_day(**{**CALM, **more})


def test_a_level_that_does_not_exist_is_refused() -> None:
    assert broken(first_day(), train(replace(a_set("floss"), level=7))) == {"S5"}
    assert broken(first_day(), train(replace(a_set("floss"), exercise="standing_toe_touch"))) == {"S5"}


@pytest.mark.parametrize(
    "change",
    [
        {"repetitions": 21},
        {"hold_s": 5},
        {"repetitions": 0},
        {"tempo": (Tempo("straighten", 1, ""), Tempo("bend", 1, ""))},
    ],
)
def test_a_dose_beyond_the_programmes_is_refused(change: dict[str, Any]) -> None:
    assert "S5" in broken(first_day(), train(a_set("floss", **change)))


def test_more_sets_than_the_programme_allows_are_refused() -> None:
    assert "S5" in broken(first_day(), train(*[a_set("floss")] * 4))


@pytest.mark.parametrize("change", [{"hip_flexion_deg": 91}, {"spine": "rounded"}, {"posture": "standing"}])
def test_a_forward_fold_is_refused_even_if_a_programme_holds_one(change: dict[str, Any]) -> None:
    hinge = shipped().exercises["seated_hinge"]
    folded = replace(hinge, levels=(replace(hinge.levels[0], **change), *hinge.levels[1:]))
    programme = replace(shipped(), exercises={**shipped().exercises, "seated_hinge": folded})
    diary = first_day()
    evidence = read(programme, settle(diary.entries, at(diary)).entries)
    found = check(evidence, at(diary), train(a_set("hinge"), phase="release"))
    assert "S5" in {breach.invariant for breach in found}


class TestFlossCaps:
    """At most three rounds and sixty repetitions a side a day."""

    def flossed(self, rounds: int, repetitions: int) -> Diary:
        diary = first_day()
        for _ in range(rounds):
            diary.do("floss", repetitions)
            diary.end()
        diary.screening("line")
        return diary

    def test_three_rounds_are_enough(self) -> None:
        assert broken(self.flossed(2, 5), FLOSS) == set()
        assert broken(self.flossed(3, 5), FLOSS) == {"S7"}

    def test_sixty_repetitions_are_enough(self) -> None:
        assert broken(self.flossed(1, 55), FLOSS) == set()
        assert broken(self.flossed(1, 56), FLOSS) == {"S7"}

    def test_each_side_counts_for_itself(self) -> None:
        diary = self.flossed(3, 20)
        assert broken(diary, train(a_set("floss", side="right"))) == set()
        assert broken(diary, train(a_set("floss", side="both"))) == {"S7"}

    def test_a_set_taken_back_late_still_counts(self) -> None:
        diary = first_day()
        done = diary.do("floss", 60)
        diary.end()
        diary.wait(minutes=20)
        diary.retract(done)
        diary.screening("line")
        assert broken(diary, FLOSS) == {"S7"}


class TestStrengthSpacing:
    """Never on adjacent days, 36 hours apart, so many days in seven."""

    CLAM = train(a_set("clamshell"), phase="stabilise")
    RESTED = train(a_set("floss", 0), phase="stabilise")

    def after(self, *gaps: int, hour: int = 8, **today: Any) -> Diary:
        diary = strong_day()
        for gap in gaps:
            diary.session(clamshell=8)
            diary.next_day(days=gap, hour=hour)
            diary.morning(**{**CALM, **today})
        return diary

    def test_a_first_day_is_open(self) -> None:
        assert broken(strong_day(), self.CLAM) == set()

    def test_the_same_and_the_next_day_are_shut(self) -> None:
        diary = strong_day()
        diary.session(clamshell=8)
        diary.screening("line")
        assert broken(diary, self.CLAM) == {"S7"}
        assert broken(self.after(1, hour=23), self.CLAM) == {"S7"}
        assert broken(self.after(1), self.RESTED) == set()

    def test_less_than_36_hours_are_too_few_even_two_days_on(self) -> None:
        diary = strong_day()
        diary.wait(hours=14)
        diary.session(clamshell=8)
        diary.next_day(days=2, hour=9)
        diary.morning(**CALM)
        assert broken(diary, self.CLAM) == {"S7"}
        diary.wait(hours=2)
        assert broken(diary, self.CLAM) == set()

    def test_three_days_in_seven_at_first(self) -> None:
        assert broken(self.after(2, 2), self.CLAM) == set()
        assert broken(self.after(2, 2, 2), self.CLAM) == {"S7"}
        assert broken(self.after(2, 2, 3), self.CLAM) == set()

    def test_a_set_taken_back_late_still_counts(self) -> None:
        diary = strong_day()
        done = diary.do("clamshell", 8)
        diary.end()
        diary.wait(minutes=20)
        diary.retract(done)
        diary.next_day()
        diary.morning(**CALM)
        assert broken(diary, self.CLAM) == {"S7"}

    def test_sore_muscles_rest(self) -> None:
        assert broken(self.after(2, soreness=["hips"]), self.CLAM) == {"S7"}
        assert broken(self.after(4, soreness=["hips"]), self.CLAM) == set()
        assert broken(strong_day(soreness=["hips"]), self.CLAM) == set()

    def test_four_days_after_four_weeks_and_two_in_maintain(self) -> None:
        diary = strong_day()
        for _ in range(28):
            diary.next_day()
            diary.morning(**CALM)
        for gap in (2, 2, 2):
            diary.session(clamshell=8)
            diary.next_day(days=gap)
            diary.morning(**CALM)
        assert broken(diary, self.CLAM) == set()
        for _ in range(10):
            diary.next_day()
            diary.morning(**CALM)
        maintain = train(a_set("clamshell"), phase="maintain")
        for done in (0, 1, 2):
            assert broken(diary, maintain) == ({"S7"} if done == 2 else set())
            diary.session(clamshell=8)
            diary.next_day(days=2)
            diary.morning(**CALM)


class TestContraindications:
    """S8: each blocks its exercise, side and levels, and only those."""

    @contextmanager
    def who(self, **facts: Any) -> Iterator[Diary]:
        diary = Diary().ready(**facts)
        diary.check_in(3, site="thigh")
        yield diary

    @pytest.mark.parametrize("exercise", shipped().exercises.values(), ids=lambda e: e.id)
    def test_every_listed_condition_blocks_above_its_top_level(self, exercise) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        for one in exercise.contraindications:
            if one.condition in shipped().derived_conditions:
                continue
            evidence = evidence_of(Diary().ready(conditions=[one.condition]))
            for level in exercise.levels:
                blocked = evidence.blocked(exercise.id, level.number, 3)
                assert blocked == ((one.condition,) if level.number > one.top_level else ())

    def test_it_blocks_nothing_else(self) -> None:
        evidence = evidence_of(Diary().ready(conditions=["glaucoma"]))
        blocked = {e.id for e in shipped().exercises.values() if evidence.blocked(e.id, e.levels[0].number, 3)}
        assert blocked == {"bridge"}

    @pytest.mark.parametrize(
        ("facts", "condition"),
        [
            ({"pregnancy": "to_16_weeks"}, "pregnant"),
            ({"pregnancy": "over_16_weeks"}, "pregnant_over_16_weeks"),
            ({"latex_allergy": "not_sure"}, "latex_allergy"),
            ({"floor_alone": "no"}, "no_floor"),
            ({"lie_flat": "not_sure"}, "no_lie_flat"),
            ({"pain_region": "groin_or_front"}, "pain_groin_or_front"),
            ({"pain_region": "both_feet_burning"}, "both_feet_burning"),
            ({"sitting": "worsens"}, "sitting_worsens"),
            ({"standing": "worsens"}, "standing_worsens"),
            ({"left_hip_replaced": "yes"}, "hip_replaced"),
            ({"right_knee_replaced": "not_sure"}, "knee_replaced"),
            ({"left_hip_replaced": "not_sure"}, "clam_not_agreed"),
        ],
    )
    def test_facts_become_conditions(self, facts: dict[str, str], condition: str) -> None:
        with self.who(**facts) as diary:
            assert condition in evidence_of(diary).conditions()
        with self.who() as diary:
            assert condition not in evidence_of(diary).conditions()

    def test_a_replaced_hip_shuts_its_own_side_only(self) -> None:
        with self.who(right_hip_replaced="yes") as diary:
            assert broken(diary, train(a_set("traction"))) == set()
            assert broken(diary, train(a_set("traction", side="right"))) == {"S8"}
            assert broken(diary, train(a_set("traction", side="both"))) == {"S8"}

    def test_the_team_can_agree_to_the_clam(self) -> None:
        with self.who(left_hip_replaced="yes", left_clam_agreed=True) as diary:
            assert "clam_not_agreed" not in evidence_of(diary).conditions()
        with self.who(left_hip_replaced="yes", left_clam_agreed=False) as diary:
            assert evidence_of(diary).blocked("clamshell", 1, 2) == ("clam_not_agreed",)

    def test_a_numb_foot_shuts_traction_on_its_side(self) -> None:
        diary = Diary().ready()
        for site, result in (("foot", {"S8"}), ("calf", set())):
            diary.check_in(3, numbness=1, nerve_site=site)
            assert broken(diary, train(a_set("traction"))) == result
        diary.check_in(3, numbness=0, nerve_site="foot")
        assert broken(diary, train(a_set("traction"))) == set()

    def test_pain_in_front_today_shuts_the_floss_today(self) -> None:
        diary = first_day(apart=["groin"])
        assert broken(diary, FLOSS) == {"S8"}
        diary.next_day()
        diary.morning(3)
        assert broken(diary, FLOSS) == set()

    def test_facts_corrected_late_keep_every_version_until_stated_anew(self) -> None:
        diary = Diary()
        about = diary.about(right_hip_replaced="yes")
        diary.wait(minutes=20)
        diary.correct(about, right_hip_replaced="no")
        assert "hip_replaced" in evidence_of(diary).conditions()
        diary.learn(right_hip_replaced="no")
        assert "hip_replaced" not in evidence_of(diary).conditions()
