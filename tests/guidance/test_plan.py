"""What a plan holds and says: each rule by a short life that meets it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import Diary, shipped
from tests.golden.situations.people import later_today, placed_high, releasing, stabilising, strengthen
from tests.guidance.test_session import Sitting
from unpinch.guidance import decide, fold_all
from unpinch.journal import Moment, settle
from unpinch.programme.decision import Decision


def core_of(diary: Diary) -> Any:
    return fold_all(shipped(), settle(diary.entries, Moment.parse(diary.now)).entries).core


def plan_of(diary: Diary) -> Decision:
    return decide(shipped(), diary.entries, Moment.parse(diary.now))


def rules_of(diary: Diary) -> list[str]:
    return [reason.rule for reason in plan_of(diary).reasons]


def exercises_of(diary: Diary) -> set[str]:
    return {one.exercise for one in plan_of(diary).sets}


def set_of(diary: Diary, exercise: str) -> Any:
    return next(one for one in plan_of(diary).sets if one.exercise == exercise)


# caps, spacing, soreness


def test_a_fourth_round_of_the_floss_is_too_many() -> None:
    diary = Diary().ready()
    diary.morning(3)
    for _ in range(3):
        diary.session(floss=5)
        later_today(diary)
    assert "S7.floss_cap" in rules_of(diary)
    assert "nerve_floss" not in exercises_of(diary)


def test_strengthening_rests_on_sore_muscles() -> None:
    diary = Diary()
    placed_high(diary)
    strengthen(diary)
    diary.next_day(days=2)
    diary.morning(0, soreness=["hips"])
    assert "dose.soreness" in rules_of(diary)


def test_maintain_strengthens_on_two_days_a_week() -> None:
    diary = Diary()
    stabilising(diary)
    for _ in range(42):
        diary.day(0, bend="free")
    for _ in range(2):
        diary.day(0, bend="free", train={"clamshell": 8})
        diary.next_day()
    diary.morning(0, bend="free")
    assert (plan_of(diary).phase, "S7.week" in rules_of(diary)) == ("maintain", True)


# levels, bands and doses


def test_a_heavy_back_keeps_the_bridge_at_its_lowest() -> None:
    diary = Diary()
    placed_high(diary)
    for _ in range(3):
        diary.day(0, bend="free", train={"bridge": 10}, back=1)
        diary.next_day()
    diary.day(0, bend="free", back=6)
    diary.morning(0, bend="free", back=6)
    assert set_of(diary, "bridge").level == 1


def test_a_dose_grows_rung_by_rung() -> None:
    diary = Diary().ready()
    diary.calm_days(2, leg=2)
    seen = []
    for _ in range(2):
        diary.morning(2)
        seen.append(set_of(diary, "nerve_floss").repetitions)
        diary.session(floss=seen[-1]).next_day()
        diary.calm_day(2)
    assert seen[0] < seen[1]


@pytest.mark.parametrize(("body", "need"), [({"body_mass_kg": "70"}, "loop"), ({}, "flat")])
def test_traction_goes_by_body_weight_or_by_a_cap_when_it_is_not_known(body: dict[str, str], need: str) -> None:
    diary = Diary()
    diary.about("body_mass_kg", **body)
    diary.screening("full")
    diary.band(type="loop", rest_mm=1040, width_mm="13", thickness_mm="4.5", latex=False)
    diary.band(type="flat", brand="TheraBand", colour="yellow", rest_mm=1800)
    diary.check_in(3)
    assert set_of(diary, "leg_traction").band.force_high_n <= 35
    assert need in {"loop", "flat"}


def test_a_mini_loop_fits_the_clamshell_below_its_cap() -> None:
    diary = Diary()
    placed_high(diary)
    diary.band(type="mini_loop", rest_mm=600, width_mm="50", thickness_mm="0.35")
    for _ in range(14):
        diary.day(0, bend="free", train={"clamshell": 8, "bridge": 8})
        diary.next_day()
    diary.morning(0, bend="free")
    clam = set_of(diary, "clamshell")
    assert (clam.level > 1, clam.band.need) == (True, "mini_loop")
    assert clam.band.force_high_n <= 60


def test_a_band_of_latex_is_named_as_no_good_for_an_allergy() -> None:
    diary = Diary().ready(latex_allergy="yes")
    diary.band(type="flat", brand="TheraBand", colour="yellow", rest_mm=1800)
    diary.check_in(3)
    assert "S8.latex_allergy" in rules_of(diary)


def test_a_level_that_is_off_gives_way_to_the_one_below_at_its_own_dose() -> None:
    diary = Diary()
    placed_high(diary)
    for _ in range(10):
        diary.day(0, bend="free", train={"bridge": 10})
        diary.next_day()
    diary.learn(standing="worsens")
    diary.next_day()
    diary.morning(0, bend="free")
    bridge = set_of(diary, "bridge")
    assert bridge.level == 1
    assert bridge.repetitions <= shipped().exercises["bridge"].levels[0].dose.repetitions_most


def test_what_tingled_yesterday_is_said_to_be_lighter() -> None:
    diary = Diary().ready()
    diary.morning(3)
    diary.stop()
    diary.next_day()
    diary.morning(3)
    assert "S2.lighter" in rules_of(diary)


# flags


def test_a_symptom_in_the_other_leg_is_an_emergency() -> None:
    diary = Diary().ready()
    diary.check_in(3, right_tingling=2)
    assert plan_of(diary).urgency == "emergency"


def test_numbness_between_the_legs_told_with_a_stop_is_an_emergency() -> None:
    diary = Diary().ready()
    diary.morning(3)
    diary.stop(where=["between_legs"], settled=())
    assert [flag.id for flag in core_of(diary).flags] == ["saddle"]


def test_an_answer_taken_back_at_once_lifts_its_flag() -> None:
    diary = Diary().ready()
    alarm = diary.screening("event", yes=["bladder"])
    diary.screening("event", no=["bladder"], lifts=[alarm])
    assert core_of(diary).flags == ()


def test_a_fever_that_was_cleared_is_not_raised_again_by_the_same_answer() -> None:
    diary = Diary().ready()
    diary.check_in(2)
    alarm = diary.screening("event", yes=["fever"])
    diary.clearance("fever", [alarm])
    diary.next_day()
    diary.screening("daily", yes=["fever"])
    assert core_of(diary).flags == ()


def test_a_fever_ends_after_two_days_with_a_full_screening_and_a_back_no_worse() -> None:
    diary = Diary().ready()
    diary.check_in(2)
    diary.screening("event", yes=["fever"])
    diary.next_day(days=3)
    diary.screening("full")
    assert [flag.id for flag in core_of(diary).flags] == ["fever"]
    diary.check_in(2)
    assert core_of(diary).flags == ()


def test_not_yet_is_not_yet() -> None:
    diary = Diary().ready()
    diary.morning(3)
    diary.assessment("had", "not_yet")
    assert (plan_of(diary).kind, rules_of(diary)[0]) == ("rest", "S9.not_yet")


@pytest.mark.parametrize(("where", "asks"), [("calf", ("stop_answer",)), ("buttock", ("saddle",))])
def test_a_stop_that_waits_is_asked_about_first(where: str, asks: tuple[str, ...]) -> None:
    diary = Diary().ready()
    diary.morning(3)
    diary.stop(where=[where], settled=())
    assert (plan_of(diary).kind, plan_of(diary).asks) == ("stop", asks)


# phases and the irritable nerve


def test_steady_pain_of_five_opens_release_after_four_weeks() -> None:
    def after(days: int) -> str | None:
        diary = Diary().ready()
        diary.calm_days(days, leg=5)
        diary.morning(5)
        return plan_of(diary).phase

    assert (after(19), after(18)) == ("release", "decompress")


def test_release_opens_without_a_floss_where_the_floss_is_not_allowed() -> None:
    diary = Diary().ready(pain_region="both_feet_burning")
    for _ in range(3):
        diary.day(2)
    diary.morning(2)
    assert plan_of(diary).phase == "release"
    assert "S8.both_feet_burning" in rules_of(diary)


def test_a_flare_of_more_than_a_week_is_no_flare_any_more() -> None:
    diary = Diary()
    releasing(diary)
    diary.day(2, train={"floss": 5})
    for _ in range(10):
        diary.day(2, train={"floss": 5}, reaction="this_morning")
    diary.morning(2)
    assert (core_of(diary).phase, core_of(diary).former) == ("decompress", None)


def test_on_the_way_back_from_a_flare_it_says_so_and_halves_the_dose() -> None:
    diary = Diary()
    releasing(diary)
    diary.day(2, train={"floss": 5})
    diary.day(2, train={"floss": 5}, reaction="this_morning")
    diary.day(2, reaction="this_morning")
    diary.morning(2)
    assert plan_of(diary).would_change == ("After one more calm day you go back to Release, gently.",)
    diary.session(floss=3).next_day()
    diary.calm_day(2)
    diary.morning(2)
    assert (plan_of(diary).phase, "dose.half" in rules_of(diary)) == ("release", True)


def test_a_nerve_that_tingles_on_three_days_rests_and_release_opens_without_a_floss() -> None:
    diary = Diary().ready()
    for level in (1, 0, 0):
        diary.morning(2)
        diary.stop(level=level)
        diary.next_day()
    diary.morning(2)
    assert "S2.nerve_rest" in rules_of(diary)
    assert core_of(diary).nerve_rested


# escalation


def stuck(days: int, *, train: bool = True) -> Diary:
    diary = Diary().ready()
    for _ in range(days):
        diary.calm_day(4) if train else diary.day(4)
    diary.morning(4)
    return diary


@pytest.mark.parametrize(
    ("days", "train", "rule", "urgency"),
    [
        (14, True, "S9.two_weeks", "none"),
        (14, False, "S9.cannot_judge", "none"),
        (28, True, "S9.four_weeks", "routine"),
        (28, False, "S9.cannot_judge", "routine"),
        (42, True, "S9.six_weeks", "soon"),
    ],
)
def test_no_improvement_is_said_after_two_weeks_and_more_urgently_later(
    days: int,
    train: bool,  # noqa: FBT001
    rule: str,
    urgency: str,
) -> None:
    decision = plan_of(stuck(days, train=train))
    assert rule in [reason.rule for reason in decision.reasons]
    assert decision.urgency == urgency


def test_a_booked_assessment_silences_it() -> None:
    diary = stuck(28)
    diary.assessment("booked", in_days=3)
    assert ("S9.booked" in rules_of(diary), plan_of(diary).urgency) == (True, "none")


@pytest.mark.parametrize("region", ["groin_or_front", "both_feet_burning"])
def test_pain_in_another_region_is_to_be_seen(region: str) -> None:
    diary = Diary().ready(pain_region=region)
    diary.check_in(3)
    assert (plan_of(diary).urgency, "assessment" in plan_of(diary).advice) == ("routine", True)
    diary.assessment("had", "may_continue")
    assert plan_of(diary).urgency == "none"


def test_what_was_never_told_has_not_improved() -> None:
    diary = Diary().ready()
    others = ("left_leg_pain", "right_leg_pain", "left_pain_site", "right_pain_site", "left_nerve_site")
    diary.check_in(5, without=(*others, "right_nerve_site"))
    diary.next_day(days=15)
    diary.screening("full")
    diary.check_in(5, without=(*others, "right_nerve_site", "left_worst_leg_pain", "right_worst_leg_pain"))
    assert core_of(diary).last is None
    assert "S9.cannot_judge" in rules_of(diary)


# words


def test_it_says_how_many_calm_days_are_left_and_what_else_is_needed() -> None:
    diary = Diary().ready()
    diary.calm_days(2, leg=2)
    diary.morning(2)
    assert plan_of(diary).would_change == ("After one more calm day, with leg pain at 4 or less, you move to Release.",)
    diary = Diary().ready()
    diary.calm_days(4, leg=2, bend="free")
    diary.morning(5)
    assert plan_of(diary).would_change[0].startswith("With leg pain at 4 or less, and no other sign against it")


def test_a_step_up_is_said_on_the_day_it_comes() -> None:
    diary = Diary().ready()
    diary.calm_days(2, leg=2)
    diary.morning(2)
    assert "dose.progress" in rules_of(diary)


def test_a_stop_without_a_check_in_keeps_the_day_before_as_the_last_one_known() -> None:
    diary = Diary().ready()
    diary.calm_day(2)
    diary.answer_stop(diary.press_stop(), "too_strong", leg_pain=3)
    diary.next_day()
    diary.morning(2)
    core = core_of(diary)
    assert core.last.day == core.day - 2
    assert core.legs[-1] == (core.day - 1, 3)


def test_a_session_of_the_day_is_found_where_it_was_left() -> None:
    diary = Diary().ready()
    diary.morning(3)
    assert Sitting(diary).offer().kind == "set"
