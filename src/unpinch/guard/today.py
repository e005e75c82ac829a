"""One day as far as it has been entered. Once a later day begins it is only read: copies of the evidence share it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from unpinch.guard.book import LEFT, RIGHT, UNSAID

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from unpinch.guard.stops import Felt, Stop
    from unpinch.journal import Effective

MOVEMENTS = ("sock", "sit", "bend")
FRONT = frozenset({"groin", "front_thigh"})

Chain = tuple["Effective", Any]
"""Entries, newest first: (entry, (entry before, ...)); adding one costs one small tuple."""
Begun = tuple["Effective", int, int, Any]
"""Starts of sessions, newest first, with leg and back pain before each: (entry, leg, back, (entry before, ...))."""
Levels = tuple[int, ...]
"""Site, tingling, numbness of the left leg, then of the right; UNSAID where nothing was said."""
NOT_SAID: Levels = (UNSAID,) * 6
NO_LEAST = (UNSAID, UNSAID)
LEFT_SITE, LEFT_TINGLING, LEFT_NUMBNESS, RIGHT_SITE, RIGHT_TINGLING, RIGHT_NUMBNESS = range(6)


class Sitting(NamedTuple):
    """One session of the day: its id, and how leg and back were before it."""

    id: str
    leg: int
    back: int


class Said(NamedTuple):
    """What the newest check-ins of a day say beside pain: of each the latest that says anything about it, else None."""

    sock: str | None
    sit: str | None
    bend: str | None
    painkillers: bool | None
    soreness: bool
    numb_foot: int
    in_front: bool

    @property
    def limited(self) -> int:
        """How many of sock, sit and bend are limited."""
        return self[:3].count("limited")

    @property
    def moves_freely(self) -> bool:
        """Whether sock, sit and bend are all said to be free."""
        return self[:3] == _FREE


_FREE = ("free", "free", "free")
NOTHING_SAID = Said(None, None, None, None, soreness=False, numb_foot=0, in_front=False)


@dataclass(slots=True, eq=False)
class Today:
    """The facts of one day, with what holds until something is entered."""

    day: int = UNSAID
    recorded: bool = False
    # check-ins: the worst of all versions; `known` is what `said` has found, None where it wasn't asked yet
    check_ins: tuple[Effective, ...] = ()
    known: Said | None = NOTHING_SAID
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
    begun: Begun | None = None
    ends: Chain | None = None
    stops: tuple[Stop, ...] = ()
    felts: Chain | None = None
    uneasy: bool = False
    sets: Chain | None = None
    # filled when the day closes
    felt: tuple[Felt, ...] = ()
    done: int = 0
    spare: int = 0
    ended: bool = False
    worse: bool = False

    @classmethod
    def begin(cls, day: int) -> Today:
        """Begin a day on which nothing was entered yet."""
        new = _BLANK.copy()
        new.day = day
        return new

    def copy(self) -> Today:
        """Return a copy that can go on by itself. Said field by field: a loop takes ten times as long."""
        new = object.__new__(Today)
        new.day, new.recorded, new.check_ins, new.known = self.day, self.recorded, self.check_ins, self.known
        new.leg, new.leg_most, new.worst = self.leg, self.leg_most, self.worst
        new.levels, new.least = self.levels, self.least
        new.stirred, new.weaker, new.function_lost = self.stirred, self.weaker, self.function_lost
        new.daily_done, new.line_due = self.daily_done, self.line_due
        new.begun, new.ends, new.stops = self.begun, self.ends, self.stops
        new.felts, new.uneasy, new.sets = self.felts, self.uneasy, self.sets
        new.felt, new.done, new.spare, new.ended, new.worse = self.felt, self.done, self.spare, self.ended, self.worse
        return new

    @property
    def sittings(self) -> tuple[Sitting, ...]:
        """The sessions begun today, oldest first."""
        found, begun = [], self.begun
        while begun is not None:
            entry, leg, back, begun = begun
            values = entry.values or entry.versions[-1]
            found.append(Sitting(values["session"], leg, back))
        return tuple(reversed(found))

    @property
    def over(self) -> frozenset[str]:
        """The sessions that are over; an end taken back is still an end."""
        return frozenset([entry.versions[-1]["session"] for entry in each(self.ends)])

    def latest(self, name: str) -> Any:  # noqa: ANN401
        """Return what the latest check-in that says anything about `name` says; None if none does."""
        for entry in reversed(self.check_ins):
            if entry.values is not None and name in entry.values:
                return entry.values[name]
        return None

    @property
    def said(self) -> Said:
        """What the newest check-ins say beside pain, found when it is first asked for."""
        if self.known is None:
            self.known = self._read()
        return self.known

    def _read(self) -> Said:
        places = {place for entry in self.check_ins for values in entry.versions for place in values.get("apart", ())}
        sock, sit, bend = map(self.latest, MOVEMENTS)
        return Said(
            sock,
            sit,
            bend,
            painkillers=self.latest("painkillers"),
            soreness=bool(self.latest("soreness")),
            numb_foot=sum(bit for side, bit in (("left", LEFT), ("right", RIGHT)) if self._numb_foot(side)),
            in_front=not places.isdisjoint(FRONT),
        )

    def _numb_foot(self, side: str) -> bool:
        return (self.latest(f"{side}_numbness") or 0) >= 1 and self.latest(f"{side}_nerve_site") == "foot"


_BLANK = Today()


def each(chain: Chain | None) -> Iterator[Effective]:
    """Yield the entries of a chain, newest first."""
    while chain is not None:
        entry, chain = chain
        yield entry


def versions(chain: Chain | None) -> Iterator[Mapping[str, Any]]:
    """Yield every version of every entry of a chain, taken back or not, newest entry first."""
    return (values for entry in each(chain) for values in entry.versions)
