"""A hold is counted where the picture shows it; where it doesn't, the coach says so, and where to put the camera."""

import pytest

from tests.coach.people import Row, Seen, Values, coached, count, doing, film, of_kind, total
from unpinch.coach import Event
from unpinch.coach.frames import INDICES, SIDED

LEVEL, OBLIQUE, RAISED = Seen(0.0, 5.0), Seen(-35.0, 10.0), Seen(5.0, 40.0)
LEFT, RIGHT = INDICES[4:SIDED], INDICES[SIDED + 4 :]
HELD_S = 12.0
HOLD = doing(5, 3, HELD_S, 3)


def advised(found: list[Event]) -> list[str]:
    return [event.values["what"] for event in of_kind(found, "framing")]


def doubts(found: list[Event]) -> list[float]:
    counts = (event for event in of_kind(found, "unsure") if event.values["what"] == "count")
    return [event.t_s for event in counts if event.values["state"] == "on"]


def changed_over(rows: list[Row]) -> list[Row]:
    """Return landmarks with the legs changed over."""
    made = list(rows)
    for left, right in zip(LEFT, RIGHT, strict=True):
        made[left], made[right] = rows[right], rows[left]
    return made


def drawn(rows: list[Row]) -> list[Row]:
    """Return landmarks with the right lower leg drawn on the left one, as the pose model does it."""
    made = list(rows)
    for left, right in zip(LEFT[2:], RIGHT[2:], strict=True):
        made[right] = rows[left]
    return made


@pytest.mark.parametrize("seen", [OBLIQUE, RAISED])
@pytest.mark.parametrize("level", [1, 2])
def test_a_leg_drawn_across_is_held_where_the_picture_shows_it(level: int, seen: Seen) -> None:
    found = coached("cross_body", level, film("cross_body", level, 26, HOLD, seen))
    assert total(found, "held_s") == pytest.approx(HELD_S, abs=1.5)
    assert doubts(found) == []


@pytest.mark.parametrize(("level", "where"), [(1, {"toward_feet", "toward_head"}), (2, {"toward_head", "higher"})])
def test_from_the_side_it_says_at_once_that_it_cant_tell_and_where_the_camera_should_go(
    level: int, where: set[str]
) -> None:
    seen = LEVEL if level == 1 else Seen(30.0, 5.0)
    found = coached("cross_body", level, film("cross_body", level, 26, HOLD, seen))
    armed = next(of_kind(found, "armed"))
    assert doubts(found)[0] == armed.t_s
    assert where & set(advised(found))
    assert total(found, "held_s") == 0


def test_the_far_pose_isnt_taken_for_another_start() -> None:
    found = coached("cross_body", 1, film("cross_body", 1, 26, HOLD, OBLIQUE))
    assert all(event.t_s < 5 for event in of_kind(found, "armed"))


def test_legs_changed_over_for_good_are_changed_back() -> None:
    frames = film("cross_body", 1, 26, HOLD, RAISED)
    blank: list[Values] = [frame | {"image": []} for frame in frames[40:60]]
    after = [frame | {"image": changed_over(frame["image"])} for frame in frames[60:]]
    found = coached("cross_body", 1, [*frames[:40], *blank, *after])
    assert total(found, "held_s") == pytest.approx(HELD_S, abs=2.0)


def test_a_lower_leg_drawn_to_the_other_is_doubt_within_seconds() -> None:
    frames = film("cross_body", 2, 26, HOLD, RAISED)
    found = coached("cross_body", 2, [*frames[:140], *(one | {"image": drawn(one["image"])} for one in frames[140:])])
    assert doubts(found)
    assert 7 < doubts(found)[0] < 7 + 4


@pytest.mark.parametrize(("fps", "arms", "slow"), [(1, 0, 1), (2, 1, 1), (5, 1, 0), (10, 1, 0)])
def test_one_frame_a_second_doesnt_show_that_somebody_holds_still(fps: int, arms: int, slow: int) -> None:
    found = coached("bridge", 2, film("bridge", 2, 20, lambda _: 0.0, fps=fps))
    assert (count(found, "armed"), advised(found).count("slow")) == (arms, slow)


def test_a_seated_trunk_that_falls_together_asks_for_a_camera_at_chest_height() -> None:
    frames = film("seated_hinge", 1, 12, lambda _: 0.0, Seen(30.0, 20.0))
    away: list[Values] = []
    for frame in frames:
        rows = list(frame["image"])
        for shoulder, hip in ((11, 23), (12, 24)):
            x, y, z, seen = rows[shoulder]
            rows[shoulder] = (x, y + 0.75 * (rows[hip][1] - y), z, seen)
        away.append(frame | {"image": rows})
    found = coached("seated_hinge", 1, [*frames[:15], *away[15:]])
    assert "level" in advised(found)


def test_near_is_left_or_right_where_both_legs_work() -> None:
    found = coached("bridge", 2, film("bridge", 2, 6, lambda _: 0.0), side="both")
    assert {event.values["near"] for event in of_kind(found, "side")} <= {"left", "right"}
    assert list(of_kind(found, "side"))


def test_who_sits_and_fits_no_start_pose_is_asked_for_another_view() -> None:
    unlike = film("bridge", 1, 9, lambda _: 0.0)
    assert advised(coached("seated_hinge", 1, unlike))[-1] == "level"
    assert "level" not in advised(coached("seated_hinge", 1, film("seated_hinge", 1, 9, lambda _: 0.0)))
