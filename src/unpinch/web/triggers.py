"""What the database itself refuses, whoever asks: entries are added and never changed.

Rebuilding a table, as migrations do on SQLite, drops its triggers without a word, and stumbles over those of other
tables that name it. So all are taken away before a migration and made anew after it and at each start, and a start-up
check compares them with what stands here.

`INSERT OR REPLACE` deletes without asking a delete trigger unless `recursive_triggers` is on. Our connections have it
on; a connection that hasn't meets the insert triggers, which refuse a key or an id that is there already.

What stands here is for SQLite; postgres/guards.py says the same to PostgreSQL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connections, transaction

from unpinch.web.postgres import guards

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.backends.base.base import BaseDatabaseWrapper

_ERASED = "EXISTS (SELECT 1 FROM unpinch_erasure WHERE person = {who})"


def _refuse(table: str, event: str, when: str, sentence: str) -> str:
    return f"BEFORE {event} ON unpinch_{table} FOR EACH ROW WHEN {when} BEGIN SELECT RAISE(ABORT, '{sentence}'); END"


def _only_added(table: str, same: str) -> dict[str, str]:
    """Return the triggers of a table of lines: no update, no replacing, no delete but by erasure, arrivals in order."""
    here = "SELECT max(arrival) FROM unpinch_{} WHERE person_id = NEW.person_id"
    newest = f"max(coalesce(({here.format('entry')}), 0), coalesce(({here.format('aside')}), 0))"
    there = f"EXISTS (SELECT 1 FROM unpinch_{table} WHERE "  # noqa: S608 (constants of this module)
    taken = f"{there}key = NEW.key) OR {there}person_id = NEW.person_id AND {same} = NEW.{same})"
    erased = _ERASED.format(who="OLD.person_id")
    return {
        f"{table}_no_update": _refuse(table, "UPDATE", "1", "lines of a journal are never changed"),
        f"{table}_no_delete": _refuse(table, "DELETE", f"NOT {erased}", "lines of a journal are never deleted"),
        f"{table}_no_replace": _refuse(table, "INSERT", taken, "lines of a journal are never replaced"),
        f"{table}_in_order": _refuse(
            table, "INSERT", f"NEW.arrival <> 1 + {newest}", "arrivals are counted without a gap"
        ),
    }


_ERASE = (
    "AFTER INSERT ON unpinch_erasure FOR EACH ROW BEGIN "
    "DELETE FROM unpinch_entry WHERE person_id = NEW.person; "
    "DELETE FROM unpinch_aside WHERE person_id = NEW.person; "
    "DELETE FROM unpinch_person WHERE id = NEW.person; END"
)
_SAME_ID = "NEW.id <> OLD.id"
_KNOWN = "EXISTS (SELECT 1 FROM unpinch_person WHERE id = NEW.id OR device = NEW.device)"
_AGAIN = "EXISTS (SELECT 1 FROM unpinch_erasure WHERE person = NEW.person OR key = NEW.key)"

TRIGGERS: Mapping[str, str] = {
    **_only_added("entry", "uuid"),
    **_only_added("aside", "sha256"),
    "person_keeps_id": _refuse("person", "UPDATE", _SAME_ID, "a person keeps the id"),
    "person_no_delete": _refuse(
        "person", "DELETE", f"NOT {_ERASED.format(who='OLD.id')}", "a person is erased, not deleted"
    ),
    "person_no_replace": _refuse("person", "INSERT", _KNOWN, "a person is never replaced"),
    "person_no_return": _refuse("person", "INSERT", _ERASED.format(who="NEW.id"), "an erased id is never used again"),
    "erasure_no_update": _refuse("erasure", "UPDATE", "1", "an erasure is never changed"),
    "erasure_no_delete": _refuse("erasure", "DELETE", "1", "an erasure is never taken back"),
    "erasure_no_replace": _refuse("erasure", "INSERT", _AGAIN, "an erasure is never replaced"),
    "erasure_erases": _ERASE,
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Make every trigger anew, all at once."""
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        if connection.vendor == guards.VENDOR:
            guards.install(cursor)
            return
        remove(connection)
        for name, body in TRIGGERS.items():
            cursor.execute(f"CREATE TRIGGER unpinch_{name} {body}")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take every trigger away, those that somebody else made too."""
    with connection.cursor() as cursor:
        if connection.vendor == guards.VENDOR:
            guards.remove(cursor)
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the triggers that aren't there as they should be, or should not be there."""
    with connection.cursor() as cursor:
        if connection.vendor == guards.VENDOR:
            return guards.astray(cursor)
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return astray(dict(cursor.fetchall()))


def astray(there: Mapping[str, str]) -> list[str]:
    """Return the names of triggers that are missing, changed or not ours; `there`: each name and its statement."""
    wanted = {f"unpinch_{name}": f"CREATE TRIGGER unpinch_{name} {body}" for name, body in TRIGGERS.items()}
    return sorted(name for name in {*wanted, *there} if there.get(name) != wanted.get(name))


def before_migrate(using: str, **_: Any) -> None:  # noqa: ANN401
    """Answer Django's signal that migrations are about to run."""
    remove(connections[using])


def after_migrate(using: str, **_: Any) -> None:  # noqa: ANN401
    """Answer Django's signal that migrations have run."""
    install(connections[using])
