"""What a movement is refused for once it is moved: file, key, time, value and remedy are told."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from unpinch.movement.check import flaws
from unpinch.programme.model import Programme
from unpinch.programme.movement import Movement, Reach, Step


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


@pytest.mark.parametrize("height_m", [1.45, 2.05])
def test_small_and_tall_people_are_looked_at(height_m: float, shipped: Programme) -> None:
    movement = shipped.exercises["seated_hinge"].level(1).movement
    assert movement is not None
    stool = tuple(replace(prop, size_mm=(420.0, 1400.0, 430.0)) for prop in movement.props)
    words = "\n".join(str(flaw) for flaw in flaws(changed(shipped, "seated_hinge", 1, props=stool), (height_m,)))
    assert f"at {height_m:.2f} m" in words
