"""What blocks an exercise on a side: the programme's contraindications against the person's conditions (S8)."""

from __future__ import annotations

from unpinch.guidance.book import Book
from unpinch.guidance.day import FOOT
from unpinch.guidance.state import Core, Ledger
from unpinch.programme.decision import Side
from unpinch.programme.model import Contraindication

SIDES: tuple[Side, ...] = ("left", "right")


def affected_sides(core: Core | Ledger) -> tuple[Side, ...]:
    """Return the affected sides, left before right; both when both legs or none is named."""
    legs = core.person.legs
    if "second_leg" in core.cleared or legs not in SIDES:
        return SIDES
    return ("left",) if legs == "left" else ("right",)


def conditions(core: Core | Ledger, side: str) -> frozenset[str]:
    """Return the conditions that concern a side today, lasting and of the day."""
    found = core.person.conditions(side)
    if core.bone_fragile:
        found |= {"bone_fragile"}
    if core.today.front:
        found |= {"front_today"}
    if _numb_foot(core, side):
        found |= {"numb_foot"}
    return found


def _numb_foot(core: Core | Ledger, side: str) -> bool:
    today = core.today
    left = today.levels.left_numbness >= 1 and today.levels.left_site == FOOT
    right = today.levels.right_numbness >= 1 and today.levels.right_site == FOOT
    return (left and side != "right") or (right and side != "left")


def blocking(book: Book, core: Core | Ledger, exercise: str, level: int, side: str) -> tuple[Contraindication, ...]:
    """Return the contraindications that block this level on this side."""
    known = {"same": conditions(core, side), "all": conditions(core, "both")}
    every = book.programme.exercises[exercise].contraindications
    return tuple(one for one in every if level > one.top_level and one.condition in known[one.side])
