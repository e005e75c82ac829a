"""Coming back after a reboot: the files that systemd, launchd and the desktop read."""

from __future__ import annotations

import configparser
import plistlib
import shlex
from typing import TYPE_CHECKING

import pytest

from unpinch.web.autostart import Machine, agent_bytes, desktop_text, run, switch, unit_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ODD = 'a "b" $c %d'


class Runner:
    """Stands for the system's own programs: notes what it was asked, and says what it was told to."""

    def __init__(self, said: str = "") -> None:
        self.asked: list[list[str]] = []
        self.said = said

    def __call__(self, command: Sequence[str]) -> str:
        self.asked.append(list(command))
        return self.said


def machine(home: Path, runner: Runner, platform: str = "linux", **more: str) -> Machine:
    return Machine(platform, home, {"UNPINCH_DATA": str(home / "data"), **more}, "/opt/py/bin/python", runner)


def test_on_linux_it_writes_a_unit_and_a_desktop_entry(tmp_path: Path) -> None:
    here = machine(tmp_path, runner := Runner())
    assert switch(here, on=True)[0]
    assert here.unit == tmp_path / ".config/systemd/user/unpinch.service"
    assert here.desktop == tmp_path / ".local/share/applications/unpinch.desktop"
    assert here.unit.exists()
    assert here.desktop.exists()
    assert ["systemctl", "--user", "enable", "unpinch.service"] in runner.asked


def test_off_takes_both_away_and_leaves_the_record(tmp_path: Path) -> None:
    here = machine(tmp_path, runner := Runner())
    switch(here, on=True)
    (tmp_path / "data").mkdir()
    assert switch(here, on=False)[0]
    assert not here.unit.exists()
    assert not here.desktop.exists()
    assert (tmp_path / "data").exists()
    assert ["systemctl", "--user", "disable", "unpinch.service"] in runner.asked


def test_the_unit_lets_no_code_into_the_systems_log(tmp_path: Path) -> None:
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(unit_text(machine(tmp_path, Runner())))
    assert unit["Service"]["StandardOutput"] == "null"
    assert shlex.split(unit["Service"]["ExecStart"]) == [
        "/opt/py/bin/python", "-m", "unpinch", "serve", "--no-browser",
    ]  # fmt: skip
    assert unit["Service"]["Environment"] == f'"UNPINCH_DATA={tmp_path}/data"'
    assert unit["Install"]["WantedBy"] == "default.target"


def test_odd_names_of_folders_are_quoted(tmp_path: Path) -> None:
    here = machine(tmp_path / ODD, Runner())
    assert r"a \"b\" $$c %%d" in unit_text(here)
    assert r'a \\"b\\" \\$c %%d' in desktop_text(here)
    assert plistlib.loads(agent_bytes(here))["EnvironmentVariables"]["UNPINCH_DATA"].endswith(f"{ODD}/data")


def test_the_desktop_entry_starts_it_or_opens_the_running_one(tmp_path: Path) -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read_string(desktop_text(machine(tmp_path, Runner())))
    assert shlex.split(entry["Desktop Entry"]["Exec"])[-3:] == ["-m", "unpinch", "serve"]


def test_it_says_so_where_systemd_does_not_take_it_up(tmp_path: Path) -> None:
    done, text = switch(machine(tmp_path, Runner("no bus")), on=True)
    assert not done
    assert "no bus" in text


def test_on_macos_it_writes_a_launch_agent(tmp_path: Path) -> None:
    here = machine(tmp_path, runner := Runner(), "darwin")
    assert switch(here, on=True)[0]
    agent = plistlib.loads(here.agent.read_bytes())
    assert agent["ProgramArguments"][1:] == ["-m", "unpinch", "serve", "--no-browser"]
    assert (agent["RunAtLoad"], agent["StandardOutPath"]) == (True, "/dev/null")
    assert runner.asked[-1][:2] == ["launchctl", "bootstrap"]
    assert switch(here, on=False)[0]
    assert not here.agent.exists()


ADDRESS = "postgresql://kim:s3cret%40word@db.example/unpinch"


def test_on_linux_the_database_goes_along_in_a_file_that_only_its_owner_can_read(tmp_path: Path) -> None:
    here = machine(tmp_path, Runner(), UNPINCH_DATABASE=ADDRESS)
    here.settings.parent.mkdir(parents=True)
    here.settings.touch(0o644)
    done, text = switch(here, on=True)
    assert done
    assert str(here.settings) in text
    assert here.settings.read_text() == f"UNPINCH_DATABASE='{ADDRESS}'\n"
    assert here.settings.stat().st_mode & 0o777 == 0o600
    assert f"\nEnvironmentFile={here.settings}\n" in here.unit.read_text()
    for shown in (text, here.unit.read_text(), here.desktop.read_text()):
        assert "s3cret" not in shown
    switch(here, on=False)
    assert not here.settings.exists()


def test_a_database_that_is_no_more_is_not_carried_on(tmp_path: Path) -> None:
    switch(machine(tmp_path, Runner(), UNPINCH_DATABASE=ADDRESS), on=True)
    here = machine(tmp_path, Runner())
    assert "database" not in switch(here, on=True)[1]
    assert not here.settings.exists()
    assert "EnvironmentFile" not in here.unit.read_text()


def test_on_macos_the_database_goes_along_in_an_agent_that_only_its_owner_can_read(tmp_path: Path) -> None:
    here = machine(tmp_path, Runner(), "darwin", UNPINCH_DATABASE=ADDRESS)
    assert str(here.agent) in switch(here, on=True)[1]
    assert plistlib.loads(here.agent.read_bytes())["EnvironmentVariables"]["UNPINCH_DATABASE"] == ADDRESS
    assert here.agent.stat().st_mode & 0o777 == 0o600


def test_a_password_that_does_not_go_along_is_told_of(tmp_path: Path) -> None:
    text = switch(machine(tmp_path, Runner(), UNPINCH_DATABASE=ADDRESS, PGPASSWORD="other"), on=True)[1]
    assert "~/.pgpass" in text
    assert "other" not in text


@pytest.mark.parametrize("odd", ["a'b", "a\nb"])
def test_an_address_that_no_file_can_hold_is_refused(tmp_path: Path, odd: str) -> None:
    here = machine(tmp_path, Runner(), UNPINCH_DATABASE=f"postgresql://{odd}@/unpinch")
    assert switch(here, on=True)[0] is False
    assert not here.unit.exists()


def test_elsewhere_it_says_that_it_cannot(tmp_path: Path) -> None:
    done, text = switch(machine(tmp_path, Runner(), "win32"), on=True)
    assert not done
    assert "unpinch serve" in text


def test_a_folder_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    (tmp_path / ".config").touch()
    done, text = switch(machine(tmp_path, Runner()), on=True)
    assert not done
    assert "can't be written" in text


@pytest.mark.parametrize(
    ("command", "said"), [(["true"], ""), (["false"], "false ended with 1"), (["no-such-program"], "no-such")]
)
def test_it_passes_on_what_a_program_says(command: list[str], said: str) -> None:
    assert run(command).startswith(said)
