"""Triangle meshes and what is done with them: cut along a field, smooth, push outward, meet a ray."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Indices = NDArray[np.int64]

TINY = 1e-6
SNAP_RATIO = 0.25
"""A cut nearer than this to a vertex (as part of the edge) moves the vertex instead of making a sliver."""


@dataclass(frozen=True, slots=True)
class Mesh:
    """Vertices (n, 3), triangles (f, 3), and values (n, k) that travel with the vertices."""

    vertices: Points
    faces: Indices
    values: Points

    def __add__(self, other: Mesh) -> Mesh:
        return Mesh(
            np.concatenate([self.vertices, other.vertices]),
            np.concatenate([self.faces, other.faces + len(self.vertices)]),
            np.concatenate([self.values, other.values]),
        )

    def at(self, vertices: Points) -> Mesh:
        """Return the same mesh with its vertices elsewhere."""
        return replace(self, vertices=vertices)


def normals(vertices: Points, faces: Indices) -> Points:
    """Return the outward direction (n, 3) at each vertex, weighted by area."""
    a, b, c = (vertices[faces[:, corner]] for corner in range(3))
    flat = np.cross(b - a, c - a)
    total = np.zeros_like(vertices)
    for corner in range(3):
        np.add.at(total, faces[:, corner], flat)
    length = np.linalg.norm(total, axis=1, keepdims=True)
    found: Points = total / np.maximum(length, 1e-12)
    return found


def edges(faces: Indices) -> Indices:
    """Return every edge (e, 2) once per triangle it belongs to, in the triangle's direction."""
    found: Indices = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    return found


def rim(faces: Indices) -> Indices:
    """Return the directed edges (e, 2) that belong to one triangle alone."""
    every = edges(faces)
    _, where, count = np.unique(np.sort(every, axis=1), axis=0, return_index=True, return_counts=True)
    found: Indices = every[where[count == 1]]
    return found


def compact(mesh: Mesh) -> Mesh:
    """Drop the vertices that no triangle uses."""
    used = np.unique(mesh.faces)
    number = np.full(len(mesh.vertices), -1)
    number[used] = np.arange(len(used))
    return Mesh(mesh.vertices[used], number[mesh.faces], mesh.values[used])


def largest(mesh: Mesh) -> Mesh:
    """Keep the largest connected part."""
    part = parts(len(mesh.vertices), mesh.faces)
    return compact(replace(mesh, faces=mesh.faces[part[mesh.faces[:, 0]] == np.bincount(part).argmax()]))


def parts(count: int, faces: Indices) -> Indices:
    """Return for each vertex the least number of a vertex that it hangs together with."""
    part = np.arange(count)
    while True:
        least = part[faces].min(axis=1)
        before = part.copy()
        for corner in range(3):
            np.minimum.at(part, faces[:, corner], least)
        part = part[part]
        if np.array_equal(part, before):
            return part


def pulled(values: Points, faces: Indices, steps: int, amount: Points | float = 0.5) -> Points:
    """Average values (n, k) with their neighbours; a rim's vertices with their rim neighbours only."""
    every = edges(faces)
    border = rim(faces)
    on_rim = np.zeros(len(values), dtype=bool)
    on_rim[border] = True
    inner = every[~on_rim[every[:, 0]]]
    pairs = np.concatenate([inner, border, border[:, ::-1]])
    count = np.maximum(np.bincount(pairs[:, 0], minlength=len(values)), 1)[:, None]
    strength = np.broadcast_to(np.asarray(amount, dtype=float), (len(values),))[:, None]
    alone = np.bincount(pairs[:, 0], minlength=len(values)) == 0
    for _ in range(steps):
        total = np.zeros_like(values)
        np.add.at(total, pairs[:, 0], values[pairs[:, 1]])
        mean = np.where(alone[:, None], values, total / count)
        values = values + strength * (mean - values)
    return values


def clip(mesh: Mesh, field: Points) -> Mesh:
    """Keep what has a field (n,) of 0 or more, cutting triangles where it passes 0."""
    mesh, field = _snapped(mesh, field.copy())
    inside = field >= 0.0
    count = inside[mesh.faces].sum(axis=1)
    whole = mesh.faces[(count == 3) & (field[mesh.faces] > 0.0).any(axis=1)]  # noqa: PLR2004 - a triangle's corners
    cut = _Cut(mesh, field)
    parts = [part for face in mesh.faces[(count == 1) | (count == 2)] for part in cut.face(face)]  # noqa: PLR2004
    faces = np.concatenate([whole, np.array(parts, dtype=np.int64).reshape(-1, 3)])
    return compact(cut.mesh(faces))


def _snapped(mesh: Mesh, field: Points) -> tuple[Mesh, Points]:
    """Move vertices that lie almost on the cut onto it."""
    every = edges(mesh.faces)
    crossing = every[field[every[:, 0]] * field[every[:, 1]] < 0.0]
    part = field[crossing[:, 0]] / (field[crossing[:, 0]] - field[crossing[:, 1]])
    vertices, values = mesh.vertices.copy(), mesh.values.copy()
    for index in np.argsort(part):
        (a, b), t = crossing[index], part[index]
        if t > SNAP_RATIO:
            break
        if field[a] * field[b] < 0.0:
            vertices[a] += t * (mesh.vertices[b] - mesh.vertices[a])
            values[a] += t * (mesh.values[b] - mesh.values[a])
            field[a] = 0.0
    return Mesh(vertices, mesh.faces, values), field


class _Cut:
    """Makes the new vertices of a cut, each edge once."""

    def __init__(self, mesh: Mesh, field: Points) -> None:
        self._mesh, self._field = mesh, field
        self._made: dict[tuple[int, int], int] = {}
        self._vertices: list[Points] = []
        self._values: list[Points] = []

    def face(self, face: Indices) -> list[tuple[int, int, int]]:
        """Return what is left of a triangle with one or two corners inside."""
        inside = self._field[face] >= 0.0
        lone = int(np.argmax(inside) if inside.sum() == 1 else np.argmin(inside))
        a, b, c = (int(face[(lone + step) % 3]) for step in range(3))
        if inside.sum() == 1:
            return [] if self._field[a] == 0.0 else [(a, self._point(a, b), self._point(a, c))]
        if self._field[b] == 0.0 and self._field[c] == 0.0:
            return []
        ab, ac = self._point(b, a), self._point(c, a)
        return [part for part in ((ab, b, c), (ab, c, ac)) if len(set(part)) == 3]  # noqa: PLR2004

    def _point(self, a: int, b: int) -> int:
        """Return the vertex on the edge from inside a to outside b."""
        if self._field[a] == 0.0:
            return a
        key = (min(a, b), max(a, b))
        if key not in self._made:
            t = self._field[a] / (self._field[a] - self._field[b])
            held = self._mesh
            self._vertices.append(held.vertices[a] + t * (held.vertices[b] - held.vertices[a]))
            self._values.append(held.values[a] + t * (held.values[b] - held.values[a]))
            self._made[key] = len(held.vertices) + len(self._made)
        return self._made[key]

    def mesh(self, faces: Indices) -> Mesh:
        """Return the mesh with the vertices made so far."""
        held = self._mesh
        if not self._vertices:
            return replace(held, faces=faces)
        return Mesh(
            np.concatenate([held.vertices, np.array(self._vertices)]), faces,
            np.concatenate([held.values, np.array(self._values)]),
        )  # fmt: skip


def loops(faces: Indices) -> list[list[int]]:
    """Return the rims as closed rows of vertices."""
    after: dict[int, list[int]] = defaultdict(list)
    for a, b in rim(faces):
        after[int(a)].append(int(b))
    found = []
    while after:
        row = [next(iter(after))]
        while row[-1] in after:
            following = after[row[-1]].pop()
            if not after[row[-1]]:
                del after[row[-1]]
            row.append(following)
        found.append(row[:-1])
    return found


def farthest(origins: Points, ways: Points, vertices: Points, faces: Indices, most_m: float) -> Points:
    """Return for each ray (r, 3) how far the last triangle within reach is that faces along it; nan: none."""
    a, b, c = (vertices[faces[:, corner]] for corner in range(3))
    ab, ac = b - a, c - a
    found = np.full(len(origins), np.nan)
    for index, (origin, way) in enumerate(zip(origins, ways, strict=True)):
        p = np.cross(way, ac)
        size = (ab * p).sum(axis=1)
        facing = size < -(TINY**2)  # the triangle looks along the ray
        t = origin - a[facing]
        u = (t * p[facing]).sum(axis=1) / size[facing]
        q = np.cross(t, ab[facing])
        v = (q @ way) / size[facing]
        distance = (ac[facing] * q).sum(axis=1) / size[facing]
        hit = (u >= -TINY) & (v >= -TINY) & (u + v <= 1 + TINY) & (distance > 0) & (distance < most_m)
        if hit.any():
            found[index] = distance[hit].max()
    return found


def filled(reach: Points) -> Points:
    """Fill what no ray met from the ring's neighbours."""
    filled = reach.copy()
    for ring in filled:
        missing = np.isnan(ring)
        if missing.any() and not missing.all():
            place = np.arange(len(ring))
            ring[missing] = np.interp(place[missing], place[~missing], ring[~missing], period=len(ring))
    return filled


def grid(rows: int, columns: int, *, closed: bool = True) -> Indices:
    """Return the triangles of a tube of rings, looking outward when the rings run anticlockwise seen from above."""
    faces = []
    for row in range(rows - 1):
        for column in range(columns if closed else columns - 1):
            after = (column + 1) % columns
            a, b = row * columns + column, row * columns + after
            c, d = a + columns, b + columns
            faces += [(a, b, d), (a, d, c)]
    return np.array(faces, dtype=np.int64)
