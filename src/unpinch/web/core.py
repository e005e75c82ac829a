"""The core zip: the Python files that run in the page, packed for the programme that runs here.

The coach watches with them, and without a network the pages are decided and drawn with them: the rooms that travel,
what their drawings are made from, and the two libraries of the templates.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from unpinch.coach.shapes import needed
from unpinch.programme.loader import OWN
from unpinch.programme.shipped import changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unpinch.programme.model import Programme

PACKAGE = Path(__file__).resolve().parent.parent
ROOMS = ("coach", "guard", "guidance", "journal", "measures", "pictures", "programme", "reminding", "screens")
DRAWN = ("pages.json", "setup.json", "stills.json")
LIBRARIES = ("jinja2", "markupsafe")
"""Their Python alone: MarkupSafe does without its compiled part, only slower."""
TRAVEL = (".py", ".toml", ".html")
_NAME_LENGTH = 12


def files(folder: Path | None) -> Iterator[tuple[str, bytes]]:
    """Yield what travels but the movements: the rooms, the libraries, and a programme of one's own."""
    yield "unpinch/__init__.py", (PACKAGE / "__init__.py").read_bytes()
    for room in ROOMS:
        yield from _below(PACKAGE / room, f"unpinch/{room}")
    for library in LIBRARIES:
        yield from _below(Path(str(resources.files(library))), library)
    if folder is not None:
        yield from _below(folder, OWN)


def _below(folder: Path, name: str) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in TRAVEL and path.is_file():
            yield f"{name}/{path.relative_to(folder).as_posix()}", path.read_bytes()


def drawn(derived: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what the pages' drawings and plots are made from."""
    return ((f"unpinch/derived/{name}", (derived / name).read_bytes()) for name in DRAWN)


def movements(programme: Programme, derived: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the movements that the coach can watch; of a changed one it knows nothing rather than something else."""
    left_out = set(changed(programme))
    for exercise in programme.exercises.values():
        for level in exercise.levels:
            name = f"{exercise.id}_{level.number}"
            if name not in left_out and (path := derived / f"{name}.json").is_file():
                values = needed(json.loads(path.read_text("utf-8")))
                yield f"unpinch/derived/{name}.json", json.dumps(values, separators=(",", ":")).encode()


def packed(programme: Programme, folder: Path | None = None, derived: Path = PACKAGE / "derived") -> bytes:
    """Return the zip; its members aren't compressed, as the whole of it will be."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        for name, content in (*files(folder), *drawn(derived), *movements(programme, derived)):
            zipped.writestr(zipfile.ZipInfo(name), content)
    return made.getvalue()


@cache
def name_of(folder: Path | None, version: str) -> str:
    """Return a short name for the zip's content; `version` stands for what is derived."""
    digest = hashlib.sha256(version.encode())
    for name, content in files(folder):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:_NAME_LENGTH]
