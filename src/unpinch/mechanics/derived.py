"""What mechanics adds to a level's derived file: default curves, the band's pull in each clip, what stands beside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from unpinch.mechanics.curves import Curves, clip_pull, curves_of
from unpinch.mechanics.variants import heavier, shorter, strand, twin_frames
from unpinch.movement import Motion
from unpinch.programme.model import Programme
from unpinch.programme.shop import shop

EVERY = 3
"""Curves are kept at every third frame, ten a second: they change slowly. The band's pull is kept at every frame."""


def derived(programme: Programme, motions: Mapping[str, Motion]) -> dict[str, Any]:
    """Return `curves` of the repetition, `bands` by clip, and `twin`, for a band that can be bought.

    `motions` are the played clips by name. `bands` holds, for each frame, one strand's tension and the stretch; it is
    empty where the movement has no band. Times in `curves` say which frames were kept. `twin`: foot and band of the
    repetition with the toes pulled, null where there is no such twin.
    """
    repetition = motions["repetition"]
    found = curves_of(programme, repetition, shop(programme))
    held = found.band
    pulls = {} if held is None else {clip: clip_pull(programme, motion, held) for clip, motion in motions.items()}
    return {
        "curves": found.to_json(EVERY) | _beside(programme, found),
        "bands": {clip: strand(one) for clip, one in pulls.items()},
        "twin": twin_frames(programme, repetition, held),
    }


def _beside(programme: Programme, found: Curves) -> dict[str, Any]:
    """Return the curves of the shorter way and of the next heavier band, each null where it says nothing."""
    return {
        "shorter": shorter(found.motion, found.nerve, EVERY),
        "heavier": None if found.band is None else heavier(programme, found.motion, found.band, EVERY),
    }
