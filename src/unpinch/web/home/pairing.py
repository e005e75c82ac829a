"""Phones that were let in: one-time codes, and a file for each device in the private data folder's `phones`.

A code is 50 random bits, works once and for ten minutes, and may be guessed at ten times in ten minutes by everyone
together. A device holds 256 random bits in a cookie. Of both only the hash is kept, as the name of a file. To remove
a device is to remove its file, so it is shut out at once. When it was last seen is the file's own time.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unpinch.web import door
from unpinch.web.folder import FOLDER_MODE, write_private

if TYPE_CHECKING:
    from pathlib import Path

    from unpinch.web.folder import Folder

LONGEST_NAME = 40
SEEN_EVERY_S = 3600
"""How exactly it is noted when a device was last seen."""
MOST_WRONG = 10
WRONG_WINDOW_S = 600
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs: five bits each. No sign that looks like another one."""
_CODE_LENGTH = 10
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Device:
    """A device that was let in."""

    id: str
    name: str
    paired_s: int
    seen_s: int


@dataclass(slots=True)
class Guesses:
    """How often a wrong code was tried of late, by whomever."""

    _wrong_s: deque[int] = field(default_factory=lambda: deque(maxlen=MOST_WRONG))

    def too_many(self, now_s: int) -> bool:
        """Tell whether codes are looked at at all just now."""
        return sum(0 <= now_s - wrong_s < WRONG_WINDOW_S for wrong_s in self._wrong_s) >= MOST_WRONG

    def note(self, now_s: int) -> None:
        """Remember one more."""
        self._wrong_s.append(now_s)


def new_code(folder: Folder, now_s: int) -> str:
    """Make a code that pairs one device within ten minutes."""
    code = "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
    door.keep(folder.pairing, code, now_s)
    return code


def in_groups(code: str) -> str:
    """Return a code as it is read and typed."""
    return f"{code[:5]}-{code[5:]}"


def let_in(folder: Folder, code: str, name: str, now_s: int) -> str:
    """Use a code up and return the new device's secret; empty where the code was no good."""
    typed = "".join(letter for letter in code.upper() if letter.isalnum())
    if not door.spend_in(folder.pairing, typed, now_s):
        return ""
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    folder.phones.mkdir(mode=FOLDER_MODE, exist_ok=True)
    path = folder.phones / _id_of(secret)
    write_private(path, json.dumps({"name": name.strip()[:LONGEST_NAME] or "A phone", "paired_s": now_s}))
    os.utime(path, (now_s, now_s))
    return secret


def device_of(folder: Folder, secret: str, now_s: int) -> Device | None:
    """Return the device that holds a secret, and note that it was seen; None where it may not come in."""
    found = _read(folder.phones / _id_of(secret)) if secret else None
    if found and abs(now_s - found.seen_s) >= SEEN_EVERY_S:
        with suppress(FileNotFoundError):
            os.utime(folder.phones / found.id, (now_s, now_s))
    return found


def devices(folder: Folder) -> list[Device]:
    """Return all devices that may come in, the newest first."""
    found = [_read(path) for path in folder.phones.glob("*")]
    return sorted((one for one in found if one), key=lambda one: (-one.paired_s, one.id))


def remove(folder: Folder, id_: str) -> bool:
    """Shut a device out; tell whether it was there."""
    there = any(one.id == id_ for one in devices(folder))
    if there:
        (folder.phones / id_).unlink(missing_ok=True)
    return there


def _id_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _read(path: Path) -> Device | None:
    with suppress(OSError, ValueError, KeyError, TypeError):
        said = json.loads(path.read_text("utf-8"))
        return Device(path.name, str(said["name"]), int(said["paired_s"]), int(path.stat().st_mtime))
    return None
