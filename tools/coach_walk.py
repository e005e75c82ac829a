"""Runs the coach over recordings: the same file in CPython and in Pyodide. Standard library only."""

from __future__ import annotations

import json
from time import perf_counter
from typing import Any

from unpinch.coach import Coach, frame
from unpinch.programme import load


def answers(text: str) -> str:
    """Return, for recordings by name, each frame's events in order, and how long a frame took on average."""
    programme, found, took_s, frames = load(), {}, 0.0, 0
    for name, recording in json.loads(text).items():
        coach = Coach(programme, recording["exercise"], recording["level"], recording["side"])
        shown = [frame(values) for values in recording["frames"]]
        began_s = perf_counter()
        events = [[event.to_json() for event in coach.push(one)] for one in shown]
        took_s += perf_counter() - began_s
        frames += len(shown)
        found[name] = [*map(_line, events), _line([event.to_json() for event in coach.finish()])]
    return json.dumps({"events": found, "ms_a_frame": 1000 * took_s / frames})


def _line(events: list[dict[str, Any]]) -> str:
    return json.dumps(events, ensure_ascii=False)
