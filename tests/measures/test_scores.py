"""Numbers are computed from answers, day by day."""

from __future__ import annotations

from tests.builders import Diary, shipped
from unpinch.journal import Moment, settle
from unpinch.measures import Point, Series, every_series, middle, weeks


def series_of(diary: Diary, scale: str) -> Series:
    found = every_series(shipped(), settle(diary.entries, Moment.parse(diary.now)).entries)
    return next(one for one in found if one.scale.id == scale)


def values_of(diary: Diary, scale: str) -> list[float]:
    return [point.value for point in series_of(diary, scale).points]


def psfs(diary: Diary, **abilities: int) -> None:
    values: dict[str, object] = {"version": 1}
    for n, (name, rated) in enumerate(abilities.items(), start=1):
        values |= {f"activity_{n}": name, f"ability_{n}": rated}
    diary.add("measure_psfs", values)


def test_there_is_a_series_for_every_scale_even_of_an_empty_record() -> None:
    found = every_series(shipped(), ())
    assert [one.scale.id for one in found] == [
        "leg_pain", "back_pain", "ability", "change", "ticked", "sleep", "confidence",
    ]  # fmt: skip
    assert all(one.points == () for one in found)


def test_pain_is_the_worse_leg_and_the_newest_of_a_day() -> None:
    diary = Diary().ready()
    diary.check_in(6, right_leg_pain=2)
    diary.check_in(4, right_leg_pain=5)
    assert values_of(diary, "leg_pain") == [5]
    assert values_of(diary, "back_pain") == [1]
    assert series_of(diary, "leg_pain").points[0].day == diary.entries[-1].day


def test_pain_told_elsewhere_is_in_the_same_course() -> None:
    diary = Diary()
    diary.add("measure_nprs", {"version": 1, "back_pain": 7})
    diary.next_day()
    diary.check_in(3)
    assert values_of(diary, "back_pain") == [7, 1]
    assert values_of(diary, "leg_pain") == [3]


def test_a_check_in_without_pain_is_no_value() -> None:
    diary = Diary()
    diary.add("check_in", {"painkillers": False})
    assert values_of(diary, "leg_pain") == []


def test_abilities_are_averaged_and_only_like_is_compared_with_like() -> None:
    diary = Diary()
    psfs(diary, Walk=2, Sit=5)
    diary.next_day()
    psfs(diary, Walk=3, Sit=4, Drive=4)
    diary.next_day()
    psfs(diary, sit=6, walk=4)
    assert values_of(diary, "ability") == [3.5, 5]
    diary.next_day()
    psfs(diary, Swim=1)
    assert values_of(diary, "ability") == [1]


def test_an_average_is_rounded_to_a_tenth() -> None:
    diary = Diary()
    psfs(diary, Walk=2, Sit=5, Drive=4)
    assert values_of(diary, "ability") == [3.7]


def test_ticks_are_counted_and_no_tick_is_a_zero() -> None:
    diary = Diary()
    diary.add("measure_rmdq24", {"version": 1, "ticked": ["1", "5", "24"]})
    diary.next_day()
    diary.add("measure_rmdq24", {"version": 1, "ticked": []})
    assert values_of(diary, "ticked") == [3, 0]


def test_a_change_in_words_has_a_number() -> None:
    diary = Diary()
    for word in ("much_worse", "same", "very_much_better"):
        diary.add("measure_grc", {"version": 1, "change": word})
        diary.next_day()
    assert values_of(diary, "change") == [-2, 0, 3]


def test_what_was_taken_back_or_corrected_counts_as_it_stands_now() -> None:
    diary = Diary()
    first = diary.add("measure_sleep_confidence", {"version": 1, "sleep": 2, "confidence": 2})
    diary.add("measure_sleep_confidence", {"version": 1, "sleep": 7, "confidence": 3, "replaces": first.id})
    assert values_of(diary, "sleep") == [7]
    diary.wait(hours=1).add("retraction", {"replaces": diary.entries[-1].id})
    assert values_of(diary, "confidence") == []


def test_whole_weeks_are_counted_from_a_day_and_told_by_their_middle() -> None:
    points = tuple(Point(10 + n, float(n % 5)) for n in range(9))
    found = list(weeks(points, 10))
    assert [(day, len(inside)) for day, inside in found] == [(10, 7), (17, 2)]
    assert [middle(inside) for _, inside in found] == [1, 2]
