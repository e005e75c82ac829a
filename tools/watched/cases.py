"""The cases: each named so that its name alone brings it back; spread evenly over exercises, views and kinds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from tools.watched.camera import VIEWS
from tools.watched.clips import LEVELS
from tools.watched.faults import SIZES, fault_of, faults_of

Side = Literal["right", "left"]
KINDS: tuple[str, ...] = ("clean", "clean", "clean", "partial", "about")
"""Without a fault: done well (three of five), with some that stop short, and never done at all."""


class CaseError(ValueError):
    """A name that is no case. The message says which part."""


@dataclass(frozen=True, slots=True)
class Case:
    """One recording to be made: exercise, level, side, view; what happens; of which size; and its number."""

    exercise: str
    level: int
    side: Side
    view: str
    kind: str
    size: str
    number: int

    @property
    def id(self) -> str:
        """Return the name."""
        return "-".join(
            (self.exercise, str(self.level), self.side, self.view, self.kind, self.size or "none", str(self.number))
        )

    @property
    def is_fault(self) -> bool:
        """Return whether the case shows a fault."""
        return self.kind not in KINDS

    def random(self) -> np.random.Generator:
        """Return the case's own chance: the same each time."""
        return np.random.default_rng(int.from_bytes(hashlib.sha256(self.id.encode()).digest()[:8]))


@lru_cache(maxsize=10_000)
def case_of(name: str) -> Case:
    """Return the case of a name; `CaseError` where a part of it is unknown."""
    parts = name.split("-")
    if len(parts) != 7 or not (parts[1] + parts[6]).isdigit():  # noqa: PLR2004  # the parts of a name
        raise CaseError(f"The case is {name!r}. Write exercise-level-side-view-kind-size-number.")
    exercise, level, side, view, kind, size, number = parts
    known = [fault.id for fault in faults_of(exercise, int(level))]
    if int(level) not in LEVELS.get(exercise, ()) or view not in VIEWS or kind not in (*KINDS, *known):
        raise CaseError(f"{name!r}: there is no such level, view or kind.")
    if side not in {"right", "left"} or size not in ("none", *SIZES):
        raise CaseError(f"{name!r}: the side is right or left; the size small, middle, large or none.")
    made: Side = "right" if side == "right" else "left"
    return Case(exercise, int(level), made, view, kind, "" if size == "none" else size, int(number))


def cases(count: int, seed: int = 4, first: int = 0) -> list[Case]:
    """Return so many cases. Half are faults; more cases keep those that fewer had.

    `first`: the number with which they begin. Other numbers are other people and cameras, on whom nobody has tuned.
    """
    chance = np.random.default_rng(seed)
    made: list[Case] = []
    number = first
    while len(made) < count:
        plain, faulty = list(_plain(number, chance)), list(_faulty(number, chance))
        order = chance.permutation(len(plain) + len(faulty))
        made += [[*plain, *faulty][one] for one in order]
        number += 1
    return made[:count]


def _plain(number: int, chance: np.random.Generator) -> Iterator[Case]:
    """Yield, for each exercise and view, one of each kind at a level and side by chance."""
    for exercise, levels in LEVELS.items():
        for view in VIEWS:
            for copy, kind in enumerate(KINDS):
                level = levels[int(chance.integers(len(levels)))]
                yield Case(exercise, level, _side(chance), view, kind, "", 10 * number + copy)


def _faulty(number: int, chance: np.random.Generator) -> Iterator[Case]:
    """Yield, for each fault and view, one size in turn."""
    for exercise, levels in LEVELS.items():
        for fault in sorted({fault.id for level in levels for fault in faults_of(exercise, level)}):
            for place, view in enumerate(VIEWS):
                own = [level for level in levels if level in fault_of(exercise, fault).levels]
                level = own[int(chance.integers(len(own)))]
                size = SIZES[(number + place) % len(SIZES)]
                yield Case(exercise, level, _side(chance), view, fault, size, 10 * number)


def _side(chance: np.random.Generator) -> Side:
    return "right" if chance.random() < 0.5 else "left"  # noqa: PLR2004  # a coin
