"""The nerve as an elastic cord on its bed: how far it slides against the bed and how much it is stretched.

`eps(s) = eps0 + e_bed(s) + du/ds` and `d/ds[EA g(eps)] = k u`, with `s` along the nerve from the root, `u` the nerve's
displacement against its bed (distal positive), and `g` bilinear: a slack nerve is 0.06 times as stiff as a taut one,
smoothed over 0.1 % of strain. At the root a spring holds it, `T(0) = K0 (u(0) - u_cord)`; the distal end is fixed.
Divided by EA, three numbers remain: `span_mm` = sqrt(EA / k), `root_per_mm` = K0 / EA and `rest_strain` = eps0.

Each joint's change of bed length is spread round the joint as a Gaussian. Source: a calibration on published nerve
excursions, of the project's own reference; docs/validation.md sets model against observations. All lengths are those of
a person 1.70 m tall; `nerve.py` scales them.

Solved by Newton's method on 131 nodes, all columns (frames, or frames times draws) at once: each step is one symmetric
tridiagonal system, eliminated node by node across the columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from random import Random
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from unpinch.mechanics.flaws import MechanicsError

Array = NDArray[np.float64]

LENGTH_MM = 1048.0
NODES = 131
COARSE_NODES = 33
"""Enough for the spread, which it gives within 0.01 of the load index. Odd: the solver halves the free nodes."""
SLACK_RATIO = 0.06
SMOOTH = 0.001
CENTRES_MM = (165.0, 570.0, 972.0)
"""Where hip, knee and ankle lie along the nerve."""
WIDTHS_MM = (35.0, 35.0, 18.0)
"""Standard deviations of the Gaussians that spread each joint's change over the bed."""
SITES_MM = {"root": 0.0, "hip": 165.0, "mid_thigh": 360.0, "popliteal": 570.0, "mid_calf": 770.0, "ankle": 972.0}
"""The six sites that are shown."""
DRAWS = 60
SEED = 1048
_TOLERANCE_MM = 1e-4
_MOST_STEPS = 40
_LEAST_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Cord:
    """The three parameters, one value each, or one for each column."""

    span_mm: Array
    root_per_mm: Array
    rest_strain: Array


MEANS = (408.0, 0.0183, 0.016)
SPREADS = (52.0, 0.0045, 0.008)
"""Mean and standard deviation of the posterior of `Cord`'s parameters, in their order."""


def central() -> Cord:
    """Return the cord at the posterior's means."""
    return Cord(*(np.array([value]) for value in MEANS))


@cache
def draws(count: int = DRAWS, seed: int = SEED) -> Cord:
    """Return draws of the parameters: each normal, parted into even strata, independent of the others.

    Values below a tenth of the mean are lifted to it: a nerve that resists nothing can't be. Same seed, same draws, on
    every machine.
    """
    seeded = Random(seed)  # noqa: S311  # a seeded sample, no secret
    columns = [_stratified(seeded, count, mean, sd) for mean, sd in zip(MEANS, SPREADS, strict=True)]
    return Cord(*columns)


def _stratified(seeded: Random, count: int, mean: float, sd: float) -> Array:
    order = sorted(range(count), key=lambda _: seeded.random())
    normal = NormalDist(mean, sd)
    drawn = [normal.inv_cdf((place + min(max(seeded.random(), 1e-6), 1 - 1e-6)) / count) for place in order]
    lifted: Array = np.maximum(np.array(drawn), _LEAST_SHARE * mean)
    return lifted


@dataclass(frozen=True, slots=True)
class Grid:
    """Nodes along the nerve, the bed's shape functions at the cells between them, and what reads off the sites."""

    nodes: int
    step_mm: float
    shapes: Array
    at_nodes: Array
    at_cells: Array


@cache
def grid(nodes: int = NODES, sites_mm: tuple[float, ...] = tuple(SITES_MM.values())) -> Grid:
    """Return the grid with weights that interpolate displacement and strain at `sites_mm`."""
    node_mm = np.linspace(0, LENGTH_MM, nodes)
    cell_mm = (node_mm[1:] + node_mm[:-1]) / 2
    centres, widths = np.array(CENTRES_MM), np.array(WIDTHS_MM)
    away = (cell_mm[:, None] - centres) / widths
    shapes = np.exp(-0.5 * away**2) / (widths * np.sqrt(2 * np.pi))
    return Grid(nodes, float(node_mm[1]), shapes, _weights(node_mm, sites_mm), _weights(cell_mm, sites_mm))


def _weights(points_mm: Array, sites_mm: tuple[float, ...]) -> Array:
    return np.array([np.interp(sites_mm, points_mm, row) for row in np.eye(len(points_mm))]).T


@dataclass(frozen=True, slots=True)
class Solved:
    """Displacement against the bed (mm, distal positive) and strain at the grid's sites: (sites, columns)."""

    displacement_mm: Array
    strain: Array


def solve(bed_mm: Array, root_mm: Array, cord: Cord, on: Grid | None = None) -> Solved:
    """Return the cord's rest in each column.

    `bed_mm` (3, columns): change of bed length at hip, knee and ankle. `root_mm` (columns): how far the spine pulls the
    root's anchor, distal positive. `MechanicsError` when no rest is found, which no pose within the joints' ranges
    brings about.
    """
    on = on or grid()
    held = cord.rest_strain + on.shapes @ bed_mm
    system = _System(on, cord, root_mm, held.shape[1])
    moved = np.zeros((on.nodes, held.shape[1]))
    for _ in range(_MOST_STEPS):
        change = system.step(moved, held)
        moved += change
        if np.abs(change).max() < _TOLERANCE_MM:
            strain = held + np.diff(moved, axis=0) / on.step_mm
            return Solved(on.at_nodes @ moved, on.at_cells @ strain)
    raise MechanicsError("The nerve finds no rest in this pose. Check the joint angles.")


class _System:
    """Newton's linear system for one batch of columns."""

    def __init__(self, on: Grid, cord: Cord, root_mm: Array, columns: int) -> None:
        self._step_mm = on.step_mm
        self._bed = np.broadcast_to(on.step_mm / cord.span_mm**2, (columns,))
        self._root = np.broadcast_to(cord.root_per_mm, (columns,))
        self._root_mm = root_mm

    def step(self, moved: Array, held: Array) -> Array:
        """Return the change of displacement that makes the linearised forces balance. The last node stays."""
        strain = held + np.diff(moved, axis=0) / self._step_mm
        smooth = np.sqrt(strain**2 + SMOOTH**2)
        half = (1 - SLACK_RATIO) / 2
        tension = SLACK_RATIO * strain + half * (strain + smooth)
        link = (SLACK_RATIO + half * (1 + strain / smooth)) / self._step_mm
        force, diagonal = -self._bed * moved, np.empty_like(moved)
        force[0] = tension[0] - self._root * (moved[0] - self._root_mm) - self._bed / 2 * moved[0]
        force[1:-1] += np.diff(tension, axis=0)
        diagonal[0] = link[0] + self._root + self._bed / 2
        diagonal[1:-1] = link[1:] + link[:-1] + self._bed
        change = np.zeros_like(moved)
        change[:-1] = _eliminate(diagonal[:-1], link, force[:-1])
        return change


def _eliminate(diagonal: Array, link: Array, force: Array) -> Array:
    """Solve the symmetric tridiagonal system with `-link` beside the diagonal; the number of rows is even.

    Both ends are eliminated at once, as two halves side by side that meet in the middle: half as many steps.
    """
    rows, half = len(diagonal), len(diagonal) // 2
    pivots, sides = _folded(diagonal, half), _folded(force, half)
    links = np.stack((link[:half], link[half - 1 : rows - 1][::-1]), axis=1)
    factors, scratch = np.empty_like(links), np.empty_like(links[0])
    walk = list(zip(links, factors, pivots, sides, strict=True))
    for (beside, factor, pivot, side), (_, _, next_pivot, next_side) in pairwise(walk):
        np.divide(beside, pivot, out=factor)
        np.multiply(factor, beside, out=scratch)
        np.subtract(next_pivot, scratch, out=next_pivot)
        np.multiply(factor, side, out=scratch)
        np.add(next_side, scratch, out=next_side)
    (first, second), middle = pivots[-1].copy(), links[-1, 0]
    sides[-1] = (sides[-1] * (second, first) + middle * sides[-1, ::-1]) / (first * second - middle**2)
    np.divide(sides[:-1], pivots[:-1], out=sides[:-1])
    for (_, factor, _, side), (_, _, _, known) in zip(walk[-2::-1], walk[:0:-1], strict=True):
        np.multiply(factor, known, out=scratch)
        np.add(side, scratch, out=side)
    return np.concatenate((sides[:, 0], sides[::-1, 1]))


def _folded(rows: Array, half: int) -> Array:
    return np.stack((rows[:half], rows[half:][::-1]), axis=1)
