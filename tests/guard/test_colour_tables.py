"""Small rules of the guard about days and their colours, one table each (docs/readings.md, sections 4 and 5)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.guard.scenes import D, a_day, book, evidence, history, said, stop
from unpinch.guard import colours
from unpinch.guard.book import half
from unpinch.guard.colours import AMBER, GREEN, RED, RED_LEG

SAT = {"sets": (said("preference", {}), None)}


@pytest.mark.parametrize(("whole", "rounded_up"), [(0, 0), (1, 1), (5, 3), (8, 4), (25, 13)])
def test_half_is_rounded_up(whole: int, rounded_up: int) -> None:
    assert half(whole) == rounded_up


def test_an_unknown_level_loads_nothing_so_that_a_stop_there_shuts_all() -> None:
    assert [book().load(*one) for one in (("nerve_floss", 2), ("nerve_floss", 9), ("headstand", 1))] == [72, 0, 0]


def test_exercises_begin_at_their_lowest_level_but_the_floss_at_one() -> None:
    assert book().first == {**book().lowest, "nerve_floss": 1}
    assert (book().lowest["nerve_floss"], book().top["nerve_floss"], book().lowest["bridge"]) == (0, 3, 1)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(
    ("before", "here", "lower"), [(0, 1, True), (3, 4, True), (3, 3, False), (4, 3, False), (-1, 5, False)]
)
def test_a_site_is_farther_only_beside_one_that_was_stated(side: str, before: int, here: int, lower: bool) -> None:
    name = f"{side}_site"
    assert colours.farther(a_day(**{name: here}), a_day(D - 1, **{name: before})) is lower
    assert not colours.farther(a_day(**{name: here}), None)


def colour(past: Any, days_on: int = 1, leg: int = 0, reaction: object = -1, before: Any = None, **known: Any) -> int:
    return colours._colour(evidence(a_day(past.day + days_on), **known), past, before, leg, reaction)


CALM: dict[str, Any] = {"leg": 2, "worst": 2}


@pytest.mark.parametrize(
    ("expected", "fields"),
    [
        (GREEN, {}),
        (GREEN, {"worst": 3}),
        (AMBER, {"worst": 4}),
        (AMBER, {"leg": -1}),
        (AMBER, {"stops": (stop(reasons=frozenset({"other"}), answered=True),)}),
        (AMBER, {"worse": True}),
        (AMBER, {"function_lost": True}),
    ],
)
def test_a_day_without_a_session_has_the_colour_of_what_was_said(expected: int, fields: dict[str, Any]) -> None:
    assert colour(a_day(**{**CALM, **fields})) == expected


@pytest.mark.parametrize(
    ("expected", "reaction", "days"),
    [
        (RED, "longer", 3),
        (RED, "this_morning", 1),
        (AMBER, "longer", 4),
        (AMBER, "to_2_h", 1),
        (GREEN, "none", 1),
        (GREEN, "under_30_min", 1),
        (AMBER, -1, 1),
    ],
)
def test_a_session_is_judged_by_the_reaction_to_it(expected: int, reaction: object, days: int) -> None:
    assert colour(a_day(**CALM, **SAT), days, 0, reaction) == expected
    assert colour(a_day(**CALM, begun=(said("preference", {}), 2, 0, None)), days, 0, reaction) == expected
    assert colour(a_day(**CALM), days, 0, reaction) == GREEN


def test_a_session_that_was_ended_makes_a_red_day() -> None:
    assert colour(a_day(**CALM, **SAT, ended=True), 1, 0, "none") == RED


@pytest.mark.parametrize(("leg", "days", "expected"), [(2, 1, GREEN), (3, 1, AMBER), (3, 2, GREEN)])
def test_only_the_very_next_morning_may_spoil_a_day(leg: int, days: int, expected: int) -> None:
    assert colour(a_day(**CALM), days, leg) == expected


@pytest.mark.parametrize(
    "name", ["left_site", "left_tingling", "left_numbness", "right_site", "right_tingling", "right_numbness"]
)
@pytest.mark.parametrize(
    ("before", "here", "expected"), [(1, 2, AMBER), (1, 1, GREEN), (2, 1, GREEN), (-1, 2, GREEN), (0, 1, AMBER)]
)
def test_no_sign_may_be_above_the_last_recorded_day(name: str, before: int, here: int, expected: int) -> None:
    past = a_day(**CALM, **{name: here})
    assert colour(past, before=a_day(D - 1, **{name: before})) == expected


@pytest.mark.parametrize(
    ("worst", "site", "expected"), [(6, 4, RED_LEG), (5, 4, AMBER), (6, 3, AMBER), (9, 6, RED_LEG)]
)
def test_strong_pain_farther_down_is_red_by_itself(worst: int, site: int, expected: int) -> None:
    assert colour(a_day(leg=worst, worst=worst, left_site=site), before=a_day(D - 1, left_site=3)) == expected


@pytest.mark.parametrize(
    ("pains", "expected"),
    [
        ({}, AMBER),
        ({7: 5}, GREEN),
        ({8: 5}, AMBER),
        ({1: 4}, AMBER),
        ({2: 5, 1: 4}, AMBER),
        ({3: 5, 2: 5, 1: 4}, GREEN),
        ({1: -1}, AMBER),
    ],
)
def test_five_is_green_where_it_is_the_usual_of_seven_days(pains: dict[int, int], expected: int) -> None:
    before = [a_day(D - back, worst=worst) for back, worst in pains.items()]
    assert colour(a_day(leg=5, worst=5), 1, 5, history=history(*before)) == expected
    assert colour(a_day(leg=6, worst=6), 1, 6, history=history(*before)) == AMBER


@pytest.mark.parametrize(("gap", "greens"), [(1, 3), (4, 3), (5, 1)])
def test_green_days_are_counted_anew_after_four_days_without_a_record(gap: int, greens: int) -> None:
    found = evidence(greens=2, greens_low=2, greens_after_red=2)
    colours._count(found, a_day(**CALM), a_day(D - gap), GREEN)
    assert (found.greens, found.greens_low, found.greens_after_red) == (greens, greens, 3)


def test_a_red_day_ends_every_run_of_green_ones() -> None:
    found = evidence(greens=2, greens_low=3, greens_after_red=4, reds=tuple(range(D - 7, D)))
    colours._count(found, a_day(**CALM), None, RED)
    assert (found.greens, found.greens_low, found.greens_after_red, found.last_red) == (0, 0, 0, D)
    assert found.reds == (*range(D - 6, D), D)


def test_days_that_waited_are_judged_in_turn() -> None:
    found = evidence(a_day(D + 1), waiting=(a_day(D - 1, left_site=3, **CALM), a_day(left_site=4, leg=6, worst=6)))
    colours.judge_waiting_days(found, 0, "none")
    assert (found.waiting, colours.last_colour(found), found.last_red) == ((), RED_LEG, D)
    assert colours.last_recorded(found) is found.history.day if found.history else False
    assert colours.last_colour(evidence()) == AMBER


@pytest.mark.parametrize(
    ("expected", "fields"),
    [
        (AMBER, {}),
        (RED_LEG, {"worst": 6, "left_site": 4}),
        (AMBER, {"worst": 5, "left_site": 4}),
        (AMBER, {"worst": 6, "left_site": 3}),
        (RED, {"stops": (stop(answered=True, alarm=True),)}),
        (AMBER, {"stops": (stop(),)}),
    ],
)
def test_today_is_red_so_far_by_what_is_known_of_it(expected: int, fields: dict[str, Any]) -> None:
    assert colours.red_so_far(evidence(a_day(**fields), waiting=(a_day(D - 1, left_site=3),))) == expected
    assert colours.red_so_far(evidence(a_day(**fields), history=history(a_day(D - 1, left_site=3)))) == expected


def test_days_without_a_leg_pain_are_no_part_of_what_is_usual() -> None:
    days = history(a_day(D - 3, worst=5), a_day(D - 2), a_day(D - 1))
    assert colours._usual(evidence(history=days), a_day(worst=5))
    assert not colours._usual(evidence(history=history(a_day(D - 1))), a_day(worst=5))


def test_the_last_recorded_day_is_the_newest_judged_or_not() -> None:
    judged = history(a_day(D - 4), a_day(D - 3))
    waiting = (a_day(D - 2), a_day(D - 1))
    for known, day in (({"history": judged, "waiting": waiting}, D - 1), ({"history": judged}, D - 3)):
        last = colours.last_recorded(evidence(**known))
        assert last is not None
        assert last.day == day
    assert colours.last_recorded(evidence()) is None
