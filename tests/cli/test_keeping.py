"""`unpinch backup`, `restore` and `doctor` as a person runs them: what they say, and how they end."""

from __future__ import annotations

import plistlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.web.cast import Phone, changed
from unpinch.cli import keeping

ROOT = Path(__file__).parents[2]
JOURNAL = ROOT / "tests" / "exchange" / "golden.journal.jsonl"
PAGE = (ROOT / "docs" / "keeping.md").read_text("utf-8")
PASSPHRASE = "four words in a row\n"  # noqa: S105


class Shell:
    """The program, each time in a process of its own, in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *words: object, code: int = 0) -> str:
        command = [sys.executable, "-m", "unpinch", *map(str, words)]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    (tmp_path / "words").write_text(PASSPHRASE)
    return Shell(tmp_path)


def test_a_record_is_copied_lost_brought_back_and_found_well(shell: Shell) -> None:
    shell("import", JOURNAL, "--data", "mine")
    said = shell("backup", "--data", "mine", "--to", "copies", "--passphrase-file", "words")
    assert re.search(r"^Copied and checked: copies/unpinch-000001-.*\.age$", said, re.MULTILINE)
    look = shell("restore", "--data", "new", "--from", "copies", "--passphrase-file", "words")
    assert "There is no record yet" in look
    assert "say the same again with --apply" in look
    assert not (shell.folder / "new").exists()
    assert "Done." in shell("restore", "--data", "new", "--from", "copies", "--passphrase-file", "words", "--apply")
    found = shell("doctor", "--data", "new", "--copies", "copies")
    assert "1 copies; the record holds all that they hold." in found
    assert "wrong" not in found
    assert {path.stat().st_mode & 0o077 for path in (shell.folder / "new").rglob("*")} == {0}


def test_a_passphrase_that_others_can_read_is_told_of_and_taken(shell: Shell) -> None:
    shell("import", JOURNAL, "--data", "mine")
    asked = ("backup", "--data", "mine", "--to", "copies", "--passphrase-file", "words")
    (shell.folder / "words").chmod(0o644)
    assert "Other users of this machine can read words: close it to them with chmod 600." in shell(*asked)
    (shell.folder / "words").chmod(0o600)
    assert "Other users" not in shell(*asked)


def test_a_line_that_a_device_sent_with_a_wrong_hash_is_copied_and_told_of(shell: Shell) -> None:
    phone = Phone()
    (shell.folder / "kim.jsonl").write_bytes(phone.note() + b"\n" + changed(phone.note(), prev="0" * 64) + b"\n")
    shell("import", "kim.jsonl", "--data", "mine")
    backup = ("backup", "--data", "mine", "--to", "copies")
    assert "1 entries don't follow the entry that they name" in shell(*backup, code=1)
    again = shell(*backup)
    assert "1 entries don't follow the entry that they name" in again
    assert "Older copies" not in again
    found = shell("doctor", "--data", "mine", "--copies", "copies", code=1)
    assert "Compare with a copy from before" in found
    assert "1 entries in it don't follow" in shell("restore", "--data", "mine", "--from", "copies", "--apply")


def test_the_doctor_ends_with_1_where_something_is_wrong(shell: Shell) -> None:
    said = shell("doctor", "--data", "nowhere", code=1)
    assert "wrong  There is no record in" in said
    assert "Do this: Name its folder" in said


def test_going_back_without_copies_is_refused(shell: Shell) -> None:
    assert "There is no copy there" in shell("restore", "--data", "new", "--from", "nowhere", code=1)
    assert not (shell.folder / "new").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [(("--keep", "-1"), "--keep is -1"), ((), "There is no record in")],
)
def test_a_backup_that_makes_no_sense_is_refused(run: Run, tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    said = run("backup", "--data", tmp_path / "none", "--to", tmp_path / "copies", *words)
    assert said.code == 1
    assert says in said.err
    assert not (tmp_path / "copies").exists()


def blocks(kind: str) -> list[str]:
    """Return the page's examples of one kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_page_names_what_is_kept_by_itself() -> None:
    assert f"keeps the newest {keeping.KEEP}" in PAGE


def test_the_schedules_on_the_page_say_what_the_program_understands(run: Run) -> None:
    plist = blocks("xml")[0]
    arguments = plistlib.loads(plist.encode())["ProgramArguments"]
    unit = "\n".join(blocks("ini"))
    (started,) = re.findall(r"^ExecStart=%h/\S+/unpinch (.*)$", unit, re.MULTILINE)
    for words in (arguments[1:], started.split()):
        assert run(*words, "--help").code == 0
        assert words[0] == "backup"
        assert set(words) >= {"--to", "--keep"}
