"""A look at a record in PostgreSQL, for `unpinch doctor`: the server, its settings, tables and triggers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import DatabaseError, connection

from unpinch.web import triggers
from unpinch.web.database import known_migrations
from unpinch.web.errors import StartError
from unpinch.web.keeping.findings import Finding, good, look, wrong
from unpinch.web.postgres import opening, server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

    from unpinch.web.postgres.address import Address

_STANDBYS = """
    SELECT current_setting('synchronous_standby_names') <> '', current_setting('data_checksums') = 'on',
           current_setting('server_version')
"""
_COLUMNS = """
    SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_catalog.pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
"""
_CONSTRAINTS = "SELECT conname FROM pg_catalog.pg_constraint WHERE conrelid = %s::regclass AND convalidated"
_INDEXES = (
    "SELECT c.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid "
    "WHERE i.indrelid = %s::regclass AND i.indisvalid"
)
_SEE_TO_IT = "See to the PostgreSQL server, then look again."


def findings(address: Address) -> Iterator[Finding]:
    """Yield what is found; Django is set up for the database."""
    try:
        applied, known = opening.applied_migrations(address), known_migrations()
        yield from _server(address)
        if not applied:
            yield wrong("There is no record in this database.", "Start Unpinch once, or restore a copy into it.")
        elif applied - known:
            yield wrong("A newer Unpinch wrote this record. This one leaves it alone.", "Update Unpinch.")
        elif known - applied:
            yield look("This record is of an older Unpinch. It is brought along at the next start.", "Start Unpinch.")
        else:
            yield from _tables()
            yield from _triggers()
    except StartError as error:
        yield wrong(str(error), _SEE_TO_IT)
    except DatabaseError as error:
        yield wrong(str(server.unreachable(address, error)), _SEE_TO_IT)


def _server(address: Address) -> Iterator[Finding]:
    try:
        server.usable(address)
    except StartError as error:
        yield wrong(str(error), _SEE_TO_IT)
    with connection.cursor() as cursor:
        weak = server.weaknesses(cursor)
        cursor.execute(_STANDBYS)
        standby, checksums, version = cursor.fetchone()
    if weak:
        text = f"This PostgreSQL may lose what it has acknowledged, or can't keep every text: {', '.join(weak)}."
        yield wrong(text, "Set these to on, use UTF8 and logged tables, and start Unpinch again.")
    else:
        following = "a standby has each entry before it is acknowledged" if standby else "without a synchronous standby"
        yield good(f"PostgreSQL {version}, which writes to the disk before it acknowledges; {following}.")
    if not checksums:
        yield look("The pages of this PostgreSQL have no checksums.", "Turn them on with pg_checksums: see its manual.")


def _tables() -> Iterator[Finding]:
    models = list(apps.get_app_config("unpinch").get_models())
    differing = sorted(model._meta.db_table for model in models if not _as_made(model))  # noqa: SLF001 (Django's own door)
    if differing:
        text = f"These tables aren't as this version makes them: {', '.join(differing)}."
        yield wrong(text, "Restore a copy into a new database: unpinch restore --from DIR.")
    else:
        yield good(f"{len(models)} tables, as this version makes them.")


def _as_made(model: type[Model]) -> bool:
    """Tell whether a table has the columns, constraints and indexes of its model."""
    meta = model._meta  # noqa: SLF001 (Django's own door)
    wanted = {(one.column, _type(one), not one.null) for one in meta.local_concrete_fields}
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [meta.db_table])
        if not cursor.fetchone()[0]:
            return False
        cursor.execute(_COLUMNS, [meta.db_table])
        there = set(cursor.fetchall())
        cursor.execute(_CONSTRAINTS, [meta.db_table])
        named = {name for (name,) in cursor.fetchall()}
        cursor.execute(_INDEXES, [meta.db_table])
        named |= {name for (name,) in cursor.fetchall()}
    return there == wanted and {one.name for one in (*meta.constraints, *meta.indexes)} <= named


def _type(field: Any) -> str:  # noqa: ANN401 - Django's field
    """Return the type of a column as PostgreSQL's catalogue names it."""
    return str(field.db_type(connection)).replace("varchar(", "character varying(")


def _triggers() -> Iterator[Finding]:
    if names := triggers.missing(connection):
        text = f"What keeps lines from being changed isn't as it should be: {', '.join(names)}."
        yield wrong(text, "Start Unpinch once: it puts them back. Then look again, and report it if it comes again.")
    else:
        yield good("Triggers keep lines from being changed, replaced or deleted.")
