"""S1, S10, S11, S13, S14: flags, what must be known, advice, the form of a decision (readings, sections 2, 3, 10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unpinch.guard import care
from unpinch.guard.alarms import FUNCTION
from unpinch.guard.book import SOON, UNSAID
from unpinch.guard.scene import Breach
from unpinch.programme.decision import URGENCIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unpinch.guard.evidence import Evidence
    from unpinch.guard.scene import Scene

LINE = "screening_line"
_LONGEST_LAST = (LINE, "screening_daily", "screening_weekly", "screening_full")
LONGER = {ask: frozenset(_LONGEST_LAST[place:]) for place, ask in enumerate(_LONGEST_LAST)}
"""What answers an ask: itself, or a longer screening (readings, section 2)."""


def flags(scene: Scene) -> Iterator[Breach]:
    """S1, and S13 for lost function: while a flag stands there are no sets, and care is sought urgently enough."""
    for name, flag in scene.flags.items():
        invariant = "S13" if name in FUNCTION else "S1"
        if scene.offers:
            yield Breach(invariant, f"Sets are offered while the flag {name} stands.", flag.raisers)
        if scene.decision.kind != "seek_care":
            yield Breach(invariant, f"The flag {name} stands, but the decision isn't to seek care.", flag.raisers)
        if scene.urgency < flag.urgency:
            text = f"The flag {name} asks for {URGENCIES[flag.urgency]}; the decision says {scene.decision.urgency}."
            yield Breach(invariant, text, flag.raisers)


def missing(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Yield what must be known and isn't: the ask and its invariant (readings, section 2)."""
    today, limits = evidence.today, evidence.limits
    if evidence.ahead:
        yield "clock", "S10"
    if evidence.person.missing:
        yield "about", "S10"
    if not evidence.screened:
        yield "screening_full", "S1"
    elif not evidence.fresh:
        yield "screening_full", "S10"
    elif evidence.day - evidence.week_from >= limits.weekly_screening_days:
        yield "screening_weekly", "S1"
    if today.leg == UNSAID:
        yield "check_in", "S10"
    if not today.daily_done:
        yield "screening_daily", "S1"
    if today.line_due:
        yield LINE, "S1"


def knowledge(scene: Scene) -> Iterator[Breach]:
    """S1 and S10: no sets on missing or stale knowledge, and the person is asked for it."""
    lacking = tuple(missing(scene.evidence))
    if not lacking:
        return
    if scene.offers:
        for ask, invariant in lacking:
            yield Breach(invariant, f"Sets are offered without knowing: {ask}.")
    evidence = scene.evidence
    if scene.decision.kind == "rest" and not (scene.flags or evidence.not_yet or care.paused(evidence)):
        for ask in to_ask(evidence):
            if LONGER.get(ask, frozenset({ask})).isdisjoint(scene.decision.asks):
                yield Breach("S10", f"Nothing asks for what is missing: {ask}.")


def to_ask(evidence: Evidence) -> tuple[str, ...]:
    """Return what must be asked: all that is missing together, but a longer screening stands for a shorter one.

    The line before a later session is asked when nothing else is missing and strong pain doesn't rest the day anyway.
    """
    asks = [ask for ask, _ in missing(evidence)]
    if asks == [LINE]:
        strong = max(evidence.today.leg, evidence.today.worst) >= evidence.limits.no_exercise_leg_pain
        return () if strong else (LINE,)
    longer = {"screening_full", "screening_weekly"}.isdisjoint(asks)
    return tuple(ask for ask in asks if ask != LINE and (longer or ask != "screening_daily"))


def held_back(scene: Scene) -> Iterator[Breach]:
    """S9 and S10: nothing while a clinician says not yet, or while the person pauses."""
    if scene.evidence.not_yet:
        yield Breach("S9", "Sets are offered although a clinician said not yet.", (scene.evidence.not_yet,))
    if care.paused(scene.evidence):
        yield Breach("S10", "Sets are offered during a pause.")


def due(scene: Scene) -> Iterator[Breach]:
    """S1, S2, S9: the urgency is at least what the days ask for, and worsening names the assessment."""
    for invariant, urgency, advice in care.due(scene.evidence, scene.judged_phase):
        if scene.urgency < urgency:
            yield Breach(invariant, f"{URGENCIES[urgency]} is due; the decision says {scene.decision.urgency}.")
        if advice and advice not in scene.decision.advice:
            yield Breach(invariant, f"The advice {advice} is due and isn't given.")


def calming_only(scene: Scene) -> Iterator[Breach]:
    """S1: while a check is advised, or leg pain was severe, only the moves of decompress."""
    if not care.advised(scene.evidence):
        return
    for one in scene.sets:
        if one.exercise.phase != "decompress":
            yield Breach("S1", f"{one.name} is offered while a check is advised.")


def care_stays(scene: Scene) -> Iterator[Breach]:
    """S11: a day without training always shows bad-day care."""
    if scene.decision.kind != "train" and "bad_day_care" not in scene.decision.advice:
        yield Breach("S11", f"A decision to {scene.decision.kind} comes without bad-day care.")


def form(scene: Scene) -> Iterator[Breach]:
    """S14: a decision with sets is `train` and no other is; seeking care is never without urgency."""
    decision = scene.decision
    if (decision.kind == "train") != bool(decision.sets):
        yield Breach("S14", f"The decision is {decision.kind} with {len(decision.sets)} sets.")
    if decision.kind == "seek_care" and scene.urgency < SOON:
        yield Breach("S14", f"Care is to be sought, but the urgency is {decision.urgency}.")
