"""Files that mean no good or are none of ours, and an import that is killed: a clear sentence, and nothing half."""

from __future__ import annotations

import gzip
import io
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.builders import Diary
from unpinch import cli
from unpinch.cli import exchanging
from unpinch.cli.whose import Coming
from unpinch.journal.file_out import Part, Whose, written
from unpinch.web import queries

if TYPE_CHECKING:
    from tests.exchange.conftest import Blank

KIM = Whose("11111111-1111-4111-8111-111111111111", "Kim")
LEE = Whose("22222222-2222-4222-8222-222222222222", "שרה כהן")
DYING = """
import os, signal, sys
from unpinch import cli
from unpinch.web import boot
configure, taken = boot.configure, []
def configured(*words):
    configure(*words)
    from unpinch.web import importing
    importing.BATCH_LINES, take = 5, importing._take
    def dying(*words):
        take(*words)
        taken.append(1)
        if len(taken) == 3:
            os.kill(os.getpid(), signal.SIGKILL)
    importing._take = dying
boot.configure = configured
sys.exit(cli.main(sys.argv[1:]))
"""
"""The program, but for its end: killed inside the import, when three batches of lines are written."""


def program(folder: Path, *words: str, script: str = "") -> subprocess.CompletedProcess[bytes]:
    """Run the program; a traceback fails."""
    how = ["-c", script] if script else ["-m", "unpinch"]
    done = subprocess.run([sys.executable, *how, *words], cwd=folder, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr, done.stderr
    return done


def held(folder: Path) -> list[bytes]:
    """Return the lines in a folder's record, as the database has them."""
    with closing(sqlite3.connect(folder / "home" / "unpinch.sqlite3")) as record:
        return sorted(raw for (raw,) in record.execute("SELECT raw FROM unpinch_entry"))


def entries_in(content: bytes) -> list[bytes]:
    return sorted(line for line in content.splitlines() if b'"kind"' in line)


def journal_of(*people: Whose, days: int) -> bytes:
    def lines(whose: Whose) -> list[bytes]:
        diary = Diary(name=whose.id).ready()
        for _ in range(days):
            diary.morning(3)
            diary.next_day()
        return diary.lines

    return b"".join(written([Part(whose, lines(whose)) for whose in people]))


def test_an_import_that_is_killed_on_the_way_leaves_the_record_as_it_was(tmp_path: Path) -> None:
    first, whole = journal_of(KIM, days=1), journal_of(KIM, LEE, days=8)
    (tmp_path / "first.jsonl").write_bytes(first)
    (tmp_path / "whole.jsonl").write_bytes(whole)
    program(tmp_path, "import", "first.jsonl", "--data", "home")
    killed = program(tmp_path, "import", "whole.jsonl", "--data", "home", script=DYING)
    assert killed.returncode == -signal.SIGKILL
    assert held(tmp_path) == entries_in(first)
    program(tmp_path, "import", "whole.jsonl", "--data", "home")
    assert held(tmp_path) == entries_in(whole)


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("../../unpinch-journal.jsonl", b"0" * 50_000_000)
    return packed.getvalue()


def laughs() -> bytes:
    grown = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{grown}]><x>&l9;</x>'.encode()


def reaching_out() -> bytes:
    return b'<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>\n<x>&y;</x>'


def packed_twice() -> bytes:
    return gzip.compress(gzip.compress(b"0" * 50_000_000))


def deep() -> bytes:
    return b"[" * 2_000_000


def from_the_future() -> bytes:
    return b'{"unpinch":"journal","v":999,"people":1}\n'


@pytest.fixture
def refused(
    blank: Blank, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Path], str]]:
    """Bring a file into an empty record; return what was said, and see that nobody is in it."""
    monkeypatch.setattr(exchanging, "into", lambda *_, **__: nullcontext(Coming()))

    def bring_in(path: Path) -> str:
        assert cli.main(["import", str(path)]) == 1
        assert not queries.people()
        said = capsys.readouterr()
        assert said.out == ""
        return said.err

    with blank():
        yield bring_in


@pytest.mark.parametrize(
    "make",
    [bomb, laughs, reaching_out, packed_twice, deep, from_the_future],
    ids=lambda one: str(one.__name__),
)
def test_it_says_why_and_opens_nothing(
    refused: Callable[[Path], str], tmp_path: Path, make: Callable[[], bytes]
) -> None:
    (tmp_path / "hostile").write_bytes(make())
    said = refused(tmp_path / "hostile")
    assert said.startswith(f"{tmp_path / 'hostile'}: ")
    assert said.strip().endswith("Nothing was changed.")
    assert len(said) < len(str(tmp_path)) + 300
    assert "root:" not in said


def test_a_folder_is_no_file(refused: Callable[[Path], str], tmp_path: Path) -> None:
    assert "can't be read (Is a directory)" in refused(tmp_path)
