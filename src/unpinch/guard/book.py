"""What the guard needs of the programme, looked up once: tiers of questions, levels of exercises, words as numbers."""

from __future__ import annotations

from unpinch.journal import SITES, Answers
from unpinch.programme.model import Level, Programme

UNSAID = -1
SITE_RANK: dict[object, int] = {UNSAID: UNSAID, **{site: rank for rank, site in enumerate(SITES)}}
"""How far down: none 0, back 1, buttock 2, thigh 3, knee 4, calf 5, foot 6 (readings, section 4)."""
BUTTOCK, THIGH, FOOT = SITE_RANK["buttock"], SITE_RANK["thigh"], SITE_RANK["foot"]
LEFT, RIGHT, BOTH = 1, 2, 3
SIDE_BITS = {"left": LEFT, "right": RIGHT, "both": BOTH}
NONE, ROUTINE, SOON, SAME_DAY, EMERGENCY = range(5)
"""Urgencies as ranks, in the order of `URGENCIES`."""
TIER_URGENCY = {"emergency": EMERGENCY, "same_day": SAME_DAY, "not_before_checked": SOON}
DECOMPRESS, RELEASE, STABILISE, MAINTAIN = range(4)
FLOSS, TRACTION, CROSS_BODY, HINGE = "nerve_floss", "leg_traction", "cross_body", "seated_hinge"


class Book:
    """Look-ups into one programme. `calm` remembers screenings already found calm (a memo, no state)."""

    def __init__(self, programme: Programme) -> None:
        """Look everything up."""
        self.programme = programme
        self.limits = programme.thresholds
        questions = tuple(programme.questions.values())
        self.urgency_of = {q.id: TIER_URGENCY.get(q.tier, NONE) for q in questions}
        self.emergency = frozenset(q.id for q in questions if q.tier == "emergency")
        self.infection = frozenset(q.id for q in questions if q.infection)
        later = [q for q in questions if q.tier != "emergency"]
        self.needed = {
            "full": frozenset(q.id for q in later),
            "weekly": frozenset(q.id for q in later if q.weekly),
            "daily": frozenset(q.id for q in later if q.tier == "same_day"),
        }
        self.calm: dict[Answers, str] = {}
        self._exercises(programme)

    def _exercises(self, programme: Programme) -> None:
        every = tuple(programme.exercises.values())
        self.bit = {exercise.id: 1 << place for place, exercise in enumerate(every)}
        self.strength = sum(self.bit[exercise.id] for exercise in every if exercise.strengthening)
        self.floss, self.traction, self.cross_body = (self.bit.get(name, 0) for name in (FLOSS, TRACTION, CROSS_BODY))
        self.levels: dict[str, dict[int, Level]] = {e.id: {level.number: level for level in e.levels} for e in every}
        self.known = {(e.id, level.number): (e, level) for e in every for level in e.levels}
        self.lowest = {e.id: min(self.levels[e.id]) for e in every}
        self.top = {e.id: max(self.levels[e.id]) for e in every}
        usual = self.limits.gentle_floss_level
        self.first = {name: max(lowest, usual) if name == FLOSS else lowest for name, lowest in self.lowest.items()}

    def load(self, exercise: str, level: int) -> int:
        """Return the nerve load of a level; an unknown one counts as none, so that it shuts everything."""
        known = self.levels.get(exercise, {}).get(level)
        return known.nerve_load if known else 0


def half(value: int) -> int:
    """Return half of a start value, rounded up (readings, section 4: half dose)."""
    return (value + 1) // 2
