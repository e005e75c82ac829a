"""What the coach looks like: it never covers STOP, can be used by keyboard, and axe finds nothing in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.coach_page.told import VOICE, Told

Open = Callable[..., Told]
AXE = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
SIZES = {"phone": (390, 844), "small phone": (360, 640), "phone on its side": (844, 390), "desk": (1280, 900)}
LONG = "Point the toes away as the knee straightens, then let them come back slowly."
FREE = """() => {
  const stop = document.querySelector('.p-stop'), {left, top, right, bottom} = stop.getBoundingClientRect();
  const middle = [(left + right) / 2, (top + bottom) / 2];
  const spots = [[left + 20, top + 20], [right - 20, top + 20], middle, [left + 20, bottom - 20]];
  const covered = spots.filter(([x, y]) => !stop.contains(document.elementFromPoint(x, y)));
  const inside = bottom <= innerHeight + 1 && top >= 0;
  return {covered, inside, wide: document.documentElement.scrollWidth > innerWidth};
}"""
CLASH = """() => {
  const box = (name) => document.querySelector(name).getBoundingClientRect();
  const [caption, controls, number] = ['.c-caption', '.p-controls', '.c-number'].map(box);
  const over_count = number.height > 0 && number.bottom > caption.top + 1;
  return {over_buttons: caption.bottom > controls.top + 1, over_count};
}"""
VIOLATIONS = """() => axe.run(document, {resultTypes: ['violations']})
  .then(({violations}) => violations.map(({id, nodes}) => [id, nodes.map(({html}) => html.slice(0, 200))]))"""
MOVING = """[...document.querySelectorAll('unpinch-coach *')]
  .filter((one) => parseFloat(getComputedStyle(one).transitionDuration) > 0.01).length"""


SAYS_SO = """() => {
  const box = (name) => document.querySelector(name).getBoundingClientRect();
  const [line, picture, says] = ['.c-private', '.c-picture', '.c-says'].map(box);
  const room = says.height && says.top > picture.top + 1 ? Math.min(picture.bottom, says.top) : picture.bottom;
  return line.height > 0 && line.bottom <= room + 1;
}"""


def free(told: Told) -> None:
    assert told.page.evaluate(FREE) == {"covered": [], "inside": True, "wide": False}


@pytest.mark.parametrize("size", SIZES)
def test_it_never_covers_stop_nor_its_own_words_and_always_says_that_the_camera_is_on(coach: Open, size: str) -> None:
    told = coach(VOICE, size=SIZES[size])
    assert told.open()
    free(told)
    told.begin().hear(("framing", {"what": "feet"}))
    told.page.get_by_text("Move back until").wait_for()
    free(told)
    assert told.page.evaluate(SAYS_SO)
    told.hear(("armed", {}), ("framing", {"what": "good"}))
    told.until("watching")
    told.hear(("rep", {"count": 3}), ("partial", {"count": 2}), ("fault", {"fault": "too_fast"}, LONG))
    told.page.get_by_text(LONG).wait_for()
    free(told)
    assert told.page.evaluate(SAYS_SO)
    assert told.page.evaluate(CLASH) == {"over_buttons": False, "over_count": False}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_has_nothing_that_axe_finds(coach: Open, theme: str) -> None:
    told = coach(VOICE, theme=theme)
    told.page.evaluate(AXE)
    assert told.open()
    found = {"seen": told.page.evaluate(VIOLATIONS)}
    told.begin().hear(("framing", {"what": "feet"}))
    found["set-up"] = told.page.evaluate(VIOLATIONS)
    told.armed().hear(("rep", {"count": 3}), ("fault", {"fault": "too_fast"}, "Slower."))
    told.page.get_by_text("Slower.").wait_for()
    found["a set"] = told.page.evaluate(VIOLATIONS)
    assert {name: one for name, one in found.items() if one} == {}


def test_it_can_be_used_by_keyboard_alone(coach: Open) -> None:
    told = coach(VOICE)
    assert told.open()
    reached = []
    for _ in range(4):
        told.page.keyboard.press("Tab")
        reached.append(
            told.page.evaluate("document.activeElement.dataset.do ?? document.activeElement.dataset.c ?? ''")
        )
    assert reached[:3] == ["voice", "volume", "off"]


def test_it_moves_nothing_for_who_wants_it_still(coach: Open) -> None:
    told = coach()
    told.page.emulate_media(reduced_motion="reduce")
    told.armed()
    assert told.page.evaluate(MOVING) == 0


def test_it_says_cues_to_screen_readers_politely(coach: Open) -> None:
    told = coach().armed()
    assert told.part("caption").get_attribute("aria-live") == "polite"
    assert told.part("alarm").get_attribute("role") == "alert"
