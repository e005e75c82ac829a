"""A full disk: a sentence, and nothing that was acknowledged is lost."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from django.db import OperationalError, connection

from tests.web.cast import Phone, Visitor
from unpinch.web import problems, queries

if TYPE_CHECKING:
    from unpinch.web.models import Person
    from unpinch.web.settings import Installation


def let_the_disk_be_full() -> None:
    """Let the database grow no further than it is."""
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")


def make_space() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")


def test_what_was_acknowledged_stays_and_the_rest_is_refused_whole(kim: Person, browser_of_kim: Visitor) -> None:
    phone = Phone()
    kept, waiting = phone.notes(5), [phone.note("x" * 1900) for _ in range(100)]
    assert browser_of_kim.send(kim, *kept).status_code == 200
    let_the_disk_be_full()
    answer: Any = browser_of_kim.send(kim, *waiting)
    assert (answer.status_code, answer.json()["code"]) == (507, "disk_full")
    assert "Free some space" in answer.json()["detail"]
    assert [line.raw for line in queries.lines(kim)] == kept
    make_space()
    assert browser_of_kim.send(kim, *waiting).status_code == 200
    assert [line.raw for line in queries.lines(kim)] == kept + waiting


def test_a_page_says_it_too(browser_of_kim: Visitor, kim: Person) -> None:
    let_the_disk_be_full()
    pages: list[Any] = [browser_of_kim.post("/people", {"label": "x" * 60}) for _ in range(200)]
    refused = [page for page in pages if page.status_code == 507]
    assert "The disk is full" in refused[0].content.decode()
    assert len(refused) + len(queries.people()) == 1 + len(pages)


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (sqlite3.SQLITE_FULL, problems.DISK_FULL),
        (sqlite3.SQLITE_READONLY, problems.NOT_SAVED),
        (sqlite3.SQLITE_IOERR_WRITE, problems.NOT_SAVED),
        (sqlite3.SQLITE_BUSY, problems.NOT_SAVED),
        (sqlite3.SQLITE_CONSTRAINT, None),
    ],
)
def test_each_trouble_of_the_disk_has_its_sentence(code: int, problem: object) -> None:
    cause = sqlite3.OperationalError()
    cause.sqlite_errorcode = code
    error = OperationalError()
    error.__cause__ = cause
    assert problems.of_database(error) is problem


def test_a_record_that_someone_else_holds_is_told_of(here: Installation, kim: Person, browser_of_kim: Visitor) -> None:
    other = sqlite3.connect(here.folder.database)
    other.execute("BEGIN IMMEDIATE")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 1")
    answer: Any = browser_of_kim.send(kim, Phone().note())
    other.close()
    assert (answer.status_code, answer.json()["code"]) == (503, "not_saved")
