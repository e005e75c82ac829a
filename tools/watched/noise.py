"""What the pose model makes of a person: errors of place, hidden limbs guessed, sides changed, frames without anybody.

The spreads are fitted so that hip and knee angles, and hidden landmarks, err as measured on people rendered with exact
truth (full model). Most of an error stays with a person and a view; a part drifts within seconds; a small part changes
from frame to frame. How the parts share is choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tools.watched.landmarks import INDEX, NAMES
from tools.watched.person import follow, wander

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

MEASURED_DEG: Mapping[str, tuple[float, float, float, float]] = {
    "side": (3.0, 8.4, 3.4, 9.1),
    "oblique": (3.0, 9, 4.0, 10),
    "raised": (3.2, 9.1, 3.3, 10.4),
    "foot_oblique": (8, 21, 7, 30),
}
"""Hip median, hip 90th percentile, knee median, knee 90th percentile; of the near leg. From the side and from above: of
the rendered set (docs/coach-clips.md, without the frames gone astray, which `hedged` makes). The oblique view, of which
that set has one person, and the foot end: of still pictures of 33 people each."""


@dataclass(frozen=True, slots=True)
class Noise:
    """A view's errors: spread of trunk and leg points (shares of stature), how much people differ in it, and mishaps.

    `swaps` and `flings` begin so many times a minute; `lost_ratio`: share of frames without a person.
    """

    trunk: float
    leg: float
    trunk_tail: float
    leg_tail: float
    swaps: float = 0.6
    lost_ratio: float = 0.01
    lost_s: float = 0.3
    turned_ratio: float = 0.03


NOISE: Mapping[str, Noise] = {
    "side": Noise(0.0099, 0.0084, 0.69, 0.40, swaps=1.0),
    "oblique": Noise(0.0069, 0.0092, 0.47, 0.02),
    "raised": Noise(0.0067, 0.0067, 0.48, 1.10),
    "far": Noise(0.0099, 0.0084, 0.69, 0.40, swaps=1.5, turned_ratio=0.08),
    "foot_oblique": Noise(0.0113, 0.0129, 0.02, 0.87, lost_ratio=0.10, lost_s=0.8),
    "foot_end": Noise(0.0300, 0.0900, 0.50, 0.50, swaps=4.0, lost_ratio=0.33, lost_s=1.5),
    "head_end": Noise(0.0300, 0.0900, 0.50, 0.50, swaps=4.0, lost_ratio=0.15, lost_s=1.5),
}
"""Fitted by `python -m tools.watched residuals`. The far side is taken like the near one, its hidden leg apart; at both
ends the legs were unusable in every picture."""

_WORST = 1.2
_STAYS, _DRIFTS, _SHAKES = 0.80, 0.52, 0.30
_DRIFT_S, _SHAKE_S, _LAG_S = 1.2, 0.07, 0.05
_HEDGE_MEAN, _HEDGE_SPREAD, _HEDGE_S = 0.2, 0.5, 0.4
_KNEES_NEAR, _ANKLES_APART = (0.059, 0.082), (0.059, 0.106)
"""Measured on the rendered set (docs/coach-clips.md): with the knees nearer to each other in the picture than 12 cm and
the ankles farther than 15, in 46 % of frames the ankles lay a quarter of the way to each other or more, in 10 % three
quarters, half of the times for no longer than 0.2 s, a tenth for longer than 1.2 s; elsewhere in 2 %."""
_GROUPS: Mapping[str, tuple[str, float]] = {
    **dict.fromkeys(("nose", "eye", "mouth", "ear"), ("trunk", 0.6)),
    "shoulder": ("trunk", 1.0),
    "hip": ("trunk", 1.0),
    "elbow": ("trunk", 1.0),
    "wrist": ("trunk", 1.3),
    **dict.fromkeys(("pinky", "index", "thumb"), ("trunk", 1.6)),
    "knee": ("leg", 1.0),
    "ankle": ("leg", 1.0),
    "heel": ("leg", 1.1),
    "toe": ("leg", 1.5),
}
"""Which spread a landmark takes, and how many times. Choice."""
_GROUP = [_GROUPS[name.split("_")[0]] for name in NAMES]
IS_LEG: Mask = np.array([group == "leg" for group, _ in _GROUP])
_TIMES: Array = np.array([times for _, times in _GROUP])
_ALWAYS_SEEN = [INDEX[f"{part}_{side}"] for part in ("shoulder", "hip") for side in "lr"]
HIDDEN_CM: Mapping[str, tuple[float, float]] = {
    "shoulder": (3.2, 47.1),
    "elbow": (9.0, 18.0),
    "wrist": (9.5, 16.7),
    "hip": (2.4, 5.0),
    "knee": (3.3, 8.5),
    "ankle": (2.9, 6.8),
    "heel": (3.1, 7.6),
    "toe": (8.6, 19.1),
}
"""How far hidden landmarks were off on the rendered set, of a person of 1.70 m: median and 90th percentile. The
shoulders' is of pictures in which the whole person was seen the wrong way round."""
_ASTRAY: Mapping[str, float] = {
    "shoulder": 0.011,
    "elbow": 0.036,
    "wrist": 0.036,
    **dict.fromkeys(("pinky", "index", "thumb"), 0.045),
    "hip": 0.007,
    "knee": 0.010,
    "ankle": 0.010,
    "heel": 0.010,
    "toe": 0.034,
}
"""How far beside its place a hidden landmark is guessed: spread in shares of stature, fitted to `HIDDEN_CM`."""
_ASTRAYS: Array = np.array([_ASTRAY.get(name.split("_")[0], 0.008) for name in NAMES])[:, None]
_PULLED = np.array([0.25 if n in _ALWAYS_SEEN else 1.0 for n in range(len(NAMES))])[:, None]
"""Hidden shoulders and hips are guessed from the trunk, little drawn toward the other side's. Choice."""
OTHER = np.array([INDEX.get(f"{name[:-1]}{'l' if name.endswith('r') else 'r'}", n) for n, name in enumerate(NAMES)])
_SHANKS = [n for n, name in enumerate(NAMES) if name.split("_")[0] in {"ankle", "heel", "toe"}]
_LOWER = [n for n, name in enumerate(NAMES) if name.split("_")[0] in {"hip", "knee", "ankle", "heel", "toe"}]


def spreads_m(noise: Noise, height_m: float, rng: np.random.Generator) -> Array:
    """Return each landmark's spread (33,) in metres for one person: some are seen better than others."""
    trunk = noise.trunk * np.exp(noise.trunk_tail * _person(rng))
    leg = noise.leg * np.exp(noise.leg_tail * _person(rng))
    made: Array = height_m * _TIMES * np.where(IS_LEG, leg, trunk)
    return made


def _person(rng: np.random.Generator) -> float:
    """Return how badly one person is seen, in spreads. At most so many: the worst tenth alone was measured."""
    return float(np.clip(rng.standard_normal(), -_WORST, _WORST))


def offsets_m(spread_m: Array, rng: np.random.Generator) -> Array:
    """Return where each landmark stands wrongly on this person, (33, 3) metres, fixed to the body."""
    made: Array = _STAYS * spread_m[:, None] * rng.standard_normal((len(NAMES), 3))
    return made


def shaken(seen: Array, time_s: Array, spread_m: Array, rng: np.random.Generator) -> Array:
    """Return points (n, 33, 3) in the camera's axes with what drifts and shakes; the depth errs four times as much."""
    by_axis = spread_m[:, None] * np.array([1.0, 1.0, 4.0])
    drift = wander(rng, time_s, _DRIFT_S, (len(NAMES), 3))
    shake = wander(rng, time_s, _SHAKE_S, (len(NAMES), 3))
    return lagging(seen + by_axis * (_DRIFTS * drift + _SHAKES * shake), time_s)


def lagging(points: Array, time_s: Array) -> Array:
    """Return points that follow a little late, as the model's own tracking does."""
    kept = np.exp(-np.diff(time_s, prepend=time_s[0] - 1) / _LAG_S)
    made = points * (1 - kept).reshape(-1, *(1 for _ in points.shape[1:]))
    made[0] = points[0]
    return follow(made, kept)


def guessed(seen: Array, hidden: Mask, time_s: Array, rng: np.random.Generator, height_m: float) -> Array:
    """Return points with the hidden ones guessed: drawn toward their other side, and wandering."""
    pull = np.clip(0.12 + 0.12 * wander(rng, time_s, 1.0, (len(NAMES),)), 0, 0.8)[..., None]
    astray = height_m * _ASTRAYS * wander(rng, time_s, 0.6, (len(NAMES), 3))
    share = _eased(hidden, time_s)[..., None]
    made: Array = seen + share * (_PULLED * pull * (seen[:, OTHER] - seen) + astray)
    return made


def _eased(hidden: Mask, time_s: Array) -> Array:
    """Return how hidden a point is, growing and fading within a quarter of a second."""
    return lagging(hidden.astype(float), time_s * (_LAG_S / 0.25))


def flung(seen: Array, toe: str, time_s: Array, rng: np.random.Generator, height_m: float) -> Array:
    """Return points with a toe that now and then flies off, as it does where a band wraps the foot."""
    away = bursts(rng, time_s, 10.0, 1.0)
    made = seen.copy()
    way = rng.standard_normal((len(time_s), 2)) * 0.02 + wander(rng, time_s, 0.8, (2,)) * 0.10
    made[away, INDEX[toe], :2] += height_m * way[away]
    return made


def bursts(rng: np.random.Generator, time_s: Array, a_minute: float, mean_s: float) -> Mask:
    """Return when something happens that begins so many times a minute and lasts so long on average."""
    made = np.zeros(len(time_s), bool)
    span_s = float(time_s[-1] - time_s[0]) if len(time_s) else 0.0
    for _ in range(int(rng.poisson(a_minute * span_s / 60))):
        start = time_s[0] + rng.uniform(0, span_s)
        made |= (time_s >= start) & (time_s < start + rng.exponential(mean_s))
    return made


def swapped(points: Array, when: Mask) -> Array:
    """Return points (n, 33, k) with the legs changed over."""
    columns = np.array(_LOWER)
    made = points.copy()
    made[np.ix_(when, columns)] = points[np.ix_(when, OTHER[columns])]
    return made


def hedged(seen: Array, time_s: Array, rng: np.random.Generator, height_m: float) -> Array:
    """Return points (n, 33, 3) with the lower legs drawn toward each other where the model can't tell them apart."""
    share = _torn(seen, height_m) * np.clip(_HEDGE_MEAN + _HEDGE_SPREAD * wander(rng, time_s, _HEDGE_S, ()), 0, 1)
    columns = np.array(_SHANKS)
    made = seen.copy()
    made[:, columns] += share[:, None, None] * (seen[:, OTHER[columns]] - seen[:, columns])
    return made


def _torn(seen: Array, height_m: float) -> Array:
    """Return how much (n,) the legs invite it: the knees in one place of the picture, the ankles in two."""
    flat = seen[..., :2] * (seen[..., 2:].mean(1, keepdims=True) / seen[..., 2:])
    knees, ankles = (
        np.linalg.norm(flat[:, INDEX[f"{name}_l"]] - flat[:, INDEX[f"{name}_r"]], axis=-1) / height_m
        for name in ("knee", "ankle")
    )
    near, apart = np.interp(knees, _KNEES_NEAR, (1.0, 0.0)), np.interp(ankles, _ANKLES_APART, (0.0, 1.0))
    made: Array = near * apart
    return made


def visibility(hidden: Mask, outside: Mask, time_s: Array, rng: np.random.Generator) -> Array:
    """Return the model's own trust (n, 33): about 1 for shoulders and hips, seldom low for what is hidden."""
    wave = wander(rng, time_s, 0.8, (len(NAMES),))
    made = np.where(hidden, np.clip(0.62 + 0.2 * wave, 0.1, 0.98), np.clip(0.985 + 0.012 * wave, 0.8, 1.0))
    made = np.where(outside, np.clip(0.12 + 0.08 * wave, 0.0, 0.4), made)
    made[:, _ALWAYS_SEEN] = np.clip(0.998 + 0.001 * wave[:, _ALWAYS_SEEN], 0.99, 1.0)
    return made
