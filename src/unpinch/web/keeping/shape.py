"""Whether a record's tables and triggers are those of this version: compared with a record that was just made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from unpinch.web.keeping import reading
from unpinch.web.keeping.findings import Finding, good, look, wrong
from unpinch.web.triggers import astray

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_NAMED = re.compile(r'CONSTRAINT "(\w+)"')
_TABLES = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name LIKE 'unpinch_%'"
_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
Table = dict[str, frozenset[tuple[object, ...]]]


def examined(record: sqlite3.Connection, fresh: sqlite3.Connection) -> Iterator[Finding]:
    """Yield what is found in the build of a record; `fresh` is one that this version has just made."""
    had, known = reading.migrations(record), reading.migrations(fresh)
    if had - known:
        text = "A newer Unpinch wrote this record. This one leaves it alone."
        yield wrong(text, "Update Unpinch.")
    elif known - had:
        text = "This record is of an older Unpinch. It is brought along at the next start, and copied before."
        yield look(text, "Start Unpinch once.")
    else:
        yield from as_made(record, fresh)
        yield from _triggers(record)


def as_made(record: sqlite3.Connection, fresh: sqlite3.Connection) -> Iterator[Finding]:
    """Yield whether the tables of a record are those of a fresh one of the same version."""
    here, wanted = tables(record), tables(fresh)
    differing = sorted(name for name in wanted if here.get(name) != wanted[name])
    if differing:
        text = f"These tables aren't as this version makes them: {', '.join(differing)}."
        yield wrong(
            text, "Go back to a copy from before, or save your journal (unpinch export) and begin a new folder."
        )
    else:
        yield good(f"{len(wanted)} tables, as this version makes them.")


def _triggers(record: sqlite3.Connection) -> Iterator[Finding]:
    there = {str(name): sql for name, sql in record.execute(_TRIGGERS)}
    if names := astray(there):
        text = f"What keeps lines from being changed isn't as it should be: {', '.join(names)}."
        yield wrong(text, "Start Unpinch once: it puts them back. Then look again, and report it if it comes again.")
    else:
        yield good(f"{len(there)} triggers keep lines from being changed, replaced or deleted.")


def tables(record: sqlite3.Connection) -> dict[str, Table]:
    """Return what each of our tables is made of: columns, indexes, references, named constraints."""
    made = record.execute(_TABLES).fetchall()
    return {
        name: {"constraints": frozenset(map(tuple, _NAMED.findall(sql))), **_parts(record, name)} for name, sql in made
    }


def _parts(record: sqlite3.Connection, name: str) -> Table:
    columns = record.execute('SELECT name, type, "notnull", pk FROM pragma_table_info(?)', (name,))
    references = record.execute('SELECT "table", "from", "to" FROM pragma_foreign_key_list(?)', (name,))
    indexes = record.execute('SELECT name, "unique" FROM pragma_index_list(?)', (name,)).fetchall()
    return {
        "columns": frozenset(columns),
        "references": frozenset(references),
        "indexes": frozenset((unique, *_columns(record, index)) for index, unique in indexes),
    }


def _columns(record: sqlite3.Connection, index: str) -> list[str]:
    return [name for (name,) in record.execute("SELECT name FROM pragma_index_info(?) ORDER BY seqno", (index,))]
