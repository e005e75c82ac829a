"""Which programmes have passed `programme check` and `verify` here, by their content and this engine's version."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from unpinch import __version__
from unpinch.web import folder

if TYPE_CHECKING:
    from pathlib import Path

_FILE = "proven.json"


def _name(content_hash: str) -> str:
    return f"{content_hash} engine {__version__}"


def _known(path: Path) -> list[str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []


def is_proven(content_hash: str, data: Path | None) -> bool:
    """Say whether this content has passed with this engine. An unreadable note counts as no."""
    return _name(content_hash) in _known(folder.choose(data, os.environ).path / _FILE)


def remember_proven(content_hash: str, data: Path | None) -> None:
    """Note that this content has passed with this engine."""
    place = folder.choose(data, os.environ)
    folder.settle_in(place)
    path = place.path / _FILE
    names = sorted({*_known(path), _name(content_hash)})
    path.touch(mode=folder.FILE_MODE)
    path.write_text(json.dumps(names, indent=1) + "\n", encoding="utf-8")
