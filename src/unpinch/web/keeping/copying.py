"""Making a copy of the record, whatever is going on in it: checked, perhaps locked, and the old ones cleared away.

An old copy goes only where the new one holds all that it holds, and where no entry has gone astray since: a line may
have been changed. So a record that was lost, damaged or begun anew can't push out the copies of what it was.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from unpinch import __version__
from unpinch.exchange.locked import LockError, lock, unlock
from unpinch.web.folder import FOLDER_MODE, touch_private
from unpinch.web.keeping import reading, sound
from unpinch.web.keeping.points import LOCKED, PLAIN, Point, PointError, damaged_notes, kept, next_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from unpinch.journal import Moment
    from unpinch.web.keeping.reading import Contents

    Looked = Callable[[sqlite3.Connection], Contents]

_NEW = ".unpinch-*.new"
ASKED = "asked for"


@dataclass(frozen=True, slots=True)
class Made:
    """A copy that was made.

    `ahead`: older copies that hold what the record doesn't; `gone`: those cleared away; `passed`: notes of older copies
    that can't be read; `sounder`: those from before an entry went astray; `strayed`: whether one did since the last.
    """

    point: Point
    ahead: tuple[Point, ...]
    gone: tuple[Point, ...]
    passed: tuple[Path, ...] = ()
    sounder: tuple[Point, ...] = ()
    strayed: bool = False


def copy(  # noqa: PLR0913 - what a copy is made of
    record: Path,
    to: Path,
    moment: Moment,
    *,
    why: str = ASKED,
    keep: int = 0,
    passphrase: str = "",
    chained: bool = True,
) -> Made:
    """Copy a record into a folder of copies, or raise `PointError` and leave the folder's points as they are.

    `keep`: how many points may stay; 0 for all. With a passphrase nothing readable is written there, not even on the
    way. `chained`: the journals are looked at too, and one that is damaged isn't copied; the copy before an update is
    made all the same, so that one such line doesn't shut anybody out.
    """
    looked = partial(_checked, moment=moment, chained=chained)
    new = to / f".unpinch-{secrets.token_hex(4)}.new"
    try:
        to.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        _clear(to)
        now = _locked_copy(record, new, looked, passphrase) if passphrase else _plain_copy(record, new, looked)
        point = _settle(new, to, now, moment, why, locked=bool(passphrase))
        return _tidied(point, now, keep)
    except sqlite3.Error as error:
        damaged = getattr(error, "sqlite_errorcode", 0) & 0xFF in reading.DAMAGES
        raise PointError(_damaged(str(error)) if damaged else _not_copied(to, str(error))) from error
    except OSError as error:
        raise PointError(_not_copied(to, error.strerror or type(error).__name__)) from error
    except LockError as error:
        raise PointError(str(error)) from error
    finally:
        _forget(new)


def _plain_copy(record: Path, new: Path, looked: Looked) -> Contents:
    """Copy into one file that needs no other beside it, so that it can be read from any disk."""
    touch_private(new)
    with reading.opened(record) as source, closing(sqlite3.connect(new)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
        found = looked(target)
    _sync(new)
    return found


def _locked_copy(record: Path, new: Path, looked: Looked, passphrase: str) -> Contents:
    with reading.opened(record) as source, closing(sqlite3.connect(":memory:")) as target:
        source.backup(target)
        found, content = looked(target), target.serialize()
    touch_private(new)
    new.write_bytes(lock(content, passphrase))
    _sync(new)
    if unlock(new.read_bytes(), passphrase) != content:
        raise PointError("The locked copy could not be opened again, so it was thrown away. Try another disk.")
    return found


def _checked(target: sqlite3.Connection, *, moment: Moment, chained: bool) -> Contents:
    sight = sound.seen(target, moment, chained=chained)
    if sight.flaws:
        raise PointError(_damaged(sight.flaws))
    return replace(reading.contents(target), astray=sight.astray)


def _settle(new: Path, to: Path, now: Contents, moment: Moment, why: str, *, locked: bool) -> Point:  # noqa: PLR0913
    """Give the copy its name and its note."""
    number = next_number(to)
    stamp = moment.text.replace(":", "").replace("+", "p")
    path = to / f"unpinch-{number:06}-{stamp}{LOCKED if locked else PLAIN}"
    with new.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = new.stat().st_size
    held = (now.migrations, now.stands, now.erased, now.astray)
    point = Point(path, number, moment.text, __version__, why, size, digest, *held)
    new.replace(path)
    point.write_note()
    if not point.whole():
        raise PointError(f"{path} could not be read as it was written. Try another disk.")
    return point


def _tidied(made: Point, now: Contents, keep: int) -> Made:
    """Clear away what is too old, and what holds someone who was erased, but nothing that only an old copy holds.

    Where an entry is astray that wasn't then, only erasing takes a copy away: it may hold a line as it was.
    """
    older = [point for point in kept(made.path.parent) if point.number < made.number]
    ahead = tuple(point for point in older if point.lacking(now))
    sounder = [point for point in older if now.astray - point.astray]
    spare = [point for point in older[: max(0, len(older) + 1 - keep)] if point not in sounder] if keep else []
    gone = tuple(point for point in older if point not in ahead and (point in spare or point.holds(now.erased)))
    for point in gone:
        point.remove()
    stay = tuple(point for point in sounder if point not in gone)
    strayed = bool(now.astray) and (not older or older[-1] in sounder)
    return Made(made, ahead, gone, tuple(damaged_notes(made.path.parent)), stay, strayed)


def _clear(to: Path) -> None:
    """Remove what a copy that was cut short has left."""
    for path in to.glob(_NEW):
        _forget(path)


def _forget(new: Path) -> None:
    """Remove an unfinished copy; where that can't be, the next copy does."""
    for end in ("", "-journal"):
        with suppress(OSError):
            Path(f"{new}{end}").unlink()


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _not_copied(to: Path, why: str) -> str:
    closed = to.exists() and not os.access(to, os.W_OK)
    todo = "Make that folder yours to write, or name another." if closed else "Free some space or name another folder."
    return f"The record could not be copied to {to} ({why}). It is as it was. {todo}"


def _damaged(why: str) -> str:
    text = f"The record is damaged ({why}), so it was not copied, and the copies of before stay as they are."
    return f"{text} Run `unpinch doctor`: it says what to do."
