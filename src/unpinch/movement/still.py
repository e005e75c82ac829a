"""How far what should stay in its place slides: planted sites, and any foot, knee or elbow that rests all the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from unpinch.movement.keys import Key, chain
from unpinch.movement.kinematics import Array
from unpinch.movement.play import Motion
from unpinch.programme.skeleton import ROLLING

_ALWAYS = ("heel_r", "heel_l", "knee", "elbow")
"""What carries weight: it stays, whatever the key says. A foot may turn about its heel; hands may slide."""


@dataclass(frozen=True, slots=True)
class Slide:
    """How far a site strays on the floor plan between two keys (metres, each frame), and whether it should stay."""

    site: str
    stays: bool
    from_frame: int
    slid_m: Array


def slides(motion: Motion) -> Iterator[Slide]:
    """Yield every site that rests on the same thing at two keys one after another."""
    keys = chain(motion.movement, motion.frames.body).clips[motion.clip]
    ends = np.rint(np.concatenate([[0.0], np.cumsum(motion.steps_s)]) * motion.fps).astype(int)
    for number, (before, after) in enumerate(pairwise(keys)):
        first, last = int(ends[number]), int(ends[number + 1])
        for site in _resting(before, after):
            place = motion.frames.site(site)[first : last + 1][:, [0, 2]]
            slid_m: Array = np.linalg.norm(place - place[0], axis=1)
            stays = site in dict(after.plant) or site.startswith(_ALWAYS)
            yield Slide(site, stays, first, slid_m)


def _resting(before: Key, after: Key) -> list[str]:
    stood = before.resting
    return [site for site, on in after.resting.items() if stood.get(site) == on and site not in ROLLING]
