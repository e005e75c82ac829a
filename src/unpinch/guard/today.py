"""One day as far as it has been entered. Once a later day begins it is only read, and copies of the evidence share it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unpinch.guard.book import UNSAID

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from unpinch.guard.stops import Felt, Sitting, Stop
    from unpinch.journal import Effective

SetChain = tuple["Effective", Any]
"""Finished sets, newest first: (set, (set before, ...)); adding one costs one small tuple."""


class Today:
    """The facts of one day. What stands here on the class is what holds until something is entered."""

    day: int = -1
    recorded: bool = False
    # check-ins: the worst of all versions, left and right; UNSAID where nothing was said
    check_ins: tuple[Effective, ...] = ()
    leg_stated: bool = False
    leg_known: bool = False
    leg: int = UNSAID
    leg_most: int = UNSAID
    worst: int = UNSAID
    left_site: int = UNSAID
    right_site: int = UNSAID
    left_tingling: int = UNSAID
    right_tingling: int = UNSAID
    left_numbness: int = UNSAID
    right_numbness: int = UNSAID
    left_least: int = UNSAID
    right_least: int = UNSAID
    stirred: bool = False
    weaker: bool = False
    function_lost: bool = False
    # screening
    daily_done: bool = False
    line_due: bool = False
    # sessions
    sittings: tuple[Sitting, ...] = ()
    stops: tuple[Stop, ...] = ()
    felt: tuple[Felt, ...] = ()
    worse: bool = False
    sets: SetChain | None = None
    # filled when the day closes
    done: int = 0
    spare: int = 0
    ended: bool = False

    def __init__(self, day: int) -> None:
        """Begin the day."""
        self.day = day

    def copy(self) -> Today:
        """Return a copy that can go on by itself."""
        new = object.__new__(Today)
        new.__dict__.update(self.__dict__)
        return new

    def each_set(self) -> Iterator[Effective]:
        """Yield the day's sets, newest first."""
        chain = self.sets
        while chain is not None:
            entry, chain = chain
            yield entry

    def newest(self) -> Iterator[Mapping[str, Any]]:
        """Yield the newest values of the day's check-ins, latest first, those taken back left out."""
        return (entry.values for entry in reversed(self.check_ins) if entry.values is not None)

    def latest(self, name: str) -> Any:  # noqa: ANN401
        """Return what the latest check-in that says anything about `name` says; None if none does."""
        return next((values[name] for values in self.newest() if name in values), None)

    @property
    def checked(self) -> bool:
        """Whether a check-in of the day stands."""
        return any(True for _ in self.newest())

    @property
    def limited(self) -> int:
        """Return how many of sock, sit and bend are limited."""
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


MOVEMENTS = ("sock", "sit", "bend")
