"""What the loader refuses of a programme's measures: they follow the record, and borrowed words stay as they are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from unpinch.journal.kinds import CHANGES, LINES_OF_RMDQ, MEASURES
from unpinch.programme import guardrails as rails
from unpinch.programme.flaws import Flaw

if TYPE_CHECKING:
    from unpinch.programme.measures import Measure
    from unpinch.programme.model import Programme

_FILE = "measures.toml"
SCALES: Mapping[str, tuple[str, ...]] = {
    "nprs": ("leg_pain", "back_pain"),
    "psfs": ("ability",),
    "grc": ("change",),
    "rmdq24": ("ticked",),
    "sleep_confidence": ("sleep", "confidence"),
}
"""The numbers that are computed of each measure."""
LINES: Mapping[str, tuple[str, ...]] = {
    "nprs": (),
    "psfs": ("activity", "ability"),
    "grc": ("change",),
    "rmdq24": tuple(map(str, range(1, LINES_OF_RMDQ + 1))),
    "sleep_confidence": ("sleep", "confidence"),
}
"""What is asked for each, by the fields of the record; what pain there is, the check-in asks."""
_RANGES: Mapping[str, tuple[int, int]] = {"change": (-3, 3), "ticked": (0, LINES_OF_RMDQ)}
BORROWED: Mapping[str, str] = {"rmdq24": "806fcd857d53"}
"""Measures whose words are their authors': the beginning of the SHA-256 of instructions and lines."""
_DIGITS = 12


def digest(measure: Measure) -> str:
    """Return the beginning of the SHA-256 of what is read aloud: instructions and lines."""
    text = "\n".join((*measure.intro, *(line.text for line in measure.lines)))
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def bounded(programme: Programme) -> Iterator[tuple[str, str, int, rails.Guardrail]]:
    """Yield every number of the measures with its guardrail."""
    yield _FILE, "putting_off.days", programme.putting_off.days, rails.PUT_OFF_DAYS
    for measure in programme.measures.values():
        key = f"measures {measure.id}"
        yield _FILE, f"{key}.from_day", measure.from_day, rails.MEASURE_FROM_DAY
        if measure.offered:
            yield _FILE, f"{key}.every_days", measure.every_days, rails.MEASURE_EVERY_DAYS
        for scale in measure.scales:
            if scale.important is not None and scale.id in rails.IMPORTANT_POINTS:
                points = rails.IMPORTANT_POINTS[scale.id]
                yield _FILE, f"{key} {scale.id}.important.points", scale.important.points, points


def measure_flaws(programme: Programme) -> Iterator[Flaw]:
    """Find what doesn't fit the record, and borrowed words that were changed."""
    yield from _same(f"{_FILE}", "measures", tuple(programme.measures), MEASURES)
    for measure in programme.measures.values():
        if measure.id in SCALES:
            yield from _fits(measure)


def _fits(measure: Measure) -> Iterator[Flaw]:
    key = f"measures {measure.id}"
    yield from _same(_FILE, f"{key}.lines", tuple(line.id for line in measure.lines), LINES[measure.id])
    yield from _same(_FILE, f"{key}.scales", tuple(scale.id for scale in measure.scales), SCALES[measure.id])
    wanted = CHANGES if measure.id == "grc" else ()
    yield from _same(_FILE, f"{key}.answers", tuple(answer.id for answer in measure.answers), wanted)
    for scale in measure.scales:
        low, high = _RANGES.get(scale.id, (0, 10))
        if (scale.low, scale.high) != (low, high):
            met = f"goes from {scale.low} to {scale.high}"
            yield Flaw(_FILE, f"{key} {scale.id}", met, f"The record's answers give {low} to {high}; write that.")
    if measure.offered == (measure.id == "nprs"):
        yield Flaw(_FILE, f"{key}.every_days", f"is {measure.every_days}", "Only pain is never offered: it has 0.")
    if measure.id in BORROWED and digest(measure) != BORROWED[measure.id]:
        why = "They belong to their authors and may be used as they are, and only so"
        yield Flaw(_FILE, f"{key}.lines", "has other words", f"{why}. Take those of the shipped programme.")


def _same(file: str, key: str, met: tuple[str, ...], wanted: tuple[str, ...]) -> Iterator[Flaw]:
    if met != wanted:
        shown = ", ".join(met) or "nothing"
        yield Flaw(file, key, f"holds {shown}", f"The record knows, in this order: {', '.join(wanted) or 'nothing'}.")
