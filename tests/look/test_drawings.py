"""The drawn person: every level has both pictures, clean, small, inside their frame, mirrored for the other side."""

import re
from xml.etree import ElementTree as ET

import pytest

from unpinch.journal.kinds import EXERCISES
from unpinch.pictures.bodymap import SITES, body_map
from unpinch.pictures.canvas import outline
from unpinch.pictures.figure import Leg, Planted, Reach, Root, Side, person
from unpinch.pictures.poses import LEVELS, POSITIONS, position, still
from unpinch.pictures.vectors import length, minus

EVERY = [(name, level, moment) for name, levels in LEVELS.items() for level in levels for moment in ("start", "end")]


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own SVG


ARMS: dict[Side, Reach] = {"left": Reach((0, 0.2, 0.1), (0, 1, 0)), "right": Reach((0, -0.2, 0.1), (0, -1, 0))}
ROOT = Root((0, 0, 0.1), (0, 0, 1), (-1, 0, 0))


@pytest.mark.parametrize(("name", "level", "moment"), EVERY)
def test_it_draws_each_level_as_small_clean_svg(name: str, level: int, moment: str) -> None:
    text = still(name, level, moment, "left", 'Anna & "the" <band>')  # type: ignore[arg-type]
    root = parsed(text)
    assert root.get("aria-label") == 'Anna & "the" <band>'
    assert "style=" not in text
    assert "<script" not in text
    assert len(text) < 14_000


@pytest.mark.parametrize(("name", "level", "moment"), EVERY)
def test_it_stays_inside_its_frame(name: str, level: int, moment: str) -> None:
    for side in ("left", "right"):
        for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", still(name, level, moment, side)):  # type: ignore[arg-type]
            assert -6 <= float(x) <= 366, (name, level, moment, side, x)
            assert -6 <= float(y) <= 246, (name, level, moment, side, y)


@pytest.mark.parametrize("name", EXERCISES)
def test_it_mirrors_the_other_side(name: str) -> None:
    assert still(name, 1, "start", "left") != still(name, 1, "start", "right")
    assert still(name, 1, "start", "right") == still(name, 1, "start", "right")


def test_it_shows_start_and_end_apart() -> None:
    assert all(still(name, level, "start") != still(name, level, "end") for name, level, _ in EVERY)


@pytest.mark.parametrize("name", POSITIONS)
def test_it_draws_each_resting_position(name: str) -> None:
    assert parsed(position(name, "left", name)).get("role") == "img"


def test_it_hides_a_picture_without_a_title_from_screen_readers() -> None:
    assert 'aria-hidden="true"' in still("bridge", 1, "end")


def test_it_bends_a_knee_backward_and_lifts_a_leg_forward() -> None:
    points = person(ROOT, {"left": Leg(), "right": Leg(hip_deg=90, knee_deg=90)}, ARMS).points
    assert points["right_knee"][2] > 0.3
    assert points["right_ankle"][0] > points["right_knee"][0] + 0.2


def test_it_spreads_each_leg_to_its_own_side() -> None:
    points = person(ROOT, {"left": Leg(out_deg=20), "right": Leg(out_deg=20)}, ARMS).points
    assert points["left_ankle"][1] > points["left_hip"][1]
    assert points["right_ankle"][1] < points["right_hip"][1]


def test_it_keeps_segment_lengths_whatever_the_pose() -> None:
    for leg in (Leg(60, 10, 5, 70, 20), Planted((0.24, 0.0, 0.03), (0, 0, 1), (1, 0, 0))):
        points = person(ROOT, {"left": leg, "right": leg}, ARMS).points
        for side in ("left", "right"):
            assert length(minus(points[f"{side}_knee"], points[f"{side}_hip"])) == pytest.approx(0.245)
            assert length(minus(points[f"{side}_ankle"], points[f"{side}_knee"])) == pytest.approx(0.246)


def test_it_wraps_circles_in_one_closed_path() -> None:
    assert outline([(0, 0, 10)]).endswith("z")
    assert outline([(0, 0, 10), (50, 0, 4)]).count("A") == 2


@pytest.mark.parametrize("view", ["back", "front"])
def test_it_labels_every_region_of_the_body_map(view: str) -> None:
    root = parsed(body_map(view))  # type: ignore[arg-type]
    regions = [node for node in root.iter("path") if "region" in (node.get("class") or "")]
    assert all(node.get("data-label") for node in regions)
    found = {(node.get("data-side"), node.get("data-site")) for node in regions if node.get("data-site")}
    wanted = SITES if view == "back" else ("knee", "calf", "foot")
    assert found == {(side, site) for side in ("left", "right") for site in wanted}


def test_it_puts_the_left_leg_on_our_left_from_behind_and_on_our_right_from_the_front() -> None:
    for view, is_left in (("back", True), ("front", False)):
        match = re.search(r'data-side="left" data-site="calf" data-label="[^"]+" d="M([\d.]+)', body_map(view))  # type: ignore[arg-type]
        assert match is not None
        assert (float(match[1]) < 62) is is_left
