"""How deep limbs lie in each other and in things."""

from __future__ import annotations

import numpy as np
import pytest

from tests.movement.conftest import NAMES, Play
from unpinch.movement import CLIPS, Body, forward
from unpinch.movement.check import Where, motion_flaws
from unpinch.movement.kinematics import index
from unpinch.movement.limbs import PARTS, limb_in_limb, limb_in_thing, pairs
from unpinch.movement.props import Placed, solids
from unpinch.programme.skeleton import COORDINATES

STANDING = np.zeros((1, len(COORDINATES)))


def bent(**angles_deg: float) -> np.ndarray:
    q = STANDING.copy()
    q[0, 1] = 1.0
    for name, value in angles_deg.items():
        q[0, index(name)] = value
    return q


@pytest.mark.parametrize("height_m", [1.45, 1.70, 2.05])
def test_nobody_standing_goes_through_themselves(height_m: float) -> None:
    arms = bent(shoulder_abduction_deg_r=12, shoulder_abduction_deg_l=12)
    assert limb_in_limb(forward(Body(height_m), arms)) == []


def test_crossed_legs_are_seen_and_measured() -> None:
    found = limb_in_limb(forward(Body(), bent(hip_adduction_deg_r=25, hip_adduction_deg_l=25)))
    assert all(one.part[-1] != one.other[-1] for one in found)
    assert max(one.depth_m[0] for one in found) > 0.03


def test_the_other_side_is_judged_alike() -> None:
    poses = [bent(**{f"hip_adduction_deg_{side}": 35}) for side in "rl"]
    one, other = ({round(float(x.depth_m[0]), 9) for x in limb_in_limb(forward(Body(), pose))} for pose in poses)
    assert one
    assert one == other


def test_depth_grows_with_the_body() -> None:
    pose = bent(hip_adduction_deg_r=25, hip_adduction_deg_l=25)
    small, tall = (sum(one.depth_m[0] for one in limb_in_limb(forward(Body(height), pose))) for height in (1.5, 1.8))
    assert tall == pytest.approx(small * 1.2, rel=0.01)


def test_neighbours_at_a_joint_are_left_alone() -> None:
    away = {"shoulder_abduction_deg_r": 40.0, "shoulder_abduction_deg_l": 20.0}
    folded = bent(knee_flexion_deg_r=150, elbow_flexion_deg_r=150, **away)
    assert limb_in_limb(forward(Body(), folded)) == []
    made = pairs()
    assert len(made.one) == len(made.two) == len(made.give) > len(PARTS)


def test_a_chair_is_a_seat_and_four_legs_that_turn_with_it() -> None:
    seat, *legs = solids(Placed("chair", "chair", (1.0, 0.225, 0.0), (0.4, 0.45, 0.3), 90))
    assert seat.centre_m[1] + seat.size_m[1] / 2 == pytest.approx(0.45)
    assert {(round(leg.centre_m[0], 3), round(leg.centre_m[2], 3)) for leg in legs} == {
        (1.11, -0.16), (1.11, 0.16), (0.89, -0.16), (0.89, 0.16),
    }  # fmt: skip


def test_a_leg_in_a_box_is_seen_and_one_beside_it_is_not() -> None:
    frames = forward(Body(), bent())
    knee = frames.points["knee_r"][0]
    inside = Placed("box", "door", (float(knee[0]), float(knee[1]), float(knee[2])), (0.2, 0.2, 0.2), 30)
    beside = Placed("box", "door", (float(knee[0]), float(knee[1]), 0.6), (0.2, 0.2, 0.2), 30)
    assert {"knee_r", "shank_r", "thigh_r"} <= {one.part for one in limb_in_thing(frames, inside)}
    assert limb_in_thing(frames, beside) == []


def test_heels_together_and_a_hand_on_the_thigh_are_no_fault(played: Play) -> None:
    for exercise, level in (("clamshell", 2), ("seated_hinge", 1)):
        assert max((one.depth_m.max() for one in limb_in_limb(played(exercise, level).frames)), default=0.0) < 0.006


@pytest.mark.parametrize("height_m", [1.45, 2.05])
@pytest.mark.parametrize(("exercise", "level"), NAMES)
def test_small_and_tall_people_go_through_nothing_and_do_not_jump(
    exercise: str, level: int, height_m: float, played: Play
) -> None:
    where = Where(exercise, str(level))
    for clip in CLIPS:
        assert list(motion_flaws(where, played(exercise, level, clip, body=Body(height_m)))) == []
