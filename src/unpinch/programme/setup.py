"""A band's set-up: from the advised band and stretch to a length for this person, or why it can't serve.

Band and stretch are chosen by `bands.advise`, as planner and guard have them; nothing here chooses more. How long a
band's way is in a move comes from mechanics, for a few heights (`derived/setup.json`); used by mechanics and pages.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from unpinch.programme.bands import OwnedBand, advise, force_range_n, loop_stretch_percent
from unpinch.programme.decision import BandAdvice
from unpinch.programme.model import BandNeed, Programme, Thresholds

Where = Literal["between_hands", "anchor_to_ankle", "above_knees", ""]

ANKLE_M = 0.075
"""Thickness of ankle and cuff, taken as round. Choice."""
LEAST_ANCHOR_MM = 200
"""Nearer to the anchor than this a foot has no room: the loop is too short. Choice."""
MORE_FORCE_PERCENT = 10
"""A mini loop that pulls so much harder at this person's width than the plan reckons is said to do so. Choice."""
SNAP_BACK = "Let it go slack before you let go, and keep your face out of its line."
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
    """The band to take and its length in millimetres: slack from grip to grip, or from anchor to ankle.

    `length_mm` is None where there is nothing to measure. A flat band for traction is taken `double`: then it is the
    length of each half. `problem` says why the advised band can't serve; `warning` what to heed of one that does.
    """

    advice: BandAdvice
    length_mm: int | None = None
    where: Where = ""
    double: bool = False
    warning: str = ""
    problem: str = ""

    @property
    def fits(self) -> bool:
        """Return whether a band fits."""
        return self.advice.need != "none" and not self.problem

    def place(self, length: str) -> str:
        """Return where the band goes and how long to take it, `length` being the words for `length_mm`."""
        if self.where == "above_knees":
            return "Put it flat just above both knees."
        if self.length_mm is None:
            return ""
        if self.double:
            return f"Take it double, each half about {length} long while slack."
        if self.where == "anchor_to_ankle":
            return f"Slide back until it is about {length} from the anchor to your ankle."
        return f"Hold it with about {length} of slack band from one grip to the other."

    @property
    def text(self) -> str:
        """Return everything in metric words, also when no band fits."""
        if self.problem:
            return self.problem
        parts = (self.advice.text, self.place(f"{(self.length_mm or 0) // _CM} cm"), self.warning)
        return " ".join(part for part in parts if part)


def wanted(programme: Programme, exercise_id: str, need: BandNeed, mass_kg: float | None = None) -> Wanted:
    """Return what a level wants of its band.

    Traction goes by body weight; where that isn't known, by the dose's own newtons, which are light.
    """
    limits = programme.thresholds
    if exercise_id in _STRENGTH:
        return Wanted(need.force_low_n, need.force_high_n, limits.loop_most_n)
    if exercise_id != _TRACTION:
        return Wanted(need.force_low_n, need.force_high_n, min(limits.floss_force_n, need.force_high_n))
    if mass_kg is None:
        cap_n = limits.traction_unknown_weight_n
        return Wanted(min(need.force_low_n, cap_n), min(need.force_high_n, cap_n), cap_n)
    weight_n = mass_kg * _GRAVITY
    cap_n = min(math.floor(weight_n * limits.traction_body_weight_percent / 100), limits.traction_force_n)
    shares = need.body_weight_low_percent, need.body_weight_high_percent
    low_n, high_n = (max(1, int(weight_n * share / 100)) for share in shares)
    return Wanted(low_n, high_n, cap_n)


def way_mm(heights_m: Sequence[float], ways_mm: Sequence[float], height_m: float) -> float:
    """Return how long a band's way is for a height, from its ways for some heights: straight lines between them.

    Beyond the shortest and tallest it goes on as between the last two.
    """
    at = min(max(bisect_left(heights_m, height_m), 1), len(heights_m) - 1)
    (low_m, high_m), (low_mm, high_mm) = list(pairwise(heights_m))[at - 1], list(pairwise(ways_mm))[at - 1]
    return low_mm + (high_mm - low_mm) * (height_m - low_m) / (high_m - low_m)


def set_up(  # noqa: PLR0913, PLR0917  # each is a separate fact of person and level
    programme: Programme, need: BandNeed, advice: BandAdvice, band: OwnedBand | None, path_m: float, cap_n: int
) -> Setup:
    """Return the set-up of the advised band for this person, or why it can't serve.

    `path_m` is the band's way where it is longest, for this person's height: from hand to hand by the foot, from anchor
    to ankle, or (mini loop) between the middles of the thighs.
    """
    if band is None or advice.need == "none":
        return Setup(advice)
    laid = _Laid(programme, need, advice, band, path_m, cap_n)
    if advice.stretch_percent >= programme.thresholds.stretch_refuse_percent:
        return laid.cannot("would be stretched too far")
    made = {"flat": laid.flat, "loop": laid.loop, "mini_loop": laid.mini}[advice.need]()
    return replace(made, warning=made.warning or stretch_warning(programme.thresholds, advice.stretch_percent))


@dataclass(frozen=True, slots=True)
class _Laid:
    """The advised band on its way, one method for each kind."""

    programme: Programme
    need: BandNeed
    advice: BandAdvice
    band: OwnedBand
    path_m: float
    cap_n: int

    def cannot(self, why: str) -> Setup:
        return Setup(self.advice, problem=f"Your {self.band.name} {why}. {self.need.without}")

    def flat(self) -> Setup:
        """Return how long a piece to take; for traction it lies double."""
        if not self.advice.stretch_percent:
            return Setup(self.advice, where="between_hands")
        double, rest_mm = "loop" in self.need.types, self.band.rest_mm
        slack_mm = self.path_m * 1000 / (1 + self.advice.stretch_percent / 100)
        if rest_mm is not None and rest_mm < slack_mm * (2 if double else 1):
            return self.cannot(self._too_short(rest_mm, slack_mm * (2 if double else 1)))
        return Setup(self.advice, _to_cm(slack_mm), "anchor_to_ankle" if double else "between_hands", double)

    def _too_short(self, rest_mm: int, needed_mm: float) -> str:
        needed = math.ceil(needed_mm / _CM)
        return f"is too short for your height: it is {rest_mm // _CM} cm long and {needed} cm are needed"

    def loop(self) -> Setup:
        """Return how far to slide back; of a loop of unknown length it can't be said."""
        if self.band.rest_mm is None:
            return Setup(self.advice, where="anchor_to_ankle")
        around_mm = self.band.rest_mm * (1 + self.advice.stretch_percent / 100) - math.pi * ANKLE_M * 1000 / 2
        length_mm = _to_cm(around_mm / 2)
        if length_mm < LEAST_ANCHOR_MM:
            return self.cannot("is too short for this")
        return Setup(self.advice, length_mm, "anchor_to_ankle")

    def mini(self) -> Setup:
        """Return the loop's place. The plan reckons with one width for all; this person's may be too much."""
        percent = loop_stretch_percent(self.programme.band_law, self.band, math.ceil(self.path_m * 1000)) or 0
        force_n = force_range_n(self.programme, self.band, percent, self.need.strands)
        if force_n is None or percent > self.need.stretch_most_percent or force_n[1] > self.cap_n:
            return self.cannot("is too tight for your size")
        harder = force_n[1] > self.advice.force_high_n * (1 + MORE_FORCE_PERCENT / 100)
        said = f"At your size it may pull harder: up to about {force_n[1]} newtons." if harder else ""
        warnings = (stretch_warning(self.programme.thresholds, percent), said)
        return Setup(self.advice, where="above_knees", warning=" ".join(one for one in warnings if one))


def suggest(  # noqa: PLR0913  # each is a separate fact of person and level
    programme: Programme,
    need: BandNeed,
    bands: Sequence[OwnedBand],
    force: Wanted,
    path_m: float,
    *,
    no_latex: bool = False,
) -> Setup:
    """Return which band to take and its set-up for this person; `path_m` as for `set_up`.

    A mini loop is judged by this person's own width. A band that can't serve is passed over.
    """
    if "mini_loop" in need.types:
        need = replace(need, spread_mm=math.ceil(path_m * 1000))
    left, last = tuple(bands), ""
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
        made = set_up(programme, need, advice, band, path_m, force.cap_n)
        if band is None:
            return replace(made, problem=last or advice.text)
        if made.fits:
            return made
        left, last = tuple(one for one in left if one.id != band.id), made.problem


def stretch_warning(limits: Thresholds, percent: float) -> str:
    """Return a sentence from the programme's warning on, else nothing."""
    if percent < limits.stretch_warn_percent:
        return ""
    return (
        f"This stretches the band by {percent:.0f} %. From {limits.stretch_warn_percent} % on it may snap; "
        "take a longer or a stronger one."
    )


def _to_cm(length_mm: float) -> int:
    return round(length_mm / _CM) * _CM
