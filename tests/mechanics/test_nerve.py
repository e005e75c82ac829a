"""Golden figures of the nerve: the reference's tables. Tolerances: half a digit of the table, or what is said."""

import numpy as np
import pytest

from tests.mechanics.moves import COUPLED, FLOSS, FLOSS_60, TENSIONER, raised
from unpinch.mechanics import cord
from unpinch.mechanics.flaws import MechanicsError
from unpinch.mechanics.nerve import SITES, bed_of, nerve, slider_index
from unpinch.mechanics.pose import Pose, read


def peak(pose: Pose) -> float:
    return float(nerve(pose).load_index.max())


@pytest.mark.parametrize(
    ("pose", "net_mm", "peak_mm"), [(FLOSS, 37, 40), (FLOSS_60, 37, 25), (TENSIONER, 65, 54), (COUPLED, 5, 15)]
)
def test_the_bed_changes_as_the_reference_says(pose: Pose, net_mm: float, peak_mm: float) -> None:
    net = bed_of(pose).net_mm
    assert abs(net[-1] - net[0]) == pytest.approx(net_mm, abs=0.5)
    assert net.max() == pytest.approx(peak_mm, abs=0.5)


@pytest.mark.parametrize(("pose", "index"), [(FLOSS, 0.43), (TENSIONER, 0.0), (COUPLED, 0.95)])
def test_the_slider_index_is_the_references(pose: Pose, index: float) -> None:
    assert slider_index(bed_of(pose)) == pytest.approx(index, abs=0.005)


def test_a_leg_at_rest_neither_slides_nor_tensions() -> None:
    assert slider_index(bed_of({"hip_flexion_deg": [45.0, 45.0]})) == 0


@pytest.mark.parametrize(
    ("pose", "index", "within"),
    [
        (raised(70), 1.00, 0.001),
        ({"hip_flexion_deg": 105.0}, 1.40, 0.015),
        ({"hip_flexion_deg": 105.0, "knee_flexion_deg": 20.0}, 1.19, 0.03),
        ({"hip_flexion_deg": 90.0, "lumbar_flexion_deg": 60.0}, 1.30, 0.01),
        ({"hip_flexion_deg": 80.0, "hip_adduction_deg": 20.0}, 1.13, 0.005),
        (FLOSS, 0.94, 0.005),
        (FLOSS_60, 0.72, 0.005),
        ({"hip_flexion_deg": 90.0, "knee_flexion_deg": 90.0, "hip_adduction_deg": 30.0}, 0.60, 0.005),
        (COUPLED, 0.57, 0.02),
        ({"hip_flexion_deg": 45.0, "knee_flexion_deg": 90.0}, 0.24, 0.01),
    ],
)
def test_the_peak_load_index_is_the_references(pose: Pose, index: float, within: float) -> None:
    assert peak(pose) == pytest.approx(index, abs=within)


def test_floss_tensioner_and_twin_rank_as_they_must() -> None:
    assert peak(COUPLED) < peak(FLOSS_60) < peak(FLOSS) < peak(TENSIONER)


def test_the_index_comes_with_its_spread() -> None:
    one = nerve(FLOSS)
    assert (one.load_index_low <= one.load_index).all()
    assert (one.load_index <= one.load_index_high).all()
    at = int(one.load_index.argmax())
    assert 0.01 < one.load_index_high[at] - one.load_index_low[at] < 0.15
    bent = one.load_index_high[0] - one.load_index_low[0]
    assert 0.05 < bent < 0.5


def test_the_straight_leg_raise_is_one_in_every_draw() -> None:
    one = nerve(raised(70))
    assert one.load_index_low == pytest.approx(1, abs=1e-4)
    assert one.load_index_high == pytest.approx(1, abs=1e-4)


def test_draws_are_the_same_every_time() -> None:
    cord.draws.cache_clear()
    first = cord.draws()
    cord.draws.cache_clear()
    assert np.array_equal(first.span_mm, cord.draws().span_mm)
    for drawn, mean, sd in zip((first.span_mm, first.root_per_mm), cord.MEANS, cord.SPREADS, strict=False):
        assert drawn.mean() == pytest.approx(mean, rel=0.01)
        assert drawn.std() == pytest.approx(sd, rel=0.05)


def test_a_few_moments_are_enough_for_the_spread() -> None:
    """Every frame by itself gives its own spread; the joined one may differ a little."""
    whole = nerve(FLOSS)
    angles = read(FLOSS)
    for frame in range(0, 61, 6):
        alone = nerve({name: values[frame] for name, values in angles.items()})
        assert whole.load_index_low[frame] == pytest.approx(alone.load_index_low[0], abs=0.03)
        assert whole.load_index_high[frame] == pytest.approx(alone.load_index_high[0], abs=0.03)


# Invariances


def test_time_reversed_it_is_the_same_backwards() -> None:
    there, back = nerve(FLOSS), nerve({name: np.asarray(values)[::-1] for name, values in read(FLOSS).items()})
    assert there.load_index == pytest.approx(back.load_index[::-1], abs=1e-6)
    assert there.excursion_mm["mid_thigh"] == pytest.approx(back.excursion_mm["mid_thigh"][::-1], abs=1e-4)


def test_half_the_frames_give_the_same_values() -> None:
    every = nerve(FLOSS)
    half = nerve({name: np.asarray(values)[::2] for name, values in read(FLOSS).items()})
    assert every.load_index[::2] == pytest.approx(half.load_index, abs=1e-6)
    assert every.load_index_high[::2] == pytest.approx(half.load_index_high, abs=0.005)


def test_a_taller_persons_nerve_slides_farther_at_the_same_load() -> None:
    short, tall = nerve(FLOSS, 1.36), nerve(FLOSS, 1.70)
    assert short.load_index == pytest.approx(tall.load_index)
    for site in SITES:
        assert short.excursion_mm[site] == pytest.approx(0.8 * tall.excursion_mm[site])
    assert short.bed.net_mm == pytest.approx(0.8 * tall.bed.net_mm)


def test_standing_upright_nothing_has_slid() -> None:
    rest = nerve({})
    for site in SITES:
        assert rest.excursion_mm[site] == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("height_m", [-1.7, 0.0, 170.0, float("nan")])
def test_it_refuses_a_height_that_cannot_be(height_m: float) -> None:
    with pytest.raises(MechanicsError, match=r"The height is .* m\. Give 1 to 2\.4 m\."):
        nerve({}, height_m)


def test_more_bend_at_the_hip_never_means_less_load() -> None:
    loads = nerve({"hip_flexion_deg": np.linspace(0, 120, 61)}).load_index
    assert (np.diff(loads) >= -1e-9).all()


# The solver


def test_the_grid_is_fine_enough() -> None:
    state = np.array([[57.2, 30.0], [-6.4, -57.0], [-8.4, 2.0]])
    cords, root = cord.central(), np.zeros(2)
    coarse, fine = (cord.solve(state, root, cords, cord.grid(nodes)) for nodes in (cord.NODES, 1049))
    assert coarse.displacement_mm == pytest.approx(fine.displacement_mm, abs=0.05)
    assert coarse.strain == pytest.approx(fine.strain, abs=2e-4)


def test_forces_balance_over_the_whole_nerve() -> None:
    """What root and bed hold together is what the fixed end holds: a check apart from the solver."""
    nodes = 1049
    sites = tuple(np.linspace(0, cord.LENGTH_MM, nodes))
    solved = cord.solve(np.array([[30.0], [0.0], [5.0]]), np.zeros(1), cord.central(), cord.grid(nodes, sites))
    moved, strain = solved.displacement_mm[:, 0], solved.strain[:, 0]
    smooth = np.sqrt(strain**2 + cord.SMOOTH**2)
    tension = cord.SLACK_RATIO * strain + (1 - cord.SLACK_RATIO) * (strain + smooth) / 2
    bed = np.trapezoid(moved, dx=sites[1]) / cord.MEANS[0] ** 2
    assert tension[-1] - tension[0] == pytest.approx(bed, rel=0.01)
    assert tension[0] == pytest.approx(cord.MEANS[1] * moved[0], rel=0.01)


def test_a_pose_without_rest_is_told() -> None:
    with pytest.raises(MechanicsError, match="finds no rest"):
        cord.solve(np.array([[1e9], [0.0], [np.nan]]), np.zeros(1), cord.central())
