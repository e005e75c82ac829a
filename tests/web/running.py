"""A real server in a process of its own, started the way a person starts it."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

ADDRESS = re.compile(r"Unpinch: (http://\S+)")
READY = "Unpinch runs until"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass
class Running:
    """`unpinch serve` with a data folder; `out` and `err` hold all that it printed so far."""

    data: Path
    port: int = field(default_factory=free_port)
    options: tuple[str, ...] = ("--no-browser",)
    environment: dict[str, str] = field(default_factory=dict)
    cookie: str = ""
    out: str = ""

    def __enter__(self) -> Self:
        self.errors = self.data.with_name(f"{self.data.name}.{self.port}.stderr")
        self.process = start(self, self.errors)
        return self

    def __exit__(self, _type: type[BaseException] | None, _value: object, _trace: TracebackType | None) -> None:
        self.process.kill()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()

    @property
    def err(self) -> str:
        return self.errors.read_text()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ready(self) -> Self:
        """Read on until it serves."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.out += line
            if line.startswith(READY):
                return self
        raise AssertionError(self.out + self.err)

    def ended(self) -> int:
        """Wait for its end; return the exit code."""
        assert self.process.stdout
        self.out += self.process.stdout.read()
        return self.process.wait()

    @property
    def address(self) -> str:
        """The address with the newest one-time code."""
        return str(ADDRESS.findall(self.out)[-1])

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """Ask as a browser that has come in would."""
        own = {"Origin": self.origin, "Cookie": self.cookie}
        sent = {**own, **{name.replace("_", "-"): text for name, text in headers.items()}}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port)) as line:  # a server may be killed half-way
            line.request(method, path, body, sent)
            answer = line.getresponse()
            return Answer(answer.status, answer.headers, answer.read())

    def come_in(self) -> Self:
        """Spend the code and keep the cookie."""
        answer = self.ask("GET", self.address.removeprefix(self.origin))
        self.cookie = (answer.headers["Set-Cookie"] or "").partition(";")[0].strip()
        return self

    @property
    def journal(self) -> str:
        """Where the only person's journal is."""
        home = self.ask("GET", "/").headers["Location"]
        return f"/api{home}journal"

    def send(self, *lines: bytes) -> Answer:
        return self.ask("POST", self.journal, b"\n".join(lines), Content_Type="application/x-ndjson")


def start(one: Running, errors: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "unpinch", "serve", "--port", str(one.port), *one.options]
    environment = {**os.environ, "UNPINCH_DATA": str(one.data), **one.environment}
    with errors.open("w") as stderr:
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True, env=environment)


def raw_answer(port: int, request: bytes) -> bytes:
    """Send bytes as they are; return all that comes back."""
    with socket.create_connection(("127.0.0.1", port)) as wire:
        wire.sendall(request)
        return b"".join(iter(lambda: wire.recv(65536), b""))
