"""A record as it lies on the disk, read by SQLite alone: it may be damaged, or older or newer than this Unpinch.

People appear as hashes of their ids: what is said here stands beside copies that may be locked.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

from unpinch.web.folder import passing

if TYPE_CHECKING:
    from collections.abc import Iterator

DAMAGES = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
"""How SQLite says that a file is damaged, or none of its own."""


_CLOSED = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
"""How SQLite says that it can't write beside a file, on a disk that is read-only or for want of rights."""


class DamageError(sqlite3.DatabaseError):
    """What SQLite hands out can't be what was written."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


Migration = tuple[str, str]
_LINES = "SELECT person_id, raw FROM unpinch_entry UNION ALL SELECT person_id, raw FROM unpinch_aside"
_NEWEST = (
    "SELECT person_id, raw FROM unpinch_entry AS one WHERE NOT EXISTS (SELECT 1 FROM unpinch_entry AS later "
    "WHERE later.person_id = one.person_id AND later.device = one.device AND later.seq > one.seq)"
)


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a person's journal had come: how many lines, and the SHA-256 of each device's newest entry."""

    who: str
    lines: int
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a record holds. `lines`: the SHA-256 of each line; `erased`: who was erased; `astray`: as `sound` saw it."""

    stands: tuple[Stand, ...]
    erased: frozenset[str]
    lines: frozenset[str]
    migrations: frozenset[Migration]
    astray: frozenset[str] = frozenset()


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a record file so that nothing is written into it.

    Beside a record lies its log, which SQLite reads only where it can write: on a disk that is read-only, or without
    the right to write there, a copy of both is opened.
    """
    with ExitStack() as stack, _in_its_words():
        if not _can_be_opened(path):
            path = _elsewhere(path, stack)
        record = stack.enter_context(closing(_connected(path)))
        record.execute("PRAGMA trusted_schema = OFF")
        yield record


@contextmanager
def _in_its_words() -> Iterator[None]:
    """Say of text that is none any more, as Python's driver doesn't, that the record is damaged."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise DamageError("a text in it can't be read") from error


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _can_be_opened(path: Path) -> bool:
    """Tell whether a record can be opened where it lies; what else is wrong with it shows later."""
    try:
        with closing(_connected(path)) as record:
            record.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        return not path.exists() or error.sqlite_errorcode & 0xFF not in _CLOSED
    return True


def _elsewhere(path: Path, stack: ExitStack) -> Path:
    folder = stack.enter_context(passing())
    for end in ("", "-wal"):
        source = Path(f"{path}{end}")
        if source.exists():
            copyfile(source, folder / source.name)
    return folder / path.name


def trouble(record: sqlite3.Connection) -> str:
    """Return what SQLite finds wrong with a record, in its own words; nothing where all is well.

    It looks in memory: where SQLite can only read, it doesn't hold rows against the constraints of their tables.
    """
    with closing(sqlite3.connect(":memory:")) as inside:
        record.backup(inside)
        found = [str(row[0]) for row in inside.execute("PRAGMA integrity_check(3)")]
        strange = inside.execute("PRAGMA foreign_key_check").fetchmany(3)
    found += [f"a row of {row[0]} belongs to nobody" for row in strange]
    return "; ".join(text for text in found if text != "ok")


def migrations(record: sqlite3.Connection) -> frozenset[Migration]:
    """Return the migrations that a record has had."""
    return frozenset(record.execute("SELECT app, name FROM django_migrations"))


def contents(record: sqlite3.Connection) -> Contents:
    """Read what a record holds: all of one moment, if the record is being written."""
    record.execute("BEGIN")
    lines: dict[str, set[str]] = {who: set() for (who,) in record.execute("SELECT id FROM unpinch_person")}
    for who, raw in record.execute(_LINES):
        if who not in lines:
            raise DamageError("a line belongs to nobody")
        lines[who].add(sha256(raw))
    heads: dict[str, list[str]] = {who: [] for who in lines}
    for who, raw in record.execute(_NEWEST):
        heads[who].append(sha256(raw))
    erasures = [who for (who,) in record.execute("SELECT person FROM unpinch_erasure")]
    if not all(isinstance(who, str) for who in (*lines, *erasures)):
        raise DamageError("an id is of another kind than was written")
    stands = (Stand(hashed(who), len(lines[who]), tuple(sorted(heads[who]))) for who in sorted(lines))
    erased = frozenset(hashed(who) for who in erasures)
    found = Contents(tuple(stands), erased, frozenset().union(*lines.values()), migrations(record))
    record.rollback()
    return found


def sha256(raw: bytes) -> str:
    """Return the SHA-256 of a line's bytes."""
    if not isinstance(raw, bytes):
        raise DamageError("a line is of another kind than was written")
    return hashlib.sha256(raw).hexdigest()


def hashed(person: str) -> str:
    """Return what stands for a person's id, as SQLite holds it, wherever it must not be read."""
    return hashlib.sha256(person.encode()).hexdigest()
