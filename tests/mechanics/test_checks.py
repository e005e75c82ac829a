"""The physics rules, each on a movement that breaks it and on one that doesn't."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from tests.builders import shipped
from tests.mechanics.moved import Posed
from tests.mechanics.moves import COUPLED, FLOSS, FLOSS_60, SHARE, TENSIONER, TOES_AWAY, TOES_TOWARD, straightening
from unpinch.mechanics import checks
from unpinch.mechanics.checks import RULES, Moved, breaches, level_rows
from unpinch.mechanics.pose import Pose
from unpinch.mechanics.ways import thighs_m
from unpinch.programme.flaws import Flaw
from unpinch.programme.model import Level, Programme
from unpinch.programme.movement import BandRoute, MovementBand

CLAM: Pose = {"hip_flexion_deg": 45.0, "knee_flexion_deg": 90.0, "hip_adduction_deg": -20 * SHARE}


def a_clam() -> Level:
    return shipped().exercises["clamshell"].level(1)


def only_clam(level: Level) -> Programme:
    """Return the shipped programme with one clam and nothing else: the physics of all takes seconds."""
    clam = replace(shipped().exercises["clamshell"], levels=(level,))
    return replace(shipped(), exercises={"clamshell": clam})


def found(rule: str, *levels: Moved) -> list[str]:
    flaws: Iterable[Flaw] = next(one for one in RULES if one.id == rule).find(levels)
    return [str(flaw) for flaw in flaws]


@pytest.mark.parametrize("pose", [FLOSS, FLOSS_60, COUPLED])
def test_a_floss_slides_and_stays_below_its_twin(pose: Pose) -> None:
    one = Posed(pose)
    assert found("slides", one) == found("below_twin", one) == []


def test_a_tensioner_is_no_floss() -> None:
    (sentence,) = found("slides", Posed(TENSIONER))
    assert sentence.startswith("exercises/nerve_floss.toml: levels[2].movement has a slider index of 0.00, below 0.3")
    assert sentence.endswith("Let the toes point away, or the thigh sink, while the knee straightens.")


def test_toes_that_hardly_move_are_not_enough() -> None:
    still = straightening(60.0, np.full(61, -40.0))
    (sentence,) = found("below_twin", Posed(still))
    assert "not 5 % below" in sentence


def test_ankle_pumps_have_nothing_to_slide_against() -> None:
    pumps = Posed({"ankle_dorsiflexion_deg": TOES_TOWARD}, number=0)
    assert found("slides", pumps) == found("below_twin", pumps) == []


def test_other_exercises_need_not_slide() -> None:
    assert found("slides", Posed(TENSIONER, "cross_body", 2)) == []


def test_the_written_load_must_be_the_computed_one() -> None:
    load = Posed(FLOSS_60).load
    assert load == pytest.approx(72, abs=1)
    assert found("load_as_written", Posed(FLOSS_60, nerve_load=load)) == []
    (sentence,) = found("load_as_written", Posed(FLOSS_60, nerve_load=40))
    assert sentence.endswith(
        f"nerve_load is 40, and the movement's computed load is {load}. Write {load}, or change the movement."
    )


def test_levels_rise_in_load() -> None:
    low, high = Posed(FLOSS_60, number=2), Posed(FLOSS, number=3)
    assert found("load_rises", low, high) == []
    (sentence,) = found("load_rises", high, low)
    assert "less than the level before (94)" in sentence


def test_a_phase_has_a_cap() -> None:
    assert found("load_cap", Posed(FLOSS)) == []
    (sentence,) = found("load_cap", Posed({"hip_flexion_deg": 105.0}))
    assert "loads the nerve with 139; in Decompress it is at most 100" in sentence


def test_a_phases_cap_has_a_cap() -> None:
    programme = shipped()
    phases = {**programme.phases, "release": replace(programme.phases["release"], nerve_load_most=200)}
    flaws = [str(flaw) for flaw in checks.phase_caps(replace(programme, phases=phases))]
    assert flaws == ["programme.toml: phases[1].nerve_load_most is 200, beyond 1 to 130. Write a number within."]


def test_the_hip_bends_no_farther_than_written() -> None:
    assert found("hip_as_written", Posed(FLOSS_60, hip_flexion_deg=60)) == []
    (sentence,) = found("hip_as_written", Posed(FLOSS, hip_flexion_deg=60))
    assert "levels[2].hip_flexion_deg is 60, and the movement bends the hip to 80" in sentence


def test_a_leg_led_across_is_written() -> None:
    across: Pose = {"hip_flexion_deg": 60.0, "hip_adduction_deg": 20 * SHARE}
    assert found("hip_as_written", Posed(across, "cross_body", 2)) == []
    (sentence,) = found("hip_as_written", Posed(across, "nerve_floss", 2))
    assert "adducts_hip is false, and the movement leads the leg across by 20 degrees" in sentence


def test_traction_asks_for_no_more_than_the_lightest_may_have() -> None:
    band = shipped().exercises["leg_traction"].level(2).band
    assert band is not None
    gentle = Posed(CLAM, "leg_traction", 2)
    assert found("traction_cap", gentle) == []
    harsh = Posed(CLAM, "leg_traction", 2, band=replace(band, body_weight_high_percent=40))
    (sentence,) = found("traction_cap", harsh)
    assert "asks for 152 N of a person of 39 kg, and 57 N is the cap" in sentence


def test_a_level_without_a_movement_is_told() -> None:
    flaws = [str(flaw) for flaw in breaches(only_clam(replace(a_clam(), movement=None)))]
    assert flaws == [
        "exercises/clamshell.toml: levels[0].movement is missing, so its load can't be computed. Write its movement."
    ]


def test_every_rule_has_its_own_id() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_a_row_tells_what_a_level_comes_to() -> None:
    (clam,) = level_rows(only_clam(a_clam()))
    assert (clam.exercise, clam.level) == ("clamshell", 1)
    assert clam.low <= clam.index <= clam.high < 0.4
    assert clam.slider_index is None
    assert clam.twin is None


def test_toes_away_is_what_makes_the_difference() -> None:
    assert Posed(straightening(60.0, TOES_AWAY)).load < Posed(straightening(60.0, TOES_TOWARD)).load


def test_a_clam_that_keeps_to_everything_has_no_flaw() -> None:
    (row,) = level_rows(only_clam(a_clam()))
    as_computed = replace(a_clam(), nerve_load=round(100 * row.index))
    assert breaches(only_clam(as_computed)) == []


RING = MovementBand("mini_loop", 2, (BandRoute("ring", ring=("thigh_r", "thigh_l"), place=0.84),))
OPENING: Pose = {"hip_adduction_deg": -14 * SHARE}


def ringed(**changed: object) -> Posed:
    need = shipped().exercises["clamshell"].level(2).band
    assert need is not None
    return Posed(OPENING, "clamshell", 2, worn=RING, band=replace(need, **changed))  # type: ignore[arg-type]


def test_a_mini_loop_fits_every_height() -> None:
    assert found("band_fits", ringed()) == []


def test_a_force_that_no_loop_gives_is_told() -> None:
    (sentence,) = found("band_fits", ringed(force_low_n=200, force_high_n=210))
    assert "levels[1].band wants 200 to 210 N and" in sentence
    assert "for a person 1.45 m tall, 39 kg" in sentence


def test_the_written_spread_must_be_the_movements() -> None:
    apart_mm = round(1000 * (thighs_m(shipped(), ringed().motion) or 0))
    assert found("spread_as_written", ringed(spread_mm=apart_mm)) == []
    (sentence,) = found("spread_as_written", ringed(spread_mm=2 * apart_mm))
    assert sentence.endswith(f"the thighs {apart_mm} mm apart. Write {apart_mm}, or mend the movement.")


def test_a_band_stretched_beyond_the_levels_limit_is_told() -> None:
    short = ringed(stretch_most_percent=150)
    assert found("stretch", short) == []
    assert short.held is not None
    short.held = replace(short.held, rest_m=short.held.rest_m / 2)
    sentences = found("stretch", short)
    assert sentences
    assert "stretch_most_percent is 150, and the movement (repetition) stretches the band by" in sentences[0]
