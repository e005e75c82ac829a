"""Measures: numbers computed from answers, their change beside what is published, and which one is due.

A room that nothing which decides may know (tools/import_contract.py): measures show how things go, they decide nothing.
"""

from unpinch.measures.change import Change, change_of, function_lost
from unpinch.measures.schedule import due, due_days
from unpinch.measures.scores import Point, Series, abilities, every_series, middle, score, weeks

__all__ = [
    "Change",
    "Point",
    "Series",
    "abilities",
    "change_of",
    "due",
    "due_days",
    "every_series",
    "function_lost",
    "middle",
    "score",
    "weeks",
]
