"""The local server: waitress, in this one process, so that ending the process ends it."""

from __future__ import annotations

import errno
import os
import socket
from typing import TYPE_CHECKING

from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.server import create_server  # type: ignore[import-untyped]
from waitress.task import ErrorTask  # type: ignore[import-untyped]

from unpinch.web.errors import Exit, StartError
from unpinch.web.headers import ALWAYS, UNKEPT
from unpinch.web.settings import MIB, UPLOAD_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable
    from wsgiref.types import WSGIApplication

    from unpinch.web.settings import Installation

THREADS = 6
IN_MEMORY_BYTES = 16 * MIB
"""What a request may hold before waitress writes it to a temporary file."""
HEADER_BYTES = 32 * 1024
_SENTENCES = {
    413: f"This is larger than {UPLOAD_BYTES // MIB} MiB. Nothing of it was saved. Send it in smaller parts.",
    431: "This request's headers are too large. Clear this site's cookies and open the door again.",
}
_ELSE = "This request could not be read. Nothing was saved."


class GuardedError(ErrorTask):  # type: ignore[misc]
    """Waitress's own answer to what never reaches Django: with the headers of every response, and a sentence."""

    def execute(self) -> None:
        """Answer with a sentence that repeats nothing of the request."""
        error = self.request.error
        body = _SENTENCES.get(error.code, _ELSE).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.extend(
            [*ALWAYS.items(), ("Cache-Control", UNKEPT), ("Content-Type", "text/plain; charset=utf-8")]
        )
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):  # type: ignore[misc]
    error_task_class = GuardedError


def listen(started: Installation) -> socket.socket:
    """Listen on the one address. Another program there is told of, never shared with and never dodged."""
    family = socket.AF_INET6 if ":" in started.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere this option would share the port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((started.host, started.port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise _taken(started, error) from error
    return listener


def _taken(started: Installation, error: OSError) -> StartError:
    if error.errno == errno.EADDRINUSE:
        text = (
            f"Another program uses port {started.port}. End it and start Unpinch again. Only if it must stay, give "
            "Unpinch another port with --port: what a browser hasn't sent yet waits at the old one."
        )
        return StartError(text, Exit.PORT)
    return StartError(f"{started.address} can't be listened on ({error.strerror}).", Exit.PORT)


def run(application: WSGIApplication, listener: socket.socket) -> None:
    """Serve until the process is told to end."""
    server(application, listener)()


def server(application: WSGIApplication, listener: socket.socket) -> Callable[[], None]:
    """Return what runs the server."""
    made = create_server(
        application,
        sockets=[listener],
        threads=THREADS,
        ident=None,
        clear_untrusted_proxy_headers=True,
        inbuf_overflow=IN_MEMORY_BYTES,
        max_request_body_size=UPLOAD_BYTES,
        max_request_header_size=HEADER_BYTES,
    )
    made.channel_class = Channel
    run_until_told: Callable[[], None] = made.run
    return run_until_told
