"""What a person may say, in groups. One member stands for its group; each group says why that is enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from unpinch.programme.model import Programme


@dataclass(frozen=True, slots=True)
class Input:
    """A group of values a person may give, by one member, and the reason why one is enough.

    `bands`: which bands a person owns, by their names in `BANDS`.
    """

    name: str
    why: str
    values: Mapping[str, Any]
    bands: tuple[str, ...] = ("light flat", "heavy flat", "mini loop", "loop")


_CALM: Mapping[str, Any] = {
    "leg_pain": 2,
    "pain_site": "thigh",
    "nerve_site": "none",
    "tingling": 0,
    "numbness": 0,
    "strength": "same",
}
_GENERAL: Mapping[str, Any] = {
    "back_pain": 1,
    "sock": "limited",
    "sit": "free",
    "bend": "limited",
    "reaction": "none",
    "painkillers": False,
    "soreness": [],
    "apart": [],
}
_SIDE_FIELDS = frozenset({*_CALM, "worst_leg_pain", "numb_new_area", "strength_signs"})


def check_in(side: str = "left", **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - the values of an entry
    """Return the values of a whole check-in: calm but for the changes. The other side has nothing."""
    other = "right" if side == "left" else "left"
    quiet = {**_CALM, "leg_pain": 0, "pain_site": "none"}
    values = {f"{other}_{name}": value for name, value in quiet.items()}
    values |= {f"{side}_{name}": value for name, value in _CALM.items()}
    values |= _GENERAL
    for name, value in changes.items():
        values[f"{side}_{name}" if name in _SIDE_FIELDS else name] = value
    return values


def _one(name: str, why: str, **changes: Any) -> Input:  # noqa: ANN401
    return Input(name, why, check_in(**changes))


FREE = {"sock": "free", "bend": "free"}
CHECK_INS: tuple[Input, ...] = (
    _one("quiet", "no leg symptom at all, moves freely", leg_pain=0, pain_site="none", **FREE),
    _one("one", "at maintain's score", leg_pain=1, **FREE),
    _one("calm", "pain under every threshold, thigh, limited", leg_pain=2),
    _one("calm and free", "the same, moves freely", leg_pain=2, **FREE),
    _one("three in the calf", "at the green score, lower site", leg_pain=3, pain_site="calf"),
    _one("four", "at release's score", leg_pain=4, pain_site="calf"),
    _one("four in the thigh", "the same, site unchanged", leg_pain=4),
    _one("five", "at the usual-green score", leg_pain=5, pain_site="calf"),
    _one("six", "at the half-dose score, no farther than five", leg_pain=6, pain_site="calf"),
    _one("six in the foot", "at the red and half-dose score, farthest site", leg_pain=6, pain_site="foot"),
    _one("seven", "at the irritable score", leg_pain=7, pain_site="calf"),
    _one("eight", "at the no-exercise score; 9 and 10 meet the same rules", leg_pain=8, pain_site="foot"),
    _one("eight in the thigh", "the same, site unchanged: no red day", leg_pain=8),
    _one("was eight, now two", "the worst and the latest differ", leg_pain=2, worst_leg_pain=8),
    _one("was seven, now two", "the worst is at the irritable score, the latest is calm", leg_pain=2, worst_leg_pain=7),
    _one("tingling", "any tingling above none", leg_pain=3, tingling=3, nerve_site="calf", pain_site="calf"),
    _one("a little numb", "below the numbness rise", numbness=1, nerve_site="foot"),
    _one("numb", "at the numbness rise; more meets the same rule", numbness=2, nerve_site="foot"),
    _one("new numb area", "confirmed new area", numbness=1, numb_new_area=True),
    _one("weaker", "new weakness with less pain", leg_pain=1, strength="weaker"),
    _one("carried over", "a reaction into the morning", leg_pain=3, reaction="this_morning"),
    _one("long reaction", "a reaction beyond two hours", leg_pain=3, reaction="longer"),
    _one("two hours", "between green and red", leg_pain=3, reaction="to_2_h"),
    _one("painkillers", "no progress on today's score", leg_pain=2, painkillers=True),
    _one("back pain", "above the score that keeps the bridge low", leg_pain=0, pain_site="none", back_pain=6, **FREE),
    _one("sore", "muscle soreness", leg_pain=1, soreness=["hips"], **FREE),
    _one("groin", "front of the leg today", leg_pain=2, apart=["groin"]),
    _one("between the legs", "an emergency in the body map", leg_pain=2, apart=["between_legs"]),
    Input(
        "second leg", "a symptom on the leg not named", {**check_in(), "right_tingling": 2, "right_nerve_site": "calf"}
    ),
    Input("only pain", "everything else unanswered", {"left_leg_pain": 2, "left_pain_site": "thigh"}),
    Input("nothing about the leg", "the leg unanswered", {"back_pain": 3}),
)
"""The grouped check-ins. 0-10 scores are grouped by the programme's thresholds: between two of them no rule looks."""

CORRECTED = frozenset({"six in the foot", "eight", "numb", "weaker", "carried over", "between the legs", "second leg"})
"""Check-ins that are also corrected or taken back late: one of each kind of consequence."""

PEOPLE: tuple[Input, ...] = (
    Input("adult", "nothing blocks anything", {}),
    Input("both legs", "both sides are affected", {"legs": "both"}),
    Input("no leg named", "back pain only, or not said which leg", {"legs": "none"}),
    Input("left hip replaced", "a condition of one side", {"left_hip_replaced": "yes"}),
    Input("pregnant", "conditions of both sides; traction and the floor", {"pregnancy": "over_16_weeks"}),
    Input("sitting worsens", "blocks the hinge", {"sitting": "worsens"}),
    Input("standing worsens", "keeps the bridge low", {"standing": "worsens"}),
    Input("groin pain", "blocks the floss", {"pain_region": "groin_or_front"}),
    Input("latex allergy", "no band of latex", {"latex_allergy": "yes"}),
    Input("weight unknown", "traction's cap without a weight", {"body_mass_kg": None}, ("light flat", "broad loop")),
    Input("light", "traction's cap by weight", {"body_mass_kg": "40"}),
    Input(
        "heavy, strong bands",
        "traction's cap by force; bands near the caps of the others",
        {"body_mass_kg": "120"},
        ("nearly heavy flat", "strong mini loop", "broad loop"),
    ),
    Input("under age", "a clinician first", {"age_years": 17}),
    Input("not all said", "a fact is missing; which one doesn't matter", {"pregnancy": None}),
)

BASELINE: Mapping[str, Any] = {
    "age_years": 44,
    "pregnancy": "no",
    "latex_allergy": "no",
    "left_hip_replaced": "no",
    "right_hip_replaced": "no",
    "left_knee_replaced": "no",
    "right_knee_replaced": "no",
    "conditions": [],
    "floor_alone": "yes",
    "lie_flat": "yes",
    "legs": "left",
    "pain_region": "below_buttock",
    "sitting": "neither",
    "standing": "neither",
    "body_mass_kg": "70",
}

BANDS: tuple[Input, ...] = (
    Input("light flat", "a floss band", {"type": "flat", "brand": "TheraBand", "colour": "yellow", "rest_mm": 1800}),
    Input(
        "nearly heavy flat",
        "may reach the floss limit at 100 % stretch",
        {"type": "flat", "brand": "TheraBand", "colour": "blue", "rest_mm": 1800},
    ),
    Input("heavy flat", "never for a floss", {"type": "flat", "brand": "TheraBand", "colour": "gold", "rest_mm": 1800}),
    Input(
        "mini loop",
        "for clam and bridge",
        {"type": "mini_loop", "rest_mm": 600, "width_mm": "50", "thickness_mm": "0.35"},
    ),
    Input(
        "strong mini loop",
        "above the cap at its level's spread",
        {"type": "mini_loop", "rest_mm": 500, "width_mm": "50", "thickness_mm": "1.1"},
    ),
    Input("loop", "for traction", {"type": "loop", "rest_mm": 1040, "width_mm": "13", "thickness_mm": "4.5"}),
    Input(
        "broad loop",
        "for traction of the heavy",
        {"type": "loop", "rest_mm": 1040, "width_mm": "32", "thickness_mm": "4.5"},
    ),
    Input(
        "wide loop",
        "too strong for someone light",
        {"type": "loop", "rest_mm": 1040, "width_mm": "64", "thickness_mm": "4.5"},
    ),
)


def about(person: Input) -> dict[str, Any]:
    """Return a person's facts; a fact of None is not stated."""
    return {name: value for name, value in {**BASELINE, **person.values}.items() if value is not None}


EARLIER: tuple[Input, ...] = (
    Input("the day before", "too early for what is urgent and new, in time for a lasting state", {"days": 1}),
    Input("long before", "too early for anything", {"days": 400}),
)
"""Examinations from before the newest answer they are about; `days`: how long before."""

VISITS: tuple[Input, ...] = (
    Input("booked", "pending for some days", {"status": "booked", "days": 10}),
    Input("booked for tomorrow", "another booking may be pending; soon gone by", {"status": "booked", "days": 1}),
    Input("had", "the clock starts anew today", {"status": "had", "days": 0, "verdict": "may_continue"}),
    Input("had a month ago", "before or after the start", {"status": "had", "days": -30, "verdict": "may_continue"}),
    Input("had long ago", "its review is due", {"status": "had", "days": -400, "verdict": "may_continue"}),
    Input("not yet", "no exercise until a later yes", {"status": "had", "days": 0, "verdict": "not_yet"}),
)
"""The grouped assessments. `days`: from today to the visit."""


@lru_cache(maxsize=64)
def screening(programme: Programme, scope: str) -> Mapping[str, Any]:
    """Return a complete screening of a scope: no to every question. It is the same object each time."""
    asked = [question.id for question in programme.questions.values() if scope != "weekly" or question.weekly]
    return {"scope": scope, "yes": [], "no": asked, "not_sure": [], "lifts": []}


def answered_no(question: str, lifts: tuple[str, ...]) -> dict[str, Any]:
    """Return the answer `no` to one question that was answered otherwise a moment ago."""
    return {"scope": "event", "yes": [], "no": [question], "not_sure": [], "lifts": list(lifts)}


def one_of_each_tier(programme: Programme) -> tuple[Input, ...]:
    """Return one question of every tier, and those with a rule of their own: within a tier all are treated alike."""
    found: dict[str, Input] = {}
    for question in programme.questions.values():
        name = question.id if question.id in {"fever", "bone_fragile"} or question.infection else question.tier
        found.setdefault(name, Input(name, f"{question.id} stands for any of {name}", {"question": question.id}))
    return tuple(found.values())
