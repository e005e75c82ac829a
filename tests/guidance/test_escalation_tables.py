"""Small rules about escalation and the run of days, one table each (docs/readings.md, sections 6 and 9)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.guidance.ledgers import D, book, core, day, days_back, ledger, stop, view
from unpinch.guidance import escalation, folding
from unpinch.guidance.state import Start


@pytest.mark.parametrize(
    ("since", "done", "paused", "enough"),
    [
        (10, 6, 0, True),
        (10, 5, 0, False),
        (42, 25, 0, False),
        (42, 26, 0, True),
        (60, 26, 0, True),
        (0, 0, 0, False),
        (10, 4, 4, True),
        (10, 3, 4, False),
    ],
)
def test_practice_is_consistent_on_six_days_of_ten(since: int, done: int, paused: int, enough: bool) -> None:
    practice = days_back(*range(1, done + 1))
    pauses = days_back(*range(since - paused + 1, since + 1)) if paused else 0
    start = Start(D - since, 4, 5, 0, 0)
    assert escalation.consistent(view(practice=practice, pauses=pauses), start) is enough


def test_today_and_days_before_the_start_are_no_practice() -> None:
    start = Start(D - 3, 4, 5, 0, 0)
    assert not escalation.consistent(view(practice=days_back(0, 1, 4, 5)), start)
    assert escalation.consistent(view(practice=days_back(1, 3)), start)


@pytest.mark.parametrize(
    ("pains", "worse"),
    [
        ((0, 1, 2), True),
        ((3, 4, 5), True),
        ((3, 4, 4), False),
        ((3, 3, 5), False),
        ((5, 4, 7), False),
        ((4, 5, 5), False),
        ((3, -1, 5), False),
        ((-1, 4, 6), False),
    ],
)
def test_worsening_is_three_days_running_and_two_in_all(pains: tuple[int, int, int], worse: bool) -> None:
    before = tuple((D - back, pain) for back, pain in ((2, pains[0]), (1, pains[1])) if pain >= 0)
    assert (escalation.worsening(view(day(worst=pains[2]), legs=before)) is not None) is worse
    waiting = tuple(day(when, worst=pain) for when, pain in before)
    assert (escalation.worsening(view(day(worst=pains[2]), pending=waiting)) is not None) is worse


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(
    ("there", "here", "days", "said"),
    [
        (0, 2, (D - 2, D - 1), True),
        (3, 4, (D - 2, D - 1), True),
        (3, 3, (D - 2, D - 1), False),
        (-1, 4, (D - 2, D - 1), False),
        (3, 4, (D - 1,), False),
        (3, 4, (D - 6, D - 5), True),
        (3, 4, (D - 7, D - 5), False),
    ],
)
def test_a_site_lower_than_at_the_start_on_three_days_is_said(
    side: str, there: int, here: int, days: tuple[int, ...], said: bool
) -> None:
    start = Start(D - 9, 4, -1, -1, 0)._replace(**{f"{side}_site": there})
    found = view(day(worst=2, **{f"{side}_site": here}), start=start, lower_days=days)
    assert (escalation.spread(found) is not None) is said


START = Start(D - 20, 4, 3, 0, 1)
SAME: dict[str, Any] = {"worst": 4, "left_site": 3, "right_site": 0, "sock": 1, "sit": 0, "bend": 0}


@pytest.mark.parametrize(
    ("changes", "improved"),
    [
        ({}, False),
        ({"worst": 3}, False),
        ({"worst": 2}, True),
        ({"worst": 0}, True),
        ({"left_site": 2}, True),
        ({"left_site": 0}, True),
        ({"left_site": -1}, False),
        ({"sock": 0}, True),
        ({"sock": 0, "bend": -1}, False),
        ({"worst": -1, "left_site": 0}, False),
    ],
)
def test_improvement_is_less_pain_a_higher_site_or_freer_movement(changes: dict[str, int], improved: bool) -> None:
    assert escalation._improved(view(day(**{**SAME, **changes})), START) is improved


@pytest.mark.parametrize(
    ("there", "here", "improved"),
    [((1, 3), (0, 2), True), ((1, 3), (1, 2), False), ((0, 0), (0, 0), False), ((2, 3), (1, 3), False)],
)
def test_every_side_with_symptoms_must_be_higher(there: tuple[int, int], here: tuple[int, int], improved: bool) -> None:
    today = day(**{**SAME, "left_site": here[0], "right_site": here[1]})
    assert escalation._improved(view(today), START._replace(left_site=there[0], right_site=there[1])) is improved


def test_the_newest_day_with_a_leg_pain_is_judged_even_a_zero() -> None:
    before = day(D - 1, **SAME)
    assert escalation._improved(view(day(worst=0), last=before), START)
    assert not escalation._improved(view(day(), last=before), START)


@pytest.mark.parametrize(
    ("fields", "insists"),
    [
        ({}, True),
        ({"start": None}, False),
        ({"start": START._replace(day=D - 41)}, False),
        ({"start": START._replace(day=D - 42, worst=2)}, False),
        ({"phase": "stabilise"}, False),
        ({"phase": "release"}, True),
        ({"had_day": D - 42}, False),
        ({"had_day": D - 43}, True),
        ({"booked_day": D}, False),
        ({"booked_day": D - 1}, True),
    ],
)
def test_six_weeks_unchanged_and_unseen_insist(fields: dict[str, Any], insists: bool) -> None:
    known = {"phase": "decompress", "start": START._replace(day=D - 42), **fields}
    assert escalation.insist(view(day(**SAME), **known)) is insists


@pytest.mark.parametrize(
    ("legs", "today", "days"),
    [
        ((), 8, 1),
        (((D - 1, 8),), 7, 1),
        (((D - 6, 9), (D - 1, 8)), 8, 3),
        (((D - 7, 9),), 8, 1),
        (((D - 6, 7),), -1, 0),
    ],
)
def test_severe_days_are_those_of_eight_among_the_last_seven(legs: Any, today: int, days: int) -> None:
    assert escalation.severe_days(view(day(worst=today), legs=legs)) == days


@pytest.mark.parametrize(
    ("before", "level", "rests"),
    [
        ((), 0, False),
        (((D - 1, 0),), 0, False),
        (((D - 2, 1), (D - 1, 1)), 0, True),
        (((D - 2, 0), (D - 1, 0)), 1, False),
        (((D - 7, 0), (D - 1, 0)), 0, False),
        (((D - 6, 0), (D - 1, 0)), 0, True),
        (((D - 1, 1), (D - 1, 0)), 0, False),
    ],
)
def test_the_third_day_of_tingling_rests_the_floss_at_once(before: Any, level: int, rests: bool) -> None:
    tingled = day(stops=(stop(level=level),))
    assert escalation.nerve_resting(view(tingled, tingle_stops=before)) is rests
    assert not escalation.nerve_resting(view(day(stops=(stop(level=level, reason="other"),)), tingle_stops=before))
    assert not escalation.nerve_resting(view(day(stops=(stop("bridge", level),)), tingle_stops=before))


@pytest.mark.parametrize(("until", "rests"), [(D + 1, True), (D, True), (D - 1, False)])
def test_the_floss_rests_up_to_its_day(until: int, rests: bool) -> None:
    assert escalation.nerve_resting(view(nerve_rest_until=until)) is rests


@pytest.mark.parametrize(("had", "due"), [(D - 84, True), (D - 83, False), (-1, False)])
def test_a_review_is_due_after_twelve_weeks(had: int, due: bool) -> None:
    assert (escalation.review(view(had_day=had)) is not None) is due


@pytest.mark.parametrize(
    ("until", "to", "backs"),
    [
        (D - 1, D + 3, ()),
        (D, D + 3, ()),
        (D + 1, D + 3, (2,)),
        (D + 2, D + 3, (1, 2)),
        (D + 3, D + 3, (0, 1, 2)),
        (D + 9, D + 2, (0, 1)),
    ],
)
def test_days_of_a_pause_are_marked_as_they_pass(until: int, to: int, backs: tuple[int, ...]) -> None:
    assert folding._paused_mask(ledger(paused_until=until), to, to - D) == days_back(*backs)


@pytest.mark.parametrize(
    ("stops", "rest"),
    [
        (((D - 2, 1), (D - 1, 1), (D, 0)), True),
        (((D - 2, 0), (D - 1, 0), (D, 1)), False),
        (((D - 1, 0), (D, 0)), False),
        (((D - 1, 0), (D, 0), (D, 0)), False),
        (((D - 6, 0), (D - 1, 0), (D, 0)), True),
        (((D - 7, 0), (D - 1, 0), (D, 0)), False),
    ],
)
def test_three_days_of_tingling_in_seven_the_last_at_the_lowest_rest_the_nerve(stops: Any, rest: bool) -> None:
    assert folding.nerve_must_rest(book(), stops, D) is rest


def test_what_lies_before_a_window_is_let_go() -> None:
    week = tuple(range(D - 8, D + 1))
    closed = folding._closed(
        book(),
        ledger(
            numb=tuple((when, 1, 1) for when in week),
            strength_days=week,
            tingle_stops=tuple((when, 0) for when in week),
        ),
    )
    assert (
        [when for when, _, _ in closed.numb] == [when for when, _ in closed.tingle_stops] == list(closed.strength_days)
    )
    assert closed.strength_days == tuple(range(D - 6, D + 1))


@pytest.mark.parametrize(("gap", "stale"), [(6, False), (7, True)])
def test_a_week_without_entries_makes_what_was_screened_stale(gap: int, stale: bool) -> None:
    rolled = folding.rolled(book(), core(full_day=D - 3), D + gap)
    assert rolled.full_day == (-2 if stale else D - 3)
    assert folding.rolled(book(), core(), D + gap).full_day == -1
    assert rolled.practice == 0
    assert folding.rolled(book(), core(practice=1), D + 2).practice == 0b100


@pytest.mark.parametrize("touched", [True, False])
def test_only_a_day_with_something_on_it_waits_to_be_judged(touched: bool) -> None:
    today = day(touched=touched)
    assert folding.rolled(book(), core(today), D + 1).pending == ((today,) if touched else ())
