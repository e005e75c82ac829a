"""The one band law: from what is known of a band to the force it pulls with, always as a range.

Used by planner, guard, mechanics and pages. The law: a strand stretched to `l` times its rest length pulls with
`T = S (l - l^-2)(0.488 + 0.172 / l)`, S its tension at 100 % stretch, in newtons. One shape for all colours, fitted to
makers' tables: root mean square error 2.6 %, worst 8.2 %; not checked on real bands. Rest length counts in `l` alone.
Two strands (a loop, or a band round the foot with both ends held) pull twice as hard on the limb.

How wide the range is: a maker's colour at least 35 % (published tables for one colour differ by that much, and makers
overstate); a size alone 35 %; a weight hung on the band itself 15 %, for then only law, ruler and scale err.
A mini loop's stretch takes one thigh width for everybody: on a thick thigh it pulls harder than the range says.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from unpinch.programme.decision import BandAdvice
from unpinch.programme.model import BandLaw, BandNeed, BandType, Programme

LEAST_HUNG_STRETCH = 1.1
"""A hung weight must lengthen the band by a tenth, or the ruler's error rules the result. Choice."""
STEP_PERCENT = 5
"""Stretches are advised in steps of 5 %: finer can't be seen on a ruler. Choice."""
_LEAST_PERCENT = 10
_GRAVITY = 9.81
_PLAIN = ("type", "brand", "colour", "rest_mm", "latex", "hung_rest_mm", "hung_stretched_mm", "retired")
_DECIMALS = ("width_mm", "thickness_mm", "hung_n")

Range = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class OwnedBand:
    """A band as the person described it. Lengths in millimetres; `rest_mm` of a loop goes all the way round."""

    id: str
    type: BandType | None = None
    brand: str = ""
    colour: str = ""
    rest_mm: int | None = None
    width_mm: float | None = None
    thickness_mm: float | None = None
    latex: bool = True
    hung_n: float | None = None
    hung_rest_mm: int | None = None
    hung_stretched_mm: int | None = None
    retired: bool = False

    @classmethod
    def learn(cls, known: OwnedBand | None, values: Mapping[str, Any]) -> OwnedBand:
        """Return the band with what a `band` entry states put over what was known.

        Not said: it counts as latex, and without a type it fits nothing.
        """
        stated = {name: values[name] for name in _PLAIN if name in values}
        stated |= {name: float(values[name]) for name in _DECIMALS if name in values}
        return replace(known or cls(values["band"]), **stated)

    @property
    def strands(self) -> int:
        """Return how many strands share a weight hung on it: a loop has two."""
        return 2 if self.type in {"loop", "mini_loop"} else 1

    @property
    def name(self) -> str:
        """Return what to call it in a sentence."""
        kind = {"loop": "long loop", "mini_loop": "mini loop"}.get(self.type or "", "band")
        return " ".join(part for part in (self.colour, self.brand, kind) if part)


def tension_ratio(length_ratio: float) -> float:
    """Return T / S of one strand at `length_ratio` times its rest length; 0 when slack."""
    if length_ratio <= 1:
        return 0.0
    return (length_ratio - length_ratio**-2) * (0.488 + 0.172 / length_ratio)


def strength_n(programme: Programme, band: OwnedBand) -> Range | None:
    """Return (low, mid, high) of one strand's tension at 100 % stretch in newtons, or None when it isn't known.

    A weight hung on the band counts most. Where it contradicts colour or size altogether, the range spans both, so that
    a slip in measuring never makes a band seem lighter.
    """
    stated = _by_colour(programme, band) or _by_size(programme.band_law, band)
    hung = _by_weight(programme.band_law, band)
    if hung and stated and (hung[2] < stated[0] or stated[2] < hung[0]):
        return min(hung[0], stated[0]), hung[1], max(hung[2], stated[2])
    return hung or stated


def _around(mid: float, spread_percent: int) -> Range:
    return mid * (1 - spread_percent / 100), mid, mid * (1 + spread_percent / 100)


def _by_weight(law: BandLaw, band: OwnedBand) -> Range | None:
    if not band.hung_n or not band.hung_rest_mm or not band.hung_stretched_mm:
        return None
    ratio = band.hung_stretched_mm / band.hung_rest_mm
    if ratio < LEAST_HUNG_STRETCH:
        return None
    return _around(band.hung_n / band.strands / tension_ratio(ratio), law.calibrated_spread_percent)


def _by_colour(programme: Programme, band: OwnedBand) -> Range | None:
    """Known brand and colour of a flat band; without a brand, all brands of that colour and a wider range."""
    if band.type != "flat":
        return None
    brand, colour = band.brand.strip().casefold(), band.colour.strip().casefold()
    rows = [row for row in programme.band_colours if row.colour.casefold() == colour]
    rows = [row for row in rows if brand in {"", row.brand.casefold()}]
    if not rows:
        return None
    least = 0 if brand else programme.band_law.colour_spread_percent
    ranges = [_around(float(row.s_n), max(row.spread_percent, least)) for row in rows]
    mid = sum(middle for _, middle, _ in ranges) / len(ranges)
    return min(low for low, _, _ in ranges), mid, max(high for _, _, high in ranges)


def _by_size(law: BandLaw, band: OwnedBand) -> Range | None:
    if not band.width_mm or not band.thickness_mm:
        return None
    return _around(law.latex_kpa / 1000 * band.width_mm * band.thickness_mm, law.size_spread_percent)


@lru_cache(maxsize=4096)
def force_range_n(programme: Programme, band: OwnedBand, stretch_percent: int, strands: int) -> tuple[int, int] | None:
    """Return the least and greatest force on the limb in whole newtons, rounded outward; None when it isn't known."""
    strength = strength_n(programme, band)
    if strength is None:
        return None
    ratio = strands * tension_ratio(1 + stretch_percent / 100)
    return math.floor(strength[0] * ratio), math.ceil(strength[2] * ratio)


def is_heavy(programme: Programme, band: OwnedBand) -> bool:
    """Return whether a band is only for traction.

    So is a long loop, and a flat band of which one strand may reach the floss limit at 100 % stretch (choice), or whose
    strength isn't known.
    """
    if band.type == "mini_loop":
        return False
    if band.type != "flat":
        return True
    strength = strength_n(programme, band)
    return strength is None or strength[2] >= programme.thresholds.floss_force_n


def loop_stretch_percent(law: BandLaw, band: OwnedBand, spread_mm: int) -> int | None:
    """Return a mini loop's stretch above the knees when the thighs' middles are `spread_mm` apart.

    The loop runs round two round limbs: perimeter `2 d + pi D`. Rounded up; 0 when it hangs loose; None when its length
    isn't known.
    """
    if not band.rest_mm:
        return None
    perimeter_mm = 2 * spread_mm + math.pi * law.thigh_mm
    return max(0, math.ceil((perimeter_mm / band.rest_mm - 1) * 100))


@dataclass(frozen=True, slots=True)
class _Fit:
    """One way to use one band; `miss` is how far its middle force lies from the wanted middle."""

    miss: float
    stretch_percent: int
    place: int
    band: OwnedBand
    low_n: int
    high_n: int

    def order(self) -> tuple[float, int, int]:
        return self.miss, self.stretch_percent, self.place


@lru_cache(maxsize=4096)
def advise(  # noqa: PLR0913  # each is a separate fact of the plan
    programme: Programme,
    need: BandNeed,
    bands: tuple[OwnedBand, ...],
    *,
    cap_n: int,
    target_low_n: int,
    target_high_n: int,
    without: str = "",
    no_latex: bool = False,
) -> BandAdvice:
    """Return the band and stretch that fit the wanted force best, the upper end of their range never above `cap_n`.

    A band that is stronger than wanted even at the lower end of its range doesn't fit; a lighter one always may.
    When nothing fits, `need` is "none" and the text says why and what to do without (`without`, or the level's own).
    """
    usable = [band for band in bands if band.type in need.types and not band.retired]
    suiting = [band for band in usable if _suits(programme, need, band, no_latex=no_latex)]
    middle_n = (target_low_n + target_high_n) / 2
    fits = [fit for place, band in enumerate(suiting) for fit in _fits(programme, need, band, place, middle_n)]
    fits = [fit for fit in fits if fit.high_n <= cap_n and fit.low_n <= target_high_n]
    if fits:
        return _advice(min(fits, key=_Fit.order))
    return BandAdvice("none", text=f"{_why_none(programme, need, usable, no_latex=no_latex)} {without or need.without}")


def _fits(programme: Programme, need: BandNeed, band: OwnedBand, place: int, middle_n: float) -> Iterator[_Fit]:
    for percent in _stretches(programme, need, band):
        force = force_range_n(programme, band, percent, need.strands)
        if force is not None:
            yield _Fit(abs(sum(force) / 2 - middle_n), percent, place, band, *force)


def _suits(programme: Programme, need: BandNeed, band: OwnedBand, *, no_latex: bool) -> bool:
    return not (no_latex and band.latex) and ("loop" in need.types or not is_heavy(programme, band))


def _stretches(programme: Programme, need: BandNeed, band: OwnedBand) -> range | tuple[int, ...]:
    most = min(need.stretch_most_percent, programme.thresholds.stretch_refuse_percent)
    if band.type == "mini_loop":
        percent = loop_stretch_percent(programme.band_law, band, need.spread_mm)
        return () if not percent or percent > most else (percent,)
    return range(_LEAST_PERCENT, most + 1, STEP_PERCENT) if most else (0,)


def _advice(fit: _Fit) -> BandAdvice:
    band = fit.band
    return BandAdvice(band.type or "none", band.id, fit.stretch_percent, fit.low_n, fit.high_n, _words(fit), band.name)


def _words(fit: _Fit) -> str:
    if not fit.stretch_percent:
        return f"Take your {fit.band.name} and keep it slack; it only guides."
    kilograms = f"{fit.low_n / _GRAVITY:.1f} to {fit.high_n / _GRAVITY:.1f} kg"
    pull = f"It pulls with about {fit.low_n} to {fit.high_n} newtons, like {kilograms}."
    if fit.band.type == "mini_loop":
        return f"Take your {fit.band.name}. {pull}"
    length_cm = 100 + fit.stretch_percent
    return f"Take your {fit.band.name} and stretch it by {fit.stretch_percent} %: 100 cm become {length_cm} cm. {pull}"


def _why_none(programme: Programme, need: BandNeed, usable: list[OwnedBand], *, no_latex: bool) -> str:
    if not usable:
        return "You have no band of the right kind for this."
    if no_latex and all(band.latex for band in usable):
        return "Your bands for this may hold latex."
    if all(strength_n(programme, band) is None for band in usable):
        return "We don't know how strong your band is; hang a full bottle on it to find out."
    if "mini_loop" in need.types:
        return "Your loop doesn't fit this: too strong, too loose, or of unknown length."
    return "Your band is too strong for this."
