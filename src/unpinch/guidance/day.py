"""One day as the rules see it, and its stops. Closed days are tuples; the open one is filled as entries come."""

from __future__ import annotations

from operator import attrgetter
from typing import NamedTuple

from unpinch.journal import Latest, Levels

UNKNOWN = -1
"""A score nobody stated."""

SITE_ORDER = {"none": 0, "back": 1, "buttock": 2, "thigh": 3, "knee": 4, "calf": 5, "foot": 6}
THIGH = SITE_ORDER["thigh"]
BUTTOCK = SITE_ORDER["buttock"]
FOOT = SITE_ORDER["foot"]
NO_BLOCK = 10_000


class Stop(NamedTuple):
    """A press of the stop control and what was said about it. `reason` empty: not answered."""

    session: str
    exercise: str
    level: int
    side: str
    nerve_load: int
    half_start: bool
    reason: str = ""
    alarm: bool = False
    ends_session: bool = False
    needs_saddle: bool = False
    back: bool = False
    settled: str = ""
    ids: tuple[str, ...] = ()

    @property
    def tingling(self) -> bool:
        """Whether it counts as a tingle stop; an unanswered one does."""
        return self.reason in {"", "tingling"}

    @property
    def answered(self) -> bool:
        """Whether it was said why it was stopped."""
        return bool(self.reason)

    @property
    def off(self) -> bool:
        """Whether the exercise stays off for the day: all stops but one for too strong a pull that went on."""
        return self.reason != "too_strong" or self.back

    @property
    def ended(self) -> str:
        """Return which rule ended the session by this stop: `S2`, `S3`, or empty."""
        if self.tingling and self.settled == "not_back":
            return "S2"
        gone_down = self.reason == "pain_down" and self.settled == "not_back"
        return "S3" if gone_down or self.ends_session else ""

    @property
    def waiting(self) -> bool:
        """Whether something is still to be said before anything can be offered."""
        asks = self.reason in {"", "tingling", "pain_down"} and not self.settled
        return not self.ended and (asks or self.needs_saddle)


NOTHING = Levels(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
UNSTATED = Latest(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
_NO_FLOSS = (0, 0, 0, 0, 0, 0)

Pair = tuple[str, str]
"""An exercise and a side."""


class Day(NamedTuple):
    """A closed day.

    `levels`: the worst that was said; `latest`: the newest; `first_leg`: leg pain of the day's first check-in.
    `sessions`: (id, leg pain and back pain at its start); `done` and `spare`: (exercise, side) pairs; `floss`: rounds
    left, right, repetitions left, right, number of the newest session with a set left, right.
    """

    day: int
    checked: bool = False
    first_leg: int = UNKNOWN
    levels: Levels = NOTHING
    latest: Latest = UNSTATED
    reaction: str = ""
    soreness: bool = False
    front: bool = False
    weak: bool = False
    s13: bool = False
    complete: bool = False
    stops: tuple[Stop, ...] = ()
    sessions: tuple[tuple[str, int, int], ...] = ()
    felt_worse: tuple[Pair, ...] = ()
    done: tuple[Pair, ...] = ()
    spare: tuple[Pair, ...] = ()
    floss: tuple[int, ...] = _NO_FLOSS
    ended_early: str = ""
    touched: bool = False

    @property
    def sets(self) -> dict[Pair, bool]:
        """Return the pairs done, and whether there was strength to spare."""
        return {pair: pair in self.spare for pair in self.done}

    def close(self) -> Day:
        """Return itself: it is closed."""
        return self


class OpenDay:
    """The day being filled: the fields of `Day`. `sets`: the pairs done, and whether the last set left some spare."""

    __slots__ = (
        "checked",
        "complete",
        "day",
        "ended_early",
        "felt_worse",
        "first_leg",
        "floss",
        "front",
        "latest",
        "levels",
        "reaction",
        "s13",
        "sessions",
        "sets",
        "soreness",
        "stops",
        "touched",
        "weak",
    )

    def __init__(self, day: Day) -> None:
        """Open a copy of a day."""
        self.day: int
        self.checked: bool
        self.first_leg: int
        self.levels: Levels
        self.latest: Latest
        self.reaction: str
        self.soreness: bool
        self.front: bool
        self.weak: bool
        self.s13: bool
        self.complete: bool
        self.stops: tuple[Stop, ...]
        self.sessions: tuple[tuple[str, int, int], ...]
        self.felt_worse: tuple[Pair, ...]
        self.floss: tuple[int, ...]
        self.ended_early: str
        self.touched: bool
        self.sets: dict[Pair, bool]
        (
            self.day, self.checked, self.first_leg, self.levels, self.latest, self.reaction, self.soreness, self.front,
            self.weak, self.s13, self.complete, self.stops, self.sessions, self.felt_worse, done, _, self.floss,
            self.ended_early, self.touched,
        ) = day  # fmt: skip
        self.sets = day.sets if done else {}

    @classmethod
    def on(cls, day: int) -> OpenDay:
        """Open a day on which nothing has been said."""
        fresh = cls(_BLANK)
        fresh.day = day
        return fresh

    @property
    def done(self) -> tuple[Pair, ...]:
        """Return what was done."""
        return tuple(sorted(self.sets))

    @property
    def spare(self) -> tuple[Pair, ...]:
        """Return what was done with strength to spare."""
        return tuple(sorted(pair for pair, spare in self.sets.items() if spare))

    def close(self) -> Day:
        """Return the day as a tuple."""
        return Day._make(_values(self))


_values = attrgetter(*Day._fields)
_BLANK = Day(0)


def movements(day: Day | OpenDay) -> tuple[int, int, int]:
    """Return sock, sit and bend: 1 limited, 0 free, -1 not stated."""
    latest = day.latest
    return latest.sock, latest.sit, latest.bend


def limited(day: Day | OpenDay) -> int:
    """Return how many of sock, sit and bend are limited."""
    return movements(day).count(1)


def is_red(day: Day | OpenDay, before: Day | OpenDay | None, red_leg_pain: int) -> bool:
    """Say whether the day is red by what is known on the day itself (docs/readings.md, section 5)."""
    return bool(day.ended_early) or spread_red(day, before, red_leg_pain)


def spread_red(day: Day | OpenDay, before: Day | OpenDay | None, red_leg_pain: int) -> bool:
    """Say whether leg pain is at or above the red score with a farther site than on the last recorded day."""
    here = day.levels
    return here.worst >= red_leg_pain and before is not None and lower_site(here, before.levels)


def lower_site(here: Levels, before: Levels) -> bool:
    """Say whether a side's site lies lower than on the other day; a side not stated isn't compared."""
    return here.left_site > before.left_site >= 0 or here.right_site > before.right_site >= 0


def more_tingling(here: Levels, before: Levels) -> bool:
    """Say whether tingling or numbness of a side is higher than on the other day; not stated isn't compared."""
    return (
        here.left_tingling > before.left_tingling >= 0
        or here.right_tingling > before.right_tingling >= 0
        or here.left_numbness > before.left_numbness >= 0
        or here.right_numbness > before.right_numbness >= 0
    )
