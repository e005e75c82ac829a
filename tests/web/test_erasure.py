"""Delete everything means everything: in the tables, in the files, in the copies."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from django.db import OperationalError, connection

from tests.web.cast import Phone, journal_path
from unpinch.web import database, queries
from unpinch.web.actions import add_person, erase_person, record
from unpinch.web.errors import Problem
from unpinch.web.models import Erasure

if TYPE_CHECKING:
    from tests.web.cast import Visitor
    from unpinch.web.models import Person
    from unpinch.web.settings import Installation

CANARY = "canary-of-kim"


def everything_on_disk(here: Installation) -> bytes:
    return b"".join(path.read_bytes() for path in here.folder.walk() if path.is_file())


def test_it_leaves_no_trace_in_any_file(here: Installation, kim: Person) -> None:
    record(kim, [*(Phone().note(f"{CANARY} {number} " + "x" * 1900) for number in range(50)), CANARY.encode()])
    database.back_up(here.folder.database, here.folder.backups)
    (here.folder.path / "import-1.jsonl").write_text(CANARY)
    (here.folder.path / "tmp1.upload.jsonl").write_text(CANARY)
    assert CANARY.encode() in everything_on_disk(here)
    assert erase_person(kim)
    assert CANARY.encode() not in everything_on_disk(here)
    assert list(here.folder.backups.iterdir()) == []


def test_it_leaves_the_bare_fact_that_someone_was_erased(kim: Person) -> None:
    erase_person(kim)
    assert queries.people() == ()
    assert Erasure.objects.get().person == kim.pk


def test_the_files_stay_private_after_it(here: Installation, kim: Person) -> None:
    erase_person(kim)
    assert here.folder.database.stat().st_mode & 0o777 == 0o600


def test_it_says_when_traces_may_be_left(here: Installation, kim: Person) -> None:
    """Someone else reads just then: the log can't be emptied before they have finished."""
    record(kim, Phone().notes(1))
    with closing(sqlite3.connect(here.folder.database)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM unpinch_entry").fetchone()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 1")
        assert not erase_person(kim)
    assert queries.people() == ()
    assert database.truncate_log()


def test_a_new_person_can_begin_after_it(kim: Person) -> None:
    erase_person(kim)
    assert add_person("Kim").pk != kim.pk


def test_it_says_when_a_copy_could_not_be_removed(here: Installation, kim: Person) -> None:
    (here.folder.backups / "unpinch-in-the-way").mkdir()
    assert not erase_person(kim)
    assert queries.people() == ()


def test_it_says_when_the_freed_pages_could_not_be_cleared(kim: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> bool:
        raise OperationalError

    monkeypatch.setattr("unpinch.web.database.truncate_log", full)
    assert not erase_person(kim)


def test_who_was_erased_meanwhile_gets_no_new_line(kim: Person) -> None:
    erase_person(kim)
    with pytest.raises(Problem) as refused:
        record(kim, Phone().notes(1))
    assert refused.value.status == 404


def test_a_device_that_asks_for_an_erased_record_is_told_so_and_a_page_says_nothing_of_it(
    browser_of_kim: Visitor, kim: Person
) -> None:
    erase_person(kim)
    assert browser_of_kim.get(journal_path(kim)).status_code == 410
    assert browser_of_kim.get(f"/p/{kim.pk}/today").status_code == 404
    assert browser_of_kim.get("/api/p/00000000-0000-4000-8000-000000000000/journal").status_code == 404
