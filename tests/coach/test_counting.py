import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.coach.signals import Signal, noisy, repetitions, sine
from unpinch.coach import RepetitionCounter

RANGES = st.floats(45, 120)
REVERSAL_DEG = 25.0


def counted(signal: Signal) -> RepetitionCounter:
    counter = RepetitionCounter(REVERSAL_DEG)
    trues = sum(counter.push(t_s, angle) for t_s, angle in signal)
    assert trues == counter.count
    return counter


@settings(deadline=None)
@given(
    count=st.integers(0, 12),
    range_deg=RANGES,
    sign=st.sampled_from([-1, 1]),
    rest=st.floats(-180, 180),
    seconds=st.floats(1.0, 12.0),
    pause_s=st.floats(0, 3),
    fps=st.floats(10, 60),
)
def test_it_counts_any_amplitude_tempo_pause_and_direction(  # noqa: PLR0913, PLR0917
    count: int, range_deg: float, sign: int, rest: float, seconds: float, pause_s: float, fps: float
) -> None:
    signal = repetitions([sign * range_deg] * count, rest=rest, seconds=seconds, pause_s=pause_s, fps=fps)
    assert counted(signal).count == count


@settings(deadline=None)
@given(count=st.integers(1, 8), range_deg=st.floats(60, 120), seed=st.integers(0, 1 << 30), drift=st.floats(-1.5, 1.5))
def test_it_counts_through_noise_and_drift(count: int, range_deg: float, seed: int, drift: float) -> None:
    assert counted(noisy(repetitions([-range_deg] * count), 4.0, seed, drift)).count == count


@settings(deadline=None)
@given(st.lists(st.floats(55, 85), min_size=1, max_size=8))
def test_it_counts_repetitions_that_differ(ranges_deg: list[float]) -> None:
    assert counted(repetitions(ranges_deg)).count == len(ranges_deg)


@settings(deadline=None)
@given(angle=st.floats(-180, 180), spread=st.floats(0, 4), seed=st.integers(0, 1 << 30))
def test_it_counts_nothing_in_stillness(angle: float, spread: float, seed: int) -> None:
    still = [(n / 30, angle) for n in range(450)]
    assert counted(noisy(still, spread, seed)).count == 0


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 1e6), st.floats()), max_size=60),
    st.sampled_from([math.nan, math.inf, -math.inf]),
)
def test_it_survives_anything(values: list[tuple[float, float]], odd: float) -> None:
    counter = RepetitionCounter(REVERSAL_DEG)
    for t_s, angle in values:
        assert counter.push(t_s, angle) in {True, False}
        assert counter.push(odd, angle) is False
        assert counter.push(t_s, odd) is False


@settings(deadline=None)
@given(st.floats(-1000, 1000), st.floats(-1000, 1000))
def test_it_doesnt_care_where_time_or_angle_begins(start_s: float, angle_deg: float) -> None:
    signal = noisy(repetitions([70, 60, 75]), 2.0, 1)
    assert counted([(t_s + start_s, angle_deg - angle) for t_s, angle in signal]).count == 3


def test_it_says_so_in_the_frame_that_completes_one() -> None:
    counter = RepetitionCounter(REVERSAL_DEG)
    told = [t_s for t_s, angle in repetitions([-70, -70], seconds=4, pause_s=0) if counter.push(t_s, angle)]
    assert len(told) == 2
    assert 3.0 < told[0] < 4.2
    assert 7.0 < told[1] < 8.2


def test_it_ignores_times_that_go_back_and_values_that_are_none() -> None:
    signal = repetitions([60, 60])
    mixed = [one for pair in signal for one in (pair, (pair[0] - 5, 300.0), (pair[0] + 0.001, math.nan))]
    assert counted(mixed).count == 2


def test_it_drops_lone_spikes() -> None:
    signal = [(t_s, 300.0 if number % 40 == 17 else angle) for number, (t_s, angle) in enumerate(repetitions([70] * 4))]
    assert counted(signal).count == 4


def test_it_takes_few_frames_as_they_are() -> None:
    assert counted([(float(n), 60.0 * (n % 2)) for n in range(9)]).count == 4


def test_it_tells_a_partial_one_with_its_range() -> None:
    counter = RepetitionCounter(10.0, full_ratio=0.66)
    seen = []
    for t_s, angle in repetitions([-70, -70, -30, -70]):
        counter.push(t_s, angle)
        if counter.last:
            seen.append((counter.last.kind, round(counter.last.range_deg)))
    kinds = [kind for kind, _ in seen]
    assert kinds == ["repetition", "repetition", "partial", "repetition"]
    assert seen[2][1] == pytest.approx(30, abs=2)


def test_it_counts_a_wave() -> None:
    assert counted(sine(7, 70, 3.0, 20)).count == 7


@pytest.mark.parametrize(("seconds", "pause_s"), [(0.1, 0.05), (150.0, 1.0)])
def test_it_counts_none_that_is_too_quick_or_too_slow(seconds: float, pause_s: float) -> None:
    assert counted(repetitions([70, 70], seconds=seconds, pause_s=pause_s, fps=60)).count == 0


def test_a_stop_on_the_way_makes_no_second_one() -> None:
    out = repetitions([70])
    stopped = [*out[:40], *[(out[39][0], out[39][1])] * 60, *out[40:]]
    assert counted([(n / 30, angle) for n, (_, angle) in enumerate(stopped)]).count == 1


def test_a_known_way_out_isnt_taken_for_the_way_back() -> None:
    dip = [(t_s, angle) for t_s, angle in repetitions([-30], rest=0.0)]
    after = [(dip[-1][0] + 0.1 + t_s, angle) for t_s, angle in repetitions([70, 70], rest=0.0)]
    counter = RepetitionCounter(REVERSAL_DEG, way=1)
    assert sum(counter.push(t_s, angle) for t_s, angle in [*dip[: len(dip) // 2], *after]) == 2


def test_forgetting_drops_what_is_under_way() -> None:
    counter = RepetitionCounter(REVERSAL_DEG)
    signal = repetitions([70, 70])
    half = len(signal) // 4
    for number, (t_s, angle) in enumerate(signal):
        if number == half:
            counter.forget()
        counter.push(t_s, angle)
    assert counter.count == 1


@pytest.mark.parametrize("reversal_deg", [0, -5, math.nan, math.inf])
def test_it_refuses_a_reversal_that_is_none(reversal_deg: float) -> None:
    with pytest.raises(ValueError, match="reversal_deg"):
        RepetitionCounter(reversal_deg)
