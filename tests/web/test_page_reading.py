"""Which journals stay in memory, as read before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.cast import Phone
from unpinch import journal
from unpinch.web import page_reading
from unpinch.web.actions import add_person, record

if TYPE_CHECKING:
    from unpinch.web.models import Person
    from unpinch.web.settings import Installation


@pytest.fixture
def people(here: Installation) -> list[Person]:
    """Four people with five entries each."""
    found = [add_person(str(number)) for number in range(4)]
    for one in found:
        record(one, Phone().notes(5))
    return found


@pytest.fixture
def read_anew(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many lines were read each time that any had to be."""
    met, read = list[int](), journal.read_lines

    def counted(lines: object) -> object:
        every = list(lines)  # type: ignore[call-overload]
        met.append(len(every))
        return read(iter(every))

    monkeypatch.setattr(page_reading, "read_lines", counted)
    monkeypatch.setattr(page_reading, "_known", type(page_reading._known)())  # noqa: SLF001 - nothing of other tests
    return met


def test_it_keeps_many_short_journals(people: list[Person], read_anew: list[int]) -> None:
    for one in (*people, *people):
        page_reading.journal(one)
    assert read_anew == [5, 5, 5, 5]


def test_it_lets_go_of_the_journal_not_asked_for_longest_where_there_are_too_many_lines(
    people: list[Person], read_anew: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_reading, "MOST_LINES", 10)
    for one in people[:3]:
        page_reading.journal(one)
    page_reading.journal(people[1])
    assert read_anew == [5, 5, 5]
    page_reading.journal(people[0])
    assert read_anew == [5, 5, 5, 5]


def test_it_keeps_the_newest_journal_however_long_it_is(
    people: list[Person], read_anew: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_reading, "MOST_LINES", 1)
    assert len(page_reading.journal(people[0]).entries) == 5
    page_reading.journal(people[0])
    assert read_anew == [5]
