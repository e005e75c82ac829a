"""The leg picture as a drawing: named, told day by day, and never better than it may be (S13)."""

import re

import pytest

from tests.look.svg_texts import assert_inside, assert_styled, parsed
from unpinch.pictures.dayaxis import WIDTH, Frame
from unpinch.pictures.legmap import Column, LegMap, leg_map


def drawn(*columns: Column) -> str:
    return leg_map(LegMap(Frame("leg", "Left <leg>", "What it & shows."), "left", columns))


def cells(text: str) -> dict[str, int]:
    """Return how many cells there are of each tone."""
    found = re.findall(r'<path class="cell ([^"]+)"(?: fill="[^"]+")? d="([^"]*)"', text)
    return {css: d.count("M") for css, d in found}


def test_it_says_its_title_what_it_shows_and_every_day() -> None:
    root = parsed(drawn(Column("Monday: no leg pain."), Column("Tuesday: leg pain 4.")))
    assert [root[0].text, root[1].text] == ["Left <leg>", "What it & shows."]
    assert (root.get("aria-labelledby") or "").split() == [root[0].get("id"), root[1].get("id")]
    days = [one for one in root.iter("rect") if one.get("class") == "day"]
    assert [one[0].text for one in days] == ["Monday: no leg pain.", "Tuesday: leg pain 4."]


def test_a_column_reaches_as_far_down_as_the_pain_and_is_paler_on_the_way() -> None:
    assert cells(drawn(Column("a", pain=5, site=5, tingling=0, numbness=0, back=1))) == {
        "s1": 1,
        "s3 via": 3,
        "s3": 1,
        "free": 1,
    }
    assert cells(drawn(Column("a", pain=0, site=0, tingling=0, numbness=0, back=1))) == {"s1": 1, "free": 5}


def test_a_day_without_a_check_in_is_a_gap_and_not_free_of_pain() -> None:
    assert cells(drawn(Column("a", recorded=False))) == {}


@pytest.mark.parametrize("place", [-1, 0])
def test_what_was_felt_without_a_place_is_not_drawn_as_free(place: int) -> None:
    felt = Column("a", pain=5, site=place, tingling=4, numbness=0, nerve_site=place, back=1)
    assert felt.unplaced
    assert cells(drawn(felt)) == {"s1": 1, "s3 unplaced": 5, "n2 unplaced": 6}
    assert not Column("a", pain=0, site=0, tingling=0, numbness=0, nerve_site=0).unplaced


@pytest.mark.parametrize("pain", range(1, 11))
def test_a_day_with_more_numbness_or_weakness_is_striped_however_little_it_hurts(pain: int) -> None:
    found = cells(drawn(Column("a", pain=pain, site=3, held=True, weaker=True, tingling=0, numbness=0)))
    assert found["held"] == 1
    assert not [css for css in found if css.startswith("s")]


def test_tingling_and_numbness_stand_apart_with_their_farthest_place() -> None:
    text = drawn(Column("a", pain=2, site=3, tingling=4, numbness=7, nerve_site=6, back=0))
    assert {css: count for css, count in cells(text).items() if css.startswith("n")} == {"n2": 1, "n4": 1}
    assert [word for word in ("Pain", "Tingling", "Numbness") if f">{word}<" in text] == [
        "Pain",
        "Tingling",
        "Numbness",
    ]


def test_no_numbness_is_told_from_numbness_that_was_not_said() -> None:
    assert "Numbness: none in this time" in drawn(Column("a", numbness=0))
    assert "Numbness: nothing was said" in drawn(Column("a"))


def test_sessions_stops_and_weakness_are_marked_by_shapes_of_their_own() -> None:
    text = drawn(Column("a", sessions=1), Column("b", sessions=2, stops=1), Column("c", weaker=True))
    assert all(f'class="mark-{name}"' in text for name in ("session", "stop", "weak"))


@pytest.mark.parametrize("count", [1, 7, 28, 84, 365])
def test_everything_lies_inside_in_classes_of_the_style_sheet(count: int) -> None:
    columns = [
        Column(
            f"{n}",
            f"{n} Nov",
            pain=n % 11,
            site=n % 7,
            sessions=1,
            stops=n % 2,
            weaker=True,
            tingling=1,
            nerve_site=5,
            numbness=1,
        )
        for n in range(count)
    ]
    text = drawn(*columns)
    assert_inside(text, r"M(-?[\d.]+) (-?[\d.]+)h", WIDTH)
    assert_styled(text, "progress.css")


def test_it_is_drawn_in_the_shape_of_the_leg_it_is_about() -> None:
    left, right = (leg_map(LegMap(Frame("l", "t", "d"), side, [Column("a")])) for side in ("left", "right"))
    assert left != right
    assert len(re.findall(r'<g class="legmap-leg"', left)) == 1
