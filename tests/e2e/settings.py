"""The settings module of these tests: those of the program, but for the clock, a file that a test turns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from unpinch.journal import Moment
from unpinch.web.settings import django_settings

if TYPE_CHECKING:
    from unpinch.web.settings import Installation


class FileClock:
    """A clock in a file beside the data folder: the server reads it, the test turns it."""

    file = Path()

    def __call__(self) -> Moment:
        return Moment.parse(self.file.read_text(encoding="utf-8"))


clock = FileClock()


def settings_for_tests(started: Installation) -> dict[str, Any]:
    """Return Django's settings with the clock of these tests."""
    return django_settings(started, clock=f"{__name__}.clock")
