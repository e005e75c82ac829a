"""One day as far as it has been entered. Once a later day begins it is only read: copies of the evidence share it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from unpinch.guard.book import UNSAID

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from unpinch.guard.stops import Felt, Sitting, Stop
    from unpinch.journal import Effective

MOVEMENTS = ("sock", "sit", "bend")

Chain = tuple["Effective", Any]
"""Entries, newest first: (entry, (entry before, ...)); adding one costs one small tuple."""
Levels = tuple[int, ...]
"""Site, tingling, numbness of the left leg, then of the right; UNSAID where nothing was said."""
NOT_SAID: Levels = (UNSAID,) * 6
NO_LEAST = (UNSAID, UNSAID)
LEFT_SITE, LEFT_TINGLING, LEFT_NUMBNESS, RIGHT_SITE, RIGHT_TINGLING, RIGHT_NUMBNESS = range(6)


@dataclass(slots=True, eq=False)
class Today:
    """The facts of one day, with what holds until something is entered."""

    day: int = UNSAID
    recorded: bool = False
    # check-ins: the worst of all versions
    check_ins: tuple[Effective, ...] = ()
    leg: int = UNSAID
    leg_most: int = UNSAID
    worst: int = UNSAID
    levels: Levels = NOT_SAID
    least: tuple[int, int] = NO_LEAST
    stirred: bool = False
    weaker: bool = False
    function_lost: bool = False
    # screening
    daily_done: bool = False
    line_due: bool = False
    # sessions
    sittings: tuple[Sitting, ...] = ()
    over: tuple[str, ...] = ()
    stops: tuple[Stop, ...] = ()
    felts: Chain | None = None
    uneasy: bool = False
    sets: Chain | None = None
    # filled when the day closes
    facts: Hashable = None
    felt: tuple[Felt, ...] = ()
    done: int = 0
    spare: int = 0
    ended: bool = False
    worse: bool = False

    def copy(self) -> Today:
        """Return a copy that can go on by itself."""
        new = object.__new__(Today)
        for name in Today.__slots__:
            setattr(new, name, getattr(self, name))
        return new

    @property
    def had_session(self) -> bool:
        """Whether a session was started or a set done."""
        return bool(self.sittings) or self.sets is not None

    def latest(self, name: str) -> Any:  # noqa: ANN401
        """Return what the latest check-in that says anything about `name` says; None if none does."""
        for entry in reversed(self.check_ins):
            if entry.values is not None and name in entry.values:
                return entry.values[name]
        return None

    @property
    def limited(self) -> int:
        """How many of sock, sit and bend are limited."""
        return sum(self.latest(name) == "limited" for name in MOVEMENTS)

    @property
    def moves_freely(self) -> bool:
        """Whether sock, sit and bend are all said to be free."""
        return all(self.latest(name) == "free" for name in MOVEMENTS)

    @property
    def in_front(self) -> bool:
        """Whether the pain is said to be in the groin or the front of the thigh."""
        places = (place for entry in self.check_ins for values in entry.versions for place in values.get("apart", ()))
        return not {"groin", "front_thigh"}.isdisjoint(places)


def each(chain: Chain | None) -> Iterator[Effective]:
    """Yield the entries of a chain, newest first."""
    while chain is not None:
        entry, chain = chain
        yield entry


def versions(chain: Chain | None) -> Iterator[Mapping[str, Any]]:
    """Yield every version of every entry of a chain, taken back or not, newest entry first."""
    return (values for entry in each(chain) for values in entry.versions)
