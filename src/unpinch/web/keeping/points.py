"""A folder of copies: each a point to go back to, with a note beside it that says what it holds.

    unpinch-000012-2026-11-22T080000p0100.sqlite3       the copy; .sqlite3.age where it is locked
    unpinch-000012-2026-11-22T080000p0100.json          its note; written last: without it there is no point

Points are counted, since a clock can go back. The note holds hashes and counts, and nothing of what anyone entered.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Self

from unpinch.exchange.locked import LockError, unlock
from unpinch.journal import Moment
from unpinch.web.folder import touch_private, write_private
from unpinch.web.keeping.reading import Contents, Migration, Stand

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
PLAIN, LOCKED = ".sqlite3", ".sqlite3.age"
_NOTES = "unpinch-*.json"
_NUMBERED = re.compile(r"unpinch-([0-9]{1,12})-")


class PointError(Exception):
    """A copy can't be made or used. The message is a sentence: what is wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class Point:
    """One copy. `why` it was made; `sha256` and `size` of the file as it lies there.

    `astray`: hashes of entries in it that don't follow what stands before them.
    """

    path: Path
    number: int
    made: str
    version: str
    why: str
    size: int
    sha256: str
    migrations: frozenset[Migration]
    stands: tuple[Stand, ...]
    erased: frozenset[str]
    astray: frozenset[str] = frozenset()

    @property
    def locked(self) -> bool:
        """Whether it takes a passphrase to read it."""
        return self.path.name.endswith(LOCKED)

    @property
    def note(self) -> Path:
        return note_of(self.path)

    @property
    def made_s(self) -> int:
        return Moment.parse(self.made).epoch_s

    @property
    def lines(self) -> int:
        return sum(stand.lines for stand in self.stands)

    @property
    def text(self) -> str:
        """What it is, in a line."""
        people = f"{len(self.stands)} {'person' if len(self.stands) == 1 else 'people'}, {self.lines} lines"
        return f"{self.number}: {self.made}, {people}, {self.why}{', locked' if self.locked else ''}"

    def lacking(self, now: Contents) -> int:
        """Count the chain ends of this copy that a record lacks, those of people who were erased left out."""
        ends = (head for stand in self.stands if stand.who not in now.erased for head in stand.heads)
        return sum(head not in now.lines for head in ends)

    def holds(self, people: frozenset[str]) -> bool:
        """Tell whether it holds any of these people."""
        return any(stand.who in people for stand in self.stands)

    def whole(self) -> bool:
        """Tell whether the file is as it was when it was made."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == self.sha256

    def usable(self) -> bool:
        """Tell whether its file is there, can be read, and is as it was when it was made."""
        try:
            return self.whole()
        except OSError:
            return False

    def unpack(self, to: Path, passphrase: str) -> None:
        """Write what it holds into a private file, or raise `PointError`."""
        try:
            if not self.whole():
                raise PointError(f"The copy {self.number} isn't as it was made. Choose another with --point.")
            content = self.path.read_bytes()
            touch_private(to)
            to.write_bytes(unlock(content, passphrase) if self.locked else content)
        except LockError as error:
            raise PointError(f"{error} Nothing was changed.") from error
        except OSError as error:
            raise PointError(f"The copy {self.number} can't be unpacked ({error.strerror}).") from error

    def write_note(self) -> None:
        """Make it a point: from now on it can be gone back to."""
        line = {**asdict(self), "format": FORMAT, "path": self.path.name, "erased": sorted(self.erased)}
        line["astray"] = sorted(self.astray)
        if not self.astray:  # an Unpinch from before knows no such word
            del line["astray"]
        write_private(self.note, json.dumps({**line, "migrations": sorted(self.migrations)}, indent=1))
        sync_folder(self.path.parent)

    def remove(self) -> None:
        """Take it away, the note first."""
        self.note.unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)

    @classmethod
    def read(cls, note: Path) -> Self:
        """Read a note; raise `ValueError`, `KeyError`, `TypeError` or `OSError` where it is damaged."""
        line: dict[str, Any] = json.loads(note.read_text("utf-8"))
        name = _text(line.pop("path"))
        if line.pop("format") != FORMAT or "/" in name or "\\" in name:
            raise ValueError(note.name)
        stands = tuple(_stand(one) for one in _list(line.pop("stands")))
        had = frozenset((_text(app), _text(name)) for app, name in _list(line.pop("migrations")))
        path, erased = note.with_name(name), frozenset(map(_text, _list(line.pop("erased"))))
        astray = frozenset(map(_text, _list(line.pop("astray", []))))
        for field in ("made", "version", "why", "sha256"):
            _text(line[field])
        _count(line["number"]), _count(line["size"])
        Moment.parse(line["made"])
        return cls(path=path, migrations=had, stands=stands, erased=erased, astray=astray, **line)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a note holds something else than a text")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError("a note holds something else than a count")
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("a note holds something else than a list")
    return value


def _stand(one: dict[str, object]) -> Stand:
    return Stand(_text(one["who"]), _count(one["lines"]), tuple(map(_text, _list(one["heads"]))))


def kept(folder: Path) -> list[Point]:
    """Return the points of a folder, oldest first. What has no note that can be read is none."""
    found = (_read(note) for note in folder.glob(_NOTES))
    return sorted((point for point in found if point), key=lambda point: (point.number, point.path.name))


def next_number(folder: Path) -> int:
    """Return the number of the next copy: above those there are, damaged ones too."""
    names = (_NUMBERED.match(path.name) for path in folder.iterdir())
    return 1 + max((int(name[1]) for name in names if name), default=0)


def damaged_notes(folder: Path) -> list[Path]:
    """Return the notes that can't be read: their copies can't be gone back to."""
    return sorted(note for note in folder.glob(_NOTES) if _read(note) is None)


def without_note(folder: Path) -> list[Path]:
    """Return the copies that have no note, as one that was cut short."""
    notes = set(folder.glob(_NOTES))
    files = (path for end in (PLAIN, LOCKED) for path in folder.glob(f"unpinch-*{end}"))
    return sorted(path for path in files if note_of(path) not in notes)


def note_of(path: Path) -> Path:
    """Return where the note of a copy is."""
    return path.with_name(path.name.partition(".")[0] + ".json")


def _read(note: Path) -> Point | None:
    try:
        return Point.read(note)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def sync_folder(folder: Path) -> None:
    """Make sure that the names in a folder are on the disk; only POSIX has a way to ask for it."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
