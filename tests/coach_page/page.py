"""A small page in the shape of the player's, with the coach in it, served with the app's own policy."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.e2e.figure_page import DERIVED, Handler
from tools import chromium
from unpinch.programme import load
from unpinch.screens.drawings import environment
from unpinch.web import core

HERE = Path(__file__).parent
CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream=device-count=2")
"""Flags that give Chromium two cameras of its own, and leave to use them."""
FLAGS = [*chromium.launch_args(), *CAMERA]
FAKES = {
    "pose-worker": "/fake/pose_worker.js",
    "coach-worker": "/fake/coach_worker.js",
    "model": "",
    "lite": "/lite.json",
}
CORE = "/core.zip"
VENDOR = "/static/vendor"
REAL = {
    "pose-worker": "/static/js/coach/pose_worker.js", "bundle": f"{VENDOR}/mediapipe/vision_bundle.mjs",
    "wasm": f"{VENDOR}/mediapipe", "model": f"{VENDOR}/pose/full.task", "lite": f"{VENDOR}/pose/lite.task",
    "coach-worker": "/static/js/coach/coach_worker.js", "pyodide": f"{VENDOR}/pyodide", "core": CORE,
}  # fmt: skip
"""The app's own workers and models."""
PROGRAMME = load()
SHEETS = ("tokens", "base", "components", "figure", "utilities", "player", "stage")
STAND = """<!doctype html><html lang="en" data-theme="{theme}"><head><meta charset="utf-8"><title>Coach</title>
<meta name="viewport" content="width=device-width, initial-scale=1">{sheets}</head>
<body><div class="page bare playing"><main class="player-main">
{coach}
<div class="player"{hidden}>
  <div class="p-top"><h1 class="chip">{name}</h1><span class="p-of nums">1 of 2</span></div>
  <div class="p-scene"><div class="pose">{drawing}</div></div>
  <div class="p-says"><p class="p-count nums">8</p>
    <div><p class="p-small">of 8</p><p class="p-cue">Slowly.</p></div></div>
  <div class="p-bar" aria-hidden="true"><i></i></div>
  <p class="p-band">Yellow band</p>
  <div class="p-controls"><button type="button" class="btn">Pause</button>
  <button type="button" class="btn">Skip</button><button type="button" class="btn">End</button></div>
  {stop}
</div>
{panel}</main></div></body></html>"""
STOP = """<button type="button" class="p-stop"><b>STOP</b>
<span>tingling · pain moving down · too strong</span></button>"""
PANEL = f"""<section class="panel stack camera-panel"><p class="eyebrow">Nerve floss · left leg</p>
<h1 tabindex="-1">First: how to stop without your hands</h1>
<ol class="steps"><li><span>Bend the knee, put the foot down, and keep still.</span></li>
<li><span>After 3 seconds it pauses, until you move on. After 10 seconds it stops.</span></li></ol>
<div class="setup-go"><button type="button" class="btn go">Turn the camera on</button>
<button type="button" class="btn">Not now</button>{STOP}</div></section>"""
NAMES = {
    "bridge": "Bridge",
    "clamshell": "Clamshell, right leg",
    "nerve_floss": "Nerve floss, left leg",
    "leg_traction": "Leg traction, left leg",
}


def page(
    theme: str = "light",
    exercise: str = "nerve_floss",
    *,
    panel: bool = False,
    kit: Mapping[str, str] = FAKES,
    **parts: str,
) -> str:
    """Return a page, with the player or a panel; `kit`: where all parts are; `parts`: where some are instead."""
    tools = environment()
    coach = tools.get_template("_coach.html").render(page={"static": "/static", "kit": {**kit, **parts}})
    sheets = "".join(f'<link rel="stylesheet" href="/static/css/{name}.css">' for name in SHEETS)
    shown = {"hidden": " hidden" if panel else "", "panel": PANEL if panel else "", "stop": STOP}
    drawing = tools.from_string("{{ scene('release') }}").render()
    return STAND.format(
        theme=theme, name=NAMES.get(exercise, exercise), coach=coach, sheets=sheets, drawing=drawing, **shown
    )


class Server(Handler):
    """Serves the package's files as the app names them, the fake workers, and what tests put there."""

    def do_GET(self) -> None:  # noqa: N802 - the base class's name
        if self.path != CORE:
            super().do_GET()
            return
        self.send_response(HTTPStatus.OK)
        self.end_headers()
        self.wfile.write(core.packed(PROGRAMME))

    def translate_path(self, path: str) -> str:
        if path.startswith("/fake/"):
            return str(HERE / "js" / path.removeprefix("/fake/"))
        if path.startswith("/static/derived/"):
            return str(DERIVED / path.removeprefix("/static/derived/"))
        return super().translate_path(path)


@contextmanager
def serving(pages: dict[str, str]) -> Iterator[str]:
    """Serve; yield the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, pages))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def films(frames: list[dict[str, Any]]) -> str:
    """Return a film for the fake pose model: twenty frames a second."""
    return json.dumps([{"image": frame["image"]} for frame in frames])
