"""The pure parts of the front end, run by Node: the machine's own, else the one that the build brings."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tools.vendor import node_command
from unpinch.journal.author import set_id

HERE = Path(__file__).parent
SCRIPTS = HERE.parents[1] / "src" / "unpinch" / "web" / "static" / "js"
SESSION = "4be0643f-1d98-573b-97cd-ca98a65347dd"


@pytest.mark.parametrize("name", sorted(path.name for path in (HERE / "js").glob("*.test.mjs")))
def test_it_passes_its_own_tests_in_node(name: str) -> None:
    done = subprocess.run(
        [*node_command(), "--test", str(HERE / "js" / name)],
        capture_output=True, text=True, check=False, timeout=120, env={**os.environ, "SET_ID": set_id(SESSION, 0)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


TOGETHER = (SCRIPTS, SCRIPTS / "keeping", SCRIPTS / "offline")
IMPORT = re.compile(r"""^(?:import|export) .*?"(\.[^"]+)";|\bimport\("(\.[^"]+)"\)""", re.MULTILINE)


def modules() -> list[Path]:
    return sorted(path for folder in TOGETHER for path in folder.glob("*.js"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.name)
def test_it_keeps_each_module_small_and_free_of_eval(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 130
    for word in ("eval(", "new Function", "innerHTML", "document.write", "http://", "https://"):
        assert word not in text


def test_it_loads_every_module_that_exists() -> None:
    """From app.js; the service worker's and the shell's are begun by the server's own files."""
    loaded = {
        (path.parent / (named or later)).resolve()
        for path in SCRIPTS.rglob("*.js")
        for named, later in IMPORT.findall(path.read_text(encoding="utf-8"))
    }
    begun = {SCRIPTS / "app.js", SCRIPTS / "offline" / "service.js", SCRIPTS / "offline" / "shell.js"}
    assert {path.resolve() for path in modules()} - loaded == {path.resolve() for path in begun} - loaded
