"""What became of each mutant so far: a run goes on from it. It holds for the very files it was made with."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tools.mutants.trial import Outcome

FOLDER = "mutants"
LEFT_OUT = "left_out.txt"
RULES = (
    *("tests/builders.py", "tests/conftest.py", "tests/golden", "tools/golden.py"),
    *("src/unpinch/journal", "src/unpinch/programme", "src/unpinch/guard", "src/unpinch/guidance"),
)
_TEST_FILE = re.compile(r"tests/[\w/]+/test_\w+\.py")
_PAIR = re.compile(r"^(?:net |golden )\w+$")


class Basis:
    """The files of a checkout that results hang on, as names for their content."""

    def __init__(self, root: Path) -> None:
        """Read them when they are first asked for, and once."""
        self.root = root
        self.rules = cache(self._rules)
        self.noticed = cache(self._noticed)
        self.silent = cache(self._silent)

    def of(self, room: str, outcome: Outcome) -> str:
        """Return what an outcome hangs on: a kill on the rules and the test that noticed; the rest on every test."""
        return self.noticed(room, outcome.by) if outcome.state == "killed" else self.silent(room)

    def _rules(self) -> str:
        """Name all rules and the golden pairs."""
        return self._named("rules", RULES)

    def _silent(self, room: str) -> str:
        """Name the rules and the room's own tests; a new test of another room can only notice more."""
        return self._named(self.rules(), (f"tests/{room}",))

    def _noticed(self, room: str, by: str) -> str:
        file = _TEST_FILE.search(by)
        if file is None:
            return self._named(self.rules(), ()) if _PAIR.match(by) else self.silent(room)
        folder = self.root / file[0]
        helpers = [path for path in folder.parent.glob("*.py") if not path.name.startswith("test_")]
        return self._named(self.rules(), (file[0], *(path.relative_to(self.root).as_posix() for path in helpers)))

    def _named(self, start: str, names: Iterable[str]) -> str:
        whole = hashlib.sha256(start.encode())
        for path in sorted({path for name in names for path in [self.root / name, *(self.root / name).rglob("*")]}):
            if path.is_file() and "__pycache__" not in path.parts and "verify" not in path.parts:
                whole.update(f"{path.relative_to(self.root)}\0".encode() + path.read_bytes() + b"\0")
        return whole.hexdigest()[:16]


class Results:
    """A file of lines, one a mutant. Several processes may add to it."""

    def __init__(self, path: Path, basis: Basis) -> None:
        """Say where the lines are, and which files they must have been made with to count."""
        self.path, self.basis = path, basis

    def read(self) -> dict[str, Outcome]:
        """Return what was found with these very files."""
        found = [(one, Outcome(one["state"], one["by"])) for one in self._lines()]
        return {one["id"]: outcome for one, outcome in found if self._counts(one, outcome)}

    def _counts(self, line: dict[str, str], outcome: Outcome) -> bool:
        return line["digest"] == self.basis.of(line.get("room", ""), outcome)

    def killers(self) -> dict[str, str]:
        """Return what noticed each mutant at any time: it is tried first when the files have changed since."""
        return {one["id"]: one["by"] for one in self._lines() if one["state"] == "killed"}

    def add(self, room: str, mutant: str, outcome: Outcome) -> None:
        """Add one line, in one write."""
        digest = self.basis.of(room, outcome)
        line = {"id": mutant, "room": room, "digest": digest, "state": outcome.state, "by": outcome.by}
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(file, json.dumps(line).encode() + b"\n")
        finally:
            os.close(file)

    def _lines(self) -> list[dict[str, str]]:
        if not self.path.exists():
            return []
        return [json.loads(line) for line in self.path.read_text("utf-8").splitlines()]
