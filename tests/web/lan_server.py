"""`unpinch serve --lan` on a made home network: python -m tests.web.lan_server DATA PORT [ADDRESS...]."""

from __future__ import annotations

import sys
from pathlib import Path

from unpinch.web.home import addresses, naming
from unpinch.web.serve import serve


class Unsaid:
    """Says a name to nobody."""

    def __init__(self, *_: object) -> None:
        """Need nothing."""

    def say(self, _: object) -> None:
        """Say nothing."""

    def end(self) -> None:
        """Take nothing back."""


if __name__ == "__main__":
    addresses.find = lambda: tuple(sys.argv[3:])
    naming.Announced = Unsaid  # type: ignore[assignment, misc]
    sys.exit(serve(port=int(sys.argv[2]), browser=False, data=Path(sys.argv[1]), lan=True))
