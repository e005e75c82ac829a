"""An installation in this process, asked as a server asks it: WSGI, through every middleware, without a socket."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
LINES = "application/x-ndjson"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Site:
    """One browser that has been let in, at one installation."""

    def __init__(self, here: Any, application: Any) -> None:  # noqa: ANN401 - Django is imported later
        """Know the address and hold the door's cookie."""
        from tests.web.settings import MORNING
        from unpinch.web import door

        self.here, self.application = here, application
        cookie = f"{here.cookie}={door.new_cookie(here.identity, MORNING.epoch_s)}"
        host, _, port = here.address.partition(":")
        self.usual = {
            "SERVER_NAME": host,
            "SERVER_PORT": port,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": here.address,
            "HTTP_ORIGIN": here.origin,
            "HTTP_COOKIE": cookie,
            "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }

    def ask(self, method: str, path: str, body: bytes = b"", **more: str) -> Answer:
        """Ask once. `more` goes into the WSGI environment; bytes of a path travel as Latin-1, as WSGI wants."""
        where, _, query = path.partition("?")
        known = {"REQUEST_METHOD": method, "PATH_INFO": where, "QUERY_STRING": query, "CONTENT_LENGTH": str(len(body))}
        environ = {**self.usual, **known, "wsgi.input": io.BytesIO(body), "wsgi.errors": io.StringIO(), **more}
        told: list[Any] = []
        answer = self.application(environ, lambda status, headers, _=None: told.extend((status, headers)))
        try:
            content = b"".join(answer)
        finally:
            answer.close()
        return Answer(int(told[0].split()[0]), dict(told[1]), content)

    def send(self, person: str, body: bytes) -> Answer:
        """Post lines to a person's journal."""
        return self.ask("POST", f"/api/p/{person}/journal", body, CONTENT_TYPE=LINES)


@contextmanager
def site() -> Iterator[Site]:
    """Begin an installation in a folder of its own, in memory where that can be. Once in a process."""
    import django
    from django.conf import settings
    from django.db import connections

    from tests.web.settings import settings_for_tests
    from unpinch.web import boot
    from unpinch.web.folder import Folder, identity_of, make_private, settle_in
    from unpinch.web.settings import Installation

    folder = Folder(Path(tempfile.mkdtemp(dir=IN_MEMORY if IN_MEMORY.is_dir() else None)) / "data")
    settle_in(folder)
    make_private(folder)
    here = Installation(folder, identity_of(folder))
    settings.configure(**settings_for_tests(here))
    django.setup()
    from unpinch.web import database, logs

    logs.start("CRITICAL")
    try:
        database.prepare(folder, lambda _: None)
        yield Site(here, boot.application())
    finally:
        connections.close_all()
        shutil.rmtree(folder.path.parent)
