"""A simulated leg: how it is in the morning, and how it takes an exercise. Invented to be believable, nothing more.

Pain moves on a 0-10 scale from where it begins to where it comes to rest, by a half-life in days, with a wobble that
carries over from day to day, and with flares that fade. How far it reaches and how much it tingles follow the slow
part, so that they don't flicker. All numbers are choice; none of them is read by a rule.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from unpinch.programme.decision import PlannedSet

REACH: Mapping[str, float] = {"foot": 6.4, "calf": 4.2, "knee": 3.2, "thigh": 1.8, "buttock": 0.8, "back": 0.3}
"""From how much pain on it is felt there."""
_STIFF: Mapping[str, float] = {"sock": 1.4, "sit": 2.6, "bend": 1.9}
"""From how much pain on a movement is limited."""
_CARRY = 0.5
_WORST, _SORE, _PILLS = 0.25, 0.3, 4.5
_TEN = 10
_MOST_LOAD = 100


@dataclass(frozen=True, slots=True)
class Flare:
    """A bad day: how much pain it brings, and which part of that is left each day after."""

    day: int
    rise: float
    fade: float


@dataclass(frozen=True, slots=True)
class Nature:
    """How a leg is by nature. `loses_function_on`: the day on which a session finds a nerve that no longer copes."""

    start: float
    rest: float
    half_life_days: float
    wobble: float = 0.4
    touchy: float = 0.5
    numb: int = 0
    flares: tuple[Flare, ...] = ()
    loses_function_on: int | None = None
    reach: Mapping[str, float] = field(default_factory=lambda: REACH)


class Body:
    """One leg through its days."""

    def __init__(self, nature: Nature, dice: random.Random) -> None:
        """Begin before the first day."""
        self.nature, self.dice = nature, dice
        self.day, self.wobble, self.stirred = -1, 0.0, 0.0
        self.weak = False

    def wake(self) -> None:
        """Begin the next day: what yesterday stirred up has settled or not."""
        self.day += 1
        self.wobble = _CARRY * self.wobble + self.dice.gauss(0, self.nature.wobble)

    @property
    def course(self) -> float:
        """Return the pain without wobble and flares: how it goes over the weeks."""
        nature = self.nature
        left: float = 0.5 ** (self.day / nature.half_life_days)
        return nature.rest + (nature.start - nature.rest) * left

    @property
    def slow(self) -> float:
        """Return the pain without its wobble."""
        begun = [one for one in self.nature.flares if self.day >= one.day]
        return self.course + sum(one.rise * one.fade ** (self.day - one.day) for one in begun)

    @property
    def pain(self) -> float:
        """Return the pain now, 0 to 10."""
        return min(10.0, max(0.0, self.slow + self.wobble))

    @property
    def tingling(self) -> int:
        """Return tingling now, 0 to 10."""
        return max(0, round(0.7 * self.slow - 1.6))

    @property
    def numbness(self) -> int:
        """Return numbness now, 0 to 10: it hardly changes, until function is lost."""
        return self.nature.numb + (3 if self.weak else 0)

    def site(self, pain: float) -> str:
        """Return how far down a pain is felt."""
        return next((name for name, least in self.nature.reach.items() if pain >= least), "none")

    def morning(self, side: str, *, trained: bool) -> dict[str, Any]:
        """Return the values of a check-in. `trained`: there was a session since the last one."""
        other = "right" if side == "left" else "left"
        values = {**_leg(other, _NOTHING), **_leg(side, self._felt()), **self._moving()}
        if trained:
            values["reaction"] = self._reaction()
        self.stirred = 0.0
        return values

    def _felt(self) -> dict[str, Any]:
        leg, nerve = round(self.pain), max(self.tingling, self.numbness)
        signs = {"strength_signs": ["toes"]} if self.weak else {}
        worst = {"worst_leg_pain": min(_TEN, leg + (self.dice.random() < _WORST))} if self.day and leg else {}
        return {
            "leg_pain": leg,
            **worst,
            "tingling": self.tingling,
            "numbness": self.numbness,
            "pain_site": self.site(self.slow + _CARRY * self.wobble) if leg else "none",
            "nerve_site": ("foot" if self.numbness > 1 else "calf") if nerve else "none",
            "strength": "weaker" if self.weak else "same",
            **signs,
        }

    def _moving(self) -> dict[str, Any]:
        return {
            "back_pain": round(min(4.0, 0.5 * self.slow + 0.8 * self.dice.random())),
            "apart": [],
            "soreness": [],
            **{name: "limited" if self.slow >= least else "free" for name, least in _STIFF.items()},
            "painkillers": self.pain > _PILLS and self.dice.random() < _SORE,
        }

    def _reaction(self) -> str:
        """Return how long the leg took to settle after the last session."""
        if self.weak:
            return "this_morning"
        left = self.stirred * self.pain / _TEN + abs(self.dice.gauss(0, 0.12))
        steps = ((0.22, "none"), (0.55, "under_30_min"), (0.8, "to_2_h"), (1.1, "longer"))
        return next((name for most, name in steps if left < most), "this_morning")

    # -- in a session --------------------------------------------------------------------------------------------------

    def takes(self, planned: PlannedSet, load: int) -> str:
        """Return what becomes of a set: `done`, `tingling`, `skip` or `easier`. `load`: its load on the nerve."""
        if self.breaks and planned.exercise == "nerve_floss":
            return "tingling"
        self.stirred += load / _MOST_LOAD * self.nature.touchy
        if planned.optional and self.dice.random() < _SORE:
            return "skip"
        tender = self.nature.touchy * (self.pain / _TEN) ** 2 * load / _MOST_LOAD
        return "tingling" if self.dice.random() < tender else "done"

    @property
    def breaks(self) -> bool:
        """Tell whether this is the day on which function is lost, and it hasn't been yet."""
        return self.day == self.nature.loses_function_on and not self.weak

    def settles(self) -> str:
        """Return whether a stopped feeling is back to its start when asked; a nerve that doesn't cope never is."""
        if self.nature.loses_function_on is not None and self.day >= self.nature.loses_function_on:
            self.weak = True
            return "not_back"
        return "back" if self.dice.random() < 1 - self.pain / _TEN / 2 else "not_back"

    def feels(self) -> str:
        """Return how an exercise felt."""
        worse = self.dice.random() < 0.12 * self.pain * self.nature.touchy / 2
        return "worse" if worse else "same_or_better"


_NOTHING: Mapping[str, Any] = {
    "leg_pain": 0,
    "tingling": 0,
    "numbness": 0,
    "pain_site": "none",
    "nerve_site": "none",
    "strength": "same",
}


def _leg(side: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{side}_{name}": value for name, value in values.items()}
