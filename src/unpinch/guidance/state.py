"""What the planner remembers: a finite value made from the entries, equal when everything that matters later is equal.

`State` is frozen. `Ledger` is the same with open fields: `fold` opens a copy, adds an entry and closes it; `fold_all`
keeps one ledger open over a whole journal. Days are kept as ordinals; equality looks at them relative to the state's
own day, so that the same story a year later is the same state. Entry ids ride along for reasons, outside equality.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from unpinch.guidance.day import Day, OpenDay, Pair
from unpinch.guidance.person import Facts, Person, person
from unpinch.programme.bands import OwnedBand
from unpinch.programme.decision import Phase

if TYPE_CHECKING:
    from unpinch.guidance.phases import PhaseRules

NEVER = -1
STALE = -2
"""A full screening that a gap without entries has made stale."""
PRACTICE_DAYS = 42
WEEK_DAYS = 7
_LONG = 400
"""Days after which nothing compares any more; ages in the key stop growing here."""


class Flag(NamedTuple):
    """A standing red flag. `raised`: the entries that raised it; `days`: the local day of each."""

    id: str
    tier: str
    rule: str
    raised: tuple[str, ...] = ()
    days: tuple[int, ...] = ()


class Doing(NamedTuple):
    """How far one exercise on one side has come. `ok`: good green days since the last step; `half`: comes back at half.

    `eased`: made lighter by a tingle stop and not done on a green day since. `fresh`: a step up, not done yet.
    """

    level: int
    step: int = 0
    ok: int = 0
    spare: int = 0
    half: bool = False
    eased: bool = False
    fresh: bool = False


class Start(NamedTuple):
    """How it was at the start that progress is measured from."""

    day: int
    worst: int
    left_site: int
    right_site: int
    limited: int


class Core(NamedTuple):
    """The fields of a state, one tuple. Days are ordinals, -1 is never."""

    day: int
    facts: Facts
    person: Person
    bands: tuple[OwnedBand, ...]
    # screening
    flags: tuple[Flag, ...]
    cleared: frozenset[str]
    advised: frozenset[str]
    silenced: frozenset[str]
    bone_fragile: bool
    infection: bool
    fever_yes_s: int
    fever_back: int
    fever_no: bool
    full_day: int
    weekly_day: int
    daily_day: int
    line_needed: bool
    # days
    today: Day
    pending: tuple[Day, ...]
    last: Day | None
    back: int
    legs: tuple[tuple[int, int], ...]
    numb: tuple[tuple[int, int, int], ...]
    numb_now: tuple[int, int]
    reds: tuple[int, ...]
    red_run: int
    last_red: str
    greens: int
    cross_greens: int
    lower_days: tuple[int, ...]
    practice: int
    pauses: int
    paused_until: int
    # phase
    phase: Phase | None
    phase_day: int
    phase_rule: str
    former: Phase | None
    flare_first: int
    flare_last: int
    ease: int
    flossed: bool
    start: Start | None
    # dose
    doing: tuple[tuple[str, str, Doing], ...]
    traction: int
    strength_days: tuple[int, ...]
    strength_s: int
    tingle_stops: tuple[tuple[int, int], ...]
    nerve_rest_until: int
    nerve_rested: bool
    # assessment
    booked_day: int
    had_day: int
    not_yet_day: int
    # riding along: when, and which entries
    now_s: int
    check_in_ids: tuple[str, ...]


FIELDS = Core._fields
_values = attrgetter(*FIELDS)
_TODAY, _PENDING, _LAST, _DOING = map(FIELDS.index, ("today", "pending", "last", "doing"))


class State:
    """A closed state: the core, and an equality that is the same wherever in time the story lies."""

    def __init__(self, core: Core) -> None:
        """Take the fields."""
        self.core = core

    @cached_property
    def key(self) -> tuple[object, ...]:
        """Return everything that can matter later, relative to the state's own day and clock."""
        return _key(self.core)

    def __eq__(self, other: object) -> bool:
        """Compare what can matter later."""
        return isinstance(other, State) and self.key == other.key

    @cached_property
    def _hash(self) -> int:
        return hash(self.key)

    def __hash__(self) -> int:
        """Hash what can matter later."""
        return self._hash


class Ledger:
    """A state with open fields; see `Core` for what they mean. `phase_rules`: those that check-ins are held to."""

    __slots__ = (*FIELDS, "_rules_of", "phase_rules")

    day: int
    facts: Facts
    person: Person
    bands: tuple[OwnedBand, ...]
    flags: tuple[Flag, ...]
    cleared: frozenset[str]
    advised: frozenset[str]
    silenced: frozenset[str]
    bone_fragile: bool
    infection: bool
    fever_yes_s: int
    fever_back: int
    fever_no: bool
    full_day: int
    weekly_day: int
    daily_day: int
    line_needed: bool
    today: OpenDay
    pending: tuple[Day | OpenDay, ...]
    last: Day | OpenDay | None
    back: int
    legs: tuple[tuple[int, int], ...]
    numb: tuple[tuple[int, int, int], ...]
    numb_now: tuple[int, int]
    reds: tuple[int, ...]
    red_run: int
    last_red: str
    greens: int
    cross_greens: int
    lower_days: tuple[int, ...]
    practice: int
    pauses: int
    paused_until: int
    phase: Phase | None
    phase_day: int
    phase_rule: str
    former: Phase | None
    flare_first: int
    flare_last: int
    ease: int
    flossed: bool
    start: Start | None
    doing: dict[Pair, Doing]
    traction: int
    strength_days: tuple[int, ...]
    strength_s: int
    tingle_stops: tuple[tuple[int, int], ...]
    nerve_rest_until: int
    nerve_rested: bool
    booked_day: int
    had_day: int
    not_yet_day: int
    now_s: int
    check_in_ids: tuple[str, ...]
    phase_rules: PhaseRules
    _rules_of: dict[Phase | None, PhaseRules]

    def __init__(self, core: Core, phase_rules: PhaseRules = ()) -> None:
        """Open a copy of a state's fields."""
        self.phase_rules, self._rules_of = phase_rules, {}
        (
            self.day, self.facts, self.person, self.bands, self.flags, self.cleared, self.advised, self.silenced,
            self.bone_fragile, self.infection, self.fever_yes_s, self.fever_back, self.fever_no, self.full_day,
            self.weekly_day, self.daily_day, self.line_needed, closed_today, self.pending, self.last, self.back,
            self.legs, self.numb, self.numb_now, self.reds, self.red_run, self.last_red, self.greens, self.cross_greens,
            self.lower_days, self.practice, self.pauses, self.paused_until, self.phase, self.phase_day,
            self.phase_rule, self.former, self.flare_first, self.flare_last, self.ease, self.flossed, self.start,
            doing, self.traction, self.strength_days, self.strength_s, self.tingle_stops, self.nerve_rest_until,
            self.nerve_rested, self.booked_day, self.had_day, self.not_yet_day, self.now_s, self.check_in_ids,
        ) = core  # fmt: skip
        self.today = OpenDay(closed_today)
        self.doing = {(exercise, side): one for exercise, side, one in doing}

    def rules_now(self) -> PhaseRules:
        """Return the phase rules that concern the phase as it is."""
        rules = self._rules_of.get(self.phase)
        if rules is None:
            rules = self._rules_of[self.phase] = tuple(rule for rule in self.phase_rules if self.phase in rule.of)
        return rules

    def close(self) -> Core:
        """Return the fields as they stand."""
        values = list(_values(self))
        values[_TODAY] = self.today.close()
        values[_DOING] = tuple(sorted([(*pair, doing) for pair, doing in self.doing.items()]))
        if self.pending:
            values[_PENDING] = tuple([day.close() for day in self.pending])
        if self.last is not None:
            values[_LAST] = self.last.close()
        return Core._make(values)


def newest_days(core: Core | Ledger) -> Iterator[Day | OpenDay]:
    """Yield today, the days that wait to be judged, and the last judged one, newest first."""
    yield core.today
    yield from reversed(core.pending)
    if core.last is not None:
        yield core.last


def _age(day: int, today: int) -> int:
    return day if day < 0 else min(today - day, _LONG)


def _ages(days: tuple[int, ...], today: int) -> tuple[int, ...]:
    return tuple(today - day for day in days)


def _day_key(day: Day | None, today: int) -> object:
    if day is None:
        return None
    place = {name: str(number) for number, (name, _, _) in enumerate(day.sessions)} if day.stops else {}
    stops = tuple(stop._replace(ids=(), session=place.get(stop.session, "")) for stop in day.stops)
    sessions = tuple((leg, back) for _, leg, back in day.sessions)
    return (min(today - day.day, _LONG), *day[1:11], stops, sessions, *day[13:])


def _key(core: Core) -> tuple[object, ...]:
    today = core.day
    start = core.start
    return (
        core.facts, core.bands, tuple((*flag[:3], _ages(flag.days, today)) for flag in core.flags), core.cleared,
        core.advised, core.silenced, core.bone_fragile, core.infection, _fever_age(core), core.fever_back,
        core.fever_no, _age(core.full_day, today), _age(core.weekly_day, today), _age(core.daily_day, today),
        core.line_needed, _day_key(core.today, today),
        tuple(_day_key(day, today) for day in core.pending), _day_key(core.last, today),
        core.back, tuple((today - day, worst) for day, worst in core.legs),
        tuple((today - day, left, right) for day, left, right in core.numb), core.numb_now,
        _ages(core.reds, today), core.red_run, core.last_red, core.greens, core.cross_greens,
        _ages(core.lower_days, today), core.practice, core.pauses, max(core.paused_until - today, NEVER),
        core.phase, _age(core.phase_day, today), core.former,
        _age(core.flare_first, today), _age(core.flare_last, today), core.ease, core.flossed,
        start and (_age(start.day, today), *start[1:]), core.doing, core.traction, _ages(core.strength_days, today),
        _strength_age(core), tuple((today - day, level) for day, level in core.tingle_stops),
        max(core.nerve_rest_until - today, NEVER), core.nerve_rested, max(core.booked_day - today, NEVER),
        _age(core.had_day, today), _age(core.not_yet_day, today),
    )  # fmt: skip


def _fever_age(core: Core) -> int:
    return NEVER if core.fever_yes_s < 0 else min(core.now_s - core.fever_yes_s, _LONG * 3600)


def _strength_age(core: Core) -> int:
    return NEVER if core.strength_s < 0 else min(core.now_s - core.strength_s, _LONG * 3600)


EMPTY = State(
    Core(
        day=0, facts=(), person=person(()), bands=(), flags=(), cleared=frozenset(), advised=frozenset(),
        silenced=frozenset(), bone_fragile=False, infection=False, fever_yes_s=NEVER, fever_back=NEVER,
        fever_no=False, full_day=NEVER, weekly_day=NEVER, daily_day=NEVER, line_needed=False,
        today=Day(0), pending=(), last=None, back=NEVER, legs=(), numb=(),
        numb_now=(NEVER, NEVER), reds=(), red_run=0, last_red="", greens=0, cross_greens=0, lower_days=(), practice=0,
        pauses=0, paused_until=NEVER, phase=None, phase_day=NEVER, phase_rule="", former=None,
        flare_first=NEVER, flare_last=NEVER, ease=0, flossed=False,
        start=None, doing=(), traction=0, strength_days=(), strength_s=NEVER, tingle_stops=(),
        nerve_rest_until=NEVER, nerve_rested=False, booked_day=NEVER, had_day=NEVER, not_yet_day=NEVER, now_s=0,
        check_in_ids=(),
    )
)  # fmt: skip
"""The state before anything was said."""
