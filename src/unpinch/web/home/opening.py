"""Opening the home network's door: what is prepared before Unpinch starts, and what runs beside its server."""

from __future__ import annotations

import socket
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from unpinch.web import clock, serving
from unpinch.web.errors import Exit, StartError
from unpinch.web.folder import unusable
from unpinch.web.home import addresses, parts
from unpinch.web.home.network import FROM_HOME, Home
from unpinch.web.settings import HIGHEST_PORT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from unpinch.web.folder import Folder
    from unpinch.web.home.authority import Authority
    from unpinch.web.home.keeping import Keeper

ENDING_S = 5.0
_TOO_HIGH = "With --lan Unpinch needs three ports in a row. Choose one up to {} with --port."


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is known before the record is opened."""

    home: Home
    authority: Authority
    folder: Folder


@dataclass(slots=True)
class Door:
    """The home network's door: what keeps it in step, and the sockets that its server listens on."""

    keeper: Keeper
    pages: socket.socket
    guide: socket.socket
    _running: tuple[serving.Server, threading.Thread] | None = field(default=None, init=False)

    def serve(self, application: WSGIApplication) -> None:
        """Serve the home network from now on, with threads of its own: phones never keep this computer waiting."""
        server = serving.Server(self._by_way(application), self.pages, self.guide)
        thread = threading.Thread(target=server.run, name="home server", daemon=True)
        self._running = server, thread
        thread.start()
        self.keeper.keep()

    def end(self) -> None:
        """Take no more from the home network. A request that is being answered is waited for a little, not for ever."""
        self.keeper.end()
        if self._running:
            server, thread = self._running
            server.end()
            thread.join(ENDING_S)

    def _by_way(self, application: WSGIApplication) -> WSGIApplication:
        """Return the guide for what came unencrypted; all else is a request from the home network."""
        from unpinch.web.home.guide import Guide

        guide, to_guide = Guide(self.keeper.home, self.keeper.authority.file), str(self.guide.getsockname())
        ours = {FROM_HOME: True, "wsgi.url_scheme": "https", "SERVER_PORT": str(self.keeper.home.port)}

        def chosen(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            if environ["SERVER_PORT"] == to_guide:  # of a socket that is a path, waitress gives the path
                return guide(environ, start_response)
            environ.update(ours)
            return application(environ, start_response)

        return chosen


def prepare(place: Folder, port: int) -> Prepared:
    """Read or make this installation's authority; choose the ports after the computer's own."""
    parts.need()
    from unpinch.web.home.authority import authority_of

    if port + 2 > HIGHEST_PORT:
        raise StartError(_TOO_HIGH.format(HIGHEST_PORT - 2), Exit.ADDRESS)
    try:
        authority = authority_of(place, clock.system_now().epoch_s)
    except OSError as error:
        raise unusable(place, error) from error
    return Prepared(Home(authority.name, port + 1, port + 2, authority.fingerprint), authority, place)


@contextmanager
def opened(prepared: Prepared) -> Iterator[Door]:
    """Open the door to the home network until the end."""
    from unpinch.web.home.keeping import Keeper
    from unpinch.web.home.naming import Announced

    home, authority = prepared.home, prepared.authority
    with tempfile.TemporaryDirectory(prefix="unpinch-") as private:
        inner = Path(private) / "pages", Path(private) / "guide"
        names = Announced(home.name, home.port, str(prepared.folder.path))
        keeper = Keeper(home, authority, addresses.find, names, lambda: clock.system_now().epoch_s, inner)
        with _at(inner[0]) as pages, _at(inner[1]) as guide:
            keeper.begin()
            door = Door(keeper, pages, guide)
            try:
                yield door
            finally:
                door.end()


def _at(path: Path) -> socket.socket:
    """Listen at a path in a folder that only this account can enter."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(path))
    listener.listen()
    return listener
