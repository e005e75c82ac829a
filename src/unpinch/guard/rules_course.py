"""S6, S9: phases, growth and the escalation clock (readings, sections 6, 8 and 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unpinch.guard import care, doses
from unpinch.guard.book import FLOSS, HINGE, TRACTION, UNSAID
from unpinch.guard.scene import PHASE_RANK, Breach
from unpinch.programme.decision import PHASES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unpinch.guard.scene import Placed, Scene


def phase(scene: Scene) -> Iterator[Breach]:
    """S6: neither the phase nor any of its moves is ahead of what days and symptoms have opened."""
    most = scene.evidence.phase
    if scene.phase > most:
        known = PHASES[most] if most > UNSAID else "none yet"
        yield Breach("S6", f"The decision is for {scene.decision.phase}; at most {known} has opened.")
    open_now = min(most, scene.phase) if scene.phase > UNSAID else most
    for one in scene.sets:
        if PHASE_RANK[one.exercise.phase] > open_now:
            yield Breach("S6", f"{one.name} belongs to {one.exercise.phase}, which isn't open.")


def hinge(scene: Scene) -> Iterator[Breach]:
    """S6: the seated hinge comes only after calm days of the cross-body release."""
    calm = scene.evidence.cross_body_greens >= scene.evidence.limits.hinge_calm_days
    for one in scene.sets:
        if one.planned.exercise == HINGE and not calm:
            yield Breach("S6", f"{one.name} comes before two calm days of the cross-body release.")


def growth(scene: Scene) -> Iterator[Breach]:
    """S6: levels and doses grow by green days only; S9: and not while an assessment is booked."""
    invariant = "S9" if scene.evidence.booked_on >= scene.day else "S6"
    for one, count in scene.counts():
        if one.planned.exercise == TRACTION:
            continue
        steps = doses.steps(scene.evidence, one.planned.exercise)
        if one.planned.level > scene.evidence.book.first[one.planned.exercise] + steps:
            yield Breach(invariant, f"{one.name} is a level that hasn't been earned.")
        elif not steps and (count > one.level.dose.sets or not all(map(_at_start, _alike(scene, one)))):
            yield Breach(invariant, f"{one.name} is above its start dose, which hasn't been earned.")


def _alike(scene: Scene, one: Placed) -> Iterator[Placed]:
    return (other for other in scene.sets if other.planned.exercise == one.planned.exercise)


def _at_start(one: Placed) -> bool:
    dose = one.level.dose
    return one.planned.repetitions <= max(1, dose.repetitions) and one.planned.hold_s <= dose.hold_s


def traction(scene: Scene) -> Iterator[Breach]:
    """S6: traction starts short, grows by a step each green day with it, and only then by a level (readings, 8)."""
    limits, greens = scene.evidence.limits, scene.evidence.traction_greens
    most = min(limits.traction_first_s + limits.traction_step_s * greens, limits.traction_most_s)
    for one in scene.sets:
        if one.planned.exercise != TRACTION:
            continue
        if one.planned.hold_s > most:
            yield Breach("S6", f"{one.name} is held for {one.planned.hold_s} s; {most} s have been earned.")
        if one.planned.level > scene.evidence.book.first[TRACTION] and most < limits.traction_most_s:
            yield Breach("S6", f"{one.name} comes before the longest hold of the level below.")


def six_weeks(scene: Scene) -> Iterator[Breach]:
    """S9: six weeks without change and no assessment: floss at level 1 and walking only."""
    if not care.insists(scene.evidence, scene.judged_phase):
        return
    for one in scene.sets:
        if one.planned.exercise != FLOSS or one.planned.level > scene.evidence.limits.gentle_floss_level:
            yield Breach("S9", f"{one.name} is offered after six weeks without change.")
