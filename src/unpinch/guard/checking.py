"""The door of the guard: check a decision or a step, and withhold what breaks an invariant (rules, section 8)."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from unpinch.guard import care, rules_course, rules_day, rules_dose, rules_known, rules_step
from unpinch.guard.book import NONE, SOON, UNSAID
from unpinch.guard.evidence import read
from unpinch.guard.scene import URGENCY_RANK, Breach, Invariant, Scene
from unpinch.programme.decision import PHASES, URGENCIES, Reason, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from unpinch.guard.evidence import Evidence
    from unpinch.journal import Moment, Settled
    from unpinch.programme.decision import Decision, DecisionKind, Phase
    from unpinch.programme.model import Programme

_OF_DECISIONS: tuple[Invariant, ...] = (
    Invariant("S1", "No exercise while a red flag stands; care is sought as urgently as it asks.", rules_known.flags),
    Invariant("S10", "No exercise on missing or stale knowledge; it is asked for.", rules_known.knowledge),
    Invariant("S9", "The urgency is at least what the days ask for.", rules_known.due),
    Invariant("S11", "A day without training always shows bad-day care.", rules_known.care_stays),
    Invariant("S14", "A decision with sets is to train, and no other.", rules_known.form),
    Invariant("S6", "No phase ahead of days and symptoms.", rules_course.phase),
)
_OF_SETS: tuple[Invariant, ...] = (
    Invariant("S9", "Not yet is not yet, and a pause is a pause.", rules_known.held_back),
    Invariant("S1", "While a check is advised only calming moves are given.", rules_known.calming_only),
    Invariant("S2", "A stop is answered first; a session it ended is the day's last.", rules_day.ended),
    Invariant("S2", "What was stopped rests today, by tingling with all of its nerve load.", rules_day.rests_today),
    Invariant("S2", "An irritable nerve rests from the floss.", rules_day.nerve_rest),
    Invariant("S2", "What was stopped comes back lighter.", rules_day.comes_back_lighter),
    Invariant("S3", "Strong pain, a red day or a stirred leg shrink the plan.", rules_day.strong_pain),
    Invariant("S4", "Bands fit, and their pull stays below the caps.", rules_dose.bands),
    Invariant("S5", "Levels and doses are the programme's; nothing folds forward.", rules_dose.doses_within),
    Invariant("S6", "The hinge comes after calm days of the release before it.", rules_course.hinge),
    Invariant("S6", "Doses grow by green days only.", rules_course.growth),
    Invariant("S6", "Traction grows by green days with it only.", rules_course.traction),
    Invariant("S7", "The floss of a day is capped.", rules_dose.floss_cap),
    Invariant("S7", "Strengthening is spaced.", rules_dose.strength_spacing),
    Invariant("S8", "A contraindication blocks its exercise and side.", rules_dose.contraindications),
    Invariant("S9", "Six weeks without change and without assessment: gentle floss only.", rules_course.six_weeks),
)
INVARIANTS = _OF_DECISIONS + _OF_SETS
"""All of them. Those of sets have nothing to say where no set is offered."""

BY_CONSTRUCTION: Mapping[str, str] = MappingProxyType(
    {
        "S12": "No reader looks at the source of a set; tests show the same key and answers for camera and hand.",
        "S13": "Lost function is a flag of its own here; its rule stands under S1.",
    }
)
"""Invariants without a rule of their own, and why they hold."""

_STEP_RULES: tuple[Callable[[Scene, Step], Iterator[Breach]], ...] = (
    rules_step.known,
    rules_step.session_is_open,
    rules_step.strong_pain,
    rules_step.off_in_session,
    rules_step.as_decided,
    rules_step.caps,
)
_STEP_INVARIANTS: tuple[Callable[[Scene], Iterator[Breach]], ...] = (
    rules_day.ended,
    rules_day.rests_today,
    rules_day.nerve_rest,
    rules_dose.bands,
    rules_dose.doses_within,
    rules_dose.contraindications,
)


def check(evidence: Evidence, now: Moment, decision: Decision) -> tuple[Breach, ...]:
    """Return every breach of an invariant by a decision at `now`; nothing when it may be shown."""
    scene = Scene(evidence, now, decision, decision.sets)
    invariants = INVARIANTS if scene.offers else _OF_DECISIONS
    return tuple(chain.from_iterable([invariant.find(scene) for invariant in invariants]))


def check_step(evidence: Evidence, now: Moment, step: Step, decision: Decision) -> tuple[Breach, ...]:
    """Return every breach by a step of a session that follows `decision`."""
    offered = (step.set,) if step.kind == "set" and step.set is not None else ()
    scene = Scene(evidence, now, decision, offered)
    flags = tuple(rules_step.flags(scene, step))
    if not offered:
        return flags
    own = chain.from_iterable([rule(scene, step) for rule in _STEP_RULES])
    general = chain.from_iterable([rule(scene) for rule in _STEP_INVARIANTS])
    return (*flags, *own, *general)


def judge_step(evidence: Evidence, now: Moment, step: Step, decision: Decision) -> Step:
    """Return a sound step unchanged, else the end of the session, said as our error: to care where that is due."""
    breaches = check_step(evidence, now, step, decision)
    if not breaches:
        return step
    scene = Scene(evidence, now, decision, ())
    reasons = (*step.reasons, _fault(scene, breaches))
    urgency = max(URGENCY_RANK[step.urgency], *(flag.urgency for flag in scene.flags.values()), NONE)
    if scene.flags or step.kind == "seek_care":
        return Step(step.session, "seek_care", urgency=URGENCIES[urgency], reasons=reasons)
    return Step(step.session, "ended", reasons=reasons)


def guard(programme: Programme, settled: Settled, now: Moment, decision: Decision) -> Decision:
    """Return a sound decision unchanged, else one without sets, with the urgency that is due and the fault."""
    evidence = read(programme, settled.entries)
    evidence.ahead = bool(settled.ahead)
    return judge(evidence, now, decision)


def judge(evidence: Evidence, now: Moment, decision: Decision) -> Decision:
    """As `guard`, on evidence already read. Urgency after is never below urgency before; advice and asks all stay."""
    breaches = check(evidence, now, decision)
    if not breaches:
        return decision
    scene = Scene(evidence, now, decision, ())
    held = replace(decision, kind=_kind(scene), phase=_phase(scene), sets=(), minutes=0)
    due = (advice for _, _, advice in care.due(scene.evidence, Scene(evidence, now, held, ()).judged_phase) if advice)
    return replace(
        held,
        urgency=URGENCIES[max(due_urgency(evidence, now, held), URGENCY_RANK[decision.urgency])],
        reasons=(*decision.reasons, _fault(scene, breaches)),
        asks=_with(decision.asks, *rules_known.to_ask(scene.evidence)),
        advice=_with(decision.advice, "bad_day_care", "walking", *due),
    )


def due_urgency(evidence: Evidence, now: Moment, decision: Decision) -> int:
    """Return the urgency that the guard itself finds due for a decision of that kind and phase, as a rank."""
    scene = Scene(evidence, now, decision, ())
    flags = (flag.urgency for flag in scene.flags.values())
    days = (urgency for _, urgency, _ in care.due(scene.evidence, scene.judged_phase))
    return max((SOON if decision.kind == "seek_care" else NONE, *flags, *days))


def _kind(scene: Scene) -> DecisionKind:
    if scene.flags or scene.decision.kind == "seek_care":
        return "seek_care"
    ended = any(stop.ends(scene.evidence.limits) for stop in scene.evidence.today.stops)
    return "stop" if ended or scene.decision.kind == "stop" else "rest"


def _phase(scene: Scene) -> Phase | None:
    most = min(scene.phase, scene.evidence.phase)
    return PHASES[most] if most > UNSAID else None


def _with(known: tuple[str, ...], *more: str) -> tuple[str, ...]:
    return (*known, *(name for name in more if name not in known))


def _fault(scene: Scene, breaches: tuple[Breach, ...]) -> Reason:
    """Say that it is our error, and what is an emergency; keep which invariants broke for a report."""
    programme = scene.evidence.book.programme
    urgent = dict.fromkeys(a.short or a.text for a in programme.alarms.values() if a.tier == "emergency")
    text = f"{programme.rule_texts['guard.fault']} Emergencies: {'; '.join(urgent)}."
    entries = dict.fromkeys(entry for breach in breaches for entry in breach.entries)
    return Reason(
        "guard.fault", text, tuple(entries), ", ".join(dict.fromkeys(breach.invariant for breach in breaches))
    )
