"""How long a band's way is in a movement, frame by frame, and when it lies where it pulls."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from unpinch.mechanics.bands import line_m, ring_m
from unpinch.movement import Motion
from unpinch.movement.band import band_path
from unpinch.movement.timing import minimum_jerk
from unpinch.programme.model import Programme
from unpinch.programme.movement import BandRoute, Step

Array = NDArray[np.float64]

HOLD = "hold"


def route_of(motion: Motion) -> BandRoute | None:
    """Return the band's course in the repetition: the last that a key names up to its end; None without a band."""
    written = motion.movement.written
    routes = {route.id: route for route in written.band.routes}
    named = _named((*written.way_in, *written.repetition))
    return routes[named] if named else next(iter(routes.values()), None)


def band_way_m(programme: Programme, motion: Motion) -> Array | None:
    """Return the length of the band's way over the frames: of a mini loop all the way round, else from end to end.

    A mini loop takes the programme's one thigh width, as the planner does.
    """
    route = route_of(motion)
    if route is not None and route.ring:
        frames, place = motion.frames, route.place
        middles = [
            frames.place(name, np.array([0.0, -place * frames.body.length_m(name[:-2]), 0.0])) for name in route.ring
        ]
        return ring_m(middles[0], middles[1], programme.band_law.thigh_mm / 1000)
    path = band_path(motion)
    return None if path is None else line_m(path)


def working_way_m(motion: Motion, way_m: Array) -> float:
    """Return the way for which the band is set up: the longest in the hold, or of the whole repetition without one."""
    hold = next((phase for phase in motion.phases if phase.name == HOLD), None)
    if hold is None:
        return float(way_m.max())
    held = (motion.time_s >= hold.from_s) & (motion.time_s <= hold.to_s)
    return float(way_m[held].max())


def thighs_m(programme: Programme, motion: Motion) -> float | None:
    """Return how far apart a mini loop's thighs come at work, middle to middle; None where the band is no ring."""
    route, way_m = route_of(motion), band_way_m(programme, motion)
    if route is None or not route.ring or way_m is None:
        return None
    return (working_way_m(motion, way_m) - np.pi * programme.band_law.thigh_mm / 1000) / 2


def in_place(motion: Motion) -> Array:
    """Return how far the band lies where it pulls, over the frames of any clip: 1 in the repetition, 0 before it is on.

    On the way in the slack is taken up during the key that brings the band there; on the way out it is let go likewise.
    """
    route = route_of(motion)
    if motion.clip == "repetition" or route is None:
        return np.ones(len(motion.time_s))
    there = np.array([float(name == route.id) for name in _routes(motion)])
    times = np.concatenate(([0.0], np.cumsum(motion.steps_s)))
    which = np.clip(np.searchsorted(times, motion.time_s, side="right") - 1, 0, len(times) - 2)
    share = minimum_jerk((motion.time_s - times[which]) / np.maximum(np.diff(times)[which], 1e-9))
    return np.asarray(there[which] + (there[which + 1] - there[which]) * share)


def _routes(motion: Motion) -> list[str]:
    """Return which course holds at each key of a clip; the way out begins with the repetition's last."""
    written = motion.movement.written
    before, steps = ("", written.way_in) if motion.clip == "in" else (_named(written.way_in), written.way_out)
    made = [] if motion.clip == "in" else [_named(written.repetition) or before]
    for step in steps:
        before = step.band or (made[-1] if made else "")
        made.append(before)
    return made


def _named(steps: tuple[Step, ...]) -> str:
    return next((step.band for step in reversed(steps) if step.band), "")
