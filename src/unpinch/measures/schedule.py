"""Which one measure is due today: never more than one a day, never before what safety asks, and "not today" is heard.

Pure: entries, the moment and the decision in, a measure or nothing out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from unpinch.journal import Effective, Moment
from unpinch.programme.decision import Decision
from unpinch.programme.measures import Measure
from unpinch.programme.model import Programme

PUT_OFF = "measure_put_off"
_OPEN = frozenset({"train", "rest"})
_ANOTHER_ROUND = frozenset({"screening_line"})
"""Asked only before a second session: the day's safety questions have been answered."""
_HARD = frozenset({"stopped", "clearance"})
"""A day with one of these has been hard enough: a stop, or a warning sign that a clinician has looked at."""
_SILENT = frozenset({"pause", "guard.fault", "S3.start_8"})
"""Reasons for which nothing beside is asked: a pause, a fault of ours, very strong pain."""


def due(programme: Programme, entries: Sequence[Effective], now: Moment, decision: Decision) -> Measure | None:
    """Return the measure to offer now, or None. `entries`: settled, in their effective order."""
    today = [one for one in entries if one.day == now.day]
    if not _open(decision) or any(one.kind in _HARD for one in today):
        return None
    offered = {measure.kind for measure in programme.measures.values() if measure.offered}
    if any(one.kind in offered or one.kind == PUT_OFF for one in today if one.values is not None):
        return None
    days = due_days(programme, entries)
    waiting = [(day, name) for name, day in days.items() if day <= now.day]
    return programme.measures[min(waiting, key=lambda one: one[0])[1]] if waiting else None


def _open(decision: Decision) -> bool:
    """Say whether the day is one on which anything beside may be asked: no stop, no care to seek, nothing to answer."""
    rules = {reason.rule for reason in decision.reasons}
    return decision.kind in _OPEN and not {*decision.asks} - _ANOTHER_ROUND and not rules & _SILENT


def due_days(programme: Programme, entries: Iterable[Effective]) -> Mapping[str, int]:
    """Return from which day on each offered measure is due next; nothing before the first check-in."""
    said = [one for one in entries if one.values is not None]
    start = next((one.day for one in said if one.kind == "check_in"), None)
    if start is None:
        return {}
    measures = [measure for measure in programme.measures.values() if measure.offered]
    return {measure.id: _due_day(programme, measure, said, start) for measure in measures}


def _due_day(programme: Programme, measure: Measure, said: Sequence[Effective], start: int) -> int:
    answered = max((one.day for one in said if one.kind == measure.kind), default=None)
    first = start + measure.from_day if answered is None else answered + measure.every_days
    since = start if answered is None else answered
    declined = [one.day for one in said if _puts_off(one, measure) and one.day >= since]
    if not declined:
        return first
    twice = len(set(declined)) > 1
    return max(first, max(declined) + (measure.every_days if twice else programme.putting_off.days))


def _puts_off(one: Effective, measure: Measure) -> bool:
    return one.kind == PUT_OFF and one.values is not None and one.values["measure"] == measure.id
