"""A PostgreSQL server that is away, weak, somebody else's or in use: a sentence each, and nothing acknowledged lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import close_old_connections, connection
from django.test import override_settings

from tests.postgres.cluster import Cluster
from tests.postgres.conftest import address_of, installed
from tests.web.cast import Phone, Visitor, journal_path
from unpinch.web import actions, checks, database, queries, triggers
from unpinch.web.errors import Exit, StartError
from unpinch.web.keeping.points import kept
from unpinch.web.postgres import server as there

if TYPE_CHECKING:
    from pathlib import Path

    from unpinch.web.models import Person
    from unpinch.web.settings import Installation

SECRET = "s3cret-word"  # noqa: S105


def test_a_server_that_is_away_at_the_start_is_told_of(tmp_path: Path) -> None:
    nowhere = address_of(f"postgresql://kim:{SECRET}@/unpinch?host={tmp_path}")
    with pytest.raises(StartError, match="can't be used") as found:
        there.usable(nowhere)
    assert SECRET not in str(found.value)


def test_a_server_that_is_too_old_is_told_of(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(there, "OLDEST", (99, "99"))
    with pytest.raises(StartError, match="too old"):
        there.usable(address_of(url))


def test_a_database_that_can_only_be_read_is_told_of(server: Cluster, url: str) -> None:
    only_read = f"{url}&options={'-c%20default_transaction_read_only%3Don'}"
    with pytest.raises(StartError, match="only be read"):
        there.usable(address_of(only_read))


def test_a_user_without_rights_is_told_of(server: Cluster, url: str) -> None:
    server.ask("DROP ROLE IF EXISTS guest")
    server.ask("CREATE ROLE guest LOGIN")
    with pytest.raises(StartError, match="may make no tables"):
        there.usable(address_of(url.replace("unpinch@", "guest@")))


def test_a_database_of_something_else_is_left_alone(here: Installation, url: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE books (title text)")
    with pytest.raises(StartError, match="aren't Unpinch's"):
        there.usable(address_of(url))


def test_a_record_of_a_newer_unpinch_is_left_alone(here: Installation) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('unpinch', '9999_later', now())")
    with pytest.raises(StartError, match="newer Unpinch"):
        database.prepare(here.folder, print)


def test_before_an_update_the_record_is_copied_as_it_was(here: Installation, kim: Person) -> None:
    actions.record(kim, lines := Phone().notes(3))
    with override_settings(MIGRATION_MODULES={"unpinch": "tests.web.later"}):
        database.prepare(here.folder, print)
        assert database.is_current(here.folder)
    (point,) = kept(here.folder.backups)
    assert point.why.startswith("before Unpinch")
    assert point.migrations == {("unpinch", "0001_journal")}
    assert point.lines == len(lines)
    assert [line.raw for line in queries.lines(kim)] == lines
    assert triggers.missing(connection) == []
    with override_settings(MIGRATION_MODULES={"unpinch": "tests.web.later"}):
        call_command("migrate", "unpinch", "0001_journal", verbosity=0, interactive=False)
    assert [line.raw for line in queries.lines(kim)] == lines
    assert triggers.missing(connection) == []


def test_a_commit_is_never_weaker_than_on(here: Installation) -> None:
    """The server of these tests says off."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)
    connection.close()
    stronger = connection.settings_dict["OPTIONS"]
    before, stronger["options"] = stronger["options"], "-c synchronous_commit=remote_apply"
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("remote_apply",)
    connection.close()
    stronger["options"] = before


def test_a_server_that_can_lose_what_it_acknowledged_stops_the_start(here: Installation, server: Cluster) -> None:
    """The server of these tests has its fsync off."""
    server.set("full_page_writes", "off")
    try:
        (found,) = checks.log_is_safe()
    finally:
        server.set("full_page_writes", "on")
    assert found.id == "unpinch.E006"
    assert "fsync = off" in found.msg
    assert "full_page_writes = off" in found.msg


def test_a_server_that_keeps_what_it_acknowledged_does_not(here: Installation, server: Cluster) -> None:
    server.set("fsync", "on")
    try:
        assert checks.log_is_safe() == []
    finally:
        server.set("fsync", "off")


def test_a_table_that_a_crash_would_empty_stops_the_start(here: Installation) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE unpinch_aside SET UNLOGGED")
    assert "unpinch_aside" in checks.log_is_safe()[0].msg


def test_one_unpinch_a_database(url: str) -> None:
    one, other = there.alone(address_of(url)), there.alone(address_of(url))
    with one, pytest.raises(StartError, match="one Unpinch a database") as second, other:
        pass
    assert second.value.exit_code == Exit.BUSY
    with there.alone(address_of(url)):
        pass


def ended(server: Cluster) -> None:
    """End every connection to the test's database, as a server does that is started anew.

    Before each request Django looks at its connections; its client for tests leaves that out.
    """
    name = connection.settings_dict["NAME"]
    server.ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608


def test_who_held_the_database_takes_it_again_after_the_server_was_away(
    here: Installation, server: Cluster, kim: Person, url: str, browser_of_kim: Visitor
) -> None:
    with there.alone(here.database):
        ended(server)
        close_old_connections()
        assert browser_of_kim.get(journal_path(kim)).status_code == 200
        with pytest.raises(StartError, match="one Unpinch a database"), there.alone(address_of(url)):
            pass


def test_who_lost_the_database_to_another_saves_nothing(
    here: Installation, server: Cluster, kim: Person, url: str, browser_of_kim: Visitor
) -> None:
    with there.alone(here.database):
        ended(server)
        other = there.Turn(address_of(url))
        assert other.take()
        for _ in range(2):
            close_old_connections()
            assert browser_of_kim.send(kim, Phone().note()).status_code == 503
        other.leave()
        close_old_connections()
        assert browser_of_kim.send(kim, Phone().note()).status_code == 200


def test_a_connection_lost_within_a_request_is_told_of_and_the_next_request_has_a_new_one(
    here: Installation, server: Cluster, kim: Person, browser_of_kim: Visitor
) -> None:
    line = Phone().note()
    ended(server)
    answer: Any = browser_of_kim.send(kim, line)
    assert (answer.status_code, answer.json()["code"]) == (503, "not_saved")
    close_old_connections()
    assert browser_of_kim.send(kim, line).status_code == 200
    assert [one.raw for one in queries.lines(kim)] == [line]


def test_the_log_says_why_the_server_is_away_and_no_password(
    here: Installation, kim: Person, browser_of_kim: Visitor, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    nowhere = address_of(f"postgresql://kim:{SECRET}@/unpinch?host={tmp_path}")
    with installed(replace(here, database=nowhere)):
        assert browser_of_kim.client.get(journal_path(kim)).status_code == 503
    (said,) = (one.getMessage() for one in caplog.records if one.name == "unpinch.database")
    assert said.startswith("The record can't be reached just now (not_saved): OperationalError: ")
    assert "No such file or directory" in said
    assert SECRET not in caplog.text


def test_of_a_failure_within_a_record_the_log_has_the_code_alone(
    kim: Person, browser_of_kim: Visitor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        with connection.wrap_database_errors:
            raise psycopg.errors.DataCorrupted("canary of a line")

    monkeypatch.setattr(queries, "person", fails)
    browser_of_kim.client.get(journal_path(kim))
    assert "The record is damaged (damaged): DataCorrupted XX001" in caplog.text
    assert "canary" not in caplog.text


SAID: dict[type[psycopg.Error], tuple[int, str]] = {
    psycopg.errors.DiskFull: (507, "disk_full"),
    psycopg.errors.DataCorrupted: (503, "damaged"),
    psycopg.errors.IndexCorrupted: (503, "damaged"),
    psycopg.errors.AdminShutdown: (503, "not_saved"),
    psycopg.errors.CannotConnectNow: (503, "not_saved"),
    psycopg.errors.LockNotAvailable: (503, "not_saved"),
    psycopg.errors.DeadlockDetected: (503, "not_saved"),
    psycopg.errors.ReadOnlySqlTransaction: (503, "not_saved"),
    psycopg.errors.TooManyConnections: (503, "not_saved"),
    psycopg.errors.ConnectionFailure: (503, "not_saved"),
    psycopg.OperationalError: (503, "not_saved"),
    psycopg.errors.UndefinedColumn: (500, "fault"),
}


@pytest.mark.parametrize("error", SAID, ids=lambda error: error.__name__)
@pytest.mark.parametrize("where", ["newest_arrival", "person"])
def test_what_the_server_says_is_answered_in_words(
    kim: Person, browser_of_kim: Visitor, monkeypatch: pytest.MonkeyPatch, error: type[psycopg.Error], where: str
) -> None:
    def fails(*_: object) -> None:
        with connection.wrap_database_errors:
            raise error("s3cret-word")

    monkeypatch.setattr(queries, where, fails)
    answer: Any = browser_of_kim.client.get(journal_path(kim))
    status, code = SAID[error]
    assert answer.status_code == status
    if status != 500:
        assert answer.json()["code"] == code
    assert SECRET.encode() not in answer.content


def test_a_writer_that_waits_too_long_is_told_of(
    here: Installation, kim: Person, url: str, browser_of_kim: Visitor
) -> None:
    with psycopg.connect(url) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", (int.from_bytes(b"unpinch") + 1,))
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 1")
        answer: Any = browser_of_kim.send(kim, Phone().note())
        assert (answer.status_code, answer.json()["code"]) == (503, "not_saved")


def test_after_an_erasure_the_tables_hold_nothing_of_it_and_it_is_said_that_the_log_may(
    here: Installation, server: Cluster, kim: Person
) -> None:
    """The rows of others lie in the same pages."""
    actions.record(actions.add_person("Ola"), Phone().notes(3))
    actions.record(kim, [Phone().note(f"canary-of-kim {'x' * 500} {number}") for number in range(20)])
    assert b"canary-of-kim" in _tables(server)
    assert not actions.erase_person(kim)
    assert b"canary-of-kim" not in _tables(server)


def test_the_page_that_deletes_says_what_stays_in_the_log(
    here: Installation, kim: Person, browser_of_kim: Visitor
) -> None:
    answer: Any = browser_of_kim.client.post(f"/p/{kim.pk}/delete", {"sure": "delete"})
    assert answer.status_code == 202
    assert b"Traces may lie in the database" in answer.content


def _tables(server: Cluster) -> bytes:
    """Return what is in the files of the database."""
    server.ask("CHECKPOINT")
    name = connection.settings_dict["NAME"]
    ((number,),) = server.ask(f"SELECT oid FROM pg_database WHERE datname = '{name}'")  # noqa: S608
    return b"".join(path.read_bytes() for path in (server.data / "base" / str(number)).iterdir())
