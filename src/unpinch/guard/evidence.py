"""The guard's own reading of the record: what the entries say, kept apart from the planner's state.

Each entry is taken once, cheaply; what a rule needs is worked out when it is asked. All attributes but `today` hold
values that are never changed in place, so a copy is quick.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from unpinch.guard import alarms, care, doses, keys, person, stops, symptoms
from unpinch.guard.book import FLOSS, UNSAID, Book
from unpinch.guard.colours import judged_days
from unpinch.guard.person import Person
from unpinch.guard.phases import NO_START, Start
from unpinch.guard.today import Today

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    from unpinch.guard.alarms import Fever, Flag
    from unpinch.guard.colours import Judged
    from unpinch.guard.doses import Lighter, Rung
    from unpinch.journal import Effective, Moment
    from unpinch.programme.bands import OwnedBand
    from unpinch.programme.model import Programme

WAITING_MOST = 28
_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Evidence:
    """What is known of a person. Make it empty, `add` effective entries in order, ask with `check`."""

    ahead: bool = False
    # red flags and screening
    flags: Mapping[str, Flag] = _NOTHING
    cleared: frozenset[str] = frozenset()
    advised: frozenset[str] = frozenset()
    silenced: frozenset[str] = frozenset()
    fragile: bool = False
    fever: Fever | None = None
    screened: bool = False
    fresh: bool = True
    week_from: int = UNSAID
    # lasting facts
    affected: int = UNSAID
    bands: Mapping[str, OwnedBand] = _NOTHING
    # days
    day: int = UNSAID
    severe_day: int = -10
    back: int = UNSAID
    back_day: int = UNSAID
    numb_from: int = UNSAID
    waiting: tuple[Today, ...] = ()
    history: Judged | None = None
    reds: tuple[int, ...] = ()
    last_red: int = UNSAID
    greens: int = 0
    greens_low: int = 0
    greens_after_red: int = 0
    # the phase, at most
    phase: int = UNSAID
    stabilise_day: int = UNSAID
    former: int = UNSAID
    flare_day: int = UNSAID
    half_from: int = UNSAID
    start: Start = NO_START
    # what was done
    strength_days: tuple[int, ...] = ()
    strength_at_s: int = UNSAID
    floss_day: int = UNSAID
    traction_greens: int = 0
    cross_body_greens: int = 0
    practice: int = 0
    practice_day: int = UNSAID
    lighter: tuple[Lighter, ...] = ()
    tingle_days: tuple[int, ...] = ()
    nerve_rest: int = UNSAID
    rungs: Mapping[str, Rung] = _NOTHING
    grown: int = 0
    ready: bool = False
    # assessments and pauses
    booked_on: int = UNSAID
    had_on: int = UNSAID
    not_yet: str = ""
    pauses: tuple[tuple[int, int], ...] = ()

    def __init__(self, programme: Programme) -> None:
        """Know nothing yet. What the class says is put into the object: reading from there is quicker."""
        self.__dict__.update(_DEFAULTS)
        self.book = Book(programme)
        self.limits = programme.thresholds
        self.person = Person()
        self.today = Today(UNSAID)

    def add(self, effective: Effective) -> None:
        """Take the next entry; its day never runs backwards (readings, section 1)."""
        if effective.day > self.day:
            self.turn(effective.day)
        reader = _READERS.get(effective.kind)
        if reader is not None:
            reader(self, effective)

    def copy(self) -> Evidence:
        """Return a copy that can go on by itself."""
        new = object.__new__(Evidence)
        new.__dict__.update(self.__dict__)
        new.today = self.today.copy()
        return new

    def turn(self, day: int) -> None:
        """Close the day and begin a later one."""
        today = self.today
        if self.day > UNSAID and day - self.day >= self.limits.stale_days:
            self.fresh = False
        if today.recorded or today.sets is not None:
            doses.close_day(self, today)
            self.waiting = (*self.waiting[1 - WAITING_MOST :], today) if self.waiting else (today,)
        self.day = day
        self.today = Today(day)

    def at(self, now: Moment) -> Evidence:
        """Return the evidence as it is read at `now`: itself, or a copy on a later day."""
        if now.day <= self.day:
            return self
        later = self.copy()
        later.turn(now.day)
        return later

    def key(self, now: Moment) -> Hashable:
        """Return everything that can matter later, relative to `now`: equal keys, equal futures."""
        return keys.key(self.at(now), now)

    @property
    def restless(self) -> bool:
        """Whether a screening can change more than what is complete."""
        return bool(self.flags or self.cleared or self.advised or self.silenced or self.today.stops)

    def floss_blocked(self) -> bool:
        """Whether a contraindication shuts every level of the floss on an affected side."""
        return any(self.blocked(FLOSS, self.book.lowest[FLOSS], side) for side in (1, 2) if self.affected & side)

    def blocked(self, exercise: str, level: int, sides: int) -> tuple[str, ...]:
        """Return the conditions that block a level of an exercise on any of the sides (S8), and nothing else."""
        known = self.conditions()
        return tuple(
            one.condition
            for one in self.book.programme.exercises[exercise].contraindications
            if level > one.top_level and (held := known.get(one.condition, 0)) and (one.side == "all" or held & sides)
        )

    def conditions(self) -> Mapping[str, int]:
        """Return the conditions that hold today, with the sides they concern."""
        return {**self.person.conditions, **self._passing()}

    def _passing(self) -> dict[str, int]:
        numb = sum(bit for name, bit in (("left", 1), ("right", 2)) if self._numb_foot(name))
        found = {"bone_fragile": 3 * self.fragile, "numb_foot": numb, "front_today": 3 * self.today.in_front}
        return {name: sides for name, sides in found.items() if sides}

    def _numb_foot(self, side: str) -> bool:
        return (self.today.latest(f"{side}_numbness") or 0) >= 1 and self.today.latest(f"{side}_nerve_site") == "foot"

    def days(self, first: int) -> Iterator[Today]:
        """Yield the recorded days from `first` on, newest first, today included."""
        if self.today.recorded:
            yield self.today
        yield from (past for past in reversed(self.waiting) if past.day >= first)
        yield from judged_days(self.history, first)

    def latest_number(self, name: str) -> int:
        """Return the newest stated number of a check-in field, from today or the days before."""
        return next((int(said) for day in self.days(0) if (said := day.latest(name)) is not None), UNSAID)


_DEFAULTS = {name: value for name, value in vars(Evidence).items() if name in Evidence.__annotations__}


def read(programme: Programme, entries: Iterable[Effective]) -> Evidence:
    """Return the evidence of settled entries, given in their effective order."""
    evidence = Evidence(programme)
    for effective in entries:
        evidence.add(effective)
    return evidence


def _read_stop_answer(evidence: Evidence, entry: Effective) -> None:
    stops.read_stop_answer(evidence, entry)
    alarms.read_alarms(evidence, entry)


_READERS: Mapping[str, Callable[[Evidence, Effective], None]] = MappingProxyType(
    {
        "about": person.read_about,
        "assessment": care.read_assessment,
        "band": person.read_band,
        "check_in": symptoms.read_check_in,
        "clearance": alarms.read_clearance,
        "felt": stops.read_felt,
        "pause": care.read_pause,
        "resume": care.read_resume,
        "screening": alarms.read_screening,
        "session_ended": stops.read_session_ended,
        "session_started": stops.read_session_started,
        "set_done": stops.read_set_done,
        "settled": stops.read_settled,
        "stop_answer": _read_stop_answer,
        "stopped": stops.read_stopped,
    }
)
