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
