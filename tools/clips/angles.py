"""How far hip and knee angles in the picture are off on the kept clips, by view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from tools.clips.misses import Missed, is_astray
from tools.clips.replay import replayed
from tools.clips.staged import staged
from tools.watched.residuals import Residual, hip_and_knee

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def errors_deg(one: Missed) -> tuple[Array, Mask]:
    """Return the absolute errors (n, 2) of the moved leg's hip and knee, and when the person exercises and is seen."""
    kept = one.kept
    shown, stage, span = replayed(kept), staged(kept.case), kept.truth.exercising
    true = stage.camera.pixels(stage.joints_m())
    seen = shown.image[..., :2] * [kept.width, kept.height]
    side = kept.case.side[0]
    inside = (one.time_s >= span.from_s) & (one.time_s <= span.to_s) & one.there
    return np.abs(hip_and_knee(seen, side) - hip_and_knee(true, side)), inside


def residuals(found: Sequence[Missed], left: Sequence[Array], *, astray: bool) -> Iterator[Residual]:
    """Yield each view's errors, with or without the frames in which the moved leg's landmarks are far astray."""
    parts: dict[str, list[Array]] = {}
    for one, rest in zip(found, left, strict=True):
        errors, inside = errors_deg(one)
        chosen = inside if astray else inside & ~is_astray(one, rest)
        parts.setdefault(one.view, []).append(errors[chosen])
    for view, some in sorted(parts.items()):
        both = np.concatenate(some)
        yield Residual(view, both[:, 0], both[:, 1])
