"""What a session offers next and how many sets there is room for: tables (docs/readings.md, sections 7 and 8)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import shipped
from tests.guard.making import a_set
from tests.guidance.ledgers import NOW, book, core, day, ledger, stop, view
from unpinch.guidance import keeping, session
from unpinch.guidance.book import Amount
from unpinch.guidance.session import Session
from unpinch.guidance.sets import Wish, _sets_today
from unpinch.guidance.state import State
from unpinch.journal import Author
from unpinch.journal.kinds import ALARMS

MINUTE_S = 60


@pytest.mark.parametrize(
    ("exercise", "amount", "done", "sets"),
    [
        ("nerve_floss", Amount(3, 20, 0), 0, 3),
        ("nerve_floss", Amount(3, 20, 0), 20, 2),
        ("nerve_floss", Amount(3, 20, 0), 21, 1),
        ("nerve_floss", Amount(1, 5, 0), 0, 1),
        ("nerve_floss", Amount(2, 0, 30), 60, 2),
        ("bridge", Amount(3, 20, 0), 60, 3),
    ],
)
def test_only_the_floss_is_held_to_what_is_left_of_its_repetitions(
    exercise: str, amount: Amount, done: int, sets: int
) -> None:
    wish = Wish(exercise, 1, "left", amount)
    assert _sets_today(view(day(floss=(1, 0, done, 0, 1, 0))), wish) == sets


def sitting(today: Any = None, **fields: Any) -> Session:
    found = today or day()
    return Session(shipped(), State(core(found)), "s", found.day, (), **fields)


@pytest.mark.parametrize(("rule", "asks"), [("S2", ("screening_daily",)), ("S3", ())])
def test_a_session_ended_by_tingling_asks_the_daily_questions(rule: str, asks: tuple[str, ...]) -> None:
    step = session._ended(sitting(), view(day(ended_early=rule, stops=(stop(),))))
    assert step is not None
    assert (step.kind, step.asks, step.reasons[0].rule, step.reasons[0].entries) == (
        "ended",
        asks,
        f"{rule}.ended",
        ("x",),
    )
    assert session._ended(sitting(), view()) is None


@pytest.mark.parametrize(
    ("leg", "worst", "over"), [(7, 7, False), (8, 8, True), (2, 8, True), (8, -1, True), (-1, -1, False)]
)
def test_a_leg_at_eight_ends_the_session(leg: int, worst: int, over: bool) -> None:
    assert (session._too_much_pain(sitting(), view(day(leg=leg, worst=worst))) is not None) is over


@pytest.mark.parametrize(
    ("fields", "ago_s", "asked_again", "kind", "wait_s"),
    [
        ({}, 60, False, "stop_answer", 0),
        ({"reason": "tingling"}, 60, False, "settled", 60),
        ({"reason": "tingling"}, 120, False, "settled", 0),
        ({"reason": "tingling"}, 500, False, "settled", 0),
        ({"reason": "tingling"}, 130, True, "settled", 470),
        ({"reason": "tingling", "needs_saddle": True}, 60, False, "stop_answer", 0),
    ],
)
def test_what_a_stop_still_needs_is_asked_in_turn(
    fields: dict[str, Any], ago_s: int, asked_again: bool, kind: str, wait_s: int
) -> None:
    here = sitting(stopped_s=NOW.epoch_s - ago_s, asked_again=asked_again)
    step = session._waiting(here, view(day(stops=(stop(**fields),))))
    assert step is not None
    assert (step.kind, step.wait_s, step.asks) == (kind, wait_s, ("saddle",) if fields.get("needs_saddle") else ())


FLOSS, BRIDGE = a_set("floss", index=0), a_set("bridge", index=1)


@pytest.mark.parametrize(
    ("fields", "today", "asked"),
    [
        ({"done": {0}}, day(), 1),
        ({"done": {0, 2}}, day(), 0),
        ({"done": {0}, "skipped": {2}}, day(), 0),
        ({"skipped": {0, 2}}, day(), 1),
        ({"done": {0, 2}, "felt": {("nerve_floss", "left")}}, day(), 1),
        ({"done": {0, 2}}, day(stops=(stop(),)), 1),
        ({"done": {0, 2}}, day(stops=(stop(session="another"),)), 0),
        ({"done": {0, 2}}, day(stops=(stop(side="right"),)), 0),
    ],
)
def test_how_it_felt_is_asked_once_when_the_last_set_of_a_side_is_behind(
    fields: dict[str, Any], today: Any, asked: int
) -> None:
    sets = (FLOSS, BRIDGE, replace(FLOSS, index=2))
    changes: Any = {name: frozenset(value) for name, value in fields.items()}
    here = replace(sitting(today), sets=sets, **changes)
    step = session._felt(here, view(today))
    assert (step is not None) is (asked == 0)


def test_the_lowest_level_that_was_done_is_asked_about() -> None:
    here = replace(sitting(), sets=(FLOSS,), done=frozenset({0}), levels=((0, 1), (0, 0), (1, 9)))
    step = session._felt(here, view())
    assert step is not None
    assert step.set is not None
    assert (step.set.exercise, step.set.level) == ("nerve_floss", 0)


def test_a_set_that_is_off_is_passed_over_for_the_next() -> None:
    today = day(felt_worse=(("nerve_floss", "left"),))
    here = replace(sitting(today), sets=(FLOSS, BRIDGE))
    step = here.offer(NOW)
    assert step.set is not None
    assert (step.kind, step.set.exercise) == ("set", "bridge")
    assert replace(here, sets=(FLOSS,)).offer(NOW).kind == "ended"


@pytest.mark.parametrize(
    ("presses", "level", "repetitions"), [(0, 2, 30), (1, 1, None), (2, 0, None), (3, 0, "half"), (9, 0, "half")]
)
def test_easier_goes_down_level_by_level_and_then_to_half(presses: int, level: int, repetitions: Any) -> None:
    planned = a_set("floss", 2, repetitions=30)
    here = replace(sitting(), sets=(planned,), easier=(("nerve_floss", "left"),) * presses + (("bridge", "both"),))
    found = here.offer(NOW).set
    assert found is not None
    start = book().amount("nerve_floss", level, 0).repetitions
    expected = {None: min(30, start), "half": -(-min(30, start) // 2)}.get(repetitions, repetitions)
    assert (found.level, found.repetitions) == (level, expected)


# what a finished set leaves in the ledger

SET: dict[str, Any] = {
    "session": "00000000-0000-4000-8000-000000000001",
    "index": 0,
    "exercise": "nerve_floss",
    "level": 1,
    "side": "left",
}


def after(today: Any, **changes: Any) -> Any:
    entry = Author("0f0f0f0f-0000-4000-8000-000000000003").write("set_done", {**SET, **changes}, NOW.text)
    found = ledger(today)
    keeping.set_done(book(), found, entry)
    return found


def test_a_set_without_a_known_session_is_a_day_with_something_on_it_and_a_round_of_its_own() -> None:
    found = after(day(), repetitions=7)
    assert (found.today.touched, found.practice, found.today.floss) == (True, 1, (1, 0, 7, 0, 0, 0))


@pytest.mark.parametrize(
    ("before", "side", "counted"),
    [
        ((0, 0, 0, 0, 0, 0), "left", (1, 0, 7, 0, 2, 0)),
        ((1, 0, 5, 0, 2, 0), "left", (1, 0, 12, 0, 2, 0)),
        ((1, 0, 5, 0, 1, 0), "left", (2, 0, 12, 0, 2, 0)),
        ((1, 1, 5, 5, 2, 1), "both", (1, 2, 12, 12, 2, 2)),
        ((1, 1, 5, 5, 1, 1), "right", (1, 2, 5, 12, 1, 2)),
    ],
)
def test_rounds_of_the_floss_are_counted_by_session_and_side(before: Any, side: str, counted: Any) -> None:
    today = day(sessions=(("first", 2, 0), (SET["session"], 2, 0)), floss=before)
    assert after(today, repetitions=7, side=side).today.floss == counted


def test_strengthening_remembers_its_day_and_when() -> None:
    found = after(day(), exercise="bridge", side="both", repetitions=8, spare=True)
    assert (found.strength_s, found.strength_days, found.today.spare) == (
        NOW.epoch_s,
        (NOW.day,),
        (("bridge", "both"),),
    )
    assert after(day(), repetitions=5).strength_days == ()


def test_all_that_can_be_done_in_a_set_has_its_answer_ready() -> None:
    here = replace(sitting(), id=SET["session"], sets=(FLOSS,))
    reasons = {f"stop:{one}" for one in ("tingling", "pain_down", "too_strong", "other")}
    alarms = {f"stop:alarm:{one}" for one in ALARMS if one != "none"}
    assert here.ahead(NOW).keys() == {"done", "skip", "easier", "stop", *reasons, *alarms}


def test_what_happens_in_another_session_is_not_taken_for_this_one() -> None:
    entry = Author("0f0f0f0f-0000-4000-8000-000000000003").write("set_done", {**SET, "repetitions": 5}, NOW.text)
    assert sitting().take(entry).done == frozenset()
    assert replace(sitting(), id=SET["session"]).take(entry).done == {0}
