"""Reading on saves time and changes nothing: a decision is the same with and without what was kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tests.builders import Diary, shipped
from unpinch.guidance import Course, decide, forget
from unpinch.journal import Entry, Moment, settle
from unpinch.programme.decision import Decision


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    forget()


def a_week() -> Diary:
    diary = Diary().ready()
    diary.calm_days(5)
    diary.morning(2)
    return diary


def afresh(entries: Sequence[Entry], now: str) -> Decision:
    forget()
    return decide(shipped(), entries, Moment.parse(now))


def grow_by_a_session(diary: Diary) -> None:
    diary.session(floss=5)


def grow_by_a_correction(diary: Diary) -> None:
    diary.wait(minutes=30)
    checked = next(entry for entry in reversed(diary.entries) if entry.kind == "check_in")
    diary.correct(checked, left_leg_pain=7, left_worst_leg_pain=7)


def grow_by_a_late_entry(diary: Diary) -> None:
    diary.add("pause", {"reason": "travel"}, at="2026-03-04T09:00:00+00:00")


def grow_by_an_alarm(diary: Diary) -> None:
    diary.screening("event", yes=["saddle"])


def grow_by_a_double(diary: Diary) -> None:
    diary.entries.append(diary.entries[-1])


def grow_by_the_same_id_with_other_content(diary: Diary) -> None:
    diary.add("screening", {"scope": "event", "yes": ["saddle"], "no": [], "not_sure": []}, id=diary.entries[-1].id)


def grow_by_an_entry_ahead(diary: Diary) -> None:
    diary.add("resume", {}, at="2026-05-01T09:00:00+00:00")


def grow_by_nothing(diary: Diary) -> None:
    diary.wait(minutes=5)


GROWTHS = (
    grow_by_a_session,
    grow_by_a_correction,
    grow_by_a_late_entry,
    grow_by_an_alarm,
    grow_by_a_double,
    grow_by_the_same_id_with_other_content,
    grow_by_an_entry_ahead,
    grow_by_nothing,
)


@pytest.mark.parametrize("grow", GROWTHS)
def test_it_decides_the_same_however_the_journal_grew(grow: Callable[[Diary], None]) -> None:
    diary = a_week()
    decide(shipped(), diary.entries, Moment.parse(diary.now))
    grow(diary)
    kept = decide(shipped(), diary.entries, Moment.parse(diary.now))
    assert kept == afresh(diary.entries, diary.now)


def test_it_decides_the_same_when_it_grows_again_and_again() -> None:
    diary = a_week()
    for grow in (*GROWTHS, *GROWTHS):
        grow(diary)
        kept = decide(shipped(), diary.entries, Moment.parse(diary.now))
        assert kept == decide(shipped(), [*diary.entries[::-1]], Moment.parse(diary.now))


def test_it_notices_that_the_clock_was_set_back() -> None:
    diary = a_week()
    decide(shipped(), diary.entries, Moment.parse(diary.now))
    earlier = "2026-03-04T08:00:00+00:00"
    kept = decide(shipped(), diary.entries, Moment.parse(earlier))
    assert kept == afresh(diary.entries, earlier)
    assert kept.asks == ("clock",)


def test_it_keeps_two_people_apart() -> None:
    one, other = a_week(), Diary(name="other").ready()
    other.morning(8)
    first = [decide(shipped(), diary.entries, Moment.parse(diary.now)).kind for diary in (one, other)]
    again = [decide(shipped(), diary.entries, Moment.parse(diary.now)).kind for diary in (one, other)]
    assert first == again == ["train", "rest"]


def test_it_keeps_only_the_last_few_journals() -> None:
    diaries = [Diary(name=str(number)).ready() for number in range(12)]
    for diary in diaries:
        assert decide(shipped(), diary.entries, Moment.parse(diary.now)).asks == ("check_in",)
    assert decide(shipped(), diaries[0].entries, Moment.parse(diaries[0].now)).asks == ("check_in",)


def test_it_begins_anew_when_what_counts_has_changed() -> None:
    diary = a_week()
    now = Moment.parse(diary.now)
    course = Course.begin(shipped()).read(settle(diary.entries, now))
    shorter = course.read(settle(diary.entries[:-3], now))
    assert shorter.decide(now) == decide(shipped(), diary.entries[:-3], now)
