"""A known point falls on a known pixel."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tools.watched.camera import VIEWS, Camera, direction, flank, placed
from tools.watched.film import Scene
from tools.watched.landmarks import INDEX, NAMES, landmarks

LEVEL = Camera((0, 1, 4), (0, 1, 0), 0.0, 500.0, 640, 480)


def test_it_shows_the_point_it_looks_at_in_the_middle() -> None:
    assert LEVEL.pixels(LEVEL.seen(np.array([0.0, 1.0, 0.0]))) == pytest.approx([320, 240])


def test_it_shows_a_metre_at_four_metres_as_a_quarter_of_the_focal_length_and_up_as_less() -> None:
    assert LEVEL.pixels(LEVEL.seen(np.array([1.0, 1.0, 0.0]))) == pytest.approx([445, 240])
    assert LEVEL.pixels(LEVEL.seen(np.array([0.0, 2.0, 0.0]))) == pytest.approx([320, 115])


def test_it_shows_what_is_twice_as_far_half_as_large() -> None:
    assert LEVEL.pixels(LEVEL.seen(np.array([1.0, 1.0, -4.0]))) == pytest.approx([382.5, 240])


def test_it_turns_the_picture_when_the_camera_leans() -> None:
    leaning = replace(LEVEL, lean_deg=90.0)
    assert leaning.pixels(leaning.seen(np.array([1.0, 1.0, 0.0]))) == pytest.approx([320, 115])


def test_it_keeps_the_axes_at_right_angles() -> None:
    axes = Camera((3, 2, 1), (0, 0.5, 0), 7.0, 500.0, 640, 480).axes()
    assert np.allclose(axes @ axes.T, np.eye(3))


def test_it_stands_on_the_moved_side_and_raised_as_asked(floss: Scene) -> None:
    level, feet = flank(floss.frames, "right")
    hips = floss.frames.points["hip_r"] - floss.frames.points["hip_l"]
    assert float(level @ hips.mean(0)) > 0.1
    assert float(feet @ (floss.frames.points["ankle_l"] - floss.frames.points["neck"]).mean(0)) > 0.5
    assert direction((level, feet), 0, 45)[1] == pytest.approx(np.sqrt(0.5))
    assert direction((level, feet), 90, 0) == pytest.approx(feet)


def test_it_comes_as_near_as_the_person_fills_the_picture(floss: Scene) -> None:
    points = landmarks(floss.frames)[-1]
    for width, height in ((640, 480), (480, 640)):
        camera = placed(replace(LEVEL, width=width, height=height), np.array([0, 0.2, 1.0]), points, 0.8)
        size = np.ptp(camera.pixels(camera.seen(points)), axis=0) / [width, height]
        assert size.max() == pytest.approx(0.8, abs=0.02)


def test_it_has_all_landmarks_of_the_pose_model_in_their_order() -> None:
    assert len(NAMES) == 33
    known = {
        "nose": 0,
        "ear_l": 7,
        "shoulder_l": 11,
        "wrist_r": 16,
        "hip_l": 23,
        "knee_r": 26,
        "ankle_l": 27,
        "toe_r": 32,
    }
    assert {name: INDEX[name] for name in known} == known


def test_it_places_left_and_right_as_mirror_images_on_a_standing_body() -> None:
    from unpinch.movement import Body, forward

    points = landmarks(forward(Body(1.70), np.zeros(30)))[0]
    for name in NAMES:
        if name.endswith("_l"):
            assert points[INDEX[name]] * [1, 1, -1] == pytest.approx(points[INDEX[f"{name[:-1]}r"]])
    assert points[INDEX["ear_l"], 2] < 0 < points[INDEX["ear_r"], 2]


def test_the_views_asked_for_are_those_of_the_side() -> None:
    assert [view.id for view in VIEWS.values() if view.asked_for] == ["side", "oblique", "raised"]
