"""Stills: a frame of a derived file as a drawing."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from tests.movement.conftest import NAMES
from unpinch.movement import movement_of
from unpinch.movement.derived import derived, played
from unpinch.pictures.posed import Still, View, key_frames, person_of, still_svg
from unpinch.pictures.sheet import sheet
from unpinch.programme.model import Programme


@pytest.mark.parametrize(("exercise", "level"), NAMES)
def test_every_key_pose_can_be_drawn_within_its_picture(exercise: str, level: int, shipped: Programme) -> None:
    file = derived(played(movement_of(shipped, exercise, level)))
    for clip, phase, frame in key_frames(file):
        drawn = ET.fromstring(still_svg(Still(file, clip, frame), f"{clip}: {phase}"))  # noqa: S314  # our own
        assert drawn.get("aria-label") == f"{clip}: {phase}"
        assert len(drawn.findall(".//path")) > 30


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
    person = person_of(Still(file, "repetition", 60), View(90, 0))
    knee = file["clips"]["repetition"]["points_mm"][60 * 22 * 3 + file["joints"].index("knee_r") * 3 :][:3]
    assert person.points["right_knee"] == pytest.approx((knee[0] / 1700, -knee[2] / 1700, knee[1] / 1700), abs=0.002)


def test_a_sheet_stands_for_itself_in_light_dark_and_print(shipped: Programme) -> None:
    text = sheet(derived(played(movement_of(shipped, "clamshell", 1))), "Clam & co", ".f-skin { fill: red; }")
    assert ET.fromstring(text).get("aria-label") == "Clam & co"  # noqa: S314  # our own
    assert ".f-skin { fill: red; }" in text
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
