"""What a file would add, in words."""

from __future__ import annotations

from tests.builders import Diary
from unpinch.journal import Entry
from unpinch.screens.coming import Coming


def coming(*entries: Entry) -> str:
    found = Coming()
    for one in entries:
        found.take(one)
    return found.told().replace("\N{NO-BREAK SPACE}", " ")


def test_it_says_how_much_of_what_and_from_which_days_the_most_first() -> None:
    diary = Diary("2026-03-02T08:00:00+00:00").ready()
    diary.check_in(3)
    diary.next_day(days=9).check_in(2)
    said = coming(*reversed(diary.entries))
    assert said == "From 2 Mar 2026 to 11 Mar 2026: Check-in 2; About you 1; Safety questions 1."


def test_nothing_new_says_nothing() -> None:
    assert coming() == ""
