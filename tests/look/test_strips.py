"""The strips in docs/exercises: one for every movement, named in the index, light enough."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from tests.builders import shipped
from tools.derive import FOLDER as DERIVED
from tools.strips import FOLDER, MOST_BYTES, frames, index, strip, style
from unpinch.movement.scene import movements

SVG = "{http://www.w3.org/2000/svg}"
EVERY = tuple(movements(shipped()))


def test_every_movement_has_a_strip_and_no_other_has_one() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == {f"{one.exercise}_{one.level}" for one in EVERY}
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES


def test_the_index_names_every_strip_and_the_command() -> None:
    text = (FOLDER / "README.md").read_text("utf-8")
    assert text == index(EVERY)
    assert "`make screenshots`" in text
    assert all(f"({one.exercise}_{one.level}.svg)" in text for one in EVERY)


@pytest.mark.parametrize(
    ("name", "clip", "wanted"),
    [
        ("nerve_floss_2", "repetition", [0, 22, 45, 68, 90]),
        ("nerve_floss_2", "out", [0, 40, 80, 120]),
        ("face_down_0", "repetition", [0]),
    ],
)
def test_frames_are_spread_over_the_first_phase_or_the_whole_way(name: str, clip: str, wanted: list[int]) -> None:
    assert frames(json.loads((DERIVED / f"{name}.json").read_text("utf-8")), clip) == wanted


def test_a_strip_shows_each_clip_from_two_sides_in_colours_of_its_own() -> None:
    file = json.loads((DERIVED / "bridge_3.json").read_text("utf-8"))
    root = ET.fromstring(strip(file, "Bridge & loop", style()))  # noqa: S314  # our own
    assert root.findtext(f"{SVG}title") == "Bridge & loop"
    assert len(root.findall(f"{SVG}svg")) == 13 + 3 * 3
    first, other = (
        [path.get("d") for path in root.findall(f"{SVG}svg")[number].iter(f"{SVG}path")] for number in (0, 4)
    )
    assert min(len(first), len(other)) > 10
    assert not set(first) & set(other)
    assert [text[0].text for text in root.findall(f"{SVG}text")] == ["Way in:", "Movement:", "Way out:"]
    rules = root.findtext(f"{SVG}style") or ""
    assert "prefers-color-scheme: dark" in rules
    assert all(f"{name}:" in rules for name in ("--fig-skin", "--fig-band", "--card", "--teal", "--ink"))
