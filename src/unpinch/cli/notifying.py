"""A notification on this computer's desktop, by what the system has for it: `notify-send`, or macOS's `osascript`."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from unpinch.cli.common import Refusal

_PATIENCE_S = 20
_BUS = "DBUS_SESSION_BUS_ADDRESS"
_SCRIPT = ("on run argv", "display notification (item 2 of argv) with title (item 1 of argv)", "end run")
_NONE = (
    "Nothing here shows notifications: neither notify-send (the package is called libnotify-bin or libnotify) nor "
    "osascript is there. Without --desktop the reminder is printed."
)


def notify(title: str, text: str) -> None:
    """Show a notification, or refuse with why it can't be shown."""
    command = _command(title, text)
    try:
        done = subprocess.run(  # noqa: S603 - a program by its full path, the words as arguments of their own
            command, env=_environment(), capture_output=True, text=True, timeout=_PATIENCE_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Refusal(f"{Path(command[0]).name} didn't show the notification ({type(error).__name__}).") from error
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["it doesn't say why"])[-1]
        raise Refusal(f"{Path(command[0]).name} couldn't show the notification: {why}")


def _command(title: str, text: str) -> Sequence[str]:
    if sender := shutil.which("notify-send"):
        return (sender, "--app-name=Unpinch", "--", title, text)
    if script := shutil.which("osascript"):
        return (script, *(word for line in _SCRIPT for word in ("-e", line)), title, text)
    raise Refusal(_NONE)


def _environment() -> Mapping[str, str]:
    """Return the environment, with the way to the desktop's bus where cron has left it out."""
    if _BUS in os.environ or os.name != "posix":
        return os.environ
    bus = Path(f"/run/user/{os.getuid()}/bus")
    return {**os.environ, _BUS: f"unix:path={bus}"} if bus.exists() else os.environ
