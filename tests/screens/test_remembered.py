"""What is remembered of the last records: used for the record it was worked out of, and a page is the same without."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from tests.builders import Diary, shipped
from tests.growing import (
    grow_by_a_correction,
    grow_by_a_session,
    grow_by_an_alarm,
    grow_by_an_entry_ahead,
    grow_by_the_same_id_with_other_content,
)
from tests.screens.visiting import Visit
from unpinch import guidance
from unpinch.journal import Entry, Moment
from unpinch.screens import case, index, remembered, render, replay, screen
from unpinch.screens.remembered import Remembered

PAGES = ("/today", "/diary", "/check-in", "/progress", "/exercises")
_CASTS = 20


@dataclass(frozen=True)
class Length:
    """The simplest thing that is worked out of entries."""

    entries: tuple[Entry, ...]


def lived(name: str, days: int = 3) -> Diary:
    diary = Diary(name=name).ready()
    diary.calm_days(days)
    diary.morning(2)
    return diary


def entries_of(name: str) -> tuple[Entry, ...]:
    return tuple(lived(name, 1).entries)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    forget()


def forget() -> None:
    guidance.forget()
    for kept in (case, index, replay):
        kept.forget()


# -- what is kept ------------------------------------------------------------------------------------------------------


def test_it_knows_a_record_that_grew() -> None:
    kept, entries = Remembered[Length](), entries_of("one")
    known = kept.keep(Length(entries[:2]))
    assert kept.of(entries) is known
    assert kept.of(entries[:2]) is known


def test_it_knows_nothing_of_a_record_that_is_shorter_another_or_empty() -> None:
    kept, entries = Remembered[Length](), entries_of("one")
    kept.keep(Length(()))
    kept.keep(Length(entries))
    assert kept.of(entries[:1]) is None
    assert kept.of(entries_of("other")) is None
    assert kept.of(()) is None


def test_it_knows_nothing_of_a_record_that_began_alike_and_went_on_otherwise() -> None:
    kept, entries, other = Remembered[Length](), entries_of("one"), entries_of("other")
    kept.keep(Length(entries))
    assert kept.of((entries[0], *other)) is None


def test_it_lets_go_of_the_records_not_looked_at_for_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    records = [entries_of(name) for name in "abc"]
    monkeypatch.setattr(remembered, "MOST_ENTRIES", 2 * len(records[0]))
    kept = Remembered[Length]()
    for one in (records[0], records[1], records[0], records[2]):
        kept.keep(Length(one))
    assert [kept.of(one) is not None for one in records] == [True, False, True]


def test_it_keeps_the_record_looked_at_last_however_long_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST_ENTRIES", 1)
    kept, entries = Remembered[Length](), entries_of("one")
    assert kept.keep(Length(entries)) is kept.of(entries)


def test_it_forgets_everything_when_told() -> None:
    kept, entries = Remembered[Length](), entries_of("one")
    kept.keep(Length(entries))
    kept.forget()
    assert kept.of(entries) is None


# -- pages -------------------------------------------------------------------------------------------------------------


def drawn(visit: Visit, path: str) -> str:
    """Return a page that nobody sees: nothing is written."""
    found = screen(visit.programme, tuple(visit.entries), visit.now, visit.asked(path, "GET", {}))
    return found.go or render(found)


def grow_by_taking_something_back(diary: Diary) -> None:
    diary.retract(diary.entries[-1])


def grow_by_a_late_entry_from_elsewhere(diary: Diary) -> None:
    diary.use("tablet").add("pause", {"reason": "travel"}, at="2026-03-03T09:00:00+00:00")


def grow_by_a_night(diary: Diary) -> None:
    diary.next_day()


def grow_by_a_clock_set_back(diary: Diary) -> None:
    diary.wait(days=-2)


GROWTHS = (
    grow_by_a_session,
    grow_by_a_correction,
    grow_by_taking_something_back,
    grow_by_a_late_entry_from_elsewhere,
    grow_by_an_alarm,
    grow_by_the_same_id_with_other_content,
    grow_by_an_entry_ahead,
    grow_by_a_night,
    grow_by_a_clock_set_back,
)


@pytest.mark.parametrize("grow", GROWTHS)
def test_a_page_is_the_same_as_of_a_record_never_seen(grow: Callable[[Diary], None]) -> None:
    visit = Visit(lived("grown"))
    before = [drawn(visit, page) for page in PAGES]
    grow(visit.diary)
    kept = [drawn(visit, page) for page in PAGES]
    forget()
    assert kept == [drawn(visit, page) for page in PAGES]
    assert kept != before


@pytest.mark.parametrize("grow", GROWTHS)
def test_a_session_stands_where_it_would_in_a_record_never_seen(grow: Callable[[Diary], None]) -> None:
    visit = Visit(lived("sitting"))
    player = f"/session/{visit.begin()}"
    drawn(visit, player)
    grow(visit.diary)
    kept = [drawn(visit, f"{player}{wish}") for wish in ("", "?far=yes")]
    forget()
    assert kept == [drawn(visit, f"{player}{wish}") for wish in ("", "?far=yes")]


def test_another_programme_reads_the_record_anew() -> None:
    diary, other = lived("changed"), replace(shipped())
    entries, now = tuple(diary.entries), Moment.parse(diary.now)
    case.read_on(shipped(), entries, now)
    assert case.read_on(other, entries, now).programme is other


def test_people_who_come_in_turn_are_each_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are: a page of each doesn't push the others out."""
    visits = [Visit(lived(f"one of many {number}", 1)) for number in range(_CASTS)]
    for visit in visits:
        drawn(visit, "/today")
    monkeypatch.setattr(case, "course_of", lambda *_: pytest.fail("read anew"))
    monkeypatch.setattr(index.Index, "grown", lambda *_: pytest.fail("indexed anew"))
    monkeypatch.setattr(index.Kinds, "grown", lambda *_: pytest.fail("sorted by kind anew"))
    for visit in visits:
        drawn(visit, "/today")


def test_people_in_sessions_at_once_are_each_folded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    visits = [Visit(lived(f"one of some {number}", 1)) for number in range(_CASTS // 2)]
    players = [f"/session/{visit.begin()}" for visit in visits]
    monkeypatch.setattr(replay, "fold_all", lambda *_: pytest.fail("folded anew"))
    for visit, player in zip(visits, players, strict=True):
        drawn(visit, player)


def test_each_session_of_a_record_begins_with_what_was_before_it() -> None:
    visit = Visit(lived("twice"))
    first = visit.begin()
    visit.diary.next_day()
    visit.diary.morning(8)
    second = visit.diary.start()
    found = case.Case(visit.programme, visit.entries, visit.now, visit.asked("/today", "GET", {}))
    kept = [replay.replayed(found, session).session for session in (first, second, first)]
    forget()
    assert kept[1] == replay.replayed(found, second).session
    assert kept[0] == kept[2] == replay.replayed(found, first).session
