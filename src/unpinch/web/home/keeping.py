"""While Unpinch runs: addresses, certificate, listeners and name follow the network, and each other.

A computer sleeps, changes its Wi-Fi, gets another address. Every few seconds this looks, and sets right what differs.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import socket
import threading
from dataclasses import dataclass, field
from itertools import starmap
from typing import TYPE_CHECKING

from unpinch.web.errors import Exit, StartError
from unpinch.web.home import authority as kept
from unpinch.web.home.front import Front, context

if TYPE_CHECKING:
    import ssl
    from asyncio import Task
    from collections.abc import Callable
    from pathlib import Path

    from unpinch.web.home.addresses import Find
    from unpinch.web.home.authority import Authority
    from unpinch.web.home.naming import Names
    from unpinch.web.home.network import Home

LOG = logging.getLogger("unpinch.home")
LOOK_EVERY_S = 20.0
SLEPT_S = 120
"""More than this between two looks: the computer has slept, or its clock was set."""
_NO_NETWORK = (
    "This computer isn't in a home network now: it has no private address (192.168..., 10..., 172.16 to 172.31...). "
    "Connect it to your Wi-Fi or router and start again. Without --lan Unpinch runs for this computer alone."
)
_TAKEN = (
    "Another program uses port {} of this computer. With --lan Unpinch needs three ports in a row. End the other "
    "program, or give Unpinch another first port with --port: what a browser hasn't sent yet waits at the old one."
)


def listen(address: str, port: int) -> socket.socket:
    """Listen on one private address: never on all of them at once, so never on one that is new and unknown."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    listener.setblocking(False)  # noqa: FBT003 - the socket's own way
    return listener


@dataclass(slots=True)
class Listening:
    """What listens on one address: for pages, and for the guide. Tasks that take connections close their socket."""

    sockets: tuple[socket.socket, ...]
    tasks: tuple[Task[None], ...] = ()

    def end(self) -> None:
        """Stop listening."""
        for task in self.tasks:
            task.cancel()
        for one in () if self.tasks else self.sockets:
            one.close()


@dataclass(slots=True)
class Keeper:
    """Keeps the home network's door in step with the network. `inner`: where the server takes pages, and the guide."""

    home: Home
    authority: Authority
    find: Find
    names: Names
    now_s: Callable[[], int]
    inner: tuple[Path, Path]
    encrypted: ssl.SSLContext = field(default_factory=context)
    _open: dict[str, Listening] = field(default_factory=dict, init=False)
    _said: tuple[str, ...] = field(default=(), init=False)
    _looked_s: int = field(default=0, init=False)
    _failed: bool = field(default=False, init=False)

    def begin(self) -> None:
        """Open the door, or raise what stands in the way."""
        addresses = self.find()
        if not addresses:
            raise StartError(_NO_NETWORK, Exit.PORT)
        kept.keep_server(self.authority, addresses, self.now_s())
        self.encrypted.load_cert_chain(self.authority.server)
        for address in addresses:
            self._open_at(address)
        self.names.say(addresses)
        self._said, self._looked_s = addresses, self.now_s()
        self.home.addresses = addresses

    def keep(self) -> None:
        """Serve, and keep all in step, in a thread beside the server's own."""
        threading.Thread(target=lambda: asyncio.run(self._keep()), name="home", daemon=True).start()

    def end(self) -> None:
        """Take the name back; what listens ends with the process."""
        self.names.end()

    async def _keep(self) -> None:
        fronts = Front(self.inner[0], self.encrypted), Front(self.inner[1])
        while True:
            self.take(fronts)
            await asyncio.sleep(LOOK_EVERY_S)
            await self.look()

    def take(self, fronts: tuple[Front, Front]) -> None:
        """Let the fronts take what comes to addresses that are new."""
        for one in self._open.values():
            if not one.tasks:
                one.tasks = tuple(starmap(_taking, zip(fronts, one.sockets, strict=True)))

    async def look(self) -> None:
        """Set right what has changed. What fails is tried again the next time; this computer's own door stays."""
        addresses = self.find()
        try:
            self._certify(addresses)
            self._follow(addresses)
            await self._say(addresses)
            self._failed = False
        except (OSError, StartError, ValueError):  # ValueError: a certificate or key that was damaged meanwhile
            if not self._failed:
                LOG.warning("the home network can't be served just now; it is tried again")
            self._failed = True
        self.home.addresses = tuple(one for one in addresses if one in self._open)

    def _certify(self, addresses: tuple[str, ...]) -> None:
        if kept.keep_server(self.authority, addresses, self.now_s()):
            self.encrypted.load_cert_chain(self.authority.server)

    def _follow(self, addresses: tuple[str, ...]) -> None:
        for gone in set(self._open).difference(addresses):
            self._open.pop(gone).end()
        for new in (one for one in addresses if one not in self._open):
            self._open_at(new)

    async def _say(self, addresses: tuple[str, ...]) -> None:
        """Say the name anew where the addresses have changed, or this computer has slept: networks forget."""
        now_s = self.now_s()
        slept = not 0 <= now_s - self._looked_s < SLEPT_S
        self._looked_s = now_s
        if slept or addresses != self._said:
            self._said = ()
            await asyncio.to_thread(self.names.say, addresses)
            self._said = addresses

    def _open_at(self, address: str) -> None:
        made: list[socket.socket] = []
        for port in (self.home.port, self.home.guide_port):
            try:
                made.append(listen(address, port))
            except OSError as error:
                for one in made:
                    one.close()
                raise _refusal(error, port, address) from error
        self._open[address] = Listening(tuple(made))


def _taking(front: Front, listener: socket.socket) -> Task[None]:
    task = asyncio.create_task(front.take(listener))
    task.add_done_callback(lambda _: listener.close())
    return task


def _refusal(error: OSError, port: int, address: str) -> StartError:
    if error.errno == errno.EADDRINUSE:
        return StartError(_TAKEN.format(port), Exit.PORT)
    return StartError(f"{address}:{port} can't be listened on ({error.strerror}).", Exit.PORT)
