"""From answers to numbers: each measure's series of days and values. A score is never kept, always computed anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from unpinch.journal import SIDES, Effective
from unpinch.journal.kinds import ACTIVITIES_MOST
from unpinch.programme.measures import Measure, Scale
from unpinch.programme.model import Programme

Values = Mapping[str, Any]
WEEK_DAYS = 7
_DECIMALS = 1
_LEGS = tuple(f"{side}_leg_pain" for side in SIDES)


class Point(NamedTuple):
    """A value of a day (its proleptic ordinal). Of several on one day the newest counts."""

    day: int
    value: float


@dataclass(frozen=True, slots=True)
class Series:
    """The course of one scale of one measure, oldest day first."""

    measure: Measure
    scale: Scale
    points: tuple[Point, ...]


def every_series(programme: Programme, entries: Iterable[Effective]) -> tuple[Series, ...]:
    """Return the course of each scale, in the programme's order. `entries`: settled, in their effective order."""
    said = [one for one in entries if one.values is not None]
    return tuple(
        Series(measure, scale, _points(measure, scale, given))
        for measure in programme.measures.values()
        for given in [_given(measure, said)]
        for scale in measure.scales
    )


def _given(measure: Measure, said: Sequence[Effective]) -> list[Effective]:
    """Return the entries that answer a measure; pain is answered by check-ins too."""
    kinds = {measure.kind, *(["check_in"] if measure.id == "nprs" else [])}
    given = [one for one in said if one.kind in kinds]
    return _comparable(given) if measure.id == "psfs" else given


def _points(measure: Measure, scale: Scale, given: Sequence[Effective]) -> tuple[Point, ...]:
    days = {one.day: value for one in given if (value := score(measure, scale, one.values or {})) is not None}
    return tuple(Point(day, days[day]) for day in sorted(days))


def _comparable(given: Sequence[Effective]) -> list[Effective]:
    """Return the answers about the very activities that were rated last."""
    newest = abilities(given[-1].values or {}).keys() if given else frozenset()
    return [one for one in given if abilities(one.values or {}).keys() == newest]


def score(measure: Measure, scale: Scale, values: Values) -> float | None:
    """Return the number that answers give on a scale, or None where they say nothing of it."""
    return _READ[measure.id](measure, scale, values)


def _pain(measure: Measure, scale: Scale, values: Values) -> float | None:
    """Return the pain of that moment; of two legs the worse one."""
    del measure
    names = _LEGS if scale.id == "leg_pain" else (scale.id,)
    return max([float(values[name]) for name in names if name in values], default=None)


def _ability(measure: Measure, scale: Scale, values: Values) -> float | None:
    del measure, scale
    rated = list(abilities(values).values())
    return round(sum(rated) / len(rated), _DECIMALS) if rated else None


def abilities(values: Values) -> dict[str, int]:
    """Return the rated activities, by their words in small letters."""
    pairs = ((values.get(f"activity_{n}"), values.get(f"ability_{n}")) for n in range(1, ACTIVITIES_MOST + 1))
    return {" ".join(name.casefold().split()): rated for name, rated in pairs if name is not None and rated is not None}


def _change(measure: Measure, scale: Scale, values: Values) -> float | None:
    del scale
    return next((float(answer.value) for answer in measure.answers if answer.id == values["change"]), None)


def _ticked(measure: Measure, scale: Scale, values: Values) -> float | None:
    del measure
    return float(len(values[scale.id]))


def _plain(measure: Measure, scale: Scale, values: Values) -> float | None:
    del measure
    return float(values[scale.id])


_READ: Mapping[str, Callable[[Measure, Scale, Values], float | None]] = {
    "nprs": _pain,
    "psfs": _ability,
    "grc": _change,
    "rmdq24": _ticked,
    "sleep_confidence": _plain,
}


# -- whole weeks -------------------------------------------------------------------------------------------------------


def middle(points: Sequence[Point]) -> float:
    """Return the middle value; of an even number of values the lower middle one."""
    return sorted(point.value for point in points)[(len(points) - 1) // 2]


def weeks(points: Sequence[Point], start: int) -> Iterator[tuple[int, tuple[Point, ...]]]:
    """Yield the points week by week, counted from the day `start`: (first day of the week, its points)."""
    found: dict[int, list[Point]] = {}
    for point in points:
        found.setdefault((point.day - start) // WEEK_DAYS, []).append(point)
    yield from ((start + week * WEEK_DAYS, tuple(inside)) for week, inside in found.items())
