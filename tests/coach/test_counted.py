"""The repetition counter on made-up signals of every kind: rests, drift, outliers, gaps, tempi, rates."""

import random

import pytest

from tools.counted.__main__ import counted
from tools.counted.signals import case_of
from unpinch.coach.counting import RepetitionCounter

CASES = 400
LONG_REST_S = 90.0


def test_it_counts_most_signals_exactly() -> None:
    exact = sum(counted(case) == case.count for case in map(case_of, range(CASES)))
    assert exact / CASES >= 0.92


def test_it_seldom_counts_where_nothing_is_done() -> None:
    still = [case for case in map(case_of, range(CASES)) if "nothing done" in case.traits]
    assert sum(counted(case) for case in still) <= 2


def shaken(seed: int, noise_deg: float) -> list[float]:
    """Return ten angles a second: six times a long rest and once out and back, then two seconds of rest."""
    chance = random.Random(seed)
    way = [n / 15 for n in range(16)]
    once = [0.0] * round(LONG_REST_S * 10) + way + way[::-1]
    return [70 * share + chance.gauss(0, noise_deg) for share in [*once * 6, *[0.0] * 20]]


@pytest.mark.parametrize("noise_deg", [0.0, 1.0, 2.0])
@pytest.mark.parametrize("seed", range(4))
def test_a_long_rest_loses_no_repetition(seed: int, noise_deg: float) -> None:
    counter = RepetitionCounter(20.0)
    done = [counter.push(n / 10, angle_deg) for n, angle_deg in enumerate(shaken(seed, noise_deg))]
    assert sum(done) == counter.count == 6
