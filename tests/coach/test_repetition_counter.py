"""`RepetitionCounter` on its own, as other recordings will try it: exact counts in every kind of seeded signal."""

import math
import random
from dataclasses import replace

import pytest

from tests.coach.signals import Recipe, Signal, recording
from unpinch.coach.counting import RepetitionCounter

KINDS = {
    "clean": Recipe(noise_deg=0.0),
    "noise of 3 degrees": Recipe(),
    "noise of 5 degrees": Recipe(noise_deg=5.0),
    "noise of 8 degrees": Recipe(noise_deg=8.0),
    "noise that stays a while": Recipe(noise_deg=5.0, rho=0.8, range_deg=80.0),
    "drift upward": Recipe(drift_deg_s=1.0),
    "drift downward": Recipe(drift_deg_s=-1.0),
    "sway": Recipe(sway_deg=10.0),
    "spikes": Recipe(spikes=0.03),
    "plateaus": Recipe(stays_s=3.0, rests_s=3.0, noise_deg=4.0),
    "no pause at all": Recipe(stays_s=0.0, rests_s=0.0),
    "a dip at the far end": Recipe(wobbles=True),
    "some that stop short": Recipe(partials=True),
    "uneven ones": Recipe(vary=0.3),
    "from the far end": Recipe(begins="far"),
    "from between": Recipe(begins="between"),
    "a wrong value first": Recipe(odd_start=True),
    "no rest before or after": Recipe(still_s=0.0),
    "very slow": Recipe(seconds=8.0, noise_deg=4.0),
    "quick": Recipe(seconds=1.0, stays_s=0.0, rests_s=0.1),
    "long": Recipe(count=20, noise_deg=5.0),
    "one": Recipe(count=1),
    "none": Recipe(count=0, still_s=8.0, noise_deg=5.0),
    "much at once": Recipe(noise_deg=5.0, spikes=0.015, drift_deg_s=0.5, partials=True, stays_s=1.0, range_deg=80.0),
}
REVERSAL_DEG = 20.0


def told(signal: Signal, reversal_deg: float = REVERSAL_DEG) -> list[bool]:
    counter = RepetitionCounter(reversal_deg)
    trues = [counter.push(t_s, angle_deg) for t_s, angle_deg in signal]
    assert type(counter.count) is int
    assert counter.count == sum(trues)
    return trues


@pytest.mark.parametrize("fps", [10, 15, 30, 60])
@pytest.mark.parametrize("kind", KINDS)
def test_it_counts_exactly(kind: str, fps: int) -> None:
    one = replace(KINDS[kind], fps=fps)
    assert [sum(told(recording(one, seed))) for seed in range(4)] == [one.count] * 4


@pytest.mark.parametrize("range_deg", [5, 8, 12, 20, 40, 80, 120])
def test_it_counts_any_range(range_deg: float) -> None:
    one = Recipe(range_deg=range_deg, noise_deg=0.05 * range_deg)
    assert [sum(told(recording(one, seed), 0.4 * range_deg)) for seed in range(4)] == [one.count] * 4


@pytest.mark.parametrize("share", [0.15, 0.25, 0.35, 0.5])
def test_it_counts_with_any_fair_reversal(share: float) -> None:
    one = Recipe(range_deg=80.0, noise_deg=4.0)
    assert [sum(told(recording(one, seed), share * one.range_deg)) for seed in range(4)] == [one.count] * 4


@pytest.mark.parametrize("kind", ["noise of 5 degrees", "spikes", "some that stop short"])
def test_it_counts_the_same_frames_of_the_mirror_image(kind: str) -> None:
    signal = recording(KINDS[kind], 3)
    assert told([(t_s, -angle) for t_s, angle in signal]) == told(signal)


def test_it_passes_over_nothings_and_times_that_come_again() -> None:
    chance, signal = random.Random(5), recording(Recipe(noise_deg=4.0), 1)
    worse = []
    for t_s, angle in signal:
        worse.append((t_s, math.nan if chance.random() < 0.1 else angle))
        worse += [(t_s, 300.0), (t_s - 0.5, -300.0)] if chance.random() < 0.2 else []
    assert sum(told(worse)) == 6


def test_it_counts_with_uneven_times_and_frames_left_out() -> None:
    chance = random.Random(7)
    uneven = [(t_s + chance.uniform(0, 0.02), angle) for t_s, angle in recording(Recipe(), 2) if chance.random() > 0.1]
    assert sum(told(uneven)) == 6


def test_a_run_of_wrong_frames_at_the_far_end_is_no_turning_point() -> None:
    signal = recording(Recipe(stays_s=1.5, noise_deg=1.0), 4)
    first = told(signal).index(True)
    far = [n for n in range(first, len(signal)) if abs(signal[n][1] - signal[0][1]) > 50]
    runs = {n + k for n in far[10::60] for k in range(5)}
    assert sum(told([(t_s, signal[0][1] if n in runs else angle) for n, (t_s, angle) in enumerate(signal)])) == 6


def test_shaking_alone_is_no_repetition_even_where_it_is_larger_than_the_reversal() -> None:
    still = Recipe(count=0, still_s=15.0, noise_deg=6.0)
    assert [sum(told(recording(still, seed), 12.0)) for seed in range(6)] == [0] * 6


def test_it_tells_how_far_the_way_out_has_gone() -> None:
    counter = RepetitionCounter(REVERSAL_DEG)
    gone = [
        counter.gone_deg for t_s, angle in recording(Recipe(noise_deg=0.0, count=1), 0) if not counter.push(t_s, angle)
    ]
    assert max(gone) == pytest.approx(60, abs=8)
    assert (gone[0], counter.gone_deg) == (0.0, 0.0)
