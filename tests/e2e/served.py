"""A running server whose clock the test turns, and the people whose journals it keeps."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from tests.web.running import Running
from unpinch.journal import Moment
from unpinch.web import door
from unpinch.web.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[2]
MORNING = Moment.parse("2026-11-22T08:00:00+01:00")
_FORM = "application/x-www-form-urlencoded"
_names = count(1)


@dataclass
class Served(Running):
    """`unpinch serve` in a process of its own, with the clock of a file. `more`: what the server is told beside."""

    more: tuple[str, ...] = ()

    def __enter__(self) -> Self:
        self.errors = self.data.with_name(f"{self.data.name}.stderr")
        self.clock = self.data.with_name(f"{self.data.name}.clock")
        self.set(MORNING)
        return self.start()

    def start(self) -> Self:
        """Start it, or start it again on the same port and data."""
        command = [
            sys.executable,
            "-m",
            "tests.e2e.server",
            str(self.data),
            str(self.port),
            str(self.clock),
            *self.more,
        ]
        with self.errors.open("a") as stderr:
            told = {**os.environ, **self.environment}
            out = subprocess.PIPE
            self.process = subprocess.Popen(command, stdout=out, stderr=stderr, text=True, cwd=ROOT, env=told)
        return self.ready()

    def cut(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()

    def set(self, moment: Moment) -> None:
        """Turn the server's clock."""
        self.moment = moment
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(moment.text, encoding="utf-8")
        fresh.replace(self.clock)

    def turn(self, seconds: int) -> None:
        self.set(self.moment.plus(seconds))

    @property
    def address(self) -> str:
        """An address with a fresh one-time code, as `unpinch open` makes it."""
        return f"{self.origin}/door?code={door.new_code(Folder(self.data), self.moment.epoch_s)}"

    def come_in(self) -> Self:
        answer = self.ask("GET", self.address.removeprefix(self.origin), Cookie="")
        self.cookie = (answer.headers["Set-Cookie"] or "").partition(";")[0].strip()
        return self

    def someone(self, lines: Iterable[bytes] = ()) -> str:
        """Begin a journal for one more person, with these lines in it; return the path of their pages."""
        label = f"label=Kim+{next(_names)}".encode()
        home = self.ask("POST", "/people", label, Content_Type=_FORM).headers["Location"] or ""
        root = home.rstrip("/")
        self.fill(root, lines)
        return root

    def fill(self, root: str, lines: Iterable[bytes]) -> None:
        """Send lines to a person's journal."""
        body = b"\n".join(lines)
        if body:
            answer = self.ask("POST", f"/api{root}/journal", body, Content_Type="application/x-ndjson")
            assert all(item["status"] == "accepted" for item in json.loads(answer.body)["items"]), answer.body

    def record(self, root: str) -> list[dict[str, Any]]:
        """Return what a person's journal holds, decisions and what is no entry at all left out."""
        lines = [line for line in self.ask("GET", f"/api{root}/journal").body.splitlines() if line.startswith(b"{")]
        return [entry for entry in map(json.loads, lines) if entry["kind"] != "decision"]

    def kinds(self, root: str) -> list[str]:
        return [entry["kind"] for entry in self.record(root)]


def root_of(url: str) -> str:
    """Return the /p/<id> of an address."""
    found = re.search(r"/p/[0-9a-f-]{36}", url)
    assert found, url
    return found[0]
