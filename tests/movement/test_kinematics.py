"""Forward kinematics, held against plain rotation matrices and against small steps."""

from __future__ import annotations

import numpy as np
import pytest

from unpinch.movement import COORDINATES, SEGMENTS, Body, forward, mirrored
from unpinch.movement.body import PARENTS
from unpinch.movement.kinematics import index, jacobian, quaternions, segment_index
from unpinch.programme.skeleton import JOINTS

Array = np.ndarray
SIDE = {"r": 1.0, "l": -1.0}


def about(axis: str, degrees: float) -> Array:
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return np.array(
        {
            "x": [[1, 0, 0], [0, c, -s], [0, s, c]],
            "y": [[c, 0, s], [0, 1, 0], [-s, 0, c]],
            "z": [[c, -s, 0], [s, c, 0], [0, 0, 1]],
        }[axis]
    )


def by_hand(q: dict[str, float]) -> dict[str, Array]:
    """Return each segment's rotation, written out joint by joint."""
    made = {"pelvis": about("y", q["root_yaw_deg"]) @ about("z", q["root_pitch_deg"]) @ about("x", q["root_roll_deg"])}
    bend = about("z", -q["lumbar_flexion_deg"]) @ about("x", q["lumbar_bend_deg"])
    made["thorax"] = made["pelvis"] @ bend @ about("y", q["lumbar_rotation_deg"])
    made["head"] = made["thorax"] @ about("z", -q["neck_flexion_deg"])
    for side, s in SIDE.items():
        hip = about("z", q[f"hip_flexion_deg_{side}"]) @ about("x", s * q[f"hip_adduction_deg_{side}"])
        made[f"thigh_{side}"] = made["pelvis"] @ hip @ about("y", s * q[f"hip_internal_rotation_deg_{side}"])
        made[f"shank_{side}"] = made[f"thigh_{side}"] @ about("z", -q[f"knee_flexion_deg_{side}"])
        ankle = about("z", q[f"ankle_dorsiflexion_deg_{side}"]) @ about("x", s * q[f"subtalar_inversion_deg_{side}"])
        made[f"foot_{side}"] = made[f"shank_{side}"] @ ankle
        arm = about("z", q[f"shoulder_flexion_deg_{side}"]) @ about("x", -s * q[f"shoulder_abduction_deg_{side}"])
        made[f"upper_arm_{side}"] = made["thorax"] @ arm @ about("y", s * q[f"shoulder_internal_rotation_deg_{side}"])
        made[f"forearm_{side}"] = made[f"upper_arm_{side}"] @ about("z", q[f"elbow_flexion_deg_{side}"])
    return made


def test_rotations_are_those_of_the_joints_one_after_another(rng: np.random.Generator) -> None:
    q = rng.uniform(-60, 60, (3, 30))
    frames = forward(Body(), q)
    for frame in range(3):
        wanted = by_hand(dict(zip(COORDINATES, q[frame], strict=True)))
        for number, name in enumerate(SEGMENTS):
            np.testing.assert_allclose(frames.rotations[frame, number], wanted[name], atol=1e-12)


def test_each_segment_hangs_on_its_parent(rng: np.random.Generator) -> None:
    frames = forward(Body(1.8), rng.uniform(-60, 60, (4, 30)))
    for name, parent in PARENTS.items():
        hangs = frames.place(parent, Body(1.8).joint_offset_m(name))
        np.testing.assert_allclose(frames.origins[:, segment_index(name)], hangs, atol=1e-12)


def test_standing_has_the_measures_of_the_tables() -> None:
    points = forward(Body(1.0), np.zeros((1, 30))).points
    assert set(points) == set(JOINTS)
    assert points["knee_r"][0] == pytest.approx([0, -0.245, 0.047])
    assert points["ankle_l"][0] == pytest.approx([0, -0.491, -0.047])
    assert points["head_top"][0][1] == pytest.approx(0.470)
    assert np.linalg.norm(points["toe_r"][0] - points["heel_r"][0]) == pytest.approx(0.146, abs=0.007)


@pytest.mark.parametrize(
    ("coordinate", "point", "axis", "sign"),
    [
        ("hip_flexion_deg_r", "knee_r", 0, 1),
        ("hip_flexion_deg_l", "knee_l", 0, 1),
        ("hip_adduction_deg_r", "knee_r", 2, -1),
        ("hip_adduction_deg_l", "knee_l", 2, 1),
        ("hip_internal_rotation_deg_r", "toe_r", 2, -1),
        ("knee_flexion_deg_r", "ankle_r", 0, -1),
        ("ankle_dorsiflexion_deg_r", "toe_r", 1, 1),
        ("lumbar_flexion_deg", "neck", 0, 1),
        ("lumbar_bend_deg", "neck", 2, 1),
        ("lumbar_rotation_deg", "shoulder_r", 0, 1),
        ("shoulder_flexion_deg_r", "hand_r", 0, 1),
        ("shoulder_abduction_deg_l", "hand_l", 2, -1),
        ("elbow_flexion_deg_r", "hand_r", 0, 1),
    ],
)
def test_each_coordinate_moves_the_body_as_its_name_says(coordinate: str, point: str, axis: int, sign: int) -> None:
    still, moved = np.zeros((1, 30)), np.zeros((1, 30))
    moved[0, index(coordinate)] = 20
    way = forward(Body(), moved).points[point] - forward(Body(), still).points[point]
    assert sign * way[0, axis] > 0.01


def test_lying_on_the_back_is_a_pitch_of_90_degrees() -> None:
    q = np.zeros((1, 30))
    q[0, index("root_pitch_deg")] = 90
    frames = forward(Body(), q)
    assert frames.rotations[0, 0] @ [1, 0, 0] == pytest.approx([0, 1, 0])
    assert frames.points["head_top"][0][0] < -0.7
    assert frames.points["ankle_r"][0][0] > 0.7


def test_slopes_are_what_small_steps_say(rng: np.random.Generator) -> None:
    q = rng.uniform(-40, 40, (1, 30))
    q[0, :3] = 0.1, 0.6, -0.2
    frames = forward(Body(), q)
    sites = ("heel_r", "hand_l", "head_back", "buttock_r")
    owners = ("foot_r", "forearm_l", "head", "pelvis")
    points = np.stack([frames.site(site) for site in sites], 1)
    found = jacobian(frames, np.array([segment_index(name) for name in owners]), points, np.arange(30))
    for column in range(30):
        step = q.copy()
        step[0, column] += 1e-6 * (1 if column < 3 else np.rad2deg(1))
        moved = np.stack([forward(Body(), step).site(site) for site in sites], 1)
        np.testing.assert_allclose(found[..., column], (moved - points) / 1e-6, atol=2e-6)


def test_quaternions_turn_as_the_rotations_do(rng: np.random.Generator) -> None:
    rotations = forward(Body(), rng.uniform(-180, 180, (20, 30))).rotations
    x, y, z, w = np.moveaxis(quaternions(rotations), -1, 0)
    front = np.stack([1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w)], -1)
    np.testing.assert_allclose(front, rotations[..., 0], atol=1e-12)
    assert (w >= 0).all()


def test_mirroring_is_the_room_in_a_mirror(rng: np.random.Generator) -> None:
    q = rng.uniform(-50, 50, (5, 30))
    here, there = forward(Body(), q).points, forward(Body(), mirrored(q)).points
    for name, place in here.items():
        other = f"{name[:-2]}_{'l' if name.endswith('_r') else 'r'}" if name[-2:] in {"_r", "_l"} else name
        np.testing.assert_allclose(there[other], place * [1, 1, -1], atol=1e-12)
    np.testing.assert_allclose(mirrored(mirrored(q)), q)


def test_a_body_of_another_height_is_the_same_shape(rng: np.random.Generator) -> None:
    q = rng.uniform(-50, 50, (5, 30))
    q[:, :3] = 0
    small, tall = forward(Body(1.45), q).points, forward(Body(2.05), q).points
    for name, place in small.items():
        np.testing.assert_allclose(tall[name], place * 2.05 / 1.45, atol=1e-12)


def test_it_refuses_coordinates_that_are_no_trajectory() -> None:
    with pytest.raises(ValueError, match="shape"):
        forward(Body(), np.zeros((3, 29)))
    q = np.zeros((2, 30))
    q[1, index("knee_flexion_deg_r")] = np.nan
    with pytest.raises(ValueError, match="knee_flexion_deg_r is nan in frame 1"):
        forward(Body(), q)
