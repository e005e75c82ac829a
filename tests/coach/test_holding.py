"""Time counts from when a posture is reached until it is left, and not while it slips."""

import math
from collections.abc import Callable

import pytest

from tests.coach.people import doing, eased
from unpinch.coach.holding import Doubt, Held, Holding


def held(at: Callable[[float], float], seconds: float, range_m: float = 0.2, fps: int = 20) -> tuple[float, list[Held]]:
    holding = Holding()
    found = [holding.push(n / fps, at(n / fps), range_m) for n in range(round(seconds * fps))]
    return holding.total_s, [one for one in found if one and one.state != "held"]


@pytest.mark.parametrize("way_s", [1.5, 3.0, 4.5])
@pytest.mark.parametrize("held_s", [8.0, 20.0])
def test_the_way_in_and_the_way_out_dont_count(way_s: float, held_s: float) -> None:
    total_s, changes = held(doing(2, way_s, held_s, way_s), held_s + 2 * way_s + 4)
    assert total_s == pytest.approx(held_s, abs=0.3 * way_s + 0.2)
    assert changes[0].state == "began"
    assert changes[-1].state == "ended"


def test_a_short_waver_counts_and_a_slip_doesnt() -> None:
    def dipped(seconds: float) -> Callable[[float], float]:
        return lambda t_s: eased(t_s / 3) - 0.5 * (10 < t_s < 10 + seconds)

    wavered, slipped = held(dipped(0.7), 20)[0], held(dipped(3.0), 20)[0]
    assert wavered == pytest.approx(17.0, abs=0.5)
    assert slipped == pytest.approx(14.0, abs=1.0)


def test_going_halfway_is_no_hold() -> None:
    assert held(lambda t_s: 0.45 * eased(t_s / 3), 20) == (0.0, [])


def test_passing_through_is_no_hold() -> None:
    assert held(doing(2, 3, 0, 3), 10)[0] < 1.0


def test_a_hold_that_is_taken_back_leaves_no_time() -> None:
    holding = Holding()
    for n in range(100):
        holding.push(n / 20, 1.0, 0.2)
    assert holding.total_s > 3
    assert holding.take_back() > 3
    assert holding.total_s == 0


def test_who_is_seen_restlessly_holds_as_well() -> None:
    def at(t_s: float) -> float:
        return doing(2, 3, 12, 3)(t_s) * (1 + 0.12 * math.sin(5 * t_s))

    assert held(at, 22, range_m=0.1)[0] == pytest.approx(12.0, abs=1.8)


def test_a_hold_that_had_to_wait_is_told_with_its_seconds() -> None:
    holding = Holding()
    found = [holding.push(n / 20, 1.0, 0.2, may_begin=n > 80) for n in range(100)]
    began = next(one for one in found if one)
    assert began.state == "began"
    assert began.held_s == pytest.approx(4.0, abs=0.2)
    assert holding.total_s == pytest.approx(5.0, abs=0.2)


def test_less_than_a_second_is_no_hold() -> None:
    assert held(doing(2, 3, 0.2, 3), 10)[0] == 0


@pytest.mark.parametrize(("is_away", "is_torn", "seconds"), [(True, False, 5.0), (False, True, 2.0)])
def test_doubt_comes_within_seconds_and_goes(is_away: bool, is_torn: bool, seconds: float) -> None:  # noqa: FBT001
    doubt = Doubt()
    came = [n / 10 for n in range(100) if doubt.push(0.1, is_away=is_away, is_torn=is_torn)]
    assert came == [pytest.approx(seconds, abs=0.2)]
    went = [n / 10 for n in range(40) if doubt.push(0.1, is_away=False, is_torn=False)]
    assert len(went) == 1
    assert not doubt.is_on


def test_a_way_of_usual_length_is_no_doubt() -> None:
    doubt = Doubt()
    assert not any(doubt.push(0.1, is_away=n < 42, is_torn=n % 10 == 0) for n in range(100))
