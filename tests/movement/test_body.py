"""A person's measures."""

from __future__ import annotations

import math

import pytest

from unpinch.movement import Body, BodyError
from unpinch.movement.body import POINT_RATIOS, SITE_RATIOS, skin_direction
from unpinch.programme.skeleton import GROUPS, JOINTS, ROLLING, SEGMENTS, SITES


def test_lengths_add_up_to_the_height() -> None:
    body = Body(1.80)
    parts = ("foot_height", "shank", "thigh", "hip_shoulder", "head_neck")
    assert sum(body.length_m(part) for part in parts) == pytest.approx(1.80)


def test_masses_add_up_to_the_body() -> None:
    for sex in ("female", "male", None):
        body = Body(1.70, 70.0, sex)
        once = sum(body.segment_mass_kg(part) for part in ("head", "trunk"))
        limbs = ("upper_arm", "forearm", "hand", "thigh", "shank", "foot")
        twice = 2 * sum(body.segment_mass_kg(part) for part in limbs)
        assert once + twice == pytest.approx(70.0, rel=0.005)


def test_without_a_sex_it_takes_the_mean() -> None:
    masses = [Body(1.70, 70.0, sex).segment_mass_kg("thigh") for sex in ("female", "male", None)]
    assert masses[2] == pytest.approx((masses[0] + masses[1]) / 2)


def test_an_unknown_mass_is_a_usual_one() -> None:
    assert Body(1.70).body_mass_kg == pytest.approx(69.4, abs=0.1)


@pytest.mark.parametrize("height_m", [-1.7, 0.0, 170.0, math.nan, math.inf])
def test_it_refuses_a_height_that_nobody_has(height_m: float) -> None:
    with pytest.raises(BodyError, match=r"The height is .*, outside 1 to 2.4. Write it in metres"):
        Body(height_m)


def test_it_refuses_a_mass_or_sex_that_nobody_has() -> None:
    with pytest.raises(BodyError, match="The mass is -3"):
        Body(1.7, -3.0)
    with pytest.raises(BodyError, match="The sex is 'x'"):
        Body(1.7, 70.0, "x")  # type: ignore[arg-type]


def test_every_site_and_joint_point_lies_on_a_segment() -> None:
    assert set(SITE_RATIOS) == set(SITES)
    assert set(POINT_RATIOS) == set(JOINTS)
    assert {owner for owner, *_ in (*SITE_RATIOS.values(), *POINT_RATIOS.values())} <= set(SEGMENTS)
    assert {name for names in (*GROUPS.values(), *ROLLING.values()) for name in names} <= set(SITES)


def test_left_and_right_are_mirror_images() -> None:
    for name, (_, (x, y, z), radius) in SITE_RATIOS.items():
        if name.endswith("_r") and name != "head_side_r":
            _, other, other_radius = SITE_RATIOS[f"{name[:-2]}_l"]
            assert (other, other_radius) == ((x, y, -z), radius)
            assert skin_direction(f"{name[:-2]}_l")[2] == -skin_direction(name)[2]
