"""What touches, touches: for small and tall people, in every frame."""

from __future__ import annotations

import numpy as np
import pytest

from tests.movement.conftest import NAMES, Play
from unpinch.movement import CLIPS, Body, Motion, forward, movement_of
from unpinch.movement.contacts import Contact, Lean, Meet, Rest, Roll, settle, sunk_m
from unpinch.movement.keys import chain
from unpinch.movement.kinematics import index
from unpinch.programme.model import Programme

HEIGHTS_M = (1.45, 1.70, 2.05)


def height_over(motion: Motion, site: str, support_m: float = 0.0) -> np.ndarray:
    """Return how far a site's skin is above its support, in millimetres."""
    frames = motion.frames
    return (frames.site(site)[:, 1] - frames.body.site_radius_m(site) - support_m) * 1000


def slid_mm(motion: Motion, site: str) -> float:
    """Return how far a site strays on the floor plan from where it was at first."""
    place = motion.frames.site(site)[:, [0, 2]]
    return float(np.linalg.norm(place - place[0], axis=1).max() * 1000)


@pytest.mark.parametrize("height_m", HEIGHTS_M)
@pytest.mark.parametrize(("exercise", "level"), NAMES)
def test_every_key_of_every_level_holds_its_contacts(
    exercise: str, level: int, height_m: float, shipped: Programme
) -> None:
    solved = chain(movement_of(shipped, exercise, level), Body(height_m))
    missed = {(clip, key.step.phase, key.blame): key.missed_m for clip in CLIPS for key in solved.clips[clip]}
    assert {key: value for key, value in missed.items() if value > 0.002} == {}


@pytest.mark.parametrize(("exercise", "level"), NAMES)
def test_every_frame_of_every_repetition_holds_its_contacts(exercise: str, level: int, played: Play) -> None:
    assert played(exercise, level).missed_m.max() < 0.0005


@pytest.mark.parametrize("height_m", HEIGHTS_M)
def test_the_feet_of_a_bridge_stay_planted(height_m: float, played: Play) -> None:
    motion = played("bridge", 2, body=Body(height_m))
    for site in ("heel_r", "ball_inner_r", "ball_outer_r", "heel_l", "ball_inner_l", "ball_outer_l"):
        assert np.abs(height_over(motion, site)).max() < 1
        assert slid_mm(motion, site) < 2


def test_the_shoulder_blades_stay_on_the_floor_in_a_bridge(played: Play) -> None:
    motion = played("bridge", 3)
    for site in ("shoulder_blade_r", "shoulder_blade_l"):
        assert np.abs(height_over(motion, site)).max() < 1
        assert slid_mm(motion, site) < 2


@pytest.mark.parametrize(("exercise", "level"), [("nerve_floss", 1), ("nerve_floss", 3), ("cross_body", 1)])
def test_a_back_that_lies_does_lie(exercise: str, level: int, played: Play) -> None:
    motion = played(exercise, level)
    for site in ("buttock_r", "buttock_l", "shoulder_blade_r", "shoulder_blade_l"):
        assert np.abs(height_over(motion, site)).max() < 1
        assert slid_mm(motion, site) < 2
    assert np.abs(height_over(motion, "head_back", 0.040)).max() < 1


def test_heels_stay_together_in_the_clam(played: Play) -> None:
    frames = played("clamshell", 2).frames
    apart = np.linalg.norm(frames.site("heel_inner_r") - frames.site("heel_inner_l"), axis=1)
    assert apart.max() - apart.min() < 0.008
    assert apart.max() < 2.05 * frames.body.site_radius_m("heel_inner_r")


def test_hands_rest_on_the_thighs_in_the_hinge(played: Play) -> None:
    frames = played("seated_hinge", 1).frames
    for side in "rl":
        gap = np.linalg.norm(frames.site(f"hand_{side}") - frames.site(f"thigh_front_{side}"), axis=1)
        balls = frames.body.site_radius_m("hand_r") + frames.body.site_radius_m("thigh_front_r") + 0.008
        assert np.abs(gap - balls).max() < 0.002


@pytest.mark.parametrize("height_m", HEIGHTS_M)
def test_a_chair_keeps_its_height_and_everybody_sits_on_it(height_m: float, played: Play) -> None:
    motion = played("seated_hinge", 1, body=Body(height_m))
    assert np.abs(height_over(motion, "buttock_r", 0.450)).max() < 1
    assert np.abs(height_over(motion, "heel_r")).max() < 1
    assert np.abs(height_over(motion, "ball_inner_l")).max() < 1


@pytest.mark.parametrize(("exercise", "level"), NAMES)
def test_nothing_sinks_into_the_floor(exercise: str, level: int, played: Play) -> None:
    assert sunk_m(played(exercise, level).frames).min() > -0.012
    for clip in ("in", "out"):
        assert sunk_m(played(exercise, level, clip).frames).min() > -0.040


def test_a_search_finds_each_kind_of_contact() -> None:
    q = np.zeros((1, 30))
    q[0, index("root_y_m")], q[0, index("hip_flexion_deg_r")] = 0.9, 30
    q[0, [index("elbow_flexion_deg_r"), index("elbow_flexion_deg_l")]] = 50
    standing: list[Contact] = [Rest("heel_l"), Roll(("ball_inner_l", "ball_outer_l"))]
    wanted: list[Contact] = [*standing, Meet("hand_r", "thigh_front_r"), Lean("hand_l", "hip_front_l")]
    settled = settle(forward(Body(), q), wanted, rounds=60)
    assert settled.missed_m[0] < 0.0005


def test_a_contact_out_of_reach_is_told_by_name() -> None:
    settled = settle(forward(Body(), np.zeros((1, 30))), [Meet("hand_r", "instep_l"), Meet("hand_r", "shin_l")])
    assert settled.missed_m[0] > 0.01
    assert "hand_r at " in settled.blame
