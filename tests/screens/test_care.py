"""Bad-day care: each position has its still, and its movement where it has one, on the person's own side."""

from __future__ import annotations

import re

import pytest

from tests.builders import Diary, shipped
from tests.screens.visiting import Visit
from tools.derive import FOLDER


def positions(legs: str = "left") -> Visit:
    visit = Visit(Diary().ready(legs=legs))
    visit.get("/bad-day")
    return visit


def test_every_position_of_ease_brings_its_movement() -> None:
    found = re.findall(r'data-motion="[^"]*/derived/([a-z_]+_0)\.json"', positions().html)
    assert found == [f"{one.id}_0" for one in shipped().care if one.movement]
    assert all((FOLDER / f"{name}.json").exists() for name in found)


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_position_is_shown_on_the_side_that_hurts(side: str) -> None:
    html = positions(side).html
    assert set(re.findall(r'data-side="(\w+)"', html)) == {side}


def test_what_has_no_movement_keeps_its_picture() -> None:
    shown = positions().shown.context["positions"]
    assert all(one["drawing"] for one in shown)
    assert [one["title"] for one in shown if not one["motion"]] == ["Short walks"]


def test_only_what_is_lain_on_one_side_offers_the_other() -> None:
    html = positions().html
    assert re.findall(r'derived/([a-z_]+_0)\.json"[^>]* data-sides>', html) == ["pillow_between_knees_0"]
