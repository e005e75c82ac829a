"""Opening the record: refuse what a newer Unpinch wrote, back up before changing, migrate, make the triggers."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader

from unpinch import __version__
from unpinch.web import triggers
from unpinch.web.clock import now
from unpinch.web.errors import Exit, StartError
from unpinch.web.folder import touch_private

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unpinch.web.folder import Folder

Migration = tuple[str, str]


def prepare(folder: Folder, say: Callable[[str], object]) -> None:
    """Bring the database of the folder to this version; leave it alone where that can't be done."""
    path = folder.database
    known, applied = known_migrations(), applied_migrations(path)
    if applied - known:
        raise _newer(path)
    if applied and known - applied:
        say(f"Your record was backed up to {back_up(path, folder.backups)} before it is brought to this version.")
    _migrate(path, needed=bool(known - applied))


def known_migrations() -> frozenset[Migration]:
    """Return the migrations that this version brings."""
    return frozenset(MigrationLoader(None).disk_migrations)


def applied_migrations(path: Path) -> frozenset[Migration]:
    """Return the migrations that a database has had, without changing a byte of it."""
    if not path.exists() or path.stat().st_size == 0:
        return frozenset()
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
            return frozenset(database.execute("SELECT app, name FROM django_migrations"))
    except sqlite3.DatabaseError as error:
        raise _unreadable(path, error) from error


def back_up(path: Path, backups: Path) -> Path:
    """Copy the database, whatever is going on in it, into a new private file; check the copy; return where it is."""
    stamp = now().text.replace(":", "").replace("+", "p")
    copy = _free(backups, f"unpinch-{stamp}-before-{__version__}")
    try:
        touch_private(copy)
        with (
            closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
            whole = target.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    except (sqlite3.DatabaseError, OSError) as error:
        raise _not_backed_up(backups, str(error)) from error
    if not whole:
        raise _not_backed_up(backups, "the copy isn't sound")
    return copy


def _free(folder: Path, stem: str) -> Path:
    names = (folder / f"{stem}{f'-{count}' if count else ''}.sqlite3" for count in range(1000))
    return next(path for path in names if not path.exists())


def _migrate(path: Path, *, needed: bool) -> None:
    try:
        touch_private(path)
        if needed:
            call_command("migrate", verbosity=0, interactive=False)
        triggers.install(connection)
        truncate_log()
    except (DatabaseError, OSError) as error:
        raise _unreadable(path, error) from error


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
    copies = path.parent / "backups"
    text = f"{path} can't be opened as Unpinch's record ({error}). Copies made before updates are in {copies}."
    return StartError(text, Exit.DATABASE)


def _not_backed_up(backups: Path, why: str) -> StartError:
    text = f"Your record could not be backed up to {backups} ({why}), so it was left as it is."
    return StartError(f"{text} Free some space and start again.", Exit.DATABASE)
