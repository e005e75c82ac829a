"""A Chromium with a camera of its own, and pages with the coach whose workers do as a test says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.coach.people import Seen, film
from tests.coach_page.page import FLAGS, films, page, serving
from tests.coach_page.told import Told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong


@pytest.fixture(scope="session")
def filmed(browser: Browser, chromium_path: str) -> Iterator[Browser]:
    """A Chromium that has a camera and leave to use it, and draws WebGL."""
    made = browser.browser_type.launch(executable_path=chromium_path, args=FLAGS)
    yield made
    made.close()


@pytest.fixture(scope="session")
def coach_site() -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a server, and its pages by their paths; `/still.json` is a film of someone in the start pose."""
    still = film("nerve_floss", 2, 1, lambda _: 0.0, Seen(metre_px=260), "left")
    pages = {"/still.json": films(still), "/lite.json": films(still), "/favicon.ico": ""}
    with serving(pages) as address:
        yield address, pages


@pytest.fixture
def coach(filmed: Browser, coach_site: tuple[str, dict[str, str]]) -> Iterator[Callable[..., Told]]:
    """Open a page with a coach; at the end nothing may have complained, and nothing have left for another host."""
    address, pages = coach_site
    made: list[Told] = []

    def show(script: str = "", *, size: tuple[int, int] = (390, 844), **parts: Any) -> Told:
        width, height = size
        context = filmed.new_context(viewport={"width": width, "height": height})
        told = Told(context.new_page(), address)
        made.append(told)
        pages["/coach"] = page(**{"model": "/still.json", **parts})
        return told.go("/coach", script)

    yield show
    for told in made:
        told.page.context.close()
    assert [line for told in made for line in told.complaints] == []
    assert [line for told in made for line in told.left] == []
