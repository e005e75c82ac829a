"""Serves the figure, the pose model and the clips to the page that draws them, with the app's own policy."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tools.clips.sent import sent
from tools.clips.staged import staged
from tools.watched.cases import CaseError, case_of
from tools.watched.clips import ROOT
from unpinch.web.headers import ALWAYS

_PAGE = Path(__file__).parent / "page"
_FOLDERS = {"static": ROOT / "src" / "unpinch" / "web" / "static", "clips": _PAGE}
_NOWHERE = "/nowhere"
_TYPES = {".mjs": "text/javascript", ".wasm": "application/wasm"}


class _Handler(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.startswith("/clip/"):
            self._clip(self.path.removeprefix("/clip/").removesuffix(".json"))
        else:
            super().do_GET()

    def _clip(self, name: str) -> None:
        try:
            body = sent(staged(case_of(name)))
        except CaseError as error:
            self.send_error(404, str(error))
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        return _TYPES.get(Path(path).suffix) or super().guess_type(path)

    def translate_path(self, path: str) -> str:
        if path == "/":
            return str(_PAGE / "index.html")
        _, _, rest = path.partition("?")[0].partition("/")
        room, _, name = rest.partition("/")
        folder = _FOLDERS.get(room)
        found = (folder / name).resolve() if folder else None
        return str(found) if folder and found and found.is_relative_to(folder) else _NOWHERE

    def end_headers(self) -> None:
        for name, value in ALWAYS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - the base class's name
        pass


@contextmanager
def serving() -> Iterator[str]:
    """Serve; yield the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
