"""Another version's record: brought along with a backup, or left alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, connection
from django.test import override_settings

from tests.web.cast import Phone
from unpinch.web import database, queries, triggers
from unpinch.web.actions import erase_person, record
from unpinch.web.errors import Exit, StartError
from unpinch.web.keeping.points import kept
from unpinch.web.models import Entry

if TYPE_CHECKING:
    from unpinch.web.models import Person
    from unpinch.web.settings import Installation

later = override_settings(MIGRATION_MODULES={"unpinch": "tests.web.later"})


def upgrade(here: Installation) -> list[str]:
    said: list[str] = []
    with later:
        database.prepare(here.folder, said.append)
    return said


def test_the_record_is_backed_up_first_and_the_person_is_told(here: Installation, kim: Person) -> None:
    record(kim, lines := Phone().notes(3))
    (sentence,) = upgrade(here)
    (copy,) = here.folder.backups.glob("*.sqlite3")
    assert str(copy) in sentence
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copy)) as kept:
        assert [raw for (raw,) in kept.execute("SELECT raw FROM unpinch_entry ORDER BY arrival")] == lines
        assert len(kept.execute("SELECT * FROM django_migrations").fetchall()) == 1


def test_a_backup_never_overwrites_another(here: Installation, kim: Person) -> None:
    copies = {database.back_up(here.folder.database, here.folder.backups) for _ in range(3)}
    assert copies == {point.path for point in kept(here.folder.backups)}
    assert len(copies) == 3


def test_the_record_is_whole_and_guarded_afterwards(here: Installation, kim: Person) -> None:
    record(kim, lines := Phone().notes(3))
    upgrade(here)
    assert [line.raw for line in queries.lines(kim)] == lines
    assert triggers.missing(connection) == []
    with pytest.raises(IntegrityError):
        Entry.objects.update(raw=b"other")


def test_erasing_works_afterwards(here: Installation, kim: Person) -> None:
    record(kim, Phone().notes(3))
    upgrade(here)
    assert erase_person(kim)
    assert Entry.objects.count() == 0
    assert list(here.folder.backups.iterdir()) == []


def test_a_start_without_anything_new_makes_no_backup(here: Installation) -> None:
    said: list[str] = []
    database.prepare(here.folder, said.append)
    assert said == []
    assert list(here.folder.backups.iterdir()) == []


def test_a_newer_record_is_refused_and_not_touched(here: Installation, kim: Person) -> None:
    record(kim, Phone().notes(3))
    upgrade(here)
    database.close()
    before = here.folder.database.read_bytes()
    with pytest.raises(StartError, match="newer Unpinch") as refused:
        database.prepare(here.folder, print)
    assert refused.value.exit_code == Exit.DATABASE
    assert here.folder.database.read_bytes() == before


@pytest.mark.parametrize("content", [b"this is no database" * 1000, b"SQLite format 3\0" + b"\xff" * 4096])
def test_what_is_no_record_is_refused_and_not_touched(here: Installation, content: bytes) -> None:
    database.close()
    here.folder.database.write_bytes(content)
    with pytest.raises(StartError, match="can't be opened"):
        database.prepare(here.folder, print)
    assert here.folder.database.read_bytes() == content


def test_a_record_that_cannot_be_backed_up_is_left_as_it_is(
    here: Installation, kim: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(kim, Phone().notes(1))
    here.folder.backups.rmdir()
    here.folder.backups.write_text("a file in the way")
    with pytest.raises(StartError) as refused:
        upgrade(here)
    assert "left as it is" in str(refused.value)
    assert len(database.applied_migrations(here.folder.database)) == 1
