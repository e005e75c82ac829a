"""What the loader refuses in a movement's words and numbers, each with file, key, value and remedy."""

from __future__ import annotations

import pytest

from tests.programme.conftest import Edit
from unpinch.programme import check
from unpinch.programme.model import Programme
from unpinch.programme.movement import START, holds
from unpinch.programme.skeleton import COORDINATES, RANGES, SEGMENTS

CLAM, FLOSS, HINGE, POSES, CARE = (
    "exercises/clamshell.toml",
    "exercises/nerve_floss.toml",
    "exercises/seated_hinge.toml",
    "poses.toml",
    "care.toml",
)
BAND = """[levels.movement.band]
kind = "long"
strands = 2

[[levels.movement.band.routes]]
id = "a"
through = ["hand_r", "hand_l"]

"""
Case = tuple[str, str, str, tuple[str, ...]]
REFUSED: dict[str, Case] = {
    "an unknown coordinate": (
        POSES,
        "root_pitch_deg = 33",
        "root_pitsch_deg = 33",
        (
            "poses.toml: poses.sit_on_floor.angles.root_pitsch_deg is no coordinate of the skeleton",
            "Use one of: root_x_ratio",
        ),
    ),
    "an impossible pose": (
        POSES,
        "knee_flexion_deg_r = 124",
        "knee_flexion_deg_r = 200",
        ("poses.sit_on_floor.angles.knee_flexion_deg_r is 200, outside what the joint does", "Write 0 to 155."),
    ),
    "no number": (
        POSES,
        "root_pitch_deg = 33",
        "root_pitch_deg = nan",
        ("poses.sit_on_floor.angles.root_pitch_deg is nan. Write a finite number.",),
    ),
    "an endless number": (POSES, "root_pitch_deg = 33", "root_pitch_deg = inf", ("root_pitch_deg is inf", "finite")),
    "a number in quotes": (POSES, "root_pitch_deg = 33", 'root_pitch_deg = "33"', ("Write a finite number.",)),
    "an unknown site": (
        POSES,
        'touch = ["pelvis"]',
        'touch = ["pelvis", "tail"]',
        ("poses.sit_on_floor lets 'tail' touch, which is no site", "Use a site of the skeleton"),
    ),
    "a reach to nowhere": (
        POSES,
        'to = "knee_inner_l"',
        'to = "nose"',
        ("reaches with or to 'nose', which is no site",),
    ),
    "an unknown pose": (
        CLAM,
        'poses = ["clam_open"]',
        'poses = ["clam_shut"]',
        (
            f"{CLAM}: levels[0].movement.repetition[0] uses the pose 'clam_shut', which isn't there",
            "Use one of: sit_on_floor",
        ),
    ),
    "a phase that isn't the tempo's": (
        CLAM,
        '{ phase = "open", poses',
        '{ phase = "spread", poses',
        (
            "levels[0].movement.repetition has the phases ('spread', 'close')",
            "Name them as the tempo does: ('open', 'close')",
        ),
    ),
    "a repetition that doesn't come back": (
        CLAM,
        '{ phase = "close", poses = ["start"] }',
        '{ phase = "close", poses = ["on_left_side"] }',
        ("levels[0].movement.repetition[1] doesn't come back to the start", 'Write poses = ["start"]'),
    ),
    "the start in the way in": (
        CLAM,
        '{ phase = "sit", poses = ["sit_on_floor"] },\n  { phase = "lean',
        '{ phase = "sit", poses = ["start"] },\n  { phase = "lean',
        ("levels[0].movement.way_in[0] uses the pose 'start'", "after the way in only"),
    ),
    "a step without its time": (
        CLAM,
        'seconds = 2, cue = "Lean on the hand beside you."',
        'cue = "Lean on the hand beside you."',
        ("levels[0].movement.way_in[1].seconds is 0", "Write 0.3 to 15 seconds."),
    ),
    "a time that frames don't fit": (
        CLAM,
        'seconds = 2, cue = "Lean on the hand beside you."',
        'seconds = 2.04, cue = "Lean on the hand beside you."',
        ("way_in[1].seconds is 2.04", "tenths of a second"),
    ),
    "seconds in a repetition that has a tempo": (
        CLAM,
        '{ phase = "open", poses',
        '{ phase = "open", seconds = 3, poses',
        ("levels[0].movement.repetition[0] says seconds or a cue", "take them out"),
    ),
    "shares that don't make a whole": (
        CLAM,
        '{ phase = "open", poses',
        '{ phase = "open", share = 0.5, poses',
        ("gives the phase 'open' 0.5 shares", "They make 1 together."),
    ),
    "a held exercise that isn't held": (
        HINGE,
        '{ phase = "hold", cue = "Stop before',
        '{ phase = "wait", seconds = 3, cue = "Stop before',
        ("has the phases ('hinge', 'wait', 'come up')", "One of them is 'hold'"),
    ),
    "a prop that isn't there": (
        FLOSS,
        'id = "pillow"\nkind = "pillow"\nsize_mm = [300, 40, 440]',
        'id = "cloud"\nkind = "pillow"\nsize_mm = [300, 40, 440]',
        ("rests on 'pillow' (pose ", "Add that prop to the movement."),
    ),
    "a prop without a size": (
        CLAM,
        "size_mm = [800, 8, 2100]",
        "size_mm = [800, 0, 2100]",
        ("levels[0].movement.props[0].size_mm is (800.0, 0.0, 2100.0)", "length, height and width"),
    ),
    "a prop at no place": (CLAM, 'at = "head_side_l"', 'at = "cloud"', ("props[1].at is 'cloud', no site or joint",)),
    "two props of one id": (CLAM, 'id = "pillow"', 'id = "mat"', ("props[1] has the id 'mat' again",)),
    "an unknown kind of prop": (CLAM, 'kind = "mat"', 'kind = "lawn"', ("props[0].kind is 'lawn'", "Use one of: mat")),
    "a band where the level has none": (
        CLAM,
        "[levels.movement.limits]",
        BAND + "[levels.movement.limits]",
        ("levels[0].movement.band.kind is 'long'", "The level wants 'none'."),
    ),
    "a band of another kind": (
        CLAM,
        'kind = "mini_loop"',
        'kind = "power_loop"',
        ("levels[1].movement.band.kind is 'power_loop'", "The level wants 'mini_loop'."),
    ),
    "a band that runs through nothing": (
        FLOSS,
        'through = ["hand_r", "hand_l"]',
        'through = ["hand_r", "prop:hook"]',
        ("band.routes[0] runs through 'prop:hook', which isn't there",),
    ),
    "a course that isn't there": (
        FLOSS,
        'band = "laid" }',
        'band = "gone" }',
        ("takes the band's course 'gone'", "Use one of: hands"),
    ),
    "a ring beyond the limb": (CLAM, "place = 0.84", "place = 1.84", ("band.routes[1].place is 1.84", "Write 0 to 1")),
    "no best view": (CLAM, 'id = "best"', 'id = "good"', ("levels[0].movement.camera has no view called best",)),
    "a camera below the floor": (
        CLAM,
        "elevation_deg = 20",
        "elevation_deg = -40",
        ("camera[0].elevation_deg is -40",),
    ),
    "a limit the wrong way round": (
        CLAM,
        "hip_flexion_deg_r = [30, 60]",
        "hip_flexion_deg_r = [60, 30]",
        ("limits.hip_flexion_deg_r is (60.0, 30.0)", "Write least and most within -20 to 125."),
    ),
    "a limit of nothing": (
        CLAM,
        "hip_flexion_deg_r = [30, 60]",
        "hip_flexion_deg_x = [30, 60]",
        ("limits.hip_flexion_deg_x is no coordinate",),
    ),
    "a breath in no phase": (CLAM, 'breath_out = ["open"]', 'breath_out = ["rest"]', ("breath_out names 'rest'",)),
    "a movement without a source": (
        CLAM,
        '[levels.movement]\nsource = "Human Kinetics clam; Nerve model; choice"\n',
        "[levels.movement]\n",
        ("levels[0].movement.source is missing",),
    ),
    "a position of ease without its hold": (
        CARE,
        '{ phase = "hold", cue = "Stay if the pain',
        '{ phase = "rest", seconds = 3, cue = "Stay if the pain',
        ("care.toml: care[0].movement.repetition has the phases ('rest',)",),
    ),
    "a likeness to a level that isn't there": (CLAM, "like = 2", "like = 7", ("levels[2].movement.like",)),
    "a likeness that is no number": (CLAM, "like = 2", "like = []", ("levels[2].movement.like",)),
    "a level whose number is none": (CLAM, "number = 2", "number = []", ("levels[1].number is []",)),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED.keys())
def test_it_refuses(case: Case, edited: Edit) -> None:
    file, old, new, words = case
    told = "\n".join(check(edited(file, old, new)))
    assert [one for one in words if one not in told] == []


def test_a_missing_movement_is_told(edited: Edit) -> None:
    told = "\n".join(check(edited(CLAM, "[levels.movement]\nlike = 2", "")))
    assert f"{CLAM}: levels[2].movement is missing" in told


def test_what_a_level_is_like_it_takes_over(shipped: Programme) -> None:
    second, third = (shipped.exercises["clamshell"].level(number).movement for number in (2, 3))
    assert second == third
    low, middle = (shipped.exercises["nerve_floss"].level(number).movement for number in (1, 2))
    assert low is not None
    assert middle is not None
    assert low.props == middle.props
    assert low.way_in != middle.way_in


def test_every_repetition_begins_and_ends_at_one_pose(shipped: Programme) -> None:
    for exercise in shipped.exercises.values():
        for level in exercise.levels:
            assert level.movement is not None
            assert level.movement.repetition[-1].poses == (START,)
            assert not holds(level.movement.way_in[0])


def test_the_skeleton_is_the_agreed_one() -> None:
    assert len(COORDINATES) == len(RANGES) == 30
    assert COORDINATES[:10] == (
        *("root_x_m", "root_y_m", "root_z_m", "root_roll_deg", "root_pitch_deg", "root_yaw_deg"),
        *("lumbar_flexion_deg", "lumbar_bend_deg", "lumbar_rotation_deg", "neck_flexion_deg"),
    )
    assert COORDINATES[10] == "hip_flexion_deg_r"
    assert COORDINATES[22] == "shoulder_flexion_deg_r"
    assert SEGMENTS[3:9] == ("thigh_r", "shank_r", "foot_r", "thigh_l", "shank_l", "foot_l")
