"""What the rules look up in a programme, worked out once: question tiers, levels in order, dose ladders."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from unpinch.guidance.state import Doing
from unpinch.programme.decision import PHASES
from unpinch.programme.model import Dose, Level, Programme, Thresholds

FLOSS, TRACTION, CROSS, HINGE, CLAM, BRIDGE = (
    "nerve_floss",
    "leg_traction",
    "cross_body",
    "seated_hinge",
    "clamshell",
    "bridge",
)
STRENGTH = frozenset({CLAM, BRIDGE})
_KEPT_BOOKS = 32
_KEPT_STEPS = 1024


class Amount(NamedTuple):
    """A dose at one step of a level's ladder."""

    sets: int
    repetitions: int
    hold_s: int

    def at_most(self, other: Amount) -> Amount:
        """Return the lesser of the two in repetitions and hold."""
        return Amount(self.sets, min(self.repetitions, other.repetitions), min(self.hold_s, other.hold_s))

    def halved(self) -> Amount:
        """Return one set of half the repetitions or hold, rounded up."""
        return Amount(1, -(-self.repetitions // 2), -(-self.hold_s // 2))


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """Look-ups over one programme."""

    programme: Programme
    t: Thresholds
    tiers: dict[str, str]
    questions: frozenset[str]
    emergency: frozenset[str]
    daily: frozenset[str]
    weekly: frozenset[str]
    advise: frozenset[str]
    infection: frozenset[str]
    levels: dict[str, tuple[Level, ...]]
    ladders: dict[tuple[str, int], tuple[Amount, ...]]
    moves: dict[str, tuple[str, ...]]

    def level(self, exercise: str, number: int) -> Level | None:
        """Return the level, or None when this programme has no such level."""
        found = [level for level in self.levels.get(exercise, ()) if level.number == number]
        return found[0] if found else None

    def first(self, exercise: str) -> int:
        """Return the level an exercise starts at: the lowest, but 1 for the floss (0 is the way back)."""
        numbers = [level.number for level in self.levels[exercise]]
        return 1 if exercise == FLOSS and 1 in numbers else numbers[0]

    def nerve_load(self, exercise: str, number: int) -> int:
        """Return the nerve load of a level; of an unknown one 0, so that a stop there blocks everything."""
        level = self.level(exercise, number)
        return level.nerve_load if level else 0

    def lighter(self, exercise: str, doing: Doing) -> Doing:
        """Return one level lighter, or half the dose at the lowest level."""
        lower = [level.number for level in self.levels[exercise] if level.number < doing.level]
        return Doing(lower[-1], eased=True) if lower else Doing(doing.level, half=True, eased=True)

    @lru_cache(maxsize=_KEPT_STEPS)  # noqa: B019 - books are few and kept anyway
    def step_up(self, exercise: str, doing: Doing) -> Doing:
        """Return one small step more: the next rung of the ladder, or the next level at its start."""
        level, step = doing.level, doing.step
        if doing.half:
            return Doing(level, step)
        if step + 1 < len(self.ladders[exercise, level]):
            return Doing(level, step + 1, fresh=True)
        up = self.level_up(exercise, doing)
        return up._replace(fresh=True) if up.level > level else up

    def level_up(self, exercise: str, doing: Doing) -> Doing:
        """Return the next level at its start, or the same when there is none."""
        for level in self.levels[exercise]:
            if level.number > doing.level:
                return Doing(level.number)
        return Doing(doing.level, doing.step)

    @property
    def traction_steps(self) -> int:
        """Return how many symptom-free sessions it takes to the longest traction."""
        t = self.t
        return -(-(t.traction_most_s - t.traction_first_s) // t.traction_step_s)

    def amount(self, exercise: str, level: int, step: int) -> Amount:
        """Return the dose at a step; a step beyond the ladder's end is its end."""
        ladder = self.ladders[exercise, level]
        return ladder[min(step, len(ladder) - 1)]


def ladder(dose: Dose) -> tuple[Amount, ...]:
    """Return the rungs of a dose: repetitions or hold up to the most, then sets up to the most."""
    rungs = [Amount(dose.sets, dose.repetitions, dose.hold_s)]
    while rungs[-1].repetitions < dose.repetitions_most:
        rungs.append(rungs[-1]._replace(repetitions=min(rungs[-1].repetitions + 2, dose.repetitions_most)))
    while rungs[-1].hold_s < dose.hold_most_s:
        rungs.append(rungs[-1]._replace(hold_s=min(rungs[-1].hold_s + 5, dose.hold_most_s)))
    while rungs[-1].sets < dose.sets_most:
        rungs.append(rungs[-1]._replace(sets=rungs[-1].sets + 1))
    return tuple(rungs)


def _moves(programme: Programme, phase: str) -> tuple[str, ...]:
    """Return a phase's exercises in their order. The floss goes on daily; maintain keeps stabilise's moves."""
    home = "stabilise" if phase == "maintain" else phase
    own = [name for name, exercise in programme.exercises.items() if exercise.phase == home and name != FLOSS]
    return (FLOSS, *own)


def _make(programme: Programme) -> Book:
    questions = programme.questions.values()
    tiers = {question.id: question.tier for question in questions}
    levels = {exercise.id: exercise.levels for exercise in programme.exercises.values()}
    return Book(
        programme=programme,
        t=programme.thresholds,
        tiers=dict(tiers),
        questions=frozenset(tiers),
        emergency=frozenset(q.id for q in questions if q.tier == "emergency"),
        daily=frozenset(q.id for q in questions if q.tier in {"emergency", "same_day"}),
        weekly=frozenset(q.id for q in questions if q.weekly),
        advise=frozenset(q.id for q in questions if q.tier == "advise"),
        infection=frozenset(q.id for q in questions if q.infection),
        levels=levels,
        moves={phase: _moves(programme, phase) for phase in PHASES},
        ladders={(name, level.number): ladder(level.dose) for name, all_ in levels.items() for level in all_},
    )


_books: dict[int, Book] = {}


def book_of(programme: Programme) -> Book:
    """Return the look-ups of a programme; the same object gives the same book."""
    book = _books.get(id(programme))
    if book is None or book.programme is not programme:
        if len(_books) >= _KEPT_BOOKS:
            _books.clear()
        book = _books[id(programme)] = _make(programme)
    return book
