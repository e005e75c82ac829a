"""The camera coach's two workers in a real browser: what they see and say, and that nothing leaves the device."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.tabs import ALONE
from tests.web.coach_page import look, start, tell
from tests.web.running import Running
from tools import chromium
from tools.coach_walk import answers
from tools.pyodide_coach import recordings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, Worker

FIRST_LOOK, SECOND_LOOK = ([first + number / 10 for number in range(25)] for first in (1.0, 10.0))
"""Two looks of some seconds: times rise as long as a worker lives."""
LIMIT_MS = 120_000
WORKERS_FILES = frozenset(
    {
        "pose_worker.js",
        "vision_bundle.mjs",
        "vision_wasm_module_internal.js",
        "vision_wasm_module_internal.wasm",
        "full.task",
        "coach_worker.js",
        "fetching.js",
        "pyodide.mjs",
        "pyodide.asm.mjs",
        "pyodide.asm.wasm",
        "pyodide-lock.json",
        "python_stdlib.zip",
        "core.zip",
    }
)
FLOSS = {"id": "one", "exercise": "nerve_floss", "level": 1, "side": "left", "repetitions": 5, "hold_s": 0}
PLACES = {"nose": (0, 0.83, 0.54), "shoulder": (11, 0.74, 0.58), "hip": (23, 0.52, 0.65), "ankle": (27, 0.15, 0.6)}
"""Where the picture shows them, by eye: landmark, and place as a share of the picture's width and height."""
NEAR = 0.08
WITHOUT_WEBGL = "OffscreenCanvas.prototype.getContext = () => null;"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with Running(tmp_path_factory.mktemp("coach") / "data") as running:
        yield running.ready()


@pytest.fixture(scope="module")
def seeing(browser: Browser, chromium_path: str) -> Iterator[Browser]:
    """A Chromium with WebGL, which the pose model needs."""
    made = browser.browser_type.launch(executable_path=chromium_path, args=chromium.launch_args())
    yield made
    made.close()


@pytest.fixture(scope="module")
def house(seeing: Browser, server: Running) -> Iterator[BrowserContext]:
    """A browser that the door is open to."""
    context = seeing.new_context(service_workers="block")  # it would answer before a test's own routes
    context.add_init_script(ALONE)
    context.set_default_timeout(LIMIT_MS)
    name, _, value = server.come_in().cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": server.origin}])
    yield context
    context.close()


@pytest.fixture
def page(house: BrowserContext, server: Running) -> Iterator[Page]:
    page = house.new_page()
    page.goto(server.origin)
    yield page
    page.close()


@dataclass
class Ready:
    """A page with both workers running, what it has asked for since it began, and how the workers started."""

    page: Page
    asked: list[Request] = field(default_factory=list)
    started: dict[str, dict[str, Any]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def ready(house: BrowserContext, server: Running) -> Ready:
    """Started once for all tests of this file: Python takes seconds."""
    one = Ready(house.new_page())
    one.page.on("request", lambda request: one.asked.append(request))  # noqa: PLW0108 - Playwright marks what it gets
    one.page.goto(server.origin)
    one.started = {which: start(one.page, which) for which in ("pose", "coach")}
    return one


def test_both_workers_start_and_tell_how_far_they_are(ready: Ready) -> None:
    for which, least in (("pose", 20_000_000), ("coach", 15_000_000)):
        started = ready.started[which]
        assert started["answer"]["ready"]["load_ms"] > 0
        told = [one["loaded"] for one in started["progress"]]
        assert told == sorted(told)
        assert started["progress"][-1] == {"loaded": told[-1], "total": told[-1], "what": which}
        assert told[-1] > least


def test_a_picture_becomes_landmarks_and_landmarks_become_events(ready: Ready) -> None:
    seen = [one["seen"] for one in look(ready.page, FIRST_LOOK)]
    assert [one["t_s"] for one in seen] == FIRST_LOOK
    assert (len(seen[-1]["image"]), len(seen[-1]["image"][0]), len(seen[-1]["world"][0])) == (33, 4, 3)
    for name, (number, *place) in PLACES.items():
        assert seen[-1]["image"][number][:2] == pytest.approx(place, abs=NEAR), name
    said = tell(ready.page, {"set": FLOSS}, *({"frame": one} for one in seen), {"finish": True})
    assert said[0] == {"set": "one"}
    assert {answer["id"] for answer in said[1:]} == {"one"}
    events = [event for answer in said[1:] for event in answer["events"]]
    assert "armed" in {event["event"] for event in events}
    assert (events[-1]["event"], events[-1]["values"]["repetitions"]) == ("done", 0)


def test_the_coach_says_the_same_in_the_browser_as_here(ready: Ready) -> None:
    every = recordings()
    here = json.loads(answers(json.dumps(every)))["events"]
    for name, one in every.items():
        wanted = {"id": name, **{key: one[key] for key in ("exercise", "level", "side")}}
        said = tell(ready.page, {"set": wanted}, *({"frame": frame} for frame in one["frames"]), {"finish": True})
        for number, (answer, line) in enumerate(zip(said[1:], here[name], strict=True)):
            assert answer["events"] == json.loads(line), f"{name}, frame {number}"


def test_an_unknown_exercise_fails_in_a_sentence_and_the_next_set_goes_on(ready: Ready) -> None:
    wanted = ({**FLOSS, "exercise": "juggling"}, {**FLOSS, "level": 9}, FLOSS)
    said = tell(ready.page, *({"set": one} for one in wanted))
    assert [one.get("failed", {}).get("reason") for one in said] == ["exercise", "exercise", None]
    assert said[0]["failed"]["text"] == "The camera coach doesn't know this exercise."


def test_a_browser_without_webgl_says_so(page: Page) -> None:
    def take_away(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=WITHOUT_WEBGL + answer.text())

    page.route("**/pose_worker.js", take_away)
    failed = start(page, "pose")["answer"]["failed"]
    assert (failed["reason"], "WebGL" in failed["text"]) == ("webgl", True)


def test_a_missing_part_fails_in_a_sentence(page: Page) -> None:
    page.route("**/core.zip", lambda route: route.abort())
    page.route("**/full.task", lambda route: route.fulfill(status=404))
    for which in ("pose", "coach"):
        failed = start(page, which)["answer"]["failed"]
        assert failed["reason"] == "fetch"
        assert failed["text"].startswith("A part of the camera coach could not be loaded")


# -- nothing leaves the device ----------------------------------------------------------------------------------------


def test_no_request_carries_a_picture_or_a_landmark_and_none_leaves(ready: Ready, server: Running) -> None:
    loading = len(ready.asked)
    seen = [one["seen"] for one in look(ready.page, SECOND_LOOK)]
    tell(ready.page, {"set": FLOSS}, *({"frame": one} for one in seen), {"finish": True})
    ready.page.wait_for_timeout(500)
    assert loading >= len(WORKERS_FILES)
    assert [one.url for one in ready.asked[loading:]] == []
    assert {(one.method, one.post_data_buffer) for one in ready.asked} == {("GET", None)}
    assert [one.url for one in ready.asked if not one.url.startswith(f"{server.origin}/")] == []
    assert {one.url.rpartition("/")[2] for one in ready.asked} >= WORKERS_FILES


class Listener(SimpleHTTPRequestHandler):
    """Another server of this machine: notes the path of each request, and answers with a script."""

    def __init__(self, heard: list[str], *args: Any, **kwargs: Any) -> None:
        self.heard = heard
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        self.heard.append(self.path)
        body = b"export const found = 1; self.loaded = 1;"
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if self.path == "/" else "text/javascript")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def outside() -> Iterator[tuple[str, list[str]]]:
    """Where a worker might send something: the address, and what came there."""
    heard: list[str] = []
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Listener, heard)) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{other.server_port}", heard
        other.shutdown()


WAYS = {
    "fetch": "fetch(`${there}/fetch`)",
    "fetch-blind": "fetch(`${there}/fetch-blind`, {method: 'POST', mode: 'no-cors', body: 'landmarks'})",
    "xhr": """new Promise((done, failed) => {
        const one = new XMLHttpRequest();
        Object.assign(one, {onload: done, onerror: failed});
        one.open('POST', `${there}/xhr`);
        one.send('landmarks');
    })""",
    "socket": """new Promise((done, failed) => {
        const one = new WebSocket(`${there.replace('http', 'ws')}/socket`);
        Object.assign(one, {onopen: done, onerror: failed});
    })""",
    "events": """new Promise((done, failed) => {
        const one = new EventSource(`${there}/events`);
        Object.assign(one, {onopen: done, onerror: failed});
    })""",
    "beacon": "navigator.sendBeacon(`${there}/beacon`, 'landmarks') || Promise.reject('refused')",
    "import": "import(`${there}/import`)",
    "scripts": "importScripts(`${there}/scripts`)",
    "worker": """new Promise((done, failed) => {
        const one = new Worker(URL.createObjectURL(new Blob([`fetch("${there}/worker"); postMessage(1);`])));
        Object.assign(one, {onmessage: done, onerror: failed});
    })""",
}
LEAVE = """async (there) => {
  try { await (async () => { await %s; })(); return "went"; } catch (error) { return "refused"; }
}"""


def leave(worker: Worker, there: str) -> dict[str, str]:
    """Try every way out from inside a worker."""
    return {name: worker.evaluate(LEAVE % way, there) for name, way in WAYS.items()}


def test_no_way_leads_out_of_a_worker(ready: Ready, outside: tuple[str, list[str]]) -> None:
    there, heard = outside
    before = len(ready.asked)
    assert len(ready.page.workers) == len(ready.started) == 2
    for worker in ready.page.workers:
        assert leave(worker, there) == dict.fromkeys(WAYS, "refused"), worker.url
    ready.page.wait_for_timeout(300)
    del ready.asked[before:]  # the test tried these, not the workers
    assert heard == []


def test_these_ways_do_lead_out_of_a_worker_without_our_policy(seeing: Browser, outside: tuple[str, list[str]]) -> None:
    there, heard = outside
    page = seeing.new_context().new_page()
    page.goto(f"{there}/")
    with page.expect_worker() as made:
        page.evaluate("window.one = new Worker('/script.js', {type: 'module'})")
    heard.clear()
    leave(made.value, there)
    page.wait_for_timeout(300)
    assert {"/fetch", "/fetch-blind", "/xhr", "/socket", "/events"} <= set(heard)
    page.context.close()
