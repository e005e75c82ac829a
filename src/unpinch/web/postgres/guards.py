"""What PostgreSQL itself refuses, whoever asks: as triggers.py has it for SQLite, in PL/pgSQL.

`INSERT ... ON CONFLICT DO UPDATE` is an update, and refused as one. The triggers fire ALWAYS, so for a session too that
takes itself for a replica. Tables are named with their schema: a temporary table of the same name changes nothing.
A database's administrator can take all of it away; a start puts it back, and the chains show what was done meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.backends.utils import CursorWrapper

VENDOR = "postgresql"
_ROW, _BEFORE, _INSERT, _DELETE, _UPDATE, _TRUNCATE = 1, 2, 4, 8, 16, 32
"""The bits of pg_trigger.tgtype."""
_EVENTS = {"INSERT": _INSERT, "DELETE": _DELETE, "UPDATE": _UPDATE, "TRUNCATE": _TRUNCATE}


@dataclass(frozen=True, slots=True)
class Guard:
    """One trigger and its function. `{at}` in the body stands for the schema."""

    table: str
    moment: str
    event: str
    body: str

    @property
    def bits(self) -> int:
        row = 0 if self.event == "TRUNCATE" else _ROW
        return row | (_BEFORE if self.moment == "BEFORE" else 0) | _EVENTS[self.event]

    def function(self, at: str) -> str:
        return f"\nBEGIN\n{self.body.replace('{at}', at)}\nEND\n"

    def statements(self, name: str, at: str) -> tuple[str, ...]:
        each = "STATEMENT" if self.event == "TRUNCATE" else "ROW"
        table, call = f"{at}.unpinch_{self.table}", f"{at}.{name}()"
        return (
            f"CREATE OR REPLACE FUNCTION {call} RETURNS trigger LANGUAGE plpgsql AS $guard${self.function(at)}$guard$",
            f"CREATE TRIGGER {name} {self.moment} {self.event} ON {table} FOR EACH {each} EXECUTE FUNCTION {call}",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
        )


def _raise(sentence: str) -> str:
    return f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation';"


def _refuse(table: str, event: str, when: str, sentence: str) -> Guard:
    row = "OLD" if event == "DELETE" else "NEW"
    return Guard(table, "BEFORE", event, f"IF {when} THEN {_raise(sentence)} END IF; RETURN {row};")


def _never(table: str, event: str, sentence: str) -> Guard:
    return Guard(table, "BEFORE", event, _raise(sentence))


def _erased(who: str) -> str:
    return f"EXISTS (SELECT 1 FROM {{at}}.unpinch_erasure WHERE person = {who})"  # noqa: S608 (constants of this module)


def _only_added(table: str) -> dict[str, Guard]:
    here = "coalesce((SELECT max(arrival) FROM {{at}}.unpinch_{} WHERE person_id = NEW.person_id), 0)"
    newest = f"greatest({here.format('entry')}, {here.format('aside')})"
    return {
        f"{table}_no_update": _never(table, "UPDATE", "lines of a journal are never changed"),
        f"{table}_no_delete": _refuse(
            table, "DELETE", f"NOT {_erased('OLD.person_id')}", "lines of a journal are never deleted"
        ),
        f"{table}_no_truncate": _never(table, "TRUNCATE", "lines of a journal are never deleted"),
        f"{table}_in_order": _refuse(
            table, "INSERT", f"NEW.arrival <> 1 + {newest}", "arrivals are counted without a gap"
        ),
    }


_ERASE = (
    "DELETE FROM {at}.unpinch_entry WHERE person_id = NEW.person; "
    "DELETE FROM {at}.unpinch_aside WHERE person_id = NEW.person; "
    "DELETE FROM {at}.unpinch_person WHERE id = NEW.person; RETURN NULL;"
)

GUARDS: Mapping[str, Guard] = {
    f"unpinch_{name}": guard
    for name, guard in {
        **_only_added("entry"),
        **_only_added("aside"),
        "person_keeps_id": _refuse("person", "UPDATE", "NEW.id <> OLD.id", "a person keeps the id"),
        "person_no_delete": _refuse("person", "DELETE", f"NOT {_erased('OLD.id')}", "a person is erased, not deleted"),
        "person_no_truncate": _never("person", "TRUNCATE", "a person is erased, not deleted"),
        "person_no_return": _refuse("person", "INSERT", _erased("NEW.id"), "an erased id is never used again"),
        "erasure_no_update": _never("erasure", "UPDATE", "an erasure is never changed"),
        "erasure_no_delete": _never("erasure", "DELETE", "an erasure is never taken back"),
        "erasure_no_truncate": _never("erasure", "TRUNCATE", "an erasure is never taken back"),
        "erasure_erases": Guard("erasure", "AFTER", "INSERT", _ERASE),
    }.items()
}

_HERE = "SELECT quote_ident(current_schema())"
_THERE = """
    SELECT t.tgname, c.relname, t.tgtype::int, t.tgenabled = 'A' AND t.tgqual IS NULL AND t.tgnargs = 0
           AND p.proname = t.tgname AND p.pronamespace = c.relnamespace AND p.proconfig IS NULL
           AND l.lanname = 'plpgsql' AND t.tgattr = ''::int2vector, p.prosrc
    FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
    JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid JOIN pg_catalog.pg_language l ON l.oid = p.prolang
    WHERE NOT t.tgisinternal AND c.relname LIKE 'unpinch\\_%' AND c.relnamespace = current_schema()::regnamespace
"""
_RULES = """
    SELECT rulename, tablename FROM pg_catalog.pg_rules
    WHERE schemaname = current_schema() AND tablename LIKE 'unpinch\\_%'
"""


def install(cursor: CursorWrapper) -> None:
    """Make every trigger anew; the caller's transaction makes it one step."""
    remove(cursor)
    at = _schema(cursor)
    for name, guard in GUARDS.items():
        for statement in guard.statements(name, at):
            cursor.execute(statement)


def remove(cursor: CursorWrapper) -> None:
    """Take every trigger away, those and the rules that somebody else made too."""
    cursor.execute(_THERE)
    for name, table, *_ in cursor.fetchall():
        cursor.execute(f'DROP TRIGGER "{_quoted(name)}" ON {table}')
    cursor.execute(_RULES)
    for name, table in cursor.fetchall():
        cursor.execute(f'DROP RULE "{_quoted(name)}" ON {table}')


def _quoted(name: str) -> str:
    return name.replace('"', '""')


def astray(cursor: CursorWrapper) -> list[str]:
    """Return the names of triggers and rules that are missing, changed or not ours."""
    at = _schema(cursor)
    wanted = {(name, f"unpinch_{one.table}", one.bits, True, one.function(at)) for name, one in GUARDS.items()}
    cursor.execute(_THERE)
    there = {tuple(row) for row in cursor.fetchall()}
    cursor.execute(_RULES)
    return sorted({row[0] for row in wanted ^ there} | {name for name, _ in cursor.fetchall()})


def _schema(cursor: CursorWrapper) -> str:
    cursor.execute(_HERE)
    row = cursor.fetchone()
    return str(row[0]) if row else "public"
