"""The passphrase of a locked file: asked for, or the first line of a file."""

from __future__ import annotations

import getpass
import os
import stat
import sys
import warnings
from pathlib import Path

from unpinch.cli.common import Refusal

HELP = "a file whose first line is the passphrase; without it you are asked"


def given(file: Path | None) -> str:
    """Return the passphrase that opens something."""
    if file is None:
        return _asked("Passphrase: ")
    try:
        if _open_to_others(file):
            sys.stderr.write(f"Other users of this machine can read {file}: close it to them with chmod 600.\n")
        return (file.read_text("utf-8").splitlines() or [""])[0]
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(f"{file} can't be read as text. Write the passphrase into its first line.") from error


def chosen(file: Path | None) -> str:
    """Return the passphrase that is to lock something; whoever types it types it twice."""
    passphrase = given(file)
    if file is None and _asked("The same again: ") != passphrase:
        raise Refusal("The two passphrases aren't the same. Nothing was written.")
    return passphrase


def _open_to_others(file: Path) -> bool:
    """Tell whether anyone but the owner has a right to a file; a pipe has no lasting rights."""
    found = file.stat()
    return os.name == "posix" and stat.S_ISREG(found.st_mode) and bool(found.st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _asked(prompt: str) -> str:
    """Ask at the terminal; refuse where there is none, since what is typed would be seen."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(prompt)
        except (getpass.GetPassWarning, EOFError) as error:
            text = "There is no terminal to ask for the passphrase at. Put it into a file: --passphrase-file FILE."
            raise Refusal(text) from error
