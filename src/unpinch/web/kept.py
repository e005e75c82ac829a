"""Large files that seldom change: sent from the disk, from an address that names their own content.

A release that leaves them as they are leaves their address too, so that no browser fetches them twice. Their addresses
were found when the package was built (tools/vendor.py), and they were packed then: a start reads and hashes none of
them. One that is replaced under a running server is gone until the next start, as its address names the old content.
"""

from __future__ import annotations

import json
import os
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from django.conf import settings
from whitenoise.responders import NOT_ALLOWED_RESPONSE, Response  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Mapping

VENDOR, ADDRESSES = "vendor", "kept.json"
WHOLE_BYTES = "Unpinch-Bytes"
"""A header: how many bytes a file has unpacked, for whoever shows how far it has come."""


@cache
def names(static: Path) -> Mapping[str, str]:
    """Return the kept folders below `vendor`, each with the short name of its content."""
    path = static / VENDOR / ADDRESSES
    found: dict[str, str] = json.loads(path.read_text("ascii")) if path.is_file() else {}
    return found


def folders(static: Path) -> frozenset[Path]:
    """Return the kept folders among the static files."""
    return frozenset(static / VENDOR / name for name in names(static))


def addresses(static: Path) -> dict[str, str]:
    """Return where each kept folder is asked for, without the last slash."""
    return {folder: f"{settings.STATIC_URL}kept/{name}" for folder, name in names(static).items()}


def prefixes(static: Path) -> dict[str, str]:
    """Return where the kept folders are asked for -> where they are among the static files."""
    at = addresses(static).items()
    return {f"{address}/": f"{settings.STATIC_URL}{VENDOR}/{folder}/" for folder, address in at}


class Kept:
    """One large file. A part of it isn't given."""

    def __init__(self, found: Any) -> None:  # noqa: ANN401 - WhiteNoise has no types
        """Remember which file it is, and which was packed of it."""
        self._found = found
        self._known = {path: _identity(Path(path).stat()) for _, path, _ in found.alternatives}
        self._whole = str(max(size for _, size, _ in self._known.values()))

    def get_response(self, method: str, request_headers: Mapping[str, str]) -> Any:  # noqa: ANN401
        """Answer as WhiteNoise does; a file that isn't the one of the start any more is not there."""
        if method not in {"GET", "HEAD"}:
            return NOT_ALLOWED_RESPONSE
        if self._found.is_not_modified(request_headers):
            return self._found.not_modified_response
        path, headers = self._found.get_path_and_headers(request_headers)
        file = self._opened(path)
        if file is None:
            return Response(HTTPStatus.NOT_FOUND, [], None)
        if method == "HEAD":
            file.close()
        return Response(HTTPStatus.OK, [*headers, (WHOLE_BYTES, self._whole)], None if file.closed else file)

    def _opened(self, path: str) -> BinaryIO | None:
        try:
            file = Path(path).open("rb")  # noqa: SIM115 - whoever sends it closes it
        except OSError:
            return None
        if _identity(os.fstat(file.fileno())) == self._known[path]:
            return file
        file.close()
        return None


def _identity(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_ino, found.st_size, found.st_mtime_ns
