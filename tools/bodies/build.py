"""Puts a figure together: head, skin, clothes and shoes in the stored pose, each with its bones' weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tools.bodies import garments, hands, head, order, shoes, skeleton, warp, weights
from tools.bodies.mesh import Mesh
from tools.bodies.source import Indices, Points, Source

MATERIALS = ("skin", "hair", "top", "shorts", "sock", "shoe", "sole")


@dataclass(frozen=True, slots=True)
class Figure:
    """What the asset holds: one mesh whose values are bone weights; how a gripping hand differs (n, 3); materials."""

    mesh: Mesh
    grip: Points
    material: Indices
    hair: Points
    rest: skeleton.Rest


def figure(body: Source) -> Figure:
    """Make the figure of one source body."""
    held = skeleton.rest(body)
    placed = warp.moved(body, held)
    resting, gripping = (_hands(body, held, placed, shape) for shape in ("rest", "grip"))
    bones = weights.bound(body, placed, held)
    skin = Mesh(resting, body.faces, np.column_stack([bones, gripping - resting]))
    top, hair = head.head(placed, body.faces, held)
    parts = [("skin", _padded(top)), *_dressed(skin, held), *_shod(placed, body.faces, held)]
    whole = sum((part for _, part in parts[1:]), parts[0][1])
    material = np.concatenate([np.full(len(part.vertices), MATERIALS.index(name)) for name, part in parts])
    strands = np.zeros(len(material))
    strands[: len(hair)] = hair
    return _ordered(whole, material, strands, held)


def _hands(body: Source, held: skeleton.Rest, placed: Points, shape: str) -> Points:
    """Return all vertices with both hands in one shape."""
    return hands.bent(body, held, hands.bent(body, held, placed, "r", shape), "l", shape)


def _dressed(skin: Mesh, held: skeleton.Rest) -> list[tuple[str, Mesh]]:
    socks = [("sock", garments.sock(skin, held, side)) for side in "rl"]
    clothes = [("top", garments.shirt(skin, held)), ("shorts", garments.shorts(skin, held))]
    return [("skin", garments.bare(skin, held)), *clothes, *socks]


def _shod(placed: Points, faces: Indices, held: skeleton.Rest) -> list[tuple[str, Mesh]]:
    pairs = [zip(("shoe", "sole"), shoes.shoes(placed, faces, held, side), strict=True) for side in "rl"]
    return [(name, _padded(part)) for pair in pairs for name, part in pair]


def _ordered(whole: Mesh, material: Indices, strands: Points, held: skeleton.Rest) -> Figure:
    """Return the figure with triangles and vertices in the order that is quick to draw."""
    faces = order.faces_in_order(whole.faces, len(whole.vertices))
    old = order.vertices_in_order(faces)
    number = np.empty(len(whole.vertices), dtype=np.int64)
    number[old] = np.arange(len(old))
    bones, grip = np.split(whole.values[old], [weights.BONES], axis=1)
    return Figure(Mesh(whole.vertices[old], number[faces], bones), grip, material[old], strands[old], held)


def _padded(part: Mesh) -> Mesh:
    """Give a part without hands the columns of the second hand shape."""
    return Mesh(part.vertices, part.faces, np.column_stack([part.values, np.zeros((len(part.vertices), 3))]))
