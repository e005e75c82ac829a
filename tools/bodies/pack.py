"""Writes a figure as one small file: a header in JSON and columns of whole numbers, the whole compressed.

File: gzip of [header length, 4 bytes little-endian][header, JSON, padded with spaces][columns]. A column of c numbers
for each of n vertices is stored as differences to the vertex before, modulo 2^bits, low bytes first, then high bytes.
`js/figure/body.js` reads it.
"""

from __future__ import annotations

import gzip
import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.bodies.build import MATERIALS, Figure
from tools.bodies.skeleton import SEGMENTS
from tools.bodies.source import STATURE_M, Indices, Points
from tools.bodies.weights import HELPERS, JOINTS

FORMAT = 1
INFLUENCES = 4
STEPS = 65535
Columns = list[tuple[str, NDArray[Any]]]


def packed(figure: Figure, name: str) -> bytes:
    """Return the file's bytes, the same each time."""
    low, high = figure.mesh.vertices.min(axis=0) - 0.02, figure.mesh.vertices.max(axis=0) + 0.02
    bones, shares = influences(figure.mesh.values)
    hands = np.flatnonzero(np.linalg.norm(figure.grip, axis=1) > 1e-5)  # noqa: PLR2004 - metres
    columns: Columns = [
        ("positions", quantised(figure.mesh.vertices, low, high)),
        ("faces", figure.mesh.faces.astype(np.uint16)),
        ("bones", bones),
        ("weights", shares),
        ("materials", figure.material.astype(np.uint8)[:, None]),
        ("hair", np.rint(figure.hair * 255).astype(np.uint8)[:, None]),
        ("hands", hands.astype(np.uint16)[:, None]),
        ("grip", quantised((figure.mesh.vertices + figure.grip)[hands], low, high)),
    ]
    return _file(_header(figure, name, (low, high), columns), columns)


def influences(weights: Points) -> tuple[Indices, Indices]:
    """Return the four strongest bones (n, 4) of each vertex and their shares of 255."""
    bones = np.argsort(-weights, axis=1, kind="stable")[:, :INFLUENCES]
    chosen = np.take_along_axis(weights, bones, axis=1)
    chosen /= chosen.sum(axis=1, keepdims=True)
    shares = np.floor(chosen * 255).astype(np.int64)
    shares[:, 0] += 255 - shares.sum(axis=1)
    bones = np.where(shares == 0, bones[:, :1], bones)
    return bones.astype(np.uint8), shares.astype(np.uint8)


def quantised(points: Points, low: Points, high: Points) -> NDArray[np.uint16]:
    """Return points (n, 3) in steps of the box they lie in."""
    return np.rint((points - low) / (high - low) * STEPS).astype(np.uint16)


def column_bytes(values: NDArray[Any]) -> bytes:
    """Return a column as differences, split into planes of low and high bytes."""
    steps = np.diff(values, axis=0, prepend=np.zeros((1, values.shape[1]), dtype=values.dtype))
    flat = steps.T.ravel()
    if values.dtype == np.uint8:
        return flat.tobytes()
    return (flat & 255).astype(np.uint8).tobytes() + (flat >> 8).astype(np.uint8).tobytes()


def _header(figure: Figure, name: str, box: tuple[Points, Points], columns: Columns) -> dict[str, object]:
    held = figure.rest
    return {
        "format": FORMAT,
        "name": name,
        "stature_m": STATURE_M,
        "box_m": [[round(float(value), 6) for value in corner] for corner in box],
        "segments": list(SEGMENTS),
        "joints": [list(joint) for joint in JOINTS],
        "helpers": HELPERS,
        "rest": [
            {
                "origin_m": [round(float(value), 6) for value in held.origins[segment]],
                "rotation": [round(float(value), 7) for value in held.rotations[segment].ravel()],
            }
            for segment in SEGMENTS
        ],
        "materials": list(MATERIALS),
        "columns": [[key, len(values), values.shape[1], values.dtype.itemsize] for key, values in columns],
    }


def _file(header: dict[str, object], columns: Columns) -> bytes:
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    body = b"".join(column_bytes(values) for _, values in columns)
    return gzip.compress(len(text).to_bytes(4, "little") + text + body, compresslevel=9, mtime=0)
