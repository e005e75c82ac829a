"""What a session may offer next (readings, section 7): a set must be allowed now, after all that was entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unpinch.guard import rules_day, rules_dose
from unpinch.guard.book import FLOSS, LEFT, RIGHT, SAME_DAY, half
from unpinch.guard.rules_known import LINE, missing
from unpinch.guard.scene import URGENCY_RANK, Breach
from unpinch.guard.stops import felt_today
from unpinch.guard.today import each

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unpinch.guard.scene import Placed, Scene
    from unpinch.guard.stops import Sitting
    from unpinch.programme.decision import Step
    from unpinch.programme.model import Level

CLOSED = frozenset({"seek_care", "ended"})


def flags(scene: Scene, step: Step) -> Iterator[Breach]:
    """S1, S13: while a flag stands a session offers no set; an urgent one sends to care at once, urgently enough."""
    for name, flag in scene.flags.items():
        if scene.sets:
            yield Breach("S1", f"A set is offered while the flag {name} stands.", flag.raisers)
        if flag.urgency >= SAME_DAY and step.kind not in CLOSED:
            yield Breach("S1", f"The flag {name} stands, but the session goes on to {step.kind}.", flag.raisers)
        if step.kind == "seek_care" and URGENCY_RANK[step.urgency] < flag.urgency:
            yield Breach("S1", f"The flag {name} is more urgent than {step.urgency}.", flag.raisers)


def known(scene: Scene, _step: Step) -> Iterator[Breach]:
    """S1, S10: what had to be known before the session must still be known. The line comes before the next session."""
    if scene.sets:
        for ask, invariant in missing(scene.evidence):
            if ask != LINE:
                yield Breach(invariant, f"A set is offered without knowing: {ask}.")


def session_is_open(scene: Scene, step: Step) -> Iterator[Breach]:
    """S3: no set of a session that has ended, was started on an earlier day or never, or waits to hear how it felt."""
    if not scene.sets:
        return
    sitting = _sitting(scene, step)
    if sitting is None:
        yield Breach("S3", "A set is offered of a session that wasn't started today.")
    elif sitting.id in scene.evidence.today.over:
        yield Breach("S3", "A set is offered of a session that is over.")
    answers = {f.exercise: f.answer for f in felt_today(scene.evidence.today) if f.sitting == step.session}
    if "no_answer" in answers.values():
        yield Breach("S3", "A set is offered before it was said how the last exercise felt.")


def _sitting(scene: Scene, step: Step) -> Sitting | None:
    return next((one for one in scene.evidence.today.sittings if one.id == step.session), None)


def strong_pain(scene: Scene, _step: Step) -> Iterator[Breach]:
    """S3: leg pain of 8 ends all exercise."""
    worst = max(scene.evidence.today.leg, scene.evidence.today.worst)
    if scene.sets and worst >= scene.evidence.limits.no_exercise_leg_pain:
        yield Breach("S3", "A set is offered with very strong leg pain.")


def off_in_session(scene: Scene, step: Step) -> Iterator[Breach]:
    """S3: back pain ends an exercise for the session; what was too strong goes on at an easier level or not at all."""
    for one in scene.sets:
        for stop in scene.evidence.today.stops:
            if stop.sitting == step.session and rules_day.off_in_session(stop, one, scene):
                yield Breach("S3", f"{one.name} was stopped in this session.", (stop.id,))


def as_decided(scene: Scene, step: Step) -> Iterator[Breach]:
    """S5: only what the decision holds, or an easier level of it, and no more sets than it holds."""
    for one in scene.sets:
        planned = [set_ for set_ in scene.decision.sets if (set_.exercise, set_.side) == _which(one)]
        if not any(_no_more(scene, one, set_.level, set_.repetitions, set_.hold_s) for set_ in planned):
            yield Breach("S5", f"{one.name} is more than the decision holds.")
        done = sum(_done(values, one, step) for e in each(scene.evidence.today.sets) for values in e.versions[-1:])
        if done >= len(planned) > 0:
            yield Breach("S5", f"{one.name} is offered once more than the decision holds.")


def _which(one: Placed) -> tuple[str, str]:
    return one.planned.exercise, one.planned.side


def _done(values: object, one: Placed, step: Step) -> bool:
    wanted = {"session": step.session, "exercise": one.planned.exercise, "side": one.planned.side}
    return isinstance(values, dict) and wanted.items() <= values.items()


def _no_more(scene: Scene, one: Placed, level: int, repetitions: int, hold_s: int) -> bool:
    """Say whether the step is the planned set or less: an easier level at its own start dose, halved if the plan was."""
    if one.planned.level > level or one.level is None:
        return False
    if one.planned.level == level:
        return one.planned.repetitions <= repetitions and one.planned.hold_s <= hold_s
    from_level = scene.evidence.book.levels[one.planned.exercise].get(level)
    most_repetitions, most_hold_s = _easier(one.level, from_level, repetitions, hold_s)
    return one.planned.repetitions <= most_repetitions and one.planned.hold_s <= most_hold_s


def _easier(level: Level, from_level: Level | None, repetitions: int, hold_s: int) -> tuple[int, int]:
    dose = level.dose
    halved = (
        from_level is not None
        and repetitions <= half(from_level.dose.repetitions)
        and hold_s <= half(from_level.dose.hold_s)
    )
    share = half if halved else int
    return max(repetitions, share(dose.repetitions)), max(hold_s, share(dose.hold_s))


def caps(scene: Scene, step: Step) -> Iterator[Breach]:
    """S7: the day's floss and the spacing of strengthening, this session's own sets counted as part of it."""
    limits = scene.evidence.limits
    for one in scene.sets:
        for side in (LEFT, RIGHT):
            if one.planned.exercise == FLOSS and one.sides & side:
                rounds, repetitions = rules_dose.flossed_today(scene.evidence, side)
                if repetitions + one.planned.repetitions > limits.floss_repetitions_a_day:
                    yield Breach("S7", f"{one.name} goes beyond the repetitions of a day.")
                if len(rounds - {step.session}) >= limits.floss_rounds_a_day:
                    yield Breach("S7", f"{one.name} goes beyond the rounds of a day.")
        if one.exercise is not None and one.exercise.strengthening:
            yield from _spaced(scene, step, one)


def _spaced(scene: Scene, step: Step, one: Placed) -> Iterator[Breach]:
    evidence, limits = scene.evidence, scene.evidence.limits
    if rules_dose.trained_today(evidence) - {step.session} or scene.day - 1 in evidence.strength_days:
        yield Breach("S7", f"{one.name} is strengthening on the same or an adjacent day.")
    days = {day for day in evidence.strength_days if scene.day - day < limits.red_window_days}
    if len(days) >= rules_dose.strength_days_most(scene):
        yield Breach("S7", f"{one.name} is a strengthening day too many.")
