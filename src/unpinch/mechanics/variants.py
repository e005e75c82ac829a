"""What the figure sets beside a move: the toes pulled, half as far, a heavier band. The same models as for the move.

The first two are movements, so the browser gets frames of them: of the twin the foot and the band, which alone differ;
of the shorter one which moment of the move it shows when, for it goes the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from unpinch.mechanics.bands import Pull, pull
from unpinch.mechanics.checks import PULLED
from unpinch.mechanics.curves import FLOSS, BandCurves, clip_pull, need_of
from unpinch.mechanics.nerve import SITES, Nerve, nerve, tensioner_twin
from unpinch.mechanics.pose import LEG, leg_of
from unpinch.mechanics.setup import Wanted, wanted
from unpinch.mechanics.ways import band_way_m
from unpinch.movement import COORDINATES, JOINTS, SEGMENTS, Motion, forward
from unpinch.movement.derived import derived as frames_of
from unpinch.programme.bands import OwnedBand
from unpinch.programme.model import Programme
from unpinch.programme.shop import shop

Array = NDArray[np.float64]

SHORTER_PERCENT = 50
"""The shorter way goes this far. Choice: half is easily seen, and easily done."""
LEAST_GAIN = 0.05
"""A shorter way is offered where it lowers the peak load index by this much. Choice: less is not seen."""


def toes_pulled(motion: Motion) -> Motion:
    """Return the tensioner twin as a movement: all stays but the working ankle, which turns the other way."""
    ankle = COORDINATES.index(f"ankle_dorsiflexion_deg_{motion.side[0]}")
    q = motion.q.copy()
    q[:, ankle] = tensioner_twin(leg_of(COORDINATES, motion.q, motion.side))["ankle_dorsiflexion_deg"]
    frames = forward(motion.frames.body, q)
    return replace(motion, q=frames.q, frames=frames)


def twin_frames(programme: Programme, motion: Motion, held: BandCurves | None) -> dict[str, Any] | None:
    """Return foot and band of the tensioner twin's repetition; None where the move has no twin."""
    if motion.movement.exercise != FLOSS or not motion.movement.level:
        return None
    twin = toes_pulled(motion)
    clip = frames_of({"repetition": twin})["clips"]["repetition"]
    side = motion.side[0]
    made: dict[str, Any] = {
        "segments": [f"foot_{side}"],
        "joints": [f"heel_{side}", f"toe_{side}"],
        "quaternions_1e4": _picked(clip["quaternions_1e4"], [SEGMENTS.index(f"foot_{side}")], len(SEGMENTS), 4),
        "points_mm": _picked(
            clip["points_mm"], [JOINTS.index(f"heel_{side}"), JOINTS.index(f"toe_{side}")], len(JOINTS), 3
        ),
        "band": clip["band"],
    }
    if held is not None and clip["band"] is not None:
        made["band"] |= strand(clip_pull(programme, twin, held))
    return made


def strand(one: Pull) -> dict[str, list[float]]:
    """Return one strand's tension and stretch of each frame, rounded to what the law can tell."""
    return {
        "tension_n": [round(float(value), 1) for value in one.tension_n],
        "elongation_percent": [round(float(value), 1) for value in one.elongation_percent],
    }


def _picked(flat: Sequence[int], rows: Sequence[int], of: int, width: int) -> list[int]:
    found: list[int] = np.reshape(flat, (-1, of, width))[:, list(rows)].ravel().tolist()
    return found


def shown_s(motion: Motion, percent: float = SHORTER_PERCENT) -> Array:
    """Return for each frame of the shorter move which moment of the whole one it shows.

    It goes the whole one's way there, as far as `percent` of its joints' change, and the same way back.
    """
    leg = leg_of(COORDINATES, motion.q, motion.side)
    joints = np.array([leg[name] for name in LEG])
    away = np.linalg.norm(joints - joints[:, :1], axis=0)
    far = int(away.argmax())
    there = np.maximum.accumulate(away[: far + 1]) + 1e-9 * np.arange(far + 1)
    return np.asarray(np.interp(away * percent / 100, there, motion.time_s[: far + 1]))


def shorter(motion: Motion, whole: Nerve, every: int) -> dict[str, Any] | None:
    """Return the nerve's curves half as far; None where that spares it too little to be worth a line."""
    at_s = shown_s(motion)
    leg = leg_of(COORDINATES, motion.q, motion.side)
    found = nerve({name: np.interp(at_s, motion.time_s, row) for name, row in leg.items()}, motion.frames.body.height_m)
    if whole.load_index.max() - found.load_index.max() < LEAST_GAIN:
        return None
    return {
        "share_percent": SHORTER_PERCENT,
        "shown_s": _thin(at_s, every, 3),
        "load_index": _thin(found.load_index, every, 2),
        "site_load_index": _sites(found.site_load_index, every, 2),
        "excursion_mm": _sites(found.excursion_mm, every, 1),
    }


def heavier(programme: Programme, motion: Motion, held: BandCurves, every: int) -> dict[str, Any] | None:
    """Return the pull of the next heavier band that can be bought, set up the same, against what the dose wants.

    None where the band shall hang slack, or there is none heavier. `over`: "no", "may" or "yes", by the peak's range.
    `nerve`: "same" where joints alone load it in the model; "unknown" where the leg is pulled, which it leaves out.
    """
    need, way_m, band = need_of(programme, motion), band_way_m(programme, motion), next_heavier(programme, held.band)
    if need is None or way_m is None or band is None:
        return None
    force = wanted(programme, motion.movement.exercise, need, motion.frames.body.mass_kg)
    if not force.high_n:
        return None
    found = pull(programme, band, way_m, held.rest_m, held.pull.strands)
    return {
        "id": band.id,
        "name": band.name if band.colour else f"next thicker {band.name}",
        "wanted_low_n": force.low_n,
        "wanted_high_n": force.high_n,
        "over": over(found, force),
        "nerve": "unknown" if motion.movement.exercise in PULLED else "same",
        "limb_low_n": _thin(found.limb_low_n, every, 1),
        "limb_n": _thin(found.limb_n, every, 1),
        "limb_high_n": _thin(found.limb_high_n, every, 1),
    }


def next_heavier(programme: Programme, band: OwnedBand) -> OwnedBand | None:
    """Return the next in the shop, of the same kind and brand; it lists the weakest first."""
    kin = [one for one in shop(programme) if (one.type, one.brand) == (band.type, band.brand)]
    places = [place for place, one in enumerate(kin) if one.id == band.id]
    return kin[places[0] + 1] if places and places[0] + 1 < len(kin) else None


def over(found: Pull, force: Wanted) -> str:
    """Return whether the pull goes over what is wanted: "yes" with its whole range, "may" with a part, else "no"."""
    if found.limb_low_n.max() > force.high_n:
        return "yes"
    return "may" if found.limb_high_n.max() > force.high_n else "no"


def _sites(rows: Mapping[str, Array], every: int, digits: int) -> dict[str, list[float]]:
    return {site: _thin(rows[site], every, digits) for site in SITES}


def _thin(values: Array, every: int, digits: int) -> list[float]:
    return [round(float(value), digits) + 0.0 for value in values[::every]]
