"""The drawn person: every level has its pictures, clean, small, inside their frame, mirrored for the other side."""

from __future__ import annotations

import gzip
import re
from xml.etree import ElementTree as ET

import pytest

from tests.builders import shipped
from unpinch.journal.kinds import EXERCISES
from unpinch.pictures.bodymap import SITES, body_map
from unpinch.pictures.canvas import Camera, outline
from unpinch.pictures.levels import POSITIONS, Moment, drawn, position, still, way_out
from unpinch.pictures.order import Piece, painted
from unpinch.pictures.stills import quiet

EVERY = [
    ("nerve_floss", (0, 1, 2, 3)),
    ("leg_traction", (1, 2)),
    ("cross_body", (1, 2)),
    ("seated_hinge", (1, 2)),
    ("clamshell", (1, 2, 3)),
    ("bridge", (1, 2, 3)),
]
LEVELS = [(name, level) for name, numbers in EVERY for level in numbers]
MOMENTS: tuple[Moment, ...] = ("start", "end")
MOST_BYTES = 6000
SPARE = 4


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own SVG


def pictures(name: str, level: int, side: str) -> list[str]:
    return [*(still(name, level, moment, side) for moment in MOMENTS), way_out(name, level, side)]


def test_it_knows_the_levels_of_the_programme() -> None:
    assert {(one.id, level.number) for one in shipped().exercises.values() for level in one.levels} == set(LEVELS)


@pytest.mark.parametrize(("name", "level"), LEVELS)
def test_it_draws_each_level_as_small_clean_svg(name: str, level: int) -> None:
    for text in pictures(name, level, "left"):
        assert parsed(text).get("aria-hidden") == "true"
        assert "style=" not in text
        assert "<script" not in text
        assert "<text" not in text
        assert len(gzip.compress(text.encode())) < MOST_BYTES


@pytest.mark.parametrize(("name", "level"), LEVELS)
def test_it_stays_inside_its_frame_on_both_sides(name: str, level: int) -> None:
    for side in ("left", "right"):
        for text in pictures(name, level, side):
            seen = re.sub(r'<path class="f-(?:door|shadow)[^>]*>', "", text)
            for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", seen):
                assert -SPARE <= float(x) <= 360 + SPARE, (side, x)
                assert -SPARE <= float(y) <= 240 + SPARE, (side, y)


@pytest.mark.parametrize(("name", "level"), LEVELS)
def test_start_and_end_differ_and_each_shows_the_other_as_a_ghost_or_the_way_by_an_arrow(name: str, level: int) -> None:
    start, end = (still(name, level, moment) for moment in MOMENTS)
    assert start != end
    for text in (start, end):
        assert text.count('class="f-arrow"') == 1
        assert text.count('class="f-ghost"') == (name != "leg_traction")


@pytest.mark.parametrize("name", EXERCISES)
def test_the_left_side_is_the_mirror_image(name: str) -> None:
    def ends(side: str) -> list[float]:
        text = still(name, 1, "start", side)
        return sorted(float(x) for x in re.findall(r'f-mat(?:-edge)?" d="M(-?[\d.]+) ', text))

    assert ends("left") == pytest.approx(sorted(360 - x for x in ends("right")), abs=0.11)


def test_a_title_names_the_picture_and_the_cue_describes_it() -> None:
    root = parsed(still("nerve_floss", 2, "end", "left", 'Anna & "the" <band>'))
    assert root.get("role") == "img"
    assert root.findtext("title") == 'Anna & "the" <band>'
    assert root.findtext("desc")


@pytest.mark.parametrize(("name", "css"), [("nerve_floss", "f-band"), ("leg_traction", "f-band power-loop")])
def test_the_band_is_drawn_where_one_is_used_and_only_there(name: str, css: str) -> None:
    assert f'class="{css}' in still(name, 1, "end")
    assert "f-band" in way_out(name, 1)
    assert "f-band" not in way_out(name, 1, band=False)
    assert "f-band" not in still("bridge", 1, "end")


def test_an_unknown_level_shows_the_nearest_lower_one() -> None:
    assert still("bridge", 9, "end") == still("bridge", 3, "end")
    assert still("bridge", 0, "end") == still("bridge", 1, "end")


@pytest.mark.parametrize("name", POSITIONS)
def test_it_draws_each_resting_position(name: str) -> None:
    text = position(name, "left", name)
    assert parsed(text).get("role") == "img"
    assert ("f-arrow" in text) is (name == "release")


def test_the_leg_that_works_has_the_stronger_tone() -> None:
    for name in ("nerve_floss", "cross_body", "clamshell"):
        shown = quiet(drawn(f"{name}_1", "start", "right"))
        assert "thigh_left" in shown
        assert "thigh_right" not in shown


def test_it_paints_the_nearer_over_the_farther_where_they_overlap() -> None:
    def piece(name: str, x: float, depth: float) -> Piece:
        return Piece(name, [(x, 0, depth, 5)], [(0, 0, 0)], lambda _: name)

    near, far, aside = piece("near", 0, 1), piece("far", 4, 2), piece("aside", 90, 0)
    assert painted([near, far, aside]).index("far") < painted([near, far, aside]).index("near")


def test_a_long_thing_that_is_nearer_on_average_lies_behind_where_it_is_farther() -> None:
    slanted = Piece("slanted", [(0, 0, 5, 3), (100, 0, -9, 3)], [(0, 0, 0)], lambda _: "slanted")
    small = Piece("small", [(0, 0, 1, 3)], [(0, 0, 0)], lambda _: "small")
    assert painted([slanted, small]) == "slantedsmall"


def test_the_camera_mirrors_across_the_middle() -> None:
    there = (0.2, 0.3, 0.4)
    plain, mirrored = Camera(20, 30, 100, 50, 60), Camera(20, 30, 100, 50, 60, mirror_at=360)
    assert plain.flat(there)[0] + mirrored.flat(there)[0] == pytest.approx(360)
    assert plain.flat(there)[1] == mirrored.flat(there)[1]


def test_it_wraps_circles_in_one_closed_path() -> None:
    assert outline([(0, 0, 10)]).endswith("z")
    assert outline([(0, 0, 10), (50, 0, 4)]).count("A") == 2
    assert outline([(0, 0, 10), (3, 0, 4)]) == outline([(0, 0, 10)])
    assert outline([(0, 0, 10), (50, 0, 4), (20, 30, 6)]).count("A") == 3


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
