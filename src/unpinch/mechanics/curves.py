"""Every curve of a movement over time: band, nerve, muscles, hip moments. Units stand in the names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from unpinch.mechanics import moments
from unpinch.mechanics.bands import Pull, pull
from unpinch.mechanics.flaws import MechanicsError
from unpinch.mechanics.muscles import length_change_percent
from unpinch.mechanics.nerve import SITES, Nerve, bed_of, nerves, slider_index, tensioner_twin
from unpinch.mechanics.pose import leg_of
from unpinch.mechanics.setup import Setup, path_of, suggest, wanted
from unpinch.mechanics.ways import band_way_m, in_place, thighs_m, working_way_m
from unpinch.movement import COORDINATES, Body, Motion, movement_of, play
from unpinch.movement.play import Side
from unpinch.programme.bands import OwnedBand
from unpinch.programme.model import BandNeed, Programme
from unpinch.programme.shop import shop

Array = NDArray[np.float64]

FLOSS = "nerve_floss"
_SIDES: tuple[Side, Side] = ("right", "left")


@dataclass(frozen=True, slots=True)
class BandCurves:
    """The band's curves, the band they are of, and the set-up that they take for granted."""

    band: OwnedBand
    setup: Setup
    rest_m: float
    pull: Pull


@dataclass(frozen=True, slots=True)
class Curves:
    """All curves of one clip. `nerve` and `hip` are of the working leg; `muscles_percent` of each leg.

    `twin` is the nerve in the tensioner twin of a floss: the same movement, toes pulled where they should point away.
    """

    motion: Motion
    nerve: Nerve
    slider_index: float
    twin: Nerve | None
    muscles_percent: Mapping[str, Mapping[str, Array]]
    hip: moments.HipMoment | None
    band: BandCurves | None

    def to_json(self, every: int = 1) -> dict[str, Any]:
        """Return plain JSON values of each `every`-th frame, rounded to what the models can tell."""
        thin = _Thin(every)
        made: dict[str, Any] = {
            "time_s": thin(self.motion.time_s, 3),
            "slider_index": round(self.slider_index, 2),
            "nerve": _nerve(self.nerve, thin),
            "muscle_length_change_percent": {
                side: {name: thin(values, 1) for name, values in muscles.items()}
                for side, muscles in self.muscles_percent.items()
            },
        }
        if self.twin is not None:
            made["tensioner_twin"] = {
                name: values for name, values in _nerve(self.twin, thin).items() if not name.startswith("bed")
            }
        if self.hip is not None:
            made["hip_gravity_moment_n_m"] = thin(self.hip.gravity_n_m, 1)
            made["hip_band_moment_n_m"] = thin(self.hip.band_n_m, 1)
        if self.band is not None:
            made["band"] = _band(self.band, thin)
        return made


def curves(  # noqa: PLR0913, PLR0917  # the interface: each is a separate choice of the caller
    programme: Programme,
    exercise_id: str,
    level: int,
    side: Side = "right",
    body: Body | None = None,
    band: OwnedBand | None = None,
) -> Curves:
    """Return the curves of one repetition (or hold) of a level. Without a band, one that can be bought is recommended.

    `MechanicsError` when the band can't serve, in words; `movement`'s own errors for an unknown level.
    """
    motion = play(movement_of(programme, exercise_id, level), body, side)
    return curves_of(programme, motion, (band,) if band else shop(programme))


def curves_of(programme: Programme, motion: Motion, bands: tuple[OwnedBand, ...]) -> Curves:
    """Return the curves of a clip that was played already; the best of `bands` is set up for it."""
    body, exercise = motion.frames.body, motion.movement.exercise
    leg = leg_of(COORDINATES, motion.q, motion.side)
    held = band_curves(programme, motion, bands)
    force_n = held.pull.limb_n if held else 0.0
    slides = exercise == FLOSS and motion.movement.level > 0
    found = nerves((leg, tensioner_twin(leg)) if slides else (leg,), body.height_m)
    return Curves(
        motion=motion,
        nerve=found[0],
        slider_index=sliding(motion),
        twin=found[1] if slides else None,
        muscles_percent={side: length_change_percent(leg_of(COORDINATES, motion.q, side)) for side in _SIDES},
        hip=_hip(motion, force_n),
        band=held,
    )


def sliding(motion: Motion) -> float:
    """Return the slider index of the phase in which the joints change the bed most."""
    bed = bed_of(leg_of(COORDINATES, motion.q, motion.side))
    ends = [np.searchsorted(motion.time_s, (phase.from_s, phase.to_s)) for phase in motion.phases]
    last = len(motion.time_s) - 1
    pairs = [(int(min(start, last)), int(min(end, last))) for start, end in ends]
    joints_mm = bed.joints_mm
    start, end = max(pairs, key=lambda pair: float(np.abs(joints_mm[:, pair[1]] - joints_mm[:, pair[0]]).sum()))
    return slider_index(bed, start, end)


def need_of(programme: Programme, motion: Motion) -> BandNeed | None:
    """Return what the level wants of a band; None where it has none, and for the positions of ease."""
    exercise = programme.exercises.get(motion.movement.exercise)
    return exercise.level(motion.movement.level).band if exercise else None


def band_curves(programme: Programme, motion: Motion, bands: tuple[OwnedBand, ...]) -> BandCurves | None:
    """Return the band's curves with the best of `bands`; None where the movement has no band."""
    need, way_m = need_of(programme, motion), band_way_m(programme, motion)
    if need is None or way_m is None:
        return None
    apart_m, widest_m = thighs_m(programme, motion), working_way_m(motion, way_m)
    force = wanted(programme, motion.movement.exercise, need, motion.frames.body.mass_kg)
    setup = suggest(programme, need, bands, force, path_of(need, widest_m, apart_m))
    band = next((one for one in bands if one.id == setup.advice.band), None)
    if band is None:
        raise MechanicsError(setup.text)
    measured_m = (band.rest_mm or 0) / 1000 if apart_m is not None else 0.0
    rest_m = measured_m or widest_m / (1 + setup.advice.stretch_percent / 100)
    return BandCurves(band, setup, rest_m, pull(programme, band, way_m, rest_m, need.strands))


def clip_pull(programme: Programme, motion: Motion, held: BandCurves) -> Pull:
    """Return what the same band, set up the same, does in any clip: also on the way in and out."""
    way_m = band_way_m(programme, motion)
    if way_m is None:
        raise MechanicsError(f"{motion.movement.name} has no band on its way.")
    stretched_m = held.rest_m + in_place(motion) * np.maximum(way_m - held.rest_m, 0)
    return pull(programme, held.band, stretched_m, held.rest_m, held.pull.strands)


def _hip(motion: Motion, band_n: Array | float) -> moments.HipMoment | None:
    by_exercise = {"clamshell": moments.clam, "bridge": moments.bridge}
    found = by_exercise.get(motion.movement.exercise)
    return found(motion.frames.points, motion.frames.body, motion.side, band_n) if found else None


class _Thin:
    """Rounds the values of each so-many-th frame; -0.0 becomes 0.0, so that the same movement gives the same bytes."""

    def __init__(self, every: int) -> None:
        self._every = every

    def __call__(self, values: Array, digits: int) -> list[float]:
        return [round(float(value), digits) + 0.0 for value in values[:: self._every]]


def _nerve(one: Nerve, thin: _Thin) -> dict[str, Any]:
    joints = ("hip", "knee", "ankle", "spine")
    return {
        "bed_change_mm": {name: thin(row, 1) for name, row in zip(joints, one.bed.joints_mm, strict=True)},
        "bed_net_mm": thin(one.bed.net_mm, 1),
        "excursion_mm": {site: thin(one.excursion_mm[site], 1) for site in SITES},
        "load_index": thin(one.load_index, 2),
        "load_index_low": thin(one.load_index_low, 2),
        "load_index_high": thin(one.load_index_high, 2),
        "site_load_index": {site: thin(one.site_load_index[site], 2) for site in SITES},
    }


def _band(one: BandCurves, thin: _Thin) -> dict[str, Any]:
    return {
        "id": one.band.id,
        "name": one.band.name,
        "rest_length_mm": round(one.rest_m * 1000),
        "setup": one.setup.text,
        "strands": one.pull.strands,
        "elongation_percent": thin(one.pull.elongation_percent, 1),
        "tension_low_n": thin(one.pull.tension_low_n, 1),
        "tension_n": thin(one.pull.tension_n, 1),
        "tension_high_n": thin(one.pull.tension_high_n, 1),
        "limb_low_n": thin(one.pull.limb_low_n, 1),
        "limb_n": thin(one.pull.limb_n, 1),
        "limb_high_n": thin(one.pull.limb_high_n, 1),
        "energy_j": thin(one.pull.energy_j, 2),
        "warning": one.pull.warning,
    }
