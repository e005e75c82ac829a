"""What a look at a data folder finds: each says how bad it is, what it is, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """`GOOD`: as it should be; `LOOK`: worth knowing; `WRONG`: something was lost, may be lost, or lies open."""

    GOOD = "ok"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. It names nobody, and nothing that anyone entered: it may be shown to someone who helps."""

    level: Level
    what: str
    todo: str = ""


def good(what: str) -> Finding:
    return Finding(Level.GOOD, what)


def look(what: str, todo: str) -> Finding:
    return Finding(Level.LOOK, what, todo)


def wrong(what: str, todo: str) -> Finding:
    return Finding(Level.WRONG, what, todo)
