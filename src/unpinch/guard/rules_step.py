"""What a session may offer next (readings, section 7): a set must be allowed now, after all that was entered.

`flags` looks at every step, all others at steps that offer a set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unpinch.guard import rules_day, rules_dose
from unpinch.guard.book import FLOSS, LEFT, RIGHT, SAME_DAY, half
from unpinch.guard.rules_known import LINE, missing
from unpinch.guard.scene import URGENCY_RANK, Breach, is_half
from unpinch.guard.stops import felt_today
from unpinch.guard.today import each

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unpinch.guard.scene import Placed, Scene
    from unpinch.guard.today import Sitting
    from unpinch.programme.decision import PlannedSet, Step

CLOSED = frozenset({"seek_care", "ended"})


def flags(scene: Scene, step: Step) -> Iterator[Breach]:
    """S1, S13: while a flag stands a session offers no set; an urgent one sends to care at once, urgently enough."""
    for name, flag in scene.flags.items():
        if scene.offers:
            yield Breach("S1", f"A set is offered while the flag {name} stands.", flag.raisers)
        if flag.urgency >= SAME_DAY and step.kind not in CLOSED:
            yield Breach("S1", f"The flag {name} stands, but the session goes on to {step.kind}.", flag.raisers)
        if step.kind == "seek_care" and URGENCY_RANK[step.urgency] < flag.urgency:
            yield Breach("S1", f"The flag {name} is more urgent than {step.urgency}.", flag.raisers)


def known(scene: Scene, _step: Step) -> Iterator[Breach]:
    """S1, S10: what had to be known before the session must still be known. The line comes before the next session."""
    for ask, invariant in missing(scene.evidence):
        if ask != LINE:
            yield Breach(invariant, f"A set is offered without knowing: {ask}.")


def session_is_open(scene: Scene, step: Step) -> Iterator[Breach]:
    """S3: no set of a session that has ended, was started on an earlier day or never, or waits to hear how it felt."""
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
    if worst >= scene.evidence.limits.no_exercise_leg_pain:
        yield Breach("S3", "A set is offered with very strong leg pain.")


def off_in_session(scene: Scene, step: Step) -> Iterator[Breach]:
    """S3: back pain ends an exercise for the session; what was too strong goes on at an easier level or not at all."""
    for stop in scene.evidence.today.stops:
        for one in scene.sets:
            if stop.sitting == step.session and rules_day.off_in_session(stop, one, scene):
                yield Breach("S3", f"{one.name} was stopped in this session.", (stop.id,))


def as_decided(scene: Scene, step: Step) -> Iterator[Breach]:
    """S5: only what the decision holds, or an easier level of it, and no more sets than it holds."""
    for one in scene.sets:
        what = (one.planned.exercise, one.planned.side)
        planned = [decided for decided in scene.decision.sets if (decided.exercise, decided.side) == what]
        if not any(_no_more(scene, one, decided) for decided in planned):
            yield Breach("S5", f"{one.name} is more than the decision holds.")
        sets = (entry.versions[-1] for entry in each(scene.evidence.today.sets))
        done = sum((v["session"], v["exercise"], v["side"]) == (step.session, *what) for v in sets)
        if done >= len(planned) > 0:
            yield Breach("S5", f"{one.name} is offered once more than the decision holds.")


def _no_more(scene: Scene, one: Placed, decided: PlannedSet) -> bool:
    """Say whether the step is the decided set or less: an easier level at its own start, halved if the plan was."""
    dose, offered = one.level.dose, one.planned
    if offered.level > decided.level:
        return False
    repetitions, hold_s = decided.repetitions, decided.hold_s
    if offered.level < decided.level:
        share = half if _halved(scene, decided) else int
        repetitions, hold_s = max(repetitions, share(dose.repetitions)), max(hold_s, share(dose.hold_s))
    return offered.repetitions <= repetitions and offered.hold_s <= hold_s


def _halved(scene: Scene, decided: PlannedSet) -> bool:
    level = scene.evidence.book.levels[decided.exercise].get(decided.level)
    return level is not None and is_half(decided, level)


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
        if one.exercise.strengthening:
            yield from _spaced(scene, step, one)


def _spaced(scene: Scene, step: Step, one: Placed) -> Iterator[Breach]:
    evidence, limits = scene.evidence, scene.evidence.limits
    if rules_dose.trained_today(evidence) - {step.session} or scene.day - 1 in evidence.strength_days:
        yield Breach("S7", f"{one.name} is strengthening on the same or an adjacent day.")
    days = {day for day in evidence.strength_days if scene.day - day < limits.red_window_days}
    if len(days) >= rules_dose.strength_days_most(scene):
        yield Breach("S7", f"{one.name} is a strengthening day too many.")
