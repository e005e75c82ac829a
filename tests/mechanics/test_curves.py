import json

import numpy as np
import pytest

from tests.builders import shipped
from tests.mechanics.moved import motion_of
from tests.mechanics.moves import FLOSS, FLOSS_60, SHARE
from unpinch.mechanics.curves import Curves, curves, curves_of
from unpinch.mechanics.flaws import MechanicsError
from unpinch.mechanics.pose import Pose
from unpinch.movement import Body, UnknownMovementError
from unpinch.programme.bands import OwnedBand
from unpinch.programme.movement import BandRoute, MovementBand
from unpinch.programme.shop import shop

RING = MovementBand("mini_loop", 2, (BandRoute("ring", ring=("thigh_r", "thigh_l"), place=0.8),))
OPENING: Pose = {
    "hip_flexion_deg": 45.0,
    "knee_flexion_deg": 90.0,
    "hip_adduction_deg": -25 * SHARE,
    "hip_internal_rotation_deg": -25 * SHARE,
}
BOUGHT = shop(shipped())


def made(pose: Pose, **more: object) -> Curves:
    return curves_of(shipped(), motion_of(pose, **more), BOUGHT)  # type: ignore[arg-type]


def test_a_floss_has_its_nerve_its_twin_and_its_slider_index() -> None:
    floss = made(FLOSS)
    assert floss.slider_index == pytest.approx(0.43, abs=0.01)
    assert floss.twin is not None
    assert floss.twin.load_index.max() > floss.nerve.load_index.max()
    assert floss.hip is None
    assert floss.band is None


def test_only_a_floss_has_a_twin() -> None:
    assert made(FLOSS, exercise="cross_body").twin is None


def test_the_left_is_the_mirror_image_of_the_right() -> None:
    right, left = made(FLOSS_60), made(FLOSS_60, side="left")
    assert left.nerve.load_index == pytest.approx(right.nerve.load_index)
    assert left.slider_index == pytest.approx(right.slider_index)
    for muscle, values in right.muscles_percent["right"].items():
        assert left.muscles_percent["left"][muscle] == pytest.approx(values)
        assert left.muscles_percent["right"][muscle] == pytest.approx(right.muscles_percent["left"][muscle])


def test_a_mirrored_clam_asks_the_same_of_the_hip() -> None:
    right, left = (made(OPENING, exercise="clamshell", band=RING, side=side) for side in ("right", "left"))
    assert right.hip is not None
    assert left.hip is not None
    assert right.hip.band_n_m == pytest.approx(left.hip.band_n_m)
    assert right.band is not None
    assert left.band is not None
    assert right.band.pull.limb_n == pytest.approx(left.band.pull.limb_n)


def test_size_scales_lengths_and_leaves_loads_and_percents() -> None:
    small, tall = (made(FLOSS, body=Body(height_m)) for height_m in (1.53, 1.70))
    assert small.nerve.load_index == pytest.approx(tall.nerve.load_index)
    assert small.nerve.excursion_mm["mid_thigh"] == pytest.approx(0.9 * tall.nerve.excursion_mm["mid_thigh"])
    for muscle, values in tall.muscles_percent["right"].items():
        assert small.muscles_percent["right"][muscle] == pytest.approx(values)


def test_a_mini_loop_pulls_harder_the_wider_it_opens() -> None:
    clam = made(OPENING, exercise="clamshell", band=RING)
    assert clam.band is not None
    assert (np.diff(clam.band.pull.limb_n) >= 0).all()
    need = shipped().exercises["clamshell"].level(2).band
    assert need is not None
    assert need.force_low_n <= clam.band.pull.limb_n[-1] <= need.force_high_n
    assert clam.hip is not None
    assert clam.hip.band_n_m[-1] > 0


def test_a_band_that_cannot_serve_is_told() -> None:
    heavy = OwnedBand("x", "mini_loop", rest_mm=400, width_mm=60.0, thickness_mm=2.0)
    with pytest.raises(MechanicsError, match="Your loop doesn't fit this"):
        curves_of(shipped(), motion_of(OPENING, "clamshell", band=RING), (heavy,))


def test_it_tells_an_unknown_level() -> None:
    with pytest.raises(UnknownMovementError, match="There is no movement for clamshell level 9"):
        curves(shipped(), "clamshell", 9)


def test_a_levels_curves_are_plain_json_with_units_in_their_names() -> None:
    text = json.dumps(curves(shipped(), "clamshell", 1).to_json(), allow_nan=False)
    assert "-0.0" not in text
    values = json.loads(text)
    frames = len(values["time_s"])
    assert len(values["nerve"]["load_index"]) == frames
    assert set(values["nerve"]["excursion_mm"]) == {"root", "hip", "mid_thigh", "popliteal", "mid_calf", "ankle"}
    assert len(values["muscle_length_change_percent"]["left"]["gluteus_medius_1"]) == frames
    assert len(values["hip_gravity_moment_n_m"]) == frames


def test_no_strain_is_given_away() -> None:
    assert "strain" not in json.dumps(curves(shipped(), "clamshell", 1).to_json())


def test_twice_the_frames_go_through_the_same_values() -> None:
    slow = motion_of(FLOSS)
    every = curves_of(shipped(), slow, BOUGHT).nerve
    half = {name: np.asarray(values)[::2] if np.ndim(values) else values for name, values in FLOSS.items()}
    assert made(half).nerve.load_index == pytest.approx(every.load_index[::2], abs=1e-4)
