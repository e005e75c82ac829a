"""A simple person made of a level's derived poses, seen flat from a direction, without any noise."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from unpinch.coach import Coach, Event, events, frame
from unpinch.coach.frames import INDICES, NAMES, SIDED
from unpinch.coach.shapes import Pose, Shape, shape_of
from unpinch.coach.views import flank_of, looks
from unpinch.programme import load

PROGRAMME = load()
FPS = 20
Row = tuple[float, float, float, float]
Values = dict[str, Any]


@dataclass(frozen=True)
class Seen:
    """From where, and how large a picture: pixels; `metre_px`: how long a metre is in it."""

    azimuth_deg: float = 10.0
    elevation_deg: float = 8.0
    width: int = 640
    height: int = 480
    metre_px: float = 200.0


def mixed(shape: Shape, ratio: float) -> Pose:
    """Return the pose at a share of the way from start to end."""
    place = max(0.0, ratio) * (len(shape.path) - 1)
    low = min(int(place), len(shape.path) - 2)
    first, last = shape.path[low], shape.path[low + 1]
    return {
        name: tuple(a + (place - low) * (b - a) for a, b in zip(first[name], last[name], strict=True))  # type: ignore[misc]
        for name in first
    }


def landmarks(exercise: str, pose: Pose, seen: Seen, side: str = "right") -> list[Row]:
    """Return 33 landmarks of a pose; those that the coach doesn't read lie at the shoulders."""
    axes, toward = looks(seen.azimuth_deg, seen.elevation_deg, flank_of(exercise))
    rows: list[Row] = [(0.5, 0.5, 0.0, 1.0)] * 33
    sign = 1 if side == "right" else -1
    for number, index in enumerate(INDICES):
        part, is_left = NAMES[number % SIDED], number < SIDED
        own = "w" if is_left == (side == "left") else "o"
        point = pose["ear" if part == "ear" else f"{part}_{own}"]
        at = sum(a * axis for a, axis in zip(point, axes, strict=True))
        depth = -sum(a * b for a, b in zip(point, toward, strict=True))
        x, y = seen.width / 2 + sign * at.real * seen.metre_px, seen.height * 0.6 - at.imag * seen.metre_px
        rows[index] = (x / seen.width, y / seen.height, depth, 0.99)
    return rows


def eased(share: float) -> float:
    """Return a minimum-jerk way."""
    share = min(1.0, max(0.0, share))
    return share**3 * (10 - 15 * share + 6 * share * share)


def doing(start_s: float, out_s: float, stay_s: float, back_s: float, count: int = 1) -> Callable[[float], float]:
    """Return how far the movement has gone at a time, for so many repetitions with half a second between them."""
    whole_s = out_s + stay_s + back_s + 0.5

    def at(t_s: float) -> float:
        since = t_s - start_s
        if not 0 <= since < whole_s * count:
            return 0.0
        place = since % whole_s
        return eased(place / out_s) - eased((place - out_s - stay_s) / back_s)

    return at


def film(  # noqa: PLR0913, PLR0917  # what is done, and from where it is seen
    exercise: str,
    level: int,
    seconds: float,
    at: Callable[[float], float],
    seen: Seen | None = None,
    side: str = "right",
    fps: int = FPS,
) -> list[Values]:
    """Return the frames of a person who moves as `at` says."""
    seen, shape = seen or Seen(), shape_of(exercise, level)
    return [
        {
            "t_s": round(n / fps, 4),
            "width": seen.width,
            "height": seen.height,
            "image": landmarks(exercise, mixed(shape, at(n / fps)), seen, side),
            "world": [],
        }
        for n in range(round(seconds * fps))
    ]


def coached(exercise: str, level: int, frames: list[Values], side: str = "right") -> list[Event]:
    """Return what the coach says to frames."""
    return list(events(Coach(PROGRAMME, exercise, level, side, repetitions=0, hold_s=0), map(frame, frames)))


def of_kind(found: list[Event], kind: str) -> Iterator[Event]:
    """Yield the events of a kind."""
    return (event for event in found if event.kind == kind)


def count(found: list[Event], kind: str = "rep") -> int:
    """Return how many events of a kind there are."""
    return sum(1 for _ in of_kind(found, kind))


def total(found: list[Event], name: str) -> Any:
    """Return a sum that the last event tells."""
    return next(of_kind(found, "done")).values[name]


def raised(rows: list[Row], side: str, metres: float, seen: Seen) -> list[Row]:
    """Return landmarks with an arm straight up."""
    made = list(rows)
    shoulder, elbow, wrist = (11, 13, 15) if side == "left" else (12, 14, 16)
    x, y, z, _ = made[shoulder]
    up = metres * seen.metre_px * math.cos(math.radians(seen.elevation_deg)) / seen.height
    made[elbow], made[wrist] = (x, y - 0.55 * up, z, 0.99), (x, y - up, z, 0.99)
    return made
