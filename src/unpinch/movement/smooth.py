"""The way between two keys as one smooth course: all frames sought together, bending as little as contacts allow.

A search in each frame for itself may pass a limb on one side in one frame and on the other side in the next. Here what
each frame corrects is tied to its neighbours like a thin beam, clamped at both keys: Gauss and Newton's steps on a
block-banded system, two frames a block.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from unpinch.movement.contacts import Contact, Ground, Search, Settled, searched, settled
from unpinch.movement.kinematics import Array, Frames, forward

_BEAM_S = (0.3, 0.12)
"""How long the stretch is (seconds) over which a correction spreads: first wide, so all choose one side. Choice."""
_ROUNDS = 40
_STILL_RAD = 1e-3
_LONGEST_RAD = 0.35
_LEAST_DAMPING, _MOST_DAMPING = 1e-3, 1e5
_MORE, _LESS = 6.0, 0.3


def settle_course(
    frames: Frames, contacts: Sequence[Contact], *, free: Sequence[str], ground: Ground, fps: float
) -> Settled:
    """Return the course nearest the given one; its first and last frame are the keys' and are settled by themselves."""
    search = searched(frames, contacts, free=free, ground=ground)
    for spread_s in _BEAM_S:
        _Course(search, spread_s * fps).go()
    return settled(search)


class _Course:
    """Levenberg and Marquardt's search for all frames at once, with one damping."""

    def __init__(self, search: Search, spread_frames: float) -> None:
        self.search = search
        count = len(search.q)
        self.beam = search.stiff * spread_frames**4
        bends = np.diff(np.eye(count + 4)[:, 2:-2], n=2, axis=0)  # nothing is corrected beyond the keys
        self.ties = bends.T @ bends
        self.damping = _LEAST_DAMPING

    def go(self) -> None:
        """Search until a step changes nothing."""
        search, every = self.search, np.arange(len(self.search.q))
        cost, gradient, normal = self._whole(search.q, every)
        for _ in range(_ROUNDS):
            step = -_solved(self._damped(normal), gradient, self.ties, self.beam)
            longest = float(np.abs(step).max())
            step *= min(1.0, _LONGEST_RAD / max(longest, 1e-9))
            trial = search.moved(step)
            tried = self._whole(trial, every)
            if tried[0] <= cost:
                search.q, (cost, gradient, normal) = trial, tried
                self.damping = max(_LEAST_DAMPING, self.damping * _LESS)
            else:
                self.damping *= _MORE
            if longest < _STILL_RAD or self.damping > _MOST_DAMPING:
                return

    def _damped(self, normal: Array) -> Array:
        made = normal.copy()
        every = np.arange(normal.shape[1])
        made[:, every, every] += self.damping * (1.0 + self.search.stiff)
        return made

    def _whole(self, q: Array, every: npt.NDArray[np.int_]) -> tuple[float, Array, Array]:
        """Return the cost of the whole course, and each frame's slope and curvature without the beam's."""
        cost, gradient, normal = self.search.terms(forward(self.search.body, q), every)
        away = self.search.away(q, every)
        pull = self.ties @ away
        total = float(cost.sum() + (self.beam * away * pull).sum())
        return total, gradient + self.beam * pull, normal


def _solved(normal: Array, gradient: Array, ties: Array, beam: Array) -> Array:
    """Return the solution of the banded system: frames' own blocks, tied to the next two frames by the beam."""
    count = len(gradient)
    blocks, sides = [], []
    for at in range(0, count, 2):
        blocks.append(_block(normal[at : at + 2], ties[at : at + 2, at : at + 2], beam))
        sides.append(gradient[at : at + 2].reshape(-1))
    links = [_tied(ties[at : at + 2, at + 2 : at + 4], beam) for at in range(0, count - 2, 2)]
    for number, link in enumerate(links):
        found = np.linalg.solve(blocks[number], np.concatenate([link, sides[number][:, None]], 1))
        blocks[number + 1] = blocks[number + 1] - link.T @ found[:, :-1]
        sides[number + 1] = sides[number + 1] - link.T @ found[:, -1]
    made = [np.linalg.solve(blocks[-1], sides[-1])]
    for number in range(len(links) - 1, -1, -1):
        made.append(np.linalg.solve(blocks[number], sides[number] - links[number] @ made[-1]))
    whole: Array = np.concatenate(made[::-1]).reshape(gradient.shape)
    return whole


def _block(normal: Array, ties: Array, beam: Array) -> Array:
    made = _tied(ties, beam)
    size = len(beam)
    for number, own in enumerate(normal):
        made[number * size : (number + 1) * size, number * size : (number + 1) * size] += own
    return made


def _tied(ties: Array, beam: Array) -> Array:
    made: Array = np.asarray(np.kron(ties, np.diag(beam)), np.float64)
    return made
