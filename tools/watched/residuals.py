"""The synthetic camera's errors of hip and knee beside those measured of the pose model; swaps and flights apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tools.watched.cases import Case
from tools.watched.clips import LEVELS
from tools.watched.film import Recording, Scene, film, scene
from tools.watched.hidden import hidden
from tools.watched.landmarks import INDEX, landmarks
from tools.watched.noise import HIDDEN_CM, MEASURED_DEG

Array = npt.NDArray[np.float64]
_EVERY_S = 1.0
_STATURE_M = 1.70


@dataclass(frozen=True, slots=True)
class Residual:
    """Absolute errors in degrees of many people's near leg in one view."""

    view: str
    hip_deg: Array
    knee_deg: Array

    def row(self) -> tuple[float, float, float, float]:
        """Return hip median, hip 90th percentile, knee median, knee 90th percentile."""
        return tuple(float(np.percentile(one, part)) for one in (self.hip_deg, self.knee_deg) for part in (50, 90))  # type: ignore[return-value]  # two by two


def angle_deg(points: Array, names: Sequence[str]) -> Array:
    """Return the angle (n,) at the middle one of three landmarks, in the plane or in space."""
    a, b, c = (points[:, INDEX[name]] for name in names)
    one, two = a - b, c - b
    cosine = (one * two).sum(-1) / np.maximum(np.linalg.norm(one, axis=-1) * np.linalg.norm(two, axis=-1), 1e-9)
    made: Array = np.rad2deg(np.arccos(np.clip(cosine, -1, 1)))
    return made


def hip_and_knee(points: Array, side: str) -> Array:
    """Return the hip and the knee angle (n, 2) of one leg."""
    hip = angle_deg(points, [f"{name}_{side}" for name in ("shoulder", "hip", "knee")])
    return np.stack([hip, angle_deg(points, [f"{name}_{side}" for name in ("hip", "knee", "ankle")])], 1)


def errors_deg(recording: Recording, shown: Scene, side: str) -> Array:
    """Return absolute errors (m, 2) of hip and knee, once a second while the person exercises."""
    truth = recording.truth.exercising
    inside = (recording.time_s >= truth.from_s) & (recording.time_s <= truth.to_s) & recording.there
    chosen = np.flatnonzero(inside)[:: max(1, round(_EVERY_S / float(np.median(np.diff(recording.time_s)))))]
    size = np.array([recording.width, recording.height])
    kept = np.isin(shown.time_s, recording.time_s)
    exact = shown.camera.pixels(shown.camera.seen(landmarks(shown.frames, None, shown.rounded_deg)))[kept]
    found = hip_and_knee(recording.image[chosen][..., :2] * size, side)
    return np.abs(found - hip_and_knee(exact[chosen], side))


def residual(view: str, people: int) -> Residual:
    """Return a view's errors over so many people, spread over all exercises."""
    found = []
    for number in range(people):
        exercise = list(LEVELS)[number % len(LEVELS)]
        case = Case(exercise, LEVELS[exercise][-1], "right", view, "clean", "", 9000 + number)
        side = "l" if view == "far" else "r"
        found.append(errors_deg(film(case, mishaps=False), scene(case), side))
    both = np.concatenate(found)
    return Residual(view, both[:, 0], both[:, 1])


def hidden_cm(people: int) -> dict[str, tuple[float, float]]:
    """Return how far hidden landmarks are off across the line of sight, by part: median and 90th percentile.

    In centimetres of a person of 1.70 m, over so many people seen from the views that the rendered set has.
    """
    found: dict[str, list[Array]] = {part: [] for part in HIDDEN_CM}
    for number in range(people):
        exercise, view = list(LEVELS)[number % len(LEVELS)], ("side", "raised")[number // len(LEVELS) % 2]
        case = Case(exercise, LEVELS[exercise][-1], "right", view, "clean", "", 9000 + number)
        for part, misses in _hidden_misses(film(case, mishaps=False), scene(case)):
            found.setdefault(part, []).append(misses)
    every = {part: np.concatenate([*misses, np.zeros(0)]) for part, misses in found.items()}
    return {part: (float(np.median(one)), float(np.percentile(one, 90))) for part, one in every.items() if len(one)}


def _hidden_misses(recording: Recording, shown: Scene) -> Iterator[tuple[str, Array]]:
    """Yield each hidden landmark's misses in centimetres, while the person exercises."""
    truth, height_m = recording.truth.exercising, shown.body.height_m
    kept = np.isin(shown.time_s, recording.time_s)
    exact = shown.camera.seen(landmarks(shown.frames, None, shown.rounded_deg))[kept]
    behind = hidden(exact, height_m)
    inside = (recording.time_s >= truth.from_s) & (recording.time_s <= truth.to_s) & recording.there
    seen = recording.image[..., :2] * [recording.width, recording.height]
    metres = exact[..., 2] / shown.camera.focal_px * _STATURE_M / height_m
    off_cm = 100 * np.linalg.norm(seen - shown.camera.pixels(exact), axis=-1) * metres
    for name, number in INDEX.items():
        part = name.removesuffix("_l").removesuffix("_r")
        if part in HIDDEN_CM:
            yield part, off_cm[inside & behind[:, number], number]


def table(people: int = 60) -> Iterator[str]:
    """Yield a line for each view that was measured."""
    yield f"{'view':14} {'hip median, p90':>24} {'knee median, p90':>24}   (measured), degrees"
    for view, goal in MEASURED_DEG.items():
        row = residual(view, people).row()
        hip, knee = (f"{row[n]:.1f} {row[n + 1]:.1f} ({goal[n]:g} {goal[n + 1]:g})" for n in (0, 2))
        yield f"{view:14} {hip:>24} {knee:>24}"
    yield f"{'hidden':14} {'median, p90':>24}   (measured), centimetres"
    for part, (median, most) in hidden_cm(people).items():
        yield f"{part:14} {median:>20.1f} {most:.1f} ({HIDDEN_CM[part][0]:g} {HIDDEN_CM[part][1]:g})"
