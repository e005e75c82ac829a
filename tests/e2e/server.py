"""`unpinch serve` with the settings module of these tests: python -m tests.e2e.server DATA PORT CLOCK_FILE [WORDS].

With `camera`, sessions offer the camera, and an element of the tests' own stands in for the coach (stand_in_coach.js);
with `coach`, they offer it with the coach itself. With `newer`, its files have the addresses of another version.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.conf import settings
from jinja2 import DictLoader

from tests.e2e.settings import clock, settings_for_tests
from unpinch.screens.render import environment
from unpinch.web import assets, boot
from unpinch.web.serve import serve

if TYPE_CHECKING:
    from unpinch.web.settings import Installation


NEWER = "0123456789ab"


def configure(started: Installation) -> None:
    """Give Django the settings of the tests."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    settings.configure(**settings_for_tests(started))
    django.setup()


def stand_in() -> None:
    """Put the stand-in's element into the player's page."""
    loader = environment().loader
    if isinstance(loader, DictLoader):
        dict.update(loader.mapping, {"_coach.html": "<unpinch-coach></unpinch-coach>"})


if __name__ == "__main__":
    offered = bool({"camera", "coach"} & set(sys.argv))
    if "camera" in sys.argv:
        stand_in()
    if "newer" in sys.argv:
        assets._version = lambda *_: NEWER  # noqa: SLF001 - the files' own name, without another set of files
    clock.file = Path(sys.argv[3])
    boot.configure = configure
    sys.exit(serve(port=int(sys.argv[2]), browser=False, data=Path(sys.argv[1]), camera=offered))
