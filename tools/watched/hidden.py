"""Which landmarks the body itself hides from the camera: limbs as rounded rods, the trunk as a thick one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tools.watched.landmarks import INDEX

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_RODS: tuple[tuple[tuple[str, ...], tuple[str, ...], float], ...] = (
    (("shoulder_l", "shoulder_r"), ("hip_l", "hip_r"), 0.062),
    *(((f"hip_{side}",), (f"knee_{side}",), 0.040) for side in "lr"),
    *(((f"knee_{side}",), (f"ankle_{side}",), 0.027) for side in "lr"),
    *(((f"shoulder_{side}",), (f"elbow_{side}",), 0.024) for side in "lr"),
    (("ear_l",), ("ear_r",), 0.050),
)
"""From, to, and radius as a share of stature (a little less than the body's own: a covered edge is still seen)."""
_SHORT = 1e-9


def hidden(seen: Array, height_m: float) -> Mask:
    """Return which of the points (n, 33, 3), in the camera's axes, lie behind a rod that doesn't end at them."""
    made = np.zeros(seen.shape[:2], bool)
    for starts, ends, radius in _RODS:
        own = [INDEX[name] for name in (*starts, *ends)]
        first, last = (np.mean([seen[:, INDEX[name]] for name in names], axis=0) for names in (starts, ends))
        covered = _covered(seen, first, last, radius * height_m)
        covered[:, own] = False
        made |= covered
    return made


def _covered(seen: Array, first: Array, last: Array, radius_m: float) -> Mask:
    """Return which points lie in the picture within the rod's width, and behind it."""
    flat = seen[..., :2] / seen[..., 2:]
    start, end = first[:, :2] / first[:, 2:], last[:, :2] / last[:, 2:]
    way = (end - start)[:, None]
    share = np.clip(((flat - start[:, None]) * way).sum(-1) / np.maximum((way * way).sum(-1), _SHORT), 0, 1)
    aside = flat - start[:, None] - share[..., None] * way
    depth = first[:, None, 2] + share * (last - first)[:, None, 2]
    made: Mask = ((aside**2).sum(-1) * depth**2 < radius_m**2) & (depth + radius_m < seen[..., 2])
    return made
