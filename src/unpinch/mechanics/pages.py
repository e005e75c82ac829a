"""What the written pages show of a level's curves: few points, the person's words for muscles, nothing else.

Taken from a level's derived file, so that page and figure say the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

STEPS = 24
"""A repetition is shown at this many steps, the same number in each phase (choice: a hold needs no more)."""
MUSCLES: Mapping[str, tuple[str, ...]] = {
    "piriformis": ("piriformis",),
    "hamstrings": ("semimembranosus", "semitendinosus", "biceps_femoris_long_head"),
    "calf": ("medial_gastrocnemius",),
    "side_of_hip": ("gluteus_medius_1", "gluteus_medius_2", "gluteus_medius_3"),
}
"""Muscles as a page names them, each the mean of its parts in the model."""


def for_pages(file: Mapping[str, Any]) -> dict[str, Any]:
    """Return a level's curves over one repetition, at some of the times that its file keeps.

    `nerve`: load index (straight-leg raise = 1) with the spread of the parameters' posterior. `twin`: the same move
    with the toes pulled, where the file has it; `shorter`: half as far. `band`: pull on the limb in newtons, null
    without a band; `heavier`: that of the next heavier one, and what is wanted.
    `muscles`: change of length on the side that moves, percent of standing.
    """
    curves = file["curves"]
    kept = kept_of(curves["time_s"], file["clips"]["repetition"]["phases"])
    nerve, twin, band = curves["nerve"], curves.get("tensioner_twin"), curves.get("band")
    shorter, heavier = curves["shorter"], curves["heavier"]
    lengths = curves["muscle_length_change_percent"][file["side"]]
    return {
        "time_s": [curves["time_s"][at] for at in kept],
        "phases": [
            {"name": phase["name"], "from_s": phase["from_s"], "to_s": phase["to_s"]}
            for phase in file["clips"]["repetition"]["phases"]
        ],
        "nerve": {
            "middle": _at(nerve["load_index"], kept),
            "low": _at(nerve["load_index_low"], kept),
            "high": _at(nerve["load_index_high"], kept),
        },
        "twin": None if twin is None else _at(twin["load_index"], kept),
        "shorter": None if shorter is None else _at(shorter["load_index"], kept),
        "band": None if band is None else _band(band, kept),
        "heavier": None if heavier is None else _heavier(heavier, kept),
        "muscles": {name: _at(_mean([lengths[part] for part in parts]), kept) for name, parts in MUSCLES.items()},
    }


def kept_of(times_s: Sequence[float], phases: Sequence[Mapping[str, Any]]) -> list[int]:
    """Return the places of the times to show: as many in each phase, each once, with the phases' ends."""
    each = STEPS // len(phases)
    wanted = [
        phase["from_s"] + (phase["to_s"] - phase["from_s"]) * step / each for phase in phases for step in range(each)
    ]
    return sorted({_nearest(times_s, time_s) for time_s in (*wanted, phases[-1]["to_s"])})


def _nearest(times_s: Sequence[float], time_s: float) -> int:
    return min(range(len(times_s)), key=lambda at: abs(times_s[at] - time_s))


def _band(band: Mapping[str, Any], kept: Sequence[int]) -> dict[str, Any]:
    return {"name": band["name"], "low_n": _at(band["limb_low_n"], kept), "high_n": _at(band["limb_high_n"], kept)}


def _heavier(band: Mapping[str, Any], kept: Sequence[int]) -> dict[str, Any]:
    said = {name: band[name] for name in ("wanted_low_n", "wanted_high_n", "over", "nerve")}
    return {**_band(band, kept), **said}


def _mean(parts: Sequence[Sequence[float]]) -> list[float]:
    return [round(sum(values) / len(parts), 1) for values in zip(*parts, strict=True)]


def _at(values: Sequence[float], kept: Sequence[int]) -> list[float]:
    return [values[at] for at in kept]
