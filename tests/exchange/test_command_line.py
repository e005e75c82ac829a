"""`unpinch export` and `unpinch import`: called in this process, but for a few as a person runs them.

A process opens one data folder, so here a stand-in opens them, each with a record of its own.
"""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.builders import Diary
from tests.web.conftest import database_at
from tests.web.running import Running
from tests.web.settings import MORNING
from unpinch import cli
from unpinch.cli import exchanging
from unpinch.cli.whose import Coming
from unpinch.journal.file_out import Part, Whose, written
from unpinch.web import default_person
from unpinch.web.folder import Folder
from unpinch.web.models import Person
from unpinch.web.settings import Installation

PASSPHRASE = "four words in a row"  # noqa: S105
KIM = Whose("11111111-1111-4111-8111-111111111111", "Kim")
LEE = Whose("22222222-2222-4222-8222-222222222222", "Lee")


class Shell:
    """A folder to work in, and the program."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *words: object, code: int = 0) -> str:
        """Run the program in a process of its own; return what it said."""
        command = [sys.executable, "-m", "unpinch", *map(str, words)]
        done = subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
        return done.stdout + done.stderr

    def export(self, data: str, out: str, *more: object, code: int = 0) -> str:
        return self.run("export", "--data", data, "--format", "journal", "--out", out, *more, code=code)

    def bring_in(self, data: str, file: str, *more: object, code: int = 0) -> str:
        return self.run("import", file, "--data", data, *more, code=code)

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()


class Here(Shell):
    """The same without a process."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        super().__init__(folder)
        self.capsys = capsys

    def run(self, *words: object, code: int = 0) -> str:
        assert cli.main([str(word) for word in words]) == code
        said = self.capsys.readouterr()
        return said.out + said.err


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file of two persons, and a passphrase."""
    diaries = [Diary(MORNING.plus(-3600).text, name=name).ready() for name in ("kim", "lee")]
    diaries[0].morning(0)
    parts = [Part(who, diary.lines) for who, diary in zip((KIM, LEE), diaries, strict=True)]
    (tmp_path / "both.jsonl").write_bytes(b"".join(written(parts)))
    (tmp_path / "words").write_text(f"{PASSPHRASE}\n", "utf-8")
    return tmp_path


@pytest.fixture
def shell(
    folder: Path,
    here: Installation,
    blank_database: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Shell:
    """The two persons in the data folder `home`."""

    @contextmanager
    def opened(data: Path, **_: object) -> Iterator[Folder]:
        with database_at((folder / data.name).with_suffix(".sqlite3")):
            yield Folder(folder)

    @contextmanager
    def into(data: Path, **_: object) -> Iterator[Coming]:
        if not (folder / data.name).with_suffix(".sqlite3").exists():
            shutil.copy(blank_database, (folder / data.name).with_suffix(".sqlite3"))
        with opened(data):
            yield Coming()

    monkeypatch.setattr(exchanging, "opened", opened)
    monkeypatch.setattr(exchanging, "into", into)
    monkeypatch.chdir(folder)
    made = Here(folder, capsys)
    made.bring_in("home", "both.jsonl")
    return made


def test_as_a_program_it_brings_in_and_saves_byte_for_byte_in_private(folder: Path) -> None:
    shell = Shell(folder)
    assert "There is no record in" in shell.export("home", "out.jsonl", code=1)
    shell.bring_in("home", "both.jsonl")
    shell.export("home", "out.jsonl")
    assert shell.read("out.jsonl") == shell.read("both.jsonl")
    assert stat.S_IMODE((folder / "out.jsonl").stat().st_mode) == 0o600


def test_as_a_program_it_shares_a_folder_with_a_running_server(folder: Path) -> None:
    shell = Shell(folder)
    with Running(folder / "home") as server:
        server.ready()
        assert "3 new." in shell.bring_in("home", "both.jsonl")
        server.come_in()
        assert server.ask("GET", f"/api/p/{KIM.id}/journal").body.count(b"\n") == 3
        shell.export("home", "out.jsonl")
    assert set(shell.read("both.jsonl").splitlines()[1:-1]) < set(shell.read("out.jsonl").splitlines())


def test_as_a_program_it_makes_no_folder_to_try_in_and_none_for_a_file_it_refuses(folder: Path) -> None:
    shell, before = Shell(folder), sorted(folder.iterdir())
    assert "Kim (11111111-1111-4111-8111-111111111111, new here): 3 new." in shell.bring_in(
        "new/home", "both.jsonl", "--dry-run"
    )
    assert sorted(folder.iterdir()) == before
    (folder / "cut.jsonl").write_bytes(shell.read("both.jsonl")[:-40])
    (folder / "empty").mkdir()
    for place in ("home", "empty"):
        assert "Nothing was changed." in shell.bring_in(place, "cut.jsonl", code=1)
    assert "Nobody in this file is Sam." in shell.bring_in("home", "both.jsonl", "--person", "Sam", code=1)
    assert not (folder / "home").exists()
    assert list((folder / "empty").iterdir()) == []


def test_as_a_program_it_fills_an_empty_folder_and_leaves_others_things_alone(folder: Path) -> None:
    shell = Shell(folder)
    (folder / "home").mkdir()
    (folder / "photos").mkdir()
    (folder / "photos" / "one.jpg").write_bytes(b"")
    shell.bring_in("home", "both.jsonl")
    assert not list((folder / "home").glob("coming-*"))
    assert stat.S_IMODE((folder / "home" / "unpinch.sqlite3").stat().st_mode) == 0o600
    shell.export("home", "out.jsonl")
    assert shell.read("out.jsonl") == shell.read("both.jsonl")
    assert "holds things that aren't Unpinch's" in shell.bring_in("photos", "both.jsonl", code=1)
    assert [path.name for path in (folder / "photos").iterdir()] == ["one.jpg"]


def test_as_a_program_it_asks_no_passphrase_where_nobody_can_type_it_unseen(folder: Path) -> None:
    shell = Shell(folder)
    shell.bring_in("home", "both.jsonl")
    said = shell.export("home", "box.age", "--lock", code=1)
    assert "--passphrase-file FILE" in said
    assert not (folder / "box.age").exists()


def test_everyone_goes_out_in_one_file_and_comes_in_elsewhere_byte_for_byte(shell: Shell) -> None:
    assert "Saved to out.jsonl: Kim, Lee." in shell.export("home", "out.jsonl")
    assert "Kim (11111111-1111-4111-8111-111111111111, new here): 3 new." in shell.bring_in("away", "out.jsonl")
    shell.export("away", "again.jsonl")
    assert shell.read("again.jsonl") == shell.read("out.jsonl") == shell.read("both.jsonl")


def test_a_dry_run_says_what_would_change_and_changes_nothing(shell: Shell) -> None:
    shell.export("home", "before.jsonl")
    said = shell.bring_in("home", "both.jsonl", "--dry-run")
    assert "Kim (11111111-1111-4111-8111-111111111111): 3 there already." in said
    assert "Nothing was changed: this was a dry run." in said
    more = Diary(name="more").ready().lines
    (shell.folder / "more.jsonl").write_bytes(b"\n".join([*more, b"no entry"]))
    said = shell.bring_in("home", "more.jsonl", "--person", "Lee", "--dry-run")
    assert "Lee (22222222-2222-4222-8222-222222222222): 2 new, 1 not understood and kept aside." in said
    assert "Kept aside: line 3:" in said
    shell.export("home", "after.jsonl")
    assert shell.read("after.jsonl") == shell.read("before.jsonl")


def test_one_person_goes_out_and_comes_in_alone(shell: Shell) -> None:
    shell.export("home", "kim.jsonl", "--person", "Kim")
    assert b"Lee" not in shell.read("kim.jsonl")
    assert "Nobody in this file is Sam." in shell.bring_in("away", "both.jsonl", "--person", "Sam", code=1)
    assert "Kim" not in shell.bring_in("away", "both.jsonl", "--person", LEE.id)
    assert "Nobody here is Sam. Here are: Kim (" in shell.export("home", "x", "--person", "Sam", code=1)


def test_a_bare_journal_needs_a_name_where_several_people_are(shell: Shell) -> None:
    (shell.folder / "bare.jsonl").write_bytes(b"\n".join(Diary(name="bare").ready().lines))
    assert "Name one with --person." in shell.bring_in("home", "bare.jsonl", code=1)
    assert ", new here): 2 new." in shell.bring_in("alone", "bare.jsonl")
    assert "2 there already." in shell.bring_in("alone", "bare.jsonl")


def test_it_locks_and_opens_with_a_passphrase(shell: Shell) -> None:
    shell.export("home", "box.age", "--lock", "--passphrase-file", "words")
    (shell.folder / "other").write_text("another passphrase", "utf-8")
    wrong = shell.bring_in("away", "box.age", "--passphrase-file", "other", code=1)
    assert "This passphrase doesn't open the file." in wrong
    shell.bring_in("away", "box.age", "--passphrase-file", "words")
    shell.export("away", "out.jsonl")
    assert shell.read("out.jsonl") == shell.read("both.jsonl")


def test_a_file_that_is_cut_off_makes_nobody(shell: Shell) -> None:
    (shell.folder / "cut.jsonl").write_bytes(shell.read("both.jsonl")[:-40])
    assert "Nothing was changed." in shell.bring_in("away", "cut.jsonl", code=1)
    assert "nobody" in shell.export("away", "out.jsonl")


def test_a_file_that_cant_be_written_leaves_nothing_behind(shell: Shell) -> None:
    assert "can't be written" in shell.export("home", "no/such/folder.jsonl", code=1)
    assert "can't be read" in shell.bring_in("home", "no-such.jsonl", code=1)
    assert list(shell.folder.glob(".*")) == []


def test_it_saves_tables_of_everyone_or_of_one(shell: Shell) -> None:
    for who, people in (((), {"Kim", "Lee"}), (("--person", "Lee"), {"Lee"})):
        shell.run("export", "--data", "home", "--format", "csv", "--out", "tables.zip", *who)
        with zipfile.ZipFile(shell.folder / "tables.zip") as zipped:
            rows = zipped.read("person.csv").decode().splitlines()[1:]
        assert {row.split(",")[1] for row in rows} == people


def test_only_a_journal_can_be_locked(shell: Shell) -> None:
    said = shell.run("export", "--data", "home", "--format", "csv", "--out", "x", "--lock", code=1)
    assert "Only a journal can be locked." in said


def test_it_saves_a_calendar_of_one_person_and_remembers_the_choice(shell: Shell) -> None:
    words = ("export", "--data", "home", "--format", "ics", "--out", "out.ics")
    assert "A calendar is of one person. Here are: Kim (" in shell.run(*words, code=1)
    assert "Nothing is planned yet." in shell.run(*words, "--person", "Lee", code=1)
    assert "Mars isn't known as a time zone" in shell.run(*words, "--person", "Kim", "--zone", "Mars", code=1)
    assert "25:00 is no time of day." in shell.run(*words, "--person", "Kim", "--time", "25:00", code=1)
    shell.run(*words, "--person", "Kim", "--zone", "Europe/Berlin", "--time", "07:00", "--time", "19:00", "--neutral")
    assert b"SUMMARY:A few minutes for me" in shell.read("out.ics")
    first = [line for line in shell.read("out.ics").splitlines() if line.startswith((b"UID", b"DTSTART", b"SEQ"))]
    with database_at(shell.folder / "home.sqlite3"):
        default_person.remember(Folder(shell.folder), Person.objects.get(label="Kim"))
    shell.run(*words)
    assert first == [
        line for line in shell.read("out.ics").splitlines() if line.startswith((b"UID", b"DTSTART", b"SEQ"))
    ]
