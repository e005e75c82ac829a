import math
from collections.abc import Callable

from tests.coach.people import Row, Seen, Values, coached, doing, film, of_kind
from unpinch.coach import Event
from unpinch.coach.forms import UNSEEN

EARS, SHOULDERS = (7, 8), (11, 12)
LEG, OTHER = (26, 28, 30, 32), (25, 27, 29, 31)
THREE = doing(3, 3, 1, 3, 3)


def faults(found: list[Event]) -> set[str]:
    return {event.seen for event in of_kind(found, "fault")}


def unsure(found: list[Event]) -> set[str]:
    return {str(event.values["what"]) for event in of_kind(found, "unsure")}


def changed(frames: list[Values], change: Callable[[float, list[Row]], list[Row]]) -> list[Values]:
    return [{**one, "image": change(one["t_s"], one["image"])} for one in frames]


def turned(
    names: tuple[int, ...], about: tuple[int, ...], degrees: float, from_s: float, to_s: float = math.inf
) -> Callable[[float, list[Row]], list[Row]]:
    """Turn landmarks about others' middle, in a picture of 640 by 480."""

    def change(t_s: float, rows: list[Row]) -> list[Row]:
        made = list(rows)
        centre = sum(complex(640 * rows[n][0], 480 * rows[n][1]) for n in about) / len(about)
        angle = math.radians(degrees if from_s <= t_s < to_s else 0.0)
        for n in names:
            place = complex(640 * rows[n][0], 480 * rows[n][1]) - centre
            seen = centre + place * complex(math.cos(angle), math.sin(angle))
            made[n] = (seen.real / 640, seen.imag / 480, *rows[n][2:])
        return made

    return change


def nodding(degrees: float, *, from_s: float) -> Callable[[float, list[Row]], list[Row]]:
    return turned(EARS, SHOULDERS, degrees, from_s)


def floss(change: Callable[[float, list[Row]], list[Row]]) -> list[Event]:
    return coached("nerve_floss", 2, changed(film("nerve_floss", 2, 28, THREE), change))


def test_a_head_that_lifts_from_the_second_repetition_on_is_told() -> None:
    found = faults(floss(nodding(25, from_s=10.5))) | faults(floss(nodding(-25, from_s=10.5)))
    assert found == {"head_lifts"}


def test_a_head_that_is_a_little_higher_in_every_repetition_is_the_persons_own() -> None:
    assert faults(floss(nodding(16, from_s=2.5))) | faults(floss(nodding(-16, from_s=2.5))) == set()


def test_a_lower_leg_that_stays_behind_and_jumps_after_is_no_quick_way() -> None:
    frames = film("nerve_floss", 2, 28, THREE)
    stuck = next(one["image"] for one in frames if one["t_s"] > 10.4)

    def change(t_s: float, rows: list[Row]) -> list[Row]:
        return [stuck[n] if n in LEG[1:] and 10.4 < t_s < 12.2 else row for n, row in enumerate(rows)]

    assert "too_fast" not in faults(floss(change))


def test_a_quick_way_is_told_at_ten_frames_a_second_as_well() -> None:
    def at(t_s: float) -> float:
        return doing(3, 3, 1, 3, 1)(t_s) + doing(12, 0.8, 1, 3, 2)(t_s)

    found = coached("nerve_floss", 2, film("nerve_floss", 2, 26, at, fps=10))
    assert faults(found) == {"too_fast"}


def test_below_three_frames_a_second_form_is_unsure() -> None:
    frames = film("nerve_floss", 2, 28, THREE)
    found = coached("nerve_floss", 2, [one for n, one in enumerate(frames) if one["t_s"] < 6 or n % 10 == 0])
    assert {"too_fast", "staying_at_the_end", "head_lifts", "thigh_drifts"} <= unsure(found)


def test_at_four_frames_a_second_it_isnt() -> None:
    found = coached("nerve_floss", 2, film("nerve_floss", 2, 28, THREE, fps=4))
    assert unsure(found) == {*UNSEEN["nerve_floss"]}


def test_what_is_hidden_near_the_end_of_every_way_is_unsure_once() -> None:
    def change(_: float, rows: list[Row]) -> list[Row]:
        return [(x, y, z, 0.3 if n in EARS else v) for n, (x, y, z, v) in enumerate(rows)]

    found = floss(change)
    assert [event.values["what"] for event in of_kind(found, "unsure")].count("head_lifts") == 1
    assert "head_lifts" not in faults(found)


def test_a_head_always_just_below_the_tolerance_is_unsure() -> None:
    found = floss(nodding(11, from_s=10.5)) + floss(nodding(-11, from_s=10.5))
    assert "head_lifts" in unsure(found)
    assert "head_lifts" not in faults(found)


def test_toes_pulled_during_a_hold_are_told() -> None:
    frames = film("seated_hinge", 1, 26, doing(3, 3, 14, 3))
    pulled = [changed(frames, turned(LEG[3:], LEG[1:2], degrees, 9, 18)) for degrees in (28, -28)]
    assert faults(coached("seated_hinge", 1, pulled[0])) | faults(coached("seated_hinge", 1, pulled[1])) == {
        "toes_pulled"
    }


def test_from_above_the_side_a_leg_lifted_or_drawn_across_looks_alike_and_is_unsure() -> None:
    frames = film("leg_traction", 1, 20, doing(3, 3, 10, 3), Seen(azimuth_deg=0, elevation_deg=40))
    assert {"leg_lifted", "leg_across"} <= unsure(coached("leg_traction", 1, frames))
    frames = film("leg_traction", 1, 20, doing(3, 3, 10, 3), Seen(azimuth_deg=0, elevation_deg=8))
    assert "leg_lifted" not in unsure(coached("leg_traction", 1, frames))
