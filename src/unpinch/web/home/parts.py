"""The libraries of the `lan` extra. Without them Unpinch serves this computer alone, and says what to install."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from unpinch.web.errors import Exit, StartError

_NEEDED = ("cryptography", "ifaddr", "segno", "zeroconf")
_MISSING = (
    "For --lan a part isn't installed ({}). In Unpinch's folder, pip install '.[lan]' brings all that it needs. "
    "Without --lan Unpinch runs as before, for this computer alone."
)


def need() -> None:
    """Refuse to go on without them."""
    for name in _NEEDED:
        try:
            version(name)
        except PackageNotFoundError as error:
            raise StartError(_MISSING.format(name), Exit.SYSTEM) from error
