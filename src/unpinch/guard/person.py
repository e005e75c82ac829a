"""Lasting facts of the person and the bands owned (readings, sections 2 and 8). Rare entries, rebuilt whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from unpinch.guard.alarms import raise_flag
from unpinch.guard.book import BOTH, LEFT, RIGHT, SOON
from unpinch.programme.bands import OwnedBand

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unpinch.guard.evidence import Evidence
    from unpinch.journal import Effective

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
LEGS = {"left": LEFT, "right": RIGHT, "both": BOTH, "none": 0}
NOT_NO = frozenset({"yes", "not_sure"})
NOT_YES = frozenset({"no", "not_sure"})
PREGNANT = frozenset({"to_16_weeks", "over_16_weeks", "not_sure"})
_SAID: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("pregnant", "pregnancy", PREGNANT),
    ("pregnant_over_16_weeks", "pregnancy", frozenset({"over_16_weeks", "not_sure"})),
    ("latex_allergy", "latex_allergy", NOT_NO),
    ("no_floor", "floor_alone", NOT_YES),
    ("no_lie_flat", "lie_flat", NOT_YES),
    ("pain_groin_or_front", "pain_region", frozenset({"groin_or_front"})),
    ("both_feet_burning", "pain_region", frozenset({"both_feet_burning"})),
    ("sitting_worsens", "sitting", frozenset({"worsens"})),
    ("standing_worsens", "standing", frozenset({"worsens"})),
)
"""Conditions of the whole person: name, the fact they come from, the answers that mean it."""


@dataclass(frozen=True, slots=True)
class Person:
    """What is known for good. A fact corrected later keeps every version until stated anew. `key`: it all, hashable."""

    facts: Mapping[str, tuple[Any, ...]] = field(default_factory=lambda: MappingProxyType({}))
    conditions: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    missing: bool = True
    key: frozenset[tuple[str, str]] = frozenset()

    def values(self, name: str) -> tuple[Any, ...]:
        """Return every version of a fact that still counts."""
        return self.facts.get(name, ())

    @property
    def body_mass_kg(self) -> float | None:
        """The lowest stated body mass, or None."""
        masses = [float(mass) for mass in self.values("body_mass_kg")]
        return min(masses) if masses else None


NOBODY = Person()
"""Of whom nothing was said."""


def read_about(evidence: Evidence, entry: Effective) -> None:
    """Take new or changed facts, and what follows from them."""
    stated = {name for values in entry.versions for name in values}
    new = {name: tuple(values[name] for values in entry.versions if name in values) for name in stated}
    facts = {**evidence.person.facts, **new}
    missing = not facts.keys() >= set(NEEDED)
    key = frozenset((name, str(values)) for name, values in facts.items())
    evidence.person = Person(MappingProxyType(facts), MappingProxyType(_conditions(facts)), missing, key)
    if "legs" in new:
        evidence.affected = BOTH if "second_leg" in evidence.cleared else LEGS[new["legs"][-1]]
    adult = evidence.book.limits.adult_age_years
    if any(age < adult for age in new.get("age_years", ())) and "under_18" not in evidence.cleared:
        raise_flag(evidence, "under_18", SOON, entry)


def _conditions(facts: Mapping[str, tuple[Any, ...]]) -> dict[str, int]:
    """Return the conditions that hold, with the sides they concern (readings, section 8)."""
    said = {name: BOTH for listed in facts.get("conditions", ()) for name in listed}
    said |= {name: BOTH for name, fact, answers in _SAID if not answers.isdisjoint(facts.get(fact, ()))}
    hips, knees = _replaced(facts, "hip"), _replaced(facts, "knee")
    agreed = _sides(facts, "clam_agreed", frozenset({True}), every=True)
    found = {"hip_replaced": hips, "knee_replaced": knees, "clam_not_agreed": BOTH if hips & ~agreed else 0}
    return said | {name: sides for name, sides in found.items() if sides}


def _replaced(facts: Mapping[str, tuple[Any, ...]], joint: str) -> int:
    return _sides(facts, f"{joint}_replaced", NOT_NO)


def _sides(facts: Mapping[str, tuple[Any, ...]], name: str, answers: frozenset[Any], *, every: bool = False) -> int:
    found = 0
    for side, bit in (("left", LEFT), ("right", RIGHT)):
        said = [value in answers for value in facts.get(f"{side}_{name}", ())]
        found |= bit if said and (all(said) if every else any(said)) else 0
    return found


def read_band(evidence: Evidence, entry: Effective) -> None:
    """Take what is stated about a band; a later entry replaces what it states, one taken back states nothing."""
    if entry.values is not None:
        name = entry.values["band"]
        evidence.bands = {**evidence.bands, name: OwnedBand.learn(evidence.bands.get(name), entry.values)}
