"""The programme that this installation runs: read once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from unpinch.programme.loader import load
from unpinch.web.settings import installation

if TYPE_CHECKING:
    from pathlib import Path

    from unpinch.programme.model import Programme


def programme() -> Programme:
    """Return the programme that this installation was started with."""
    return _loaded(installation().programme)


@cache
def _loaded(folder: Path | None) -> Programme:
    return load(folder)
