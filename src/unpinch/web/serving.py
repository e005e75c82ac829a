"""The local server: waitress, in this one process, so that ending the process ends it."""

from __future__ import annotations

import errno
import os
import socket
import sys
from typing import TYPE_CHECKING, Any

from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.server import BaseWSGIServer, create_server  # type: ignore[import-untyped]
from waitress.task import ErrorTask  # type: ignore[import-untyped]
from waitress.wasyncore import close_all  # type: ignore[import-untyped]

from unpinch.web.errors import Exit, StartError
from unpinch.web.headers import ALWAYS, UNKEPT
from unpinch.web.settings import MIB, UPLOAD_BYTES
from unpinch.web.tidying import short_searches

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from unpinch.web.settings import Installation

THREADS = 6
SWITCH_S = 0.000_5
"""How long one thread's Python runs before another's may: a short answer doesn't wait for long ones at each read."""
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
    with short_searches():
        Server(application, listener).run()


class Server:
    """One server for all that it listens on."""

    def __init__(self, application: WSGIApplication, *listeners: socket.socket) -> None:
        """Take what it listens on; nothing is answered before `run`."""
        self._open: dict[int, Any] = {}
        self._made = create_server(
            application,
            self._open,
            sockets=list(listeners),
            threads=THREADS,
            ident=None,
            clear_untrusted_proxy_headers=True,
            inbuf_overflow=IN_MEMORY_BYTES,
            max_request_body_size=UPLOAD_BYTES,
            max_request_header_size=HEADER_BYTES,
        )
        self._fronts = [one for one in self._open.values() if isinstance(one, BaseWSGIServer)]
        for one in self._fronts:
            one.channel_class = Channel

    def run(self) -> None:
        """Serve until the process is told to end, or `end` is called."""
        sys.setswitchinterval(SWITCH_S)
        self._made.run()

    def end(self) -> None:
        """Have it end, from any thread: its own closes what it listens on, and then has nothing to wait for."""
        self._fronts[0].trigger.pull_trigger(lambda: close_all(self._open))
