"""A change beside the published one: what counts as noticeable, and when no number counts at all (S13)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import Diary, shipped
from unpinch.journal import Effective, Moment, settle
from unpinch.measures import Change, Point, Series, change_of, every_series, function_lost

EVERY = {one.scale.id: one for one in every_series(shipped(), ())}


def changed(scale: str, *values: float, days: int = 1) -> Change:
    points = tuple(Point(1000 + n * days, value) for n, value in enumerate(values))
    return change_of(replace(EVERY[scale], points=points))


def weekly(*values: float) -> Change:
    """A week at each value."""
    return changed("leg_pain", *(value for value in values for _ in range(7)))


@pytest.mark.parametrize(
    ("scale", "values", "line"),
    [
        ("ticked", (12, 11), 7),
        ("ticked", (20, 11), 14),
        ("ticked", (3, 2), None),
        ("ability", (4.5, 5), 6.5),
        ("change", (1,), 2),
        ("sleep", (4, 6), None),
    ],
)
def test_from_the_line_on_a_change_is_called_noticeable(
    scale: str, values: tuple[float, ...], line: float | None
) -> None:
    assert changed(scale, *values).noticed_from(EVERY[scale].scale) == line
    if line is not None:
        assert changed(scale, *values, line).verdict == "clearly_better"


def test_where_nothing_was_answered_there_is_no_line() -> None:
    assert Change("nothing").noticed_from(EVERY["ability"].scale) is None


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [
        (12, 12, "same"),
        (12, 8, "better"),
        (12, 7, "clearly_better"),
        (20, 15, "better"),
        (20, 14, "clearly_better"),
        (7, 9, "worse"),
        (7, 12, "clearly_worse"),
    ],
)
def test_sentences_ticked_need_five_fewer_and_thirty_percent(before: int, now: int, verdict: str) -> None:
    assert changed("ticked", before, now).verdict == verdict


@pytest.mark.parametrize(
    ("now", "verdict", "gain"), [(4.9, "better", 1.9), (5, "clearly_better", 2), (1, "clearly_worse", -2)]
)
def test_abilities_need_two_points(now: float, verdict: str, gain: float) -> None:
    found = changed("ability", 3, 9, now)
    assert (found.verdict, found.gain, found.before, found.now) == (verdict, gain, 3, now)


@pytest.mark.parametrize(
    ("value", "verdict"),
    [(3, "clearly_better"), (2, "clearly_better"), (1, "better"), (0, "same"), (-1, "worse"), (-2, "clearly_worse")],
)
def test_better_or_worse_speaks_for_itself(value: int, verdict: str) -> None:
    assert changed("change", -3, value).verdict == verdict


def test_our_own_questions_have_no_published_change() -> None:
    assert changed("sleep", 1, 10).verdict == "better"
    assert changed("confidence", 10, 1).verdict == "worse"


def test_pain_is_compared_by_whole_weeks() -> None:
    assert weekly(6, 4).verdict == "clearly_better"
    assert weekly(6, 5).verdict == "better"
    assert weekly(8, 6).verdict == "better"
    assert weekly(3, 5).verdict == "clearly_worse"
    assert weekly(6, 9, 6).verdict == "same"


def test_one_bad_day_changes_no_week() -> None:
    assert changed("leg_pain", *[6] * 7, *[3] * 6, 10).now == 3


def test_two_weeks_that_overlap_or_are_nearly_empty_are_not_compared() -> None:
    assert changed("leg_pain", *[6] * 13).verdict == "too_early"
    assert changed("leg_pain", *[6] * 14).verdict == "same"
    assert changed("leg_pain", 6, 3, days=30).verdict == "too_early"


def test_one_value_is_no_change_and_none_is_nothing() -> None:
    assert changed("ticked", 4).verdict == "too_early"
    assert changed("ticked").verdict == "nothing"


def told(diary: Diary) -> list[Effective]:
    return list(settle(diary.entries, Moment.parse(diary.now)).entries)


def test_function_is_lost_with_more_numbness_than_first_told() -> None:
    diary = Diary()
    diary.check_in(6, numbness=1)
    diary.next_day().check_in(3, numbness=1)
    assert not function_lost(told(diary), 0)
    diary.next_day().check_in(2, numbness=2)
    assert function_lost(told(diary), 0)
    assert not function_lost(told(diary), diary.entries[-1].day)


def test_function_is_lost_with_weakness_or_a_new_numb_place_in_the_last_week() -> None:
    for lost in ({"left_strength": "weaker"}, {"left_numb_new_area": True}):
        diary = Diary()
        diary.check_in(6, **lost)
        diary.next_day(days=6).check_in(1)
        assert function_lost(told(diary), 0)
        diary.next_day().check_in(1)
        assert not function_lost(told(diary), 0)


def test_what_was_corrected_late_may_have_been_true() -> None:
    diary = Diary()
    said = diary.check_in(6, left_strength="weaker")
    diary.wait(hours=2).add("check_in", {**said.values, "left_strength": "same", "replaces": said.id})
    assert function_lost(told(diary), 0)


def test_nothing_told_is_nothing_lost() -> None:
    assert not function_lost([], 0)


def test_the_series_is_left_as_it_was() -> None:
    assert EVERY["ticked"] == Series(shipped().measures["rmdq24"], shipped().measures["rmdq24"].scales[0], ())
