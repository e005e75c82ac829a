"""Opening the record: refuse what a newer Unpinch wrote, back up before changing, migrate, make the triggers."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader

from unpinch import __version__
from unpinch.web import triggers
from unpinch.web.clock import now
from unpinch.web.errors import Exit, StartError
from unpinch.web.folder import Folder, barred, touch_private
from unpinch.web.keeping import copying, reading
from unpinch.web.keeping.points import PointError
from unpinch.web.postgres import guards, opening, server
from unpinch.web.postgres.address import one_place
from unpinch.web.settings import installation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unpinch.web.keeping.reading import Migration


def prepare(folder: Folder, say: Callable[[str], object], *, moving: bool = False) -> None:
    """Bring the database of the folder to this version; leave it alone where that can't be done.

    `moving`: a record is about to be brought into PostgreSQL, where none may be yet.
    """
    address = installation().database
    one_place(folder, address)
    if address is not None:
        opening.prepare(folder, address, known_migrations(), say, moving=moving)
        return
    path = folder.database
    known, applied = known_migrations(), applied_migrations(path)
    if applied - known:
        raise _newer(path)
    if applied and known - applied:
        say(f"Your record was backed up to {back_up(path, folder.backups)} before it is brought to this version.")
    _migrate(path, needed=bool(known - applied))


def is_current(folder: Folder) -> bool:
    """Tell whether the record is of this version."""
    address = installation().database
    applied = opening.applied_migrations(address) if address else applied_migrations(folder.database)
    return applied == known_migrations()


def known_migrations() -> frozenset[Migration]:
    """Return the migrations that this version brings."""
    return frozenset(MigrationLoader(None).disk_migrations)


def applied_migrations(path: Path) -> frozenset[Migration]:
    """Return the migrations that a database has had, without changing a byte of it."""
    if not path.exists() or path.stat().st_size == 0:
        return frozenset()
    try:
        with reading.opened(path) as record:
            return reading.migrations(record)
    except (sqlite3.DatabaseError, OSError) as error:
        raise _unreadable(path, error) from error


def back_up(path: Path, backups: Path) -> Path:
    """Copy the database, whatever is going on in it, into a folder of copies; return where the copy is."""
    try:
        return copying.copy(path, backups, now(), why=f"before Unpinch {__version__}", chained=False).point.path
    except PointError as error:
        text = f"{error} Your record was left as it is."
        raise StartError(text, Exit.DATABASE) from error


def _migrate(path: Path, *, needed: bool) -> None:
    try:
        touch_private(path)
        if needed:
            call_command("migrate", verbosity=0, interactive=False)
        triggers.install(connection)
        truncate_log()
    except (DatabaseError, OSError) as error:
        raise _unreadable(path, error) from error


def wait_to_write() -> None:
    """Wait, within a transaction, until nobody else writes. SQLite's transactions begin so."""
    if connection.vendor == guards.VENDOR:
        with connection.cursor() as cursor:
            server.write_alone(cursor)


def wipe() -> bool:
    """Write the database anew, without what was erased; tell whether no trace of it is left in its files.

    Where someone else was reading just then, SQLite's log is emptied by the next start. PostgreSQL's log and whoever
    follows it are out of our reach: there traces are left for a while.
    """
    if connection.vendor == guards.VENDOR:
        opening.wipe()
        return False
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
    return truncate_log()


def truncate_log() -> bool:
    """Move what the write-ahead log holds into the database and empty the log; tell whether nobody was in the way."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return bool(cursor.fetchone()[0] == 0)


def close() -> None:
    """Let go of this thread's connection."""
    connections.close_all()


def _newer(path: Path) -> StartError:
    text = (
        f"{path} was written by a newer Unpinch than this one ({__version__}). Nothing was changed. "
        "Update Unpinch, or choose another folder with --data."
    )
    return StartError(text, Exit.DATABASE)


def _unreadable(path: Path, error: Exception) -> StartError:
    if why := barred(Folder(path.parent)):
        return StartError(f"{path} can't be opened ({error}). Nothing was changed. {' '.join(why)}", Exit.DATABASE)
    text = (
        f"{path} can't be opened as Unpinch's record ({error}). Nothing was changed. `unpinch doctor` says what is "
        f"wrong; `unpinch restore` goes back to a copy. Those made before updates are in {path.parent / 'backups'}."
    )
    return StartError(text, Exit.DATABASE)
