"""Settings: read once, typed, and turned into Django's from there. There is no settings module to point elsewhere."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings

from unpinch.web.clock import SYSTEM
from unpinch.web.errors import Exit, StartError

if TYPE_CHECKING:
    from unpinch.web.folder import Folder, Identity
    from unpinch.web.home.network import Home
    from unpinch.web.postgres.address import Address

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8417
LOWEST_PORT, HIGHEST_PORT = 1024, 65_535
MIB = 1024 * 1024
BATCH_BYTES = 8 * MIB
"""The most that one batch of entries, or one form, may hold."""
UPLOAD_BYTES = 64 * MIB
"""The most that any request may hold; only an uploaded journal file comes near."""
BUSY_MS = 5000
PORTABLE = "portable"
"""The name of a second database, in SQLite: the file through which a record in PostgreSQL becomes a copy, or a copy
such a record; and the empty tables that a record is held against."""

_HERE = Path(__file__).resolve().parent
_PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "busy_timeout": str(BUSY_MS),
    "recursive_triggers": "ON",
    "secure_delete": "ON",
    "trusted_schema": "OFF",
}
_TYPES = {
    ".bin": "application/octet-stream",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
    ".task": "application/octet-stream",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_MIDDLEWARE = [
    "unpinch.web.middleware.secure_headers",
    "unpinch.web.middleware.access_log",
    "unpinch.web.middleware.one_address",
    "unpinch.web.middleware.packed_pages",
    "unpinch.web.assets.Assets",
    "unpinch.web.middleware.own_pages_only",
    "unpinch.web.middleware.door",
    "unpinch.web.middleware.Persons",
]


@dataclass(frozen=True, slots=True)
class Installation:
    """What one running Unpinch is started with."""

    folder: Folder
    identity: Identity
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    programme: Path | None = None
    camera: bool = False
    home: Home | None = None
    """The home network's door, where there is one."""
    database: Address | None = None
    """The PostgreSQL database that holds the record; without it SQLite in the folder does."""

    @property
    def address(self) -> str:
        """Host and port as a browser names them."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def origin(self) -> str:
        """The one origin of every page."""
        return f"http://{self.address}"

    @property
    def cookie(self) -> str:
        """The name of the door's cookie: each installation has its own, since all ports of a host share cookies."""
        return f"unpinch_{self.identity.id.replace('-', '')[:12]}"

    @property
    def phone_cookie(self) -> str:
        """The name of a phone's cookie: browsers take one that begins so from an encrypted page of this host alone."""
        return f"__Host-{self.cookie}"


def installation() -> Installation:
    """Return what this process was started with."""
    return cast("Installation", settings.UNPINCH)


def loopback(host: str) -> str:
    """Return the loopback address meant, or refuse any other with a sentence."""
    named = DEFAULT_HOST if host == "localhost" else host.strip("[]")
    try:
        fits = ipaddress.ip_address(named).is_loopback
    except ValueError:
        fits = False
    if not fits:
        text = f"{host} is not an address of this machine alone. Leave --host out: nobody else may read your record."
        raise StartError(text, Exit.ADDRESS)
    return named


def usable_port(port: int) -> int:
    """Return the port, or refuse one that no ordinary program may take."""
    if not LOWEST_PORT <= port <= HIGHEST_PORT:
        raise StartError(f"Port {port} can't be used. Choose one from {LOWEST_PORT} to {HIGHEST_PORT}.", Exit.ADDRESS)
    return port


def django_settings(started: Installation, clock: str = SYSTEM) -> dict[str, Any]:
    """Return Django's settings for one installation."""
    static = _HERE / "static"
    return {
        "UNPINCH": started,
        "UNPINCH_CLOCK": clock,
        "DEBUG": False,
        "SECRET_KEY": started.identity.key,
        "ALLOWED_HOSTS": [],  # nothing asks Django for the host: middleware.one_address knows which are ours
        "ROOT_URLCONF": "unpinch.web.urls",
        "APPEND_SLASH": False,
        "INSTALLED_APPS": ["unpinch.web.apps.WebConfig"],
        "MIDDLEWARE": _MIDDLEWARE,
        "DATABASES": _databases(started),
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "TEMPLATES": [_templates()],
        "USE_I18N": False,
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "LOGGING_CONFIG": None,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": BATCH_BYTES,
        "FILE_UPLOAD_TEMP_DIR": str(started.folder.path),
        "FILE_UPLOAD_PERMISSIONS": 0o600,
        "STATIC_URL": "/static/",
        "STATIC_ROOT": str(static),
        "UNPINCH_DERIVED": str(_HERE.parent / "derived"),
        "WHITENOISE_AUTOREFRESH": False,
        "WHITENOISE_USE_FINDERS": False,
        "WHITENOISE_ALLOW_ALL_ORIGINS": False,
        "WHITENOISE_MAX_AGE": 0,
        "WHITENOISE_MIMETYPES": _TYPES,
        "WHITENOISE_ROOT": str(static / "root") if (static / "root").is_dir() else None,
    }


def _databases(started: Installation) -> dict[str, Any]:
    default = started.database.settings if started.database else sqlite(started.folder.database)
    return {"default": default, PORTABLE: sqlite(started.folder.portable)}


def sqlite(path: Path) -> dict[str, Any]:
    """Return Django's settings for a record in a file."""
    pragmas = "; ".join(f"PRAGMA {name} = {value}" for name, value in _PRAGMAS.items())
    options = {"transaction_mode": "IMMEDIATE", "timeout": BUSY_MS / 1000, "init_command": pragmas}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": options,
    }


def _templates() -> dict[str, Any]:
    return {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [str(_HERE / "templates"), str(_HERE.parent / "screens" / "templates")],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "unpinch.web.jinja.environment"},
    }
