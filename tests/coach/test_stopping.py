"""Signs without hands: a least frame rate, and a foot that is where it is though the picture has it elsewhere."""

import pytest

from tests.coach.people import coached, doing, film
from unpinch.coach.stopping import Rate


def told(fps: float, seconds: float = 12.0) -> list[bool]:
    rate = Rate()
    return [rate.is_slow for n in range(round(seconds * fps)) if rate.push(n / fps)]


@pytest.mark.parametrize(("fps", "changes"), [(30, []), (10, []), (5, []), (3, [True]), (1, [True])])
def test_it_takes_no_signs_below_four_frames_a_second(fps: float, changes: list[bool]) -> None:
    assert told(fps) == changes


def test_it_takes_them_again_once_frames_come_often_enough() -> None:
    rate = Rate()
    times = [n / 3 for n in range(20)] + [20 / 3 + n / 15 for n in range(60)]
    assert [rate.is_slow for t_s in times if rate.push(t_s)] == [True, False]


def test_a_break_is_no_slow_camera() -> None:
    rate = Rate()
    times = [n / 15 for n in range(30)] + [40 + n / 15 for n in range(30)]
    assert not any(rate.push(t_s) for t_s in times)


@pytest.mark.parametrize(("fps", "says"), [(3, 1), (10, 0)])
def test_the_coach_says_so_once(fps: int, says: int) -> None:
    found = coached("clamshell", 1, film("clamshell", 1, 20, doing(3, 3, 1, 3), fps=fps))
    signs = [event for event in found if event.values.get("what") == "signs"]
    assert [event.say.count("STOP") for event in signs] == [1] * says
