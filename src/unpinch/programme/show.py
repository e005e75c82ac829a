"""What `unpinch programme show` prints: a programme in a page or two of plain text."""

from __future__ import annotations

from collections.abc import Iterator

from unpinch.programme.model import Dose, Exercise, Level, Programme
from unpinch.programme.safety import warnings

_TIER_NAMES = {
    "emergency": "Emergency",
    "same_day": "Same day",
    "not_before_checked": "Not before checked",
    "advise": "Advise a check",
}


def summary(programme: Programme) -> str:
    """Return the programme as readable text, without its thresholds' small print."""
    return "\n".join(_lines(programme)) + "\n"


def _lines(programme: Programme) -> Iterator[str]:
    yield f"{programme.name} {programme.version}"
    yield f"content {programme.hash}"
    for phase in programme.phases.values():
        yield from ("", f"{phase.name}: {phase.goal}", f"  opens: {phase.entry}", f"  steps back: {phase.step_back}")
        for exercise in programme.exercises.values():
            if exercise.phase == phase.id:
                yield from _exercise(exercise)
    yield from ("", "Safety rules")
    yield from (f"  {rule.title}: {rule.text} [{rule.source}]" for rule in programme.safety_rules)
    yield from _questions(programme)
    yield from ("", "Numbers")
    for name, source in programme.threshold_sources.items():
        yield f"  {name} = {getattr(programme.thresholds, name)} [{source}]"
    yield from ("", "Beyond what is recommended")
    yield from (f"  {warning}" for warning in warnings(programme) or ["nothing"])


def _exercise(exercise: Exercise) -> Iterator[str]:
    yield f"  {exercise.name} ({'optional, ' if exercise.optional else ''}side: {exercise.sides})"
    for level in exercise.levels:
        yield f"    {level.number} {level.name}: {_dose(level.dose)}; nerve load {level.nerve_load}{_band(level)}"
    blocked = ", ".join(item.condition for item in exercise.contraindications)
    yield f"    not with: {blocked}"


def _dose(dose: Dose) -> str:
    bout = f"{_span(dose.repetitions, dose.repetitions_most)} times"
    if dose.hold_s:
        bout = f"hold {_span(dose.hold_s, dose.hold_most_s)} s"
    gap = f", {dose.hours_between} h apart" if dose.hours_between else ""
    sets = f"{_span(dose.sets, dose.sets_most)} {'set' if dose.sets_most == 1 else 'sets'}"
    return f"{sets}, {bout}, {dose.rounds_a_day} a day, {dose.days_a_week} days a week{gap}"


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"


def _band(level: Level) -> str:
    if level.band is None:
        return "; no band"
    kinds = " or ".join(level.band.types)
    need = level.band
    if not need.force_high_n:
        return f"; {kinds}, slack"
    return f"; {kinds} {need.force_low_n} to {need.force_high_n} N, stretch to {need.stretch_most_percent} %"


def _questions(programme: Programme) -> Iterator[str]:
    for tier, name in _TIER_NAMES.items():
        asked = [question for question in programme.questions.values() if question.tier == tier]
        yield from ("", f"{name} ({len(asked)} questions; one yes decides)")
        yield from (f"  {question.text}" for question in asked)
