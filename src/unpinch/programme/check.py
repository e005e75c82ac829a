"""What `unpinch programme check` says of a folder, or of one file in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from unpinch.programme.flaws import Flaw, ProgrammeError
from unpinch.programme.loader import load

_ALONE = "stands alone, and a programme is a whole folder"
_PUT_IT = "Put the file into a copy of the shipped folder (docs/programme.md says how) and check it there."
EXERCISES = "exercises"


def check(path: Path | None = None) -> list[str]:
    """Return a sentence for every flaw found; none when the programme may be used. Of a file, its own flaws first."""
    try:
        load(folder_of(path))
    except ProgrammeError as error:
        return told(error.flaws, path)
    return []


def folder_of(path: Path | None) -> Path | None:
    """Return the programme's folder that a path means: the path itself, or that of a file. Refuse a file of none."""
    if path is None or not path.is_file():
        return path
    folder = path.resolve().parent
    home = folder.parent if folder.name == EXERCISES else folder
    if path.suffix == ".toml" and (home / "programme.toml").is_file() and (home / EXERCISES).is_dir():
        return home
    raise ProgrammeError([Flaw(str(path), "", _ALONE, _PUT_IT)])


def told(flaws: Iterable[Flaw], path: Path | None) -> list[str]:
    """Return flaws as sentences; of a file its own, and in one sentence that others have some too."""
    every = list(flaws)
    if path is None or not path.is_file():
        return [str(flaw) for flaw in every]
    own = [str(flaw) for flaw in every if flaw.file in {str(path), _name(path)}]
    others = len(every) - len(own)
    more = f"{others} {'flaw stands' if others == 1 else 'flaws stand'} in other files. Check the folder to see them."
    return [*own, *([more] if others else [])]


def _name(path: Path) -> str:
    """Return how a flaw names a file of a programme."""
    return f"{EXERCISES}/{path.name}" if path.resolve().parent.name == EXERCISES else path.name
