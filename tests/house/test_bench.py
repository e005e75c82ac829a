"""The benches: the record they measure on is as long as they say, and their page can be read."""

from bench.record import parts, said
from bench.table import Table, Times, ms, verdict
from tests.builders import shipped
from unpinch.guidance import decide


def test_a_year_of_the_record_is_a_year_of_a_life() -> None:
    year = parts(1)[0]
    assert 365 <= year.count("check_in") <= 400
    assert year.count("set_done") >= 900
    assert any(entry.replaces for entry in year.entries)
    assert said(year).startswith("1 year: ")


def test_the_record_ends_with_a_plan_to_train() -> None:
    year = parts(1)[0]
    assert decide(shipped(), year.shuffled, year.now).kind == "train"


def test_a_table_is_markdown_in_even_columns() -> None:
    lines = Table("A", "What.", ("name", "time"), (("long name", "1 ms"),)).markdown().splitlines()
    assert lines[-3:] == ["| name      | time |", "| --------- | ---- |", "| long name | 1 ms |"]


def test_figures_are_rounded_and_compared_with_the_target() -> None:
    times = Times((3.0, 1.0, 20.0))
    assert times.cells() == ("3.0 ms", "1.0 ms")
    assert ms(123.4) == "123 ms"
    assert verdict(51, 50, "ms") == "50 ms: missed"
