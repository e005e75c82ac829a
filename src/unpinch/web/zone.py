"""The name of this machine's time zone, for calendars. Nothing that decides needs it: entries carry their offset."""

from __future__ import annotations

import os
from pathlib import Path

_ZONES = "zoneinfo"
LOCAL = Path("/etc/localtime")
UNKNOWN = "UTC"


def local_zone() -> str:
    """Return the zone's name where the system tells it (TZ, or the link that Linux and macOS keep); else UTC."""
    stated = os.environ.get("TZ", "").removeprefix(":")
    if "/" in stated and not stated.startswith("/"):
        return stated
    parts = LOCAL.resolve().parts
    return "/".join(parts[parts.index(_ZONES) + 1 :]) if _ZONES in parts else UNKNOWN
