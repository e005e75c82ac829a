"""The choice of a Python, with stand-ins for the Pythons of other machines."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOO_OLD = 'case "$*" in *--version*) echo "Python 3.9.2";; *version_info*) exit 1;; *) exit 0;; esac'
NO_VENV = 'case "$*" in *%d.%d*) echo 3.12;; *ensurepip*) exit 1;; *) exit 0;; esac'
GOOD = 'case "$*" in *tools.bootstrap*) echo "$(basename "$0") $*";; *) exit 0;; esac'
BROKEN = "exit 127"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine whose Pythons are those that a test puts there."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools/bootstrap.sh", tmp_path / "tools")
    for name in ("sh", "dirname", "basename"):
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    return tmp_path


def put(machine: Path, name: str, body: str) -> None:
    path = machine / name if "/" in name else machine / "bin" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    path.chmod(0o755)


def start(machine: Path, python: str | None = None) -> subprocess.CompletedProcess[str]:
    environ = {"PATH": str(machine / "bin")} | ({"PYTHON": python} if python else {})
    command = [str(machine / "bin/sh"), "tools/bootstrap.sh", "run"]
    return subprocess.run(command, cwd=machine, env=environ, capture_output=True, text=True, check=False)


def test_it_takes_the_newest_python_that_works(machine: Path) -> None:
    put(machine, "python3.14", BROKEN)
    put(machine, "python3.13", NO_VENV)
    put(machine, "python3.12", GOOD)
    put(machine, "python3.11", GOOD)
    assert start(machine).stdout == "python3.12 -m tools.bootstrap run\n"


def test_it_keeps_the_environment_that_is_there(machine: Path) -> None:
    put(machine, "python3.14", GOOD)
    put(machine, ".venv/bin/python", GOOD)
    assert start(machine).stdout == "python -m tools.bootstrap run\n"


def test_it_passes_over_an_environment_whose_python_is_gone(machine: Path) -> None:
    put(machine, "python3.14", GOOD)
    put(machine, ".venv/bin/python", BROKEN)
    assert start(machine).stdout == "python3.14 -m tools.bootstrap run\n"


def test_the_variable_chooses_the_python(machine: Path) -> None:
    put(machine, "python3.14", GOOD)
    put(machine, "python3.12", GOOD)
    assert start(machine, "python3.12").stdout == "python3.12 -m tools.bootstrap run\n"


def test_a_python_that_is_too_old_gets_one_sentence(machine: Path) -> None:
    put(machine, "python3", TOO_OLD)
    done = start(machine)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Unpinch needs Python 3.11 or newer and found Python 3.9.2: install a newer one, "
        "or say which with 'make run PYTHON=...'.\n"
    )


def test_a_machine_without_python_gets_one_sentence(machine: Path) -> None:
    done = start(machine)
    assert done.returncode == 1
    assert done.stderr.startswith("Unpinch needs Python 3.11 or newer and found no Python 3: ")


def test_a_python_without_venv_gets_one_sentence(machine: Path) -> None:
    put(machine, "python3.12", NO_VENV)
    done = start(machine)
    assert done.returncode == 1
    assert done.stderr == (
        "python3.12 comes without venv: install it (on Debian and Ubuntu 'apt install python3.12-venv'), "
        "or say another Python with 'make run PYTHON=...'.\n"
    )


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (TOO_OLD, "PYTHON=mine is Python 3.9.2: Unpinch needs Python 3.11 or newer.\n"),
        (BROKEN, "PYTHON=mine doesn't start: give the name or path of a Python 3.11 or newer.\n"),
    ],
)
def test_a_chosen_python_that_will_not_do_gets_one_sentence(machine: Path, body: str, sentence: str) -> None:
    put(machine, "python3.12", GOOD)
    put(machine, "mine", body)
    done = start(machine, "mine")
    assert (done.returncode, done.stderr) == (1, sentence)
