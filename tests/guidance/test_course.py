"""Reading on saves time and changes nothing: a decision is the same with and without what was kept."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import permutations

import pytest

from tests.builders import Diary, shipped
from tests.growing import (
    grow_by_a_correction,
    grow_by_a_session,
    grow_by_an_alarm,
    grow_by_an_entry_ahead,
    grow_by_the_same_id_with_other_content,
)
from unpinch.guard import read
from unpinch.guidance import Course, course, course_of, decide, fold_all, forget
from unpinch.guidance.verify.keys import key_of
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


def grow_by_a_late_entry(diary: Diary) -> None:
    diary.add("pause", {"reason": "travel"}, at="2026-03-04T09:00:00+00:00")


def grow_by_a_double(diary: Diary) -> None:
    diary.entries.append(diary.entries[-1])


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
    course = Course(shipped()).read(settle(diary.entries, now))
    shorter = course.read(settle(diary.entries[:-3], now))
    assert shorter.decide(now) == decide(shipped(), diary.entries[:-3], now)


# -- marks ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def near_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mark after each third entry, and room for the last forty."""
    monkeypatch.setattr(course, "STRIDE", 3)
    monkeypatch.setattr(course, "MOST_MARKS", 40)


def a_month() -> Diary:
    """A month with corrections at once and later, something taken back, an alarm answered anew, and a stop."""
    diary = Diary().ready()
    for day in range(30):
        diary.screening("weekly" if day % 7 == 0 else "daily")
        checked = diary.check_in(5 if day in {11, 12, 20} else 2, "foot" if day == 20 else "thigh")
        if day % 5 == 1:
            diary.wait(minutes=1 if day % 2 else 30).correct(checked, left_leg_pain=day % 9)
        if day == 8:
            diary.wait(minutes=30).retract(diary.screening("event", yes=["fever"]))
        diary.session(floss=5)
        if day == 16:
            diary.stop()
        diary.wait(minutes=20).screening("line")
        diary.next_day()
    return diary


def same_as_afresh(kept: Course, now: Moment) -> bool:
    """Whether a course holds what a full replay gives."""
    settled = settle(kept.entries, now)
    state = fold_all(shipped(), settled.entries)
    afresh = read(shipped(), settled.entries)
    same_state = kept.state == state and kept.state.core == state.core
    return same_state and kept.settled == settled and key_of(kept.evidence, now) == key_of(afresh, now)


@pytest.mark.usefixtures("near_marks")
@pytest.mark.parametrize("seed", range(3))
def test_it_is_the_full_replay_in_whatever_order_entries_arrive(seed: int) -> None:
    diary, dice = a_month(), random.Random(seed)
    entries, now = diary.entries, Moment.parse(diary.now)
    late = set(dice.sample(range(len(entries)), 25))
    arrived = [one for number, one in enumerate(entries) if number not in late]
    for number in sorted(late, key=lambda _: dice.random()):
        arrived.append(entries[number])
        kept = course_of(shipped(), arrived, now)
        assert same_as_afresh(kept, now)
        assert kept.decide(now) == Course(shipped()).read(settle(arrived, now)).decide(now)
    assert course_of(shipped(), arrived, now).state.core == fold_all(shipped(), settle(entries, now).entries).core


@pytest.mark.usefixtures("near_marks")
def test_it_reads_a_late_entry_from_the_mark_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    diary = a_month()
    now = Moment.parse(diary.now)
    course_of(shipped(), diary.entries, now)
    folded: list[int] = []

    def counted(programme: object, entries: Sequence[Entry], *rest: object) -> object:
        folded.append(len(entries))
        return fold_all(programme, entries, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(course, "fold_all", counted)
    diary.add("problem", {"category": "other"}, at=diary.entries[-20].at)
    assert same_as_afresh(course_of(shipped(), diary.entries, now), now)
    assert sum(folded) <= 20 + 3


@pytest.mark.usefixtures("near_marks")
def test_it_keeps_a_bounded_number_of_marks_and_begins_anew_before_the_oldest() -> None:
    diary = a_month()
    now = Moment.parse(diary.now)
    kept = course_of(shipped(), diary.entries, now)
    assert [mark.count % 3 for mark in kept.marks] == [0] * 40
    diary.add("pause", {"reason": "travel"}, at=diary.entries[3].at)
    after = course_of(shipped(), diary.entries, now)
    assert len(after.marks) == 40
    assert same_as_afresh(after, now)


@pytest.mark.usefixtures("near_marks")
def test_a_look_at_an_earlier_part_leaves_the_whole_journal_kept() -> None:
    diary = a_month()
    now = Moment.parse(diary.now)
    whole = course_of(shipped(), diary.entries, now)
    assert same_as_afresh(course_of(shipped(), diary.entries[:-30], now), now)
    again = course_of(shipped(), diary.entries, now)
    assert again.state is whole.state


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_it_is_the_full_replay_where_a_second_thought_comes_before_what_it_is_about(order: tuple[int, ...]) -> None:
    diary = a_week()
    known = list(diary.entries)
    said = diary.check_in(leg=8)
    between = diary.use("laptop").resume()
    diary.use("phone").correct(said, left_leg_pain=1)
    now = Moment.parse(diary.now)
    late = [said, between, diary.entries[-1]]
    for number in order:
        known.append(late[number])
        assert same_as_afresh(course_of(shipped(), known, now), now)


def test_it_notices_a_second_entry_of_a_known_id_whatever_came_before() -> None:
    diary = a_week()
    now = Moment.parse(diary.now)
    course_of(shipped(), diary.entries, now)
    turned = diary.entries[::-1]
    diary.add("screening", {"scope": "event", "yes": ["saddle"], "no": [], "not_sure": []}, id=diary.entries[0].id)
    now = Moment.parse(diary.now)
    course_of(shipped(), turned, now)
    assert same_as_afresh(course_of(shipped(), [*turned, diary.entries[-1]], now), now)
