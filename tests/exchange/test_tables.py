"""The tables: what counts now, told in units, and nothing in them that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import Diary
from tests.exchange import made
from unpinch.exchange.tables import Holder, cell, packed, tables
from unpinch.journal import KINDS, Moment, read_lines

Rows = list[dict[str, str]]
LATER = Moment.parse("2101-01-01T00:00:00Z")
KIM, LEE = (f"{number}1111111-1111-4111-8111-111111111111" for number in (1, 2))


def opened(*holders: Holder, now: Moment = LATER) -> dict[str, Rows]:
    with zipfile.ZipFile(io.BytesIO(packed(holders, now))) as zipped:
        texts = {name.removesuffix(".csv"): zipped.read(name).decode("utf-8-sig") for name in zipped.namelist()}
    return {name: list(csv.DictReader(io.StringIO(text, newline=""), strict=True)) for name, text in texts.items()}


def of(diary: Diary, label: str = "Kim") -> dict[str, Rows]:
    return opened(Holder(KIM, label, diary.entries))


def test_a_zero_stays_a_zero_and_what_was_not_said_stays_empty() -> None:
    diary = Diary().ready()
    diary.check_in(0, without=("back_pain", "soreness"))
    told = of(diary)
    (both,), (left, right) = told["check_in"], told["check_in_by_side"]
    assert (left["side"], left["leg_pain_0_to_10"], right["leg_pain_0_to_10"]) == ("left", "0", "0")
    assert (both["back_pain_0_to_10"], both["soreness"], both["apart"]) == ("", "", "(none)")


def test_it_says_what_counts_now() -> None:
    diary = Diary().ready()
    first, second = diary.check_in(3), diary.check_in(4)
    diary.add("check_in", {**first.values, "left_leg_pain": 5, "replaces": first.id})
    diary.add("retraction", {"replaces": second.id})
    (row,) = (row for row in of(diary)["check_in_by_side"] if row["side"] == "left")
    assert (row["entry"], row["leg_pain_0_to_10"], row["corrected"]) == (first.id, "5", "yes")


def test_each_answer_to_a_safety_question_is_a_row() -> None:
    diary = Diary()
    diary.screening("daily", yes=["fever_unwell"])
    rows = of(diary)["screening_answers"]
    assert [row["question"] for row in rows if row["answer"] == "yes"] == ["fever_unwell"]
    assert {row["scope"] for row in rows} == {"daily"}


def test_plans_shown_are_told_in_short() -> None:
    diary = Diary()
    result = {"kind": "rest", "urgency": "none", "phase": None, "minutes": 0, "sets": [], "reasons": [{"rule": "r1"}]}
    told = {"heads": [], "now": diary.now, "programme": "p", "engine": "e"}
    diary.add("decision", {**told, "result": json.dumps(result)})
    diary.add("decision", {**told, "result": "[" * 50_000})
    first, second = of(diary)["decision"]
    assert (first["kind"], first["phase"], first["duration_min"], first["rules"]) == ("rest", "", "0", "r1")
    assert (second["kind"], second["sets"]) == ("", "0")


def test_everyone_stands_in_the_same_tables() -> None:
    told = opened(Holder(KIM, "Kim", Diary(name="a").ready().entries), Holder(LEE, "", Diary(name="b").ready().entries))
    assert {row["person"] for row in told["about"]} == {KIM, LEE}
    assert [(row["label"], row["entries"]) for row in told["person"]] == [("Kim", "2"), ("", "2")]


def test_the_dictionary_explains_every_column_of_every_table() -> None:
    told = opened()
    explained = [(row["table"], row["column"]) for row in told.pop("dictionary")]
    names = {(table.name, column.name) for table in tables() for column in table.columns}
    assert names < set(explained)
    assert len(set(explained)) == len(explained)
    assert {name for name, _ in explained} == set(told)


def test_every_number_has_its_unit_in_the_header() -> None:
    units = {column.name: column.unit for table in tables() for column in table.columns if column.unit}
    assert {"leg_pain_0_to_10", "body_mass_kg", "hold_s", "hung_n", "rest_mm", "duration_weeks", "after_min"} <= set(
        units
    )
    assert units["width_mm"] == "millimetres"
    assert units["duration_min"] == "minutes"


def test_no_kind_of_entry_is_left_out() -> None:
    shown = {table.name.partition("_by_")[0] for table in tables()}
    assert set(KINDS) - {"retraction", "screening"} <= shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" \t=cmd|' /C calc'!A0", "'  =cmd|' /C calc'!A0"),
        ("＝1+1", "'＝1+1"),  # noqa: RUF001
        ("\r=1", "' =1"),
        ("a\x00b", "a b"),
        ("left\nright", "left\nright"),
        ("", ""),
        (0, "0"),
        (False, "no"),
        (None, ""),
        ([], "(none)"),
        (["a", "b"], "a; b"),
    ],
)
def test_a_cell_shows_and_never_runs(text: Any, shown: str) -> None:
    assert cell(text) == shown


@settings(max_examples=30, deadline=None)
@given(lines=st.lists(made.entry_lines(), max_size=5), label=made.LABELS)
def test_whatever_was_written_no_cell_begins_a_formula(lines: list[bytes], label: str) -> None:
    entries, _ = read_lines(lines)
    holder = Holder(KIM, label, entries)
    told = opened(holder)
    cells = [value for rows in told.values() for row in rows for value in row.values()]
    assert all(None not in row and None not in row.values() for rows in told.values() for row in rows)
    assert [value for value in cells if value.strip()[:1] in set("=+-@")] == []
    assert packed([holder], LATER) == packed([holder], LATER)
