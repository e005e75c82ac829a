"""S4: bands fit, and their pull stays below the caps, whatever the proposal says (clinical rules, section 3)."""

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import Diary, shipped
from tests.guard.making import a_set, broken, evidence_of, first_day, train
from unpinch.guard.rules_dose import force_cap_n
from unpinch.programme.bands import OwnedBand, force_range_n
from unpinch.programme.decision import BandAdvice, Decision, Phase

YELLOW = {"type": "flat", "brand": "TheraBand", "colour": "yellow", "rest_mm": 1500, "latex": False}
GOLD = {**YELLOW, "colour": "gold"}
MINI = {"type": "mini_loop", "rest_mm": 600, "width_mm": "50", "thickness_mm": "0.5", "latex": False}
HEAVY_MINI = {**MINI, "thickness_mm": "3"}
LOOP = {"type": "loop", "rest_mm": 2000, "width_mm": "22", "thickness_mm": "4.5", "latex": False}


def with_band(exercise: str, stretch: int, level: int | None = None, /, **facts: Any) -> tuple[Diary, Decision]:
    """Return a diary with that band, and a decision that gives it, its forces worked out by the law."""
    diary = first_day(site="none", leg=0) if exercise in {"clamshell", "bridge"} else first_day()
    entry = diary.band(**facts)
    owned = OwnedBand.learn(None, entry.values)
    planned = a_set(exercise, level)
    need = shipped().exercises[planned.exercise].level(planned.level).band
    force = (need and force_range_n(shipped(), owned, stretch, need.strands)) or (0, 0)
    band = BandAdvice(owned.type or "flat", owned.id, stretch, *force)
    phase: Phase = "stabilise" if exercise in {"clamshell", "bridge"} else "decompress"
    return diary, train(replace(planned, band=band), phase=phase)


def test_a_light_band_at_a_small_stretch_serves_the_floss() -> None:
    assert broken(*with_band("floss", 25, **YELLOW)) == set()


def test_a_floss_never_pulls_above_its_cap() -> None:
    assert broken(*with_band("floss", 50, **YELLOW)) == set()
    strong = {**YELLOW, "hung_n": "25", "hung_rest_mm": 1000, "hung_stretched_mm": 2000}
    forces = {stretch: broken(*with_band("floss", stretch, **strong)) for stretch in (20, 50)}
    assert forces == {20: set(), 50: {"S4"}}


def test_a_heavy_band_is_for_traction_only() -> None:
    assert broken(*with_band("floss", 5, **GOLD)) == {"S4"}
    assert broken(*with_band("traction", 25, **GOLD)) == set()
    assert broken(*with_band("floss", 5, **LOOP)) == {"S4"}


def test_a_stretch_beyond_the_levels_most_is_refused() -> None:
    thin = {**YELLOW, "hung_n": "2", "hung_rest_mm": 1000, "hung_stretched_mm": 2000}
    assert broken(*with_band("floss", 50, **thin)) == set()
    assert broken(*with_band("floss", 55, **thin)) == {"S4"}
    assert broken(*with_band("traction", 30, **thin)) == {"S4"}


def test_traction_stays_below_its_share_of_body_weight() -> None:
    for mass, result in (("70", set()), ("38", {"S4"})):
        diary, decision = with_band("traction", 25, **LOOP)
        diary.learn(body_mass_kg=mass)
        assert broken(diary, decision) == result


@pytest.mark.parametrize(("mass", "cap"), [(None, 35), ("40", 58.86), ("120", 100)])
def test_the_traction_cap_follows_the_weight(mass: str | None, cap: float) -> None:
    diary = Diary()
    diary.about("body_mass_kg")
    if mass:
        diary.learn(body_mass_kg=mass)
    assert force_cap_n(evidence_of(diary), "leg_traction", "loop") == pytest.approx(cap)


def test_the_lowest_version_of_the_weight_counts() -> None:
    diary = Diary()
    about = diary.about(body_mass_kg="40")
    diary.wait(minutes=20)
    diary.correct(about, body_mass_kg="120")
    assert force_cap_n(evidence_of(diary), "leg_traction", "loop") == pytest.approx(58.86)


def test_a_mini_loop_stretches_as_far_as_the_thighs_part() -> None:
    assert broken(*with_band("clamshell", 55, 2, **MINI)) == {"S6"}
    diary, decision = with_band("clamshell", 55, 2, **HEAVY_MINI)
    assert "S4" in broken(diary, decision)
    slack = replace(decision.sets[0].band, stretch_percent=0, force_low_n=0, force_high_n=0)
    assert "S4" in broken(diary, train(replace(decision.sets[0], band=slack), phase="stabilise"))


def test_a_loop_of_unknown_length_is_taken_at_its_word() -> None:
    bare = {name: value for name, value in MINI.items() if name != "rest_mm"}
    assert broken(*with_band("clamshell", 55, 2, **bare)) == {"S6"}


def test_a_band_without_known_strength_is_refused() -> None:
    assert broken(*with_band("traction", 25, type="loop", rest_mm=2000, latex=False)) == {"S4"}


def test_a_pull_said_to_be_less_than_it_is_is_refused() -> None:
    diary, decision = with_band("floss", 25, **YELLOW)
    band = decision.sets[0].band
    for low, result in ((1, set()), (2, {"S4"})):
        said = replace(band, force_high_n=band.force_high_n - low)
        assert broken(diary, train(replace(decision.sets[0], band=said))) == result


def test_a_band_that_is_unknown_retired_or_not_wanted_is_refused() -> None:
    diary, decision = with_band("floss", 25, **YELLOW)
    unknown = replace(decision.sets[0].band, band="nobody")
    assert broken(diary, train(replace(decision.sets[0], band=unknown))) == {"S4"}
    diary.add("band", {"band": decision.sets[0].band.band, "retired": True})
    assert broken(diary, decision) == {"S4"}
    diary, decision = with_band("floss", 25, **YELLOW)
    assert broken(diary, train(replace(a_set("floss", 0), band=decision.sets[0].band))) == {"S4"}


def test_a_band_taken_back_is_not_there() -> None:
    diary, decision = with_band("floss", 25, **YELLOW)
    diary.wait(minutes=20)
    diary.retract(diary.entries[-1])
    assert broken(diary, decision) == {"S4"}


@pytest.mark.parametrize("allergy", ["yes", "not_sure"])
def test_with_a_latex_allergy_only_bands_said_to_be_free_of_it(allergy: str) -> None:
    unsaid = {name: value for name, value in YELLOW.items() if name != "latex"}
    for facts, result in ((YELLOW, set()), ({**YELLOW, "latex": True}, {"S4"}), (unsaid, {"S4"})):
        diary, decision = with_band("floss", 25, **facts)
        assert broken(diary, decision) == set()
        diary.learn(latex_allergy=allergy)
        assert broken(diary, decision) == result
