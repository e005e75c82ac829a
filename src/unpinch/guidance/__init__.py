"""The planner: entries -> state -> decision, and the session step by step."""

from unpinch.guidance.decide import checked, decide
from unpinch.guidance.folding import fold, fold_all
from unpinch.guidance.planner import RULES, Rules, plan
from unpinch.guidance.session import Session
from unpinch.guidance.state import EMPTY, State

__all__ = ["EMPTY", "RULES", "Rules", "Session", "State", "checked", "decide", "fold", "fold_all", "plan"]
