"""The whole way: a rendered person before a fake camera, the real model, the real coach, the player, the record."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.e2e import ways
from tests.e2e.served import MORNING, Served
from tests.e2e.tabs import Tabs
from tools import chromium
from tools.clips.__main__ import film
from tools.clips.drawn import drawing_in, pictures
from tools.watched.cases import case_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Request

    from tests.e2e.tabs import Tab

CLIP = "clamshell-1-left-raised-opening_too_far-large-2"
FAULT = "opening_too_far"
COUNTED = 2
SLOWER = 2
"""A busy machine sees two pictures a second: a fault has to last."""
BEFORE = 2
"""Which set of the session is the first clamshell."""
PATIENCE_MS = 150_000
"""A machine that does other things too sees three frames a second; the film begins anew until it is enough."""
SMALL_BYTES = 4_000
"""An entry is smaller. Landmarks of a second, or a picture, aren't."""
HEARD = """(() => { window.heard = [];
  for (const name of ["framing", "armed", "count", "cue", "failed", "stop", "done"])
    document.addEventListener(`coach:${name}`, ({ detail }) => window.heard.push([name, detail])); })()"""
DELIVERED = f"async () => !(await ({ways.WAITING})())"
NAMED = "(name) => window.heard.filter(([one]) => one === name).map(([, detail]) => detail)"


@pytest.fixture(scope="module")
def shown(browser: Browser, chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film for a fake camera."""
    path = tmp_path_factory.mktemp("film") / "clip.mjpeg"
    with drawing_in(browser.browser_type, chromium_path) as page:
        path.write_bytes(film(pictures(page, case_of(CLIP)), SLOWER))
    return path


@pytest.fixture(scope="module")
def coached(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("coached") / "data", more=("coach",)) as served:
        yield served.come_in()


@contextmanager
def before_camera(browser: Browser, chromium_path: str, shown: Path) -> Iterator[Browser]:
    """A Chromium whose camera plays the film."""
    camera = (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={shown}",
    )
    made = browser.browser_type.launch(executable_path=chromium_path, args=[*chromium.launch_args(), *camera])
    yield made
    made.close()


def heard(page: Page, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(NAMED, name)
    return found


def wait_for(page: Page, words: str) -> None:
    page.wait_for_function(words, timeout=PATIENCE_MS)


def test_a_set_is_framed_counted_corrected_and_saved_and_nothing_seen_leaves(
    browser: Browser, chromium_path: str, shown: Path, coached: Served
) -> None:
    coached.set(MORNING)
    root = coached.someone(ways.checked_in(coached.moment, leg=0).lines)
    with before_camera(browser, chromium_path, shown) as with_camera:
        tabs = Tabs(with_camera)
        context = tabs.context(coached, size="desktop", cookie=True, ticking=True, reduced_motion="reduce")
        context.clock.set_system_time(datetime.fromisoformat(MORNING.text))  # from there on it runs
        context.add_init_script(HEARD)
        sent: list[Request] = []
        context.on("request", lambda request: sent.append(request))  # noqa: PLW0108  # Playwright wants a function
        tab = tabs.tab(context, coached, root)
        tab.foresee("WebGL", "GPU stall", "gl_context", "XNNPACK", "Feedback manager", "landmark_projection", "Graph ")
        clamshell_before_the_camera(tab)
        watched(tab)
        tab.press("I did it")
        expect(tab.page.get_by_text("The camera counted").locator("visible=true")).to_be_visible()
        tab.press("Begin")
        wait_for(tab.page, DELIVERED)
        values = next(entry["values"] for entry in coached.record(root) if entry["kind"] == "set_done")
        assert_nothing_seen_leaves(sent, coached)
        tabs.close()
    assert (values["exercise"], values["source"]) == ("clamshell", "camera")
    assert values["repetitions"] >= COUNTED
    assert FAULT in values["faults"]


def clamshell_before_the_camera(tab: Tab) -> None:
    """Begin a session, go on to the clamshell, turn the camera on, begin the set."""
    ways.begin(tab)
    for number in range(2, BEFORE + 1):
        tab.press("Skip")
        expect(tab.page.get_by_text(f"{number} of 7").locator("visible=true").first).to_be_visible()
    tab.headed("Clamshell")
    tab.press("Let the camera count")
    tab.press("Turn the camera on")
    wait_for(tab.page, "() => document.querySelector('unpinch-coach').dataset.state === 'seen'")
    tab.press(ways.READY)


def watched(tab: Tab) -> None:
    """The set-up goes green, repetitions are counted, the fault is said."""
    wait_for(tab.page, "() => heard.some(([name, { good }]) => name === 'framing' && good)")
    wait_for(tab.page, "() => heard.some(([name]) => name === 'armed')")
    wait_for(tab.page, f"() => heard.some(([name, {{ count }}]) => name === 'count' && count >= {COUNTED})")
    wait_for(tab.page, f"() => heard.some(([name, {{ fault }}]) => name === 'cue' && fault === '{FAULT}')")
    assert heard(tab.page, "failed") == heard(tab.page, "stop") == []
    expect(ways.slot(tab, "count")).not_to_be_empty()


def assert_nothing_seen_leaves(sent: list[Request], served: Served) -> None:
    """Every request stays at home, and none is large enough, or of the kind, to carry what was seen."""
    assert {request.url.partition("/p/")[0][: len(served.origin)] for request in sent} == {served.origin}
    bodies = [request.post_data_buffer or b"" for request in sent]
    assert any(bodies), "the set itself is sent"
    assert max(map(len, bodies)) < SMALL_BYTES
    for body in filter(None, bodies):
        for line in body.splitlines():
            if line.startswith(b"{"):
                assert set(json.loads(line)) & {"image", "world", "landmarks", "frame"} == set()


def test_the_film_is_as_many_pictures_as_the_camera_wants() -> None:
    assert film([b"a", b"b"]) == b"aaabbb"
    assert film([b"a"], slower=2) == b"aaaaaa"
