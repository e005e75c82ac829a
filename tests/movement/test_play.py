"""Movements in time: phases, continuity, and what must not change them."""

from __future__ import annotations

import numpy as np
import pytest

from tests.movement.conftest import NAMES, Play
from unpinch.movement import CLIPS, Body, UnknownMovementError, mirrored, movement_of, movements, play
from unpinch.movement.kinematics import index
from unpinch.programme.model import Programme


def test_every_level_and_three_positions_of_ease_have_a_movement(shipped: Programme) -> None:
    levels = [(one.id, level.number) for one in shipped.exercises.values() for level in one.levels]
    ease = [("calves_on_chair", 0), ("pillow_between_knees", 0), ("face_down", 0)]
    assert [(one.exercise, one.level) for one in movements(shipped)] == [*levels, *ease]


@pytest.mark.parametrize(("exercise", "level"), NAMES)
def test_phases_of_a_repetition_are_those_of_the_tempo(exercise: str, level: int, shipped: Programme) -> None:
    if exercise not in shipped.exercises:
        return
    dose = shipped.exercises[exercise].level(level).dose
    motion = play(movement_of(shipped, exercise, level))
    told = [(phase.name, phase.to_s - phase.from_s, phase.cue) for phase in motion.phases]
    if dose.tempo:
        assert told == [(beat.name, beat.seconds, beat.cue) for beat in dose.tempo]
    else:
        assert [round(seconds, 6) for name, seconds, _ in told if name == "hold"] == [dose.hold_s]
    assert motion.phases[-1].to_s == pytest.approx(motion.duration_s)


@pytest.mark.parametrize(("exercise", "level"), NAMES)
def test_each_clip_begins_where_the_one_before_ends(exercise: str, level: int, played: Play) -> None:
    clips = {clip: played(exercise, level, clip).frames.points for clip in CLIPS}
    for name in clips["in"]:
        for before, after in (("in", "repetition"), ("repetition", "repetition"), ("repetition", "out")):
            np.testing.assert_allclose(clips[before][name][-1], clips[after][name][0], atol=0.0015)


@pytest.mark.parametrize(("exercise", "level"), NAMES)
def test_a_repetition_goes_smoothly(exercise: str, level: int, played: Play) -> None:
    points = np.stack(list(played(exercise, level).frames.points.values()), 1)
    assert np.linalg.norm(np.diff(points, n=2, axis=0), axis=2).max() < 0.006


@pytest.mark.parametrize(("exercise", "level"), NAMES)
def test_the_left_side_is_the_mirror_image(exercise: str, level: int, played: Play) -> None:
    right, left = played(exercise, level), played(exercise, level, side="left")
    np.testing.assert_allclose(left.q, mirrored(right.q))
    np.testing.assert_allclose(left.frames.points["knee_l"], right.frames.points["knee_r"] * [1, 1, -1], atol=1e-9)


@pytest.mark.parametrize(("exercise", "level"), [("nerve_floss", 2), ("clamshell", 1), ("bridge", 2)])
def test_a_tall_person_moves_as_a_small_one_does(exercise: str, level: int, played: Play) -> None:
    small, tall = (played(exercise, level, body=Body(height_m)) for height_m in (1.45, 2.05))
    for name in ("hip_flexion_deg_r", "knee_flexion_deg_r", "ankle_dorsiflexion_deg_r"):
        np.testing.assert_allclose(small.q[:, index(name)], tall.q[:, index(name)], atol=2.5)


@pytest.mark.parametrize(("exercise", "level"), NAMES)
def test_the_rate_of_frames_changes_nothing(exercise: str, level: int, played: Play) -> None:
    slow, fast = played(exercise, level, fps=15), played(exercise, level, fps=60)
    for name, place in slow.frames.points.items():
        np.testing.assert_allclose(fast.frames.points[name][::4], place, atol=0.001)


@pytest.mark.parametrize(("exercise", "level"), [("nerve_floss", 2), ("nerve_floss", 3), ("bridge", 2)])
def test_there_and_back_are_the_same_way(exercise: str, level: int, played: Play) -> None:
    legs = [index(name) for name in ("hip_flexion_deg_r", "knee_flexion_deg_r", "ankle_dorsiflexion_deg_r")]
    q = played(exercise, level).q[:, legs]
    np.testing.assert_allclose(q, q[::-1], atol=0.8)


def test_another_tempo_stretches_the_phases(shipped: Programme) -> None:
    movement = movement_of(shipped, "nerve_floss", 2)
    calm = play(movement, tempo={"straighten": 5.0})
    assert [(phase.name, phase.to_s) for phase in calm.phases] == [("straighten", 5.0), ("bend", 8.0)]
    usual = play(movement)
    np.testing.assert_allclose(
        calm.q[75, index("knee_flexion_deg_r")], usual.q[45, index("knee_flexion_deg_r")], atol=0.1
    )


def test_breath_goes_out_with_the_effort_and_comes_back_in(played: Play) -> None:
    motion = played("bridge", 2)
    assert motion.breath_ratio[0] == pytest.approx(1)
    assert motion.breath_ratio[150] == pytest.approx(0)
    assert motion.breath_ratio[-1] == pytest.approx(1)
    assert 0 <= motion.breath_ratio.min() <= motion.breath_ratio.max() <= 1


def test_a_held_position_breathes_and_can_be_repeated(shipped: Programme) -> None:
    motion = play(movement_of(shipped, "cross_body", 1), tempo={"hold": 9.6})
    hold = next(phase for phase in motion.phases if phase.name == "hold")
    first, last = round(hold.from_s * 30), round(hold.to_s * 30)
    assert motion.breath_ratio[first : last + 1].max() == pytest.approx(1, abs=0.01)
    for place in motion.frames.points.values():
        np.testing.assert_allclose(place[first], place[last], atol=0.001)


def test_it_refuses_an_unknown_movement_and_an_odd_rate(shipped: Programme) -> None:
    with pytest.raises(
        UnknownMovementError, match=r"There is no movement for nerve_floss level 7\. There are: nerve_floss 0,"
    ):
        movement_of(shipped, "nerve_floss", 7)
    with pytest.raises(ValueError, match="fps is 0"):
        play(movement_of(shipped, "nerve_floss", 1), fps=0)
    with pytest.raises(KeyError):
        play(movement_of(shipped, "nerve_floss", 1), clip="dance")
