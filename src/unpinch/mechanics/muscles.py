"""How much longer or shorter hip and thigh muscles get in a pose, in percent of their length in anatomical standing.

Polynomials of total degree 4 in the joint angles, fitted by tools/fit_muscles.py on the leg model of `myo-sim`. The
file beside this one holds them with the script's name, its seed and how well they fit (0.01 to 0.4 mm, on poses that
the fit didn't see; up to 3.3 mm at the corners). Muscle and tendon together: a length, no force and no activation.
Percentages don't depend on a person's size. Angles beyond the fitted ranges are held at the range's end, where a
polynomial would run away.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from unpinch.mechanics.pose import Pose, read

Array = NDArray[np.float64]

MUSCLES = (
    "piriformis",
    "semimembranosus",
    "semitendinosus",
    "biceps_femoris_long_head",
    "medial_gastrocnemius",
    "gluteus_medius_1",
    "gluteus_medius_2",
    "gluteus_medius_3",
)


@dataclass(frozen=True, slots=True)
class _Fitted:
    """All muscles over one set of terms: `exponents` (terms, coordinates), `percents` (muscles, terms)."""

    coordinates: tuple[str, ...]
    ranges_deg: tuple[tuple[float, float], ...]
    exponents: NDArray[np.intp]
    percents: Array


def length_change_percent(pose: Pose) -> dict[str, Array]:
    """Return the change of length of each muscle over the frames of `pose` (degrees by name; see `pose.py`)."""
    fitted, angle = _fitted(), read(pose)
    held = [np.clip(angle[name], *ends) for name, ends in zip(fitted.coordinates, fitted.ranges_deg, strict=True)]
    radians = np.radians(np.array(held))
    powers = np.array([radians**power for power in range(int(fitted.exponents.max()) + 1)])
    terms = np.ones((len(fitted.exponents), radians.shape[1]))
    for column in range(len(fitted.coordinates)):
        terms *= powers[fitted.exponents[:, column], column]
    return dict(zip(MUSCLES, fitted.percents @ terms, strict=True))


@cache
def shipped() -> Mapping[str, Any]:
    """Return the file of coefficients as it is."""
    text = files("unpinch.mechanics").joinpath("muscles.json").read_text("utf-8")
    content: Mapping[str, Any] = json.loads(text)
    return content


@cache
def _fitted() -> _Fitted:
    content = shipped()
    names = tuple(content["ranges_deg"])
    rows = [_terms_of(content["muscles"][muscle], names) for muscle in MUSCLES]
    every = sorted({term for row in rows for term in row})
    percents = np.array([[row.get(term, 0.0) for term in every] for row in rows])
    ranges = tuple((float(low), float(high)) for low, high in content["ranges_deg"].values())
    return _Fitted(names, ranges, np.array(every, dtype=np.intp), percents)


def _terms_of(muscle: Mapping[str, Any], names: tuple[str, ...]) -> dict[tuple[int, ...], float]:
    """Return exponents over all coordinates -> percent of the neutral length; the constant is left out."""
    terms = {}
    for powers, coefficient in zip(muscle["exponents"], muscle["coefficients_mm"], strict=True):
        by_name = dict(zip(muscle["coordinates"], powers, strict=True))
        if any(powers):
            terms[tuple(by_name.get(name, 0) for name in names)] = 100 * coefficient / muscle["neutral_mm"]
    return terms
