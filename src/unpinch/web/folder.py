"""The data folder: one private folder holds all that an installation keeps.

    unpinch.sqlite3   the record (and its -wal and -shm files)
    identity.json     this installation's id and its secret key
    door/             one-time codes, as hashes
    feeds/            private addresses of calendars, as hashes
    home/             the certificates for phones of the home network (`serve --lan`)
    pairing/          one-time codes for phones, as hashes
    phones/           the phones that were let in, named by hashes
    backups/          copies of the record, made before it is migrated
    server.lock       held by the running server
    server.json       which server holds it
    proven.json       which programmes of your own have passed their checks
    default.json      whose calendar is meant where nobody is named
    reminded.json     when `unpinch remind` said something: times alone (and reminded.lock)
    elsewhere.json    that the record is in PostgreSQL, not in this folder, and where
    portable/         a record of PostgreSQL on its way into a copy, or back

Folders are 0700 and files 0600: set when made, and checked at each start.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING
from uuid import uuid4

from platformdirs import user_data_path

from unpinch.web.clock import system_now
from unpinch.web.errors import Exit, StartError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VARIABLE = "UNPINCH_DATA"
FOLDER_MODE = 0o700
FILE_MODE = 0o600
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
PASSING = "unpinch-passing-"
PASSING_OLD_S = 86_400
_COMING = "coming-*"
_LEFTOVERS = ("*.upload*", "import-*.jsonl", "restoring", "portable", "backups/.unpinch-*", _COMING)
_OURS = frozenset({"unpinch.sqlite3", "identity.json", "server.lock", "server.json", "proven.json", "door", "backups"})


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes this installation itself: a public id and a secret key."""

    id: str
    key: str


@dataclass(frozen=True, slots=True)
class Folder:
    """The places in the data folder."""

    path: Path

    @property
    def database(self) -> Path:
        return self.path / "unpinch.sqlite3"

    @property
    def elsewhere(self) -> Path:
        return self.path / "elsewhere.json"

    @property
    def portable(self) -> Path:
        return self.path / "portable" / "unpinch.sqlite3"

    @property
    def identity(self) -> Path:
        return self.path / "identity.json"

    @property
    def door(self) -> Path:
        return self.path / "door"

    @property
    def feeds(self) -> Path:
        return self.path / "feeds"

    @property
    def home(self) -> Path:
        return self.path / "home"

    @property
    def pairing(self) -> Path:
        return self.path / "pairing"

    @property
    def phones(self) -> Path:
        return self.path / "phones"

    @property
    def backups(self) -> Path:
        return self.path / "backups"

    @property
    def lock(self) -> Path:
        return self.path / "server.lock"

    @property
    def holder(self) -> Path:
        return self.path / "server.json"

    def walk(self) -> Iterator[Path]:
        """Yield the folder and all that is in it, links not followed."""
        yield self.path
        for root, folders, files in os.walk(self.path):
            yield from (Path(root, name) for name in [*folders, *files])


def choose(data: Path | None, environment: Mapping[str, str]) -> Folder:
    """Return the data folder meant: the option, else UNPINCH_DATA, else the platform's own place."""
    stated = data or environment.get(VARIABLE) or user_data_path("unpinch", appauthor=False)
    return Folder(Path(stated).expanduser().absolute())


def settle_in(folder: Folder) -> None:
    """Make the folder where it is missing, so that its lock can be taken. Refuse one that holds other things."""
    try:
        _refuse_foreign(folder)
        folder.path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    except OSError as error:
        raise unusable(folder, error) from error


def leftovers(folder: Folder) -> list[Path]:
    """Return what an upload, import or restore that was cut short has left: it may hold a whole journal."""
    return [path for pattern in _LEFTOVERS for path in folder.path.glob(pattern)]


def clear(path: Path) -> None:
    """Remove a file, or a folder with all that is in it; nothing there is as good."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def passing() -> Iterator[Path]:
    """Yield a private folder that is gone at the end; one that a killed program left is cleared away a day later."""
    for path in Path(gettempdir()).glob(f"{PASSING}*"):
        with suppress(OSError):
            if _is_left_behind(path):
                shutil.rmtree(path)
    with TemporaryDirectory(prefix=PASSING) as made:
        yield Path(made)


def _is_left_behind(path: Path) -> bool:
    """Tell whether a folder is our own, and nobody can be at work in it any more."""
    found = path.lstat()
    ours = os.name != "posix" or found.st_uid == os.geteuid()
    return ours and stat.S_ISDIR(found.st_mode) and system_now().epoch_s - found.st_mtime > PASSING_OLD_S


def make_private(folder: Folder) -> int:
    """Make all that is in the folder private; return how many things had been open to others."""
    try:
        for path in leftovers(folder):
            clear(path)
        for path in (folder.door, folder.backups):
            path.mkdir(mode=FOLDER_MODE, exist_ok=True)
        return sum(_tighten(path) for path in folder.walk())
    except OSError as error:
        raise unusable(folder, error) from error


def _refuse_foreign(folder: Folder) -> None:
    """Don't take over a folder that holds other things: its rights would be changed."""
    there = {path.name for path in folder.path.iterdir() if not path.match(_COMING)} if folder.path.exists() else set()
    if there and not there.intersection(_OURS):
        text = f"The folder {folder.path} holds things that aren't Unpinch's. Choose an empty one with --data."
        raise StartError(text, Exit.FOLDER)


def unusable(folder: Folder, error: OSError) -> StartError:
    """Return what to say where the folder can't be read or written: foreign rights, or a disk that is read-only."""
    why = error.strerror or type(error).__name__
    _, todo = barred(folder) or ("", "Make it yours to write.")
    text = f"The data folder {folder.path} can't be used ({why}). {todo} Or choose another with --data."
    return StartError(text, Exit.FOLDER)


def barred(folder: Folder) -> tuple[str, str] | None:
    """Return why the folder or the record in it can't be written, and what to do; None where they can be."""
    files = (Path(f"{folder.database}{end}") for end in ("", "-wal", "-shm"))
    there = [path for path in (folder.path, *files) if path.exists()]
    closed = [path for path in there if not os.access(path, os.W_OK)]
    if not closed:
        return None
    if _is_read_only_disk(closed[0]):
        todo = "A disk that fails turns so. Copy the record first (unpinch backup --to DIR), then see to the disk."
        return f"The disk of {folder.path} is read-only.", todo
    names = ", ".join(map(str, closed))
    todo = (
        f"Give yourself this right: chmod -R u+rwX {folder.path} (if it is another user's: chown, or run as that user)."
    )
    return f"You have no right to write {names}. The disk is not to blame.", todo


def _is_read_only_disk(path: Path) -> bool:
    """Tell whether a disk lets nobody write, whatever the rights."""
    return hasattr(os, "statvfs") and bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def _tighten(path: Path) -> bool:
    if path.is_symlink() or not open_to_others(path):
        return False
    path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)
    return True


def open_to_others(path: Path) -> bool:
    """Tell whether anyone but the owner has a right to the path; Windows keeps rights elsewhere."""
    try:
        return os.name == "posix" and bool(path.lstat().st_mode & _OTHERS)
    except FileNotFoundError:  # gone meanwhile: a code that was spent
        return False


def write_private(path: Path, text: str) -> None:
    """Write a file whole or not at all, readable by its owner alone."""
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def touch_private(path: Path) -> None:
    """Make an empty private file where none is, so that whoever opens it later needn't choose its rights."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))


def identity_of(folder: Folder) -> Identity:
    """Read this installation's identity; make one where there is none."""
    try:
        if not folder.identity.exists():
            new = {"id": str(uuid4()), "key": secrets.token_urlsafe(48)}
            write_private(folder.identity, json.dumps(new))
        return _read_identity(folder.identity)
    except OSError as error:
        raise unusable(folder, error) from error


def _read_identity(path: Path) -> Identity:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        return Identity(str(read["id"]), str(read["key"]))
    except (ValueError, KeyError, TypeError) as error:
        text = f"{path} is damaged. Remove it: a new one is made, and every browser needs `unpinch open` once."
        raise StartError(text, Exit.FOLDER) from error
