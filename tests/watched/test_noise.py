"""The synthetic pose model errs as the measured one."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tools.watched.film import Recording, film
from tools.watched.landmarks import INDEX, NAMES
from tools.watched.noise import HIDDEN_CM, MEASURED_DEG, bursts, hedged, lagging, swapped, visibility
from tools.watched.person import follow, wander
from tools.watched.residuals import hidden_cm, residual


@pytest.mark.parametrize("view", list(MEASURED_DEG))
def test_hip_and_knee_err_as_measured(view: str) -> None:
    found, measured = residual(view, 48).row(), MEASURED_DEG[view]
    for one, goal, slack in zip(found, measured, (0.15, 0.25, 0.15, 0.35), strict=True):
        assert one == pytest.approx(goal, rel=slack)


def test_what_the_body_hides_is_guessed_as_far_off_as_measured() -> None:
    found = hidden_cm(60)
    for part, (median, most) in HIDDEN_CM.items():
        assert found[part][0] == pytest.approx(median, rel=0.25), part
        if part != "shoulder":  # its worst are of a person the model had the wrong way round
            assert found[part][1] == pytest.approx(most, rel=0.35), part


def test_it_errs_more_from_the_foot_end() -> None:
    assert residual("foot_oblique", 6).row()[3] > residual("side", 6).row()[3]


def test_errors_are_alike_from_frame_to_frame_and_not_after_seconds() -> None:
    rng = np.random.default_rng(1)
    waves = wander(rng, np.arange(30_000) / 30, 1.2, (4,))
    near, far = (np.mean([np.corrcoef(one[lag:], one[:-lag])[0, 1] for one in waves.T]) for lag in (1, 150))
    assert waves.std() == pytest.approx(1, abs=0.1)
    assert near > 0.95
    assert abs(far) < 0.15


def test_blocks_follow_as_a_loop_over_frames_would() -> None:
    rng = np.random.default_rng(2)
    kept, added = rng.uniform(0.2, 0.99, 300), rng.standard_normal((300, 2))
    slow = added.copy()
    for n in range(1, 300):
        slow[n] += kept[n] * slow[n - 1]
    assert follow(added, kept) == pytest.approx(slow)


def test_the_model_lags_a_little() -> None:
    time_s = np.arange(60) / 30
    late = lagging(np.where(time_s < 1, 0.0, 1.0)[:, None], time_s)[:, 0]
    assert 0 < late[np.searchsorted(time_s, 1.01)] < 0.9 < late[-1]


def test_legs_change_over_only_while_they_do_and_arms_never() -> None:
    points = np.arange(4 * 33 * 2, dtype=float).reshape(4, 33, 2)
    made = swapped(points, np.array([False, True, True, False]))
    assert np.array_equal(made[1, INDEX["knee_l"]], points[1, INDEX["knee_r"]])
    assert np.array_equal(made[[0, 3]], points[[0, 3]])
    assert np.array_equal(made[:, INDEX["wrist_l"]], points[:, INDEX["wrist_l"]])


def test_mishaps_come_as_often_as_said() -> None:
    time_s = np.arange(0, 3600, 0.1)
    share = bursts(np.random.default_rng(3), time_s, 6.0, 0.5).mean()
    assert share == pytest.approx(6 * 0.5 / 60, rel=0.25)


def test_hidden_hips_and_shoulders_claim_to_be_seen_and_hidden_knees_dont() -> None:
    time_s = np.arange(300) / 30
    hidden = np.ones((300, 33), bool)
    trust = visibility(hidden, np.zeros_like(hidden), time_s, np.random.default_rng(4))
    assert trust[:, [INDEX["hip_l"], INDEX["shoulder_r"]]].min() > 0.98
    assert trust[:, INDEX["knee_l"]].mean() < 0.8


def test_a_line_is_the_frame_the_coach_reads(clean: Recording) -> None:
    frame = json.loads(next(clean.jsonl()))
    assert set(frame) == {"t_s", "width", "height", "image", "world"}
    assert [len(frame["image"]), len(frame["world"])] in ([33, 33], [0, 0])
    whole = next(one for one in map(json.loads, clean.jsonl()) if one["image"])
    assert {len(row) for row in whole["image"]} == {4}
    assert {len(row) for row in whole["world"]} == {3}


def test_world_metres_stand_about_the_hips(clean: Recording) -> None:
    hips = clean.world[:, [INDEX["hip_l"], INDEX["hip_r"]]].mean(1)
    assert hips == pytest.approx(np.zeros_like(hips), abs=1e-9)
    assert clean.truth.exercising.to_s < clean.time_s[-1] + 0.5


def test_time_rises_and_every_number_is_finite(clean: Recording) -> None:
    assert (np.diff(clean.time_s) > 0).all()
    assert np.isfinite(clean.image).all()
    assert np.isfinite(clean.world).all()
    assert len(NAMES) == clean.image.shape[1]


def test_without_mishaps_the_rest_stays(clean: Recording) -> None:
    calm = film(clean.case, mishaps=False)
    assert calm.truth == clean.truth
    assert np.median(np.abs(calm.image[:, INDEX["shoulder_r"], 0] - 0.5)) < 1


def test_lower_legs_are_torn_between_only_where_the_knees_lie_together_and_the_ankles_apart() -> None:
    time_s = np.arange(900) / 30
    legs = np.tile([0.0, 0.0, 2.5], (900, 33, 1))
    legs[:, INDEX["ankle_l"], 0] = 0.5
    torn = hedged(legs, time_s, np.random.default_rng(5), 1.7)
    drawn = (0.5 - torn[:, INDEX["ankle_l"], 0]) / 0.5
    assert 0.3 < (drawn > 0.25).mean() < 0.6
    assert drawn == pytest.approx(torn[:, INDEX["ankle_r"], 0] / 0.5)
    assert np.array_equal(torn[:, INDEX["knee_l"]], legs[:, INDEX["knee_l"]])
    legs[:, INDEX["knee_l"], 0] = 0.3
    assert np.array_equal(hedged(legs, time_s, np.random.default_rng(5), 1.7), legs)
