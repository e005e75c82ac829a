"""Measures, calendars and kept decisions decide nothing: without them every decision is the same to the byte."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import Diary, shipped
from tests.journal.test_measures import ANSWERS
from tools.import_contract import allowed_rooms
from unpinch.guard import read as read_for_guard
from unpinch.guidance import decide, fold_all
from unpinch.guidance.verify.keys import key_of
from unpinch.journal import UNREAD, Author, Entry, Moment, derived_id, read_lines, settle

DECIDE_NOTHING: dict[str, dict[str, Any]] = {
    **ANSWERS,
    "decision": {"heads": [], "now": "2026-03-02T08:00:00Z", "programme": "p", "engine": "e", "result": "{}"},
    "calendar": {"zone": "Europe/London", "times": ["18:30"], "events": []},
    "reminders": {"wanted": False},
}
"""Every kind that decides nothing, written by hand: planner and guard take the list from the same place."""
GOLDEN = Path(__file__).parents[1] / "golden"
ROOMS = Path(__file__).parents[2] / "src" / "unpinch"
JOURNALS = sorted(GOLDEN.glob("*.journal.jsonl"))


def journal(path: Path) -> tuple[list[Entry], Moment]:
    """Return a golden pair's entries, and when it is looked at."""
    told = path.with_name(path.name.replace(".journal.jsonl", ".expected.json")).read_text("utf-8")
    return list(read_lines(path.read_bytes().splitlines())[0]), Moment.parse(json.loads(told)["now"])


def measured(entries: list[Entry], now: Moment) -> list[Entry]:
    """Return a journal with all that decides nothing between its entries, in its gaps and at its end.

    None between an entry and what corrects or lifts it: there any entry counts (readings, section 1).
    """
    author = Author(derived_id("another device"))
    past = (entry.at for entry in entries if entry.at_s <= now.epoch_s)
    moments = sorted({*past, *(now.plus(-86_400 * day).text for day in range(9))})
    recorded = {entry.id: entry.recorded_s for entry in entries}
    named = [(to, entry) for entry in entries for to in (entry.values.get("replaces"), *entry.values.get("lifts", ()))]
    slips = [(recorded[to], entry.recorded_s) for to, entry in named if to in recorded]
    moments = [at for at in moments if not any(first <= Moment.parse(at).epoch_s <= last for first, last in slips)]
    extra = []
    for number, at in enumerate(moments):
        kind = sorted(DECIDE_NOTHING)[number % len(DECIDE_NOTHING)]
        extra.append(author.write(kind, DECIDE_NOTHING[kind], at, id=derived_id("measure", str(number))))
    return [*entries, *extra]


def test_the_list_is_the_one_that_planner_and_guard_go_by() -> None:
    assert set(DECIDE_NOTHING) == UNREAD


def test_every_golden_decision_is_the_same_to_the_byte_with_these_all_over_it() -> None:
    assert len(JOURNALS) > 100
    for path in JOURNALS:
        entries, now = journal(path)
        plain, beside = (
            json.dumps(decide(shipped(), each, now).to_json()) for each in (entries, measured(entries, now))
        )
        assert plain == beside, path.name


def test_planner_and_guard_remember_the_same() -> None:
    for path in JOURNALS[::20]:
        entries, now = journal(path)
        both = [settle(each, now).entries for each in (entries, measured(entries, now))]
        assert len(both[0]) < len(both[1])
        assert fold_all(shipped(), both[0]) == fold_all(shipped(), both[1])
        assert key_of(read_for_guard(shipped(), both[0]), now) == key_of(read_for_guard(shipped(), both[1]), now)


@pytest.mark.parametrize("kind", DECIDE_NOTHING)
def test_a_week_of_these_alone_is_a_week_without_entries(kind: str) -> None:
    diary = Diary().ready()
    diary.check_in(2)
    for _ in range(8):
        diary.next_day().add(kind, DECIDE_NOTHING[kind])
    now = Moment.parse(diary.now)
    assert "screening_full" in decide(shipped(), diary.entries, now).asks
    evidence = read_for_guard(shipped(), settle(diary.entries, now).entries).at(now)
    assert not evidence.fresh


@pytest.mark.parametrize("kind", DECIDE_NOTHING)
def test_what_was_written_on_a_later_day_elsewhere_does_not_move_the_day(kind: str) -> None:
    diary = Diary().ready()
    diary.zone(14)
    diary.add(kind, DECIDE_NOTHING[kind])
    diary.zone(-10)
    diary.check_in(2)
    entries = settle(diary.entries, Moment.parse(diary.now)).entries
    own_day = entries[-1].day
    assert fold_all(shipped(), entries).core.day == read_for_guard(shipped(), entries).day
    assert own_day < max(entry.day for entry in entries)
    assert read_for_guard(shipped(), entries[-1:]).day == own_day


def test_one_dated_ahead_still_says_that_a_clock_is_wrong() -> None:
    diary = Diary().ready()
    diary.check_in(2)
    now = Moment.parse(diary.now)
    diary.add("measure_grc", ANSWERS["measure_grc"], at=now.plus(86_400).text)
    assert "clock" in decide(shipped(), diary.entries, now).asks


def test_no_room_that_decides_may_know_the_room_of_measures() -> None:
    assert not any("measures" in allowed_rooms(room) for room in ("guard", "guidance", "coach", "programme", "journal"))
    files = [path for room in ("guidance", "guard") for path in (ROOMS / room).rglob("*.py")]
    assert [path.name for path in files if '"measure' in path.read_text("utf-8")] == []
