"""What a rule of the guard sees: the evidence as of now, and the proposal, set by set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from unpinch.guard import alarms
from unpinch.guard.book import SIDE_BITS, UNSAID, half
from unpinch.programme.decision import PHASES, URGENCIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from unpinch.guard.evidence import Evidence
    from unpinch.journal import Moment
    from unpinch.programme.decision import Decision, PlannedSet
    from unpinch.programme.model import Exercise, Level

PHASE_RANK = {phase: rank for rank, phase in enumerate(PHASES)}
URGENCY_RANK = {urgency: rank for rank, urgency in enumerate(URGENCIES)}


@dataclass(frozen=True, slots=True)
class Breach:
    """One invariant that a proposal breaks: its id, a sentence, and the entries that show it."""

    invariant: str
    text: str
    entries: tuple[str, ...] = ()


class Placed(NamedTuple):
    """A proposed set with its exercise and level looked up."""

    planned: PlannedSet
    exercise: Exercise
    level: Level
    sides: int

    @property
    def name(self) -> str:
        """Return how to name the set in a sentence."""
        return f"{self.planned.exercise} level {self.planned.level} {self.planned.side}"

    @property
    def is_half(self) -> bool:
        """Whether it is at most half the start dose of its level."""
        return is_half(self.planned, self.level)


def is_half(planned: PlannedSet, level: Level) -> bool:
    """Say whether a set is at most half the start dose of its level (readings, section 4)."""
    dose = level.dose
    repetitions = half(dose.repetitions) if dose.repetitions else 1
    return planned.repetitions <= repetitions and planned.hold_s <= half(dose.hold_s)


class Scene:
    """A proposal before the evidence.

    `offers`: whether it holds any set. `sets`: those that the programme knows; `strange`: the names of the others.
    """

    __slots__ = ("day", "decision", "evidence", "flags", "now_s", "offers", "sets", "strange")

    def __init__(self, evidence: Evidence, now: Moment, decision: Decision, sets: tuple[PlannedSet, ...]) -> None:
        """Read the evidence as of `now`, and look the sets up."""
        self.evidence = evidence = evidence.at(now)
        self.day, self.now_s = evidence.day, now.epoch_s
        self.decision = decision
        self.flags = alarms.standing(evidence, self.now_s) if evidence.flags else {}
        self.offers = bool(sets)
        self.sets: list[Placed] = []
        self.strange: list[str] = []
        for planned in sets:
            known = evidence.book.known.get((planned.exercise, planned.level))
            if known is None:
                self.strange.append(planned.exercise)
            else:
                self.sets.append(Placed(planned, *known, SIDE_BITS[planned.side]))

    @property
    def urgency(self) -> int:
        """The urgency of the decision as a rank."""
        return URGENCY_RANK[self.decision.urgency]

    @property
    def phase(self) -> int:
        """The phase the decision names as a rank, or UNSAID."""
        return UNSAID if self.decision.phase is None else PHASE_RANK[self.decision.phase]

    @property
    def judged_phase(self) -> int:
        """The phase to judge by: the decision's, or the highest allowed where it names none."""
        return self.phase if self.phase > UNSAID else self.evidence.phase

    def counts(self) -> list[tuple[Placed, int]]:
        """Return the first set of each exercise and side, with how many such sets there are."""
        if len(self.sets) == 1:
            return [(self.sets[0], 1)]
        seen: dict[tuple[str, str], list[Placed]] = {}
        for one in self.sets:
            seen.setdefault((one.planned.exercise, one.planned.side), []).append(one)
        return [(ones[0], len(ones)) for ones in seen.values()]


@dataclass(frozen=True, slots=True)
class Invariant:
    """One thing that must hold of every proposal: its id in the design, in words, and what finds breaches."""

    id: str
    sentence: str
    find: Callable[[Scene], Iterator[Breach]]
