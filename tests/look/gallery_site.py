"""Pages of the gallery as a small site under the strict policy, and tabs on it that note what goes wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.e2e.tabs import ALONE

POLICY = "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:"


class _Quiet(SimpleHTTPRequestHandler):
    """Serves pages, and nothing to the player's own questions: no server here could know how the session went on."""

    def do_GET(self) -> None:
        if self.headers.get("Sec-Fetch-Dest") != "empty" or ".html" not in self.path:
            return super().do_GET()
        self.send_response(204)
        return self.end_headers()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")  # as the app says it: a page kept would answer for the server
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder; yield the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@contextmanager
def tab_on(browser: Browser, site: str, *, foreseen: str = "\n") -> Iterator[Page]:
    """Open a tab of a phone's size; at the end nothing may have complained but with the foreseen word."""
    page = browser.new_page(viewport={"width": 390, "height": 844}, base_url=site)
    page.add_init_script(ALONE)
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.close()
    complaints = [line for line in errors if foreseen not in line]
    assert not complaints, complaints
