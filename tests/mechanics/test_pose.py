import numpy as np
import pytest

from unpinch.mechanics.flaws import MechanicsError
from unpinch.mechanics.pose import leg_of, read
from unpinch.movement import COORDINATES


def test_a_name_left_out_counts_as_zero() -> None:
    angles = read({"hip_flexion_deg": [10.0, 20.0]})
    assert angles["knee_flexion_deg"].tolist() == [0.0, 0.0]


def test_one_number_holds_for_every_frame() -> None:
    assert read({"hip_flexion_deg": [1.0, 2.0], "knee_flexion_deg": 5.0})["knee_flexion_deg"].tolist() == [5.0, 5.0]


@pytest.mark.parametrize(
    ("pose", "words"),
    [
        ({"hip_flexion_degs": 1.0}, "Did you mean hip_flexion_deg?"),
        ({"wing_deg": 1.0}, "There is no coordinate 'wing_deg'"),
        ({"knee_flexion_deg": [0.0, float("nan")]}, "knee_flexion_deg is nan at frame 1"),
        ({"knee_flexion_deg": float("inf")}, "Give a finite number"),
        ({"knee_flexion_deg": 900.0}, "is 900 degrees at frame 0. No joint turns beyond 180"),
        ({"knee_flexion_deg": np.zeros((2, 2))}, "Give one number, or one for each frame"),
        ({"knee_flexion_deg": []}, "Give one number, or one for each frame"),
        ({"knee_flexion_deg": [1.0, 2.0], "hip_flexion_deg": [1.0, 2.0, 3.0]}, "Give all the same number"),
    ],
)
def test_it_says_what_is_wrong_with_a_pose(pose: dict[str, object], words: str) -> None:
    with pytest.raises(MechanicsError, match=words.replace("?", r"\?")):
        read(pose)  # type: ignore[arg-type]


def test_it_picks_one_leg_from_the_columns() -> None:
    q = np.arange(30.0)[None]
    assert leg_of(COORDINATES, q, "left")["hip_flexion_deg"] == COORDINATES.index("hip_flexion_deg_l")
    assert leg_of(COORDINATES, q, "right")["lumbar_flexion_deg"] == COORDINATES.index("lumbar_flexion_deg")


def test_it_knows_two_sides() -> None:
    with pytest.raises(MechanicsError, match="Use right or left"):
        leg_of(COORDINATES, np.zeros((1, 30)), "both")
