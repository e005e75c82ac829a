"""Saved files stay as they were: journal, tables and calendars of two made-up people."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from tests.exchange import golden_files
from tests.exchange.golden_files import FOLDER, JOURNAL, made
from unpinch.exchange.journal_file import read
from unpinch.web import leaving, queries
from unpinch.web.importing import Rule, bring_in

if TYPE_CHECKING:
    from tests.exchange.conftest import Blank


def test_a_journal_file_of_old_comes_in_whole_and_goes_out_byte_for_byte(blank: Blank) -> None:
    saved = (FOLDER / JOURNAL).read_bytes()
    with blank():
        outcome = bring_in(read(BytesIO(saved)), Rule(), dry=False)
        assert (outcome.sum("aside"), outcome.sum("conflicts")) == (0, 0)
        assert b"".join(leaving.journal_file(queries.people())) == saved


@pytest.mark.parametrize("name", [golden_files.TABLES, "demo.settling.ics", "demo.stubborn.ics"])
def test_what_is_made_from_it_is_as_it_was(name: str) -> None:
    """Meant to be so? `python -m tests.exchange.golden_files refresh`, and look at the difference."""
    assert made()[name] == (FOLDER / name).read_bytes()


def test_lines_of_tables_and_calendars_end_as_their_formats_want() -> None:
    for content in (golden_files.tables(), golden_files.calendar_of("settling")):
        lines = [line for line in content.split(b"\n")[:-1] if line and not line.startswith(b"== ")]
        assert {line[-1:] for line in lines} == {b"\r"}
