"""One day as the rules see it, and its stops. Closed days are tuples; the open one is filled as entries come."""

from __future__ import annotations

from operator import attrgetter
from typing import NamedTuple

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


_FIELDS = (
    "day", "checked", "worst", "latest", "first_leg", "left_site", "right_site", "left_tingling", "right_tingling",
    "left_numbness", "right_numbness", "back", "sock", "sit", "bend", "painkillers", "reaction", "soreness", "front",
    "weak", "s13", "complete", "stops", "sessions", "felt_worse", "done", "spare", "floss", "ended_early", "touched",
)  # fmt: skip


class Day(NamedTuple):
    """A closed or copied day. Scores are 0-10, sites 0-6, movement 0 free, 1 limited; -1 not stated.

    `sessions`: (id, leg pain and back pain at its start); `done` and `spare`: (exercise, side) pairs; `first_leg`: leg
    pain of the day's first check-in; `floss`: rounds left, right, repetitions left, right, number of the newest session
    with a set left, right.
    """

    day: int
    checked: bool
    worst: int
    latest: int
    first_leg: int
    left_site: int
    right_site: int
    left_tingling: int
    right_tingling: int
    left_numbness: int
    right_numbness: int
    back: int
    sock: int
    sit: int
    bend: int
    painkillers: int
    reaction: str
    soreness: bool
    front: bool
    weak: bool
    s13: bool
    complete: bool
    stops: tuple[Stop, ...]
    sessions: tuple[tuple[str, int, int], ...]
    felt_worse: tuple[tuple[str, str], ...]
    done: tuple[tuple[str, str], ...]
    spare: tuple[tuple[str, str], ...]
    floss: tuple[int, ...]
    ended_early: str
    touched: bool


_values = attrgetter(*_FIELDS)


class OpenDay:
    """The day being filled. Same fields as `Day`."""

    __slots__ = _FIELDS

    day: int
    checked: bool
    worst: int
    latest: int
    first_leg: int
    left_site: int
    right_site: int
    left_tingling: int
    right_tingling: int
    left_numbness: int
    right_numbness: int
    back: int
    sock: int
    sit: int
    bend: int
    painkillers: int
    reaction: str
    soreness: bool
    front: bool
    weak: bool
    s13: bool
    complete: bool
    stops: tuple[Stop, ...]
    sessions: tuple[tuple[str, int, int], ...]
    felt_worse: tuple[tuple[str, str], ...]
    done: tuple[tuple[str, str], ...]
    spare: tuple[tuple[str, str], ...]
    floss: tuple[int, ...]
    ended_early: str
    touched: bool

    def __init__(self, day: Day) -> None:
        """Take over the values of a day."""
        (
            self.day, self.checked, self.worst, self.latest, self.first_leg, self.left_site, self.right_site,
            self.left_tingling, self.right_tingling, self.left_numbness, self.right_numbness, self.back, self.sock,
            self.sit, self.bend, self.painkillers, self.reaction, self.soreness, self.front, self.weak, self.s13,
            self.complete, self.stops, self.sessions, self.felt_worse, self.done, self.spare, self.floss,
            self.ended_early, self.touched,
        ) = day  # fmt: skip

    @classmethod
    def on(cls, day: int) -> OpenDay:
        """Open a day on which nothing has been said."""
        fresh = cls(_BLANK)
        fresh.day = day
        return fresh

    def close(self) -> Day:
        """Return the day as a tuple."""
        return Day._make(_values(self))


_BLANK = Day(
    day=0, checked=False, worst=-1, latest=-1, first_leg=-1, left_site=-1, right_site=-1, left_tingling=-1,
    right_tingling=-1, left_numbness=-1, right_numbness=-1, back=-1, sock=-1, sit=-1, bend=-1, painkillers=-1,
    reaction="", soreness=False, front=False, weak=False, s13=False, complete=False, stops=(), sessions=(),
    felt_worse=(), done=(), spare=(), floss=(0, 0, 0, 0, 0, 0), ended_early="", touched=False,
)  # fmt: skip


def limited(day: Day | OpenDay) -> int:
    """Return how many of sock, sit and bend are limited."""
    return (day.sock == 1) + (day.sit == 1) + (day.bend == 1)


def is_red(day: Day | OpenDay, before: Day | None, red_leg_pain: int) -> bool:
    """Say whether the day is red by what is known on the day itself (docs/readings.md, section 5)."""
    return bool(day.ended_early) or spread_red(day, before, red_leg_pain)


def spread_red(day: Day | OpenDay, before: Day | None, red_leg_pain: int) -> bool:
    """Say whether leg pain is at or above the red score with a farther site than on the last recorded day."""
    return day.worst >= red_leg_pain and before is not None and lower_site(day, before)


def lower_site(day: Day | OpenDay, before: Day) -> bool:
    """Say whether a side's site lies lower than on the other day; a side not stated isn't compared."""
    left = day.left_site > before.left_site >= 0
    return left or day.right_site > before.right_site >= 0


def more_tingling(day: Day, before: Day) -> bool:
    """Say whether tingling or numbness of a side is higher than on the other day; not stated isn't compared."""
    return (
        day.left_tingling > before.left_tingling >= 0
        or day.right_tingling > before.right_tingling >= 0
        or day.left_numbness > before.left_numbness >= 0
        or day.right_numbness > before.right_numbness >= 0
    )
