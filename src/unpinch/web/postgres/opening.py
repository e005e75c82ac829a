"""Opening a record in PostgreSQL: refuse what a newer Unpinch wrote, copy before changing, migrate, make triggers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from unpinch import __version__
from unpinch.web import triggers
from unpinch.web.errors import Exit, StartError
from unpinch.web.postgres import server
from unpinch.web.postgres.address import VARIABLE, remember, remembered

if TYPE_CHECKING:
    from collections.abc import Callable

    from unpinch.web.folder import Folder
    from unpinch.web.keeping.reading import Migration
    from unpinch.web.postgres.address import Address

_TABLES = "unpinch_entry, unpinch_aside, unpinch_person"


def prepare(
    folder: Folder, address: Address, known: frozenset[Migration], say: Callable[[str], object], *, moving: bool
) -> None:
    """Bring the database to this version; leave it alone where that can't be done.

    `moving`: a record is about to be brought in, so it may be empty. Whoever brings it notes where it is afterwards.
    """
    server.usable(address)
    try:
        applied = applied_migrations(address)
        if applied - known:
            raise _newer(address)
        if not moving:
            _see_same(folder, address, begun=bool(applied))
        if applied and known - applied:
            say(_copied(folder))
        if known - applied:
            call_command("migrate", verbosity=0, interactive=False)
        triggers.install(connection)
    except DatabaseError as error:
        raise server.unreachable(address, error) from error
    if not moving:
        remember(folder, address)


def _see_same(folder: Folder, address: Address, *, begun: bool) -> None:
    """Refuse to begin a second record in silence. A server of another name that has the record took over: go on."""
    before = remembered(folder)
    if not before or (begun and (before == address.place or _anyone())):
        return
    text = (
        f"The record of {folder.path} was in {before}. {VARIABLE} names {address.place}, and there is none. Name the "
        "database that holds it, as before; or begin a new record in a new folder with --data; or bring a copy there: "
        "unpinch restore --from DIR."
    )
    raise StartError(text, Exit.DATABASE)


def _anyone() -> bool:
    """Tell whether a record holds anyone, or held anyone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM unpinch_person) OR EXISTS (SELECT FROM unpinch_erasure)")
        return bool(cursor.fetchone()[0])


def see_readable(address: Address) -> None:
    """Refuse a database in which there is no record, or one of a newer Unpinch."""
    from unpinch.web.database import known_migrations

    applied = applied_migrations(address)
    if not applied:
        raise StartError(f"There is no record in {address.shown} yet. Start Unpinch once.", Exit.DATABASE)
    if applied - known_migrations():
        raise _newer(address)


def applied_migrations(address: Address) -> frozenset[Migration]:
    """Return the migrations that the database has had; Django is set up for it."""
    try:
        return frozenset(MigrationRecorder(connection).applied_migrations())
    except DatabaseError as error:
        raise server.unreachable(address, error) from error


def wipe() -> None:
    """Write the tables anew. A plain VACUUM leaves the bytes of deleted rows in the free space of their pages."""
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM FULL {_TABLES}")


def _copied(folder: Folder) -> str:
    from unpinch.web.clock import now
    from unpinch.web.keeping import copying, portable

    with portable.taken(folder) as record:
        made = copying.copy(record, folder.backups, now(), why=f"before Unpinch {__version__}", chained=False)
    return f"Your record was backed up to {made.point.path} before it is brought to this version."


def _newer(address: Address) -> StartError:
    text = (
        f"The record in {address.shown} was written by a newer Unpinch than this one ({__version__}). Nothing was "
        "changed. Update Unpinch, or name another database."
    )
    return StartError(text, Exit.DATABASE)
