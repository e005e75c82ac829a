"""Puts triangles in an order in which neighbours follow each other, and vertices in that of their first use.

The graphics card then works out most vertices once (Sander, Nehab and Barczak 2007), and the file packs better.
"""

from __future__ import annotations

import numpy as np

from tools.bodies.source import Indices

CACHE = 16
"""As many worked-out vertices as any card remembers."""


def faces_in_order(faces: Indices, count: int) -> Indices:
    """Return the same triangles (f, 3), fanned out vertex by vertex among those still remembered."""
    around: list[list[int]] = [[] for _ in range(count)]
    for number, face in enumerate(faces.tolist()):
        for vertex in face:
            around[vertex].append(number)
    return faces[_Fan(faces.tolist(), around).order()]


class _Fan:
    """Walks over the mesh, taking all triangles round a vertex, then those round one near it."""

    def __init__(self, faces: list[list[int]], around: list[list[int]]) -> None:
        self._faces, self._around = faces, around
        self._live = [len(row) for row in around]
        self._when = [-CACHE] * len(around)
        self._done = [False] * len(faces)
        self._time = 0
        self._behind: list[int] = []
        self._next = 0

    def order(self) -> list[int]:
        """Return the triangles' numbers in their new order."""
        found: list[int] = []
        centre = 0
        while centre >= 0:
            near: list[int] = []
            for number in self._around[centre]:
                if not self._done[number]:
                    found.append(number)
                    near += self._take(number)
            centre = self._following(near)
        return found

    def _take(self, number: int) -> list[int]:
        self._done[number] = True
        for vertex in self._faces[number]:
            self._live[vertex] -= 1
            if self._time - self._when[vertex] >= CACHE:
                self._when[vertex] = self._time
                self._time += 1
        self._behind += self._faces[number]
        return self._faces[number]

    def _following(self, near: list[int]) -> int:
        """Return the vertex to go on with: the oldest that will still be remembered when its triangles are drawn."""
        living = [vertex for vertex in near if self._live[vertex]]
        if living:
            return max(living, key=self._worth)
        while self._behind:
            vertex = self._behind.pop()
            if self._live[vertex]:
                return vertex
        while self._next < len(self._live) and not self._live[self._next]:
            self._next += 1
        return self._next if self._next < len(self._live) else -1

    def _worth(self, vertex: int) -> int:
        age = self._time - self._when[vertex]
        return age if age + 2 * self._live[vertex] <= CACHE else 0


def vertices_in_order(faces: Indices) -> Indices:
    """Return old vertex numbers in the order in which triangles first use them."""
    flat = faces.ravel()
    _, first = np.unique(flat, return_index=True)
    found: Indices = flat[np.sort(first)]
    return found
