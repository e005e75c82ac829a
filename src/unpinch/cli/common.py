"""What the verbs share: exit codes, refusals, the programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from unpinch.programme.model import Programme

OK, REFUSED, USAGE, INTERRUPTED = 0, 1, 2, 130


class Refusal(Exception):  # noqa: N818 - it is a sentence for a person, not a fault of the program
    """Something the person can mend. The message is a sentence: what is wrong, the value met, what to do."""


def load_programme(folder: Path | None) -> Programme:
    """Return the programme of a folder (None: the shipped one), or refuse with what is wrong in it."""
    from unpinch.programme import ProgrammeError, load

    try:
        return load(folder)
    except ProgrammeError as error:
        raise Refusal(str(error)) from error
