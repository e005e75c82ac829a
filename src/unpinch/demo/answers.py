"""How a made-up person answers a measure: from their leg that day, never with the next decision in mind. All choice."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

from unpinch.demo.body import Body
from unpinch.programme.measures import Measure

Activities = Mapping[str, float]
"""Each own activity, and how much of it a point of pain takes away (points of 10)."""
_TEN = 10
_UNTICKED = 10.0
_TICKED_FROM: Mapping[str, float] = {
    "2": 0.9, "21": 1.3, "9": 1.7, "11": 1.9, "3": 2.2, "23": 2.5, "16": 2.7, "10": 2.9, "18": 3.1, "14": 3.3,
    "17": 3.6, "6": 3.8, "12": 4.1, "13": 4.4, "22": 4.7, "7": 4.9, "5": 5.3, "8": 5.6, "20": 5.9, "4": 6.2, "1": 6.8,
    "19": 7.4, "15": 7.8, "24": 8.8,
}  # fmt: skip
"""From how much pain on a sentence of the list is true."""
_BETTER: Mapping[str, float] = {
    "very_much_better": 0.85, "much_better": 0.55, "little_better": 0.2, "same": -0.15, "little_worse": -0.4,
    "much_worse": -0.8,
}  # fmt: skip
"""From which share of the first pain gone on an answer is given."""


def answered(measure: Measure, body: Body, activities: Activities, dice: random.Random) -> dict[str, Any]:
    """Return what is answered to a measure today."""
    return {"version": measure.version, **_ANSWERS[measure.id](measure, body, activities, dice)}


def _able(measure: Measure, body: Body, activities: Activities, dice: random.Random) -> dict[str, Any]:
    del measure
    found: dict[str, Any] = {}
    for number, (name, hard) in enumerate(activities.items(), start=1):
        found[f"activity_{number}"] = name
        found[f"ability_{number}"] = _score(_TEN - hard * body.slow, dice)
    return found


def _compared(measure: Measure, body: Body, activities: Activities, dice: random.Random) -> dict[str, Any]:
    del measure, activities
    start = body.nature.start
    gone = (start - body.slow) / start + dice.gauss(0, 0.05)
    return {"change": next((name for name, least in _BETTER.items() if gone >= least), "very_much_worse")}


def _ticked(measure: Measure, body: Body, activities: Activities, dice: random.Random) -> dict[str, Any]:
    del activities
    felt = body.slow + dice.gauss(0, 0.25)
    return {"ticked": [one.id for one in measure.lines if felt >= _TICKED_FROM.get(one.id, _UNTICKED)]}


def _slept(measure: Measure, body: Body, activities: Activities, dice: random.Random) -> dict[str, Any]:
    del measure, activities
    return {"sleep": _score(8.6 - 0.8 * body.slow, dice), "confidence": _score(9 - 0.9 * body.slow, dice)}


def _score(value: float, dice: random.Random) -> int:
    return min(_TEN, max(0, round(value + dice.gauss(0, 0.4))))


_ANSWERS: Mapping[str, Callable[[Measure, Body, Activities, random.Random], dict[str, Any]]] = {
    "psfs": _able,
    "grc": _compared,
    "rmdq24": _ticked,
    "sleep_confidence": _slept,
}
