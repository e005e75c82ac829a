"""The bodies that the figure shows: they fit the skeleton, and the script that makes them does what it says."""

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tools.bodies import order, pack
from tools.bodies.mesh import Mesh, clip, loops, normals, rim
from tools.bodies.source import NAMES
from tools.bodies.weights import BONES, columns, spread
from unpinch.movement.body import PARENTS, Body
from unpinch.programme.skeleton import SEGMENTS

ROOT = Path(__file__).parents[2]
BODIES = ROOT / "src" / "unpinch" / "web" / "static" / "bodies"
MOST_BYTES = 400_000
LIMBS = {"shank": "thigh", "foot": "shank", "forearm": "upper_arm"}


def read(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return header and columns of a body's file, as the browser reads them."""
    raw = gzip.decompress((BODIES / f"{name}.bin").read_bytes())
    at = 4 + int.from_bytes(raw[:4], "little")
    header, found = json.loads(raw[4:at]), {}
    for key, rows, width, size in header["columns"]:
        flat = np.frombuffer(raw, np.uint8, rows * width * size, at).astype(np.int64)
        steps = flat[: rows * width] + (flat[rows * width :] << 8 if size == 2 else 0)
        found[key] = np.cumsum(steps.reshape(width, rows).T, axis=0) % (1 << 8 * size)
        at += rows * width * size
    assert at == len(raw)
    return header, found


@pytest.mark.parametrize("name", NAMES)
def test_each_is_small_and_whole(name: str) -> None:
    assert (BODIES / f"{name}.bin").stat().st_size <= MOST_BYTES
    header, held = read(name)
    count = len(held["positions"])
    assert set(held["weights"].sum(axis=1)) == {255}
    assert held["bones"].max() < BONES
    assert held["faces"].max() == count - 1
    assert held["materials"].max() < len(header["materials"])


@pytest.mark.parametrize("name", NAMES)
def test_each_has_the_skeletons_own_lengths(name: str) -> None:
    header, _ = read(name)
    body = Body(height_m=header["stature_m"])
    origin = {
        segment: np.array(one["origin_m"]) for segment, one in zip(header["segments"], header["rest"], strict=True)
    }
    for segment in SEGMENTS[1:]:
        wanted = float(np.linalg.norm(body.joint_offset_m(segment)))
        assert np.linalg.norm(origin[segment] - origin[PARENTS[segment]]) == pytest.approx(wanted, abs=1e-5)


@pytest.mark.parametrize("name", NAMES)
def test_each_stands_in_frames_that_keep_right_angles(name: str) -> None:
    header, _ = read(name)
    for one in header["rest"]:
        rotation = np.array(one["rotation"]).reshape(3, 3)
        assert rotation @ rotation.T == pytest.approx(np.eye(3), abs=1e-5)
        assert np.linalg.det(rotation) == pytest.approx(1, abs=1e-5)


def test_a_column_comes_back_from_its_differences() -> None:
    values = np.array([[5, 60000], [3, 2], [65535, 700]], dtype=np.uint16)
    raw = np.frombuffer(pack.column_bytes(values), np.uint8).astype(np.int64)
    steps = (raw[:6] + (raw[6:] << 8)).reshape(2, 3).T
    assert np.array_equal(np.cumsum(steps, axis=0) % 65536, values)


def test_four_bones_a_vertex_share_all_of_it() -> None:
    weights = np.random.default_rng(7).random((50, BONES)) ** 8
    bones, shares = pack.influences(weights)
    assert (shares.astype(int).sum(axis=1) == 255).all()
    assert (bones[:, 0] == weights.argmax(axis=1)).all()


def test_a_place_between_two_bones_hangs_on_the_two_helpers_next_to_it() -> None:
    knee = columns("knee_r")
    found = spread("knee_r", np.array([0.0, 0.3, 1.0]))
    assert found.sum(axis=1) == pytest.approx(np.ones(3))
    assert found[0, knee[0]] == found[2, knee[-1]] == 1
    assert found[1, knee[1]] == pytest.approx(0.8)
    assert found[1, knee[2]] == pytest.approx(0.2)


def plate(count: int = 8) -> Mesh:
    """Return a flat square plate of triangles, 1 m wide, facing up."""
    side = np.linspace(0, 1, count + 1)
    x, z = (axis.ravel() for axis in np.meshgrid(side, side, indexing="ij"))
    start = (np.arange(count)[:, None] * (count + 1) + np.arange(count)).ravel()
    faces = np.concatenate(
        [
            np.column_stack([start, start + 1, start + count + 2]),
            np.column_stack([start, start + count + 2, start + count + 1]),
        ]
    )
    return Mesh(np.column_stack([x, 0 * x, z]), faces, x[:, None])


def test_a_cut_follows_its_line_and_keeps_what_travels_with_the_vertices() -> None:
    mesh = plate()
    cut = clip(mesh, 0.43 - mesh.vertices[:, 0])
    assert cut.vertices[:, 0].max() == pytest.approx(0.43)
    assert cut.values[:, 0] == pytest.approx(cut.vertices[:, 0])
    a, b, c = (cut.vertices[cut.faces[:, corner]] for corner in range(3))
    assert np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2 == pytest.approx(0.43)
    assert normals(cut.vertices, cut.faces)[:, 1] == pytest.approx(normals(mesh.vertices, mesh.faces)[0, 1])
    assert len(loops(cut.faces)) == 1


def test_the_order_to_draw_in_loses_no_triangle() -> None:
    mesh = plate()
    again = order.faces_in_order(mesh.faces, len(mesh.vertices))
    assert {tuple(face) for face in again.tolist()} == {tuple(face) for face in mesh.faces.tolist()}
    assert len(rim(again)) == len(rim(mesh.faces))
