"""One server for all of these tests, a journal for each, and tabs that note what goes wrong in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.figure_page import DRAWS
from tests.e2e.served import MORNING, Served
from tests.e2e.tabs import Tabs
from tools import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


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
