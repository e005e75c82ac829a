"""What is looked at before the first page is served. Each finding has an id and says what to do."""

from __future__ import annotations

import shutil
import sqlite3
from typing import TYPE_CHECKING, Any

from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution
from django.db import DatabaseError, connection

from unpinch.journal import Moment
from unpinch.web import triggers
from unpinch.web.clock import now
from unpinch.web.folder import open_to_others
from unpinch.web.postgres.guards import VENDOR
from unpinch.web.postgres.server import weaknesses
from unpinch.web.settings import MIB, installation

if TYPE_CHECKING:
    from collections.abc import Callable

    Found = list[CheckMessage]
    Check = Callable[..., Found]

TAG = "unpinch"
OLDEST_SQLITE = (3, 35, 0)
SPACE_BYTES = 100 * MIB
EARLIEST = Moment.parse("2026-11-01T00:00:00+00:00")
"""Before this version was written, no clock is right."""


@register(TAG)
def folder_is_private(**_: Any) -> Found:  # noqa: ANN401
    """See that nobody but the owner may read or write anything in the data folder."""
    shared = [path for path in installation().folder.walk() if open_to_others(path)]
    hint = "Run chmod -R go-rwx on the data folder, and see who else runs programs that write there."
    return [Error(f"{path} can be reached by other users.", hint, id="unpinch.E001") for path in shared[:3]]


@register(TAG)
def sqlite_is_new_enough(**_: Any) -> Found:  # noqa: ANN401
    """Refuse versions that lack what the constraints and the log need."""
    if sqlite3.sqlite_version_info >= OLDEST_SQLITE:
        return []
    hint = "Use a Python that brings a newer SQLite: 3.11 from your system's packages or from python.org does."
    return [Error(f"SQLite {sqlite3.sqlite_version} is too old.", hint, id="unpinch.E002")]


@register(TAG)
def triggers_stand(**_: Any) -> Found:  # noqa: ANN401
    """See that the database itself refuses changes to the record."""
    gone = triggers.missing(connection)
    hint = "Start Unpinch again: it puts them back. If this comes again, please report it."
    return (
        [Error(f"The record isn't guarded as it should be: {', '.join(gone)}.", hint, id="unpinch.E003")]
        if gone
        else []
    )


@register(TAG)
def log_is_safe(**_: Any) -> Found:  # noqa: ANN401
    """See that what is acknowledged is on the disk: write-ahead log, full synchronisation, triggers on replacing."""
    if connection.vendor == VENDOR:
        return _server_is_safe()
    wanted = {"journal_mode": "wal", "synchronous": 2, "recursive_triggers": 1, "foreign_keys": 1}
    with connection.cursor() as cursor:
        wrong = [name for name, value in wanted.items() if cursor.execute(f"PRAGMA {name}").fetchone()[0] != value]
    hint = "The data folder may lie on a network drive. Choose a folder on a disk of this machine with --data."
    return [Error(f"SQLite doesn't keep {', '.join(wrong)} as set.", hint, id="unpinch.E004")] if wrong else []


def _server_is_safe() -> Found:
    with connection.cursor() as cursor:
        weak = weaknesses(cursor)
    hint = (
        "Whoever looks after the database must set these to on, use UTF8 and tables that are logged (docs/keeping.md)."
    )
    text = f"This PostgreSQL may lose what it has acknowledged, or can't keep every text: {', '.join(weak)}."
    return [Error(text, hint, id="unpinch.E006")] if weak else []


@register(TAG)
def record_is_whole(**_: Any) -> Found:  # noqa: ANN401
    """See that every page of the record can be read: entries go into a sound file or not at all.

    PostgreSQL has no such quick look; `unpinch doctor` reads every line.
    """
    if connection.vendor == VENDOR:
        return []
    hint = "Run `unpinch doctor`: it says what is wrong and how to go back to a copy."
    try:
        with connection.cursor() as cursor:
            found = cursor.execute("PRAGMA quick_check(1)").fetchone()[0]
    except DatabaseError as error:
        found = str(error)
    return [Error(f"The record is damaged ({found}).", hint, id="unpinch.E005")] if found != "ok" else []


@register(TAG)
def there_is_space(**_: Any) -> Found:  # noqa: ANN401
    """Say early that the disk is filling up."""
    free_bytes = shutil.disk_usage(installation().folder.path).free
    hint = "Free some space soon: when the disk is full, nothing more can be saved."
    text = f"Only {free_bytes // MIB} MiB are free where the record is kept."
    return [Caution(text, hint, id="unpinch.W001")] if free_bytes < SPACE_BYTES else []


@register(TAG)
def clock_is_plausible(**_: Any) -> Found:  # noqa: ANN401
    """See that the machine hasn't lost its clock: it would write entries into the wrong years."""
    hint = "Set the date and time of this machine before you write anything."
    early = now().epoch_s < EARLIEST.epoch_s
    return [Caution(f"This machine's clock says {now().text}.", hint, id="unpinch.W002")] if early else []
