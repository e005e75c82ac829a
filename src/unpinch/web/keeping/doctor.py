"""A look at a data folder from outside: nothing is changed, and a server may be running with it."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sqlite3
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unpinch import __version__
from unpinch.web.checks import OLDEST_SQLITE, SPACE_BYTES
from unpinch.web.folder import Folder, barred, leftovers, open_to_others
from unpinch.web.keeping import chains, reading, shape
from unpinch.web.keeping.findings import Finding, good, look, wrong
from unpinch.web.keeping.points import Point, damaged_notes, kept, without_note
from unpinch.web.settings import MIB

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from unpinch.journal import Moment
    from unpinch.web.holder import Holder

OLD_COPY_S = 8 * 86_400
"""A week and a day: who copies weekly hears nothing."""
_SHOWN = 3
_RESTORE = "Go back to a copy: `unpinch restore --from DIR` says what that would change."


@dataclass(frozen=True, slots=True)
class Patient:
    """What is looked at.

    `fresh`: a record that this version has just made; `copies`: folders of copies; `holder`: the server that runs.
    Where PostgreSQL holds the record: `taken` is what was taken of it, as a file, and `there` what was found of it.
    """

    folder: Folder
    fresh: Path
    copies: Sequence[Path]
    moment: Moment
    holder: Holder | None = None
    taken: Path | None = None
    there: Sequence[Finding] = ()

    @property
    def record(self) -> Path:
        """The record as a file."""
        return self.taken or self.folder.database


def examined(patient: Patient) -> Iterator[Finding]:
    """Yield all that is found."""
    yield from _versions(patient)
    yield from patient.there
    if not patient.record.exists():
        if not patient.there:
            text = f"There is no record in {patient.folder.path}."
            yield wrong(
                text, "Name its folder with --data. If it was lost, restore a copy: unpinch restore --from DIR."
            )
        return
    yield from _around(patient.folder)
    yield from _record(patient)
    yield from _copies(patient)


def _versions(patient: Patient) -> Iterator[Finding]:
    yield good(f"Unpinch {__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}.")
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield wrong("This SQLite is too old.", "Use a Python that brings a newer one.")
    if patient.holder and patient.holder.version != __version__:
        text = f"Unpinch {patient.holder.version} is running with this folder, not {__version__}."
        yield look(text, "End it and start it again, so that one version reads and writes.")


def _around(folder: Folder) -> Iterator[Finding]:
    """Yield what is found around the record: PostgreSQL may hold one of a folder that isn't there."""
    if not folder.path.is_dir():
        todo = "Name the one that Unpinch runs with: --data. If it was lost, start Unpinch: it makes a new one."
        yield wrong(f"There is no folder {folder.path}.", todo)
        return
    yield from _rights(folder)
    yield from _disk(folder)
    yield from _identity(folder)


def _rights(folder: Folder) -> Iterator[Finding]:
    shared = [path for path in folder.walk() if open_to_others(path)]
    strange = [path for path in folder.walk() if not _ours(path)]
    if shared:
        text = f"Other users of this machine can reach {_few(shared)}."
        yield wrong(text, "Start Unpinch once: it takes these rights away. See who else writes there.")
    if strange:
        yield wrong(f"{_few(strange)} belongs to another user.", "Make it yours with chown, or run this as that user.")
    if not shared and not strange:
        yield good("Nobody but you can read or write anything here.")


def _ours(path: Path) -> bool:
    try:
        return os.name != "posix" or path.lstat().st_uid == os.geteuid()
    except FileNotFoundError:  # gone meanwhile
        return True


def _few(paths: Sequence[Path]) -> str:
    more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    return ", ".join(str(path) for path in paths[:_SHOWN]) + more


def _disk(folder: Folder) -> Iterator[Finding]:
    free_bytes = shutil.disk_usage(folder.path).free
    if why := barred(folder):
        yield wrong(*why)
    elif free_bytes < SPACE_BYTES:
        yield look(f"Only {free_bytes // MIB} MiB are free here.", "Free some space soon: a full disk saves nothing.")
    else:
        yield good(f"{free_bytes // MIB} MiB are free, and the folder can be written.")
    if found := leftovers(folder):
        yield look(f"{_few(found)} was left by something cut short.", "The next start of Unpinch clears it away.")


def _identity(folder: Folder) -> Iterator[Finding]:
    try:
        line = json.loads(folder.identity.read_text("utf-8"))
        line["id"], line["key"]
    except FileNotFoundError:
        yield look("This installation has no identity yet.", "The next start makes one; open each browser anew then.")
    except (OSError, ValueError, KeyError, TypeError):
        yield wrong(f"{folder.identity} is damaged.", "Remove it and start Unpinch: open each browser anew then.")


def _record(patient: Patient) -> Iterator[Finding]:
    try:
        with ExitStack() as stack:
            record = stack.enter_context(reading.opened(patient.record))
            yield from _whole(record)
            if patient.taken is None:
                yield from shape.examined(record, stack.enter_context(reading.opened(patient.fresh)))
            yield from chains.examined(record, patient.moment)
            yield from _held_against(patient, reading.contents(record))
    except (sqlite3.OperationalError, OSError) as error:
        yield wrong(f"The record can't be read to its end ({error}).", f"See to the disk. {_RESTORE}")
    except sqlite3.DatabaseError as error:
        yield wrong(f"The record is damaged ({error}).", _RESTORE)


def _whole(record: sqlite3.Connection) -> Iterator[Finding]:
    found = reading.trouble(record)
    yield wrong(f"The record is damaged ({found}).", _RESTORE) if found else good("The record can be read to its end.")


def _held_against(patient: Patient, now: reading.Contents) -> Iterator[Finding]:
    """Yield what is found when the record is held against its copies: what one of them has, it must have too."""
    points = _points(patient)
    ahead = [point for point in points if point.lacking(now)]
    if ahead:
        yield wrong(_ahead(ahead), _TAKEN_BACK)
    elif points:
        yield good(f"{len(points)} copies; the record holds all that they hold.")


def _points(patient: Patient) -> list[Point]:
    return [point for folder in patient.copies for point in kept(folder)]


def _copies(patient: Patient) -> Iterator[Finding]:
    """Yield what is found of the copies themselves: whether they are there, and as they were made."""
    for folder in patient.copies:
        if not folder.is_dir() and folder != patient.folder.backups:
            yield wrong(f"There is no folder {folder}.", "Name a folder of copies; its disk may be missing.")
    points = _points(patient)
    usable = [point for point in points if point.usable()]
    damaged = [point.path for point in points if point not in usable]
    damaged += [note for folder in patient.copies for note in damaged_notes(folder)]
    if damaged:
        yield wrong(f"{_few(damaged)} is damaged: that copy can't be gone back to.", _COPY_AGAIN)
    if halves := [path for folder in patient.copies for path in without_note(folder)]:
        yield look(f"{_few(halves)} can't be used as a copy.", "Remove it once you have a newer one.")
    yield from _age(usable, patient.moment)


def _ahead(ahead: Sequence[Point]) -> str:
    return f"{len(ahead)} copies hold entries that the record lacks, last the one of {ahead[-1].made}."


_COPY_AGAIN = "Make a new copy (unpinch backup --to DIR) and remove this one. If it comes again, use another disk."
_TAKEN_BACK = (
    "If you went back to an earlier copy on purpose, that is why. If not, something was lost: see what "
    "`unpinch restore` says of that copy."
)


def _age(points: Sequence[Point], moment: Moment) -> Iterator[Finding]:
    if not points:
        yield look("No copy of this record is known here.", "Make one: unpinch backup --to DIR, best on another disk.")
        return
    newest = max(points, key=lambda point: point.made_s)
    if moment.epoch_s - newest.made_s > OLD_COPY_S:
        yield look(f"The newest copy is of {newest.made}.", "Make a new one: unpinch backup --to DIR.")
