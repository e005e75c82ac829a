"""The local door: a one-time code opens it, and a signed cookie keeps it open for that browser.

A code is 256 random bits. Only its hash is kept, as the name of a file in the private data folder, with the second
at which it ends. To spend a code is to remove its file: of two who try, the system lets one succeed. So whoever can
write the folder can open the door, nobody else can, and `unpinch open` needs no word with the running server.
"""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer

from unpinch.web.folder import FOLDER_MODE, write_private

if TYPE_CHECKING:
    from pathlib import Path

    from unpinch.web.folder import Folder, Identity

CODE_LIVES_S = 600
COOKIE_LIVES_S = 400 * 86_400
"""As long as browsers keep a cookie at most."""
RENEW_AFTER_S = 7 * 86_400
_CODE_BYTES = 32
_SALT = "unpinch.web.door"


def new_code(folder: Folder, now_s: int) -> str:
    """Make a code that opens the door once within ten minutes."""
    code = secrets.token_urlsafe(_CODE_BYTES)
    keep(folder.door, code, now_s)
    return code


def spend(folder: Folder, code: str, now_s: int) -> bool:
    """Use a code of the door up; tell whether it was good."""
    return spend_in(folder.door, code, now_s)


def keep(codes: Path, code: str, now_s: int) -> None:
    """Remember a code in a folder of codes, and clear away those there that have ended."""
    codes.mkdir(mode=FOLDER_MODE, exist_ok=True)
    for old in codes.iterdir():
        if _ends_s(old) <= now_s:
            old.unlink(missing_ok=True)
    write_private(_place(codes, code), str(now_s + CODE_LIVES_S))


def spend_in(codes: Path, code: str, now_s: int) -> bool:
    """Use a code of a folder of codes up; tell whether it was good."""
    place = _place(codes, code)
    ends_s = _ends_s(place)
    try:
        place.unlink()
    except FileNotFoundError:
        return False
    return now_s < ends_s <= now_s + CODE_LIVES_S


def _place(codes: Path, code: str) -> Path:
    return codes / hashlib.sha256(code.encode()).hexdigest()


def _ends_s(place: Path) -> int:
    with suppress(OSError, ValueError):
        return int(place.read_text(encoding="utf-8"))
    return 0


def _signer(identity: Identity) -> Signer:
    return Signer(key=identity.key, salt=_SALT)


def new_cookie(identity: Identity, now_s: int) -> str:
    """Return a cookie that keeps the door open."""
    return _signer(identity).sign(f"{now_s}.{secrets.token_urlsafe(12)}")


def cookie_age_s(identity: Identity, cookie: str, now_s: int) -> int | None:
    """Return the age of a cookie that keeps the door open, in seconds; None where it doesn't.

    A cookie from the future is young: a clock that was set back must not shut anyone out.
    """
    try:
        made_s = int(_signer(identity).unsign(cookie).partition(".")[0])
    except (BadSignature, ValueError):
        return None
    age_s = max(0, now_s - made_s)
    return age_s if age_s < COOKIE_LIVES_S else None
