"""The PostgreSQL server: whether it keeps what it acknowledges, and one Unpinch a database.

The second is a lock of the database itself, held by a connection of its own for as long as the server runs: the lock of
the data folder means nothing to another computer. Where that connection is lost, each new one takes the lock again
first, so that after a change to a standby the same Unpinch goes on and no other.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from threading import Lock
from typing import TYPE_CHECKING, Any, LiteralString

from django.db import OperationalError
from django.db.backends.signals import connection_created

from unpinch.web.errors import Exit, StartError
from unpinch.web.postgres.guards import VENDOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper

    from unpinch.web.postgres.address import Address

OLDEST = (14, "14")
"""What Django 5.2 can do with."""
_SERVER_KEY = int.from_bytes(b"unpinch")
_WRITER_KEY = _SERVER_KEY + 1
"""The names of two advisory locks: who serves, and who writes."""
_STRENGTHEN = """
    SELECT pg_catalog.set_config('synchronous_commit', 'on', false)
    WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')
"""
_FINDINGS = """
    SELECT name, setting FROM pg_catalog.pg_settings
    WHERE name IN ('fsync', 'full_page_writes') AND setting <> 'on'
    UNION ALL SELECT 'synchronous_commit', current_setting('synchronous_commit')
    WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')
    UNION ALL SELECT 'server_encoding', current_setting('server_encoding')
    WHERE current_setting('server_encoding') <> 'UTF8'
    UNION ALL SELECT 'unlogged table', relname::text FROM pg_catalog.pg_class
    WHERE relname LIKE 'unpinch\\_%' AND relkind = 'r' AND relpersistence <> 'p'
    AND relnamespace = current_schema()::regnamespace
"""


def connected(address: Address) -> psycopg.Connection[Any]:
    """Return a connection of its own, each statement a transaction; say why where there is none."""
    import psycopg
    from psycopg.conninfo import make_conninfo

    try:
        return psycopg.connect(make_conninfo(**address.words), autocommit=True)
    except psycopg.OperationalError as error:
        raise unreachable(address, error) from None


def unreachable(address: Address, error: Exception) -> StartError:
    """Return what to say where the server doesn't let us in: in its own words, which don't hold the password."""
    why = " ".join(str(error).split()) or type(error).__name__
    return StartError(f"The database {address.shown} can't be used ({why}). See to it and start again.", Exit.DATABASE)


class Turn:
    """The lock of the whole database, held by a connection of its own."""

    def __init__(self, address: Address) -> None:
        """Hold nothing yet."""
        self._address, self._mutex = address, Lock()
        self._holds: psycopg.Connection[Any] | None = None

    def take(self) -> bool:
        """Take the lock, or see that we still hold it; tell whether we do."""
        with self._mutex:
            if self._holds is not None and self._alive(self._holds):
                return True
            self._holds = None
            found = connected(self._address)
            if self._said(found, "SELECT pg_try_advisory_lock(%s)", _SERVER_KEY):
                self._holds = found
                return True
            found.close()
            return False

    def _alive(self, held: psycopg.Connection[Any]) -> bool:
        try:
            return self._said(held, "SELECT %s = 1", 1)
        except StartError:
            return False

    def _said(self, held: psycopg.Connection[Any], question: LiteralString, value: int) -> bool:
        import psycopg

        try:
            row = held.execute(question, (value,)).fetchone()
        except psycopg.Error as error:
            held.close()
            raise unreachable(self._address, error) from None
        return bool(row and row[0])

    def leave(self) -> None:
        """Let go of it, so that the next one may take it at once: the server notices a connection's end only later."""
        import psycopg

        with self._mutex:
            if self._holds is not None:
                with suppress(psycopg.Error):  # a lost connection holds nothing
                    self._holds.execute("SELECT pg_advisory_unlock(%s)", (_SERVER_KEY,))
                self._holds.close()
                self._holds = None


_turns: list[Turn] = []
"""The lock of this process, where it has one."""


@contextmanager
def alone(address: Address | None) -> Iterator[None]:
    """Be the only Unpinch of a database until the end; without an address there is nothing to do."""
    if address is None:
        yield
        return
    turn = Turn(address)
    if not turn.take():
        text = f"Another Unpinch runs with the database {address.shown}. End it first: one Unpinch a database."
        raise StartError(text, Exit.BUSY)
    _turns.append(turn)
    try:
        yield
    finally:
        _turns.remove(turn)
        turn.leave()


def begin_session(connection: BaseDatabaseWrapper, **_: Any) -> None:  # noqa: ANN401
    """Answer Django's signal that a connection is there: no weak commit, and still the only Unpinch."""
    if connection.vendor != VENDOR:
        return
    sound = False
    try:
        with connection.cursor() as cursor:
            cursor.execute(_STRENGTHEN)
        sound = all(_still_held(turn) for turn in _turns)
    finally:
        if not sound:  # what isn't looked at isn't used
            connection.close()
    if not sound:
        raise OperationalError("Another Unpinch holds this database now, or it is gone again.")


def _still_held(turn: Turn) -> bool:
    try:
        return turn.take()
    except StartError:
        return False


connection_created.connect(begin_session, dispatch_uid="unpinch.postgres")


def write_alone(cursor: CursorWrapper) -> None:
    """Wait until nobody else writes; the lock ends with the transaction, as SQLite's does."""
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITER_KEY])


def weaknesses(cursor: Any) -> list[str]:  # noqa: ANN401 - Django's cursor, or the driver's own
    """Return what lets acknowledged entries be lost here, each as `name = value`."""
    cursor.execute(_FINDINGS)
    return [f"{name} = {value}" for name, value in cursor.fetchall()]


def usable(address: Address) -> None:
    """See that the server is new enough and may be written, and that its database is ours to use."""
    with connected(address) as held:
        if held.info.server_version // 10000 < OLDEST[0]:
            text = f"This PostgreSQL is too old ({held.info.server_version // 10000}): {OLDEST[1]} or newer is needed."
            raise StartError(text, Exit.DATABASE)
        row = held.execute("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::bool").fetchone()
        if row and row[0]:
            text = (
                f"The database {address.shown} can only be read. Name the server that is written to, and see that its "
                "default_transaction_read_only is off."
            )
            raise StartError(text, Exit.DATABASE)
        _our_own(held, address)


def _our_own(held: psycopg.Connection[Any], address: Address) -> None:
    row = held.execute(
        "SELECT current_schema() IS NOT NULL AND has_schema_privilege(current_schema(), 'CREATE')"
    ).fetchone()
    if not row or not row[0]:
        text = (
            f"The user of {address.shown} may make no tables there. Make a database that belongs to it: "
            "CREATE DATABASE unpinch OWNER unpinch."
        )
        raise StartError(text, Exit.DATABASE)
    strange = held.execute(
        "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema() "
        "AND tablename NOT LIKE 'unpinch\\_%' AND tablename <> 'django_migrations' LIMIT 1"
    ).fetchone()
    if strange:
        text = f"The database {address.shown} holds things that aren't Unpinch's. Give it a database of its own."
        raise StartError(text, Exit.DATABASE)
