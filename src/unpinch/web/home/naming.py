"""Saying this computer's `.local` name to the home network (mDNS, RFC 6762)."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from unpinch.web.errors import Exit, StartError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zeroconf import ServiceInfo, Zeroconf

_SERVICE = "_https._tcp.local."
_TAKEN = (
    "Another computer in this network is already called {name}. Perhaps an Unpinch runs there with a copy of this data "
    "folder: end one of the two. To name this one anew, remove the folder `home` in {folder}; then each phone has "
    "to be set up again."
)
_NO_NETWORK = (
    "The name {name} can't be said to this network ({why}). Look whether this computer is connected, then start again."
)


class Names(Protocol):
    """What says a name to the network."""

    def say(self, addresses: Sequence[str]) -> None:
        """Say the name with these addresses from now on."""

    def end(self) -> None:
        """Take it back."""


class Announced:
    """The name, said by the zeroconf library as long as this runs."""

    def __init__(self, name: str, port: int, folder: str) -> None:
        """Say nothing yet."""
        self.name, self.port, self.folder = name, port, folder
        self._said: tuple[Zeroconf, ServiceInfo] | None = None

    def say(self, addresses: Sequence[str]) -> None:
        """Say the name on the network of each address; refuse where another computer has it."""
        from zeroconf import Error, Zeroconf

        self.end()
        if not addresses:
            return
        try:
            speaker = Zeroconf(interfaces=list(addresses))
        except OSError as error:
            raise self._refusal(error) from error
        try:
            speaker.register_service(info := self.service(addresses), strict=False)
        except (OSError, Error) as error:
            speaker.close()
            raise self._refusal(error) from error
        self._said = (speaker, info)

    def service(self, addresses: Sequence[str]) -> ServiceInfo:
        """Return what is said: the name, its addresses, the port."""
        from zeroconf import ServiceInfo

        label = self.name.removesuffix(".local")
        packed = [socket.inet_aton(one) for one in addresses]
        return ServiceInfo(_SERVICE, f"{label}.{_SERVICE}", addresses=packed, port=self.port, server=f"{self.name}.")

    def end(self) -> None:
        """Tell the network that the name is gone, as far as it still listens."""
        from zeroconf import Error

        if self._said:
            speaker, info = self._said
            self._said = None
            with suppress(OSError, Error):
                speaker.unregister_service(info)
            speaker.close()

    def _refusal(self, error: Exception) -> StartError:
        from zeroconf import NonUniqueNameException

        if isinstance(error, NonUniqueNameException):
            return StartError(_TAKEN.format(name=self.name, folder=self.folder), Exit.BUSY)
        why = getattr(error, "strerror", None) or type(error).__name__
        return StartError(_NO_NETWORK.format(name=self.name, why=why), Exit.PORT)
