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

from unpinch.cli.chromium import LAUNCH_ARGS, MAC_PROGRAMS, VARIABLE, NoChromiumError, chosen, found, launch_args

__all__ = ["LAUNCH_ARGS", "MAC_PROGRAMS", "VARIABLE", "NoChromiumError", "found", "get", "launch_args"]


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
