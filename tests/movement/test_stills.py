"""Stills: frames of a derived file as drawings."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import unpinch
from tests.movement.conftest import NAMES
from tools.near import near_json
from tools.stills import WALK, walk
from unpinch.movement import movement_of
from unpinch.movement.derived import derived, played
from unpinch.pictures.posed import cut, key_frames, pose, stills
from unpinch.pictures.sheet import one, sheet
from unpinch.programme.model import Programme

KEPT = Path(unpinch.__file__).parent / "derived"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(("exercise", "level"), NAMES)
def test_every_key_pose_can_be_drawn(exercise: str, level: int) -> None:
    file = json.loads((KEPT / f"{exercise}_{level}.json").read_text("utf-8"))
    for clip, _, frame in key_frames(file):
        drawn = ET.fromstring(one(file, clip, frame, (360, 240)))  # noqa: S314  # our own
        assert len(drawn.findall(".//path")) > 20


@pytest.mark.parametrize(("exercise", "level"), NAMES)
def test_the_kept_poses_are_those_of_the_derived_file(exercise: str, level: int) -> None:
    file = json.loads((KEPT / f"{exercise}_{level}.json").read_text("utf-8"))
    kept = json.loads((KEPT / "stills.json").read_text("utf-8"))["levels"]
    assert kept[f"{exercise}_{level}"] == stills(file)


def test_key_poses_are_the_start_and_the_end_of_each_phase(shipped: Programme) -> None:
    file = derived(played(movement_of(shipped, "nerve_floss", 2)))
    assert list(key_frames(file)) == [
        ("in", "band on", 0),
        ("in", "band on", 60),
        ("in", "lift", 120),
        ("repetition", "straighten", 90),
        ("repetition", "bend", 180),
        ("out", "band slack", 60),
        ("out", "leg down", 120),
    ]


def test_the_person_stands_where_the_file_says(shipped: Programme) -> None:
    file = derived(played(movement_of(shipped, "bridge", 2)))
    drawn = pose(cut(file, "repetition", 60), 1.7)
    knee = file["clips"]["repetition"]["points_mm"][60 * 22 * 3 + file["joints"].index("knee_r") * 3 :][:3]
    assert drawn.joints["knee_right"] == pytest.approx((knee[0] / 1700, -knee[2] / 1700, knee[1] / 1700), abs=0.002)


def test_a_body_is_drawn_alike_whatever_its_height(shipped: Programme) -> None:
    kept = stills(derived(played(movement_of(shipped, "clamshell", 1))))
    here = pose(kept["poses"]["end"], kept["height_m"])
    head, heel = here.axes["head"][0], here.axes["foot_right"][0]
    assert abs(head[0] - heel[0]) + abs(head[1] - heel[1]) < 1


def test_a_slack_band_hangs_through_and_a_taut_one_does_not() -> None:
    kept = json.loads((KEPT / "stills.json").read_text("utf-8"))["levels"]["leg_traction_1"]["poses"]
    heights = [sum(place[2] for place in pose({**kept["start"], "slack": slack}, 1.7).band) for slack in (True, False)]
    assert kept["start"]["slack"]
    assert not kept["end"]["slack"]
    assert heights[0] < heights[1]


def test_the_walk_stands_on_the_floor_with_one_foot_ahead() -> None:
    here = pose(walk()["poses"]["start"], walk()["height_m"])
    feet = [here.axes[f"foot_{side}"][0] for side in ("right", "left")]
    assert feet[0][0] > feet[1][0] + 0.2
    assert 0 < min(foot[2] for foot in feet) < 0.08
    kept = json.loads((KEPT / "stills.json").read_text("utf-8"))["levels"][WALK]
    assert near_json(json.dumps(kept).encode(), json.dumps(walk()).encode())


def test_a_sheet_stands_for_itself_in_light_dark_and_print(shipped: Programme) -> None:
    text = sheet(derived(played(movement_of(shipped, "clamshell", 1))), "Clam & co", ".f-skin { fill: red; }")
    assert ET.fromstring(text).findtext(f"{SVG}title") == "Clam & co"  # noqa: S314  # our own
    assert ".f-skin { fill: red; }" in text
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
