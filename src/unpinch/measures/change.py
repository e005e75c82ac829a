"""A measure's change beside the published change that people usually notice. Nothing here promises anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from unpinch.journal import SIDES, Effective
from unpinch.journal.typed import UNSAID
from unpinch.measures.scores import WEEK_DAYS, Point, Series, middle
from unpinch.programme.measures import Scale

Verdict = Literal["nothing", "too_early", "same", "better", "clearly_better", "worse", "clearly_worse"]
LEAST_DAYS = 3
"""So many days with a value make a week that can be compared (choice)."""
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Change:
    """How far a scale has moved. `gain` is positive where it moved toward better; points as the scale counts them."""

    verdict: Verdict
    before: float = 0
    now: float = 0
    gain: float = 0
    before_day: int = 0
    now_day: int = 0

    def noticed_from(self, scale: Scale) -> float | None:
        """Return from which value on it would be a change that people usually notice; None where there is none."""
        rule = scale.important
        if rule is None or self.verdict == "nothing":
            return None
        far = max(rule.points, abs(self.before) * rule.percent / _HUNDRED)
        found = self.before + (far if scale.better == "higher" else -far)
        return found if scale.low <= found <= scale.high else None


def change_of(series: Series) -> Change:
    """Return the change of a course, compared as its scale says."""
    points, scale = series.points, series.scale
    if not points:
        return Change("nothing")
    if scale.compare == "itself":
        return _judged(scale, Point(points[-1].day, 0), points[-1])
    if scale.compare == "weeks":
        return _of_weeks(scale, points)
    if len(points) == 1:
        return Change("too_early", points[0].value, points[0].value, 0, points[0].day, points[0].day)
    return _judged(scale, points[0], points[-1])


def _of_weeks(scale: Scale, points: Sequence[Point]) -> Change:
    """Compare the middle of the last seven days with that of the first seven; they may not overlap."""
    first_day, last_day = points[0].day, points[-1].day
    first = [point for point in points if point.day < first_day + WEEK_DAYS]
    last = [point for point in points if point.day > last_day - WEEK_DAYS]
    before, now = Point(first_day, middle(first)), Point(last_day, middle(last))
    if last_day - first_day < 2 * WEEK_DAYS - 1 or min(len(first), len(last)) < LEAST_DAYS:
        return Change("too_early", before.value, now.value, 0, before.day, now.day)
    return _judged(scale, before, now)


def _judged(scale: Scale, before: Point, now: Point) -> Change:
    moved = round(now.value - before.value, 1)
    gain = moved if scale.better == "higher" else -moved
    return Change(_verdict(scale, before.value, gain), before.value, now.value, gain, before.day, now.day)


def _verdict(scale: Scale, before: float, gain: float) -> Verdict:
    if gain == 0:
        return "same"
    rule = scale.important
    far = rule is not None and abs(gain) >= rule.points
    if gain < 0:
        return "clearly_worse" if far else "worse"
    share = rule is not None and abs(gain) * _HUNDRED >= rule.percent * abs(before)
    return "clearly_better" if far and share else "better"


# -- function before pain (S13) ----------------------------------------------------------------------------------------


def function_lost(entries: Iterable[Effective], since_day: int) -> bool:
    """Say whether there is more numbness than first told since then, or in the last week weakness or a new numb place.

    Every version of a check-in counts: what was corrected late may have been true. While it is so, nothing that got
    less is called progress (S13).
    """
    told = [one for one in entries if one.kind == "check_in" and one.day >= since_day]
    recent = (version for one in told if one.day > told[-1].day - WEEK_DAYS for version in one.typed_versions)
    return any(version.alarming for version in recent) or any(_rose(told, f"{side}_numbness") for side in SIDES)


def _rose(told: Sequence[Effective], name: str) -> bool:
    """Say whether a side's numbness is above what was first told of it."""
    first = next((levels for one in told if (levels := _stated(one, name))), None)
    newest = next((levels for one in reversed(told) if (levels := _stated(one, name))), None)
    return first is not None and newest is not None and max(newest) > min(first)


def _stated(one: Effective, name: str) -> list[int]:
    levels = (getattr(version.levels, name) for version in one.typed_versions)
    return [level for level in levels if level > UNSAID]
