"""Find a Chromium, Chrome or Edge on this computer, and start it quiet."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

VARIABLE = "UNPINCH_CHROMIUM"
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "google-chrome-beta",
    "microsoft-edge",
    "microsoft-edge-stable",
)
MAC_PROGRAMS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
MAC_FOLDERS = (Path("/Applications"), Path.home() / "Applications")
LAUNCH_ARGS = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
"""How it is started: quiet, and with no host but this one to be found."""


class NoChromiumError(Exception):
    """There is no browser to start; the message says what to install."""


def launch_args() -> list[str]:
    """Return how it is started here: root has no sandbox."""
    sandbox = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
    return [*LAUNCH_ARGS, *sandbox]


def chosen(environ: Mapping[str, str]) -> str | None:
    """Return what UNPINCH_CHROMIUM says, refusing what isn't there."""
    path = environ.get(VARIABLE)
    if path and not shutil.which(path):
        raise NoChromiumError(f"{VARIABLE} is {path!r}, which is no program here: correct it or unset it.")
    return shutil.which(path) if path else None


def found(names: Iterable[str] = NAMES, mac_folders: Iterable[Path] = MAC_FOLDERS) -> str | None:
    """Return a browser that is installed here."""
    for name in names:
        if path := shutil.which(name):
            return path
    apps = (folder / program for folder in mac_folders for program in MAC_PROGRAMS)
    return next((str(app) for app in apps if app.is_file()), None)
