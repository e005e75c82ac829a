"""Tell whether two generated files say the same, but for the last digit that another processor may round otherwise."""

from __future__ import annotations

import json
import re
from typing import Any

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_UNITS = 2
"""How many units of the last place two machines may differ: a solved contact ends a hair apart."""


def near_text(one: str, other: str) -> bool:
    """Compare texts: the words must be equal, each number to two units of its last place."""
    if _NUMBER.split(one) != _NUMBER.split(other):
        return False
    pairs = zip(_NUMBER.findall(one), _NUMBER.findall(other), strict=True)
    return all(_near_digits(first, second) for first, second in pairs)


def _near_digits(one: str, other: str) -> bool:
    places = [len(text.partition(".")[2]) for text in (one, other)]
    return places[0] == places[1] and abs(float(one) - float(other)) <= (_UNITS + 0.5) * 10.0 ** -places[0]


def near_json(one: bytes | None, other: bytes) -> bool:
    """Compare JSON files: the same shape and words, each number within two units, or a thousandth of it."""
    return one is not None and (one == other or _near(json.loads(one), json.loads(other)))


def _near(one: Any, other: Any) -> bool:  # noqa: ANN401 - any JSON value
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_near(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_near, one, other))
    if _is_number(one) and _is_number(other):
        return _near_number(one, other)
    return type(one) is type(other) and bool(one == other)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _near_number(one: float, other: float) -> bool:
    whole = isinstance(one, int) and isinstance(other, int)
    return abs(one - other) <= (_UNITS if whole else 1e-3 * max(1.0, abs(one)))
