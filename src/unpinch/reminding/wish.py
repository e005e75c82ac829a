"""What a person wishes: whether to be reminded, from when on a day, and when nothing may ring."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from unpinch.journal import Effective

_HOUR_MIN = 60
_FROM_AND_TO = 2
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


class WishError(ValueError):
    """A wish that can't be met. The message is a sentence fit to be shown."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Local clock times as HH:MM. `stated`: the person has chosen; else these are the usual ones (choice)."""

    wanted: bool = True
    remind_at: str = "18:00"
    quiet_from: str = "21:00"
    quiet_to: str = "08:00"
    neutral: bool = False
    stated: bool = False

    def __post_init__(self) -> None:
        """Refuse times that are none, and a reminder in the person's own quiet hours: it could never come."""
        for text in (self.remind_at, self.quiet_from, self.quiet_to):
            if not _CLOCK.fullmatch(text):
                raise WishError(f"{text or 'Nothing'} isn't a time of day. Write it like 18:30.")
        if self.wanted and in_quiet(self.quiet, minutes(self.remind_at)):
            hours = f"{self.quiet_from} to {self.quiet_to}"
            raise WishError(f"{self.remind_at} lies in the quiet hours ({hours}). Choose another time.")

    @property
    def quiet(self) -> tuple[str, str]:
        """Return from and to when nothing may ring."""
        return self.quiet_from, self.quiet_to


def minutes(clock: str) -> int:
    """Return a clock time as minutes since midnight."""
    hours, _, rest = clock.partition(":")
    return int(hours) * _HOUR_MIN + int(rest)


def in_quiet(quiet: Sequence[str], minute: int) -> bool:
    """Say whether a minute of the day lies in quiet hours, which may pass midnight. None, or from = to: there are none.

    `quiet`: from and to as clock times, or nothing.
    """
    if len(quiet) != _FROM_AND_TO:
        return False
    first, last = map(minutes, quiet)
    return first <= minute < last if first <= last else minute >= first or minute < last


def wish_of(settled: Iterable[Effective]) -> Wish:
    """Return what the person chose last, or the usual; a choice that can't be met gives the usual, but stays a no.

    `settled`: what counts, in effective order.
    """
    said = [one.values for one in settled if one.kind == "reminders" and one.values is not None]
    if not said:
        return Wish()
    values = {name: value for name, value in said[-1].items() if name not in {"replaces", "note"}}
    try:
        return Wish(**values, stated=True)
    except WishError:
        return Wish(wanted=bool(values["wanted"]), neutral=bool(values.get("neutral")), stated=True)
