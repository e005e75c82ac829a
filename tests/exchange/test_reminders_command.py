"""`unpinch remind`: one a day across all runs, remembered as times alone, and honest where nothing can be shown."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.builders import Diary
from tests.web.settings import MORNING, clock
from unpinch import cli
from unpinch.cli import reminding
from unpinch.web import actions, default_person, reminded
from unpinch.web.folder import Folder
from unpinch.web.models import Person
from unpinch.web.settings import Installation

HOUR_S = 3600
SAID = "Unpinch: Your check-in takes half a minute. Then you see what is right today.\n"
EVENING_S = 10 * HOUR_S


class Machine:
    """This computer: its clock, its desktop, and what cron runs."""

    def __init__(self, folder: Folder, programs: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.programs, self.capsys = folder, programs, capsys
        self.shown = programs / "shown"
        clock.turn(EVENING_S)

    def remind(self, *words: str, code: int = 0) -> str:
        """Run `unpinch remind`; return what it printed, errors last."""
        assert cli.main(["remind", *words]) == code
        said = self.capsys.readouterr()
        assert "Traceback" not in said.err
        return said.out + said.err

    def later(self, hours: float) -> None:
        clock.turn(int(hours * HOUR_S))

    def installs(self, name: str, script: str) -> None:
        """Put a program where the system looks for programs."""
        path = self.programs / name
        path.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> {self.shown}\n{script}\n', "utf-8")
        path.chmod(0o755)

    @property
    def times(self) -> dict[str, list[str]]:
        path = self.folder.path / "reminded.json"
        found: dict[str, list[str]] = json.loads(path.read_text()) if path.exists() else {}
        return found


@pytest.fixture
def machine(
    here: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Machine:
    """A computer on which Kim checked in yesterday."""

    @contextmanager
    def opened(data: Path | None, *_: object, **__: object) -> Iterator[Folder]:
        assert data is None
        yield here.folder

    monkeypatch.setattr(reminding, "opened", opened)
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    diary = Diary(MORNING.plus(-24 * HOUR_S).text, name="kim").ready()
    diary.morning(3)
    actions.record(actions.add_person("Kim"), diary.lines)
    return Machine(here.folder, programs, capsys)


def test_it_prints_once_and_once_more_and_then_no_more(machine: Machine) -> None:
    (kim,) = Person.objects.all()
    machine.later(-9)
    actions.write(kim, actions.New("reminders", {"wanted": True, "remind_at": "09:00"}))
    machine.later(1)
    said = []
    for _ in range(12):
        said.append(machine.remind())
        machine.later(1)
    assert [(hour, text) for hour, text in enumerate(said) if text] == [(0, SAID), (3, SAID)]


def test_the_day_after_it_begins_anew(machine: Machine) -> None:
    assert machine.remind() == SAID
    machine.later(24)
    assert machine.remind() == SAID
    (times,) = machine.times.values()
    assert times == ["2026-11-22T18:00:00+01:00", "2026-11-23T18:00:00+01:00"]


def test_silence_is_a_success_and_why_tells_it(machine: Machine) -> None:
    machine.later(-1)
    assert machine.remind() == ""
    assert machine.remind("--why") == "Reminders begin at 18:00.\n"
    assert machine.times == {}


def test_a_dry_run_shows_it_and_remembers_nothing(machine: Machine) -> None:
    assert [machine.remind("--dry-run"), machine.remind("--dry-run", "--desktop")] == [SAID, SAID]
    assert machine.times == {}
    assert machine.remind() == SAID


def test_it_keeps_times_and_nothing_else_and_privately(machine: Machine) -> None:
    machine.remind()
    (kim,) = Person.objects.all()
    assert machine.times == {str(kim.pk): ["2026-11-22T18:00:00+01:00"]}
    assert {path.stat().st_mode & 0o777 for path in machine.folder.path.glob("reminded.*")} == {0o600}


def test_it_writes_nothing_into_the_record(machine: Machine) -> None:
    from unpinch.web import queries

    (kim,) = Person.objects.all()
    before = [entry.id for entry in queries.journal_of(kim)[0]]
    machine.remind()
    assert [entry.id for entry in queries.journal_of(kim)[0]] == before


def test_a_notification_is_shown_and_nothing_is_printed(machine: Machine) -> None:
    machine.installs("notify-send", "exit 0")
    assert machine.remind("--desktop") == ""
    title, text = SAID.strip().split(": ")
    assert machine.shown.read_text().splitlines() == ["--app-name=Unpinch", "--", title, text]
    assert machine.remind("--desktop", "--why") == "You have been reminded today.\n"


def test_macos_is_given_the_words_as_arguments_not_as_a_script(machine: Machine) -> None:
    machine.installs("osascript", "exit 0")
    machine.remind("--desktop")
    title, text = SAID.strip().split(": ")
    assert machine.shown.read_text().splitlines()[-2:] == [title, text]


def test_what_could_not_be_shown_is_said_and_tried_again(machine: Machine) -> None:
    assert "Nothing here shows notifications" in machine.remind("--desktop", code=1)
    machine.installs("notify-send", "echo no desktop >&2; exit 1")
    assert machine.remind("--desktop", code=1) == "notify-send couldn't show the notification: no desktop\n"
    assert machine.times == {}
    machine.installs("notify-send", "exit 0")
    assert machine.remind("--desktop") == ""
    assert machine.remind("--why") == "You have been reminded today.\n"


def test_where_nothing_can_be_remembered_nothing_is_said(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(reminded, "write_private", full)
    said = machine.remind(code=1)
    assert said == "What is said can't be remembered (No space left on device), so nothing was said.\n"


@pytest.mark.parametrize("broken", ["", "[]", "{", '{"x": 1}', "\udcff"])
def test_a_damaged_memory_counts_as_none(machine: Machine, broken: str) -> None:
    (machine.folder.path / "reminded.json").write_bytes(broken.encode("utf-8", "surrogateescape"))
    assert machine.remind() == SAID
    assert machine.remind() == ""


def test_a_time_that_is_none_is_left_out(machine: Machine) -> None:
    (kim,) = Person.objects.all()
    (machine.folder.path / "reminded.json").write_text(json.dumps({str(kim.pk): ["soon", 3, None]}), "utf-8")
    assert machine.remind() == SAID


def test_where_several_people_are_it_wants_a_name_or_takes_the_default(machine: Machine) -> None:
    lee = actions.add_person("Lee")
    assert "A reminder is for one person. Here are: " in machine.remind(code=1)
    assert "Nobody here is Sam. Here are: " in machine.remind("--person", "Sam", code=1)
    assert machine.remind("--person", "Lee", "--why") == "Nothing waits today.\n"
    assert machine.remind("--person", str(lee.pk)) == ""
    default_person.remember(machine.folder, Person.objects.get(label="Kim"))
    assert machine.remind() == SAID


def test_as_a_program_it_says_that_there_is_no_record(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "unpinch", "remind", "--data", str(tmp_path / "none")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("There is no record in ")


def test_as_a_program_it_looks_into_a_real_folder(tmp_path: Path) -> None:
    Diary(name="kim").ready().write(tmp_path / "kim.jsonl")
    for words in (["import", "kim.jsonl"], ["remind", "--why"]):
        command = [sys.executable, "-m", "unpinch", *words, "--data", "home"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout
