"""What a person can wish for, and quiet hours around midnight."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import Diary
from unpinch.reminding import Wish, WishError, in_quiet, wish_of

NIGHT, NOON = ("21:00", "08:00"), ("12:00", "13:30")


@pytest.mark.parametrize(
    ("quiet", "clock", "is_quiet"),
    [
        (NIGHT, "20:59", False),
        (NIGHT, "21:00", True),
        (NIGHT, "23:59", True),
        (NIGHT, "00:00", True),
        (NIGHT, "07:59", True),
        (NIGHT, "08:00", False),
        (NOON, "11:59", False),
        (NOON, "12:00", True),
        (NOON, "13:30", False),
        (("09:00", "09:00"), "09:00", False),
        ((), "03:00", False),
        (("09:00",), "09:00", False),
    ],
)
def test_quiet_hours_begin_and_end_to_the_minute(quiet: tuple[str, ...], clock: str, *, is_quiet: bool) -> None:
    hours, minutes = clock.split(":")
    assert in_quiet(quiet, int(hours) * 60 + int(minutes)) is is_quiet


@pytest.mark.parametrize(
    "wrong",
    [{"remind_at": "24:00"}, {"quiet_from": ""}, {"quiet_to": "8:00"}, {"remind_at": "22:00"}, {"remind_at": "07:59"}],
)
def test_a_wish_that_cant_be_met_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(WishError):
        Wish(**wrong)


def test_who_wants_none_may_choose_any_hours() -> None:
    assert not Wish(wanted=False, remind_at="23:00").wanted


def test_the_newest_choice_counts_and_what_was_taken_back_does_not() -> None:
    diary = Diary()
    assert not wish_of(diary.entries).stated
    diary.add("reminders", {"wanted": True, "remind_at": "17:00"})
    diary.add("reminders", {"wanted": True, "remind_at": "16:00", "note": "earlier"})
    assert wish_of(diary.entries) == Wish(remind_at="16:00", stated=True)


def test_a_choice_made_elsewhere_that_cant_be_met_gives_the_usual_hours() -> None:
    diary = Diary()
    diary.add("reminders", {"wanted": True, "remind_at": "23:00", "neutral": True})
    assert wish_of(diary.entries) == Wish(neutral=True, stated=True)
