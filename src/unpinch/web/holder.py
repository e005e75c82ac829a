"""One server for a data folder: who holds it, and the lock that says so.

The lock is the system's own and ends with the process, however it ends. Beside it stands a note of who took it, so
that a second start can open the browser on the running server.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from unpinch.web.folder import FILE_MODE, unusable, write_private

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unpinch.web.folder import Folder

NOTE_WAIT_S = 5.0
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Holder:
    """The server that holds a data folder."""

    pid: int
    origin: str
    version: str
    home: str = ""
    """The origin for paired phones, where the home network is served."""


class HeldError(Exception):
    """Another server holds the folder; `holder` says which, or is None while it is still starting."""

    def __init__(self, holder: Holder | None) -> None:
        """Keep who it is."""
        super().__init__()
        self.holder = holder


@contextmanager
def hold(folder: Folder) -> Iterator[None]:
    """Hold the folder until the end, or raise `HeldError`. An old note goes at once: it speaks of someone else."""
    lock = FileLock(folder.lock, mode=FILE_MODE)
    try:
        holder = _acquire(lock, folder)
    except OSError as error:  # a disk that is read-only
        raise unusable(folder, error) from error
    if holder:
        raise HeldError(holder)
    try:
        _forget(folder)
        try:
            yield
        finally:
            _forget(folder)
    finally:
        lock.release()


def _forget(folder: Folder) -> None:
    try:
        folder.holder.unlink(missing_ok=True)
    except OSError as error:
        raise unusable(folder, error) from error


def _acquire(lock: FileLock, folder: Folder) -> Holder | None:
    """Take the lock (None), or say who has it. Whoever is starting right now leaves a note within a moment."""
    wait_s = 0.0
    for _ in range(_TRIES):
        with suppress(Timeout):
            lock.acquire(timeout=wait_s)
            return None
        if holder := read(folder):
            return holder
        wait_s = NOTE_WAIT_S / _TRIES
    raise HeldError(None)


def held_by(folder: Folder) -> Holder | None:
    """Return who holds the folder now; None where no server runs."""
    if not folder.lock.exists():
        return None
    lock = FileLock(folder.lock, mode=FILE_MODE)
    try:
        holder = _acquire(lock, folder)
    finally:
        lock.release()
    return holder


def note(folder: Folder, holder: Holder) -> None:
    """Write who holds the folder."""
    try:
        write_private(folder.holder, json.dumps(asdict(holder)))
    except OSError as error:
        raise unusable(folder, error) from error


def read(folder: Folder) -> Holder | None:
    """Read who holds the folder."""
    with suppress(OSError, ValueError, TypeError):
        return Holder(**json.loads(folder.holder.read_text(encoding="utf-8")))
    return None
