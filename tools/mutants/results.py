"""What became of each mutant so far: a run goes on from it. It holds for the very files it was made with."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.mutants.trial import Outcome

FOLDER = "mutants"
LEFT_OUT = "left_out.txt"
SHARED = (
    *("tests/builders.py", "tests/conftest.py", "tests/golden", "tools/golden.py"),
    *("src/unpinch/journal", "src/unpinch/programme", "src/unpinch/guard", "src/unpinch/guidance"),
)


def digest(root: Path, room: str) -> str:
    """Return a name for the content that a room's results hang on: all rules, the golden pairs, the room's own tests.

    Tests of other rooms are left out: a new one there can only notice more.
    """
    whole = hashlib.sha256(room.encode())
    for name in (*SHARED, f"tests/{room}"):
        for path in sorted([root / name, *(root / name).rglob("*")]):
            if path.is_file() and "__pycache__" not in path.parts:
                whole.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes() + b"\0")
    return whole.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Results:
    """A file of lines, one a mutant. Several processes may add to it. `digests`: those of the rooms, by name."""

    path: Path
    digests: Mapping[str, str]

    def read(self) -> dict[str, Outcome]:
        """Return what was found with these very files."""
        known = set(self.digests.values())
        return {one["id"]: Outcome(one["state"], one["by"]) for one in self._lines() if one["digest"] in known}

    def killers(self) -> dict[str, str]:
        """Return what noticed each mutant at any time: it is tried first when the files have changed since."""
        return {one["id"]: one["by"] for one in self._lines() if one["state"] == "killed"}

    def add(self, room: str, mutant: str, outcome: Outcome) -> None:
        """Add one line, in one write."""
        line = {"id": mutant, "digest": self.digests[room], "state": outcome.state, "by": outcome.by}
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(file, json.dumps(line).encode() + b"\n")
        finally:
            os.close(file)

    def _lines(self) -> list[dict[str, str]]:
        if not self.path.exists():
            return []
        return [json.loads(line) for line in self.path.read_text("utf-8").splitlines()]
