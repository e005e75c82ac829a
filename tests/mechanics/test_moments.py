import numpy as np
import pytest

from unpinch.mechanics.flaws import MechanicsError
from unpinch.mechanics.moments import bridge, clam, clam_band_closed_form_n_m, clam_closed_form_n_m
from unpinch.movement import COORDINATES, Body, forward
from unpinch.movement.kinematics import Frames

BODY = Body(1.70, 75.0)


def posed(**angles: float) -> Frames:
    q = np.zeros((1, len(COORDINATES)))
    for name, value in angles.items():
        q[0, COORDINATES.index(name)] = value
    return forward(BODY, q)


def legs(hip: float, knee: float, **more: float) -> dict[str, float]:
    both = {f"hip_flexion_deg_{end}": hip for end in "rl"} | {f"knee_flexion_deg_{end}": knee for end in "rl"}
    return both | more


ON_LEFT_SIDE = legs(45, 90, root_roll_deg=-90, root_y_m=0.2)
ON_RIGHT_SIDE = legs(45, 90, root_roll_deg=90, root_y_m=0.2)
ON_BACK = {"root_pitch_deg": 90.0, "root_y_m": 0.2}


def test_the_clams_closed_form_is_the_references() -> None:
    """17.4 N m at 75 kg, of which height and sex aren't said: within 3 %."""
    assert clam_closed_form_n_m(BODY) == pytest.approx(17.4, rel=0.03)
    assert clam_closed_form_n_m(Body(1.70, 75.0, "female")) == pytest.approx(17.4, rel=0.01)


def test_40_newtons_at_the_knee_add_about_9() -> None:
    assert clam_band_closed_form_n_m(BODY, 40) == pytest.approx(9, abs=0.1)


@pytest.mark.parametrize(("lying", "side"), [(ON_LEFT_SIDE, "right"), (ON_RIGHT_SIDE, "left")])
def test_the_clam_by_points_is_the_closed_form(lying: dict[str, float], side: str) -> None:
    moment = clam(posed(**lying).points, BODY, side, 40.0)
    assert moment.gravity_n_m == pytest.approx(clam_closed_form_n_m(BODY))
    assert moment.band_n_m == pytest.approx(clam_band_closed_form_n_m(BODY, 40))


def test_gravity_opens_the_leg_below() -> None:
    assert clam(posed(**ON_LEFT_SIDE).points, BODY, "left").gravity_n_m < 0


def test_opening_makes_gravity_ask_less() -> None:
    assert clam_closed_form_n_m(BODY, 35) < clam_closed_form_n_m(BODY)


def test_a_heavier_body_asks_more_in_proportion() -> None:
    assert clam_closed_form_n_m(Body(1.70, 90.0)) == pytest.approx(1.2 * clam_closed_form_n_m(BODY))


def test_a_bridge_is_the_same_on_both_sides() -> None:
    points = posed(**legs(0, 90), **ON_BACK).points
    right, left = (bridge(points, BODY, side, 30.0) for side in ("right", "left"))
    assert right.gravity_n_m == pytest.approx(left.gravity_n_m)
    assert right.band_n_m == pytest.approx(left.band_n_m)


def test_a_bridge_asks_for_extension_by_a_plain_sum() -> None:
    """Level bridge, knees at 90: worked by hand from the same masses, with all lengths in a straight line."""
    points = posed(**legs(0, 90), **ON_BACK).points
    x = {name: float(points[f"{name}_r"][0, 0]) for name in ("hip", "knee", "ankle", "heel", "toe", "shoulder")}
    mass = {part: 2 * BODY.segment_mass_kg(part) for part in ("thigh", "shank", "foot")}
    share = BODY.centre_of_mass_ratio
    at = {
        "thigh": x["hip"] + share("thigh") * (x["knee"] - x["hip"]),
        "shank": x["knee"] + share("shank") * (x["ankle"] - x["knee"]),
        "foot": x["heel"] + share("foot") * (x["toe"] - x["heel"]),
    }
    middle = (x["heel"] + x["toe"]) / 2
    trunk = BODY.segment_mass_kg("trunk") * ((x["shoulder"] + x["hip"]) / 2 - x["shoulder"])
    foot = (trunk + sum(mass[part] * (at[part] - x["shoulder"]) for part in mass)) / (middle - x["shoulder"])
    asked = 9.81 * (foot * (middle - x["hip"]) - sum(mass[part] * (at[part] - x["hip"]) for part in mass)) / 2
    assert bridge(points, BODY, "right").gravity_n_m == pytest.approx(asked, rel=1e-6)
    assert 20 < asked < 60


def test_without_a_band_nothing_presses_the_knees() -> None:
    assert bridge(posed(**legs(0, 90), **ON_BACK).points, BODY, "right").band_n_m == pytest.approx(0)


def test_it_knows_two_sides() -> None:
    with pytest.raises(MechanicsError, match="Use right or left"):
        clam(posed(**ON_LEFT_SIDE).points, BODY, "upper")
