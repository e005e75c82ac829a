"""Sessions of the day, their stops and what they mean (readings, section 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from unpinch.guard.book import SIDE_BITS, UNSAID
from unpinch.guard.today import each

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unpinch.guard.evidence import Evidence
    from unpinch.guard.today import Today
    from unpinch.journal import Effective
    from unpinch.programme.model import Thresholds

WAITING, BACK_EARLY, BACK, NOT_BACK = range(4)
"""What was said on whether it is back to its start: nothing, back too early to tell, back, not back for too long."""


class Felt(NamedTuple):
    """How an exercise felt: one answer."""

    sitting: str
    exercise: str
    sides: int
    level: int
    answer: str


class Stop(NamedTuple):
    """One press of the stop control and all that was answered to it."""

    id: str
    sitting: str
    exercise: str
    level: int
    sides: int
    load: int
    leg_before: int
    back_before: int
    reasons: frozenset[str] = frozenset()
    answered: bool = False
    alarm: bool = False
    buttock: bool = False
    saddle_said: bool = False
    leg: int = UNSAID
    back: int = UNSAID
    sharp: bool = False
    settled: int = WAITING

    @property
    def tingling(self) -> bool:
        """Whether it counts as tingling: said so, or not said at all."""
        return not self.reasons or "tingling" in self.reasons

    def ends(self, limits: Thresholds) -> bool:
        """Whether it ended the session by S2, S3 or an alarm."""
        lasts = (self.tingling or "pain_down" in self.reasons) and self.settled == NOT_BACK
        strong_start = self.leg_before >= limits.half_dose_leg_pain
        return lasts or self.alarm or strong_start or self._too_strong(limits)

    def _too_strong(self, limits: Thresholds) -> bool:
        """Whatever the reason given, the leg pain said decides; with the reason `too_strong` it must be said."""
        if self.leg == UNSAID:
            return "too_strong" in self.reasons
        rose = self.leg_before != UNSAID and self.leg >= self.leg_before + limits.session_end_leg_rise
        return rose or self.leg >= limits.session_end_leg_pain

    def waits(self) -> bool:
        """Whether something has to be answered before anything else is offered."""
        if not self.answered:
            return True
        if self.tingling:
            return self.settled in {WAITING, BACK_EARLY} or (self.buttock and not self.saddle_said)
        return "pain_down" in self.reasons and self.settled == WAITING

    def off_today(self) -> bool:
        """Whether the stopped exercise is over for the day."""
        return self.tingling or not self.reasons.isdisjoint({"pain_down", "other"})

    def off_in_session(self, limits: Thresholds) -> bool:
        """Whether sharp or risen back pain ended the exercise for this session."""
        rose = self.back_before != UNSAID and self.back >= self.back_before + limits.exercise_end_back_rise
        return self.sharp or rose


def read_session_started(evidence: Evidence, entry: Effective) -> None:
    """Remember the session and how the leg was before it."""
    today = evidence.today
    today.recorded = today.line_due = True
    today.begun = (entry, today.leg, evidence.back, today.begun)


def read_session_ended(evidence: Evidence, entry: Effective) -> None:
    """Mark the session as over."""
    today = evidence.today
    today.ends = (entry, today.ends)


def read_set_done(evidence: Evidence, entry: Effective) -> None:
    """Keep the set; what it means is worked out when a rule asks or the day closes."""
    today = evidence.today
    today.sets = (entry, today.sets)


def read_stopped(evidence: Evidence, entry: Effective) -> None:
    """Keep the stop. Until it is answered it counts as tingling."""
    values = entry.values or entry.versions[-1]
    today = evidence.today
    today.recorded = True
    before = next((one for one in today.sittings if one.id == values["session"]), None)
    leg, back = (before.leg, before.back) if before else (today.leg, evidence.back)
    load = min(evidence.book.load(one["exercise"], one["level"]) for one in entry.versions)
    exercise, level, sides = values["exercise"], values["level"], SIDE_BITS[values["side"]]
    stop = Stop(entry.id, values["session"], exercise, level, sides, load, leg, back)
    today.stops = (*today.stops, stop)


def read_stop_answer(evidence: Evidence, entry: Effective) -> None:
    """Add what was answered: every version counts, and the strongest pain."""
    today = evidence.today
    for values in entry.versions:
        today.worst = max(today.worst, values.get("leg_pain", UNSAID))
        today.stops = tuple(_answered(one, values) if one.id == values["stop"] else one for one in today.stops)


def _answered(stop: Stop, values: Mapping[str, Any]) -> Stop:
    return stop._replace(
        reasons=stop.reasons | {values["reason"]},
        answered=stop.answered or bool(values["alarms"]),
        alarm=stop.alarm or any(alarm != "none" for alarm in values["alarms"]),
        buttock=stop.buttock or (values["reason"] == "tingling" and "buttock" in values["where"]),
        leg=max(stop.leg, values.get("leg_pain", UNSAID)),
        back=max(stop.back, values.get("back_pain", UNSAID)),
        sharp=stop.sharp or values.get("back_sharp", False),
    )


def read_settled(evidence: Evidence, entry: Effective) -> None:
    """Add whether it is back; an answer later changed or taken back counts only in its cautious version."""
    limits, today = evidence.limits, evidence.today
    said = _settled(entry, limits)
    stop_ids = {values["stop"] for values in entry.versions}
    today.stops = tuple(
        one._replace(settled=said) if one.id in stop_ids and one.settled < BACK and said > one.settled else one
        for one in today.stops
    )


def _settled(entry: Effective, limits: Thresholds) -> int:
    lasting = [v for v in entry.versions if v["answer"] == "not_back"]
    if any(values["after_min"] >= limits.settle_last_min for values in lasting):
        return NOT_BACK
    if lasting or entry.values is None:
        return WAITING
    late_enough = min(values["after_min"] for values in entry.versions) >= limits.settle_first_min
    return BACK if late_enough else BACK_EARLY


def read_felt(evidence: Evidence, entry: Effective) -> None:
    """Keep how an exercise felt. A plain good answer says nothing new unless another came before it."""
    today = evidence.today
    if len(entry.versions) > 1 or entry.values is None or entry.values["answer"] != "same_or_better":
        today.uneasy = True
    if today.uneasy:
        today.felts = (entry, today.felts)


def felt_today(today: Today) -> tuple[Felt, ...]:
    """Return how the exercises of the day felt, oldest first; `worse` in any version counts."""
    if today.felts is None:
        return ()
    return tuple(felt for entry in reversed(tuple(each(today.felts))) if (felt := _felt(entry)) is not None)


def _felt(entry: Effective) -> Felt | None:
    values = entry.values or entry.versions[-1]
    answer = "worse" if any(version["answer"] == "worse" for version in entry.versions) else values["answer"]
    if entry.values is None and answer != "worse":
        return None
    return Felt(values["session"], values["exercise"], SIDE_BITS[values["side"]], values["level"], answer)
