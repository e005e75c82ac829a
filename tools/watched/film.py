"""Films a case: the story's body before the camera, as 33 landmarks a frame, with the pose model's errors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from tools.watched.camera import VIEWS, Camera, direction, flank, placed
from tools.watched.cases import Case
from tools.watched.clips import HEIGHT_M, Clips
from tools.watched.hidden import hidden
from tools.watched.landmarks import INDEX, landmarks
from tools.watched.noise import (
    NOISE,
    Noise,
    bursts,
    flung,
    guessed,
    hedged,
    offsets_m,
    shaken,
    spreads_m,
    swapped,
    visibility,
)
from tools.watched.person import Build, build, habit, unrest
from tools.watched.story import Truth
from tools.watched.told import Told, progress, told
from unpinch.movement import Frames, forward, mirrored

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
_SCREENS: tuple[tuple[int, int], ...] = ((640, 480), (480, 640), (1280, 720), (720, 1280), (640, 360), (480, 480))
_FIELD_DEG = (58.0, 78.0)
"""What phones and laptops see, corner to corner. From memory; choice."""
_BANDED = {"nerve_floss": (1, 2, 3), "cross_body": (2,), "seated_hinge": (1, 2)}
"""Levels with a band about the foot, whose toe point flies off."""
_FLINGING = 0.6
"""Share of people with whom it does. Choice."""
_SWAP_S = 0.4
_EDGE, _MOSTLY = 0.52, 0.6
"""Beyond the picture: so far from its middle. Nobody is found with so many points out of it. Choice."""


@dataclass(frozen=True)
class Recording:
    """Frames as the coach gets them. `image` (n, 33, 4): x, y of the picture 0 to 1, z, visibility. `world`: metres.

    `there` (n,): whether anybody was found; where not, the frame is told empty.
    """

    case: Case
    time_s: Array
    width: int
    height: int
    image: Array
    world: Array
    there: Mask
    truth: Truth

    def frames(self) -> Iterator[dict[str, object]]:
        """Yield the frames of the coach's input format."""
        image, world = np.round(self.image, 5).tolist(), np.round(self.world, 4).tolist()
        for n, time_s in enumerate(np.round(self.time_s, 4).tolist()):
            picture = {"image": image[n], "world": world[n]} if self.there[n] else {"image": [], "world": []}
            yield {"t_s": time_s, "width": self.width, "height": self.height, **picture}

    def jsonl(self) -> Iterator[str]:
        """Yield one line a frame."""
        for frame in self.frames():
            yield json.dumps(frame, separators=(",", ":"))


@dataclass(frozen=True)
class Scene:
    """What stands before the camera: a body over time, and the camera."""

    told: Told
    body: Build
    time_s: Array
    frames: Frames
    rounded_deg: Array
    camera: Camera
    truth: Truth


def scene(case: Case) -> Scene:
    """Return a case's body and camera, without any error of the pose model."""
    rng, story = case.random().spawn(1)[0], told(case)
    body = build(rng)
    time_s = _times(story.seconds, rng)
    q = story.story.q(time_s)
    share = story.level(time_s) * progress(story.story.clips, q)
    q, rounded = _at_fault(story, case.size, q, share)
    frames = _moved(case, body, q + habit(rng) + unrest(rng, time_s))
    truth = story.truth(time_s, progress(story.story.clips, story.story.q(time_s)))
    return Scene(story, body, time_s, frames, rounded, _camera(case, body, story.story.clips, rng), truth)


def _times(seconds: float, rng: np.random.Generator) -> Array:
    """Return when frames come: 10 to 30 a second, more often few than many, never quite evenly."""
    fps = 10 + 20 * float(rng.random()) ** 2
    even = np.arange(int(seconds * fps)) / fps
    made: Array = np.round(even + rng.uniform(0, 0.3 / fps, len(even)) + 0.01, 4)
    return made


def _at_fault(story: Told, size: str, q: Array, share: Array) -> tuple[Array, Array]:
    fault = story.fault
    if fault is None or fault.is_tempo:
        return q, np.zeros(len(q))
    clips = story.story.clips
    amount = fault.size(size) * share
    return fault.done(q, amount, clips.end - clips.start), fault.rounded * amount


def _moved(case: Case, body: Build, q: Array) -> Frames:
    """Return the frames of a body: the other side mirrored, the room scaled to its height."""
    made = mirrored(q) if case.side == "left" else q.copy()
    made[:, :3] *= body.height_m / HEIGHT_M
    return forward(body, made)


def _camera(case: Case, body: Build, clips: Clips, rng: np.random.Generator) -> Camera:
    view = VIEWS[case.view]
    shown = _moved(case, body, clips.clips["repetition"].q[::5])
    azimuth = rng.uniform(*view.azimuth_deg) * (rng.choice([-1, 1]) if view.either_way else 1)
    toward = direction(flank(shown, case.side), azimuth, rng.uniform(*view.elevation_deg))
    width, height = _SCREENS[int(rng.integers(len(_SCREENS)))]
    focal_px = np.hypot(width, height) / 2 / np.tan(np.deg2rad(rng.uniform(*_FIELD_DEG) / 2))
    empty = Camera((0, 0, 1), (0, 0, 0), float(np.clip(rng.normal(0, 3), -8, 8)), float(focal_px), width, height)
    made = placed(empty, toward, landmarks(shown).reshape(-1, 3), float(rng.uniform(0.6, 0.88)))
    free = (1 - 0.88) / 2
    return replace(made, shift_px=(float(rng.uniform(-free, free) * width), float(rng.uniform(-free, free) * height)))


def film(case: Case, *, mishaps: bool = True) -> Recording:
    """Return a case's recording with its truth; without mishaps no point flies off, no leg takes the other's place."""
    rng, noise, shown = case.random().spawn(2)[1], NOISE[case.view], scene(case)
    height_m, time_s = shown.body.height_m, shown.time_s
    spread_m = spreads_m(noise, height_m, rng)
    exact = shown.camera.seen(landmarks(shown.frames, None, shown.rounded_deg))
    seen = shown.camera.seen(landmarks(shown.frames, offsets_m(spread_m, rng), shown.rounded_deg))
    covered = hidden(exact, height_m)
    seen = shaken(guessed(seen, covered, time_s, rng, height_m), time_s, spread_m, rng)
    if mishaps:
        seen = _mishaps(case, shown, seen, rng)
    return _recorded(case, shown, seen, covered, rng)


def _mishaps(case: Case, shown: Scene, seen: Array, rng: np.random.Generator) -> Array:
    noise, time_s = NOISE[case.view], shown.time_s
    if case.level in _BANDED.get(case.exercise, ()) and rng.random() < _FLINGING:
        seen = flung(seen, f"toe_{case.side[0]}", time_s, rng, shown.body.height_m)
    seen = hedged(seen, time_s, rng.spawn(1)[0], shown.body.height_m)
    seen = swapped(seen, bursts(rng, time_s, noise.swaps, _SWAP_S))
    if rng.random() < noise.turned_ratio:
        seen = swapped(seen, np.ones(len(time_s), bool))
    return seen


def _recorded(case: Case, shown: Scene, seen: Array, covered: Mask, rng: np.random.Generator) -> Recording:
    camera, time_s = shown.camera, shown.time_s
    pixels = camera.pixels(seen) / [camera.width, camera.height]
    middle = seen[:, [INDEX["hip_l"], INDEX["hip_r"]]].mean(1, keepdims=True)
    depth = (seen[..., 2:] - middle[..., 2:]) * camera.focal_px / np.maximum(middle[..., 2:], 0.5) / camera.width
    outside: Mask = np.any(np.abs(pixels - 0.5) > _EDGE, axis=-1)
    image = np.concatenate([pixels, depth, visibility(covered, outside, time_s, rng)[..., None]], -1)
    world = (seen - middle) * float(rng.normal(1.0, 0.05))
    there = _found(outside, NOISE[case.view], time_s, rng)
    kept = there | bool(rng.integers(2))  # by chance: a frame without a person, or no frame
    size = (camera.width, camera.height)
    return Recording(case, time_s[kept], *size, image[kept], world[kept], there[kept], shown.truth)


def _found(outside: Mask, noise: Noise, time_s: Array, rng: np.random.Generator) -> Mask:
    """Return in which frames anybody is found: not while mostly out of the picture, and not always else."""
    lost: Mask = bursts(rng, time_s, 60 * noise.lost_ratio / noise.lost_s, noise.lost_s)
    made: Mask = (outside.mean(1) < _MOSTLY) & ~lost
    return made
