"""One frame of landmarks, read from a line of JSON or from values, or refused in a sentence.

`{t_s, width, height, image: 33 x (x, y, z, visibility), world: 33 x (x, y, z)}`, in the pose model's order; x and y as
shares of the picture. No person: `image` is empty or null. Several people: their landmarks one after another.
The coach reads `image` only; world angles are 9 to 19 degrees off for a leg drawn across (measured).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LANDMARKS = 33
NAMES = ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "toe")
_LEFT = (7, 11, 13, 15, 23, 25, 27, 29, 31)
INDICES = (*_LEFT, *(number + 1 for number in _LEFT))
"""The landmarks that the coach reads: the left of `NAMES`, then the right."""
SIDED = len(NAMES)
MOST_PEOPLE = 8
_FAR = 1e12
"""No time and no picture is that large."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person's landmarks: `points` in picture heights, y upward; depth and visibility beside them."""

    points: tuple[complex, ...]
    depths: tuple[float, ...]
    seen: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """One moment. `aspect`: the picture's width by its height. `fault`: why it can't be used, in a sentence."""

    t_s: float
    aspect: float = 1.0
    people: tuple[Person, ...] = ()
    fault: str = ""


def read(line: str | bytes) -> Frame:
    """Return the frame of a line; a fault instead when it isn't JSON."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        return Frame(math.nan, fault="The line isn't JSON.")
    return frame(values) if isinstance(values, Mapping) else Frame(math.nan, fault="The line holds no frame.")


def frame(values: Mapping[str, Any]) -> Frame:
    """Return a frame of plain values; with a fault where it can't be used."""
    t_s = _number(values.get("t_s"))
    if not math.isfinite(t_s):
        return Frame(math.nan, fault="The frame has no time.")
    width, height = _number(values.get("width")), _number(values.get("height"))
    if not (0 < width < math.inf and 0 < height < math.inf):
        return Frame(t_s, fault=f"The picture's size is {values.get('width')} by {values.get('height')}.")
    image = values.get("image") or ()
    if not isinstance(image, Sequence) or len(image) % LANDMARKS or len(image) > MOST_PEOPLE * LANDMARKS:
        many = len(image) if isinstance(image, Sequence) else "no"
        return Frame(t_s, fault=f"The frame has {many} landmarks; there must be {LANDMARKS} a person.")
    try:
        people = tuple(_person(image, start, width / height) for start in range(0, len(image), LANDMARKS))
    except (TypeError, ValueError, IndexError, KeyError, OverflowError):
        return Frame(t_s, fault="A landmark isn't made of four numbers.")
    return Frame(t_s, width / height, people)


def _person(image: Sequence[Any], start: int, aspect: float) -> Person:
    rows = [image[start + number] for number in INDICES]
    if any(bool in map(type, row) for row in rows):
        raise TypeError("a landmark is true or false")
    points = tuple([complex(row[0] * aspect, -row[1]) for row in rows])
    depths, seen = tuple([row[2] + 0.0 for row in rows]), tuple([row[3] + 0.0 for row in rows])  # text is no number
    if not math.isfinite(sum([abs(point) for point in points]) + sum(depths) + sum(seen)):
        raise ValueError("a landmark isn't finite")
    return Person(points, depths, seen)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return math.nan
    return float(value) if abs(value) < _FAR else math.nan
