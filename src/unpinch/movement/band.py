"""Where the band runs: a line through places of the body and the room, or a ring round both legs, frame by frame."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from unpinch.movement.body import SITE_RATIOS, Body, skin_direction
from unpinch.movement.keys import Chain, chain
from unpinch.movement.kinematics import Array, Frames, segment_index
from unpinch.movement.play import Motion
from unpinch.movement.timing import minimum_jerk
from unpinch.programme.movement import BandRoute

POINTS = 25
"""Points of a path, whatever its course, so that one course can pass into another."""
_RING_RADII = {"thigh": (0.048, 0.036), "shank": (0.036, 0.022), "foot": (0.03, 0.03)}
"""A limb's radius at its upper and lower end, as shares of stature."""
_RING_POINTS = 12
_BAND_M = 0.004
"""A band on the floor lies this high."""


def band_path(motion: Motion) -> Array | None:
    """Return the band's course, (n, POINTS, 3) in metres; None where the level has no band."""
    if not motion.movement.written.band.routes:
        return None
    frames = motion.frames
    solved = chain(motion.movement, frames.body)
    routes = {route.id: route for route in motion.movement.written.band.routes}
    keys = [key.band for key in solved.clips[motion.clip]]
    paths = {name: _course(routes[name], frames, solved, motion.side) for name in dict.fromkeys(keys) if name}
    first = next((name for name in keys if name), None)
    if first is None:
        return None
    names = [name or first for name in keys]
    made = np.empty((len(motion.time_s), POINTS, 3))
    times = _times(motion, len(keys))
    which = np.clip(np.searchsorted(times, motion.time_s, side="right") - 1, 0, len(keys) - 2)
    for number in range(len(keys) - 1):
        inside = which == number
        share = minimum_jerk((motion.time_s[inside] - times[number]) / (times[number + 1] - times[number]))
        one, two = paths[names[number]][inside], paths[names[number + 1]][inside]
        made[inside] = one + (two - one) * share[:, None, None]
    return made


def _times(motion: Motion, count: int) -> Array:
    times = np.concatenate([[0.0], np.cumsum(motion.steps_s)])
    if len(times) != count:
        raise ValueError(f"{len(times)} key times for {count} keys")
    return times


def _course(route: BandRoute, frames: Frames, solved: Chain, side: str) -> Array:
    if route.ring:
        return _resampled(_ring(route, frames, side), closed=True)
    places = [_place(name, frames, solved, side) for name in route.through]
    path = _resampled(np.stack(places, 1), closed=False, sag_m=route.sag_mm / 1000)
    path[:, :, 1] = np.maximum(path[:, :, 1], _BAND_M)
    return path


def other_side(name: str) -> str:
    """Return the same place on the other side."""
    return f"{name[:-2]}_{'l' if name.endswith('_r') else 'r'}" if name[-2:] in {"_r", "_l"} else name


def _place(name: str, frames: Frames, solved: Chain, side: str) -> Array:
    """Return a site's skin, a joint point or a prop's middle over time."""
    sign = 1 if side == "right" else -1
    if name.startswith("prop:"):
        prop = next(one for one in solved.props if f"prop:{one.id}" == name)
        return np.broadcast_to(np.array(prop.centre_m) * [1, 1, sign], (len(frames.q), 3))
    name = name if side == "right" else other_side(name)
    if name not in SITE_RATIOS:
        return frames.points[name]
    radius = frames.body.site_radius_m(name)
    offset = frames.body.site_offset_m(name) + radius * np.array(skin_direction(name))
    return frames.place(SITE_RATIOS[name][0], offset)


def limb_radius_m(body: Body, segment: str, place: float) -> float:
    """Return a limb's radius at a share of its length, from the body shown, in metres."""
    upper, lower = _RING_RADII[segment.removesuffix("_r").removesuffix("_l")]
    return (upper + (lower - upper) * place) * body.height_m


def _ring(route: BandRoute, frames: Frames, side: str) -> Array:
    """Return the ring round two limbs: a tight loop about two circles in the plane across the limbs."""
    one, two = (name if side == "right" else other_side(name) for name in route.ring)
    centres = [_along(frames, name, route.place) for name in (one, two)]
    radius = limb_radius_m(frames.body, one, route.place)
    axis = sum(frames.rotations[:, segment_index(name), :, 1] for name in (one, two))
    axis = axis / np.linalg.norm(axis, axis=1, keepdims=True)
    across = centres[0] - centres[1]
    across -= (across * axis).sum(1, keepdims=True) * axis
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-6)
    ahead = np.cross(axis, across)
    half = np.linspace(-np.pi / 2, np.pi / 2, _RING_POINTS)
    made = []
    for centre, sign in ((centres[0], 1.0), (centres[1], -1.0)):
        for angle in half:
            out = sign * np.cos(angle) * across + sign * np.sin(angle) * ahead
            made.append(centre + radius * out)
    return np.stack(made, 1)


def _along(frames: Frames, segment: str, place: float) -> Array:
    part = segment.removesuffix("_r").removesuffix("_l")
    return frames.place(segment, np.array([0.004 * frames.body.height_m, -place * frames.body.length_m(part), 0]))


def _resampled(points: Array, *, closed: bool, sag_m: float = 0.0) -> Array:
    """Return POINTS points along each frame's line, its corners among them; of a ring the last is the first again.

    `sag_m`: how far the longest part between two corners hangs through; shorter ones less.
    """
    if closed:
        points = np.concatenate([points, points[:, :1]], 1)
    lengths = np.linalg.norm(np.diff(points, axis=1), axis=2).mean(0)
    made = [points[:, :1]]
    for number, count in enumerate(_parts(lengths)):
        share = (np.arange(1, count + 1) / count)[None, :, None]
        part = points[:, number, None] + (points[:, number + 1] - points[:, number])[:, None] * share
        part[:, :, 1] -= sag_m * lengths[number] / lengths.max() * 4 * (share * (1 - share))[:, :, 0]
        made.append(part)
    return np.concatenate(made, 1)


def _parts(lengths: Array) -> list[int]:
    """Return into how many pieces each part of a line is cut: one at least, so that no corner is lost."""
    counts = np.ones(len(lengths), int)
    for _ in range(POINTS - 1 - len(lengths)):
        counts[int((lengths / counts).argmax())] += 1
    return [int(count) for count in counts]


def path_lengths_m(paths: Array | Sequence[Array]) -> Array:
    """Return the length of each frame's course in metres."""
    lengths: Array = np.linalg.norm(np.diff(np.asarray(paths), axis=1), axis=2).sum(1)
    return lengths
