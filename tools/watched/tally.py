"""Sums of verdicts: counts, holds, faults and false cues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from tools.watched.cases import case_of
from tools.watched.clips import LEVELS
from tools.watched.faults import fault_of
from tools.watched.judge import Verdict

HOLD_NEAR_S, HOLD_NEAR_RATIO = 1.5, 0.15
"""A hold counts as right within so many seconds, or so much of its length, whichever is more. Choice."""
HOLDS = frozenset({"leg_traction", "cross_body", "seated_hinge"})


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def ratio(self) -> float:
        """Return the share; 0 of nothing."""
        return self.part / self.whole if self.whole else 0.0

    def __str__(self) -> str:
        """Return it as a table says it."""
        return f"{100 * self.ratio:.0f} %" if self.whole else "-"


def share(verdicts: Sequence[Verdict], is_so: Sequence[bool]) -> Share:
    """Return of how many something is so."""
    return Share(sum(is_so), len(verdicts))


def kind(verdict: Verdict) -> str:
    """Return what happens in a verdict's case."""
    return case_of(verdict.case).kind


def of(
    verdicts: Sequence[Verdict], exercises: Sequence[str] = (), views: Sequence[str] = (), kinds: Sequence[str] = ()
) -> list[Verdict]:
    """Return the verdicts of some exercises (`name` or `name level`), views and kinds; all where none is named."""
    made = []
    for one in verdicts:
        case = case_of(one.case)
        if (
            (not exercises or case.exercise in exercises or f"{case.exercise} {case.level}" in exercises)
            and (not views or case.view in views)
            and (not kinds or case.kind in kinds)
        ):
            made.append(one)
    return made


PLAIN = ("clean", "partial")
COUNTED = tuple(exercise for exercise in LEVELS if exercise not in HOLDS)


def is_right(verdict: Verdict) -> bool:
    """Return whether the count was exact, or the time held near enough."""
    if case_of(verdict.case).exercise not in HOLDS:
        return verdict.counted == verdict.repetitions
    off_s = abs(verdict.held_s - verdict.hold_s)
    return off_s <= max(HOLD_NEAR_S, HOLD_NEAR_RATIO * verdict.hold_s) and verdict.counted == 0


def right(verdicts: Sequence[Verdict]) -> Share:
    """Return the share of right counts or holds."""
    return share(verdicts, [is_right(one) for one in verdicts])


def sure(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return those of which the coach didn't say that it can't count them, nor that its count may be wrong."""
    return [one for one in verdicts if not (one.uncounted or one.doubted)]


def count_error(verdicts: Sequence[Verdict]) -> float:
    """Return the mean absolute error of counts."""
    return fmean(abs(one.counted - one.repetitions) for one in verdicts) if verdicts else 0.0


def hold_errors_s(verdicts: Sequence[Verdict]) -> list[float]:
    """Return how far each time held was off, sorted, in seconds."""
    return sorted(abs(one.held_s - one.hold_s) for one in verdicts)


def at(values: Sequence[float], ratio: float) -> float:
    """Return the value below which so much of sorted values lies; 0 of none."""
    return values[min(len(values) - 1, int(ratio * len(values)))] if values else 0.0


def false_in_ten_minutes(verdicts: Sequence[Verdict], *, spoken: bool) -> float:
    """Return how many faults were told, or spoken, that weren't there, in ten clean minutes."""
    minutes = sum(one.clean_s for one in verdicts) / 60
    wrong = sum(one.untrue_spoken if spoken else len(one.untrue) for one in verdicts)
    return 10 * wrong / minutes if minutes else 0.0


def lag_frames(verdicts: Sequence[Verdict]) -> tuple[float, float]:
    """Return the median and the 90th percentile of how late repetitions were counted."""
    lags = sorted(lag for one in verdicts for lag in one.lags_frames)
    return (median(lags), at(lags, 0.9)) if lags else (0.0, 0.0)


def recall(verdicts: Sequence[Verdict], fault: str, sizes: Sequence[str]) -> Share:
    """Return in how many of a fault's cases it was told."""
    found = [one for one in verdicts if case_of(one.case).kind == fault and case_of(one.case).size in sizes]
    return share(found, [one.caught for one in found])


def said_unsure(verdicts: Sequence[Verdict], fault: str) -> Share:
    """Return in how many of a fault's cases the coach said that it can't tell, or never began to watch."""
    found = [one for one in verdicts if kind(one) == fault]
    return share(found, [one.unsure or not one.armed for one in found])


def precision(verdicts: Sequence[Verdict], fault: str) -> Share:
    """Return how many of the times a fault was told it was there."""
    told = sum(one.told.count(fault) for one in verdicts)
    return Share(told - sum(one.untrue.count(fault) for one in verdicts), told)


def watched_seconds_a_frame(verdicts: Sequence[Verdict]) -> float:
    """Return what the coach took for a frame, in seconds of the processor."""
    return sum(one.coach_s for one in verdicts) / max(1, sum(one.frames for one in verdicts))


def unit_and_sizes(exercise: str, fault: str) -> str:
    """Return a fault's three sizes in words."""
    found = fault_of(exercise, fault)
    return f"{', '.join(f'{size:g}' for size in found.sizes)} {found.unit}"
