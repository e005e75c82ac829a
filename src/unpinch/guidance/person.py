"""Lasting facts about a person, from `about` entries, and the conditions they amount to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

Facts = tuple[tuple[str, Any], ...]

NEEDED = (
    "age_years",
    "pregnancy",
    "latex_allergy",
    "left_hip_replaced",
    "right_hip_replaced",
    "left_knee_replaced",
    "right_knee_replaced",
    "conditions",
    "floor_alone",
    "lie_flat",
    "legs",
    "pain_region",
    "sitting",
    "standing",
)
"""What must have been said before there is a plan (docs/readings.md, section 2)."""

_SIDES = ("left", "right")


@dataclass(frozen=True, slots=True)
class Person:
    """What the rules need of the lasting facts. `here[side]` are conditions of one side, `everywhere` of both."""

    missing: tuple[str, ...]
    age_years: int | None
    legs: str
    mass_kg: float | None
    latex_allergy: bool
    everywhere: frozenset[str]
    left: frozenset[str]
    right: frozenset[str]

    def conditions(self, side: str) -> frozenset[str]:
        """Return the conditions that concern one side (`both`: either side)."""
        if side == "both":
            return self.everywhere | self.left | self.right
        return self.everywhere | (self.left if side == "left" else self.right)


def learn(facts: Facts, values: dict[str, Any]) -> Facts:
    """Return the facts with those of a new `about` entry put over them."""
    known = dict(facts)
    for name, value in values.items():
        if name not in {"replaces", "note", "name", "country"}:
            known[name] = tuple(sorted(value)) if isinstance(value, list) else value
    return tuple(sorted(known.items()))


def _side_conditions(known: dict[str, Any], side: str) -> frozenset[str]:
    joints = ("hip_replaced", "knee_replaced")
    return frozenset(joint for joint in joints if known.get(f"{side}_{joint}") in {"yes", "not_sure"})


def _when(known: dict[str, Any], name: str, values: set[str], condition: str) -> frozenset[str]:
    return frozenset({condition}) if known.get(name) in values else frozenset()


def _clam_not_agreed(known: dict[str, Any]) -> frozenset[str]:
    open_question = any(
        "hip_replaced" in _side_conditions(known, side) and not known.get(f"{side}_clam_agreed") for side in _SIDES
    )
    return frozenset({"clam_not_agreed"}) if open_question else frozenset()


@lru_cache(maxsize=256)
def person(facts: Facts) -> Person:
    """Work out the person from the facts; `not sure` counts as the careful answer."""
    known = dict(facts)
    everywhere = (
        frozenset(known.get("conditions", ()))
        | _clam_not_agreed(known)
        | _when(known, "pregnancy", {"to_16_weeks", "over_16_weeks", "not_sure"}, "pregnant")
        | _when(known, "pregnancy", {"over_16_weeks", "not_sure"}, "pregnant_over_16_weeks")
        | _when(known, "latex_allergy", {"yes", "not_sure"}, "latex_allergy")
        | _when(known, "floor_alone", {"no", "not_sure"}, "no_floor")
        | _when(known, "lie_flat", {"no", "not_sure"}, "no_lie_flat")
        | _when(known, "pain_region", {"groin_or_front"}, "pain_groin_or_front")
        | _when(known, "pain_region", {"both_feet_burning"}, "both_feet_burning")
        | _when(known, "sitting", {"worsens"}, "sitting_worsens")
        | _when(known, "standing", {"worsens"}, "standing_worsens")
    )
    mass = known.get("body_mass_kg")
    return Person(
        missing=tuple(name for name in NEEDED if name not in known),
        age_years=known.get("age_years"),
        legs=known.get("legs", "none"),
        mass_kg=float(mass) if mass is not None else None,
        latex_allergy="latex_allergy" in everywhere,
        everywhere=everywhere,
        left=_side_conditions(known, "left"),
        right=_side_conditions(known, "right"),
    )
