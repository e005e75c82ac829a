"""What `unpinch programme check` says of a folder."""

from __future__ import annotations

from pathlib import Path

from unpinch.programme.flaws import ProgrammeError
from unpinch.programme.loader import load


def check(folder: Path | None = None) -> list[str]:
    """Return a sentence for every flaw found; none when the programme may be used. A file's path means its folder."""
    if folder is not None and folder.is_file():
        folder = folder.parent
    try:
        load(folder)
    except ProgrammeError as error:
        return [str(flaw) for flaw in error.flaws]
    return []
