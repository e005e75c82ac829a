"""Small rules about check-ins, screenings and stops, one table each (docs/readings.md, sections 2, 3, 4 and 7)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import shipped
from tests.guidance.ledgers import HOUR_S, NOW, D, book, check_in, day, ledger, levels, of_leg, stop
from unpinch.guidance import check_ins, flags, stopping
from unpinch.guidance.state import Flag
from unpinch.journal.typed import Answers


@pytest.mark.parametrize(
    ("known", "now", "more"),
    [
        (((D - 1, 0, 0),), 2, True),
        (((D - 1, 0, 0),), 1, False),
        (((D - 1, 1, 0),), 2, False),
        (((D - 1, 1, 0),), 3, True),
        (((D - 6, 0, 0),), 2, True),
        (((D - 7, 0, 0),), 2, False),
        (((D - 1, -1, 0),), 2, False),
        ((), 9, False),
    ],
)
def test_numbness_is_held_against_the_best_of_seven_days(known: Any, now: int, more: bool) -> None:
    told = check_in(left_numbness=now)
    assert check_ins._more_numb(book(), ledger(numb=known), 1, told) is more
    mirrored = tuple((when, right, left) for when, left, right in known)
    assert check_ins._more_numb(book(), ledger(numb=mirrored), 2, check_in(right_numbness=now)) is more


@pytest.mark.parametrize(
    ("known", "said", "kept"),
    [
        ((), (-1, -1), ()),
        ((), (0, -1), ((D, 0, -1),)),
        ((), (-1, 0), ((D, -1, 0),)),
        (((D - 1, 2, 2),), (3, 3), ((D - 1, 2, 2), (D, 3, 3))),
        (((D, 2, -1),), (3, 1), ((D, 2, 1),)),
        (((D, 2, 2),), (1, -1), ((D, 1, 2),)),
        (tuple((D - n, 1, 1) for n in range(7, 0, -1)), (1, 1), tuple((D - n, 1, 1) for n in range(6, -1, -1))),
    ],
)
def test_the_lowest_numbness_of_each_day_is_kept_for_a_week(known: Any, said: tuple[int, int], kept: Any) -> None:
    found = ledger(numb=known)
    check_ins._numb_low(book(), found, levels(left_numbness=said[0], right_numbness=said[1]))
    assert found.numb == kept


@pytest.mark.parametrize(("left", "right", "now"), [(-1, 3, (1, 3)), (0, -1, (0, 2)), (0, 0, (0, 0)), (-1, -1, (1, 2))])
def test_numbness_not_stated_stays_as_it_was(left: int, right: int, now: tuple[int, int]) -> None:
    assert check_ins._numb_now((1, 2), left, right) == now


def test_the_first_leg_pain_of_a_day_stays_the_first() -> None:
    found = ledger()
    for leg in (3, 5):
        check_ins._latest(found, found.today, check_in(left_leg_pain=leg))
    assert (found.today.first_leg, found.today.latest.leg) == (3, 5)


@pytest.mark.parametrize(
    ("legs", "sides", "complete"),
    [
        ("left", {"left"}, True),
        ("left", {"right"}, False),
        ("right", {"right"}, True),
        ("right", {"left"}, False),
        ("both", {"left"}, False),
        ("both", {"left", "right"}, True),
        ("none", {"right"}, False),
        ("none", {"left", "right"}, True),
    ],
)
def test_all_is_said_when_it_is_said_of_each_affected_leg(legs: str, sides: set[str], complete: bool) -> None:
    found = of_leg(legs, day())
    assert check_ins._complete(found, frozenset(sides)) is complete


EVERY = tuple(shipped().questions)
WEEKLY = tuple(one.id for one in shipped().questions.values() if one.weekly)
DAILY = tuple(one.id for one in shipped().questions.values() if one.tier in {"emergency", "same_day"})


@pytest.mark.parametrize(
    ("scope", "asked", "counts"),
    [
        ("full", EVERY, (True, True, True)),
        ("full", DAILY, (False, False, False)),
        ("weekly", WEEKLY, (False, True, True)),
        ("weekly", DAILY[:-1], (False, False, False)),
        ("daily", EVERY, (False, False, True)),
        ("daily", DAILY, (False, False, True)),
        ("daily", DAILY[1:-1], (False, False, False)),
        ("line", EVERY, (False, False, False)),
        ("event", EVERY, (False, False, False)),
    ],
)
def test_a_screening_counts_as_what_it_was_asked_as(scope: str, asked: tuple[str, ...], counts: Any) -> None:
    found = flags._read(book(), Answers(scope, (), asked, ()))
    assert (found.full, found.weekly, found.daily) == counts


@pytest.mark.parametrize(("scope", "raised"), [("full", True), ("daily", True), ("weekly", False), ("line", False)])
def test_an_emergency_question_left_out_counts_as_yes_where_it_is_asked(scope: str, raised: bool) -> None:
    unasked = next(name for name in EVERY if name in book().emergency)
    rare = replace(book(), weekly=book().weekly - {unasked})
    told = Answers(scope, (), tuple(name for name in EVERY if name != unasked), ())
    assert (unasked in flags._read(rare, told).alarming) is raised


@pytest.mark.parametrize(
    ("hours", "back", "infection", "ends"),
    [
        (48, 2, False, True),
        (47.99, 2, False, False),
        (48, 3, False, False),
        (48, -1, False, False),
        (48, 2, True, False),
        (99, 0, False, True),
    ],
)
def test_a_fever_ends_after_two_days_with_a_back_no_worse(hours: float, back: int, infection: bool, ends: bool) -> None:
    found = ledger(
        day(back=back),
        fever_yes_s=NOW.epoch_s - int(hours * HOUR_S),
        fever_back=2,
        infection=infection,
        flags=(Flag("fever", "same_day", "S1.same_day", ("a",), (D - 2,)),),
    )
    flags._fever_free(book(), found)
    assert (found.flags == ()) is ends


@pytest.mark.parametrize(
    ("tier", "told", "examined", "in_time"),
    [
        ("emergency", D, D, True),
        ("emergency", D, D - 1, False),
        ("same_day", D, D - 1, False),
        ("not_before_checked", D, D - 83, True),
        ("not_before_checked", D, D - 84, False),
        ("emergency", D - 1, D, True),
    ],
)
def test_an_examination_must_be_in_time_for_what_it_lifts(tier: str, told: int, examined: int, in_time: bool) -> None:
    flag = Flag("x", tier, "r", ("old", "a"), (D - 200, told))
    assert flags.examined_in_time(book(), flag, ["a", "old"], examined) is in_time


def test_days_of_a_flag_that_are_not_named_do_not_count() -> None:
    flag = Flag("x", "emergency", "r", ("a", "b"), (D - 3, D))
    assert flags.examined_in_time(book(), flag, ["a"], D - 3)
    assert not flags.examined_in_time(book(), flag, ["b"], D - 3)


@pytest.mark.parametrize(
    ("start", "values", "ends"),
    [
        (3, {"leg_pain": 4}, False),
        (3, {"leg_pain": 5}, True),
        (0, {"leg_pain": 2}, True),
        (7, {"leg_pain": 8}, True),
        (3, {"leg_pain": 0}, False),
        (3, {}, True),
        (3, {"reason": "other"}, False),
    ],
)
def test_too_strong_is_two_above_the_start_of_the_session_or_eight(
    start: int, values: dict[str, Any], ends: bool
) -> None:
    found = ledger(day(sessions=(("other", 0, 0), ("s", start, 0)), first_leg=0))
    assert stopping._too_strong(book(), found, stop(), {"reason": "too_strong", **values}) is ends


@pytest.mark.parametrize(
    ("start", "values", "ends"),
    [
        (2, {"back_pain": 5}, True),
        (2, {"back_pain": 4}, False),
        (-1, {"back_pain": 3}, True),
        (-1, {"back_pain": 2}, False),
        (2, {"back_sharp": True}, True),
        (2, {}, False),
    ],
)
def test_a_sharp_back_or_three_above_its_start_ends_the_exercise(
    start: int, values: dict[str, Any], ends: bool
) -> None:
    found = ledger(day(sessions=(("s", 3, start),)))
    assert stopping._back_ends(book(), found, stop(), values) is ends


@pytest.mark.parametrize(
    ("known", "after", "answer", "settled"),
    [
        ("", 1, "back", ""),
        ("", 2, "back", "back"),
        ("", 9, "not_back", ""),
        ("", 10, "not_back", "not_back"),
        ("back", 10, "not_back", "back"),
        ("not_back", 10, "back", "not_back"),
    ],
)
def test_what_is_said_later_of_a_stop_settles_it(known: str, after: int, answer: str, settled: str) -> None:
    values = {"stop": "x", "after_min": after, "answer": answer}
    assert stopping._settle(book(), stop(settled=known), values).settled == settled
    assert stopping._settle(book(), stop(settled=known), {**values, "stop": "y"}).settled == known
