"""A server for one page on this computer: it hands out the clip and the model, and takes what the model saw.

Nobody else can ask it: every address begins with a word that only its own browser was told.
"""

from __future__ import annotations

import json
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from unpinch.cli.raw_video import Picture, RawVideoError, is_raw, pictures
from unpinch.web.headers import ALWAYS, UNKEPT

HERE = Path(__file__).resolve().parent
STATIC = HERE.parents[1] / "web" / "static"
TYPES = {".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm"}
ANY = "application/octet-stream"
"""Chromium looks into a clip to tell what it is."""
PIECE_BYTES = 1 << 16
_RANGE = re.compile(r"bytes=(\d+)-(\d*)")

Said = dict[str, Any]


class Desk:
    """What the page may have and what it said."""

    def __init__(self, clip: Path, fps: float) -> None:
        self.clip = clip
        self.word = secrets.token_urlsafe(24)
        self.said: SimpleQueue[Said] = SimpleQueue()
        self._pictures = pictures(clip, fps) if is_raw(clip) else None

    def wanted(self) -> dict[str, Any]:
        """Return where the page finds the model, and whether it is handed single pictures."""
        vendor = f"/{self.word}/static/vendor"
        parts = {"bundle": "mediapipe/vision_bundle.mjs", "wasm": "mediapipe", "model": "pose/full.task"}
        return {"open": {name: f"{vendor}/{path}" for name, path in parts.items()}, "raw": self._pictures is not None}

    def next_picture(self) -> Picture | None:
        """Return the next picture of a raw recording; None after the last one."""
        try:
            return next(self._pictures, None) if self._pictures else None
        except RawVideoError as error:
            self.said.put({"failed": {"reason": "raw", "text": str(error)}})
            return None


class Handler(BaseHTTPRequestHandler):
    """Answers the one page."""

    protocol_version = "HTTP/1.1"

    def __init__(self, desk: Desk, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the base class's own
        self.desk = desk
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        """Hand out a part."""
        word, _, name = self.path.removeprefix("/").partition("/")
        if not secrets.compare_digest(word, self.desk.word):
            self._content(b"", "text/plain", HTTPStatus.NOT_FOUND)
        elif name in {"page.html", "page.js"}:
            self._file(HERE / name)
        elif name == "wanted":
            self._content(json.dumps(self.desk.wanted()).encode(), "application/json")
        elif name == "video":
            self._file(self.desk.clip)
        elif name.startswith("picture/"):
            self._picture()
        else:
            self._static(name)

    def do_POST(self) -> None:
        """Take what the model saw."""
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == f"/{self.desk.word}/said":
            self.desk.said.put(json.loads(content))
        self._content(b"", "text/plain")

    def _static(self, name: str) -> None:
        path = (STATIC / name.removeprefix("static/")).resolve()
        if path.is_relative_to(STATIC) and path.is_file():
            self._file(path)
        else:
            self._content(b"", "text/plain", HTTPStatus.NOT_FOUND)

    def _picture(self) -> None:
        picture = self.desk.next_picture()
        if picture is None:
            self._content(b"", "text/plain", HTTPStatus.NO_CONTENT)
        else:
            told = f"{picture.t_s} {picture.width} {picture.height}"
            self._content(picture.content, "application/octet-stream", Picture=told)

    def _file(self, path: Path) -> None:
        """Send a file, or the part that the player asks for."""
        size = path.stat().st_size
        asked = _RANGE.fullmatch(self.headers.get("Range", ""))
        first = int(asked[1]) if asked else 0
        last = min(int(asked[2]), size - 1) if asked and asked[2] else size - 1
        self._head(
            HTTPStatus.PARTIAL_CONTENT if asked else HTTPStatus.OK, TYPES.get(path.suffix, ANY), last - first + 1
        )
        if asked:
            self.send_header("Content-Range", f"bytes {first}-{last}/{size}")
        self.end_headers()
        with path.open("rb") as file:
            file.seek(first)
            self._copy(file, last - first + 1)

    def _copy(self, file: BinaryIO, left: int) -> None:
        while left and (piece := file.read(min(PIECE_BYTES, left))):
            self.wfile.write(piece)
            left -= len(piece)

    def _content(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK, **headers: str) -> None:
        self._head(status, kind, len(content))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _head(self, status: HTTPStatus, kind: str, length: int) -> None:
        self.send_response(status)
        own = {"Content-Type": kind, "Content-Length": str(length), "Cache-Control": UNKEPT, "Accept-Ranges": "bytes"}
        for name, value in {**ALWAYS, **own}.items():
            self.send_header(name, value)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server whose player may hang up in the middle of a clip: it asks for another part then."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - the base class's own
        """Tell of what isn't a hung-up line."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(desk: Desk) -> Iterator[str]:
    """Serve on this computer's own address; yield the page's address."""
    with Server(("127.0.0.1", 0), partial(Handler, desk)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/{desk.word}/page.html"
        finally:
            server.shutdown()
