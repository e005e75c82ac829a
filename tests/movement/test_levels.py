"""Each level looks like its cues: the angles that a physiotherapist would check."""

from __future__ import annotations

import numpy as np
import pytest

from tests.movement.conftest import Play
from unpinch.movement import Motion
from unpinch.movement.kinematics import index

Array = np.ndarray


def ends(motion: Motion, name: str) -> tuple[float, float]:
    """Return a coordinate at the start and at the end of the first phase."""
    values = motion.q[:, index(name)]
    return float(values[0]), float(values[round(motion.phases[0].to_s * motion.fps)])


def change(motion: Motion, name: str) -> float:
    values = motion.q[:, index(name)]
    return float(values.max() - values.min())


def angle_deg(one: Array, two: Array) -> float:
    return float(np.rad2deg(np.arccos(one @ two / np.linalg.norm(one) / np.linalg.norm(two))))


@pytest.mark.parametrize(("level", "hip_deg"), [(1, 45), (2, 60), (3, 80)])
def test_the_floss_straightens_with_toes_away_and_bends_with_toes_toward(
    level: int, hip_deg: float, played: Play
) -> None:
    motion = played("nerve_floss", level)
    knee, toes = ends(motion, "knee_flexion_deg_r"), ends(motion, "ankle_dorsiflexion_deg_r")
    assert knee[0] >= 70
    assert 10 <= knee[1] <= 20
    assert toes[0] > 10
    assert toes[1] < -25
    assert motion.q[:, index("hip_flexion_deg_r")].max() == pytest.approx(hip_deg, abs=1)


def test_the_thigh_stays_still_in_the_floss_but_may_sink_at_its_lowest(played: Play) -> None:
    assert change(played("nerve_floss", 2), "hip_flexion_deg_r") < 1
    assert change(played("nerve_floss", 3), "hip_flexion_deg_r") < 1
    assert 4 < change(played("nerve_floss", 1), "hip_flexion_deg_r") < 10


@pytest.mark.parametrize("level", [1, 2, 3])
def test_the_knee_never_snaps_straight(level: int, played: Play) -> None:
    motion = played("nerve_floss", level)
    speed = np.abs(np.diff(motion.q[:, index("knee_flexion_deg_r")])) * motion.fps
    assert speed.max() < 60


def test_ankle_pumps_move_the_ankle_alone(played: Play) -> None:
    motion = played("nerve_floss", 0)
    assert change(motion, "ankle_dorsiflexion_deg_r") > 25
    assert change(motion, "knee_flexion_deg_r") < 3
    assert change(motion, "hip_flexion_deg_r") < 2


@pytest.mark.parametrize("level", [1, 2, 3])
def test_the_clam_opens_by_35_degrees_about_the_line_from_hip_to_heel(level: int, played: Play) -> None:
    motion = played("clamshell", level)
    points = motion.frames.points

    def out(frame: int) -> Array:
        hip, knee, ankle = (points[name][frame] for name in ("hip_r", "knee_r", "ankle_r"))
        axis = (ankle - hip) / np.linalg.norm(ankle - hip)
        across: Array = (knee - hip) - ((knee - hip) @ axis) * axis
        return across

    assert angle_deg(out(0), out(60)) == pytest.approx(35, abs=2)


def test_the_pelvis_stays_stacked_in_the_clam(played: Play) -> None:
    motion = played("clamshell", 1)
    assert change(motion, "root_roll_deg") < 1
    assert change(motion, "root_pitch_deg") < 1
    assert motion.q[0, index("hip_flexion_deg_r")] == pytest.approx(45, abs=3)


def in_line_deg(motion: Motion, frame: int) -> float:
    points = {name: place[frame, :2] for name, place in motion.frames.points.items()}
    return angle_deg(points["shoulder_r"] - points["hip_r"], points["knee_r"] - points["hip_r"])


def test_a_full_bridge_is_one_line_and_not_beyond(played: Play) -> None:
    for level in (2, 3):
        motion = played("bridge", level)
        assert in_line_deg(motion, 60) > 175
        assert motion.q[:, index("hip_flexion_deg_r")].min() > -2


def test_a_small_bridge_stays_well_below_level(played: Play) -> None:
    motion = played("bridge", 1)
    lift_m = motion.frames.points["hip_mid"][60, 1] - motion.frames.points["hip_mid"][0, 1]
    assert 0.05 < lift_m < 0.11
    assert motion.q[60, index("hip_flexion_deg_r")] > 15


def test_the_pelvis_is_level_and_the_knees_are_pressed_out_in_the_looped_bridge(played: Play) -> None:
    motion = played("bridge", 3)
    points = motion.frames.points
    assert np.abs(points["hip_r"][:, 1] - points["hip_l"][:, 1]).max() < 0.005
    thighs = [points[f"knee_{side}"][60] - points[f"hip_{side}"][60] for side in "rl"]
    assert angle_deg(*thighs) == pytest.approx(30, abs=5)


def test_the_bent_leg_is_drawn_across_without_a_twist(played: Play) -> None:
    motion = played("cross_body", 1)
    assert ends(motion, "hip_flexion_deg_r")[1] == pytest.approx(90, abs=2)
    assert ends(motion, "knee_flexion_deg_r")[1] == pytest.approx(90, abs=2)
    assert 20 <= ends(motion, "hip_adduction_deg_r")[1] <= 30
    for name in ("root_roll_deg", "lumbar_rotation_deg", "lumbar_bend_deg"):
        assert change(motion, name) < 2


def test_the_straight_leg_goes_less_far_across_knee_soft_toes_away(played: Play) -> None:
    motion = played("cross_body", 2)
    assert 45 <= ends(motion, "hip_flexion_deg_r")[1] <= 60
    assert 10 <= ends(motion, "hip_adduction_deg_r")[1] <= 20
    assert 10 <= ends(motion, "knee_flexion_deg_r")[1] <= 25
    assert ends(motion, "ankle_dorsiflexion_deg_r")[1] < -10


@pytest.mark.parametrize("level", [1, 2])
def test_the_hinge_is_in_the_hips_and_stops_at_90(level: int, played: Play) -> None:
    motion = played("seated_hinge", level)
    upright, hinged = ends(motion, "hip_flexion_deg_r")
    assert hinged - upright > 8
    assert hinged <= 90.5
    assert change(motion, "lumbar_flexion_deg") < 5
    assert motion.q[:, index("neck_flexion_deg")].max() < 10


@pytest.mark.parametrize("level", [1, 2])
def test_the_leg_lies_in_line_with_the_pull_knee_soft(level: int, played: Play) -> None:
    motion = played("leg_traction", level)
    frame = round(motion.phases[0].to_s * motion.fps)
    angles = {
        name: motion.q[frame, index(f"{name}_deg_r")] for name in ("hip_flexion", "hip_adduction", "knee_flexion")
    }
    assert 0 <= angles["hip_flexion"] <= 10
    assert -20 <= angles["hip_adduction"] <= -10
    assert 5 <= angles["knee_flexion"] <= 20


def test_the_anchor_is_low_beyond_the_foot_and_the_second_level_slides_farther(played: Play) -> None:
    ways = []
    for level in (1, 2):
        motion = played("leg_traction", level)
        ankle = motion.frames.points["ankle_r"]
        ways.append(ankle[0, 0] - ankle[:, 0].min())
    assert 0.12 < ways[0] < ways[1] - 0.03
