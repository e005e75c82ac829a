"""Small rules about doses and the caps of a day and a week, one table each (docs/readings.md, section 8)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import shipped
from tests.guidance.ledgers import HOUR_S, NOW, D, book, day, view
from unpinch.guidance import blocks
from unpinch.guidance.blocks import Candidate
from unpinch.guidance.book import Amount, book_of, ladder
from unpinch.guidance.state import Doing


def test_the_lesser_of_two_amounts_is_taken_in_each_measure() -> None:
    assert Amount(2, 0, 30).at_most(Amount(1, 0, 20)) == Amount(2, 0, 20)
    assert Amount(2, 0, 20).at_most(Amount(1, 0, 30)) == Amount(2, 0, 20)
    assert Amount(1, 8, 0).at_most(Amount(3, 10, 0)) == Amount(1, 8, 0)
    assert Amount(1, 10, 0).at_most(Amount(3, 8, 0)) == Amount(1, 8, 0)


@pytest.mark.parametrize(("whole", "half"), [(1, 1), (2, 1), (5, 3), (8, 4), (25, 13)])
def test_half_a_dose_is_one_set_rounded_up(whole: int, half: int) -> None:
    assert Amount(3, whole, 0).halved() == Amount(1, half, 0)
    assert Amount(3, 0, whole).halved() == Amount(1, 0, half)


def test_an_unknown_level_is_none_and_loads_nothing() -> None:
    assert book().level("nerve_floss", 9) is None
    assert book().level("headstand", 1) is None
    assert (book().nerve_load("nerve_floss", 9), book().nerve_load("nerve_floss", 2)) == (0, 72)


@pytest.mark.parametrize(
    ("exercise", "numbers", "first"),
    [("nerve_floss", (0, 1), 1), ("nerve_floss", (0, 2), 0), ("bridge", (0, 1), 0), ("bridge", (2, 3), 2)],
)
def test_an_exercise_begins_at_its_lowest_level_but_the_floss_at_one(exercise: str, numbers: Any, first: int) -> None:
    level = shipped().exercises[exercise].levels[0]
    made = replace(book(), levels={exercise: tuple(replace(level, number=number) for number in numbers)})
    assert made.first(exercise) == first


@pytest.mark.parametrize(
    ("now", "lighter"),
    [
        (Doing(3, 2, ok=1), Doing(2, eased=True)),
        (Doing(1), Doing(0, eased=True)),
        (Doing(0, 2), Doing(0, half=True, eased=True)),
    ],
)
def test_lighter_is_one_level_down_or_half_at_the_lowest(now: Doing, lighter: Doing) -> None:
    assert book().lighter("nerve_floss", now) == lighter


@pytest.mark.parametrize(
    ("now", "after"),
    [
        (Doing(1, half=True, ok=2), Doing(1)),
        (Doing(1, 0, ok=2), Doing(1, 1, fresh=True)),
        (Doing(1, 99), Doing(2, fresh=True)),
        (Doing(3, 99, ok=2), Doing(3, 99)),
    ],
)
def test_a_step_up_is_half_to_whole_or_a_rung_or_a_level(now: Doing, after: Doing) -> None:
    assert book().step_up("bridge", now) == after


def test_the_last_rung_is_followed_by_the_next_level() -> None:
    rungs = len(book().ladders["bridge", 1])
    assert book().step_up("bridge", Doing(1, rungs - 2)) == Doing(1, rungs - 1, fresh=True)
    assert book().step_up("bridge", Doing(1, rungs - 1)) == Doing(2, fresh=True)


def test_a_step_beyond_the_ladder_is_its_end() -> None:
    rungs = book().ladders["bridge", 1]
    assert [book().amount("bridge", 1, step) for step in (0, len(rungs) - 1, len(rungs), 99)] == [
        rungs[0],
        *[rungs[-1]] * 3,
    ]


@pytest.mark.parametrize(("step_s", "steps"), [(30, 3), (40, 3), (45, 2), (90, 1)])
def test_traction_grows_in_as_many_steps_as_it_takes(step_s: int, steps: int) -> None:
    made = replace(book(), t=replace(book().t, traction_step_s=step_s))
    assert made.traction_steps == steps


def test_a_ladder_goes_by_twos_and_fives_and_ends_at_the_most() -> None:
    dose = replace(
        shipped().exercises["bridge"].levels[0].dose,
        sets=1,
        repetitions=8,
        repetitions_most=11,
        hold_s=0,
        hold_most_s=0,
    )
    by_hold = replace(dose, repetitions=0, repetitions_most=0, hold_s=20, hold_most_s=27, sets_most=1)
    assert [(one.sets, one.repetitions) for one in ladder(replace(dose, sets_most=2))] == [
        (1, 8),
        (1, 10),
        (1, 11),
        (2, 11),
    ]
    assert [one.hold_s for one in ladder(by_hold)] == [20, 25, 27]


def test_each_programme_has_its_own_book_and_keeps_it() -> None:
    other = replace(shipped())
    assert book_of(shipped()) is book_of(shipped())
    assert book_of(other).programme is other


FLOSSED = (1, 2, 10, 20, 1, 2)
"""Rounds left and right, repetitions left and right, the newest session left and right."""


@pytest.mark.parametrize(("side", "left"), [("left", 50), ("right", 40), ("both", 40)])
def test_what_is_left_of_the_floss_is_counted_a_side(side: str, left: int) -> None:
    assert blocks.floss_repetitions_left(view(day(floss=FLOSSED)), side) == left
    mirrored = {"left": "right", "right": "left"}.get(side, side)
    assert blocks.floss_repetitions_left(view(day(floss=(2, 1, 20, 10, 2, 1))), mirrored) == left


def floss(side: str, repetitions: int = 5) -> Candidate:
    return Candidate("nerve_floss", 1, side, Amount(1, repetitions, 0), 46)


@pytest.mark.parametrize(
    ("rounds", "side", "off"),
    [
        ((2, 3), "left", False),
        ((2, 3), "right", True),
        ((2, 3), "both", True),
        ((3, 2), "left", True),
        ((2, 2), "both", False),
    ],
)
def test_a_fourth_round_of_the_floss_is_off(rounds: tuple[int, int], side: str, off: bool) -> None:
    assert blocks._floss_cap(view(day(floss=(*rounds, 0, 0, 0, 0))), floss(side)) is off


@pytest.mark.parametrize(
    ("open_now", "newest", "sessions", "off"),
    [(True, 3, 3, False), (False, 3, 3, True), (True, 2, 3, True), (True, 3, 4, True)],
)
def test_a_round_that_goes_on_is_no_new_one(open_now: bool, newest: int, sessions: int, off: bool) -> None:
    today = day(floss=(3, 0, 9, 0, newest, 0), sessions=tuple((str(n), 2, 0) for n in range(sessions)))
    assert blocks._floss_cap(view(today, line_needed=open_now), floss("left")) is off


def test_repetitions_beyond_the_day_are_off_and_other_exercises_are_not_counted() -> None:
    full = view(day(floss=(1, 0, 55, 0, 1, 0)))
    assert [blocks._floss_cap(full, floss("left", many)) for many in (5, 6)] == [False, True]
    assert not blocks._floss_cap(full, replace(floss("left", 99), exercise="bridge"))


BRIDGE = Candidate("bridge", 1, "both", Amount(1, 8, 0), 24)


def strengthened(hours: float, *days: int, open_now: bool = False, **more: Any) -> Any:
    return view(
        day(**more.pop("today", {})),
        strength_s=NOW.epoch_s - int(hours * HOUR_S),
        strength_days=days,
        line_needed=open_now,
        **more,
    )


@pytest.mark.parametrize(
    ("hours", "days", "open_now", "off"),
    [
        (36, (D - 2,), False, False),
        (35.99, (D - 2,), False, True),
        (40, (D - 1,), False, True),
        (1, (D,), False, True),
        (1, (D,), True, False),
        (1, (D - 1, D), True, True),
        (20, (D - 1,), True, True),
    ],
)
def test_strengthening_rests_a_day_and_a_half(hours: float, days: tuple[int, ...], open_now: bool, off: bool) -> None:
    assert blocks._strength_spacing(strengthened(hours, *days, open_now=open_now), BRIDGE) is off
    assert not blocks._strength_spacing(strengthened(hours, *days, open_now=open_now), floss("left"))


@pytest.mark.parametrize(
    ("phase", "since", "most"), [("stabilise", 27, 3), ("stabilise", 28, 4), ("maintain", 0, 2), ("maintain", 99, 2)]
)
def test_days_of_strengthening_in_a_week_hang_on_the_phase(phase: Any, since: int, most: int) -> None:
    found = view(phase=phase, phase_day=D - since)
    assert blocks.strength_days_allowed(found) == most
    past = tuple(range(D - most, D))
    assert [
        blocks._strength_week(view(phase=phase, phase_day=D - since, strength_days=days), BRIDGE)
        for days in (past, past[1:])
    ] == [True, False]
    assert not blocks._strength_week(view(phase=phase, phase_day=D - since, strength_days=(*past[1:], D)), BRIDGE)


@pytest.mark.parametrize(("hours", "off"), [(11.99, False), (12, True), (40, True), (72, True), (72.01, False)])
def test_sore_muscles_rest_while_they_may_be_sore_from_it(hours: float, off: bool) -> None:
    assert blocks._sore(strengthened(hours, today={"soreness": True}), BRIDGE) is off
    assert not blocks._sore(strengthened(hours), BRIDGE)


def test_who_never_strengthened_is_not_kept_from_it() -> None:
    assert not blocks._sore(view(day(soreness=True)), BRIDGE)
    assert not blocks._strength_spacing(view(), BRIDGE)
