"""The planner: entries -> state -> decision, and the session step by step."""

from unpinch.guidance.course import Course, course_of, decide, forget
from unpinch.guidance.folding import fold, fold_all
from unpinch.guidance.planner import RULES, Rules, plan
from unpinch.guidance.session import Session
from unpinch.guidance.state import EMPTY, State

__all__ = [
    "EMPTY",
    "RULES",
    "Course",
    "Rules",
    "Session",
    "State",
    "course_of",
    "decide",
    "fold",
    "fold_all",
    "forget",
    "plan",
]
