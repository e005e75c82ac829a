"""What the browser reads."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tests.movement.conftest import Play
from unpinch.movement import CLIPS, COORDINATES, JOINTS, SEGMENTS, Body, movement_of
from unpinch.movement.derived import derived, played, to_bytes
from unpinch.movement.table import clip_values, rows
from unpinch.programme.model import Programme


def turned(quaternion: np.ndarray, v: tuple[float, float, float]) -> np.ndarray:
    x, y, z, w = quaternion
    part = np.cross([x, y, z], v)
    made: np.ndarray = np.asarray(v) + 2 * (w * part + np.cross([x, y, z], part))
    return made


def test_it_has_the_agreed_keys_and_lengths(shipped: Programme) -> None:
    file = derived(played(movement_of(shipped, "clamshell", 2)))
    head = {key: file[key] for key in ("format", "exercise", "level", "side", "height_m", "fps")}
    assert head == {"format": 1, "exercise": "clamshell", "level": 2, "side": "right", "height_m": 1.7, "fps": 30}
    assert (file["segments"], file["joints"]) == (list(SEGMENTS), list(JOINTS))
    assert file["band"] == {"kind": "mini_loop", "strands": 2}
    assert {"azimuth_deg", "elevation_deg", "distance_m", "target_mm"} == set(file["camera"]["best"])
    for clip in CLIPS:
        content = file["clips"][clip]
        n = content["n"]
        assert len(content["origins_mm"]) == n * len(SEGMENTS) * 3
        assert len(content["quaternions_1e4"]) == n * len(SEGMENTS) * 4
        assert len(content["points_mm"]) == n * len(JOINTS) * 3
        assert len(content["breath_percent"]) == len(content["band"]["paths_mm"]) == n
        assert content["phases"][-1]["to_s"] == content["duration_s"]


def test_its_quaternions_and_origins_give_the_points_back(shipped: Programme) -> None:
    file = derived(played(movement_of(shipped, "bridge", 2)))
    content = file["clips"]["repetition"]
    turns = np.array(content["quaternions_1e4"]).reshape(-1, len(SEGMENTS), 4) / 1e4
    origins = np.array(content["origins_mm"]).reshape(-1, len(SEGMENTS), 3)
    points = np.array(content["points_mm"]).reshape(-1, len(JOINTS), 3)
    for frame in (0, 70, 140):
        thigh = SEGMENTS.index("thigh_r")
        knee = origins[frame, thigh] + turned(turns[frame, thigh], (0.0, -0.245 * 1700, 0.0))
        np.testing.assert_allclose(knee, points[frame, JOINTS.index("knee_r")], atol=1.0)


def test_the_sign_of_a_quaternion_never_jumps(shipped: Programme) -> None:
    for clip in derived(played(movement_of(shipped, "bridge", 1)))["clips"].values():
        turns = np.array(clip["quaternions_1e4"]).reshape(-1, len(SEGMENTS), 4)
        assert (turns[1:] * turns[:-1]).sum(-1).min() > 0


def test_its_bytes_are_the_same_each_time(shipped: Programme) -> None:
    movement = movement_of(shipped, "nerve_floss", 1)
    assert to_bytes(derived(played(movement))) == to_bytes(derived(played(movement)))


def test_the_left_file_is_the_right_one_in_a_mirror(shipped: Programme) -> None:
    movement = movement_of(shipped, "leg_traction", 1)
    right, left = (derived(played(movement, side=side)) for side in ("right", "left"))
    assert [prop["centre_mm"][2] for prop in left["props"]] == [-prop["centre_mm"][2] for prop in right["props"]]
    assert left["camera"]["best"]["azimuth_deg"] == -right["camera"]["best"]["azimuth_deg"]
    here = np.array(right["clips"]["in"]["points_mm"]).reshape(-1, len(JOINTS), 3)
    there = np.array(left["clips"]["in"]["points_mm"]).reshape(-1, len(JOINTS), 3)
    swapped = [
        JOINTS.index(f"{name[:-2]}_{'l' if name.endswith('_r') else 'r'}") if name[-2] == "_" else i
        for i, name in enumerate(JOINTS)
    ]
    np.testing.assert_allclose(there[:, swapped], here * [1, 1, -1], atol=1)


def test_a_hold_is_given_once_and_may_be_repeated(shipped: Programme) -> None:
    phases = derived(played(movement_of(shipped, "leg_traction", 1)))["clips"]["repetition"]["phases"]
    assert [(phase["name"], phase["repeats"]) for phase in phases] == [
        ("slide back", False),
        ("hold", True),
        ("slide toward", False),
    ]
    bridge = derived(played(movement_of(shipped, "bridge", 1)))["clips"]["repetition"]["phases"]
    assert not any(phase["repeats"] for phase in bridge)


def test_the_coach_learns_angles_and_limits(shipped: Programme) -> None:
    targets = derived(played(movement_of(shipped, "nerve_floss", 2)))["targets"]
    assert [phase["phase"] for phase in targets["phases"]] == ["straighten", "bend"]
    assert targets["phases"][0]["angles_deg"]["knee_flexion_deg_r"] == pytest.approx(14, abs=0.5)
    assert targets["limits_deg"]["hip_flexion_deg_r"] == [55, 61]


def test_a_pillow_is_as_high_as_the_head_needs(shipped: Programme) -> None:
    tops = []
    for height_m in (1.45, 2.05):
        file = derived(played(movement_of(shipped, "clamshell", 1), Body(height_m)))
        pillow = next(prop for prop in file["props"] if prop["id"] == "pillow")
        tops.append(pillow["size_mm"][1])
    assert 80 < tops[0] < tops[1] < 260


def test_values_and_table_name_their_units(played: Play) -> None:
    motion = played("nerve_floss", 1)
    values = clip_values(motion)
    assert tuple(values["coordinates"]) == COORDINATES
    assert len(values["joints_m"]["knee_r"]) == len(values["time_s"]) == len(motion.time_s)
    assert json.loads(json.dumps(values)) == values
    table = rows({"repetition": motion}, {"slider_index": 0.5, "nerve": {"load_index": [0.1] * len(motion.time_s)}})
    head, first = table.splitlines()[:2]
    assert head.startswith("clip,time_s,phase,root_x_m")
    assert head.endswith("hand_l_z_m,slider_index,nerve.load_index")
    assert first.startswith("repetition,0.0,straighten,")
    assert first.endswith(",0.5,0.1")
    assert len(table.splitlines()) == 1 + len(motion.time_s)
