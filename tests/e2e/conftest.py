"""One server for all of these tests, a journal for each, and tabs that note what goes wrong in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.e2e.figure_page import DRAWS, READY, page, serving
from tests.e2e.served import MORNING, Served
from tests.e2e.tabs import Tabs
from tools import chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One for all tests that don't kill it. Each test has a person of its own, so nothing is left over."""
    with Served(tmp_path_factory.mktemp("e2e") / "data") as served:
        yield served.come_in()


@pytest.fixture
def served(server: Served) -> Served:
    """The server, its clock at the morning on which every test begins."""
    server.set(MORNING)
    return server


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Served]:
    """A server of the test's own: a first start, or one that will be cut."""
    with Served(tmp_path / "data") as served:
        yield served


@pytest.fixture
def tabs(browser: Browser) -> Iterator[Tabs]:
    """Opens tabs; at the end, none of them may have complained or have asked another host."""
    opener = Tabs(browser)
    yield opener
    opener.close()


@pytest.fixture(scope="session")
def painter(browser: Browser, chromium_path: str) -> Iterator[Browser]:
    """A Chromium that draws WebGL without a graphics card."""
    made = browser.browser_type.launch(executable_path=chromium_path, args=[*chromium.launch_args(), *DRAWS])
    yield made
    made.close()


@pytest.fixture(scope="session")
def figure_site() -> Iterator[tuple[str, dict[str, str]]]:
    """A server of small pages with a figure: its address, and the pages by their paths."""
    pages: dict[str, str] = {}
    with serving(pages) as address:
        yield address, pages


@pytest.fixture
def shown(painter: Browser, figure_site: tuple[str, dict[str, str]]) -> Iterator[Callable[..., Page]]:
    """Open a page with a figure, wait until it moves; at the end nothing may have complained."""
    address, pages = figure_site
    tabs, complaints = [], []

    def show(
        ready: str = READY, script: str = "", width: int = 390, options: dict[str, Any] | None = None, **parts: str
    ) -> Page:
        tab = painter.new_page(viewport={"width": width, "height": 844}, **(options or {}))
        tabs.append(tab)
        tab.on("console", lambda line: complaints.append(line.text) if line.type in {"error", "warning"} else None)
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        if script:
            tab.add_init_script(script)
        pages["/figure"] = page(**parts)
        tab.goto(f"{address}/figure")
        if ready:
            tab.wait_for_function(ready)
        return tab

    yield show
    for tab in tabs:
        tab.close()
    assert [
        line for line in complaints if not any(word in line for word in ("favicon", "GPU stall", "WebGL", "404"))
    ] == []
