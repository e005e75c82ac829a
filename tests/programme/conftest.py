"""A shipped programme, and folders that differ from it by one edit."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from unpinch.programme import load
from unpinch.programme.model import Programme

SHIPPED = Path(__file__).parents[2] / "src" / "unpinch" / "programme" / "data"
Edit = Callable[[str, str, str], Path]


@pytest.fixture(scope="session")
def shipped() -> Programme:
    return load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped folder, to be changed."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "mine"))


@pytest.fixture
def edited(folder: Path) -> Edit:
    """Return a copy of the shipped folder with one text of one file replaced (its first occurrence)."""

    def edit(file: str, old: str, new: str) -> Path:
        text = (folder / file).read_text("utf-8")
        assert old in text, f"{file} doesn't hold {old!r}"
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")
        return folder

    return edit
