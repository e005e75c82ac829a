"""What is said to have been done was done."""

from __future__ import annotations

import numpy as np
import pytest

from tools.watched.cases import Case, CaseError, case_of, cases
from tools.watched.clips import LEVELS, clips_of
from tools.watched.faults import FAULTS, SIZES, Fault, fault_of
from tools.watched.film import Recording, Scene, scene
from tools.watched.landmarks import INDEX, landmarks
from tools.watched.residuals import hip_and_knee
from tools.watched.story import Doing, repetition
from unpinch.movement.kinematics import index


def test_a_case_comes_back_from_its_name_alone() -> None:
    for case in cases(40):
        assert case_of(case.id) == case


@pytest.mark.parametrize(
    "name",
    [
        "bridge",
        "bridge-9-left-side-clean-none-0",
        "bridge-2-left-side-swinging-none-0",
        "bridge-2-up-side-clean-none-0",
    ],
)
def test_a_name_that_is_no_case_is_refused(name: str) -> None:
    with pytest.raises(CaseError):
        case_of(name)


def test_more_cases_begin_with_the_fewer() -> None:
    assert [case.id for case in cases(60)][:25] == [case.id for case in cases(25)]


def test_the_same_name_gives_the_same_frames(clean: Recording) -> None:
    from tools.watched.film import film

    again = film(clean.case)
    assert np.array_equal(again.image, clean.image)
    assert again.truth == clean.truth


def test_the_knee_straightens_once_in_each_true_repetition(floss: Scene) -> None:
    knee = floss.frames.angle_deg("knee_flexion_deg_r")
    ends = (floss.truth.exercising.from_s, *floss.truth.repetitions_s)
    for start, end in zip(ends, floss.truth.repetitions_s, strict=False):
        inside = (floss.time_s > start) & (floss.time_s <= end)
        assert knee[inside].min() < 40
        assert knee[inside][-1] > 60


def test_it_can_be_counted_before_a_repetition_ends_and_after_the_last_one(floss: Scene) -> None:
    truth = floss.truth
    for home, end, before in zip(truth.homes_s, truth.repetitions_s, (0.0, *truth.repetitions_s), strict=False):
        assert before < home < end


def test_a_partial_repetition_turns_half_way() -> None:
    clips = clips_of("nerve_floss", 2)
    act = repetition(clips, Doing({"straighten": 2, "bend": 2}, reach_ratio=0.4), "partial")
    knee = act.pose(np.linspace(0, act.seconds, 50))[:, index("knee_flexion_deg_r")]
    whole = clips.clips["repetition"].q[:, index("knee_flexion_deg_r")]
    assert np.ptp(knee) == pytest.approx(0.4 * np.ptp(whole), rel=0.02)


def test_a_hold_with_a_slip_counts_only_what_was_held() -> None:
    clips = clips_of("seated_hinge", 1)
    act = repetition(clips, Doing({"hold": 12.0}, dip=(4.0, 3.0)))
    held = sum(end - start for start, end in act.held_s)
    assert len(act.held_s) == 2
    assert 9.0 < held < 10.0
    assert act.seconds == pytest.approx(18.0)


def test_a_stop_on_the_way_makes_it_longer_and_stands_still() -> None:
    clips = clips_of("nerve_floss", 2)
    act = repetition(clips, Doing({"straighten": 2, "bend": 2}, halt=("straighten", 0.5, 1.5)))
    assert act.seconds == pytest.approx(5.5, abs=0.01)
    assert np.ptp(act.pose(np.array([1.1, 2.4])), axis=0).max() == pytest.approx(0)


def test_nobody_exercises_in_a_case_about_nothing() -> None:
    truth = scene(case_of("bridge-2-right-side-about-none-1")).truth
    assert (truth.repetitions_s, truth.holds, truth.faults, truth.exercising.to_s) == ((), (), (), 0.0)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.exercise}-{fault.id}")
def test_every_fault_is_there_for_a_while(fault: Fault) -> None:
    level = max(set(LEVELS[fault.exercise]) & set(fault.levels))
    truth = scene(Case(fault.exercise, level, "right", "side", fault.id, "large", 1)).truth
    assert {span.fault for span in truth.faults} == {fault.id}
    assert sum(span.to_s - span.from_s for span in truth.faults) > 1


def test_the_chin_comes_down_by_the_size_of_the_fault() -> None:
    fault, clips = fault_of("seated_hinge", "chin_down"), clips_of("seated_hinge", 1)
    q = clips.end[None]
    for size in SIZES:
        made = fault.done(q, np.array([fault.size(size)]), clips.end - clips.start)
        assert made[0, index("neck_flexion_deg")] - q[0, index("neck_flexion_deg")] == fault.size(size)


def test_what_is_planted_stays_when_the_pelvis_rolls() -> None:
    from unpinch.movement import Body, forward

    fault, clips = fault_of("clamshell", "rolling_back"), clips_of("clamshell", 1)
    before = clips.clips["repetition"].q[::20]
    after = fault.done(before, np.full(len(before), 24.0), clips.end - clips.start)
    one, two = forward(Body(1.70), before), forward(Body(1.70), after)
    for site in fault.planted:
        assert np.linalg.norm(one.site(site) - two.site(site), axis=1).max() < 0.03
    turned = np.einsum("nij,nij->n", one.rotations[:, 0], two.rotations[:, 0])
    assert np.rad2deg(np.arccos((turned - 1) / 2)) == pytest.approx(np.full(len(before), 24.0), abs=0.01)


def test_over_arching_lifts_the_hips_beyond_the_line() -> None:
    fault, clips = fault_of("bridge", "arching"), clips_of("bridge", 2)
    from unpinch.movement import Body, forward

    made = fault.done(clips.end[None], np.array([18.0]), clips.end - clips.start)
    one, two = (landmarks(forward(Body(1.70), q)) for q in (clips.end[None], made))
    hips = INDEX["hip_r"]
    assert two[0, hips, 1] - one[0, hips, 1] == pytest.approx(0.054, abs=0.01)
    assert hip_and_knee(one, "r")[0, 0] - hip_and_knee(two, "r")[0, 0] > 8


def test_left_is_the_mirror_image_of_right() -> None:
    from tools.watched.film import _moved
    from tools.watched.person import Build

    q, body = clips_of("nerve_floss", 2).clips["repetition"].q, Build(1.70)
    sides = [
        landmarks(_moved(Case("nerve_floss", 2, side, "side", "clean", "", 0), body, q)) for side in ("right", "left")
    ]
    assert sides[0][:, INDEX["knee_r"]] * [1, 1, -1] == pytest.approx(sides[1][:, INDEX["knee_l"]], abs=1e-9)


def test_a_taller_person_is_the_same_larger() -> None:
    from tools.watched.film import _moved
    from tools.watched.person import Build

    q, case = clips_of("nerve_floss", 2).clips["repetition"].q, case_of("nerve_floss-2-right-side-clean-none-0")
    small, tall = (landmarks(_moved(case, Build(height), q)) for height in (1.5, 1.8))
    assert small * 1.2 == pytest.approx(tall, abs=1e-9)
