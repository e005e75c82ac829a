"""The private address of a calendar: a secret of its own, which opens one person's calendar and nothing else.

As with the door's codes, only the hash of the secret is kept, as the name of a file in the private data folder; the
file says whose it is. A person has one address at most: a new one ends the one before.
"""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from unpinch.web import queries
from unpinch.web.folder import FOLDER_MODE, write_private

if TYPE_CHECKING:
    from pathlib import Path

    from unpinch.web.folder import Folder
    from unpinch.web.models import Person

_SECRET_BYTES = 32


def open_for(folder: Folder, person: Person) -> str:
    """Return the secret of a new address; the one before opens nothing any more."""
    folder.feeds.mkdir(mode=FOLDER_MODE, exist_ok=True)
    close(folder, person)
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    write_private(_place(folder, secret), str(person.pk))
    return secret


def close(folder: Folder, person: Person) -> bool:
    """Take a person's address back; tell whether there was one."""
    found = [path for path in folder.feeds.glob("*") if _whose(path) == str(person.pk)]
    for path in found:
        path.unlink(missing_ok=True)
    return bool(found)


def person_of(folder: Folder, secret: str) -> Person | None:
    """Return whose calendar an address opens; None where it opens nothing."""
    try:
        return queries.person(UUID(_whose(_place(folder, secret))))
    except ValueError:
        return None


def _place(folder: Folder, secret: str) -> Path:
    return folder.feeds / hashlib.sha256(secret.encode()).hexdigest()


def _whose(path: Path) -> str:
    with suppress(OSError, UnicodeDecodeError):
        return path.read_text("utf-8")
    return ""
