"""What a movement is refused for once it is moved: file, key, time, value and remedy are told."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from unpinch.movement import forward, movement_of, play
from unpinch.movement.check import Where, flaws, motion_flaws
from unpinch.movement.kinematics import index
from unpinch.programme.model import Programme
from unpinch.programme.movement import Movement, Reach, Step

WHERE = Where("exercises/a.toml", "way_here")


def changed(shipped: Programme, exercise_id: str, number: int, **changes: object) -> Programme:
    """Return the programme with only this level, its movement changed."""
    exercise = shipped.exercises[exercise_id]
    level = exercise.level(number)
    assert level.movement is not None
    movement: Movement = replace(level.movement, **changes)  # type: ignore[arg-type]
    one = replace(exercise, levels=(replace(level, movement=movement),))
    return replace(shipped, exercises=MappingProxyType({exercise_id: one}), care=(), hash=f"{exercise_id}{changes}")


def told(programme: Programme) -> str:
    return "\n".join(str(flaw) for flaw in flaws(programme, (1.70,)))


def test_it_finds_nothing_in_the_shipped_programme(shipped: Programme) -> None:
    assert flaws(shipped) == ()


def test_it_refuses_a_repetition_beyond_its_limits(shipped: Programme) -> None:
    words = told(changed(shipped, "nerve_floss", 2, limits=MappingProxyType({"knee_flexion_deg_r": (30.0, 95.0)})))
    assert (
        "exercises/nerve_floss.toml: levels[0].movement.repetition takes knee_flexion_deg_r to 14.0 at 3.00 s" in words
    )
    assert "Keep it within 30 to 95." in words


def test_it_refuses_a_contact_that_no_body_reaches(shipped: Programme) -> None:
    movement = shipped.exercises["clamshell"].level(1).movement
    assert movement is not None
    far = Step("open", reach=(Reach("elbow_r", "toe_l"), Reach("elbow_r", "buttock_r")))
    words = told(changed(shipped, "clamshell", 1, repetition=(far, *movement.repetition[1:])))
    assert "exercises/clamshell.toml: levels[0].movement.repetition[0] misses a contact by" in words
    assert "at 1.70 m (" in words


def test_it_refuses_a_jump(shipped: Programme) -> None:
    snap = (
        Step("straighten", share=0.98),
        Step("straighten", share=0.02, angles=MappingProxyType({"knee_flexion_deg_r": 14.0})),
        Step("bend", poses=("start",)),
    )
    words = told(changed(shipped, "nerve_floss", 2, repetition=snap))
    assert "levels[0].movement.repetition jumps at" in words
    assert "Put a key between" in words


def test_it_refuses_a_foot_that_slides(shipped: Programme) -> None:
    movement = shipped.exercises["bridge"].level(2).movement
    assert movement is not None
    farther = MappingProxyType({"root_x_ratio": -0.1, "knee_flexion_deg_r": 60.0, "knee_flexion_deg_l": 60.0})
    feet = ("foot_r", "foot_l", "buttock_r", "buttock_l")
    slid = Step("hips down", 1.2, angles=farther, touch=feet, plant=())
    words = told(changed(shipped, "bridge", 2, way_out=(slid,)))
    assert "levels[0].movement.way_out lets heel_r slide " in words
    assert "put a key between that lifts it" in words


def test_it_refuses_a_back_that_bends(shipped: Programme) -> None:
    movement = shipped.exercises["seated_hinge"].level(1).movement
    assert movement is not None
    round_back = replace(movement.repetition[0], angles=MappingProxyType({"lumbar_flexion_deg": 30.0}))
    words = told(changed(shipped, "seated_hinge", 1, repetition=(round_back, *movement.repetition[1:])))
    assert "bends the lower back by " in words
    assert "takes lumbar_flexion_deg to" in words


def test_it_refuses_a_joint_beyond_its_range(shipped: Programme) -> None:
    movement = shipped.exercises["seated_hinge"].level(1).movement
    assert movement is not None
    bent = Step(
        "foot back",
        2.0,
        touch=("toe_r",),
        angles=MappingProxyType({"root_y_ratio": 0.25}),
        plant=("heel_r", "knee_front_r"),
    )
    words = told(changed(shipped, "seated_hinge", 1, way_out=(bent,)))
    assert "levels[0].movement.way_out" in words


def test_it_refuses_a_leg_through_the_other(shipped: Programme) -> None:
    motion = play(movement_of(shipped, "bridge", 2))
    q = motion.q.copy()
    q[:, index("hip_adduction_deg_r")] = q[:, index("hip_adduction_deg_l")] = 25.0
    words = [str(flaw) for flaw in motion_flaws(WHERE, replace(motion, q=q, frames=forward(motion.frames.body, q)))]
    found = [line for line in words if "way_here.repetition brings " in line]
    assert found
    assert all(" mm into " in line and " s (1.70 m tall). Put a key between" in line for line in found)


def test_it_refuses_a_leg_through_a_chair(shipped: Programme) -> None:
    ease = next(one for one in shipped.care if one.id == "calves_on_chair")
    assert ease.movement is not None
    props = tuple(
        replace(prop, offset_mm=(60.0, 0.0, -80.0)) if prop.id == "chair" else prop for prop in ease.movement.props
    )
    close = replace(ease, movement=replace(ease.movement, props=props))
    words = told(replace(shipped, exercises=MappingProxyType({}), care=(close,), hash="close chair"))
    assert "care.toml: care[0].movement.repetition brings thigh_r " in words
    assert " mm into chair at " in words


@pytest.mark.parametrize("height_m", [1.45, 2.05])
def test_small_and_tall_people_are_looked_at(height_m: float, shipped: Programme) -> None:
    movement = shipped.exercises["seated_hinge"].level(1).movement
    assert movement is not None
    stool = tuple(replace(prop, size_mm=(420.0, 1400.0, 430.0)) for prop in movement.props)
    words = "\n".join(str(flaw) for flaw in flaws(changed(shipped, "seated_hinge", 1, props=stool), (height_m,)))
    assert f"at {height_m:.2f} m" in words
