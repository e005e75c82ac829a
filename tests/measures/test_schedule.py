"""Which measure is due: at most one a day, never on a hard day, never before what safety asks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import Diary, shipped
from tests.journal.test_measures import ANSWERS
from unpinch.guidance import decide
from unpinch.journal import Moment, settle
from unpinch.measures import due, due_days


def due_now(diary: Diary) -> str:
    now = Moment.parse(diary.now)
    decision = decide(shipped(), diary.entries, now)
    found = due(shipped(), settle(diary.entries, now).entries, now, decision)
    return found.id if found else ""


def answer(diary: Diary, name: str, **values: Any) -> None:
    diary.add(f"measure_{name}", {**ANSWERS[f"measure_{name}"], **values})


def put_off(diary: Diary, name: str) -> None:
    diary.add("measure_put_off", {"measure": name})


def begun() -> Diary:
    diary = Diary().ready()
    diary.check_in(3)
    return diary


def live(diary: Diary, days: int) -> list[str]:
    """Check in each day and answer what is due; return what was, day by day."""
    offered = []
    for _ in range(days):
        offered.append(due_now(diary))
        if offered[-1]:
            answer(diary, offered[-1])
            assert due_now(diary) == ""
        diary.next_day()
        diary.due_screening()
        diary.check_in(3)
    return offered


def test_it_asks_one_thing_a_day_and_each_in_its_turn() -> None:
    offered = live(begun(), 29)
    days = {name: [day for day, one in enumerate(offered) if one == name] for name in set(offered) - {""}}
    assert days == {
        "psfs": [0, 7, 14, 21, 28],
        "grc": [8, 15, 22],
        "rmdq24": [1, 16],
        "sleep_confidence": [2, 17],
    }


def test_nothing_is_due_before_the_check_in_and_the_safety_questions() -> None:
    diary = Diary()
    assert due_now(diary) == ""
    diary.ready()
    assert due_now(diary) == ""
    diary.check_in(3)
    assert due_now(diary) == "psfs"
    diary.next_day()
    assert due_now(diary) == ""
    diary.check_in(3)
    assert due_now(diary) == "", "the daily safety questions come first"
    diary.screening("daily")
    assert due_now(diary) == "psfs"


def test_it_may_be_offered_after_the_session() -> None:
    diary = begun()
    diary.session(floss=5)
    assert due_now(diary) == "psfs"


def test_nothing_is_due_on_a_day_with_a_warning_sign() -> None:
    diary = begun()
    diary.screening("event", yes=["bladder"])
    assert due_now(diary) == ""


def test_nothing_is_due_on_a_day_with_a_stop_even_a_mild_one() -> None:
    diary = begun()
    diary.stop("floss", "too_strong", leg_pain=4, settled=())
    assert due_now(diary) == ""


def test_nothing_is_due_on_a_day_of_very_strong_pain() -> None:
    diary = Diary().ready()
    diary.check_in(8)
    assert due_now(diary) == ""


def test_a_calm_rest_day_is_open() -> None:
    diary = begun()
    diary.session(floss=5)
    assert decide(shipped(), diary.entries, Moment.parse(diary.now)).kind == "rest"
    assert due_now(diary) == "psfs"


def test_nothing_is_due_on_a_pause() -> None:
    diary = begun()
    diary.pause(until_days=3)
    assert due_now(diary) == ""


def test_not_today_is_heard_for_some_days_and_the_second_time_for_a_whole_turn() -> None:
    diary = begun()
    put_off(diary, "psfs")
    assert due_now(diary) == ""
    start = diary.entries[-1].day
    assert due_days(shipped(), diary.entries)["psfs"] == start + 3
    diary.next_day(days=3)
    put_off(diary, "psfs")
    assert due_days(shipped(), diary.entries)["psfs"] == start + 3 + 7


def test_not_today_says_nothing_of_the_others() -> None:
    diary = begun()
    put_off(diary, "psfs")
    diary.next_day()
    diary.due_screening()
    diary.check_in(3)
    assert due_now(diary) == "rmdq24"


def test_an_answer_ends_what_was_put_off() -> None:
    diary = begun()
    put_off(diary, "psfs")
    diary.next_day(days=3)
    answer(diary, "psfs")
    day = diary.entries[-1].day
    assert due_days(shipped(), diary.entries)["psfs"] == day + 7


def test_what_was_put_off_by_a_slip_is_due_again() -> None:
    diary = begun()
    put_off(diary, "psfs")
    diary.add("retraction", {"replaces": diary.entries[-1].id})
    assert due_now(diary) == "psfs"


def test_pain_told_elsewhere_is_never_due_and_takes_no_turn() -> None:
    diary = begun()
    answer(diary, "nprs")
    assert due_now(diary) == "psfs"
    assert "nprs" not in due_days(shipped(), diary.entries)


@pytest.mark.parametrize("days", [1, 365, 3650])
def test_the_date_itself_does_not_matter(days: int) -> None:
    diary = Diary(start="2026-03-02T08:00:00+00:00")
    diary.wait(days=days)
    diary.ready()
    diary.check_in(3)
    assert live(diary, 4) == ["psfs", "rmdq24", "sleep_confidence", ""]
