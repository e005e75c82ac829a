"""The wheel as a person gets it: built once, installed once in an environment of its own."""

import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")


def start(command: list[str], cwd: Path) -> str:
    """Run a program to its end and return what it printed; on failure the test shows all of it."""
    environ = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(command, cwd=cwd, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@dataclass(frozen=True)
class Installed:
    """An environment that holds Unpinch from its wheel and knows nothing of the checkout."""

    folder: Path

    @property
    def unpinch(self) -> Path:
        return self.folder / "bin" / "unpinch"

    def python(self, program: str) -> str:
        return start([str(self.folder / "bin" / "python"), "-I", "-c", program], cwd=self.folder)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    start([*PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)], cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, symlinks=True)
    constraints = str(ROOT / "constraints.txt")
    start([*PIP, "--python", str(folder), "install", "-c", constraints, str(wheel)], cwd=folder)
    return Installed(folder)
