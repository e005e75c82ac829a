"""Copies of a record in PostgreSQL: the same kind of point, the same way back, and the way between both databases."""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from io import StringIO
from itertools import count
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from tests.postgres.cluster import OWNER
from tests.postgres.conftest import installed
from tests.web.cast import Phone
from tests.web.running import Running
from unpinch.cli import main
from unpinch.web import actions, boot, database, queries, triggers
from unpinch.web.folder import PASSING
from unpinch.web.keeping import reading
from unpinch.web.keeping.points import kept
from unpinch.web.postgres.address import VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import DjangoDbBlocker

    from tests.postgres.cluster import Cluster
    from unpinch.web.models import Person
    from unpinch.web.settings import Installation

_empty = count(1)


@pytest.fixture(autouse=True)
def _databases(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let each command open its own database."""
    with django_db_blocker.unblock():
        yield


def unpinch(*words: str, data: Path, url: str = "", code: int = 0) -> str:
    """Run a command in this process, where Django is set up once; return what it said."""
    said, mask = StringIO(), os.umask(0o077)
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        patch.setenv("UNPINCH_DATA", str(data))
        patch.setenv(VARIABLE, url)
        patch.setattr(boot, "configure", lambda started: stack.enter_context(installed(started)))
        with redirect_stdout(said), redirect_stderr(said):
            assert main(words) == code, said.getvalue()
    os.umask(mask)
    return said.getvalue()


def lines_of(person: Person) -> list[bytes]:
    return [line.raw for line in queries.lines(person)]


@pytest.fixture
def new_url(server: Cluster) -> str:
    """A database with nothing in it."""
    name = f"empty_{next(_empty)}"
    server.ask(f"CREATE DATABASE {name} OWNER {OWNER}")
    return server.url(name)


@pytest.fixture
def lines(kim: Person) -> list[bytes]:
    written = [entry.raw for entry in actions.write(kim, actions.New("resume", {}), actions.New("resume", {}))]
    came = [*Phone().notes(3), b"broken"]
    actions.record(kim, came)
    return [*written, *came]


def test_a_copy_is_a_point_like_any_other(
    here: Installation, url: str, kim: Person, lines: list[bytes], tmp_path: Path
) -> None:
    assert "1 person, 6 lines" in unpinch("backup", "--to", str(tmp_path / "copies"), data=here.folder.path, url=url)
    (point,) = kept(tmp_path / "copies")
    point.unpack(tmp_path / "unpacked.sqlite3", "")
    with reading.opened(tmp_path / "unpacked.sqlite3") as record:
        assert reading.trouble(record) == ""
        assert [bytes(raw) for (raw,) in record.execute("SELECT raw FROM unpinch_entry ORDER BY arrival")] == lines[:-1]
    assert not (here.folder.path / "portable").exists()


def test_what_a_killed_copy_left_goes_with_a_later_one(
    here: Installation, url: str, kim: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / f"{PASSING}left" / "portable"
    left.mkdir(parents=True)
    (left / "unpinch.sqlite3").write_bytes(b"a whole record")
    unpinch("backup", "--to", str(tmp_path / "copies"), data=here.folder.path, url=url)
    assert left.exists()
    os.utime(left.parent, (0, 0))
    unpinch("backup", "--to", str(tmp_path / "copies"), data=here.folder.path, url=url)
    assert list(tmp_path.glob(f"{PASSING}*")) == []


def test_the_way_back_brings_what_was_there_under_new_devices_and_can_be_undone(
    here: Installation, url: str, kim: Person, lines: list[bytes], tmp_path: Path
) -> None:
    copies = str(tmp_path / "copies")
    unpinch("backup", "--to", copies, data=here.folder.path, url=url)
    actions.record(kim, later := Phone().notes(2))
    gone = actions.add_person("Gone")
    said = unpinch("restore", "--from", copies, data=here.folder.path, url=url)
    assert "0 lines come back. 2 lines that were written since go" in said
    assert lines_of(kim) == [*lines, *later]
    unpinch("restore", "--from", copies, "--apply", data=here.folder.path, url=url)
    connection.close()
    (back,) = queries.people()
    assert (back.pk, lines_of(back)) == (kim.pk, lines)
    assert back.device != kim.device
    assert triggers.missing(connection) == []
    assert actions.record(back, Phone().notes(1)).cursor == len(lines) + 1
    unpinch("restore", "--from", str(here.folder.backups), "--apply", data=here.folder.path, url=url)
    assert {one.pk for one in queries.people()} == {kim.pk, gone.pk}
    assert lines_of(kim) == [*lines, *later]


def test_who_was_erased_stays_erased(
    here: Installation, url: str, kim: Person, lines: list[bytes], tmp_path: Path
) -> None:
    ola = actions.add_person("Ola")
    unpinch("backup", "--to", str(tmp_path), data=here.folder.path, url=url)
    actions.erase_person(kim)
    said = unpinch("restore", "--from", str(tmp_path), "--apply", data=here.folder.path, url=url)
    assert "stays erased" in said
    assert [one.pk for one in queries.people()] == [ola.pk]
    assert queries.was_erased(kim.pk)


def test_a_record_moves_from_sqlite_to_postgresql_and_back(new_url: str, tmp_path: Path) -> None:
    one, two, three, copies = (tmp_path / name for name in ("one", "two", "three", "copies"))
    journal, again = tmp_path / "kim.jsonl", tmp_path / "again.jsonl"
    journal.write_bytes(b"\n".join(Phone().notes(5)))
    unpinch("import", str(journal), data=one)
    unpinch("backup", "--to", str(copies), data=one)
    said = unpinch("restore", "--from", str(copies), "--apply", data=two, url=new_url)
    assert "1 people and 5 lines" in said
    assert "wrong" not in unpinch("doctor", "--copies", str(copies), data=two, url=new_url, code=1).replace(
        "wrong  This PostgreSQL may lose what it has acknowledged, or can't keep every text: fsync = off", ""
    )
    unpinch("backup", "--to", str(copies), data=two, url=new_url)
    unpinch("restore", "--from", str(copies), "--apply", data=three)
    for data, url, out in ((one, "", journal), (three, "", again)):
        unpinch("export", "--format", "journal", "--out", str(out), data=data, url=url)
    assert again.read_bytes() == journal.read_bytes()


def test_a_restore_that_fails_on_the_way_leaves_the_record_as_it_was(
    here: Installation, url: str, kim: Person, lines: list[bytes], tmp_path: Path
) -> None:
    unpinch("backup", "--to", str(tmp_path), data=here.folder.path, url=url)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE unpinch_aside ADD CONSTRAINT no CHECK (false) NOT VALID")
    actions.record(kim, later := Phone().notes(1))
    said = unpinch("restore", "--from", str(tmp_path), "--apply", data=here.folder.path, url=url, code=1)
    assert "No line was lost" in said
    assert lines_of(kim) == [*lines, *later]
    assert triggers.missing(connection) == []


def test_a_record_with_a_changed_line_is_not_copied_and_is_kept_as_it_is_on_the_way_back(
    here: Installation, url: str, kim: Person, lines: list[bytes], tmp_path: Path
) -> None:
    unpinch("backup", "--to", str(tmp_path), data=here.folder.path, url=url)
    with connection.cursor() as cursor:
        triggers.remove(connection)
        cursor.execute("UPDATE unpinch_entry SET at_s = 0 WHERE arrival = 3")
    said = unpinch("backup", "--to", str(tmp_path), data=here.folder.path, url=url, code=1)
    assert "1 lines aren't what the columns beside them say" in said
    assert "was not copied" in said
    said = unpinch("restore", "--from", str(tmp_path), "--apply", data=here.folder.path, url=url)
    assert "unpinch-damaged-" in said
    assert list(here.folder.backups.glob("unpinch-damaged-*"))
    assert lines_of(kim) == lines


def test_a_record_of_a_newer_version_is_never_replaced(
    here: Installation, url: str, kim: Person, lines: list[bytes], tmp_path: Path
) -> None:
    unpinch("backup", "--to", str(tmp_path), data=here.folder.path, url=url)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('unpinch', '9999_later', now())")
    for more in ((), ("--apply",)):
        said = unpinch("restore", "--from", str(tmp_path), *more, data=here.folder.path, url=url, code=1)
        assert "written by a newer Unpinch" in said
    assert list(here.folder.backups.iterdir()) == []


def test_doctor_finds_what_is_wrong_there(
    here: Installation, url: str, kim: Person, lines: list[bytes], tmp_path: Path
) -> None:
    with connection.cursor() as cursor:
        triggers.remove(connection)
        cursor.execute("UPDATE unpinch_entry SET at_s = 0 WHERE arrival = 3")
        cursor.execute("DROP INDEX entry_chain")
        cursor.execute("ALTER TABLE unpinch_aside ALTER COLUMN reason DROP NOT NULL")
    said = unpinch("doctor", data=here.folder.path, url=url, code=1)
    assert "fsync = off" in said
    assert "unpinch_aside, unpinch_entry" in said
    assert "What keeps lines from being changed" in said
    assert "1 lines aren't what the columns beside them say" in said
    assert str(kim.pk) not in said


def test_doctor_says_that_a_database_can_only_be_read(here: Installation, server: Cluster, url: str) -> None:
    name = connection.settings_dict["NAME"]
    server.ask(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    said = unpinch("doctor", data=here.folder.path, url=url, code=1)
    assert "can only be read" in said
    assert "Triggers keep lines" in said


def test_doctor_says_that_a_folder_is_not_there(here: Installation, url: str, tmp_path: Path) -> None:
    said = unpinch("doctor", data=tmp_path / "nowhere", url=url, code=1)
    assert f"There is no folder {tmp_path / 'nowhere'}" in said
    assert "Nobody but you" not in said


def test_a_record_moves_to_another_database_by_a_copy(
    here: Installation, url: str, lines: list[bytes], new_url: str, tmp_path: Path
) -> None:
    unpinch("export", "--format", "csv", "--out", str(tmp_path / "x"), data=here.folder.path, url=url)
    unpinch("backup", "--to", str(tmp_path), data=here.folder.path, url=url)
    before = here.folder.elsewhere.read_text()
    words = ("export", "--format", "csv", "--out", str(tmp_path / "y"))
    assert "there is none" in unpinch(*words, data=here.folder.path, url=new_url, code=1)
    unpinch("restore", "--from", str(tmp_path), data=here.folder.path, url=new_url)
    assert here.folder.elsewhere.read_text() == before
    unpinch("restore", "--from", str(tmp_path), "--apply", data=here.folder.path, url=new_url)
    unpinch(*words, data=here.folder.path, url=new_url)
    assert "empty_" in here.folder.elsewhere.read_text()


def test_a_server_that_is_away_is_told_of_by_every_command(here: Installation, tmp_path: Path) -> None:
    away = f"postgresql://unpinch:s3cret@/unpinch?host={tmp_path}"
    for words in (("backup", "--to", str(tmp_path)), ("doctor",), ("export", "--format", "csv", "--out", "x")):
        said = unpinch(*words, data=here.folder.path, url=away, code=1)
        assert "can't be" in said
        assert "s3cret" not in said


def test_a_file_is_tried_without_a_trace_and_then_read_in(
    here: Installation, url: str, kim: Person, tmp_path: Path
) -> None:
    journal = tmp_path / "kim.jsonl"
    journal.write_bytes(b"\n".join(came := Phone().notes(3)))
    database.prepare(here.folder, print)
    assert "this was a dry run" in unpinch("import", str(journal), "--dry-run", data=here.folder.path, url=url)
    assert lines_of(kim) == []
    unpinch("import", str(journal), data=here.folder.path, url=url)
    assert lines_of(kim) == came


def test_the_demo_stays_out_of_the_database(here: Installation, url: str, tmp_path: Path) -> None:
    assert "made-up people" in unpinch("demo", "--no-serve", "--data", str(tmp_path / "demo"), data=tmp_path, url=url)
    assert queries.people() == ()


def test_it_serves_and_only_one_serves(new_url: str, server: Cluster, tmp_path: Path) -> None:
    """The server of these tests has its fsync off, which a start refuses."""
    server.set("fsync", "on")
    try:
        with Running(tmp_path / "one", environment={VARIABLE: new_url}) as one:
            one.ready().come_in()
            assert one.send(*Phone().notes(2)).status == 200
            with Running(tmp_path / "two", environment={VARIABLE: new_url}) as two:
                assert two.ended() == 7
                assert "one Unpinch a database" in two.err
            unpinch("export", "--format", "csv", "--out", str(tmp_path / "x"), data=tmp_path / "one", url=new_url)
        with Running(tmp_path / "one") as without:
            assert without.ended() == 4
            assert "is in PostgreSQL" in without.err
    finally:
        server.set("fsync", "off")


def test_it_does_not_serve_where_the_server_can_lose_what_it_acknowledged(new_url: str, tmp_path: Path) -> None:
    with Running(tmp_path / "one", environment={VARIABLE: new_url}) as one:
        assert one.ended() == 6
        assert "fsync = off" in one.err
