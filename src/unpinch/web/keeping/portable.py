"""A record of PostgreSQL as a file of SQLite, and back: so copies are the same, and a record can move between both.

What is written is of one moment. Lines travel byte for byte, and people under the same ids.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.core.management import call_command
from django.db import connection, connections

from unpinch.web import triggers
from unpinch.web.folder import FOLDER_MODE, clear, touch_private
from unpinch.web.keeping.reading import hashed
from unpinch.web.postgres import guards, opening, server
from unpinch.web.settings import PORTABLE, installation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import psycopg
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper

    from unpinch.web.folder import Folder
    from unpinch.web.keeping.reading import Migration

    Row = tuple[Any, ...]

TABLES = ("unpinch_person", "unpinch_erasure", "unpinch_entry", "unpinch_aside")
"""In the order in which they can be filled."""
_COUNTED = TABLES[1:]
_AT_ONCE = 500
_IN_MEMORY = ":memory:"
_ONE_MOMENT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


@contextmanager
def taken(folder: Folder) -> Iterator[Path]:
    """Write PostgreSQL's record into a file of its own version, and take it away at the end.

    Django is set up for the database (`Installation.database`), and for this folder.
    """
    import psycopg

    address, path = installation().database, folder.portable
    if address is None:
        raise ValueError("the record is in the folder")
    clear(path.parent)
    path.parent.mkdir(mode=FOLDER_MODE, parents=True)
    try:
        with _file(path) as file:
            _begin(opening.applied_migrations(address))
            triggers.remove(file)
            file.close()
            with closing(sqlite3.connect(path)) as record, server.connected(address) as source:
                _all_of_one_moment(source, record)
            triggers.install(file)
        yield path
    except psycopg.Error as error:
        raise server.unreachable(address, error) from error
    finally:
        clear(path.parent)


def _all_of_one_moment(source: psycopg.Connection[Any], record: sqlite3.Connection) -> None:
    source.execute(_ONE_MOMENT)
    for table in TABLES:
        _take(source, record, table)
    source.execute("COMMIT")


@contextmanager
def _file(path: Path) -> Iterator[BaseDatabaseWrapper]:
    """Point Django's second database at a file."""
    file = connections[PORTABLE]
    file.close()
    file.settings_dict["NAME"] = str(path)
    touch_private(path)
    try:
        yield file
    finally:
        file.close()


def _begin(applied: frozenset[Migration]) -> None:
    """Make the tables that a record with these migrations has."""
    newest = max(name for app, name in applied if app == "unpinch")
    call_command("migrate", "unpinch", newest, database=PORTABLE, verbosity=0, interactive=False)


@contextmanager
def made(applied: frozenset[Migration]) -> Iterator[sqlite3.Connection]:
    """Yield an empty record, in memory, with the tables that these migrations make."""
    file = connections[PORTABLE]
    file.close()
    file.settings_dict["NAME"] = _IN_MEMORY
    try:
        _begin(applied)
        yield file.connection
    finally:
        file.settings_dict["NAME"] = ""  # Django closes nothing that is in memory
        file.close()


def brought_up(path: Path) -> None:
    """Bring a file to this version."""
    with _file(path):
        call_command("migrate", database=PORTABLE, verbosity=0, interactive=False)


def _take(source: psycopg.Connection[Any], record: sqlite3.Connection, table: str) -> None:
    columns = _columns(record, table)
    with source.cursor(name="portable") as rows:
        rows.itersize = _AT_ONCE
        rows.execute(f"SELECT {_named(columns)} FROM {table}".encode())  # noqa: S608 (names of our own tables)
        marks = ", ".join("?" for _ in columns)
        with record:
            record.executemany(
                f"INSERT INTO {table} ({_named(columns)}) VALUES ({marks})",  # noqa: S608 (names of our own tables)
                (tuple(_plain(value) for value in row) for row in rows),
            )


def _columns(record: sqlite3.Connection, table: str) -> tuple[str, ...]:
    return tuple(name for (name,) in record.execute("SELECT name FROM pragma_table_info(?)", (table,)))


def _named(columns: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _plain(value: Any) -> Any:  # noqa: ANN401 - what a column holds
    """Return a value as Django keeps it in SQLite."""
    if isinstance(value, UUID):
        return value.hex
    return value.isoformat(" ") if hasattr(value, "isoformat") else value


def bring(path: Path, erased: frozenset[str], at_s: int) -> None:
    """Put what a file holds in the place of PostgreSQL's record: one transaction, done or not done.

    The tables are of this version. Devices are new, and who was erased (hashes of ids) stays erased, as of `at_s`.
    """
    from unpinch.web.actions import turn

    with turn(), connection.cursor() as cursor, closing(sqlite3.connect(path)) as record:
        guards.remove(cursor)
        cursor.execute(f"TRUNCATE {', '.join(TABLES)}")
        gone = {who for (who,) in record.execute("SELECT id FROM unpinch_person") if hashed(who) in erased}
        for table in TABLES:
            _bring(record, cursor, table, _kept(table, gone))
        for who in sorted(gone):
            cursor.execute("INSERT INTO unpinch_erasure (person, at_s) VALUES (%s, %s)", [UUID(who), at_s])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        guards.install(cursor)


def _kept(table: str, gone: set[str]) -> Callable[[dict[str, Any]], dict[str, Any] | None]:
    """Return what becomes of a row: dropped where its person was erased, a new device for everyone else."""

    def person(row: dict[str, Any]) -> dict[str, Any] | None:
        return None if row["id"] in gone else {**row, "device": uuid4().hex}

    def line(row: dict[str, Any]) -> dict[str, Any] | None:
        return None if row.get("person_id") in gone else row

    return person if table == TABLES[0] else line


def _bring(
    record: sqlite3.Connection,
    cursor: CursorWrapper,
    table: str,
    kept: Callable[[dict[str, Any]], dict[str, Any] | None],
) -> None:
    columns = _columns(record, table)
    rows = record.execute(f"SELECT {_named(columns)} FROM {table}")  # noqa: S608 (names of our own tables)
    say = f"COPY {table} ({_named(columns)}) FROM STDIN".encode()
    with connection.wrap_database_errors, cursor.cursor.copy(say) as copying:
        for row in rows:
            after = kept(dict(zip(columns, row, strict=True)))
            if after is not None:
                copying.write_row(tuple(after.values()))
    if table in _COUNTED:
        newest = f"(SELECT coalesce(max(key), 0) + 1 FROM {table})"  # noqa: S608 (as above)
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'key'), {newest}, false)")
