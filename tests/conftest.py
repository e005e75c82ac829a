"""What all tests share: no network beyond this machine, and the browser."""

import os
import socket
from collections.abc import Iterator
from ipaddress import ip_address

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from tools import chromium

settings.register_profile("unpinch", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unpinch")  # a busy machine is slow, not wrong

Address = tuple[str, int] | str


class OutsideCallError(AssertionError):
    """A test tried to reach another host."""


def is_this_machine(address: object) -> bool:
    """Tell whether a socket address is of this machine: a path, or a loopback address."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True, scope="session")
def no_outside_call() -> Iterator[None]:
    """Let no test reach another host from this process."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded_connect(self: socket.socket, address: Address) -> None:
        refuse_outside(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Address) -> int:
        refuse_outside(address)
        return connect_ex(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        yield


def refuse_outside(address: object) -> None:
    if not is_this_machine(address):
        raise OutsideCallError(f"a test may not reach {address!r}: nothing of Unpinch calls another host")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The Chromium to drive. `make test` gets one; a bare pytest takes the one it finds."""
    return chromium.get(os.environ, sources=(chromium.found, chromium.playwrights_own))


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One Chromium for all tests; each test opens a context of its own. It draws no WebGL: the stills stand in."""
    with sync_playwright() as playwright:
        args = [*chromium.launch_args(), "--disable-3d-apis"]
        browser = playwright.chromium.launch(executable_path=chromium_path, args=args)
        yield browser
        browser.close()
