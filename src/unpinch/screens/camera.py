"""The camera in a session: whether it is offered, how to stop without hands, and what may be kept of what it sees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from unpinch.coach.setting import is_countable
from unpinch.coach.shapes import UnknownShapeError, shape_of
from unpinch.coach.stopping import ARMS, LEG_PAUSE_S, LEG_STOP_S
from unpinch.journal import CAMERA_SAW, KINDS
from unpinch.journal.fields import Int
from unpinch.screens import words
from unpinch.screens.case import Case

UNWATCHED = (
    "No camera in this one: the move is too small for it to see. "
    "The screen counts for you. Pause and stop by the buttons."
)
"""Source: choice."""
_NOT_TIMED = frozenset({"cross_body"})
"""Its hold moves the picture by 1 to 4 cm: from no view was it timed right in six of ten cases (docs/coach.md)."""
_NUMBERS = ("repetitions", "hold_s", *CAMERA_SAW)


def offered(case: Case) -> bool:
    """Tell whether sessions offer the camera: where the installation does, unless the settings say otherwise."""
    return case.place.camera and case.preference.get("camera", True)


def table_part(case: Case) -> dict[str, Any]:
    """Return what the player may keep of what the camera tells: the record's bounds, and the faults it has words for.

    `paced`: the exercises and levels that it can't count from any view; they go by the pace. Nothing where the camera
    isn't offered.
    """
    if not offered(case):
        return {}
    fields, exercises = KINDS["set_done"].fields, case.programme.exercises.values()
    most = {name: field.high for name in _NUMBERS if isinstance(field := fields[name], Int)}
    faults = {exercise.id: [fault.id for fault in exercise.faults] for exercise in exercises}
    levels = [(name, one.number) for name, exercise in case.programme.exercises.items() for one in exercise.levels]
    paced = [f"{name}-{number}" for name, number in levels if not is_watched(name, number)]
    return {"camera": {"most": most, "faults": faults, "paced": paced}}


def is_watched(exercise: str, level: int) -> bool:
    """Tell whether the camera can count or time a level: a foot that only moves at the ankle goes too small a way."""
    try:
        return exercise not in _NOT_TIMED and is_countable(shape_of(exercise, level))
    except UnknownShapeError:
        return False


def told(exercise: str, level: int, *, band: bool) -> dict[str, Any]:
    """Return how to pause and stop a level without touching anything, or why the camera looks away in it."""
    if is_watched(exercise, level):
        return {"hands_free": hands_free(exercise, band=band), "unwatched": ""}
    return {"hands_free": [], "unwatched": UNWATCHED}


def hands_free(exercise: str, *, band: bool) -> list[str]:
    """Return how to pause and stop this exercise without touching anything, as the coach understands it."""
    if exercise in ARMS:
        return [
            "Raise one arm straight up: it pauses, until you lower it.",
            "Raise both arms straight up: it stops.",
        ]
    pause, stop = (words.seconds(round(seconds)) for seconds in (LEG_PAUSE_S, LEG_STOP_S))
    return [
        "Bend the knee, put the foot down, and keep still.",
        f"After {pause} it pauses, until you move on. After {stop} it stops.",
        *(["Let the band go slack, then let go."] if band else []),
    ]


def put_right(kind: str, before: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return a corrected entry: a number that is put right is the person's own; what the camera saw else stays."""
    changed = any(said.get(name) != before.get(name) for name in ("repetitions", "hold_s"))
    by_hand = kind == "set_done" and changed and said.get("source") == "camera"
    return {**said, "source": "hand"} if by_hand else dict(said)
