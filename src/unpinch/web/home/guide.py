"""The one thing that the home network gets without encryption: how to trust this computer, and its certificate.

It is an application of its own, which knows neither Django's views nor the record: nothing else can come out of it.
"""

from __future__ import annotations

from functools import cached_property
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from unpinch.web.headers import ALWAYS, UNKEPT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from unpinch.web.home.network import Home

SHEETS = tuple(f"css/{name}.css" for name in ("tokens", "base", "components", "utilities"))
FONT = "vendor/atkinson-hyperlegible-next/latin-wght-normal.woff2"
CERTIFICATE = "unpinch.crt"
_STATIC = Path(__file__).resolve().parent.parent / "static"
_TEXT = "text/plain; charset=utf-8"
_TYPES = {".css": "text/css; charset=utf-8", ".woff2": "font/woff2"}


class Guide:
    """The guide for phones, as a WSGI application."""

    def __init__(self, home: Home, certificate: bytes) -> None:
        """Take what it says, and what it gives."""
        self.home, self.certificate = home, certificate

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one of the few paths there are."""
        status, type_, body = self._found(environ["REQUEST_METHOD"], environ.get("PATH_INFO", "").lstrip("/"))
        headers = {**ALWAYS, "Cache-Control": UNKEPT, "Content-Type": type_, "Content-Length": str(len(body))}
        start_response(f"{status.value} {status.phrase}", list(headers.items()))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _found(self, method: str, name: str) -> tuple[HTTPStatus, str, bytes]:
        if method not in {"GET", "HEAD"}:
            return HTTPStatus.METHOD_NOT_ALLOWED, _TEXT, b"This page can only be read.\n"
        if not name:
            return HTTPStatus.OK, "text/html; charset=utf-8", self._page().encode()
        if name == CERTIFICATE:
            return HTTPStatus.OK, "application/x-x509-ca-cert", self.certificate
        if name in self._looks:
            return HTTPStatus.OK, _TYPES[Path(name).suffix], self._looks[name]
        return HTTPStatus.NOT_FOUND, _TEXT, b"There is nothing here but the guide.\n"

    def _page(self) -> str:
        by_number = [f"https://{one}:{self.home.port}" for one in self.home.addresses]
        return render_to_string("web/guide.html", {"home": self.home, "by_number": by_number, "sheets": SHEETS})

    @cached_property
    def _looks(self) -> dict[str, bytes]:
        """Style sheets and the typeface, read once."""
        return {name: (_STATIC / name).read_bytes() for name in (*SHEETS, FONT)}
