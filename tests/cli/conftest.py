"""The command line, called as a person calls it: words in; exit code, what it said and what it complained of out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from unpinch import cli, programme
from unpinch.guidance.verify import Report

SHIPPED = Path(programme.__file__).parent / "data"


@dataclass(frozen=True)
class Said:
    """How a call ended and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Call `unpinch` with these words. A traceback would fail the test."""

    def call(*words: object) -> Said:
        try:
            code = cli.main([str(word) for word in words])
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped programme, to be changed."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "mine"))


def edit(folder: Path, file: str, old: str, new: str) -> Path:
    """Replace one text of one file of a programme."""
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    return folder


def nothing_found() -> Report:
    """A report of a verifier that has found nothing."""
    return Report(states=3, transitions=4, invariants=5, reaches=(), walks=0, days=0, violations=())
