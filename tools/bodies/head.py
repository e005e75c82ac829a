"""A head without a face's detail, made anew as one tube from the neck to the crown."""

from __future__ import annotations

import numpy as np

from tools.bodies.mesh import Mesh, farthest, filled, grid
from tools.bodies.skeleton import Rest
from tools.bodies.source import Indices, Points
from tools.bodies.warp import smooth
from tools.bodies.weights import trunk

HEAD_COLUMNS, HEAD_RINGS = 52, 44
LOWEST_M = 1.385
"""Where the neck begins, beneath the shirt's edge."""
MOST_M = 0.068, 0.009
"""How far from its middle the neck reaches at most: at its lowest ring, and more for each ring above."""
HAIR_M, HAIR_RAMP_M = 0.006, 0.04
"""How thick short hair is, and how far from its line the field runs from 0 to 1: the browser draws the line at 0.5."""


def head(vertices: Points, faces: Indices, held: Rest) -> tuple[Mesh, Points]:
    """Return head and neck as one smooth tube closed at the crown, and how much hair (n,) there is, 0 to 1."""
    crown = vertices[np.argmax(vertices[:, 1])]
    near = faces[(vertices[faces][:, :, 1] > 1.30).all(axis=1) & (np.abs(vertices[faces][:, :, 2]) < 0.14).all(axis=1)]  # noqa: PLR2004
    middle = np.array([crown[0] * 0.4 + 0.012, crown[1] - 0.108, 0.0])
    origins, ways = _head_rays(middle)
    reach = farthest(origins, ways, vertices, near, 0.19).reshape(HEAD_RINGS, HEAD_COLUMNS)
    reach = _calm(filled(reach)) - 0.004 * (1 - smooth(np.linspace(0.0, 14.0, HEAD_RINGS)))[:, None]
    reach = np.minimum(reach, MOST_M[0] + MOST_M[1] * np.arange(HEAD_RINGS)[:, None])
    points = _unfolded(origins + ways * reach.reshape(-1, 1))
    hair = _hair(points, middle)
    points = points + ways * (HAIR_M * smooth((hair - 0.5) / 0.18 + 0.5))[:, None]
    return _crowned(points, held), np.append(hair, 1.0)


def _head_rays(middle: Points) -> tuple[Points, Points]:
    """Return where the rays begin, and their directions: level at the neck, then from the head's middle upward."""
    s = np.linspace(0.0, 1.0, HEAD_RINGS)
    even = 2 * np.pi * np.arange(HEAD_COLUMNS) / HEAD_COLUMNS
    turn = even - 0.38 * np.sin(even)  # closer together at the face
    rise = smooth(s / 0.36)
    origin = np.column_stack([middle[0] * rise - 0.012 * (1 - rise), LOWEST_M + (middle[1] - LOWEST_M) * rise, 0 * s])
    front = np.interp(s, [0, 0.12, 0.36, 1], [-4, -24, -62, 88])
    back = np.interp(s, [0, 0.12, 0.36, 1], [8, 0, -42, 88])
    share = (1 - np.cos(turn)) / 2
    lift = np.radians(front[:, None] * (1 - share) + back[:, None] * share)
    ways = np.stack([np.cos(lift) * np.cos(turn), np.sin(lift), -np.cos(lift) * np.sin(turn)], axis=-1)
    return np.repeat(origin, HEAD_COLUMNS, axis=0), ways.reshape(-1, 3)


def _calm(reach: Points) -> Points:
    """Take the face's detail away, keeping brow, nose and chin: a median against spikes, then some evening out."""
    for _ in range(2):
        reach = np.median(_around(reach), axis=0)
    for _ in range(4):
        reach = 0.5 * reach + 0.5 * _around(reach)[1:5].mean(axis=0)
    return reach


def _around(reach: Points) -> Points:
    """Return each value with its four neighbours (5, rings, columns)."""
    padded = np.vstack([reach[:1], reach, reach[-1:]])
    return np.stack([reach, np.roll(reach, 1, axis=1), np.roll(reach, -1, axis=1), padded[:-2], padded[2:]])


def _unfolded(points: Points) -> Points:
    """Let the rings between neck and jaw follow each other evenly."""
    rings = points.reshape(HEAD_RINGS, HEAD_COLUMNS, 3).copy()
    row = np.arange(1, HEAD_RINGS - 1)
    amount = (0.5 * smooth((row - 1) / 4.0) * smooth((21 - row) / 7.0))[:, None, None]
    for _ in range(12):
        rings[1:-1] += amount * ((rings[:-2] + rings[2:]) / 2 - rings[1:-1])
    return rings.reshape(-1, 3)


def _hair(points: Points, middle: Points) -> Points:
    """Return how far above (0.5 and more) or below the hair's line each point lies; the line runs brow, ear, nape."""
    x, y, z = (points - middle).T
    turn = np.degrees(np.abs(np.arctan2(z, x + 0.01)))
    line = np.interp(
        turn, [0, 40, 62, 80, 100, 118, 140, 180], [0.064, 0.062, 0.050, 0.034, 0.036, -0.005, -0.062, -0.070]
    )
    found: Points = np.clip(0.5 + (y - line) / (2 * HAIR_RAMP_M), 0.0, 1.0)
    return found


def _crowned(points: Points, held: Rest) -> Mesh:
    crown = points[-HEAD_COLUMNS:].mean(axis=0)
    top = len(points)
    ring = np.arange(top - HEAD_COLUMNS, top)
    fan = np.column_stack([ring, np.roll(ring, -1), np.full(HEAD_COLUMNS, top)])
    faces = np.concatenate([grid(HEAD_RINGS, HEAD_COLUMNS), fan])
    vertices = np.vstack([points, crown])
    return Mesh(vertices, faces, trunk(vertices, held))
