"""UNPINCH_DATABASE: where the record is, if it isn't in the data folder. Its password is never shown."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from unpinch.web.errors import Exit, StartError
from unpinch.web.folder import write_private

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unpinch.web.folder import Folder

VARIABLE = "UNPINCH_DATABASE"
_SCHEMES = ("postgresql", "postgres")
_PATIENCE = {
    "connect_timeout": "5",
    "tcp_user_timeout": "20000",
    "keepalives_idle": "20",
    "keepalives_interval": "5",
    "keepalives_count": "3",
}
"""A server that is gone is noticed within seconds; whoever names these in the address decides."""
_SESSION = (
    "-c statement_timeout=0 -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s "
    "-c tcp_keepalives_idle=20 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
)
"""Waiting for another writer ends as it does with SQLite. No statement is cut off by a timer: one that waits for its
standby would be acknowledged then, and could be lost with the server. The server, too, notices soon who is gone: what
they held is free again.
"""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a PostgreSQL database is. `words`: what its client library is told; the password is one of them."""

    words: Mapping[str, str] = field(repr=False)

    @property
    def place(self) -> str:
        """Where it is and what it is called, without who asks."""
        words = self.words
        port = f":{words['port']}" if words.get("port") else ""
        return f"{words.get('host') or words.get('hostaddr', '')}{port}/{words.get('dbname', '')}"

    @property
    def shown(self) -> str:
        """What may be said of it: who asks, where, for which database."""
        return f"{self.words.get('user', '')}@{self.place}"

    @property
    def settings(self) -> dict[str, Any]:
        """Django's settings for it. Each thread keeps its connection, and looks at each request whether it lives."""
        own = ("dbname", "user", "password", "host", "port")
        return {
            "ENGINE": "django.db.backends.postgresql",
            **dict(
                zip(("NAME", "USER", "PASSWORD", "HOST", "PORT"), (self.words.get(one, "") for one in own), strict=True)
            ),
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {name: text for name, text in self.words.items() if name not in own},
        }


def chosen(environment: Mapping[str, str]) -> Address | None:
    """Return the database that the environment names; None means SQLite in the data folder."""
    text = environment.get(VARIABLE, "").strip()
    return _read(text) if text else None


def _read(text: str) -> Address:
    scheme = text.partition(":")[0]
    if scheme not in _SCHEMES:
        raise _wrong("It begins with another word than postgresql://")
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError as error:
        raise StartError(_NO_CLIENT, Exit.DATABASE) from error
    try:
        words = {name: str(value) for name, value in conninfo_to_dict(text).items()}
    except ProgrammingError:  # what it says may hold the password
        raise _wrong("It can't be read as an address") from None
    if not words.get("dbname"):
        raise _wrong("It names no database")
    if not _can_be(words):  # a password that isn't written right lies in these, and they would be shown
        raise _wrong(_UNWRITTEN)
    told = words.pop("options", "")
    return Address({**_PATIENCE, "application_name": "unpinch", **words, "options": f"{told} {_SESSION}".strip()})


def _can_be(words: Mapping[str, str]) -> bool:
    """Tell whether these can be hosts, ports and a database's name, and not a password that fell into them."""
    hosts = [host for name in ("host", "hostaddr") for host in words.get(name, "").split(",")]
    plain = not _NOT_THERE.search(words["dbname"])
    return plain and bool(_PORTS.fullmatch(words.get("port", ""))) and all(map(_is_host, hosts))


def _is_host(text: str) -> bool:
    if text.startswith("/"):  # the folder of a socket
        return True
    try:
        return not _NOT_THERE.search(text) or bool(ip_address(text))
    except ValueError:
        return False


def _wrong(why: str) -> StartError:
    text = f"{VARIABLE} isn't right. {why}. Write it like postgresql://user@host:5432/unpinch (docs/keeping.md)."
    return StartError(text, Exit.DATABASE)


_PORTS = re.compile("[0-9,]*")
_NOT_THERE = re.compile("[@:/]")
_UNWRITTEN = (
    "There is @, : or / where none can be. In a user's name and a password write @ as %40, : as %3A, / as %2F and % as "
    "%25"
)
_NO_CLIENT = (
    f"{VARIABLE} names a PostgreSQL database, and what speaks with it isn't installed. "
    "In Unpinch's folder, pip install '.[postgres]' brings it."
)


def remember(folder: Folder, address: Address) -> None:
    """Note in the data folder where its record is, without who asks."""
    write_private(folder.elsewhere, json.dumps({"record": "PostgreSQL", "place": address.place}))


def remembered(folder: Folder) -> str:
    """Return where a folder's record was the last time; "" where that isn't known."""
    try:
        return str(json.loads(folder.elsewhere.read_text("utf-8")).get("place", ""))
    except (FileNotFoundError, ValueError, AttributeError):
        return ""


def one_place(folder: Folder, address: Address | None) -> None:
    """See that a folder's record is where it was the last time: a second, empty one must not be begun by mistake."""
    if address is None and folder.elsewhere.exists():
        text = f"The record of {folder.path} is in PostgreSQL. Set {VARIABLE} as before, or name another folder."
        raise StartError(text, Exit.DATABASE)
    if address is not None and folder.database.exists():
        text = (
            f"{folder.database} is a record in SQLite, and {VARIABLE} names another. Take {VARIABLE} away, or name "
            "a new folder with --data; docs/keeping.md says how a record is moved."
        )
        raise StartError(text, Exit.DATABASE)
