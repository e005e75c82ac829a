"""S2, S3: what a stop or a hard day shuts, today and the days after (readings, sections 4, 6, 7 and 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unpinch.guard import care, colours
from unpinch.guard.book import FLOSS, UNSAID
from unpinch.guard.scene import Breach
from unpinch.guard.stops import felt_today

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unpinch.guard.scene import Placed, Scene
    from unpinch.guard.stops import Stop


def ended(scene: Scene) -> Iterator[Breach]:
    """S2, S3: after a session ended by a stop, nothing that day; nothing while a stop waits for its answers."""
    for stop in scene.evidence.today.stops:
        invariant = "S2" if stop.tingling else "S3"
        if stop.ends(scene.evidence.limits):
            yield Breach(invariant, "Sets are offered on the day of an ended session.", (stop.id,))
        elif stop.waits():
            yield Breach(invariant, "Sets are offered before a stop was answered and settled.", (stop.id,))


def rests_today(scene: Scene) -> Iterator[Breach]:
    """S2, S3: what was stopped today or made it worse is over for the day, by tingling all of its nerve load too."""
    for one in scene.sets:
        for stop in scene.evidence.today.stops:
            if stop.off_today() and _same(one, stop.exercise, stop.sides):
                yield Breach("S2" if stop.tingling else "S3", f"{one.name} was stopped today.", (stop.id,))
            elif stop.tingling and one.level.nerve_load >= stop.load:
                yield Breach("S2", f"{one.name} loads the nerve as much as what brought tingling today.", (stop.id,))
        for felt in felt_today(scene.evidence.today):
            if felt.answer == "worse" and _same(one, felt.exercise, felt.sides):
                yield Breach("S3", f"{one.name} made it worse today.")


def _same(one: Placed, exercise: str, sides: int) -> bool:
    return one.planned.exercise == exercise and bool(one.sides & sides)


def nerve_rest(scene: Scene) -> Iterator[Breach]:
    """S2: an irritable nerve rests from the floss for its days."""
    for one in scene.sets:
        if one.planned.exercise == FLOSS and care.nerve_rests(scene.evidence):
            yield Breach("S2", f"{one.name} is offered while the nerve rests.")


def comes_back_lighter(scene: Scene) -> Iterator[Breach]:
    """S2, S3: what was stopped by tingling or made it worse comes back lighter, until two green days with it."""
    if not scene.evidence.lighter:
        return
    for one, count in scene.counts():
        for mark in scene.evidence.lighter:
            if not _same(one, mark.exercise, mark.sides):
                continue
            if one.planned.level > mark.level:
                yield Breach(mark.cause, f"{one.name} comes back no lighter than level {mark.level}.")
            if mark.half and not (count == 1 and one.is_half):
                yield Breach(mark.cause, f"{one.name} comes back at more than half its dose.")


def strong_pain(scene: Scene) -> Iterator[Breach]:
    """S3: from 8 nothing; from 6, after a red day or on one, only a little gentle floss; irritable, half and calm."""
    limits, today = scene.evidence.limits, scene.evidence.today
    if max(today.leg, today.worst) >= limits.no_exercise_leg_pain:
        yield Breach("S3", "Sets are offered on a day of very strong leg pain.", _ids(scene))
    if today.leg >= limits.half_dose_leg_pain or _red(scene):
        yield from _only_gentle_floss(scene)
    if today.worst >= limits.irritable_leg_pain or today.stirred:
        yield from _calm_half(scene)
    if scene.evidence.half_from > UNSAID and scene.phase >= scene.evidence.phase:
        yield from _half(scene, "after a flare")


def _red(scene: Scene) -> bool:
    return max(colours.last_colour(scene.evidence), colours.red_so_far(scene.evidence)) >= colours.RED


def _ids(scene: Scene) -> tuple[str, ...]:
    return tuple(entry.id for entry in scene.evidence.today.check_ins)


def _half(scene: Scene, when: str) -> Iterator[Breach]:
    for one, count in scene.counts():
        if count > 1 or not all(
            other.is_half for other in scene.sets if other.planned.exercise == one.planned.exercise
        ):
            yield Breach("S3", f"{one.name} is more than half a dose {when}.", _ids(scene))


def _only_gentle_floss(scene: Scene) -> Iterator[Breach]:
    for one in scene.sets:
        if one.planned.exercise != FLOSS or one.planned.level > scene.evidence.limits.gentle_floss_level:
            yield Breach("S3", f"{one.name} is offered on a day for gentle floss only.", _ids(scene))
    yield from _half(scene, "on a day for gentle floss only")


def _calm_half(scene: Scene) -> Iterator[Breach]:
    for one in scene.sets:
        loud = one.planned.exercise == FLOSS and one.planned.level > scene.evidence.limits.gentle_floss_level
        if loud or (one.exercise.phase != "decompress"):
            yield Breach("S3", f"{one.name} is offered while the leg is easily stirred.", _ids(scene))
    yield from _half(scene, "while the leg is easily stirred")


def off_in_session(stop: Stop, one: Placed, scene: Scene) -> bool:
    """Whether a stop took an exercise, or its level and above, out of its own session."""
    if not _same(one, stop.exercise, stop.sides):
        return False
    if stop.off_in_session(scene.evidence.limits):
        return True
    return "too_strong" in stop.reasons and one.planned.level >= stop.level
