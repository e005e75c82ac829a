"""Small rules of the guard about doses, bands, spacing and lasting facts: tables (docs/readings.md, section 8)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import HEALTHY_ADULT, shipped
from tests.guard.making import a_set, half, train
from tests.guard.scenes import HOUR_S, NOW, D, a_day, book, evidence, movement, said
from unpinch.guard import check_step, person, rules_course, rules_day, rules_dose, rules_step
from unpinch.guard.book import MAINTAIN
from unpinch.guard.doses import Lighter, Rung
from unpinch.guard.person import NEEDED, Person
from unpinch.guard.scene import Scene, is_half
from unpinch.programme.decision import PlannedSet, Step, Tempo


def scene(*sets: PlannedSet, phase: Any = "maintain", opened: int = MAINTAIN, today: Any = None, **known: Any) -> Scene:
    """A proposal before evidence in which a phase has opened."""
    decision = train(*sets, phase=phase)
    return Scene(evidence(today, phase=opened, **known), NOW, decision, decision.sets)


def broken(found: Any) -> list[str]:
    return [breach.invariant for breach in found]


# lasting facts


def about(**changes: Any) -> Any:
    facts = {name: value for name, value in {**HEALTHY_ADULT, **changes}.items() if value is not None}
    found = evidence()
    person.read_about(found, said("about", facts))
    return found


@pytest.mark.parametrize("name", NEEDED)
def test_each_needed_fact_is_missed(name: str) -> None:
    assert about(**{name: None}).person.missing
    assert not about().person.missing


def test_what_is_needed_is_what_the_readings_list() -> None:
    assert set(NEEDED) == {
        *("age_years", "pregnancy", "latex_allergy", "conditions", "floor_alone", "lie_flat", "legs", "pain_region"),
        *(
            "left_hip_replaced",
            "right_hip_replaced",
            "left_knee_replaced",
            "right_knee_replaced",
            "sitting",
            "standing",
        ),
    }


@pytest.mark.parametrize(
    ("changes", "conditions"),
    [
        ({}, {}),
        ({"pregnancy": "to_16_weeks"}, {"pregnant": 3}),
        ({"pregnancy": "over_16_weeks"}, {"pregnant": 3, "pregnant_over_16_weeks": 3}),
        ({"pregnancy": "not_sure"}, {"pregnant": 3, "pregnant_over_16_weeks": 3}),
        ({"latex_allergy": "yes"}, {"latex_allergy": 3}),
        ({"latex_allergy": "not_sure"}, {"latex_allergy": 3}),
        ({"floor_alone": "not_sure"}, {"no_floor": 3}),
        ({"floor_alone": "no"}, {"no_floor": 3}),
        ({"lie_flat": "no"}, {"no_lie_flat": 3}),
        ({"lie_flat": "not_sure"}, {"no_lie_flat": 3}),
        ({"pain_region": "groin_or_front"}, {"pain_groin_or_front": 3}),
        ({"pain_region": "both_feet_burning"}, {"both_feet_burning": 3}),
        ({"sitting": "worsens"}, {"sitting_worsens": 3}),
        ({"standing": "worsens"}, {"standing_worsens": 3}),
        ({"left_knee_replaced": "yes"}, {"knee_replaced": 1}),
        ({"right_knee_replaced": "not_sure"}, {"knee_replaced": 2}),
        ({"left_hip_replaced": "yes"}, {"hip_replaced": 1, "clam_not_agreed": 3}),
        ({"right_hip_replaced": "not_sure"}, {"hip_replaced": 2, "clam_not_agreed": 3}),
        ({"left_hip_replaced": "yes", "left_clam_agreed": True}, {"hip_replaced": 1}),
        ({"left_hip_replaced": "yes", "right_clam_agreed": True}, {"hip_replaced": 1, "clam_not_agreed": 3}),
        ({"left_hip_replaced": "yes", "left_clam_agreed": False}, {"hip_replaced": 1, "clam_not_agreed": 3}),
    ],
)
def test_conditions_follow_from_what_was_said(changes: dict[str, Any], conditions: dict[str, int]) -> None:
    assert dict(about(**changes).person.conditions) == conditions


@pytest.mark.parametrize(("age", "flagged"), [(17, True), (18, False)])
def test_under_age_is_a_flag_unless_cleared(age: int, flagged: bool) -> None:
    assert ("under_18" in about(age_years=age).flags) is flagged
    cleared = evidence(cleared=frozenset({"under_18"}))
    person.read_about(cleared, said("about", {"age_years": 17}))
    assert not cleared.flags


@pytest.mark.parametrize(("legs", "bits"), [("left", 1), ("right", 2), ("both", 3), ("none", 0)])
def test_affected_legs_are_those_named(legs: str, bits: int) -> None:
    assert about(legs=legs).affected == bits


def test_an_agreement_that_was_corrected_is_none() -> None:
    for versions, agreed in (((True,), 1), ((True, True), 1), ((True, False), 0), ((), 0)):
        facts = {"left_clam_agreed": versions}
        assert person._sides(facts, "clam_agreed", frozenset({True}), every=True) == agreed


def test_the_lowest_stated_mass_counts() -> None:
    assert Person({"body_mass_kg": ("80", "70.5")}).body_mass_kg == 70.5
    assert Person().body_mass_kg is None


# bands


@pytest.mark.parametrize(
    ("exercise", "kind", "mass", "cap"),
    [
        ("nerve_floss", "flat", "70", 30),
        ("bridge", "mini_loop", "70", 60),
        ("cross_body", "flat", "70", None),
        ("leg_traction", "loop", None, 35),
        ("leg_traction", "loop", "40", 0.15 * 40 * 9.81),
        ("leg_traction", "loop", "120", 100),
    ],
)
def test_each_pull_has_its_cap(exercise: str, kind: str, mass: str | None, cap: float | None) -> None:
    known = Person({"body_mass_kg": (mass,)} if mass else {})
    assert rules_dose.force_cap_n(evidence(person=known), exercise, kind) == (
        cap if cap is None else pytest.approx(cap)
    )


# doses

FLOSS = a_set("floss")
TEMPO_S = sum(beat.seconds for beat in FLOSS.tempo)
MOST = shipped().exercises["nerve_floss"].level(1).dose.repetitions_most


@pytest.mark.parametrize(
    ("change", "breaches"),
    [
        ({}, 0),
        ({"repetitions": MOST}, 0),
        ({"repetitions": MOST + 1}, 1),
        ({"repetitions": 1}, 0),
        ({"repetitions": 0}, 1),
        ({"hold_s": 1}, 1),
        ({"tempo": (Tempo("x", TEMPO_S, ""),)}, 0),
        ({"tempo": (Tempo("x", TEMPO_S - 1, ""),)}, 1),
        ({"level": 9}, 1),
    ],
)
def test_a_dose_stays_within_its_level(change: dict[str, Any], breaches: int) -> None:
    assert len(broken(rules_dose.doses_within(scene(replace(FLOSS, **change))))) == breaches


def test_a_hold_stays_within_its_level_too() -> None:
    hold = a_set("cross_body")
    most = shipped().exercises["cross_body"].levels[0].dose.hold_most_s
    assert [len(broken(rules_dose.doses_within(scene(replace(hold, hold_s=s))))) for s in (most, most + 1, 0)] == [
        0,
        1,
        1,
    ]


@pytest.mark.parametrize(("hold_s", "half_of"), [(15, True), (16, False), (0, True)])
def test_half_of_a_hold_is_half(hold_s: int, half_of: bool) -> None:
    level = shipped().exercises["leg_traction"].levels[0]
    assert level.dose.hold_s == 30
    assert is_half(a_set("traction", hold_s=hold_s), level) is half_of
    assert not is_half(a_set("traction", hold_s=0, repetitions=2), level)


def test_sets_are_counted_by_exercise_and_side() -> None:
    found = scene(FLOSS, replace(FLOSS, side="right"), FLOSS, a_set("bridge"))
    assert [(one.planned.side, count) for one, count in found.counts()] == [("left", 2), ("right", 1), ("both", 1)]
    assert [count for _, count in scene(FLOSS).counts()] == [1]


# caps


@pytest.mark.parametrize(
    ("sides", "done", "asked", "breaches"),
    [
        (("left",), (), 20, 0),
        (("left", "left"), (30, 10), 20, 0),
        (("left", "left"), (30, 11), 20, 1),
        (("left", "left", "left"), (1, 1, 1), 1, 1),
        (("right", "right", "right"), (30, 11, 9), 20, 0),
        (("both", "both", "both"), (30, 11, 9), 20, 2),
        (("left", "left"), (1, 1), 1, 0),
        (("left",), (None,), 60, 0),
        (("left",), (None,), 61, 1),
    ],
)
def test_the_floss_is_capped_a_side_and_a_day(
    sides: tuple[str, ...], done: tuple[int | None, ...], asked: int, breaches: int
) -> None:
    chain: Any = None
    for place, (side, repetitions) in enumerate(zip(sides, done, strict=False)):
        session = f"00000000-0000-4000-8000-00000000000{place}"
        values = {"session": session, "index": 0, "exercise": "nerve_floss", "level": 1, "side": side}
        amount = {"hold_s": 20} if repetitions is None else {"repetitions": repetitions}
        chain = (said("set_done", {**values, **amount}), chain)
    found = scene(replace(FLOSS, repetitions=asked), today=a_day(sets=chain))
    assert len(broken(rules_dose.floss_cap(found))) == breaches


BRIDGE = a_set("bridge")


@pytest.mark.parametrize(
    ("hours", "days", "phase", "since", "breaches"),
    [
        (36, (D - 2,), "stabilise", 5, 0),
        (35.99, (D - 2,), "stabilise", 5, 1),
        (40, (D - 1,), "stabilise", 5, 1),
        (48, (D - 6, D - 4, D - 2), "stabilise", 27, 1),
        (48, (D - 6, D - 4, D - 2), "stabilise", 28, 0),
        (48, (D - 7, D - 4, D - 2), "stabilise", 5, 0),
        (48, (D - 6, D - 4), "maintain", 99, 1),
        (48, (D - 4,), "maintain", 99, 0),
        (48, (D - 6, D - 5, D - 4, D - 2), "stabilise", 28, 1),
    ],
)
def test_strengthening_is_spaced(hours: float, days: tuple[int, ...], phase: str, since: int, breaches: int) -> None:
    known: Any = {"strength_at_s": NOW.epoch_s - int(hours * HOUR_S), "strength_days": days, "stabilise_day": D - since}
    assert len(broken(rules_dose.strength_spacing(scene(BRIDGE, phase=phase, **known)))) == breaches
    assert not broken(rules_dose.strength_spacing(scene(FLOSS, phase=phase, **known)))


def test_without_a_day_it_began_stabilise_allows_three_days() -> None:
    assert rules_dose.strength_days_most(scene(BRIDGE, phase="stabilise")) == 3


@pytest.mark.parametrize(("hours", "breaches"), [(11.99, 0), (12, 1), (72, 1), (72.01, 0)])
def test_sore_muscles_rest_while_they_may_be_sore_from_it(hours: float, breaches: int) -> None:
    last_s = NOW.epoch_s - int(hours * HOUR_S)
    sore = scene(BRIDGE, today=a_day(known=movement()._replace(soreness=True)))
    assert len(broken(rules_dose._sore(sore, last_s))) == breaches
    assert not broken(rules_dose._sore(scene(BRIDGE, today=a_day(known=movement())), last_s))
    assert not broken(rules_dose._sore(sore, -1))


# growth


@pytest.mark.parametrize(
    ("sets", "steps", "breaches"),
    [
        ((BRIDGE,), 0, 0),
        ((replace(BRIDGE, repetitions=BRIDGE.repetitions + 1),), 0, 1),
        ((replace(BRIDGE, repetitions=BRIDGE.repetitions + 1),), 1, 0),
        ((a_set("bridge", 2),), 0, 1),
        ((a_set("bridge", 2),), 1, 0),
        ((a_set("bridge", 3),), 1, 1),
        ((a_set("floss", 2),), 0, 1),
        ((BRIDGE,) * 3, 0, 1),
        ((BRIDGE,) * 3, 1, 0),
    ],
)
def test_doses_grow_by_steps_that_were_earned(sets: tuple[PlannedSet, ...], steps: int, breaches: int) -> None:
    rungs = {one.exercise: Rung(steps) for one in sets}
    assert broken(rules_course.growth(scene(*sets, rungs=rungs))) == ["S6"] * breaches
    assert broken(rules_course.growth(scene(*sets, rungs=rungs, booked_on=D))) == ["S9"] * breaches


@pytest.mark.parametrize(
    ("greens", "hold_s", "level", "breaches"),
    [
        (0, 30, 1, 0),
        (0, 31, 1, 1),
        (1, 60, 1, 0),
        (1, 61, 1, 1),
        (3, 120, 1, 0),
        (9, 121, 1, 1),
        (2, 30, 2, 1),
        (3, 30, 2, 0),
    ],
)
def test_traction_grows_by_green_days(greens: int, hold_s: int, level: int, breaches: int) -> None:
    one = a_set("traction", level, hold_s=hold_s)
    assert len(broken(rules_course.traction(scene(one, traction_greens=greens)))) == breaches


@pytest.mark.parametrize(("greens", "breaches"), [(1, 1), (2, 0)])
def test_the_hinge_waits_for_two_calm_days(greens: int, breaches: int) -> None:
    assert len(broken(rules_course.hinge(scene(a_set("hinge"), cross_body_greens=greens)))) == breaches


@pytest.mark.parametrize(
    ("phase", "opened", "one", "breaches"),
    [
        ("decompress", 0, FLOSS, 0),
        ("release", 0, FLOSS, 1),
        ("decompress", -1, FLOSS, 2),
        ("release", 1, a_set("cross_body"), 0),
        ("decompress", 1, a_set("cross_body"), 1),
        (None, 1, a_set("cross_body"), 0),
        (None, 0, a_set("cross_body"), 1),
        ("maintain", 3, a_set("bridge"), 0),
        ("maintain", 2, a_set("bridge"), 1),
    ],
)
def test_no_phase_and_no_move_is_ahead_of_what_is_open(phase: Any, opened: int, one: PlannedSet, breaches: int) -> None:
    assert len(broken(rules_course.phase(scene(one, phase=phase, opened=opened)))) == breaches


MARK = Lighter("nerve_floss", 1, 1)


@pytest.mark.parametrize(
    ("mark", "sets", "breaches"),
    [
        (MARK, (FLOSS,), []),
        (MARK, (a_set("floss", 2),), ["S2"]),
        (MARK, (a_set("floss", 2, "right"),), []),
        (MARK, (BRIDGE,), []),
        (MARK._replace(half=True), (FLOSS,), ["S2"]),
        (MARK._replace(half=True), (half("floss", 1),), []),
        (MARK._replace(half=True), (half("floss", 1),) * 2, ["S2"]),
        (MARK._replace(cause="S3", level=0), (FLOSS,), ["S3"]),
    ],
)
def test_what_was_stopped_comes_back_lighter(mark: Lighter, sets: tuple[PlannedSet, ...], breaches: list[str]) -> None:
    assert broken(rules_day.comes_back_lighter(scene(*sets, lighter=(mark,)))) == breaches


@pytest.mark.parametrize(
    ("today", "one", "breaches"),
    [
        ({"leg": 5, "worst": 5}, FLOSS, 0),
        ({"leg": 6, "worst": 6}, half("floss", 1), 0),
        ({"leg": 6, "worst": 6}, FLOSS, 1),
        ({"leg": 6, "worst": 6}, half("floss", 2), 1),
        ({"leg": 6, "worst": 6}, half("cross_body", 1), 1),
        ({"leg": 2, "worst": 7}, half("floss", 1), 0),
        ({"leg": 2, "worst": 7}, half("traction", 1), 0),
        ({"leg": 2, "worst": 7}, half("floss", 2), 1),
        ({"leg": 2, "worst": 7}, half("cross_body", 1), 1),
        ({"leg": 2, "worst": 2, "stirred": True}, FLOSS, 1),
        ({"leg": 8, "worst": 8}, half("floss", 1), 1),
        ({"leg": 2, "worst": 8}, half("floss", 1), 1),
    ],
)
def test_strong_pain_shrinks_the_plan(today: dict[str, Any], one: PlannedSet, breaches: int) -> None:
    assert broken(rules_day.strong_pain(scene(one, today=a_day(**today)))) == ["S3"] * breaches


@pytest.mark.parametrize(
    ("half_from", "phase", "breaches"), [(D, "release", 1), (-1, "release", 0), (D, "decompress", 0)]
)
def test_after_a_flare_doses_are_half(half_from: int, phase: str, breaches: int) -> None:
    found = scene(a_set("cross_body"), phase=phase, half_from=half_from, opened=1)
    assert broken(rules_day.strong_pain(found)) == ["S3"] * breaches
    assert not broken(rules_day.strong_pain(scene(half("cross_body", 1), phase=phase, half_from=half_from, opened=1)))


def test_strengthening_exercises_are_those_that_the_programme_says() -> None:
    assert book().strength == book().bit["bridge"] | book().bit["clamshell"]


def test_each_exercise_is_half_for_itself() -> None:
    both = (half("floss", 1), a_set("traction", 1))
    assert broken(rules_day.strong_pain(scene(*both, today=a_day(worst=7, leg=2)))) == ["S3"]


@pytest.mark.parametrize(
    ("decided", "offered", "no_more"),
    [
        (a_set("floss", 2), a_set("floss", 2), True),
        (a_set("floss", 2), a_set("floss", 3), False),
        (a_set("floss", 2, repetitions=5), a_set("floss", 2, repetitions=6), False),
        (a_set("floss", 2, repetitions=5), a_set("floss", 1, repetitions=5), True),
        (a_set("bridge", 2, repetitions=9), a_set("bridge", 1, repetitions=10), False),
        (a_set("bridge", 2, repetitions=5), a_set("bridge", 1), True),
        (half("bridge", 2), half("bridge", 1), True),
        (half("bridge", 2), a_set("bridge", 1), False),
        (a_set("bridge", 2), a_set("bridge", 1), True),
        (a_set("cross_body", 2), a_set("cross_body", 1), True),
        (a_set("cross_body", 1), a_set("cross_body", 1, hold_s=21), False),
    ],
)
def test_a_step_is_what_was_decided_or_less(decided: PlannedSet, offered: PlannedSet, no_more: bool) -> None:
    found = scene(offered)
    assert rules_step._no_more(found, found.sets[0], decided) is no_more


def test_what_is_asked_about_a_set_offers_none() -> None:
    ended = evidence(a_day(leg=9, worst=9), phase=MAINTAIN)
    decision = train(FLOSS)
    kinds: tuple[Any, ...] = ("felt", "stop_answer", "settled", "wait", "ended")
    assert all(check_step(ended, NOW, Step("s", kind, FLOSS), decision) == () for kind in kinds)
    assert check_step(ended, NOW, Step("s", "set", FLOSS), decision) != ()
    assert check_step(ended, NOW, Step("s", "set", None), decision) == ()
