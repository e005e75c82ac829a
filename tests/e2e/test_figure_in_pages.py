"""The moving figure where people meet it: on an exercise's page, and in the session, led by its pacer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import ways
from tests.e2e.tabs import Tabs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.e2e.served import Served
    from tests.e2e.tabs import Tab

MOVES = "unpinch-figure[data-moving]"
SHOWN_S = "document.querySelector('unpinch-figure').stage.transport.time"
TURNED = "document.querySelector('unpinch-figure').stage.view.azimuth"
PATIENCE_MS = 90_000


@pytest.fixture
def tab(painter: Browser, served: Served) -> Iterator[Tab]:
    """Someone with a quiet leg, at a browser that can draw."""
    tabs = Tabs(painter)
    tab = tabs.new(served, served.someone(ways.checked_in(served.moment, leg=0).lines))
    tab.foresee("GPU stall", "WebGL")
    tab.page.set_default_timeout(PATIENCE_MS)
    yield tab
    tabs.close()


def test_an_exercise_is_shown_by_the_figure_in_its_open_level(tab: Tab) -> None:
    page = tab.go("/exercises/clamshell")
    page.locator("details[open] unpinch-figure").scroll_into_view_if_needed()
    expect(page.locator(f"details[open] {MOVES}")).to_have_count(1, timeout=PATIENCE_MS)
    expect(page.locator("details:not([open]) canvas")).to_have_count(0)


def test_the_figure_of_a_session_stands_where_the_pacer_is(tab: Tab) -> None:
    ways.begin(tab)
    tab.press(ways.READY)
    tab.pass_s(ways.COUNTED_IN_S)
    tab.page.locator(MOVES).wait_for(timeout=PATIENCE_MS)
    tab.blink()
    before = tab.page.evaluate(SHOWN_S)
    tab.pass_s(1)
    tab.blink()
    assert tab.page.evaluate(SHOWN_S) - before == pytest.approx(1.05, abs=0.08)


def test_the_person_turns_the_figure_of_a_session_by_keyboard(tab: Tab) -> None:
    ways.begin(tab)
    tab.press(ways.READY)
    tab.pass_s(ways.COUNTED_IN_S)
    page = tab.page
    page.locator(MOVES).wait_for(timeout=PATIENCE_MS)
    before = page.evaluate(TURNED)
    page.get_by_role("button", name="Turn left").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(TURNED) != before
    page.get_by_role("button", name="Best view").press("Enter")
    assert page.evaluate(TURNED) == before
    expect(page.get_by_role("button", name="See inside")).to_have_count(0)


def test_the_way_in_is_shown_before_a_set_when_asked_for(tab: Tab) -> None:
    ways.begin(tab)
    setup = tab.page.locator("[data-panel=setup]")
    expect(setup.locator("canvas")).to_have_count(0)
    setup.get_by_role("button", name="Show me how to get in").click()
    expect(setup.locator(MOVES)).to_have_count(1, timeout=PATIENCE_MS)
    expect(setup.get_by_role("button", name="Get in")).to_have_attribute("aria-pressed", "true")
    expect(setup.get_by_role("button", name="See inside")).to_have_count(0)
    expect(setup.get_by_role("button", name="STOP")).to_be_in_viewport(ratio=1)


def test_a_position_of_ease_is_shown_when_asked_for(tab: Tab) -> None:
    page = tab.go("/bad-day")
    expect(page.get_by_role("button", name="Show me how")).to_have_count(3)
    expect(page.locator("canvas")).to_have_count(0)
    page.get_by_role("button", name="Show me how: Calves on a chair").press("Enter")
    expect(page.locator(MOVES)).to_have_count(1, timeout=PATIENCE_MS)
    expect(page.locator("[data-clip]")).to_have_text(["Get in", "Rest", "Get out"])
