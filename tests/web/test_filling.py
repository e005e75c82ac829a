"""A folder filled for the demo: only an empty one, and only once."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.web.cast import Phone
from unpinch.web import actions, filling, queries
from unpinch.web.errors import StartError
from unpinch.web.settings import installation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from unpinch.journal import Moment
    from unpinch.web.models import Person


def two(today: Moment) -> Iterator[tuple[str, list[bytes]]]:
    del today
    yield "Ada", Phone().notes(2)
    yield "Ben", Phone().notes(1)


@pytest.mark.usefixtures("here")
def test_it_fills_an_empty_folder_once() -> None:
    place = installation().folder
    assert filling.fill(place, two)
    assert not filling.fill(place, two)
    assert [(one.label, queries.newest_arrival(one)) for one in queries.people()] == [("Ada", 2), ("Ben", 1)]


def test_it_leaves_a_folder_with_a_record_alone(kim: Person) -> None:
    actions.record(kim, Phone().notes(1))
    with pytest.raises(StartError, match="holds somebody's record"):
        filling.fill(installation().folder, two)
    assert [one.pk for one in queries.people()] == [kim.pk]
    assert not (installation().folder.path / filling.MARK).exists()


def test_the_command_line_makes_the_demo_and_finds_it_again(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "unpinch", "demo", "--data", str(tmp_path / "demo"), "--no-serve"]
    first, again = (subprocess.run(words, capture_output=True, text=True, check=False) for _ in range(2))
    assert (first.returncode, first.stderr, again.returncode) == (0, "", 0)
    assert "Nothing of them is real" in first.stdout
    assert "as you left it" in again.stdout
