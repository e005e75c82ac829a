"""A small page with a moving figure in it, served with the app's own policy; what Chromium is told, and asked."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unpinch.web.headers import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

PACKAGE = Path(__file__).parents[2] / "src" / "unpinch"
DERIVED = PACKAGE / "derived"
DRAWS = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
"""Flags with which Chromium draws WebGL without a graphics card."""
SHEETS = ("tokens", "base", "components", "utilities", "stage")
PAGE = """<!doctype html><html lang="en" data-theme="{theme}"><head><meta charset="utf-8"><title>Figure</title>
<meta name="viewport" content="width=device-width, initial-scale=1">{sheets}
<script type="module" src="/static/js/figure/element.js"></script></head>
<body><main>{before}<h1>Exercise</h1>
<unpinch-figure data-motion="/derived/{motion}.json" data-body="/static/bodies/{body}.bin" data-side="{side}"
  data-label="{motion}" {more}>
<svg viewBox="0 0 10 10" role="img" aria-label="Still"><circle cx="5" cy="5" r="4"/></svg></unpinch-figure>
</main></body></html>"""

READY = "() => document.querySelector('unpinch-figure[data-moving]')"
FIGURE = "const figure = document.querySelector('unpinch-figure'), {stage} = figure, {transport} = stage;"
BONES = f"""([clip, frame]) => {{ {FIGURE}
  transport.choose(clip);
  transport.seek(frame / (stage.motion.clip(clip).n - 1));
  stage.moment();
  const at = (bone) => bone.matrixWorld.elements.slice(12, 15).map((metres) => metres * 1000);
  return stage.room.skin.bones.slice(0, 13).map(at);
}}"""
TIME = f"() => {{ {FIGURE} return transport.shown; }}"
VIEW = f"() => {{ {FIGURE} return [stage.view.azimuth, stage.view.elevation]; }}"
DRAWN = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn())))"
"""Waits until the page has drawn twice."""
LOOKED = """() => new Promise((looked) => {
  new IntersectionObserver(looked, {rootMargin: '200px'}).observe(document.querySelector('unpinch-figure'));
}).then(() => {})"""
"""Waits until the browser has told how far the figure is from the window, as it then has told the figure itself."""
THREE = "() => performance.getEntriesByType('resource').filter((one) => one.name.includes('three')).length"
NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null;"
FLOSS = "nerve_floss_2"


def page(**parts: str) -> str:
    """Return the page's HTML: motion, side, body, theme, more (attributes), before (what stands above the figure)."""
    usual = {"motion": "clamshell_1", "side": "right", "body": "f", "theme": "light", "more": "", "before": ""}
    sheets = "".join(f'<link rel="stylesheet" href="/static/css/{name}.css">' for name in SHEETS)
    return PAGE.format(**{**usual, **parts}, sheets=sheets)


def frames(motion: str = "clamshell_1") -> dict[str, Any]:
    """Return a derived file's values."""
    found: dict[str, Any] = json.loads((DERIVED / f"{motion}.json").read_text("utf-8"))
    return found


def expected(motion: str, clip: str, frame: int) -> list[list[int]]:
    """Return where the file says that each segment begins, in millimetres."""
    flat = frames(motion)["clips"][clip]["origins_mm"]
    return [flat[start : start + 3] for start in range(frame * 39, frame * 39 + 39, 3)]


def apart_mm(found: list[list[float]], wanted: list[list[int]]) -> float:
    """Return the largest distance along an axis."""
    return max(abs(a - b) for row, goal in zip(found, wanted, strict=True) for a, b in zip(row, goal, strict=True))


def press(tab: Page, *names: str) -> None:
    """Press buttons of the page, one after another."""
    for name in names:
        tab.get_by_role("button", name=name, exact=True).click()


class Handler(SimpleHTTPRequestHandler):
    """Serves the package's static and derived files, and the pages it was given."""

    def __init__(self, pages: dict[str, str], *args: Any, **kwargs: Any) -> None:
        self.pages = pages
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        if self.path not in self.pages:
            super().do_GET()
            return
        body = self.pages[self.path].encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def translate_path(self, path: str) -> str:
        return str(PACKAGE / ("web" + path if path.startswith("/static/") else path.lstrip("/")))

    def end_headers(self) -> None:
        for name, value in ALWAYS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


@contextmanager
def serving(pages: dict[str, str]) -> Iterator[str]:
    """Serve pages by their paths; yield the address. More may be put into the dictionary meanwhile."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, pages))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
