"""What the safety questions needn't ask again: the lasting facts have said it, and it can't have changed since.

An alarming question is settled by `no` alone, and only where no version of the facts says otherwise. What an operation
can change is settled on the day it was said. A group's opening question stands for the questions that hang on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from unpinch.programme.model import Programme
from unpinch.screens.case import Case

DAYS_A_YEAR = 365
FOUR_WEEKS = 4
"""As the question `not_improved` says it."""
ALSO: Mapping[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "bone_sudden": (("bone_fragile",), frozenset({"no", "not_sure", "yes"})),
    "after_spine_numb": (("recent_spine_operation", "recent_spine_injection"), frozenset({"no"})),
}
"""Which questions the answer to a group's opening question answers too, and which answers do: it asks the very same."""
ONE_BY_ONE: Mapping[str, str] = {
    **dict.fromkeys(("cord_stiff", "cord_clumsy_legs", "cord_unsteady", "cord_hands"), "cord_bladder"),
    **dict.fromkeys(("calf_swollen", "calf_hot", "calf_red"), "clot_breath"),
}
"""Questions of their own about what an opening question asked together: we say why they come again."""
Known = Mapping[str, str]
"""Answers by a question's id, or by an opening question's text."""


class Facts:
    """The lasting facts as all `about` entries state them, corrected ones included."""

    def __init__(self, case: Case) -> None:
        """Read them once."""
        self.programme, self.newest, self.today = case.programme, case.facts, case.now.day
        self.stated = [(one.day, version) for one in case.of_kind("about") for version in one.versions]

    def said(self, name: str, within_days: int | None = None) -> set[Any]:
        """Return all that was ever said of a fact, or within so many days."""
        oldest = 0 if within_days is None else self.today - within_days
        return {values[name] for day, values in self.stated if day >= oldest and name in values}


def known(case: Case) -> Known:
    """Return what needn't be asked of this person now."""
    return {name: answer for find in _RULES for name, answer in find(Facts(case))}


Found = Iterator[tuple[str, str]]


def _age(facts: Facts) -> Found:
    ages, limits = facts.said("age_years"), facts.programme.thresholds
    if ages and min(ages) >= limits.adult_age_years:
        yield "under_18", "no"
    if ages and min(ages) > limits.first_episode_age_years:
        yield from _opened(facts.programme, "first_over_50", "yes")
    lately = facts.said("age_years", DAYS_A_YEAR - 1)
    if lately and ages == lately and max(ages) < limits.first_episode_age_years:
        yield from _opened(facts.programme, "first_over_50", "no")


def _joints(facts: Facts) -> Found:
    for joint in ("hip", "knee"):
        sides = [facts.said(f"{side}_{joint}_replaced", 0) for side in ("left", "right")]
        if all(said == {"no"} for said in sides):
            yield from _opened(facts.programme, f"recent_{joint}_replacement", "no")


def _conditions(facts: Facts) -> Found:
    """Yield the yes to an opening question: it opens more and spares none, so the newest word is enough."""
    has = facts.newest.get("conditions", ())
    for condition, question in (("cancer", "cancer_weak"), ("aneurysm", "aorta_known")):
        if condition in has:
            yield from _opened(facts.programme, question, "yes")
    if facts.newest.get("legs") == "both":
        yield from _opened(facts.programme, "both_legs", "yes")


def _duration(facts: Facts) -> Found:
    weeks = facts.said("duration_weeks", 0)
    if weeks and max(weeks) <= FOUR_WEEKS:
        yield "not_improved", "no"


def _opened(programme: Programme, question: str, answer: str) -> Found:
    """Yield the answer to the question that opens this one's group, where the programme has such a group."""
    found = programme.questions.get(question)
    if found is not None and found.only_if:
        yield found.only_if, answer


_RULES: tuple[Callable[[Facts], Found], ...] = (_age, _joints, _conditions, _duration)
