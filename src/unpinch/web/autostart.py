"""`unpinch autostart on|off`: bring Unpinch back after a reboot, and put it among the machine's programs.

Linux: a systemd user unit and a desktop entry. macOS: a launch agent. What the unit prints, the one-time code, goes
nowhere: a system's log is kept and read by others. Errors go to the log.

The address of a PostgreSQL database goes along, and a password may stand in it: in a file that only its owner can read.
"""

from __future__ import annotations

import os
import plistlib
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from unpinch.web.errors import Exit
from unpinch.web.folder import VARIABLE, choose, write_private
from unpinch.web.postgres import address

Run = Callable[[Sequence[str]], str]
"""Runs a command; returns an empty text, or what it said when it failed."""

UNIT = "unpinch.service"
AGENT = "org.unpinch.serve"
PASSWORD = "PGPASSWORD"  # noqa: S105 (the name of PostgreSQL's variable)
_TIMEOUT_S = 30


@dataclass(frozen=True, slots=True)
class Machine:
    """What autostart needs to know of the machine."""

    platform: str
    home: Path
    environment: Mapping[str, str]
    python: str
    run: Run

    @property
    def data(self) -> str:
        return str(choose(None, self.environment).path)

    @property
    def database(self) -> str:
        """What UNPINCH_DATABASE says; empty where the record is in the data folder."""
        return self.environment.get(address.VARIABLE, "").strip()

    @property
    def config(self) -> Path:
        return Path(self.environment.get("XDG_CONFIG_HOME") or self.home / ".config")

    @property
    def unit(self) -> Path:
        return self.config / "systemd" / "user" / UNIT

    @property
    def settings(self) -> Path:
        """What the unit reads the address of a database from."""
        return self.config / "unpinch" / "autostart.environment"

    @property
    def desktop(self) -> Path:
        share = Path(self.environment.get("XDG_DATA_HOME") or self.home / ".local" / "share")
        return share / "applications" / "unpinch.desktop"

    @property
    def agent(self) -> Path:
        return self.home / "Library" / "LaunchAgents" / f"{AGENT}.plist"


def autostart(on: bool) -> int:  # noqa: FBT001 (the command line's word)
    """Switch the start after a reboot on or off; say what was done. Return the exit code."""
    here = Machine(sys.platform, Path.home(), os.environ, sys.executable, run)
    done, text = switch(here, on=on)
    (sys.stdout if done else sys.stderr).write(f"{text}\n")
    return Exit.DONE if done else Exit.SYSTEM


def run(command: Sequence[str]) -> str:
    """Run one of the system's own programs."""
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT_S, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{command[0]}: {type(error).__name__}"
    return "" if ended.returncode == 0 else (ended.stderr.strip() or f"{command[0]} ended with {ended.returncode}")


def switch(machine: Machine, *, on: bool) -> tuple[bool, str]:
    """Do it in the way of the platform; return whether it worked, and a sentence."""
    ways = {"linux": (_linux_on, _linux_off), "darwin": (_mac_on, _mac_off)}
    if machine.platform not in ways:
        return (
            False,
            "Unpinch can't start by itself on this system yet. Put `unpinch serve` among its start-up programs.",
        )
    if on and not _can_be_carried(machine.database):
        return False, f"{address.VARIABLE} holds a ' or a line break. Write ' as %27 in it, then try again."
    try:
        return ways[machine.platform][0 if on else 1](machine)
    except OSError as error:
        return False, f"The file can't be written ({error.strerror}). Check who owns the folder."


def _can_be_carried(text: str) -> bool:
    return "'" not in text and text.isprintable()


def _started(machine: Machine, text: str, kept: Path) -> str:
    """Return what to say once it is on."""
    if not machine.database:
        return text
    text += f" The address of your database goes along, in {kept}, which only you can read. Do this anew if it changes."
    if machine.environment.get(PASSWORD):
        text += f" {PASSWORD} doesn't go along: put the password into ~/.pgpass (chmod 600)."
    return text


def _command(machine: Machine, *more: str) -> list[str]:
    return [machine.python, "-m", "unpinch", "serve", *more]


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _write_private(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_private(path, content)


# Linux


def _linux_on(machine: Machine) -> tuple[bool, str]:
    _carry(machine)
    _write(machine.unit, unit_text(machine).encode())
    _write(machine.desktop, desktop_text(machine).encode())
    said = machine.run(["systemctl", "--user", "daemon-reload"]) or machine.run(["systemctl", "--user", "enable", UNIT])
    if said:
        text = f"{machine.unit} is written, but systemd did not take it up: {said}."
        return False, f"{text} Start Unpinch by hand with `unpinch serve`."
    text = "Unpinch starts when you log in, and is among your programs. `unpinch autostart off` ends that."
    return True, _started(machine, text, machine.settings)


def _carry(machine: Machine) -> None:
    if machine.database:
        _write_private(machine.settings, f"{address.VARIABLE}='{machine.database}'\n")
    else:
        machine.settings.unlink(missing_ok=True)


def _linux_off(machine: Machine) -> tuple[bool, str]:
    if machine.unit.exists():
        machine.run(["systemctl", "--user", "disable", UNIT])
    for path in (machine.unit, machine.desktop, machine.settings):
        path.unlink(missing_ok=True)
    machine.run(["systemctl", "--user", "daemon-reload"])
    return True, "Unpinch no longer starts by itself. Your record stays where it is."


def unit_text(machine: Machine) -> str:
    """Return the systemd unit."""
    command = " ".join(_for_systemd(part) for part in _command(machine, "--no-browser"))
    settings = str(machine.settings).replace("%", "%%")
    database = f"EnvironmentFile={settings}\n" if machine.database else ""
    return (
        "[Unit]\nDescription=Unpinch, for this person alone\n\n"
        f"[Service]\nExecStart={command}\nEnvironment={_for_systemd(f'{VARIABLE}={machine.data}')}\n"
        f"{database}"
        "StandardOutput=null\nRestart=on-failure\nRestartSec=5\nUMask=0077\nNoNewPrivileges=yes\n\n"
        "[Install]\nWantedBy=default.target\n"
    )


def _for_systemd(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def desktop_text(machine: Machine) -> str:
    """Return the desktop entry: it starts Unpinch, or opens the running one."""
    command = " ".join(_for_desktop(part) for part in ["env", f"{VARIABLE}={machine.data}", *_command(machine)])
    return (
        "[Desktop Entry]\nType=Application\nVersion=1.5\nName=Unpinch\n"
        "Comment=Band exercises for sciatica, one safe step at a time\n"
        f"Exec={command}\nTerminal=false\nCategories=MedicalSoftware;Utility;\n"
    )


def _for_desktop(text: str) -> str:
    """Quote as the desktop entry specification asks: for the argument, then for the key's value."""
    quoted = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in text)
    return '"' + quoted.replace("\\", "\\\\").replace("%", "%%") + '"'


# macOS


def _mac_on(machine: Machine) -> tuple[bool, str]:
    _write_private(machine.agent, agent_bytes(machine).decode())
    machine.run(["launchctl", "bootout", f"{_mac_domain()}/{AGENT}"])
    if said := machine.run(["launchctl", "bootstrap", _mac_domain(), str(machine.agent)]):
        return (
            False,
            f"{machine.agent} is written, but launchd did not take it up: {said}. It starts at the next login.",
        )
    text = "Unpinch starts when you log in. `unpinch open` shows it; `unpinch autostart off` ends that."
    return True, _started(machine, text, machine.agent)


def _mac_off(machine: Machine) -> tuple[bool, str]:
    machine.run(["launchctl", "bootout", f"{_mac_domain()}/{AGENT}"])
    machine.agent.unlink(missing_ok=True)
    return True, "Unpinch no longer starts by itself. Your record stays where it is."


def _mac_domain() -> str:
    return f"gui/{os.getuid()}"


def agent_bytes(machine: Machine) -> bytes:
    """Return the launch agent."""
    carried = {address.VARIABLE: machine.database} if machine.database else {}
    return plistlib.dumps(
        {
            "Label": AGENT,
            "ProgramArguments": _command(machine, "--no-browser"),
            "EnvironmentVariables": {VARIABLE: machine.data, **carried},
            "RunAtLoad": True,
            "KeepAlive": {"SuccessfulExit": False},
            "StandardOutPath": "/dev/null",
            "Umask": 0o077,
        }
    )
