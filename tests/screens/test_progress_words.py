"""The sentence above the leg picture: what it says, and what it never says (S13)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest

from unpinch.screens.progress_days import Days, LegDay
from unpinch.screens.progress_words import BETTER, Told, pair_of, told_of

TODAY = 740_000
BACK, BUTTOCK, THIGH, KNEE, CALF, FOOT = range(1, 7)


def week(site: int, pain: int, **more: int) -> list[LegDay]:
    """Seven days alike."""
    plain = {"tingling": 0, "numbness": 0, "strength": 0, "days": 1, **more}
    return [LegDay(pain=pain, site=site, **plain) for _ in range(7)]


def told(before: Sequence[LegDay], now: Sequence[LegDay], *, flagged: bool = False) -> Told:
    """Tell of a week two weeks ago and this week; the days between say nothing."""
    days: Days = {TODAY - 20 + number: day for number, day in enumerate(before)}
    days |= {TODAY - 6 + number: day for number, day in enumerate(now)}
    return told_of(pair_of(days, TODAY, flagged=flagged), "left leg")


def test_it_says_that_the_pain_draws_up_and_on_how_many_days() -> None:
    said = told(week(CALF, 5), [*week(THIGH, 3)[:5], *week(CALF, 4)[:1]])
    assert said.title == "It is drawing up."
    assert said.text == (
        "Two weeks ago your left leg pain reached the calf on 7 of 7 days. "
        "This week it stayed above the knee on 5 of 6 days."
    )


def test_it_says_how_many_days_it_compared_and_promises_nothing() -> None:
    said = told(week(CALF, 5), week(THIGH, 3)[:4])
    assert said.notes[0] == "We compared 7 with 4 days. That is a trend: no diagnosis, and no promise."
    assert said.notes[1] == "Numbness and strength: no worse."


def test_it_says_not_yet_where_nothing_has_moved() -> None:
    said = told(week(CALF, 5), week(CALF, 5))
    assert said.title == "Not yet."
    assert "still reached the calf on 7 of 7 days" in said.text


def test_it_says_when_it_reaches_farther_down() -> None:
    said = told(week(THIGH, 5), week(FOOT, 2))
    assert said.verdict == "down"
    assert "This week it reached the foot on 7 of 7 days." in said.text


def test_it_says_when_it_is_milder_in_the_same_place() -> None:
    assert told(week(CALF, 7), week(CALF, 4)).text.endswith("Its usual strength was 7 of 10, and now is 4.")
    assert told(week(CALF, 5), week(CALF, 4)).verdict == "same"


def test_it_waits_until_there_are_days_enough() -> None:
    said = told(week(CALF, 5), week(THIGH, 2)[:2])
    assert said.verdict == "few"
    assert said.title == "Too early to tell."
    assert said.text.startswith("There are 2 days about your left leg this week.")
    assert told(week(CALF, 5), week(THIGH, 2)[:1]).text.startswith("There is 1 day about")
    assert told(week(CALF, 5), []).text.startswith("Nothing was written about your left leg this week.")


def test_pain_without_a_place_is_never_told_as_no_pain() -> None:
    assert told(week(CALF, 5), week(0, 5)).verdict == "few"
    assert told(week(0, 5), week(CALF, 5)).verdict == "few"


def test_it_compares_a_young_record_with_its_first_days() -> None:
    days = {TODAY - 9 + number: day for number, day in enumerate([*week(CALF, 5)[:3], *week(THIGH, 2)])}
    said = told_of(pair_of(days, TODAY, flagged=False), "right leg")
    assert said.text.startswith("In your first days your right leg pain reached the calf on 3 of 3 days.")


def test_it_takes_the_better_of_two_middle_days_for_then_and_the_worse_for_now() -> None:
    mixed = [*week(CALF, 5)[:2], *week(THIGH, 5)[:2]]
    assert told(mixed, mixed).verdict == "down"
    assert told(week(CALF, 5)[:4], mixed).verdict == "same"


def test_it_calls_the_pain_calm_and_never_the_leg() -> None:
    said = told(week(BACK, 1), week(0, 0, numbness=0))
    assert said.title == "The pain is calm."


def test_pain_in_the_back_is_not_told_as_pain_in_the_leg() -> None:
    assert told(week(BACK, 1), week(BACK, 1)).text == (
        "Two weeks ago the pain stayed out of your left leg on 7 of 7 days. "
        "This week it stayed in the back on 7 of 7 days."
    )


@pytest.mark.parametrize(
    "lost",
    [{"numbness": 1}, {"numbness": 4}, {"strength": 1}, {"held": 1}, {"numbness": 3, "strength": 1}],
    ids=str,
)
@pytest.mark.parametrize(("then", "now"), list(product([(CALF, 6), (FOOT, 9), (BACK, 1)], [(THIGH, 2), (0, 0)])))
def test_it_never_calls_less_pain_better_with_more_numbness_or_weakness(
    lost: dict[str, int], then: tuple[int, int], now: tuple[int, int]
) -> None:
    said = told(week(*then), [*week(*now)[:6], *week(*now, **lost)[:1]])
    assert said.verdict == "function"
    assert said.title == "Feeling and strength come first."
    assert not any(word in said.text for word in ("drawing up", "calm", "milder", "stayed above"))


def test_it_says_that_less_pain_does_not_make_up_for_it() -> None:
    said = told(week(CALF, 6), week(THIGH, 2, strength=1, numbness=3))
    assert "weaker this week. Less pain doesn't make up for that." in said.text
    assert "“Today” says what to do." in said.text
    assert said.notes[1] == "Strength: weaker on 7 days this week. Numbness: up to 3 of 10 this week, before up to 0."


def test_it_calls_nothing_better_while_a_rule_waits_because_of_lost_function() -> None:
    assert told(week(CALF, 6), week(THIGH, 2), flagged=True).verdict == "function"


@pytest.mark.parametrize("name", ["numbness", "strength"])
def test_it_calls_nothing_better_where_function_was_not_said(name: str) -> None:
    said = told(week(CALF, 6), week(THIGH, 2, **{name: -1}))
    assert said.verdict == "unknown"
    assert "wasn't said" in said.text


def test_it_calls_nothing_better_with_more_tingling() -> None:
    said = told(week(CALF, 6), week(THIGH, 2, tingling=2))
    assert said.verdict == "mixed"
    assert said.text.endswith("But tingling has grown since then.")


def test_numbness_that_stays_as_it_was_does_not_hide_that_pain_draws_up() -> None:
    assert told(week(CALF, 6, numbness=2), week(THIGH, 2, numbness=2)).verdict in BETTER
