"""S12: the coach advises. It can't clear, unlock or overrule, as it knows no room that could."""

import ast
import subprocess
import sys
from pathlib import Path

from tools.import_contract import allowed_rooms

ROOM = Path(__file__).resolve().parents[2] / "src" / "unpinch" / "coach"
LOADED = "import sys, unpinch.coach; print(*sorted(n for n in sys.modules if n.startswith('unpinch.')))"


def test_it_may_know_the_programme_alone() -> None:
    assert allowed_rooms("coach") == {"programme"}


def test_importing_it_loads_nothing_that_plans_guards_or_stores() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    rooms = {name.split(".")[1] for name in done.stdout.split()}
    assert rooms <= {"coach", "programme", "journal"}  # the journal's values are loaded by programme, not known here


def test_it_opens_nothing_and_writes_nothing() -> None:
    names = {
        node.id if isinstance(node, ast.Name) else node.attr
        for path in ROOM.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, (ast.Name, ast.Attribute))
    }
    assert not names & {"open", "write", "write_text", "write_bytes", "unlink", "environ", "socket"}
