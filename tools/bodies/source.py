"""The bodies as they come: one topology, 104 joints, an A-pose; here in our axes (X forward, Y up, Z right)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tools.bodies.mesh import Indices, Mesh, Points, largest

STATURE_M = 1.70
NAMES = ("f", "m", "older")

_AXES = np.array([[0.0, -1.0, 0.0], [0.0, 0.0, 1.0], [-1.0, 0.0, 0.0]])
"""From the file's axes (X left, Y back, Z up) to ours."""


@dataclass(frozen=True, slots=True)
class Source:
    """One body: vertices (n, 3) in metres, triangles (f, 3), joints by name, skin weights (n, 104) summing to 1."""

    vertices: Points
    faces: Indices
    joints: dict[str, Points]
    labels: tuple[str, ...]
    weights: Points

    def share(self, *prefixes: str) -> Points:
        """Return each vertex's weight (n,) on all joints whose name begins so."""
        chosen = [number for number, label in enumerate(self.labels) if label.startswith(prefixes)]
        total: Points = self.weights[:, chosen].sum(axis=1)
        return total

    def of_side(self, side: str, *prefixes: str) -> Points:
        """Return each vertex's weight (n,) on the joints of one side ("r" or "l") whose name begins so."""
        ends = f".{side.upper()}"
        chosen = [n for n, label in enumerate(self.labels) if label.startswith(prefixes) and label.endswith(ends)]
        total: Points = self.weights[:, chosen].sum(axis=1)
        return total


def load(path: Path, name: str) -> Source:
    """Read one body, scaled so that it is STATURE_M tall."""
    with np.load(path) as held:
        vertices, joints = held[f"v_{name}"].astype(float) @ _AXES.T, held[f"j_{name}"].astype(float) @ _AXES.T
        labels = tuple(str(label) for label in held["labels"])
        weights = np.zeros((len(vertices), len(labels)))
        np.add.at(weights, (np.arange(len(vertices))[:, None], held["wi"]), held["ww"])
        faces = held["faces"].astype(np.int64)
    scale = STATURE_M / float(np.ptp(vertices[:, 1]))
    weights /= weights.sum(axis=1, keepdims=True)
    named = {label: joints[number] * scale for number, label in enumerate(labels)}
    whole = largest(Mesh(vertices * scale, faces, weights))  # eyes and tongue go
    return Source(whole.vertices, whole.faces, named, labels, whole.values)


__all__ = ["NAMES", "STATURE_M", "Indices", "Points", "Source", "load"]
