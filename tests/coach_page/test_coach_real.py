"""The coach with its own workers and model: a picture of someone in the start pose makes the set-up go green."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.coach_page.page import FLAGS, REAL, page, serving
from tests.coach_page.told import Told

LYING = (Path(__file__).parent / "lying.jpg").read_bytes()
"""One picture of the project's own renderer (tools/clips): nerve floss, left leg, start pose, seen from the side."""
LOADS_MS = 120_000
LOGS = ("INFO:", "favicon")


@pytest.fixture(scope="module")
def before(browser: Browser, chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A Chromium before whose camera someone lies still."""
    clip = tmp_path_factory.mktemp("clip") / "lying.mjpeg"
    clip.write_bytes(LYING * 30)
    flags = [*FLAGS, f"--use-file-for-fake-video-capture={clip}"]
    made = browser.browser_type.launch(executable_path=chromium_path, args=flags)
    yield made
    made.close()


def test_it_sees_who_lies_there_goes_green_and_asks_no_other_host(before: Browser) -> None:
    with serving({"/coach": page(kit=REAL), "/favicon.ico": ""}) as address:
        tab = before.new_page(viewport={"width": 390, "height": 844})
        tab.set_default_timeout(LOADS_MS)
        told = Told(tab, address).go("/coach")
        assert told.open()
        told.ask().until_told("armed")
        told.until("watching")
        tab.close()
    assert told.left == []
    assert [line for line in told.complaints if not any(word in line for word in LOGS)] == []
