"""S4, S5, S7: caps and spacing seen from several sides: mixed plans, steps of a session, bands of other kinds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import shipped
from tests.guard.making import a_set, half, train
from tests.guard.scenes import HOUR_S, NOW, D, a_day, evidence, movement, said
from tests.guard.test_dose_tables import BRIDGE, FLOSS, broken, scene
from unpinch.guard import Evidence, rules_dose, rules_step
from unpinch.guard.book import BOTH, LEFT, RIGHT, STABILISE
from unpinch.guard.person import Person
from unpinch.guard.phases import _flossed
from unpinch.guard.scene import Scene, is_half
from unpinch.programme.bands import OwnedBand
from unpinch.programme.decision import BandAdvice, PlannedSet, Step

SESSION = "00000000-0000-4000-8000-0000000000aa"
STEP = Step(SESSION, "set")


def a_set_done(exercise: str, **more: Any) -> Any:
    values = {"session": SESSION, "index": 0, "exercise": exercise, "level": 1, "side": "left", "repetitions": 5}
    return said("set_done", {**values, **more})


# spacing


@pytest.mark.parametrize("sets", [(FLOSS, BRIDGE), (BRIDGE, FLOSS)])
def test_strengthening_is_spaced_among_other_moves_too(sets: tuple[PlannedSet, ...]) -> None:
    found = scene(*sets, strength_days=(D - 1,), strength_at_s=NOW.epoch_s - 48 * HOUR_S)
    assert broken(rules_dose.strength_spacing(found)) == ["S7"]


@pytest.mark.parametrize(
    ("planned", "days", "breaches"),
    [
        (BRIDGE, (D - 1,), ["S7"]),
        (BRIDGE, (D - 2,), []),
        (BRIDGE, (), []),
        (FLOSS, (D - 1,), []),
    ],
)
def test_a_step_is_no_strengthening_on_the_day_after_strengthening(
    planned: PlannedSet, days: tuple[int, ...], breaches: list[str]
) -> None:
    assert broken(rules_step.caps(scene(planned, strength_days=days), STEP)) == breaches


def test_repetitions_of_other_exercises_are_none_of_the_floss() -> None:
    today = a_day(sets=(a_set_done("clamshell"), (a_set_done("bridge", side="both"), None)))
    assert rules_dose.flossed_today(evidence(today), LEFT) == (set(), 0)
    assert rules_dose.flossed_today(evidence(today), RIGHT) == (set(), 0)


# doses


@pytest.mark.parametrize(("planned", "offered", "breaches"), [(5, 5, []), (4, 4, []), (4, 5, ["S5"]), (3, 4, ["S5"])])
def test_a_step_is_never_more_than_was_decided_be_it_within_the_start_dose(
    planned: int, offered: int, breaches: list[str]
) -> None:
    decision = train(replace(FLOSS, repetitions=planned))
    step = (replace(FLOSS, repetitions=offered),)
    assert broken(rules_step.as_decided(Scene(evidence(), NOW, decision, step), STEP)) == breaches


@pytest.mark.parametrize(("repetitions", "half_of"), [(0, True), (1, True), (2, False)])
def test_a_hold_done_once_can_be_half_a_dose(repetitions: int, half_of: bool) -> None:
    level = shipped().exercises["leg_traction"].levels[0]
    assert is_half(half("traction", repetitions=repetitions), level) is half_of


@pytest.mark.parametrize(("phase", "judged"), [(None, STABILISE), ("decompress", 0), ("release", 1)])
def test_a_decision_without_a_phase_is_judged_by_the_one_that_is_open(phase: Any, judged: int) -> None:
    assert scene(FLOSS, phase=phase, opened=STABILISE).judged_phase == judged


# bands


@pytest.mark.parametrize(("exercise", "most"), [("floss", 50), ("traction", 200), ("clamshell", 200), ("bridge", 200)])
def test_no_band_is_stretched_to_more_than_three_times_its_length_and_half_as_much_again_for_a_floss(
    exercise: str, most: int
) -> None:
    found = scene(a_set(exercise))
    assert rules_dose._stretch_most(found.evidence, found.sets[0]) == most


@pytest.mark.parametrize(
    ("exercise", "mass", "force", "breaches"),
    [
        ("floss", "70", 30, []),
        ("floss", "70", 31, ["S4"]),
        ("traction", "34.4", 51, []),
        ("traction", "34.4", 52, ["S4"]),
        ("traction", "34.2", 50, []),
        ("traction", "34.2", 51, ["S4"]),
        ("traction", "90", 100, []),
        ("traction", "90", 101, ["S4"]),
    ],
)
def test_a_pull_is_held_to_its_cap_in_whole_newtons(exercise: str, mass: str, force: int, breaches: list[str]) -> None:
    planned = a_set(exercise, band=BandAdvice("flat", "b", 25, 5, force))
    found = scene(planned, person=Person({"body_mass_kg": (mass,)}))
    assert broken(rules_dose._pull(found, found.sets[0], (5, force))) == breaches


@pytest.mark.parametrize(("kind", "stretch"), [("flat", 25), ("loop", 25), ("mini_loop", 48)])
def test_only_a_mini_loop_is_stretched_by_the_thighs(kind: Any, stretch: int) -> None:
    found = scene(a_set("clamshell", 2, band=BandAdvice(kind, "b", 25, 5, 10)))
    one = found.sets[0]
    assert one.level.band is not None
    band = OwnedBand("b", kind, rest_mm=600)
    assert rules_dose._stretch(found, one, one.level.band, band) == stretch


# what the days before leave behind


@pytest.mark.parametrize(
    ("sets", "flossed"),
    [((), False), (("cross_body",), False), (("nerve_floss",), True), (("nerve_floss", "bridge"), True)],
)
def test_only_a_floss_is_a_floss_done(sets: tuple[str, ...], flossed: bool) -> None:
    chain: Any = None
    for name in sets:
        chain = (a_set_done(name), chain)
    assert _flossed(evidence(a_day(sets=chain))) is flossed


@pytest.mark.parametrize(("affected", "blocked"), [(LEFT, False), (RIGHT, True), (BOTH, True)])
def test_a_floss_is_shut_by_what_concerns_an_affected_side(affected: int, blocked: bool) -> None:
    floss = shipped().exercises["nerve_floss"]
    one_sided = replace(floss.contraindications[0], condition="knee_replaced", side="same", top_level=-1)
    exercises = {**shipped().exercises, floss.id: replace(floss, contraindications=(one_sided,))}
    found = Evidence(replace(shipped(), exercises=exercises))
    found.affected, found.person = affected, Person(conditions={"knee_replaced": RIGHT})
    assert found.floss_blocked() is blocked


def test_what_is_known_for_good_is_not_lost_beside_what_holds_today() -> None:
    today = a_day(known=movement()._replace(numb_foot=LEFT))
    found = evidence(today, person=Person(conditions={"bone_fragile": BOTH}))
    assert found.conditions() == {"bone_fragile": BOTH, "numb_foot": LEFT}
