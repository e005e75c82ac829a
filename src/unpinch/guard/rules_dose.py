"""S4, S5, S7, S8: bands, doses, caps and spacing, contraindications (rules, section 3; readings, section 8)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from unpinch.guard import doses
from unpinch.guard.book import FLOSS, HINGE, LEFT, RIGHT, TRACTION, UNSAID
from unpinch.guard.person import NOT_NO
from unpinch.guard.scene import PHASE_RANK, Breach
from unpinch.guard.today import each, versions
from unpinch.programme.bands import force_range_n, is_heavy, loop_stretch_percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unpinch.guard.evidence import Evidence
    from unpinch.guard.scene import Placed, Scene
    from unpinch.programme.bands import OwnedBand
    from unpinch.programme.decision import Tempo
    from unpinch.programme.model import BandNeed, Programme

HOUR_S = 3600
GRAVITY = 9.81
HINGE_DEG = 90
"""The most a hip may bend in the hinge (clinical rules, section 3)."""
ROUNDING_N = 1
"""Forces are advised in whole newtons."""


# Bands


def bands(scene: Scene) -> Iterator[Breach]:
    """S4: the band fits the level and its pull stays below the cap, worked out anew from the band itself."""
    for one in scene.sets:
        advised = one.planned.band
        if advised.need == "none":
            continue
        band = scene.evidence.bands.get(advised.band or "")
        if one.level.band is None or band is None or band.retired:
            yield Breach("S4", f"{one.name} names a band that isn't there or isn't wanted.")
        else:
            yield from _fit(scene, one, one.level.band, band)


def _fit(scene: Scene, one: Placed, need: BandNeed, band: OwnedBand) -> Iterator[Breach]:
    stretch = _stretch(scene, one, need, band)
    heavy, force = _strength(scene.evidence.book.programme, band, stretch, need.strands)
    if band.type not in need.types or (heavy and one.planned.exercise != TRACTION):
        yield Breach("S4", f"{one.name} is given a band of the wrong kind.")
    if band.latex and not NOT_NO.isdisjoint(scene.evidence.person.values("latex_allergy")):
        yield Breach("S4", f"{one.name} is given a band that may hold latex.")
    if stretch > min(need.stretch_most_percent, _stretch_most(scene.evidence, one)):
        yield Breach("S4", f"{one.name} would stretch the band by {stretch} %.")
    yield from _pull(scene, one, force)


@lru_cache(maxsize=4096)
def _strength(programme: Programme, band: OwnedBand, stretch: int, strands: int) -> tuple[bool, tuple[int, int] | None]:
    """Return whether a band is a heavy one, and the force it pulls with at a stretch, in newtons."""
    return is_heavy(programme, band), force_range_n(programme, band, stretch, strands)


def _stretch(scene: Scene, one: Placed, need: BandNeed, band: OwnedBand) -> int:
    """Return the stretch: as advised; a mini loop stretches as far as the thighs part, whatever is said."""
    said = one.planned.band.stretch_percent
    if band.type != "mini_loop":
        return said
    own = loop_stretch_percent(scene.evidence.book.programme.band_law, band, need.spread_mm)
    return said if own is None else max(said, own)


def _stretch_most(evidence: Evidence, one: Placed) -> int:
    limits = evidence.limits
    return limits.floss_stretch_percent if one.planned.exercise == FLOSS else limits.stretch_refuse_percent


def _pull(scene: Scene, one: Placed, force: tuple[int, int] | None) -> Iterator[Breach]:
    cap = force_cap_n(scene.evidence, one.planned.exercise, one.planned.band.need)
    if force is None:
        yield Breach("S4", f"{one.name} is given a band of unknown strength.")
    elif cap is not None and force[1] > cap + ROUNDING_N / 2:
        yield Breach("S4", f"{one.name} could pull with {force[1]} N; at most {cap:.0f} N are allowed.")
    elif one.planned.band.force_high_n < force[1] - ROUNDING_N:
        yield Breach("S4", f"{one.name} is said to pull less than it can.")


def force_cap_n(evidence: Evidence, exercise: str, kind: str) -> float | None:
    """Return the cap on the upper end of the force, in newtons; None where there is none."""
    limits = evidence.limits
    if exercise == FLOSS:
        return limits.floss_force_n
    if exercise == TRACTION:
        mass = evidence.person.body_mass_kg
        share = limits.traction_body_weight_percent / 100
        return (
            limits.traction_unknown_weight_n if mass is None else min(share * mass * GRAVITY, limits.traction_force_n)
        )
    return limits.loop_most_n if kind == "mini_loop" else None


# Levels and doses


def doses_within(scene: Scene) -> Iterator[Breach]:
    """S5: only levels of the programme, within their doses; the hinge never beyond 90 degrees, standing or rounded."""
    for name in scene.strange:
        yield Breach("S5", f"{name} at that level isn't in the programme.")
    for one, count in scene.counts():
        if count > one.level.dose.sets_most:
            yield Breach("S5", f"{one.name}: {count} sets are more than the programme allows.")
    for one in scene.sets:
        yield from _within(one)
        folded = one.level.posture == "standing" or one.level.spine == "rounded"
        if folded or (one.planned.exercise == HINGE and one.level.hip_flexion_deg > HINGE_DEG):
            yield Breach("S5", f"{one.name} is a forward fold.")


def _within(one: Placed) -> Iterator[Breach]:
    planned, dose = one.planned, one.level.dose
    if planned.repetitions > max(1, dose.repetitions_most) or planned.hold_s > dose.hold_most_s:
        yield Breach("S5", f"{one.name}: {planned.repetitions} repetitions, {planned.hold_s} s are beyond its dose.")
    if not planned.hold_s and planned.repetitions < 1:
        yield Breach("S5", f"{one.name} asks for nothing.")
    if planned.tempo is not dose.tempo and _seconds(planned.tempo) < _seconds(dose.tempo):
        yield Breach("S5", f"{one.name} goes faster than its tempo.")


def _seconds(tempo: tuple[Tempo, ...]) -> float:
    return sum(beat.seconds for beat in tempo)


# Caps and spacing


def floss_cap(scene: Scene) -> Iterator[Breach]:
    """S7: rounds and repetitions of the floss, each side, each day."""
    limits = scene.evidence.limits
    for side in (LEFT, RIGHT):
        asked = sum(o.planned.repetitions for o in scene.sets if o.planned.exercise == FLOSS and o.sides & side)
        if not asked:
            continue
        rounds, repetitions = flossed_today(scene.evidence, side)
        if len(rounds) >= limits.floss_rounds_a_day:
            yield Breach("S7", "The floss of the day has had its rounds.")
        if repetitions + asked > limits.floss_repetitions_a_day:
            yield Breach("S7", f"{repetitions} repetitions are done and {asked} more are too many for a day.")


def flossed_today(evidence: Evidence, side: int) -> tuple[set[str], int]:
    """Return the sessions with a floss on that side today, and its repetitions; sets taken back count too."""
    rounds, repetitions = set(), 0
    sides = ("left", "both") if side == LEFT else ("right", "both")
    for entry in each(evidence.today.sets):
        mine = [v for v in entry.versions if v["exercise"] == FLOSS and v["side"] in sides]
        rounds |= {values["session"] for values in mine}
        repetitions += max((values.get("repetitions", 0) for values in mine), default=0)
    return rounds, repetitions


def strength_spacing(scene: Scene) -> Iterator[Breach]:
    """S7: strengthening never on adjacent days, 36 hours apart, so many days in seven, and not on sore muscles."""
    if not any(one.exercise.strengthening for one in scene.sets):
        return
    evidence, limits = scene.evidence, scene.evidence.limits
    last_s = doses.last_strength_s(evidence, evidence.today)
    days = {day for day in evidence.strength_days if scene.day - day < limits.red_window_days}
    if last_s > UNSAID and scene.now_s - last_s < limits.strength_gap_hours * HOUR_S:
        yield Breach("S7", "The last strengthening was less than 36 hours ago.")
    if scene.day - 1 in days or trained_today(evidence):
        yield Breach("S7", "Strengthening on adjacent days.")
    if len(days) >= strength_days_most(scene):
        yield Breach("S7", f"{len(days)} strengthening days in the six days before are enough.")
    yield from _sore(scene, last_s)


def trained_today(evidence: Evidence) -> set[str]:
    """Return the sessions of today that had a strengthening set."""
    book = evidence.book
    sets = versions(evidence.today.sets)
    return {values["session"] for values in sets if book.bit[values["exercise"]] & book.strength}


def strength_days_most(scene: Scene) -> int:
    """Return how many strengthening days in seven the phase allows."""
    limits, since = scene.evidence.limits, scene.evidence.stabilise_day
    if scene.phase == PHASE_RANK["maintain"]:
        return limits.strength_days_maintain
    long_enough = since > UNSAID and scene.day - since >= limits.strength_more_after_days
    return limits.strength_days_most if long_enough else limits.strength_days_first


def _sore(scene: Scene, last_s: int) -> Iterator[Breach]:
    limits = scene.evidence.limits
    if last_s == UNSAID or not scene.evidence.today.said.soreness:
        return
    if limits.soreness_from_hours * HOUR_S <= scene.now_s - last_s <= limits.soreness_to_hours * HOUR_S:
        yield Breach("S7", "Strengthening on muscles that are still sore from the last time.")


# Contraindications


def contraindications(scene: Scene) -> Iterator[Breach]:
    """S8: a contraindication blocks its exercise, side and levels."""
    for one in scene.sets:
        for condition in scene.evidence.blocked(one.exercise.id, one.planned.level, one.sides):
            yield Breach("S8", f"{one.name} is blocked by {condition}.")
