"""Find the Chromium that the tests drive, or get one. Prints its path.

The order: UNPINCH_CHROMIUM; else a Chromium, Chrome or Edge found here; else Debian's package, when root;
else Playwright's own download; else one sentence saying what to install.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
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
"""How the tests start it: quiet, and with no host but this one to be found."""


class NoChromiumError(Exception):
    """There is no browser for the tests; the message says what to install."""


def launch_args() -> list[str]:
    sandbox = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
    return [*LAUNCH_ARGS, *sandbox]


def chosen(environ: Mapping[str, str]) -> str | None:
    """Return what UNPINCH_CHROMIUM says, refusing what isn't there."""
    path = environ.get(VARIABLE)
    if path and not shutil.which(path):
        raise NoChromiumError(f"{VARIABLE} is {path!r}, which is no program here: correct it or unset it.")
    return shutil.which(path) if path else None


def found(names: Iterable[str] = NAMES, mac_folders: Iterable[Path] = MAC_FOLDERS) -> str | None:
    for name in names:
        if path := shutil.which(name):
            return path
    apps = (folder / program for folder in mac_folders for program in MAC_PROGRAMS)
    return next((str(app) for app in apps if app.is_file()), None)


def run(command: list[str]) -> bool:
    """Run an installer with its lines on stderr: stdout is for the path alone."""
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, env=environ, check=False)
    return done.returncode == 0


def from_apt() -> str | None:
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("Installing Chromium for the tests (apt-get).", file=sys.stderr, flush=True)
    run(["apt-get", "update", "-qq"])
    run(["apt-get", "install", "-y", "-qq", "chromium"])
    return found()


def playwrights_own() -> str | None:
    """Say where Playwright keeps its own Chromium, if it has one."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def from_playwright() -> str | None:
    if path := playwrights_own():
        return path
    print("Fetching Chromium for the tests (Playwright's own).", file=sys.stderr, flush=True)
    run([sys.executable, "-m", "playwright", "install", "chromium"])
    return playwrights_own()


def get(
    environ: Mapping[str, str],
    sources: Iterable[Callable[[], str | None]] = (found, from_apt, from_playwright),
) -> str:
    if path := chosen(environ):
        return path
    for source in sources:
        if path := source():
            return path
    raise NoChromiumError(f"The tests need a Chromium, Chrome or Edge: install one, or give its path in {VARIABLE}.")


def main() -> int:
    try:
        print(get(os.environ))
    except NoChromiumError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
