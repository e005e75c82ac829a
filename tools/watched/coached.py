"""The coach as it would be fed in a page: frames in, what it said out; and what that took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tools.watched.film import Recording
from unpinch.coach import Coach, Event, Frame, frame
from unpinch.programme import load
from unpinch.programme.model import Programme


@dataclass(frozen=True, slots=True)
class Said:
    """One event, with the parts that are judged. `name`: the fault, or what is unsure or wrong with the picture."""

    kind: str
    t_s: float
    name: str
    is_spoken: bool
    seconds: float


@lru_cache(maxsize=1)
def _programme() -> Programme:
    return load()


def events(recording: Recording) -> tuple[list[Event], float]:
    """Return all events of a recording, and the seconds that the coach took for it, reading of JSON apart."""
    case = recording.case
    shown: list[Frame] = [frame(values) for values in recording.frames()]
    coach = Coach(_programme(), case.exercise, case.level, case.side, repetitions=0, hold_s=0.0)
    before_s = time.process_time()
    found = [event for one in shown for event in coach.push(one)] + list(coach.finish())
    return found, time.process_time() - before_s


def said(found: list[Event]) -> Iterator[Said]:
    """Yield the events as they are judged; a reminder of a fault that stands isn't a new one, but it is spoken."""
    for one in found:
        values: dict[str, Any] = dict(one.values)
        again = values.get("state") == "still"
        kind = "reminder" if one.kind == "fault" and again else one.kind
        name = str(values.get("fault") or values.get("what") or values.get("reason") or values.get("view") or "")
        yield Said(kind, one.t_s, name, bool(one.say), float(values.get("held_s", 0.0)))
