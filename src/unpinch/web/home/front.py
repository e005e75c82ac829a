"""What takes connections of the home network and hands them, byte for byte, to the one server of this process.

Encrypted connections end here (TLS 1.2 or newer, by Python's ssl), so that waitress, which has none, needs none. A
connection that says nothing costs a socket and not a thread. Nothing of what passes is looked at or kept.
"""

from __future__ import annotations

import asyncio
import ssl
from asyncio import StreamReader, StreamReaderProtocol, StreamWriter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket
    from asyncio import Task
    from pathlib import Path

HANDSHAKE_S = 10.0
MOST_CONNECTIONS = 64
"""At once, of all devices together, from the first byte. The server takes a hundred: some stay for this computer."""
_CHUNK_BYTES = 64 * 1024


def context() -> ssl.SSLContext:
    """Return what encrypts; the certificate is loaded into it, and loaded anew when it is renewed."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    made.set_alpn_protocols(["http/1.1"])
    return made


@dataclass(slots=True)
class Front:
    """Takes connections and hands each to a server that listens at a path of this computer."""

    inner: Path
    encrypted: ssl.SSLContext | None = None
    _open: set[Task[None]] = field(default_factory=set, init=False)

    async def take(self, listener: socket.socket) -> None:
        """Take connections until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                taken, _ = await loop.sock_accept(listener)
            except OSError:  # the other side has gone already, or this process has too many files open
                await asyncio.sleep(1)
            else:
                self._begin(taken)

    def _begin(self, taken: socket.socket) -> None:
        if len(self._open) >= MOST_CONNECTIONS:
            taken.close()
            return
        task = asyncio.create_task(self._hand_on(taken))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def _hand_on(self, taken: socket.socket) -> None:
        """Hand one connection on. What goes wrong in it ends it, and nothing else."""
        loop, reader = asyncio.get_running_loop(), StreamReader(limit=_CHUNK_BYTES)
        timeout = HANDSHAKE_S if self.encrypted else None
        with taken, suppress(OSError):
            transport, protocol = await loop.connect_accepted_socket(
                lambda: StreamReaderProtocol(reader), taken, ssl=self.encrypted, ssl_handshake_timeout=timeout
            )
            try:
                await self._join(reader, StreamWriter(transport, protocol, reader, loop))
            finally:
                transport.close()

    async def _join(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Copy in both ways until the server's side ends; then what is still on its way out goes out."""
        inner_reader, inner_writer = await asyncio.open_unix_connection(self.inner)
        asking = asyncio.create_task(_copy(reader, inner_writer))
        try:
            await _copy(inner_reader, writer)
        finally:
            asking.cancel()
            with suppress(asyncio.CancelledError, OSError):
                await asking
            inner_writer.close()


async def _copy(reader: StreamReader, writer: StreamWriter) -> None:
    """Copy until the end; then say that there is no more."""
    while chunk := await reader.read(_CHUNK_BYTES):
        writer.write(chunk)
        await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()
