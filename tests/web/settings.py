"""The settings module of the tests: those of the program, but for the clock, which tests set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unpinch.journal import Moment
from unpinch.web.settings import django_settings

if TYPE_CHECKING:
    from unpinch.web.settings import Installation

MORNING = Moment.parse("2026-11-22T08:00:00+01:00")


class Clock:
    """A clock that stands still until it is turned."""

    def __init__(self) -> None:
        self.moment = MORNING

    def turn(self, seconds: int) -> None:
        self.moment = self.moment.plus(seconds)

    def __call__(self) -> Moment:
        return self.moment


clock = Clock()


def settings_for_tests(started: Installation) -> dict[str, Any]:
    """Return Django's settings with the clock of the tests."""
    return django_settings(started, clock=f"{__name__}.clock")
