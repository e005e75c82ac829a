"""See inside: the move beside its twin with the toes pulled, beside a smaller lift, and with a heavier band."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.figure_page import FIGURE, FLOSS, apart_mm, frames, press

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
VERSION = f"""([name, time]) => {{ {FIGURE}
  const at = stage.versions[name].pose('repetition', time).points;
  return stage.motion.data.joints.map((_, i) => Array.from(at.slice(i * 3, i * 3 + 3), (metres) => metres * 1000));
}}"""
PANES = f"() => {{ {FIGURE} return [stage.panes.length, stage.grid.across, stage.grid.down]; }}"


def peak(*rows: str) -> float:
    """Return the most of a row of the floss's curves, found by its keys."""
    found: Any = frames(FLOSS)["curves"]
    for name in rows:
        found = found[name]
    return float(max(found))


def test_it_shows_what_is_inside_when_asked(shown: Callable[..., Page]) -> None:
    tab = shown(motion=FLOSS)
    panel = tab.get_by_role("region", name="Inside")
    assert panel.is_hidden()
    press(tab, "See inside", "Toes pulled up")
    assert f"Most load on the nerve: {peak('nerve', 'load_index'):.2f}" in panel.inner_text()
    assert tab.evaluate(f"() => {{ {FIGURE} return stage.inside.line.mesh.visible; }}")
    press(tab, "See inside")
    assert panel.is_hidden()


def test_it_sets_the_toes_pulled_beside_the_move(shown: Callable[..., Page]) -> None:
    tab = shown(motion=FLOSS)
    press(tab, "See inside")
    assert tab.evaluate(PANES) == [2, 1, 2]
    assert tab.locator(".f3-panes").inner_text().split("\n") == ["This way", "Toes pulled up"]
    file, joints = frames(FLOSS), frames(FLOSS)["joints"]
    pulled, plain = (tab.evaluate(VERSION, [name, 3.0]) for name in ("toes", "as_it_is"))
    flat = file["twin"]["points_mm"][90 * 6 : 91 * 6]
    for at, name in enumerate(file["twin"]["joints"]):
        assert apart_mm([pulled[joints.index(name)]], [flat[at * 3 : at * 3 + 3]]) < 1
    assert apart_mm([pulled[joints.index("knee_r")]], [plain[joints.index("knee_r")]]) == 0
    said = tab.get_by_role("region", name="Inside").inner_text()
    assert f"{peak('tensioner_twin', 'load_index'):.2f} instead of {peak('nerve', 'load_index'):.2f}" in said


def test_two_figures_stand_side_by_side_where_there_is_room(shown: Callable[..., Page]) -> None:
    tab = shown(motion=FLOSS, width=1280)
    press(tab, "See inside")
    assert tab.evaluate(PANES) == [2, 2, 1]
    press(tab, "Toes pulled up")
    assert tab.evaluate(PANES) == [1, 1, 1]


def test_a_smaller_lift_goes_the_same_way_but_not_as_far(shown: Callable[..., Page]) -> None:
    tab = shown(motion=FLOSS)
    press(tab, "See inside", "A smaller lift")
    curves = frames(FLOSS)["curves"]
    at = curves["time_s"].index(3.0)
    same = tab.evaluate(VERSION, ["as_it_is", curves["shorter"]["shown_s"][at]])
    assert apart_mm(tab.evaluate(VERSION, ["shorter", 3.0]), same) < 1
    said = tab.get_by_role("region", name="Inside").inner_text()
    assert f"{peak('shorter', 'load_index'):.2f} instead of {peak('nerve', 'load_index'):.2f}" in said


def test_a_heavier_band_gets_a_bar_and_an_honest_word(shown: Callable[..., Page]) -> None:
    tab = shown(motion=FLOSS)
    press(tab, "See inside", "A heavier band")
    panel, heavier = tab.get_by_role("region", name="Inside"), frames(FLOSS)["curves"]["heavier"]
    assert panel.locator(".f3-gauge.pull").count() == 2
    assert f"Wanted here: {heavier['wanted_low_n']} to {heavier['wanted_high_n']}." in panel.inner_text()
    assert "doesn’t move the nerve more" in panel.inner_text()  # noqa: RUF001 - a true apostrophe
    assert tab.evaluate(PANES) == [1, 1, 1]


def test_a_move_without_a_twin_offers_none(shown: Callable[..., Page]) -> None:
    tab = shown(motion="clamshell_1")
    press(tab, "See inside")
    assert tab.get_by_role("group", name="Compare with").count() == 0


def test_what_is_compared_is_chosen_by_keyboard(shown: Callable[..., Page]) -> None:
    tab = shown(motion=FLOSS)
    tab.get_by_role("button", name="See inside").focus()
    tab.keyboard.press("Enter")
    for name in ("Turn left", "Turn right", "Best view", "Toes pulled up", "A smaller lift"):
        tab.keyboard.press("Tab")
        assert (
            tab.evaluate("() => document.activeElement.ariaLabel ?? document.activeElement.textContent").strip() == name
        )
    tab.keyboard.press("Space")
    assert tab.locator("[data-beside=shorter]").get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(shown: Callable[..., Page], theme: str) -> None:
    tab = shown(motion=FLOSS, theme=theme, options={"bypass_csp": True})
    press(tab, "See inside")
    tab.add_script_tag(path=str(AXE))
    found = tab.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []
