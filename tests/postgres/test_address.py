"""UNPINCH_DATABASE: a wrong one shows nothing of itself, and another one begins no second record in silence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from tests.postgres.cluster import OWNER, Cluster
from tests.postgres.conftest import address_of, installed
from unpinch.web import actions, database
from unpinch.web.errors import Exit, StartError
from unpinch.web.folder import Folder, Identity, settle_in
from unpinch.web.postgres import address
from unpinch.web.settings import Installation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import DjangoDbBlocker

    from unpinch.web.models import Person

SECRET = "s3cret-word"  # noqa: S105


@pytest.fixture
def another(server: Cluster, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Installation]:
    """A new folder, and a database with nothing in it."""
    folder = Folder(tmp_path / "another")
    settle_in(folder)
    server.ask(f"CREATE DATABASE another OWNER {OWNER}")
    with django_db_blocker.unblock():
        yield Installation(folder, Identity("", ""), database=address_of(server.url("another")))
    server.ask("DROP DATABASE another WITH (FORCE)")


def refused(text: str) -> StartError:
    with pytest.raises(StartError) as found:
        address_of(text)
    return found.value


@pytest.mark.parametrize(
    "text",
    [
        f"mysql://kim:{SECRET}@host/unpinch",
        f"postgresql://kim:{SECRET}@host",
        f"postgresql://kim:{SECRET}@host/unpinch?colour=red",
        f"postgresql://kim:{SECRET}@[host/unpinch",
        f"kim:{SECRET}@host/unpinch",
    ],
)
def test_an_address_that_is_wrong_is_told_of_without_its_password(text: str) -> None:
    found = refused(text)
    assert "UNPINCH_DATABASE" in str(found)
    assert SECRET not in str(found)
    assert found.exit_code == Exit.DATABASE


@pytest.mark.parametrize("start", ["geh/", "geh@", "5499/", "/", "@", "geh@h:", "geh@h/", "5499/geh@h:1/", "geh,h/"])
def test_a_password_that_is_not_written_as_an_address_wants_it_is_told_of_before_anything_shows_it(start: str) -> None:
    """Its rest would be taken for a host, a port or the name of a database."""
    said = str(refused(f"postgresql://kim:{start}eim42xyz@127.0.0.1:5499/unpinch"))
    assert "%2F" in said
    assert "%40" in said
    assert not [word for word in ("geh", "eim", "42xyz", "5499", "kim", "127") if word in said]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("postgresql://kim:g%2F%40%3A%25h@host:1/unpinch", "host:1/unpinch"),
        ("postgresql://[::1]:5432/unpinch", "::1:5432/unpinch"),
        ("postgresql://%2Fvar%2Frun/unpinch", "/var/run/unpinch"),
        ("postgresql:///unpinch?host=/srv/a@b:c&password=g/@:h", "/srv/a@b:c/unpinch"),
        ("postgresql://kim@one:1,two:2/unpinch", "one,two:1,2/unpinch"),
        ("postgresql:///unpinch?hostaddr=10.0.0.1", "10.0.0.1/unpinch"),
    ],
)
def test_an_address_that_is_written_right_is_taken(text: str, place: str) -> None:
    assert address_of(text).place == place


def test_without_the_setting_the_record_is_in_the_folder() -> None:
    assert address.chosen({}) is None
    assert address.chosen({"UNPINCH_DATABASE": " "}) is None


def test_without_its_client_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    assert "'.[postgres]'" in str(refused("postgresql://kim@host/unpinch"))


def test_several_servers_can_be_named_and_the_one_that_is_written_to_is_found() -> None:
    found = address_of("postgresql://kim@one,two/unpinch?target_session_attrs=read-write")
    assert found.settings["HOST"] == "one,two"
    assert found.settings["OPTIONS"]["target_session_attrs"] == "read-write"


def test_its_password_is_in_no_text_about_it() -> None:
    found = address_of(f"postgresql://kim:{SECRET}@host/unpinch")
    assert SECRET not in f"{found!r} {found.shown}"


def test_a_folder_whose_record_is_in_postgresql_begins_no_second_one(here: Installation) -> None:
    database.prepare(here.folder, print)
    with pytest.raises(StartError, match="is in PostgreSQL"):
        address.one_place(here.folder, None)


def noted(folder: Folder) -> Any:
    return json.loads(folder.elsewhere.read_text())


def test_another_database_without_a_record_begins_none_in_silence(
    here: Installation, another: Installation, kim: Person
) -> None:
    database.prepare(here.folder, print)
    before = noted(here.folder)
    assert before == {"record": "PostgreSQL", "place": here.database and here.database.place}
    with installed(another):
        with pytest.raises(StartError, match="restore --from") as found:
            database.prepare(here.folder, print)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
            assert cursor.fetchone() == (0,)
    assert another.database
    assert before["place"] in str(found.value)
    assert another.database.place in str(found.value)
    assert "unpinch@" not in str(found.value)
    assert noted(here.folder) == before


def test_a_record_in_which_nobody_ever_was_is_none(here: Installation) -> None:
    before = address_of("postgresql://kim@before/unpinch")
    address.remember(here.folder, before)
    with pytest.raises(StartError, match="there is none"):
        database.prepare(here.folder, print)
    actions.erase_person(actions.add_person("Kim"))
    database.prepare(here.folder, print)


def test_a_database_that_was_made_anew_is_told_of(another: Installation) -> None:
    assert another.database
    address.remember(another.folder, another.database)
    with installed(another), pytest.raises(StartError, match="there is none"):
        database.prepare(another.folder, print)


def test_a_server_of_another_name_that_has_the_record_took_over(here: Installation, kim: Person) -> None:
    address.remember(here.folder, address_of(f"postgresql://kim:{SECRET}@before/unpinch"))
    assert noted(here.folder)["place"] == "before/unpinch"
    database.prepare(here.folder, print)
    assert here.database
    assert noted(here.folder)["place"] == here.database.place


@pytest.mark.parametrize("note", ['{"record": "PostgreSQL"}', "[]", "broken"])
def test_a_note_of_before_that_says_no_place_is_renewed(another: Installation, note: str) -> None:
    another.folder.elsewhere.write_text(note)
    with installed(another):
        database.prepare(another.folder, print)
    assert another.database
    assert noted(another.folder)["place"] == another.database.place


def test_a_folder_with_a_record_of_its_own_stays_with_it(here: Installation) -> None:
    here.folder.database.touch()
    with pytest.raises(StartError, match="is a record in SQLite"):
        address.one_place(here.folder, here.database)
