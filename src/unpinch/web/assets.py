"""Static files as they were when the server started, at an address that names their content.

Every page names its files by the version of all of them together, so that a page never meets the scripts of another
version: neither in a browser's cache after an update, nor when files are replaced under a running server. What a
browser has fetched by that address it may keep for good. Text goes out compressed, packed when it is first asked for.
"""

from __future__ import annotations

import gzip
import hashlib
from functools import cache, cached_property
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]
from whitenoise.responders import NOT_ALLOWED_RESPONSE, Response  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest, HttpResponseBase

FOR_GOOD = "public, max-age=31536000, immutable"
PACKED = ("text/", "application/json", "application/manifest+json", "application/octet-stream", "image/svg+xml")
"""What is worth compressing: scripts, styles, movements, bodies. A font is compressed already."""
_VERSION_LENGTH = 12
_LEVEL = 6


@cache
def address() -> str:
    """Return where this version's files begin, without the last slash."""
    return f"{settings.STATIC_URL}{_version(Path(settings.STATIC_ROOT), Path(settings.UNPINCH_DERIVED))}"


def _version(*folders: Path) -> str:
    """Return a short name for all files of these folders: another file, name or byte is another version."""
    digest = hashlib.sha256()
    for folder, path in ((one, path) for one in folders for path in sorted(one.rglob("*")) if path.is_file()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:_VERSION_LENGTH]


class Held:
    """One file with its bytes in memory. A part of it isn't given: nobody asks for parts of a script."""

    def __init__(self, found: Any) -> None:  # noqa: ANN401 - WhiteNoise has no types
        """Read it now."""
        self._found = found
        _, path, headers = found.alternatives[0]
        self._bytes = Path(path).read_bytes()
        self._headers = dict(headers)
        self._packs = self._headers["Content-Type"].startswith(PACKED)

    @cached_property
    def _packed(self) -> bytes:
        return gzip.compress(self._bytes, _LEVEL, mtime=0)

    def get_response(self, method: str, request_headers: Mapping[str, str]) -> Any:  # noqa: ANN401
        """Answer as WhiteNoise does, from memory."""
        if method not in {"GET", "HEAD"}:
            return NOT_ALLOWED_RESPONSE
        if self._found.is_not_modified(request_headers):
            return self._found.not_modified_response
        content, headers = self._content("gzip" in request_headers.get("HTTP_ACCEPT_ENCODING", ""))
        return Response(HTTPStatus.OK, headers.items(), BytesIO(content) if method == "GET" else None)

    def _content(self, compressed: bool) -> tuple[bytes, dict[str, str]]:  # noqa: FBT001 - what the browser takes
        """Return the bytes and their headers, compressed if that serves and is understood."""
        if not self._packs:
            return self._bytes, self._headers
        headers = {**self._headers, "Vary": "Accept-Encoding"}
        if not compressed:
            return self._bytes, headers
        return self._packed, {**headers, "Content-Encoding": "gzip", "Content-Length": str(len(self._packed))}


class Assets(WhiteNoiseMiddleware):  # type: ignore[misc]
    """WhiteNoise from memory, and by the version's address too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Read all files, the movements too."""
        super().__init__(get_response)
        self.add_files(settings.UNPINCH_DERIVED, prefix=f"{self.static_prefix}derived/")
        self._prefix = f"{address()}/"

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> Held:  # noqa: ANN401
        """Return one file, read now."""
        return Held(super().get_static_file(path, url, stat_cache))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve a file by either address; by the version's it may be kept for good."""
        versioned = request.path_info.startswith(self._prefix)
        name = self.static_prefix + request.path_info.removeprefix(self._prefix) if versioned else request.path_info
        found = self.files.get(name)
        if found is None:
            return self.get_response(request)  # type: ignore[no-any-return]
        response: HttpResponseBase = self.serve(found, request)
        if versioned:
            response["Cache-Control"] = FOR_GOOD
        return response
