"""Choose the exact versions anew: constraints.txt for Python, package-lock.json for the front end.

Neither holds an address: whoever installs uses the registry of their own settings.
Run it with the oldest Python that Unpinch supports, so that the versions suit all of them.
"""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

from tools.vendor import npm_command

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
HEADER = """\
# The exact versions of every Python package that Unpinch and its extras use: written by `make lock`.
# For pip: `pip install -c constraints.txt .`
"""


def requirements(root: Path) -> list[str]:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]


def resolve(wanted: list[str]) -> list[str]:
    """Ask pip which versions fit together, installing nothing."""
    options = ["--dry-run", "--ignore-installed", "--quiet", "--disable-pip-version-check", "--report", "-"]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", *options, *wanted],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    packages = [item["metadata"] for item in json.loads(done.stdout)["install"]]
    return sorted((f"{package['name']}=={package['version']}" for package in packages), key=str.lower)


def without_addresses(lock: dict[str, dict[str, dict[str, object]]]) -> dict[str, dict[str, dict[str, object]]]:
    for package in lock["packages"].values():
        package.pop("resolved", None)
        package.pop("funding", None)
    return lock


def lock_front_end(root: Path) -> None:
    options = [
        "--package-lock-only",
        "--ignore-scripts",
        "--omit-lockfile-registry-resolved",
        "--no-audit",
        "--no-fund",
    ]
    subprocess.run([*npm_command(), "install", *options, "--loglevel=error"], cwd=root, check=True)
    path = root / "package-lock.json"
    lock = without_addresses(json.loads(path.read_text("utf-8")))
    path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", "utf-8")


def main() -> int:
    if sys.version_info[:2] != OLDEST:
        print("Lock with the oldest Python that Unpinch supports: 'make lock PYTHON=python3.11'.", file=sys.stderr)
        return 1
    lines = resolve(requirements(ROOT))
    (ROOT / "constraints.txt").write_text(HEADER + "\n".join(lines) + "\n", "utf-8")
    lock_front_end(ROOT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
