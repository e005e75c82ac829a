"""The start-up checks: each finds what it is for, with an id and a hint."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections import namedtuple
from typing import TYPE_CHECKING

import pytest
from django.core.checks import CheckMessage, run_checks
from django.db import connection

from tests.web.settings import clock
from unpinch.journal import Moment
from unpinch.web import boot, checks
from unpinch.web.errors import Exit, StartError

if TYPE_CHECKING:
    from unpinch.web.settings import Installation

Usage = namedtuple("Usage", "total used free")  # noqa: PYI024 (as shutil's own)


def found() -> list[CheckMessage]:
    return [each for each in run_checks(tags=[checks.TAG]) if each.id != "unpinch.W001"]


def ids() -> list[str | None]:
    return [each.id for each in found()]


def test_nothing_is_wrong_with_a_fresh_installation(here: Installation) -> None:
    assert ids() == []


@pytest.mark.skipif(os.name != "posix", reason="rights are kept elsewhere there")
def test_a_file_that_others_can_read_stops_the_start(here: Installation) -> None:
    here.folder.database.chmod(0o644)
    assert set(ids()) == {"unpinch.E001"}
    with pytest.raises(StartError, match=r"chmod.*unpinch\.E001") as refused:
        boot.examine(print)
    assert refused.value.exit_code == Exit.CHECKS


def test_an_old_sqlite_stops_the_start(here: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 30, 0))
    assert ids() == ["unpinch.E002"]


def test_a_missing_trigger_stops_the_start(here: Installation) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER unpinch_entry_no_delete")
    assert ids() == ["unpinch.E003"]
    assert "unpinch_entry_no_delete" in found()[0].msg


@pytest.mark.parametrize("pragma", ["synchronous = OFF", "recursive_triggers = OFF", "foreign_keys = OFF"])
def test_a_careless_database_stops_the_start(here: Installation, pragma: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
    assert ids() == ["unpinch.E004"]


def test_little_space_is_said_and_no_more(here: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 5 * 2**20))
    said: list[str] = []
    boot.examine(said.append)
    assert any("5 MiB are free" in sentence and "unpinch.W001" in sentence for sentence in said)


def test_a_lost_clock_is_said(here: Installation) -> None:
    clock.moment = Moment.parse("1970-01-01T00:00:00+00:00")
    assert ids() == ["unpinch.W002"]


def test_every_finding_has_a_hint(here: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    here.folder.database.chmod(0o644)
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 30, 0))
    assert all(each.hint for each in found())
