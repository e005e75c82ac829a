"""Static files as they were when the server started, at an address that names their content.

Every page names its files by the version of all of them together, so that a page never meets the scripts of another
version: neither in a browser's cache after an update, nor when files are replaced under a running server. What a
browser has fetched by that address it may keep for good. Text goes out compressed, packed when it is first asked for.
Large files that seldom change have addresses of their own (`kept.py`); so has what the coach needs in the page.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from functools import cache, cached_property, partial
from http import HTTPStatus
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from django.conf import settings
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]
from whitenoise.responders import NOT_ALLOWED_RESPONSE, Response  # type: ignore[import-untyped]

from unpinch.programme.shipped import changed
from unpinch.web import core, installing, kept
from unpinch.web.running import programme
from unpinch.web.settings import installation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from django.http import HttpRequest, HttpResponseBase

FOR_GOOD = "public, max-age=31536000, immutable"
CORE_TYPE = "application/zip"
INSIDE = "inside.json"
PACKED = (
    "text/",
    "application/json",
    "application/manifest+json",
    "application/octet-stream",
    "image/svg+xml",
    CORE_TYPE,
)
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
    for folder, path in ((one, path) for one in folders for path in sorted(_to_read(one))):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:_VERSION_LENGTH]


def _to_read(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder but the kept ones: the names of their content stand in a file beside them."""
    large = kept.folders(folder)
    return (path for path in folder.rglob("*") if path.is_file() and large.isdisjoint(path.parents))


def core_address(name: str = "core.zip") -> str:
    """Return where the core zip is: its name follows the programme that runs, all rooms that travel, and this version.

    Beside it lies `inside.json`: the addresses that Python in the page is started with, which belong together.
    """
    return f"{settings.STATIC_URL}kept/{core.name_of(installation().programme, address())}/{name}"


def kit() -> Mapping[str, str]:
    """Return where the camera coach's parts are, by the names of the attributes that kit.js reads."""
    scripts, large = f"{address()}/js/coach", kept.addresses(Path(settings.STATIC_ROOT))
    return {
        "pose-worker": f"{scripts}/pose_worker.js",
        "bundle": f"{large['mediapipe']}/vision_bundle.mjs",
        "wasm": large["mediapipe"],
        "model": f"{large['pose']}/full.task",
        "lite": f"{large['pose']}/lite.task",
        "coach-worker": f"{scripts}/coach_worker.js",
        "pyodide": large["pyodide"],
        "core": core_address(),
        "inside": core_address(INSIDE),
    }


def inside() -> bytes:
    """Return what a page's worker is started with."""
    return json.dumps({"static": address(), "kit": dict(kit())}).encode()


class Held:
    """Bytes in memory, read or made once. A part of them isn't given: nobody asks for parts of a script."""

    def __init__(self, headers: Mapping[str, str], make: Callable[[], bytes]) -> None:
        """Remember how the bytes are made, when they are first asked for."""
        self._make, self._headers = make, headers
        self._packs = headers["Content-Type"].startswith(PACKED)

    @cached_property
    def _bytes(self) -> bytes:
        return self._make()

    @cached_property
    def _packed(self) -> bytes:
        return gzip.compress(self._bytes, _LEVEL, mtime=0)

    def get_response(self, method: str, request_headers: Mapping[str, str]) -> Any:  # noqa: ANN401
        """Answer as WhiteNoise does, from memory."""
        if method not in {"GET", "HEAD"}:
            return NOT_ALLOWED_RESPONSE
        content, headers = self._content("gzip" in request_headers.get("HTTP_ACCEPT_ENCODING", ""))
        headers["Content-Length"] = str(len(content))
        return Response(HTTPStatus.OK, headers.items(), BytesIO(content) if method == "GET" else None)

    def _content(self, compressed: bool) -> tuple[bytes, dict[str, str]]:  # noqa: FBT001 - what the browser takes
        """Return the bytes and their headers, compressed if that serves and is understood."""
        if not self._packs:
            return self._bytes, {**self._headers}
        headers = {**self._headers, "Vary": "Accept-Encoding", kept.WHOLE_BYTES: str(len(self._bytes))}
        return (self._packed, {**headers, "Content-Encoding": "gzip"}) if compressed else (self._bytes, headers)


class HeldFile(Held):
    """One file with its bytes in memory, from the start on."""

    def __init__(self, found: Any) -> None:  # noqa: ANN401 - WhiteNoise has no types
        """Read it now."""
        self._found = found
        _, path, headers = found.alternatives[0]
        content = Path(path).read_bytes()
        super().__init__(dict(headers), lambda: content)

    def get_response(self, method: str, request_headers: Mapping[str, str]) -> Any:  # noqa: ANN401
        """Answer; with a word that nothing changed where that is so."""
        unchanged = method in {"GET", "HEAD"} and self._found.is_not_modified(request_headers)
        return self._found.not_modified_response if unchanged else super().get_response(method, request_headers)


class Assets(WhiteNoiseMiddleware):  # type: ignore[misc]
    """WhiteNoise from memory, and by the version's address too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Read all files, the movements too; open the large ones."""
        static = Path(settings.STATIC_ROOT)
        self._large = kept.folders(static)
        super().__init__(get_response)
        self.add_files(settings.UNPINCH_DERIVED, prefix=f"{self.static_prefix}derived/")
        for name in changed(programme()):  # a programme of one's own: no figure rather than another's
            self.files.pop(f"{self.static_prefix}derived/{name}.json", None)
        pack = partial(core.packed, programme(), installation().programme, Path(settings.UNPINCH_DERIVED))
        self.files[f"{self.static_prefix}core.zip"] = Held({"Content-Type": CORE_TYPE}, pack)
        self.files[f"{self.static_prefix}{INSIDE}"] = Held({"Content-Type": "application/json"}, inside)
        self._add_installing()
        zips = core_address().removesuffix("core.zip")
        self._for_good = {f"{address()}/": self.static_prefix, zips: self.static_prefix, **kept.prefixes(static)}

    def _add_installing(self) -> None:
        """Add what makes an application of the site. Worker and manifest stand at addresses that never change."""
        page, script = {"Content-Type": "text/html; charset=utf-8"}, {"Content-Type": "text/javascript; charset=utf-8"}
        manifest, fresh = {"Content-Type": "application/manifest+json"}, {"Cache-Control": "no-cache"}
        self.files[f"{self.static_prefix}{installing.SHELL}"] = Held(page, lambda: installing.shell(kit()["inside"]))
        self.files[installing.WORKER] = Held({**script, **fresh}, self._worker)
        self.files[installing.MANIFEST] = Held({**manifest, **fresh}, lambda: installing.manifest(address()))

    def _worker(self) -> bytes:
        parts, prefix = kit(), self.static_prefix
        names = installing.needed(path.removeprefix(prefix) for path in self.files if path.startswith(prefix))
        python = sorted(path.name for path in Path(settings.STATIC_ROOT, "vendor", "pyodide").iterdir())
        files = [
            *(f"{address()}/{name}" for name in names),
            *(f"{parts['pyodide']}/{name}" for name in filter(installing.is_needed, python)),
            parts["core"],
            parts["inside"],
        ]
        return installing.worker(address(), files, later=(parts["wasm"], str(PurePosixPath(parts["model"]).parent)))

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> HeldFile | kept.Kept:  # noqa: ANN401
        """Return one file, read or opened now."""
        found = super().get_static_file(path, url, stat_cache)
        return HeldFile(found) if self._large.isdisjoint(Path(path).parents) else kept.Kept(found)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve a file by either address; by one that names its content it may be kept for good."""
        path = request.path_info
        prefix = next((one for one in self._for_good if path.startswith(one)), None)
        found = self.files.get(path if prefix is None else self._for_good[prefix] + path.removeprefix(prefix))
        if found is None:
            return self.get_response(request)  # type: ignore[no-any-return]
        response: HttpResponseBase = self.serve(found, request)
        if prefix is not None:
            response["Cache-Control"] = FOR_GOOD
        return response
