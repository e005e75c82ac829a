"""Plain shoes: an upper drawn over the foot and a sole under it, made anew; both hang on the foot alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tools.bodies.garments import hemmed
from tools.bodies.mesh import Mesh, clip, farthest, filled, grid
from tools.bodies.skeleton import SEGMENTS, Rest, right
from tools.bodies.source import Indices, Points
from tools.bodies.warp import smooth
from tools.bodies.weights import BONES

COLUMNS, RINGS = 20, 20
SHOE_M, SOLE_M, COLLAR_M = 0.008, 0.021, 0.088
CAP_M, AXIS_M, SLICE_M = 0.035, 0.014, 0.02
"""How far from heel and toe the rays begin to fan out, and how high over the floor they begin."""


RISING, LEG_X_M, TOES_X_M, HIGHEST_M = 0.3, 0.05, 0.07, 0.17
"""Rays that rise more than this behind LEG_X_M meet the leg; toes begin at TOES_X_M; no foot is above HIGHEST_M."""
ARCH_M, LOW_M = 0.024, 0.04
"""How far a level ray goes under the arch, where it meets nothing; and how high the sole's outline is taken."""


def shoes(vertices: Points, faces: Indices, held: Rest, side: str) -> tuple[Mesh, Mesh]:
    """Return upper and sole of one shoe."""
    foot = f"foot_{side}"
    corners = vertices[faces]
    low, mine = corners[:, :, 1] < HIGHEST_M, corners[:, :, 2] * right(side) > 0
    floor = -float(held.origins[foot][1])
    upper = _upper(held.local(foot, vertices), faces[(low & mine).all(axis=1)], floor)
    return _placed(upper, held, foot), _placed(_sole(upper.vertices, floor), held, foot)


def _placed(part: Mesh, held: Rest, foot: str) -> Mesh:
    weights = np.zeros((len(part.vertices), BONES))
    weights[:, SEGMENTS.index(foot)] = 1.0
    return Mesh(held.world(foot, part.vertices), part.faces, weights)


def _upper(local: Points, near: Indices, floor: float) -> Mesh:
    foot = local[np.unique(near)]
    origins, ways = _rays(foot[foot[:, 1] < 0.0], floor)
    reach = _reach(origins, ways, local, near)
    points = origins + ways * reach.reshape(-1, 1)
    points[:, 1] = np.maximum(points[:, 1], floor + 0.008)
    rings = points.reshape(RINGS, COLUMNS, 3)
    points = np.vstack([points, rings[0].mean(axis=0), rings[-1].mean(axis=0)])
    whole = Mesh(points, capped(RINGS, COLUMNS)[:, ::-1], np.zeros((len(points), 0)))
    cut = clip(whole, floor + COLLAR_M + 0.012 * smooth(-points[:, 0] / 0.05) - points[:, 1])
    return hemmed(cut, _within(cut.vertices))


def _within(points: Points) -> Points:
    """Return where the collar turns to: lower, and a third nearer to the leg's middle."""
    middle = np.array([0.0, 0.0, points[:, 2].mean()])
    found: Points = points - [0.0, 0.010, 0.0] - 0.35 * (points - middle) * [1.0, 0.0, 1.0]
    return found


def _reach(origins: Points, ways: Points, local: Points, near: Indices) -> Points:
    """Return how far the shoe lies along each ray (RINGS, COLUMNS)."""
    found = farthest(origins, ways, local, near, 0.2)
    rises = ways[:, 1] > RISING
    leg = rises & (origins[:, 0] < LEG_X_M)
    roof = (COLLAR_M + 0.03 - AXIS_M) / np.maximum(ways[:, 1], RISING)
    found = np.where(leg, np.fmin(found, roof), found)
    found = np.where(np.isnan(found) & ~rises, ARCH_M, found)
    toes = (origins[:, 0] > TOES_X_M).reshape(RINGS, COLUMNS)
    return _round(filled(found.reshape(RINGS, COLUMNS)), toes)


def _rays(low: Points, floor: float) -> tuple[Points, Points]:
    """Fan out backward at the heel, go along the foot, fan out forward at the toes."""
    heel, toe = float(low[:, 0].min()) + CAP_M, float(low[:, 0].max()) - CAP_M
    s = np.linspace(0.0, 1.0, RINGS)
    x = np.interp(s, [0, 0.24, 0.74, 1], [heel, heel, toe, toe])
    lean = np.radians(np.interp(s, [0, 0.24, 0.74, 1], [-82, 0, 0, 82]))
    middle = np.array([_middle(low, value) for value in x])
    turn = 2 * np.pi * np.arange(COLUMNS) / COLUMNS
    flat = np.column_stack([0 * turn, np.sin(turn), np.cos(turn)])
    ways = np.cos(lean)[:, None, None] * flat + np.sin(lean)[:, None, None] * np.array([1.0, 0.0, 0.0])
    origins = np.column_stack([x, np.full(RINGS, floor + AXIS_M), middle])
    return np.repeat(origins, COLUMNS, axis=0), ways.reshape(-1, 3)


def _middle(low: Points, x: float) -> float:
    near = low[np.abs(low[:, 0] - x) < SLICE_M]
    return float((near[:, 2].min() + near[:, 2].max()) / 2)


def _softer(reach: Points) -> Points:
    across = (np.roll(reach, 1, axis=1) + np.roll(reach, -1, axis=1)) / 2
    along = np.vstack([reach[:1], (reach[:-2] + reach[2:]) / 2, reach[-1:]])
    found: Points = 0.4 * reach + 0.3 * (across + along)
    return found


def _round(reach: Points, toes: NDArray[np.bool_]) -> Points:
    """Close the gaps between toes and soften: a shoe bulges everywhere."""
    for _ in range(6):
        reach = np.where(toes, np.maximum(reach, _softer(reach)), reach)
    return _softer(_softer(reach)) + SHOE_M


def capped(rings: int, count: int) -> Indices:
    """Return a tube's triangles with both ends closed to the two vertices after the rings."""
    first, last = np.arange(count), np.arange((rings - 1) * count, rings * count)
    start, end = rings * count, rings * count + 1
    caps = [
        np.column_stack([np.roll(first, -1), first, np.full(count, start)]),
        np.column_stack([last, np.roll(last, -1), np.full(count, end)]),
    ]
    found: Indices = np.concatenate([grid(rings, count), *caps])
    return found


def _sole(upper: Points, floor: float) -> Mesh:
    """Return a slab under the upper: its outline a little wider, edges rounded, toe and heel lifted a little."""
    outline = _grown(_outline(upper[upper[:, 1] < floor + LOW_M][:, [0, 2]]), 0.003)
    middle = outline.mean(axis=0)
    rows = [(0.93, 0.0), (0.985, 0.003), (1.0, 0.008), (1.0, SOLE_M - 0.004), (0.985, SOLE_M), (0.9, SOLE_M + 0.001)]
    low, high = outline[:, 0].min(), outline[:, 0].max()
    points = []
    for scale, height in rows:
        flat = middle + (outline - middle) * scale
        part = (flat[:, 0] - low) / (high - low)
        lift = 0.009 * smooth((part - 0.78) / 0.3) + 0.003 * smooth((0.08 - part) / 0.1)
        points.append(np.column_stack([flat[:, 0], floor + height + lift, flat[:, 1]]))
    ends = [np.array([middle[0], floor + height, middle[1]]) for height in (rows[0][1], rows[-1][1])]
    vertices = np.vstack([*points, *ends])
    return Mesh(vertices, capped(len(rows), len(outline)), np.zeros((len(vertices), 0)))


def _outline(flat: Points, count: int = 30) -> Points:
    """Return the convex outline of points in the plane as `count` points at even distance."""
    turn = np.linspace(0, 2 * np.pi, 360, endpoint=False)
    ways = np.column_stack([np.sin(turn), np.cos(turn)])
    hull = flat[np.argmax(flat @ ways.T, axis=0)]
    hull = hull[np.r_[True, np.linalg.norm(np.diff(hull, axis=0), axis=1) > 1e-9]]  # noqa: PLR2004 - the same point
    ring = np.vstack([hull, hull[:1]])
    length = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(ring, axis=0), axis=1))]
    at = np.linspace(0, length[-1], count, endpoint=False)
    even = np.column_stack([np.interp(at, length, ring[:, axis]) for axis in (0, 1)])
    for _ in range(3):
        even = 0.5 * even + 0.25 * (np.roll(even, 1, axis=0) + np.roll(even, -1, axis=0))
    return even


def _grown(outline: Points, by_m: float) -> Points:
    along = np.roll(outline, -1, axis=0) - np.roll(outline, 1, axis=0)
    out = np.column_stack([-along[:, 1], along[:, 0]])
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    sign = np.sign(((outline - outline.mean(axis=0)) * out).sum(axis=1).mean())
    found: Points = outline + sign * by_m * out
    return found
