"""The independent check behind the planner: it reads the entries itself and holds each proposal to the invariants."""

from unpinch.guard.checking import BY_CONSTRUCTION, INVARIANTS, check, check_step, due_urgency, guard, judge, judge_step
from unpinch.guard.evidence import Evidence, read
from unpinch.guard.scene import Breach, Invariant

__all__ = [
    "BY_CONSTRUCTION",
    "INVARIANTS",
    "Breach",
    "Evidence",
    "Invariant",
    "check",
    "check_step",
    "due_urgency",
    "guard",
    "judge",
    "judge_step",
    "read",
]
