"""Where the band runs."""

from __future__ import annotations

import numpy as np
import pytest

from tests.movement.conftest import Play
from unpinch.movement import Body
from unpinch.movement.band import POINTS, band_path, limb_radius_m, path_lengths_m
from unpinch.movement.body import skin_direction


def test_a_level_without_a_band_has_no_course(played: Play) -> None:
    assert band_path(played("clamshell", 1)) is None


@pytest.mark.parametrize("side", ["right", "left"])
def test_the_floss_band_runs_from_hand_to_hand_by_the_foot(side: str, played: Play) -> None:
    motion = played("nerve_floss", 2, side=side)
    path = band_path(motion)
    assert path is not None
    assert path.shape == (len(motion.time_s), POINTS, 3)
    hands = {name: motion.frames.points[f"hand_{name}"] for name in "rl"}
    first, last = ("r", "l") if side == "right" else ("l", "r")
    np.testing.assert_allclose(path[:, 0], hands[first], atol=1e-9)
    np.testing.assert_allclose(path[:, -1], hands[last], atol=1e-9)
    middle = motion.frames.site("sole_inner_r" if side == "right" else "sole_inner_l")
    assert np.linalg.norm(path - middle[:, None], axis=2).min(1).max() < 0.08


@pytest.mark.parametrize(("exercise", "level"), [("nerve_floss", 1), ("nerve_floss", 3), ("cross_body", 2)])
def test_the_band_is_seen_at_both_edges_of_the_foot(exercise: str, level: int, played: Play) -> None:
    motion = played(exercise, level)
    path = band_path(motion)
    assert path is not None
    for site in ("edge_inner_r", "edge_outer_r", "sole_inner_r", "sole_outer_r", "instep_r"):
        assert np.linalg.norm(path - motion.frames.site(site)[:, None], axis=2).min(1).max() < 0.05


def test_no_corner_of_a_course_is_cut(played: Play) -> None:
    motion = played("nerve_floss", 2)
    path = band_path(motion)
    assert path is not None
    body = motion.frames.body
    offsets = [
        body.site_offset_m(name) + body.site_radius_m(name) * np.array(skin_direction(name))
        for name in ("edge_inner_r", "edge_outer_r")
    ]
    skins = [motion.frames.place("foot_r", offset) for offset in offsets]
    for skin in skins:
        assert np.linalg.norm(path - skin[:, None], axis=2).min(1).max() < 1e-9
    assert np.linalg.norm(skins[0] - skins[1], axis=1).min() > 0.08


def test_a_mini_loop_is_closed_and_lies_round_both_thighs(played: Play) -> None:
    motion = played("clamshell", 2)
    path = band_path(motion)
    assert path is not None
    np.testing.assert_allclose(path[:, 0], path[:, -1], atol=1e-9)
    body = motion.frames.body
    for name in ("r", "l"):
        centre = motion.frames.place(f"thigh_{name}", np.array([0.0068, -0.84 * body.length_m("thigh"), 0]))
        nearest = np.linalg.norm(path - centre[:, None], axis=2).min(1)
        assert np.abs(nearest - limb_radius_m(body, "thigh_r", 0.84)).max() < 0.012


def test_the_loop_grows_as_the_knees_open(played: Play) -> None:
    path = band_path(played("clamshell", 2))
    assert path is not None
    lengths = path_lengths_m(path)
    assert lengths[60] > lengths[0] + 0.2
    assert lengths.argmax() == pytest.approx(60, abs=2)


def test_a_loop_starts_at_the_feet_and_comes_to_the_knees(played: Play) -> None:
    motion = played("clamshell", 2, "in")
    path = band_path(motion)
    assert path is not None
    feet = (motion.frames.points["ankle_r"] + motion.frames.points["ankle_l"]) / 2
    assert np.linalg.norm(path[0].mean(0) - feet[0]) < 0.15
    assert path[42].mean(0)[1] > path[0].mean(0)[1] + 0.15


def test_a_band_never_lies_below_the_floor(played: Play) -> None:
    for exercise, level in (("seated_hinge", 2), ("nerve_floss", 1), ("leg_traction", 1)):
        for clip in ("in", "repetition", "out"):
            path = band_path(played(exercise, level, clip))
            assert path is not None
            assert path[:, :, 1].min() > 0


def test_a_limb_is_as_thick_as_the_body_shown() -> None:
    assert limb_radius_m(Body(1.70), "thigh_r", 0.84) * 2000 == pytest.approx(129, abs=8)
