"""The escalation clock, assessments and pauses (readings, section 9; clinical rules, section 6)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from unpinch.guard.book import BUTTOCK, NONE, RELEASE, ROUTINE, SOON, UNSAID
from unpinch.guard.today import LEFT_SITE, RIGHT_SITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unpinch.guard.evidence import Evidence
    from unpinch.guard.phases import Start
    from unpinch.guard.today import Today
    from unpinch.journal import Effective

OPEN_END = date.max.toordinal()
WEEK_DAYS = 7
"""The window of severe pain and of spread (readings, sections 4 and 9)."""


def read_assessment(evidence: Evidence, entry: Effective) -> None:
    """Take an assessment, booked or had. Taken back, it counts no more; a version that isn't a yes counts as not yet.

    The newest booking counts. A visit still ahead of its own entry, or before the one that said not yet, opens nothing.
    """
    values = entry.values
    if values is None:
        return
    if values["status"] == "booked":
        evidence.booked_on = date.fromisoformat(values["on"]).toordinal()
        return
    visits = [version for version in entry.versions if version["status"] == "had"]
    days = sorted(date.fromisoformat(visit["on"]).toordinal() for visit in visits)
    if any(visit.get("verdict") != "may_continue" for visit in visits):
        evidence.not_yet, evidence.not_yet_on = entry.id, max(evidence.not_yet_on, min(days[-1], entry.day))
    elif evidence.not_yet_on <= days[0] and days[-1] <= entry.day:
        _went_on(evidence, entry.day, days[0])


def _went_on(evidence: Evidence, entered: int, on: int) -> None:
    """May continue: standing advice falls silent unless a review is due; a clock that ran on that day starts anew."""
    evidence.not_yet, evidence.not_yet_on, evidence.booked_on = "", UNSAID, UNSAID
    evidence.had_on = max(evidence.had_on, on)
    if entered - on < evidence.limits.review_days:
        evidence.silenced |= evidence.advised
        evidence.advised = frozenset()
    if UNSAID < evidence.start.day <= on:
        evidence.start = _start_on(evidence, on)


def _start_on(evidence: Evidence, on: int) -> Start:
    """Return the start set anew on the day of an assessment, by the newest day until then with a leg pain."""
    known = (day for day in evidence.days(0) if day.day <= on and day.worst > UNSAID)
    latest = next(known, None)
    return evidence.start.again(on, latest) if latest is not None else evidence.start._replace(day=on)


def read_pause(evidence: Evidence, entry: Effective) -> None:
    """Begin a pause; taken back, it never was."""
    if entry.values is None:
        return
    until = entry.values.get("until")
    end = date.fromisoformat(until).toordinal() if until else OPEN_END
    evidence.pauses = (*_shut(evidence), (evidence.day, end))


def read_resume(evidence: Evidence, entry: Effective) -> None:
    """End the pause; also a resume that was taken back later ends nothing."""
    if entry.values is not None:
        evidence.pauses = _shut(evidence)


def _shut(evidence: Evidence) -> tuple[tuple[int, int], ...]:
    first = evidence.day - evidence.limits.no_change_insist_days
    return tuple((start, min(end, evidence.day - 1)) for start, end in evidence.pauses if end >= first)


def paused(evidence: Evidence) -> bool:
    """Say whether a pause stands today."""
    return bool(evidence.pauses) and evidence.pauses[-1][1] >= evidence.day


def latest_day(evidence: Evidence) -> Today:
    """Return the newest recorded day with a leg pain, today included; today when there is none."""
    return next((day for day in evidence.days(0) if day.worst > UNSAID), evidence.today)


def due(evidence: Evidence, phase: int) -> Iterator[tuple[str, int, str]]:
    """Yield what is due apart from flags: invariant, urgency, advice or "" (readings, sections 3, 4, 6 and 9)."""
    if evidence.not_yet:
        yield "S9", ROUTINE, ""
    if advised(evidence):
        yield "S1", ROUTINE, ""
    if nerve_rests(evidence):
        yield "S2", ROUTINE, ""
    if _worsening(evidence):
        yield "S9", SOON, "assessment"
    if _spread(evidence):
        yield "S9", SOON, ""
    for urgency in (_no_change(evidence, phase), _review(evidence)):
        if urgency > NONE:
            yield "S9", urgency, ""


def advised(evidence: Evidence) -> bool:
    """Say whether a check is advised: by an answer, or by severe pain on some of the last days."""
    return bool(evidence.advised) or _severe(evidence)


def _recent(evidence: Evidence, days: int) -> Iterator[Today]:
    """Return the recorded days among the last `days`, newest first."""
    return evidence.days(evidence.day - days + 1)


def _severe(evidence: Evidence) -> bool:
    limits = evidence.limits
    if evidence.severe_day <= evidence.day - WEEK_DAYS:
        return False
    strong = sum(day.leg_most >= limits.severe_leg_pain for day in _recent(evidence, WEEK_DAYS))
    return strong >= limits.severe_days


def nerve_rests(evidence: Evidence) -> bool:
    """Say whether the irritable nerve rests from the floss today: on the days after the last of its stops."""
    since = evidence.nerve_rest
    return since > UNSAID and 0 < evidence.day - since <= evidence.limits.nerve_rest_days


def _worsening(evidence: Evidence) -> bool:
    """Say whether each of the last calendar days was worse than the one before, and the last well above the first."""
    limits = evidence.limits
    if evidence.today.worst < limits.worsening_rise:
        return False
    pains: list[int] = []
    for day in _recent(evidence, limits.worsening_days):
        if day.worst == UNSAID or (pains and day.worst >= pains[-1]):
            return False
        pains.append(day.worst)
    return len(pains) == limits.worsening_days and pains[0] - pains[-1] >= limits.worsening_rise


def _spread(evidence: Evidence) -> bool:
    limits, start = evidence.limits, evidence.start
    if not evidence.today.recorded or not _lower(evidence.today, start):
        return False
    since = (day for day in _recent(evidence, WEEK_DAYS) if day.day > start.day or day is evidence.today)
    days = list(since)[: limits.spread_days]
    return len(days) == limits.spread_days and all(_lower(day, start) for day in days)


def _lower(day: Today, start: Start) -> bool:
    return day.levels[LEFT_SITE] > start.left_site > UNSAID or day.levels[RIGHT_SITE] > start.right_site > UNSAID


def no_change_days(evidence: Evidence, phase: int) -> int:
    """Return how many days have passed since the start without improvement; 0 where that isn't judged."""
    start = evidence.start
    if phase > RELEASE or start.least < evidence.limits.no_change_start_leg_pain:
        return 0
    if evidence.booked_on >= evidence.day or _improved(evidence, start):
        return 0
    return max(0, evidence.day - start.day)


def _improved(evidence: Evidence, start: Start) -> bool:
    latest = latest_day(evidence)
    eased = latest.worst <= start.worst - evidence.limits.improvement_leg_pain
    left = start.left_site < BUTTOCK or latest.levels[LEFT_SITE] < start.left_site
    right = start.right_site < BUTTOCK or latest.levels[RIGHT_SITE] < start.right_site
    return eased or (left and right) or latest.said.limited < start.limited


def _no_change(evidence: Evidence, phase: int) -> int:
    limits, days = evidence.limits, no_change_days(evidence, phase)
    if days >= limits.no_change_insist_days and _consistent(evidence, days):
        return SOON
    return ROUTINE if days >= limits.no_change_recommend_days else NONE


def _consistent(evidence: Evidence, days: int) -> bool:
    """Say whether it was surely practised on enough days, over the last six weeks at most, pauses left out."""
    limits = evidence.limits
    window = min(days, limits.no_change_insist_days)
    since = evidence.day - window
    practice = evidence.practice << max(0, evidence.day - evidence.practice_day)
    done = {day for day in range(since + 1, evidence.day) if practice >> (evidence.day - day) & 1}
    out = {day for start, end in evidence.pauses for day in range(max(start, since), min(end, evidence.day) + 1)}
    return len(done - out) * 100 >= limits.practice_percent * (window + 1 - max(0, len(out) - 2))


def insists(evidence: Evidence, phase: int) -> bool:
    """Say whether six weeks have passed without change, and no assessment was booked or had."""
    unseen = evidence.had_on < evidence.start.first
    return unseen and no_change_days(evidence, phase) >= evidence.limits.no_change_insist_days


def _review(evidence: Evidence) -> int:
    late = evidence.had_on > UNSAID and evidence.day - evidence.had_on >= evidence.limits.review_days
    return ROUTINE if late and evidence.booked_on < evidence.day else NONE
