"""What mechanics adds to a level's derived file: default curves, and the band's pull in each clip."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from unpinch.mechanics.curves import band_curves, clip_pull, curves_of
from unpinch.mechanics.shop import shop
from unpinch.movement import Motion
from unpinch.programme.model import Programme

EVERY = 3
"""Curves are kept at every third frame, ten a second: they change slowly. The band's pull is kept at every frame."""


def derived(programme: Programme, motions: Mapping[str, Motion]) -> dict[str, Any]:
    """Return `curves` of the repetition and `bands` by clip, for a band that can be bought.

    `motions` are the played clips by name. `bands` holds, for each frame, one strand's tension and the stretch; it is
    empty where the movement has no band. Times in `curves` say which frames were kept.
    """
    repetition = motions["repetition"]
    held = band_curves(programme, repetition, shop(programme))
    pulls = {} if held is None else {clip: clip_pull(programme, motion, held) for clip, motion in motions.items()}
    return {
        "curves": curves_of(programme, repetition, shop(programme)).to_json(EVERY),
        "bands": {
            clip: {
                "tension_n": [round(float(value), 1) for value in one.tension_n],
                "elongation_percent": [round(float(value), 1) for value in one.elongation_percent],
            }
            for clip, one in pulls.items()
        },
    }
