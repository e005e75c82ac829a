"""The database itself refuses to change the record, whoever asks and with whatever connection."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, connection, transaction

from tests.web.cast import Phone
from unpinch.web import queries, triggers
from unpinch.web.actions import add_person, erase_person, record, rename_person
from unpinch.web.models import Aside, Entry, Erasure, Person

if TYPE_CHECKING:
    from unpinch.web.settings import Installation

LINE_TABLES = ("unpinch_entry", "unpinch_aside")


@pytest.fixture
def kept(kim: Person) -> list[bytes]:
    lines = [*Phone().notes(2), b"broken"]
    record(kim, lines)
    return lines


@pytest.mark.parametrize("table", LINE_TABLES)
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET raw = x'00'", "UPDATE {} SET arrival = 9", "DELETE FROM {}", "DELETE FROM {} WHERE key = 1"],
)
def test_it_refuses_to_change_or_delete_a_line(kim: Person, kept: list[bytes], table: str, statement: str) -> None:
    with pytest.raises(IntegrityError, match="never"), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
    assert [line.raw for line in queries.lines(kim)] == kept


def test_it_refuses_through_django_too(kept: list[bytes]) -> None:
    for ask in (Entry.objects.update, Aside.objects.update):
        with pytest.raises(IntegrityError):
            ask(raw=b"other")
    for forget in (Entry.objects.all().delete, Aside.objects.all().delete, Person.objects.all().delete):
        with pytest.raises(IntegrityError):
            forget()


INTO = "INSERT OR REPLACE INTO unpinch_entry SELECT"
REST = "uuid, x'00', kind, at_s, device, seq, person_id FROM unpinch_entry WHERE arrival = 1"
REPLACE = (f"{INTO} key, arrival, {REST}", f"{INTO} NULL, arrival, {REST}", f"{INTO} NULL, 4, {REST}")
"""By the key, by the arrival number, and by the id."""


@pytest.mark.parametrize("statement", REPLACE)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_it_refuses_to_replace_a_line(
    here: Installation, kim: Person, kept: list[bytes], statement: str, recursive: str
) -> None:
    with closing(sqlite3.connect(here.folder.database)) as other:
        other.execute(f"PRAGMA recursive_triggers = {recursive}")
        with pytest.raises(sqlite3.IntegrityError, match=r"never replaced|counted"):
            other.execute(statement)
    assert [line.raw for line in queries.lines(kim)] == kept


@pytest.mark.parametrize("arrival", [1, 2, 3, 5, 0, -1])
def test_it_refuses_an_arrival_out_of_order(kim: Person, kept: list[bytes], arrival: int) -> None:
    with pytest.raises(IntegrityError):
        Entry.objects.create(
            person=kim, arrival=arrival, uuid="x" * 36, raw=b"x", kind="x", at_s=0, device="x" * 36, seq=0
        )


@pytest.mark.parametrize(
    "wrong",
    [{"uuid": "short"}, {"raw": b""}, {"kind": ""}, {"device": ""}, {"seq": -1}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_it_refuses_a_row_that_makes_no_sense(kim: Person, wrong: dict[str, object]) -> None:
    row = {"uuid": "x" * 36, "raw": b"x", "kind": "x", "at_s": 0, "device": "x" * 36, "seq": 0, **wrong}
    with pytest.raises(IntegrityError):
        Entry.objects.create(person=kim, arrival=1, **row)


def test_it_refuses_an_unknown_reason_for_keeping_aside(kim: Person) -> None:
    with pytest.raises(IntegrityError):
        Aside.objects.create(person=kim, arrival=1, raw=b"x", sha256="0" * 64, code="whim", reason="")


def test_it_lets_a_name_change_and_nothing_else_of_a_person(kim: Person, kept: list[bytes]) -> None:
    rename_person(kim, "Kim Q.")
    assert Person.objects.get().label == "Kim Q."
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("UPDATE unpinch_person SET id = 'x'")
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(
            "INSERT OR REPLACE INTO unpinch_person (id, label, device) SELECT id, 'x', 'y' FROM unpinch_person"
        )


def test_an_erasure_is_for_good(kim: Person, kept: list[bytes]) -> None:
    erase_person(kim)
    for change in ("UPDATE unpinch_erasure SET at_s = 0", "DELETE FROM unpinch_erasure"):
        with pytest.raises(IntegrityError), connection.cursor() as cursor:
            cursor.execute(change)
    with pytest.raises(IntegrityError, match="never used again"):
        Person.objects.create(pk=kim.pk)


def erase_and_fail(kim: Person) -> None:
    with transaction.atomic():
        Erasure.objects.create(person=kim.pk, at_s=0)
        raise ZeroDivisionError


def test_an_erasure_that_fails_erases_nothing(kim: Person, kept: list[bytes]) -> None:
    with pytest.raises(ZeroDivisionError):
        erase_and_fail(kim)
    assert [line.raw for line in queries.lines(kim)] == kept


def test_an_erasure_touches_nobody_else(kim: Person, kept: list[bytes]) -> None:
    ola = add_person("Ola")
    record(ola, kept)
    erase_person(kim)
    assert [line.raw for line in queries.lines(ola)] == kept


def test_a_rebuilt_table_gets_its_triggers_back(here: Installation, kept: list[bytes]) -> None:
    triggers.before_migrate("default")
    with connection.schema_editor() as editor:
        editor._remake_table(Entry)  # type: ignore[attr-defined]  # noqa: SLF001 (what SQLite migrations do)
    assert "unpinch_entry_no_update" in triggers.missing(connection)
    triggers.after_migrate("default")
    assert triggers.missing(connection) == []
    with pytest.raises(IntegrityError):
        Entry.objects.update(raw=b"other")


def test_a_trigger_that_was_weakened_is_noticed(here: Installation) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER unpinch_entry_no_update")
        cursor.execute("CREATE TRIGGER unpinch_entry_no_update BEFORE UPDATE ON unpinch_entry BEGIN SELECT 1; END")
    assert triggers.missing(connection) == ["unpinch_entry_no_update"]
