"""PostgreSQL itself refuses to change the record, whoever asks and with whatever connection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from tests.web.cast import Phone
from unpinch.web import queries, triggers
from unpinch.web.actions import add_person, erase_person, record, rename_person
from unpinch.web.models import Aside, Entry, Erasure, Person

if TYPE_CHECKING:
    from tests.postgres.cluster import Cluster
    from unpinch.web.settings import Installation

LINES = ("unpinch_entry", "unpinch_aside")
TABLES = (*LINES, "unpinch_person", "unpinch_erasure")
WRITES = (
    "UPDATE {} SET raw = '\\x00'",
    "UPDATE {} SET arrival = 9",
    "DELETE FROM {}",
    "DELETE FROM {} WHERE key = 1",
    "INSERT INTO {0} SELECT * FROM {0} LIMIT 1 ON CONFLICT (key) DO UPDATE SET raw = '\\x00'",
    "MERGE INTO {0} USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
)


@pytest.fixture
def kept(kim: Person) -> list[bytes]:
    lines = [*Phone().notes(2), b"broken"]
    record(kim, lines)
    return lines


def told(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("table", LINES)
@pytest.mark.parametrize("statement", WRITES)
def test_it_refuses_to_change_replace_or_delete_a_line(
    kim: Person, kept: list[bytes], table: str, statement: str
) -> None:
    with pytest.raises(IntegrityError, match=r"never|counted"):
        told(statement.format(table))
    assert [line.raw for line in queries.lines(kim)] == kept


@pytest.mark.parametrize("table", TABLES)
def test_it_refuses_to_empty_a_table(kim: Person, kept: list[bytes], table: str) -> None:
    with pytest.raises(IntegrityError, match=r"never|not deleted"):
        told(f"TRUNCATE {table} CASCADE")
    assert [line.raw for line in queries.lines(kim)] == kept


@pytest.mark.parametrize("session", ["SET session_replication_role = replica", "CREATE TEMP TABLE unpinch_erasure ()"])
def test_it_refuses_another_session_whatever_it_says_of_itself(
    here: Installation, server: Cluster, kim: Person, kept: list[bytes], session: str
) -> None:
    with server.connect(connection.settings_dict["NAME"]) as other:
        other.execute(session.encode())
        with pytest.raises(psycopg.IntegrityError, match="never deleted"):
            other.execute("DELETE FROM public.unpinch_entry")
    assert [line.raw for line in queries.lines(kim)] == kept


@pytest.mark.parametrize("arrival", [1, 2, 3, 5, 0, -1])
def test_it_refuses_an_arrival_out_of_order(kim: Person, kept: list[bytes], arrival: int) -> None:
    with pytest.raises(IntegrityError):
        Entry.objects.create(
            person=kim, arrival=arrival, uuid="x" * 36, raw=b"x", kind="x", at_s=0, device="x" * 36, seq=0
        )


def test_it_refuses_through_django_too(kept: list[bytes]) -> None:
    for ask in (Entry.objects.update, Aside.objects.update):
        with pytest.raises(IntegrityError):
            ask(raw=b"other")
    for forget in (Entry.objects.all().delete, Aside.objects.all().delete, Person.objects.all().delete):
        with pytest.raises(IntegrityError):
            forget()


def test_it_lets_a_name_change_and_nothing_else_of_a_person(kim: Person, kept: list[bytes]) -> None:
    rename_person(kim, "Kim Q.")
    assert Person.objects.get().label == "Kim Q."
    with pytest.raises(IntegrityError, match="keeps the id"):
        told("UPDATE unpinch_person SET id = gen_random_uuid()")


def test_an_erasure_is_for_good_and_touches_nobody_else(kim: Person, kept: list[bytes]) -> None:
    ola = add_person("Ola")
    record(ola, kept)
    erase_person(kim)
    assert [line.raw for line in queries.lines(ola)] == kept
    assert queries.people() == (ola,)
    for change in ("UPDATE unpinch_erasure SET at_s = 0", "DELETE FROM unpinch_erasure"):
        with pytest.raises(IntegrityError):
            told(change)
    with pytest.raises(IntegrityError, match="never used again"):
        Person.objects.create(pk=kim.pk)


def test_an_erasure_that_fails_erases_nothing(kim: Person, kept: list[bytes]) -> None:
    def erase_and_fail() -> None:
        with transaction.atomic():
            Erasure.objects.create(person=kim.pk, at_s=0)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        erase_and_fail()
    assert [line.raw for line in queries.lines(kim)] == kept


WEAKENED: dict[str, tuple[str, str]] = {
    "gone": ("DROP TRIGGER unpinch_entry_no_update ON unpinch_entry", "unpinch_entry_no_update"),
    "switched off": ("ALTER TABLE unpinch_entry DISABLE TRIGGER unpinch_entry_no_update", "unpinch_entry_no_update"),
    "weaker": ("ALTER TABLE unpinch_entry ENABLE TRIGGER unpinch_entry_no_update", "unpinch_entry_no_update"),
    "another body": (
        "CREATE OR REPLACE FUNCTION unpinch_entry_no_update() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "unpinch_entry_no_update",
    ),
    "a rule": ("CREATE RULE deaf AS ON INSERT TO unpinch_entry DO INSTEAD NOTHING", "deaf"),
    "a stranger": (
        "CREATE TRIGGER strange BEFORE INSERT ON unpinch_entry FOR EACH ROW EXECUTE FUNCTION unpinch_entry_no_update()",
        "strange",
    ),
}


@pytest.mark.parametrize("how", WEAKENED)
def test_a_guard_that_was_weakened_is_noticed_and_the_next_start_mends_it(here: Installation, how: str) -> None:
    statement, name = WEAKENED[how]
    told(statement)
    assert triggers.missing(connection) == [name]
    triggers.install(connection)
    assert triggers.missing(connection) == []


def test_migrations_take_the_triggers_away_and_bring_them_back(here: Installation, kept: list[bytes]) -> None:
    triggers.before_migrate("default")
    assert len(triggers.missing(connection)) == 16
    triggers.after_migrate("default")
    assert triggers.missing(connection) == []


def test_a_text_with_what_postgresql_cannot_keep_is_kept_aside(kim: Person) -> None:
    """The reason repeats what it met, and PostgreSQL has no NUL in texts; the line itself stays as it came."""
    raw = Phone().note().replace(b'"note"', b'"no\\u0000te"').replace(b'"kind"', b'"ki\\u0000nd"')
    receipt: Any = record(kim, [raw])
    assert receipt.items[0].status == "aside"
    assert [line.raw for line in queries.lines(kim)] == [raw]
