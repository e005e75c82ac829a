"""Rules that stand in no list of the planner's: a function each, put out of action for the length of a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tests.builders import shipped
from tests.verify.breaking import ADVISED, OFTEN, SETTLING, TINGLING, Broken, Where
from unpinch.guidance import check_ins, flags, folding, phases, session, sets, stopping
from unpinch.programme.model import Programme


@dataclass(frozen=True)
class Patch:
    """A function of a module of the planner's, what stands in for it, and where the verifier meets the breach."""

    module: Any
    name: str
    instead: Callable[..., Any]
    broken: Broken


def nothing(*_: Any) -> None:
    return None


def no(*_: Any) -> bool:
    return False


def yes(*_: Any) -> bool:
    return True


def all_lifted(ledger: Any, name: str, entries: Any) -> bool:
    """A clearance that lifts a flag whatever entries it names."""
    standing = tuple(flag for flag in ledger.flags if flag.id != name)
    fell, ledger.flags = len(standing) < len(ledger.flags), standing
    return fell


def fever_gone(ledger: Any) -> None:
    ledger.flags = tuple(flag for flag in ledger.flags if flag.id != "fever")


UNLISTED: dict[str, Patch] = {
    "contraindications": Patch(
        sets, "contraindicated", lambda *_: "", Broken("S8", Where("settling", "left hip replaced"))
    ),
    "numbness above the best is a flag": Patch(check_ins, "_more_numb", no, Broken("S13", Where("numb"))),
    "the second leg is a flag": Patch(check_ins, "_second_leg", no, Broken("S1", Where("anything", seeds=40))),
    "alarms of a stop are flags": Patch(stopping, "_stop_flags", nothing, Broken("S1 S13", OFTEN)),
    "a fever lasts until it is over": Patch(flags, "try_fever", fever_gone, Broken("S1", ADVISED)),
    "a clearance lifts what it names": Patch(flags, "lift", all_lifted, Broken("S1", ADVISED)),
    "an examination comes after what it is about": Patch(flags, "examined_in_time", yes, Broken("S1", ADVISED)),
    "a tingle stop comes back lighter": Patch(folding, "_ease", nothing, Broken("S2", TINGLING)),
    "doses grow on calm days alone": Patch(phases, "may_progress", yes, Broken("S6", SETTLING)),
}
"""Seen in today's plan."""

STEPS: dict[str, Patch] = {
    name: Patch(session, name, nothing, Broken(invariants, Where("often", days=60, seeds=3)))
    for name, invariants in (("_care", "S1 S13"), ("_ended", "S2 S3"), ("_waiting", "S2 S3"))
}
"""What a session looks at before it offers a set. Seen in the session."""


def emptied(programme: Programme, **changes: Any) -> Programme:
    """The programme for the planner alone, with every exercise or level changed."""
    exercises = {name: replace(one, **changes) for name, one in programme.exercises.items()}
    return replace(programme, hash=f"{programme.hash} changed", exercises=exercises)


def held_longer(programme: Programme) -> Programme:
    """Every hold twice as long as the programme allows."""

    def longer(exercise: Any) -> Any:
        doses = [
            replace(one.dose, hold_s=2 * one.dose.hold_s, hold_most_s=2 * one.dose.hold_most_s)
            for one in exercise.levels
        ]
        levels = tuple(replace(one, dose=dose) for one, dose in zip(exercise.levels, doses, strict=True))
        return replace(exercise, levels=levels)

    exercises = {name: longer(one) for name, one in programme.exercises.items()}
    return replace(programme, hash=f"{programme.hash} longer", exercises=exercises)


PROGRAMMES: dict[str, Broken] = {
    "no contraindications": Broken(
        "S8", Where("settling", "pregnant"), programme=emptied(shipped(), contraindications=())
    ),
    "holds twice as long": Broken("S5 S6", SETTLING, programme=held_longer(shipped())),
}
"""What a programme says of its exercises, changed for the planner alone."""
