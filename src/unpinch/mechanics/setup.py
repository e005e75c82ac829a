"""Which of a person's bands to take, and how long to set it up, so that it pulls as the dose wants.

Band and stretch are chosen by `programme.bands.advise`, as the planner does; here the stretch becomes a length for this
person's height.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from unpinch.mechanics.bands import ANKLE_M
from unpinch.mechanics.flaws import MechanicsError
from unpinch.programme.bands import OwnedBand, advise
from unpinch.programme.decision import BandAdvice
from unpinch.programme.model import BandNeed, Programme

Where = Literal["between_hands", "anchor_to_ankle", "above_knees", ""]
_GRAVITY = 9.81
_CM = 10
_TRACTION, _STRENGTH = "leg_traction", ("clamshell", "bridge")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The force on the limb that a dose wants, and the most it may be, in newtons."""

    low_n: int
    high_n: int
    cap_n: int


@dataclass(frozen=True, slots=True)
class Setup:
    """The band to take and its set-up length in millimetres: slack between the hands, or from anchor to ankle.

    `length_mm` is None where there is nothing to measure; `text` says everything, also when no band fits. A flat band
    for traction is taken double: then it is the length of each half.
    """

    advice: BandAdvice
    length_mm: int | None
    where: Where
    text: str

    @property
    def fits(self) -> bool:
        """Return whether a band fits."""
        return self.advice.need != "none"


def wanted(programme: Programme, exercise_id: str, need: BandNeed, mass_kg: float | None = None) -> Wanted:
    """Return what a level wants of its band; traction goes by body weight, very lightly where it isn't known."""
    limits = programme.thresholds
    if exercise_id in _STRENGTH:
        return Wanted(need.force_low_n, need.force_high_n, limits.loop_most_n)
    if exercise_id != _TRACTION:
        return Wanted(need.force_low_n, need.force_high_n, min(limits.floss_force_n, need.force_high_n))
    if mass_kg is None:
        return Wanted(1, limits.traction_unknown_weight_n, limits.traction_unknown_weight_n)
    weight_n = mass_kg * _GRAVITY
    cap_n = min(math.floor(weight_n * limits.traction_body_weight_percent / 100), limits.traction_force_n)
    shares = need.body_weight_low_percent, need.body_weight_high_percent
    low_n, high_n = (max(1, int(weight_n * share / 100)) for share in shares)
    return Wanted(low_n, high_n, cap_n)


def suggest(  # noqa: PLR0913  # each is a separate fact of person and level
    programme: Programme,
    need: BandNeed,
    bands: Sequence[OwnedBand],
    force: Wanted,
    path_m: float,
    *,
    no_latex: bool = False,
) -> Setup:
    """Return which band to take and its set-up length for this person.

    `path_m` is the band's way where it is longest, for this person's height: from hand to hand by the foot, from anchor
    to ankle, or (mini loop) between the middles of the thighs. A band that is too short for its way is passed over.
    """
    if not math.isfinite(path_m) or path_m <= 0:
        raise MechanicsError(f"The band's way is {path_m:g} m long. Give a length above 0.")
    mini = "mini_loop" in need.types
    if mini:
        need = replace(need, spread_mm=math.ceil(path_m * 1000))
    left = tuple(bands)
    short = ""
    while True:
        advice = advise(
            programme,
            need,
            left,
            cap_n=force.cap_n,
            target_low_n=force.low_n,
            target_high_n=force.high_n,
            no_latex=no_latex,
        )
        band = next((one for one in left if one.id == advice.band), None)
        if band is None:
            text = f"Your {short} is too short for your height. {need.without}" if short else advice.text
            return Setup(advice, None, "", text)
        if _reaches(band, advice, path_m, tied="loop" in need.types):
            return _setup(advice, band, path_m, tied="loop" in need.types)
        left, short = tuple(one for one in left if one.id != band.id), band.name


def _reaches(band: OwnedBand, advice: BandAdvice, path_m: float, *, tied: bool) -> bool:
    """Return whether a flat band is long enough to lie on its way with the advised stretch; tied, it lies double."""
    if advice.need != "flat" or band.rest_mm is None:
        return True
    return band.rest_mm >= _slack_mm(advice, path_m) * (2 if tied else 1)


def _slack_mm(advice: BandAdvice, path_m: float) -> float:
    return path_m * 1000 / (1 + advice.stretch_percent / 100)


def _setup(advice: BandAdvice, band: OwnedBand, path_m: float, *, tied: bool) -> Setup:
    if advice.need == "mini_loop":
        return Setup(advice, None, "above_knees", f"{advice.text} Put it flat just above both knees.")
    if advice.need == "loop":
        return _to_anchor(advice, band)
    if not advice.stretch_percent:
        return Setup(advice, None, "between_hands", advice.text)
    length_mm = _to_cm(_slack_mm(advice, path_m))
    if tied:
        text = f"{advice.text} Take it double, each half about {length_mm // _CM} cm long while slack."
        return Setup(advice, length_mm, "anchor_to_ankle", text)
    text = f"{advice.text} With your height that is about {length_mm // _CM} cm of slack band between your hands."
    return Setup(advice, length_mm, "between_hands", text)


def _to_anchor(advice: BandAdvice, band: OwnedBand) -> Setup:
    if band.rest_mm is None:
        return Setup(advice, None, "anchor_to_ankle", advice.text)
    around_mm = band.rest_mm * (1 + advice.stretch_percent / 100) - math.pi * ANKLE_M * 1000 / 2
    length_mm = _to_cm(around_mm / 2)
    text = f"{advice.text} Slide back until it is about {length_mm // _CM} cm from the anchor to your ankle."
    return Setup(advice, length_mm, "anchor_to_ankle", text)


def _to_cm(length_mm: float) -> int:
    return round(length_mm / _CM) * _CM
