"""Every record that a release has left on someone's disk: brought up, taken down, erased from, guarded all the way."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, connections
from django.test import override_settings

from tests.web.released import CANARY, FOLDER, GONE, KIM, OLA
from tests.web.settings import clock
from unpinch.journal import Moment
from unpinch.web import checks, database, queries, triggers
from unpinch.web.actions import erase_person
from unpinch.web.keeping import doctor
from unpinch.web.keeping.doctor import Patient
from unpinch.web.keeping.findings import Level
from unpinch.web.models import Aside, Entry, Person

if TYPE_CHECKING:
    from pathlib import Path

    from unpinch.web.settings import Installation

RELEASED = sorted(FOLDER.glob("*.sql"))
LATER = "tests.web.later"
Kept = dict[str, list[bytes]]


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, here: Installation) -> str:
    """The folder holds the record of a release; return its newest migration."""
    connections.close_all()
    clock.moment = Moment.parse("2027-01-01T08:00:00+01:00")
    here.folder.database.unlink()
    with closing(sqlite3.connect(here.folder.database)) as record:
        record.executescript(request.param.read_text("utf-8"))
    here.folder.database.chmod(0o600)
    return str(request.param.stem)


def kept() -> Kept:
    """Return what is in each journal, in its order."""
    return {str(person.pk): [line.raw for line in queries.lines(person)] for person in queries.people()}


def up(here: Installation, modules: str = "unpinch.web.migrations") -> None:
    with override_settings(MIGRATION_MODULES={"unpinch": modules}):
        database.prepare(here.folder, lambda _: None)


def down(to: str) -> None:
    with override_settings(MIGRATION_MODULES={"unpinch": LATER}):
        call_command("migrate", "unpinch", to, verbosity=0, interactive=False)


def person(id_: str) -> Person:
    return Person.objects.get(pk=UUID(id_))


def guarded() -> None:
    """See that nothing but an erasure changes or deletes a line."""
    assert triggers.missing(connection) == []
    for ask in (Entry.objects.update, Aside.objects.update):
        with pytest.raises(IntegrityError):
            ask(raw=b"other")
    for forget in (Entry.objects.all().delete, Aside.objects.all().delete, Person.objects.all().delete):
        with pytest.raises(IntegrityError):
            forget()
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("INSERT OR REPLACE INTO unpinch_entry SELECT * FROM unpinch_entry LIMIT 1")


def test_the_oldest_record_is_there() -> None:
    assert RELEASED[0].stem == "0001_journal"
    assert {path.stem for path in RELEASED} <= {name for app, name in database.known_migrations() if app == "unpinch"}


def test_it_is_brought_to_this_version_whole_and_guarded(old: str, here: Installation) -> None:
    before = kept()
    up(here)
    assert kept() == before
    assert {who: len(lines) for who, lines in before.items()} == {KIM: 32, OLA: 4}
    assert database.applied_migrations(here.folder.database) == database.known_migrations()
    guarded()


def test_nothing_is_wrong_with_it_afterwards(old: str, here: Installation, blank_database: Path) -> None:
    up(here)
    found = list(doctor.examined(Patient(here.folder, blank_database, (), clock())))
    assert [one for one in found if one.level is Level.WRONG] == []
    assert checks.record_is_whole() == []


def test_it_goes_up_and_down_and_up_again(old: str, here: Installation) -> None:
    before = kept()
    for _ in range(2):
        up(here, LATER)
        assert kept() == before
        guarded()
        down(old)
        assert kept() == before
        assert ("unpinch", old) == max(database.applied_migrations(here.folder.database))
        guarded()


@pytest.mark.parametrize("modules", ["unpinch.web.migrations", LATER])
def test_erasing_leaves_no_trace_after_it(old: str, here: Installation, modules: str) -> None:
    up(here, modules)
    assert erase_person(person(KIM))
    connections.close_all()
    on_disk = b"".join(path.read_bytes() for path in here.folder.walk() if path.is_file())
    assert CANARY.encode() not in on_disk
    assert set(kept()) == {OLA}


def test_who_was_erased_before_it_cannot_return(old: str, here: Installation) -> None:
    up(here)
    with pytest.raises(IntegrityError, match="never used again"):
        Person.objects.create(pk=UUID(GONE))
