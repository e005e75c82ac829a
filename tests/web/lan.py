"""A made home network for tests: an authority, phones, and handshakes without a socket."""

from __future__ import annotations

import http.client
import re
import secrets
import socket
import ssl
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import urlencode

from django.test import Client, override_settings

from tests.web.cast import Visitor
from tests.web.running import Answer, Running
from tests.web.settings import MORNING
from unpinch.web import clock as machine
from unpinch.web.folder import Folder
from unpinch.web.home import pairing
from unpinch.web.home.network import FROM_HOME, Home

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unpinch.web.home.authority import Authority
    from unpinch.web.settings import Installation

ADDRESS = "192.168.1.23"
HOME = Home("unpinch-test2.local", 8418, 8419, "AB CD", (ADDRESS,))
ROOT = Path(__file__).parents[2]
ANY_TIME = 0x200000
"""OpenSSL's X509_V_FLAG_NO_CHECK_TIME: a test doesn't ask what day it is."""


def at_home(here: Installation) -> Installation:
    """Return the installation with its door open to the home network."""
    return replace(here, home=replace(HOME))


def settings_at_home(here: Installation) -> override_settings:
    return override_settings(UNPINCH=at_home(here))


def phone_at(here: Installation, host: str = "", **headers: str) -> Visitor:
    """Return a phone's browser that came through the home network's door."""
    called = host or f"{HOME.name}:{HOME.port}"
    known = {"host": called, "origin": f"https://{called}", **headers}
    client = Client(headers=known, raise_request_exception=False)
    client.defaults[FROM_HOME] = "yes"
    return Visitor(here, client)


def paired(here: Installation, name: str = "Kim's phone") -> Visitor:
    """Return a phone that was let in."""
    phone = phone_at(here)
    code = pairing.new_code(here.folder, MORNING.epoch_s)
    secret = pairing.let_in(here.folder, code, name, MORNING.epoch_s)
    phone.client.cookies[here.phone_cookie] = secret
    return phone


def shaken(server: Path, trusted: str, name: str) -> ssl.SSLObject:
    """Return a client's end after a handshake with a server that has that certificate; raise what it refuses."""
    theirs, ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context(cadata=trusted)
    theirs.load_cert_chain(server)
    ours.verify_flags |= ANY_TIME
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = [
        ours.wrap_bio(back, there, server_hostname=name),
        theirs.wrap_bio(there, back, server_side=True),
    ]
    for end in (*ends, *ends):
        try:
            end.do_handshake()
        except ssl.SSLWantReadError:
            continue
    return ends[0]


def trusted(authority: Authority) -> str:
    return (authority.place / "authority.crt").read_text("ascii")


@dataclass
class Said:
    """Names that are said to nobody, but noted."""

    said: list[tuple[str, ...]]

    def say(self, addresses: Sequence[str]) -> None:
        self.said.append(tuple(addresses))

    def end(self) -> None:
        self.said.append(())


@dataclass
class AtHome(Running):
    """`unpinch serve --lan` in a process of its own, on a home network that is this machine alone."""

    addresses: tuple[str, ...] = ("127.0.0.1",)

    def __enter__(self) -> Self:
        self.errors = self.data.with_name(f"{self.data.name}.{self.port}.stderr")
        command = [sys.executable, "-m", "tests.web.lan_server", str(self.data), str(self.port), *self.addresses]
        with self.errors.open("w") as stderr:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True, cwd=ROOT)
        return self

    @property
    def name(self) -> str:
        found = re.search(r"unpinch-[a-z0-9]{5}\.local", self.out)
        assert found, self.out + self.err
        return found[0]

    @property
    def secure(self) -> str:
        """The origin that phones know."""
        return f"https://{self.name}:{self.port + 1}"

    @property
    def guide(self) -> str:
        return f"http://127.0.0.1:{self.port + 2}"

    def code(self) -> str:
        """A fresh pairing code, as the terminal and the page make it."""
        return pairing.new_code(Folder(self.data), machine.system_now().epoch_s)

    def line(self) -> http.client.HTTPSConnection:
        """Connect as a phone that trusts this installation's authority and nobody else."""
        trusts = ssl.create_default_context(cafile=self.data / "home" / "authority.crt")
        made = http.client.HTTPSConnection(self.name, self.port + 1, context=trusts)
        wire = socket.create_connection(("127.0.0.1", self.port + 1))
        made.sock = trusts.wrap_socket(wire, server_hostname=self.name)
        return made

    def from_phone(self, method: str, path: str, body: bytes | None = None, cookie: str = "", **headers: str) -> Answer:
        """Ask once, as a phone."""
        with closing(self.line()) as line:
            return ask(line, method, path, body, {"Origin": self.secure, "Cookie": cookie, **headers})

    def pair(self) -> str:
        """Pair a phone; return its cookie."""
        form = urlencode({"code": self.code(), "name": "Kim's phone"}).encode()
        answer = self.from_phone("POST", "/pair", form, **{"Content-Type": "application/x-www-form-urlencoded"})
        return (answer.headers["Set-Cookie"] or "").partition(";")[0]


def ask(
    line: http.client.HTTPConnection, method: str, path: str, body: bytes | None, headers: dict[str, str]
) -> Answer:
    """Ask on a connection that is there already."""
    line.request(method, path, body, headers)
    answer = line.getresponse()
    return Answer(answer.status, answer.headers, answer.read())


def free_ports(count: int) -> int:
    """Return the first of some free ports in a row, below those that systems hand out by themselves."""
    while True:
        first = 12_000 + secrets.randbelow(18_000)
        if all(_is_free(first + step) for step in range(count)):
            return first


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
