"""Lower legs that the pose model draws toward each other, or changes over, as it does where one hides the other."""

import random

import pytest

from tests.coach.people import Row, Seen, Values, coached, count, doing, film, of_kind

LEFT_SHANK, RIGHT_SHANK = (27, 29, 31), (28, 30, 32)
RAISED = Seen(0.0, 35.0)
LEGS = ((23, 24), (25, 26), (27, 28), (29, 30), (31, 32))


def drawn(rows: list[Row], share: float) -> list[Row]:
    """Return landmarks with the lower legs drawn toward each other; a share of 1: changed over."""
    made = list(rows)
    for left, right in zip(LEFT_SHANK, RIGHT_SHANK, strict=True):
        for one, other in ((left, right), (right, left)):
            x, y = (a + share * (b - a) for a, b in zip(rows[one][:2], rows[other][:2], strict=True))
            made[one] = (x, y, *rows[one][2:])
    return made


def hedging(frames: list[Values], seed: int, trust: float) -> list[Values]:
    """Return frames of which half, in runs, have drawn lower legs; the resting leg is trusted so much."""
    chance, share, made = random.Random(seed), 0.0, []
    for number, one in enumerate(frames):
        if number % 6 == 0:
            share = chance.choice([0.0, 0.0, chance.random(), 1.0]) if one["t_s"] > 2.5 else 0.0
        rows = drawn(one["image"], share)
        made.append({**one, "image": [(*row[:3], trust if n in LEFT_SHANK else row[3]) for n, row in enumerate(rows)]})
    return made


@pytest.mark.parametrize("trust", [0.99, 0.6])
@pytest.mark.parametrize("seed", range(3))
def test_it_counts_legs_that_are_drawn_together_or_changed_over(seed: int, trust: float) -> None:
    frames = hedging(film("nerve_floss", 2, 34, doing(3, 3, 0.5, 3, 4), RAISED), seed, trust)
    found = coached("nerve_floss", 2, frames)
    assert (count(found), count(found, "partial")) == (4, 0)


def test_a_leg_in_the_air_that_is_changed_over_is_no_foot_put_down() -> None:
    frames = film("nerve_floss", 2, 26, doing(3, 3, 14, 3), RAISED)
    over = [{**one, "image": drawn(one["image"], 1.0)} if 7 < one["t_s"] < 19 else one for one in frames]
    found = coached("nerve_floss", 2, over)
    assert not [event for event in of_kind(found, "phase") if event.values["phase"] == "paused"]
    assert (count(found), found[-1].values["reason"]) == (1, "end")


def test_a_bridge_counts_though_the_sides_are_changed_over() -> None:
    frames = film("bridge", 2, 34, doing(3, 2, 1.5, 2, 4), RAISED)
    for one in frames[10 * 20 : 15 * 20]:
        for left, right in LEGS:
            one["image"][left], one["image"][right] = one["image"][right], one["image"][left]
    assert count(coached("bridge", 2, frames)) == 4
