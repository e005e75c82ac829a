"""Concrete members of the groups of `inputs`: any value that an entry's field may hold, drawn by seeded dice."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from unpinch.guidance.verify.inputs import BANDS, BASELINE, check_in, screening
from unpinch.journal import KINDS
from unpinch.journal.fields import Bool, Choice, Date, Field, Int, Listing
from unpinch.programme.model import Programme

_COIN, _MOSTLY, _SELDOM, _UNANSWERED = 0.5, 0.7, 0.08, 0.02
_EVER_MOST = 3
_DAYS_ABOUT = 100
_CALM = ("left_leg_pain", "left_tingling", "left_pain_site", "back_pain", "sock", "bend", "reaction", "painkillers")
"""What differs from one calm check-in to the next."""


def happens(dice: random.Random, share: float) -> bool:
    """Say whether something happens that does so in a share of cases."""
    return dice.random() < share


def drawn(dice: random.Random, field: Field, today: int) -> Any:  # noqa: ANN401 - each field has its own type
    """Return any value that a field takes; of free text a word, of days one within some months of today."""
    if isinstance(field, Int):
        return dice.randint(field.low, field.high)
    if isinstance(field, Bool):
        return happens(dice, _COIN)
    if isinstance(field, Choice):
        return dice.choice(field.words)
    if isinstance(field, Date):
        return date.fromordinal(today + dice.randint(-_DAYS_ABOUT, _DAYS_ABOUT)).isoformat()
    if isinstance(field, Listing) and isinstance(field.item, Choice):
        return dice.sample(field.item.words, dice.randint(0, min(_EVER_MOST, len(field.item.words))))
    return "text"


def of_kind(dice: random.Random, kind: str, names: tuple[str, ...], today: int) -> dict[str, Any]:
    """Return any values of some fields of a kind."""
    return {name: drawn(dice, KINDS[kind].fields[name], today) for name in names}


def a_check_in(dice: random.Random, today: int) -> dict[str, Any]:
    """Return a check-in: mostly a calm one with a few fields of any value, else all of any value; some unanswered."""
    fields = KINDS["check_in"].fields
    every = tuple(name for name in fields if name not in {"replaces", "note"})
    if happens(dice, _MOSTLY):
        names = dice.sample(_CALM, dice.randint(0, _EVER_MOST))
        values = {**check_in(leg_pain=dice.randint(0, 4)), **of_kind(dice, "check_in", tuple(names), today)}
    else:
        values = {**check_in(), **of_kind(dice, "check_in", tuple(dice.sample(every, dice.randint(1, 8))), today)}
    return {name: value for name, value in values.items() if not happens(dice, _UNANSWERED)}


def a_person(dice: random.Random, programme: Programme, today: int) -> dict[str, Any]:
    """Return lasting facts: the baseline with some of any value, and some conditions of the programme."""
    names = tuple(dice.sample(tuple(BASELINE), dice.choice((0, 0, 1, 2, 3))))
    facts = {
        **BASELINE,
        **of_kind(dice, "about", tuple(n for n in names if n not in {"conditions", "body_mass_kg"}), today),
    }
    known = sorted({one.condition for each in programme.exercises.values() for one in each.contraindications})
    if "conditions" in names:
        facts["conditions"] = dice.sample(known, 1)
    if "body_mass_kg" in names:
        facts["body_mass_kg"] = str(dice.randint(35, 180))
    return {name: value for name, value in facts.items() if name != "age_years" or value > 0}


def a_screening(dice: random.Random, programme: Programme, scope: str) -> dict[str, Any]:
    """Return a screening: mostly no to everything, else some questions answered yes, not sure or not at all."""
    values: dict[str, Any] = {**screening(programme, scope), "lifts": []}
    if scope == "event":
        values["no"] = []
    if scope == "event" or happens(dice, _SELDOM):
        for name in dice.sample(tuple(programme.questions), dice.randint(1, 2)):
            values["no"] = [one for one in values["no"] if one != name]
            answer = dice.choice(("yes", "not_sure", ""))
            if answer:
                values[answer] = [*values[answer], name]
    return values


def a_band(dice: random.Random) -> dict[str, Any]:
    """Return a band of any of the groups."""
    return dict(dice.choice(BANDS).values)
