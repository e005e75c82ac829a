"""The physics part of `programme check`: what a level's movement must keep to, in sentences that name file and key.

The loader has checked the words and numbers; here each level is moved and looked at. Each rule is a small object. Load
indices are in hundredths, as `nerve_load` is written. Bands are judged for heights from 1.45 to 2.05 m by one way,
scaled with stature: only traction's doesn't scale, where the way counts for a flat band's length alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from unpinch.mechanics.curves import FLOSS, BandCurves, band_curves, sliding
from unpinch.mechanics.flaws import MechanicsError
from unpinch.mechanics.nerve import Nerve, nerve, tensioner_twin
from unpinch.mechanics.pose import leg_of
from unpinch.mechanics.setup import HEIGHTS_M, path_of, suggest, wanted
from unpinch.mechanics.ways import band_way_m, in_place, thighs_m, working_way_m
from unpinch.movement import CLIPS, COORDINATES, Body, Motion, movement_of, play
from unpinch.programme.flaws import Flaw
from unpinch.programme.model import BandNeed, Exercise, Level, Programme
from unpinch.programme.shop import shop

Array = NDArray[np.float64]
Flaws = Iterator[Flaw]

LEAST_SLIDER_INDEX = 0.3
"""Below it a movement pulls the nerve more than it slides it: no floss. Choice."""
BELOW_TWIN_PERCENT = 5
"""A floss loads the thigh's nerve by at least this much less than with the toes pulled (the model: 10 +- 3). Choice."""
LOAD_OFF = 3
"""The written nerve load may lie off the computed one by this many hundredths. Choice."""
PULLED = {"leg_traction": 42}
"""A leg that a band pulls lengthwise counts at least this much: the model knows the joints' angles, not the pull.

Hundredths; the reference's figure for traction with the leg raised and out by 30 degrees. Choice.
"""
HIP_OFF_DEG = 3
ACROSS_DEG = 10
"""Side-lying with knees together, the upper leg lies some degrees across. Choice."""
MOST_CAP = 130
"""No phase may allow more load: 1.3 times a straight-leg raise to 70 degrees. Choice."""
SPREAD_OFF_PERCENT = 10
LIGHT_BODY_MASS_INDEX = 18.5
"""Bands must also suit a light person. Choice."""
_ROUNDING_PERCENT = 1
_REFERENCE = Body()


@dataclass(frozen=True)
class Moved:
    """One level, moved: its repetition on the right side of a person 1.70 m tall."""

    programme: Programme
    exercise: Exercise
    place: int

    @property
    def level(self) -> Level:
        """Return the level."""
        return self.exercise.levels[self.place]

    @property
    def file(self) -> str:
        """Return the exercise's file."""
        return f"exercises/{self.exercise.id}.toml"

    def key(self, name: str) -> str:
        """Return a key of the level, as it stands in the file."""
        return f"levels[{self.place}].{name}"

    @cached_property
    def motion(self) -> Motion:
        """Return the repetition."""
        return play(movement_of(self.programme, self.exercise.id, self.level.number), _REFERENCE)

    @cached_property
    def leg(self) -> dict[str, Array]:
        """Return the working leg's coordinates by name."""
        return leg_of(COORDINATES, self.motion.q, "right")

    @cached_property
    def nerve(self) -> Nerve:
        """Return the nerve over the repetition."""
        return nerve(self.leg)

    @cached_property
    def held(self) -> BandCurves | None:
        """Return the band with its recommended set-up; None where there is none, or none that fits."""
        try:
            return band_curves(self.programme, self.motion, shop(self.programme))
        except MechanicsError:
            return None  # the rule "band_fits" says it

    @property
    def load(self) -> int:
        """Return the peak load index in hundredths: what `nerve_load` should say."""
        return max(round(100 * float(self.nerve.load_index.max())), PULLED.get(self.exercise.id, 0))


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule over the levels of one exercise: its id, and what finds the flaws."""

    id: str
    find: Callable[[Sequence[Moved]], Flaws]


def breaches(programme: Programme) -> list[Flaw]:
    """Return every flaw that the physics finds in a programme that the loader has passed. Takes some seconds."""
    found = list(phase_caps(programme))
    for exercise in programme.exercises.values():
        levels = [Moved(programme, exercise, place) for place in range(len(exercise.levels))]
        found += [_unmoved(one) for one in levels if one.level.movement is None]
        moved = [one for one in levels if one.level.movement is not None]
        found += [flaw for rule in RULES for flaw in rule.find(moved)]
    return found


@dataclass(frozen=True, slots=True)
class LevelRow:
    """What a level comes to: `nerve_load` as written (hundredths), and the peak load index with its spread.

    `slider_index` and `twin` (the index with the toes pulled) only of a floss.
    """

    exercise: str
    level: int
    written: int
    index: float
    low: float
    high: float
    slider_index: float | None
    twin: float | None


def level_rows(programme: Programme) -> Iterator[LevelRow]:
    """Yield a row for each level that has a movement, in the programme's order."""
    for exercise in programme.exercises.values():
        for place, level in enumerate(exercise.levels):
            if level.movement is not None:
                yield _row(Moved(programme, exercise, place))


def _row(one: Moved) -> LevelRow:
    loads, floss = one.nerve, one.exercise.id == FLOSS and one.level.number > 0
    at = int(loads.load_index.argmax())
    return LevelRow(
        exercise=one.exercise.id,
        level=one.level.number,
        written=one.level.nerve_load,
        index=float(loads.load_index[at]),
        low=float(loads.load_index_low[at]),
        high=float(loads.load_index_high[at]),
        slider_index=sliding(one.motion) if floss else None,
        twin=float(nerve(tensioner_twin(one.leg)).load_index.max()) if floss else None,
    )


def phase_caps(programme: Programme) -> Flaws:
    """Find phases whose own cap is beyond what any programme may allow."""
    for place, phase in enumerate(programme.phases.values()):
        if not 0 < phase.nerve_load_most <= MOST_CAP:
            problem = f"is {phase.nerve_load_most}, beyond 1 to {MOST_CAP}"
            yield Flaw("programme.toml", f"phases[{place}].nerve_load_most", problem, "Write a number within.")


def _unmoved(one: Moved) -> Flaw:
    return Flaw(one.file, one.key("movement"), "is missing, so its load can't be computed", "Write its movement.")


def _slides(levels: Sequence[Moved]) -> Flaws:
    """Find flosses that pull more than they slide. Level 0 moves the ankle alone: nothing to slide against."""
    for one in levels:
        if one.exercise.id != FLOSS or one.level.number == 0:
            continue
        index = sliding(one.motion)
        if index < LEAST_SLIDER_INDEX:
            yield Flaw(
                one.file,
                one.key("movement"),
                f"has a slider index of {index:.2f}, below {LEAST_SLIDER_INDEX}: it pulls more than it slides",
                "Let the toes point away, or the thigh sink, while the knee straightens.",
            )


def _below_twin(levels: Sequence[Moved]) -> Flaws:
    for one in levels:
        if one.exercise.id != FLOSS or one.level.number == 0:
            continue
        twin = round(100 * float(nerve(tensioner_twin(one.leg)).load_index.max()))
        if one.load > twin * (1 - BELOW_TWIN_PERCENT / 100):
            yield Flaw(
                one.file,
                one.key("movement"),
                f"loads the nerve with {one.load}, with toes pulled {twin}: not {BELOW_TWIN_PERCENT} % below",
                "Let the toes point farther away while the knee straightens.",
            )


def _load_as_written(levels: Sequence[Moved]) -> Flaws:
    for one in levels:
        if abs(one.level.nerve_load - one.load) > LOAD_OFF:
            yield Flaw(
                one.file,
                one.key("nerve_load"),
                f"is {one.level.nerve_load}, and the movement's computed load is {one.load}",
                f"Write {one.load}, or change the movement.",
            )


def _load_rises(levels: Sequence[Moved]) -> Flaws:
    for before, after in pairwise(levels):
        if after.load < before.load - 1:
            yield Flaw(
                after.file,
                after.key("movement"),
                f"loads the nerve with {after.load}, less than the level before ({before.load})",
                "Put the levels in the order of their load.",
            )


def _load_cap(levels: Sequence[Moved]) -> Flaws:
    for one in levels:
        phase = one.programme.phases[one.exercise.phase]
        if one.load > phase.nerve_load_most:
            yield Flaw(
                one.file,
                one.key("movement"),
                f"loads the nerve with {one.load}; in {phase.name} it is at most {phase.nerve_load_most}",
                "Bend the knee more, or the hip less.",
            )


def _hip_as_written(levels: Sequence[Moved]) -> Flaws:
    """Find hips bent or led across more than is written: rules on replaced hips go by what is written."""
    for one in levels:
        bent_deg = float(one.leg["hip_flexion_deg"].max())
        if bent_deg > one.level.hip_flexion_deg + HIP_OFF_DEG:
            problem = f"is {one.level.hip_flexion_deg}, and the movement bends the hip to {bent_deg:.0f}"
            yield Flaw(one.file, one.key("hip_flexion_deg"), problem, "Bend it less, or write what it is.")
        across_deg = float(one.leg["hip_adduction_deg"].max())
        if across_deg > ACROSS_DEG and not one.level.adducts_hip:
            problem = f"is false, and the movement leads the leg across by {across_deg:.0f} degrees"
            yield Flaw(one.file, one.key("adducts_hip"), problem, "Write true, or keep the leg on its side.")


def _spread_as_written(levels: Sequence[Moved]) -> Flaws:
    """Find mini loops whose stretch would be planned from a wrong distance between the thighs."""
    for one in levels:
        need, apart_m = one.level.band, thighs_m(one.programme, one.motion)
        if need is None or apart_m is None:
            continue
        apart_mm = round(apart_m * 1000)
        if abs(apart_mm - need.spread_mm) > SPREAD_OFF_PERCENT / 100 * need.spread_mm:
            problem = f"is {need.spread_mm}, and the movement brings the thighs {apart_mm} mm apart"
            yield Flaw(one.file, one.key("band.spread_mm"), problem, f"Write {apart_mm}, or mend the movement.")


def _band_fits(levels: Sequence[Moved]) -> Flaws:
    """Find levels for which, at some height, no band to buy pulls with what the dose wants and within its cap."""
    for one in levels:
        need = one.level.band
        way_m = band_way_m(one.programme, one.motion)
        if need is None or way_m is None or not need.force_high_n:
            continue
        for height_m in HEIGHTS_M:
            flaw = _unfit(one, need, working_way_m(one.motion, way_m), height_m)
            if flaw:
                yield flaw
                break


def _unfit(one: Moved, need: BandNeed, way_m: float, height_m: float) -> Flaw | None:
    scale = height_m / _REFERENCE.height_m
    path_m = path_of(need, way_m, thighs_m(one.programme, one.motion)) * scale
    for mass_kg in (LIGHT_BODY_MASS_INDEX * height_m**2, Body(height_m).body_mass_kg):
        force = wanted(one.programme, one.exercise.id, need, mass_kg)
        setup = suggest(one.programme, need, shop(one.programme), force, path_m)
        middle_n = (setup.advice.force_low_n + setup.advice.force_high_n) / 2
        if not setup.fits or not force.low_n <= middle_n <= force.high_n:
            met = f"pulls with {middle_n:.0f} N at best" if setup.fits else "finds none that fits"
            person = f"a person {height_m:.2f} m tall, {mass_kg:.0f} kg"
            return Flaw(
                one.file,
                one.key("band"),
                f"wants {force.low_n} to {force.high_n} N and {met} for {person}",
                "Widen the range, allow more stretch, or add a band to bands.toml.",
            )
    return None


def _stretch(levels: Sequence[Moved]) -> Flaws:
    """Find ways in, repetitions and ways out that stretch the band beyond the level's limit."""
    for one in levels:
        need, held = one.level.band, one.held
        if need is None or held is None:
            continue
        for clip in CLIPS:
            most = _stretched_percent(one, held, clip)
            if most > need.stretch_most_percent + _ROUNDING_PERCENT:
                problem = (
                    f"is {need.stretch_most_percent}, and the movement ({clip}) stretches the band by {most:.0f} %"
                )
                yield Flaw(one.file, one.key("band.stretch_most_percent"), problem, "Take the band's ways shorter.")


def _stretched_percent(one: Moved, held: BandCurves, clip: str) -> float:
    motion = one.motion if clip == "repetition" else play(one.motion.movement, _REFERENCE, clip=clip)
    way_m = band_way_m(one.programme, motion)
    most_m = 0.0 if way_m is None else float(((way_m - held.rest_m) * in_place(motion)).max())
    return 100 * most_m / held.rest_m


def _traction_cap(levels: Sequence[Moved]) -> Flaws:
    """Find traction that asks for more than the cap of the lightest adult who may use it."""
    for one in levels:
        need = one.level.band
        if need is None or not need.body_weight_high_percent:
            continue
        least_kg = LIGHT_BODY_MASS_INDEX * HEIGHTS_M[0] ** 2
        force = wanted(one.programme, one.exercise.id, need, least_kg)
        if force.high_n > force.cap_n:
            problem = f"asks for {force.high_n} N of a person of {least_kg:.0f} kg, and {force.cap_n} N is the cap"
            yield Flaw(one.file, one.key("band.body_weight_high_percent"), problem, "Write a smaller share.")


RULES: tuple[Rule, ...] = (
    Rule("slides", _slides),
    Rule("below_twin", _below_twin),
    Rule("load_as_written", _load_as_written),
    Rule("load_rises", _load_rises),
    Rule("load_cap", _load_cap),
    Rule("hip_as_written", _hip_as_written),
    Rule("spread_as_written", _spread_as_written),
    Rule("band_fits", _band_fits),
    Rule("stretch", _stretch),
    Rule("traction_cap", _traction_cap),
)
