"""Three stories: who the person is, how the leg is by nature, how regular they are. The rules make the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from unpinch.demo.answers import Activities
from unpinch.demo.body import Flare, Nature


@dataclass(frozen=True, slots=True)
class Story:
    """A made-up person. `days`: how many they live through, the last one being yesterday; shares are 0 to 1.

    `seen`: after being sent to care they are examined the same day. `books_after`: so many days after an assessment is
    first advised for want of progress they book one. `puts_off`: the share of offered measures that are put off.
    """

    id: str
    name: str
    about: str
    days: int
    seed: int
    nature: Nature
    facts: Mapping[str, Any]
    practises: float = 0.85
    second_round: float = 0.3
    away: float = 0.03
    puts_off: float = 0.15
    activities: Activities = field(default_factory=dict)
    camera_from: int | None = None
    books_after: int | None = None
    bands: tuple[Mapping[str, Any], ...] = field(default=())

    @property
    def side(self) -> str:
        """Return the side of the leg that hurts."""
        return str(self.facts["legs"])


_PLAIN: Mapping[str, Any] = {
    "pregnancy": "no",
    "latex_allergy": "no",
    "conditions": [],
    "floor_alone": "yes",
    "lie_flat": "yes",
    "pain_region": "below_buttock",
    "examined": "yes",
    "sitting": "neither",
    "standing": "neither",
    **{f"{side}_{joint}_replaced": "no" for side in ("left", "right") for joint in ("hip", "knee")},
}
_BANDS: tuple[Mapping[str, Any], ...] = (
    {"type": "flat", "brand": "TheraBand", "colour": "yellow", "rest_mm": 1800, "latex": True},
    {"type": "loop", "rest_mm": 1040, "width_mm": "13", "thickness_mm": "4.5", "latex": True},
    {"type": "mini_loop", "rest_mm": 305, "width_mm": "50", "thickness_mm": "0.35", "latex": True},
)


def _facts(legs: str, weeks: int, **own: str | int) -> Mapping[str, Any]:
    """Return somebody plain, whose leg has hurt for so many weeks."""
    return {**_PLAIN, **own, "legs": legs, "duration_weeks": weeks}


STORIES: tuple[Story, ...] = (
    Story(
        id="settling",
        name="Demo: Ada, settling",
        about="settles in eight weeks, with one flare",
        days=56,
        seed=14,
        nature=Nature(5.2, 0.1, 11, wobble=0.5, touchy=0.3, flares=(Flare(26, 5.4, 0.55),)),
        facts=_facts("left", 3, country="GB", age_years=41, height_cm=168, body_mass_kg="66"),
        activities={"Walk the dog for half an hour": 1.1, "Tie my shoes": 1.4, "Sit through a film": 1.3},
        camera_from=9,
        bands=_BANDS,
    ),
    Story(
        id="stopped",
        name="Demo: Ben, sent to care",
        about="stops in a session and is sent to care",
        days=24,
        seed=9,
        nature=Nature(5.4, 1.6, 9, wobble=0.45, touchy=0.2, numb=1, loses_function_on=17),
        facts=_facts("right", 2, country="IE", age_years=36, height_cm=181, body_mass_kg="84"),
        activities={"Drive to work": 1.2, "Play football with my son": 1.5},
        bands=_BANDS[:1],
    ),
    Story(
        id="stubborn",
        name="Demo: Cleo, stubborn",
        about="doesn't improve, and is advised an assessment at four weeks",
        days=32,
        seed=14,
        nature=Nature(
            4.8,
            4.7,
            30,
            wobble=0.55,
            touchy=0.3,
            reach={"calf": 3.4, "knee": 3.0, "thigh": 1.8, "buttock": 0.8, "back": 0.3},
        ),
        facts=_facts("left", 1, country="DE", age_years=47, height_cm=173, body_mass_kg="72"),
        practises=0.8,
        activities={"Work at my desk for an hour": 1.1, "Carry the shopping home": 1.3},
        books_after=1,
        bands=_BANDS[:2],
    ),
)
