"""The index of a record: read on where it grew, anew where it didn't, never other than a fresh one."""

from __future__ import annotations

from dataclasses import fields

from tests.builders import Diary
from unpinch.journal import Entry, heads
from unpinch.screens.index import Index, forget, index_of


def lived() -> tuple[Entry, ...]:
    diary = Diary(name="index")
    diary.ready()
    entry = diary.check_in()
    diary.use("tablet").wait(minutes=20)
    diary.retract(entry)
    diary.use("phone").session(floss=5)
    return tuple(diary.entries)


def fresh(entries: tuple[Entry, ...]) -> Index:
    forget()
    return index_of(entries)


def same(one: Index, other: Index) -> bool:
    return all(getattr(one, field.name) == getattr(other, field.name) for field in fields(Index))


def test_it_reads_on_to_what_a_fresh_reading_gives() -> None:
    entries = lived()
    expected = fresh(entries)
    forget()
    for length in range(len(entries)):
        index_of(entries[:length])
    assert same(index_of(entries), expected)


def test_it_keeps_an_older_reading_as_it_was() -> None:
    entries = lived()
    before = fresh(entries[:3])
    index_of(entries)
    assert same(before, fresh(entries[:3]))


def test_it_mixes_up_no_two_people() -> None:
    entries, other = lived(), tuple(Diary(name="other").ready().entries)
    fresh(entries)
    assert set(index_of(other).by_id) == {entry.id for entry in other}


def test_it_knows_the_heads_as_the_journal_does() -> None:
    assert fresh(lived()).heads == heads(lived())


def test_it_orders_by_the_time_of_recording_whatever_arrives_first() -> None:
    entries = lived()
    assert [one.id for one in fresh(entries[::-1]).written] == [one.id for one in fresh(entries).written]


def test_a_calendar_that_a_program_fetched_is_not_the_last_thing_said() -> None:
    diary = Diary(name="fetched")
    diary.ready()
    said = diary.check_in()
    diary.add("calendar", {"zone": "UTC", "times": ["18:00"], "events": []})
    assert fresh(tuple(diary.entries)).written[-1] is said
