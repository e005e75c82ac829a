"""The guard's own reading of the record: what the entries say, kept apart from the planner's state.

Each entry is taken once, cheaply; what a rule needs is worked out when it is asked. All attributes but `today` hold
values that are never changed in place, so a copy is quick.
"""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field
from typing import TYPE_CHECKING

from unpinch.guard import alarms, care, doses, person, stops, symptoms
from unpinch.guard.book import BOTH, FLOSS, UNSAID, Book
from unpinch.guard.colours import judged_days
from unpinch.guard.person import NOBODY, Person
from unpinch.guard.phases import NO_START, Start
from unpinch.guard.today import Today
from unpinch.journal import UNREAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from unpinch.guard.alarms import Fever, Flag
    from unpinch.guard.colours import Judged
    from unpinch.guard.doses import Lighter, Rung
    from unpinch.journal import Effective, Moment
    from unpinch.programme.bands import OwnedBand
    from unpinch.programme.model import Programme, Thresholds

WAITING_MOST = 28


@dataclass(slots=True, eq=False)
class Evidence:
    """What is known of a person. Make it empty, `add` effective entries in order, ask with `check`."""

    programme: InitVar[Programme]
    book: Book = field(init=False)
    limits: Thresholds = field(init=False)
    ahead: bool = False
    # red flags and screening
    flags: Mapping[str, Flag] = field(default_factory=dict)
    cleared: frozenset[str] = frozenset()
    advised: frozenset[str] = frozenset()
    silenced: frozenset[str] = frozenset()
    fragile: bool = False
    fever: Fever | None = None
    screened: bool = False
    fresh: bool = True
    week_from: int = UNSAID
    # lasting facts
    person: Person = NOBODY
    affected: int = UNSAID
    bands: Mapping[str, OwnedBand] = field(default_factory=dict)
    # days
    day: int = UNSAID
    today: Today = field(default_factory=Today)
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
    rungs: Mapping[str, Rung] = field(default_factory=dict)
    grown: int = 0
    ready: bool = False
    # assessments and pauses
    booked_on: int = UNSAID
    had_on: int = UNSAID
    not_yet: str = ""
    not_yet_on: int = UNSAID
    pauses: tuple[tuple[int, int], ...] = ()

    def __post_init__(self, programme: Programme) -> None:
        """Look up what is needed of the programme."""
        self.book, self.limits = Book(programme), programme.thresholds

    def add(self, effective: Effective) -> None:
        """Take the next entry, unless it decides nothing; its day never runs backwards (readings, section 1)."""
        if effective.kind in UNREAD:
            return
        if effective.day > self.day:
            self.turn(effective.day)
        reader = _READERS.get(effective.kind)
        if reader is not None:
            reader(self, effective)

    def add_all(self, entries: Iterable[Effective]) -> None:
        """Take entries in order: the same as one by one, and quicker."""
        day, readers = self.day, _READERS.get
        for effective in entries:
            if effective.kind in UNREAD:
                continue
            if effective.day > day:
                day = effective.day
                self.turn(day)
            reader = readers(effective.kind)
            if reader is not None:
                reader(self, effective)

    def copy(self) -> Evidence:
        """Return a copy that can go on by itself. Said field by field: a loop takes ten times as long."""
        new = object.__new__(Evidence)
        new.book, new.limits, new.ahead = self.book, self.limits, self.ahead
        new.day, new.today = self.day, self.today.copy()
        new.flags, new.cleared, new.advised, new.silenced = self.flags, self.cleared, self.advised, self.silenced
        new.fragile, new.fever = self.fragile, self.fever
        new.screened, new.fresh, new.week_from = self.screened, self.fresh, self.week_from
        new.person, new.affected, new.bands = self.person, self.affected, self.bands
        new.back, new.back_day = self.back, self.back_day
        new.severe_day, new.numb_from = self.severe_day, self.numb_from
        new.waiting, new.history, new.reds, new.last_red = self.waiting, self.history, self.reds, self.last_red
        new.greens, new.greens_low, new.greens_after_red = self.greens, self.greens_low, self.greens_after_red
        new.phase, new.stabilise_day, new.former, new.start = self.phase, self.stabilise_day, self.former, self.start
        new.flare_day, new.half_from, new.floss_day = self.flare_day, self.half_from, self.floss_day
        new.strength_days, new.strength_at_s = self.strength_days, self.strength_at_s
        new.traction_greens, new.cross_body_greens = self.traction_greens, self.cross_body_greens
        new.practice, new.practice_day, new.lighter = self.practice, self.practice_day, self.lighter
        new.tingle_days, new.nerve_rest = self.tingle_days, self.nerve_rest
        new.rungs, new.grown, new.ready = self.rungs, self.grown, self.ready
        new.booked_on, new.had_on, new.pauses = self.booked_on, self.had_on, self.pauses
        new.not_yet, new.not_yet_on = self.not_yet, self.not_yet_on
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
        self.today = Today.begin(day)

    def at(self, now: Moment) -> Evidence:
        """Return the evidence as it is read at `now`: itself, or a copy on a later day."""
        if now.day <= self.day:
            return self
        later = self.copy()
        later.turn(now.day)
        return later

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
        if not known:
            return ()
        return tuple(
            one.condition
            for one in self.book.programme.exercises[exercise].contraindications
            if level > one.top_level and (held := known.get(one.condition, 0)) and (one.side == "all" or held & sides)
        )

    def conditions(self) -> Mapping[str, int]:
        """Return the conditions that hold today, with the sides they concern."""
        said = self.today.said
        if not (self.fragile or said.numb_foot or said.in_front):
            return self.person.conditions
        found = {"bone_fragile": BOTH * self.fragile, "numb_foot": said.numb_foot, "front_today": BOTH * said.in_front}
        return {**self.person.conditions, **{name: sides for name, sides in found.items() if sides}}

    def days(self, first: int) -> Iterator[Today]:
        """Yield the recorded days from `first` on, newest first, today included."""
        if self.today.recorded:
            yield self.today
        yield from (past for past in reversed(self.waiting) if past.day >= first)
        yield from judged_days(self.history, first)

    def latest_number(self, name: str) -> int:
        """Return the newest stated number of a check-in field, from today or the days before."""
        return next((int(said) for day in self.days(0) if (said := day.latest(name)) is not None), UNSAID)


def read(programme: Programme, entries: Iterable[Effective]) -> Evidence:
    """Return the evidence of settled entries, given in their effective order."""
    evidence = Evidence(programme)
    evidence.add_all(entries)
    return evidence


def _read_stop_answer(evidence: Evidence, entry: Effective) -> None:
    stops.read_stop_answer(evidence, entry)
    alarms.read_alarms(evidence, entry)


_READERS: dict[str, Callable[[Evidence, Effective], None]] = {
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
