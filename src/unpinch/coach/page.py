"""The coach as a page's worker drives it: text in, text out, as crossing from one language to the other costs least so.

Used in the browser's Python by static/js/coach/coach_worker.js, with the files that `web/core.py` packs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from unpinch.coach.coach import Coach
from unpinch.coach.events import Event
from unpinch.coach.frames import read
from unpinch.coach.shapes import UnknownShapeError
from unpinch.programme.loader import load_beside
from unpinch.programme.model import Programme


class Seat:
    """One coach at a time: `begin` a set, `push` each frame, `finish`."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._coach: Coach | None = None

    def begin(self, text: str) -> bool:
        """Start a set; False where its movement isn't known."""
        self._coach = self._made(json.loads(text))
        return self._coach is not None

    def push(self, text: str) -> str:
        """Take a frame, return its events."""
        return _told(self._coach.push(read(text))) if self._coach else "[]"

    def finish(self) -> str:
        """End the set, return the last events."""
        return _told(self._coach.finish()) if self._coach else "[]"

    def _made(self, wanted: dict[str, Any]) -> Coach | None:
        goal = {"repetitions": wanted.get("repetitions"), "hold_s": wanted.get("hold_s")}
        try:
            return Coach(self._programme, wanted["exercise"], wanted["level"], wanted["side"], **goal)
        except (UnknownShapeError, LookupError):
            return None


def _told(events: Iterable[Event]) -> str:
    return json.dumps([event.to_json() for event in events], ensure_ascii=False)


def seat(folder: str) -> Seat:
    """Return a seat for the programme of the packed files."""
    return Seat(load_beside(folder))
