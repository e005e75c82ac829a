"""`unpinch serve` with the settings module of these tests: python -m tests.e2e.server DATA PORT CLOCK_FILE."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.conf import settings

from tests.e2e.settings import clock, settings_for_tests
from unpinch.web import boot
from unpinch.web.serve import serve

if TYPE_CHECKING:
    from unpinch.web.settings import Installation


def configure(started: Installation) -> None:
    """Give Django the settings of the tests."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    settings.configure(**settings_for_tests(started))
    django.setup()


if __name__ == "__main__":
    clock.file = Path(sys.argv[3])
    boot.configure = configure
    sys.exit(serve(port=int(sys.argv[2]), browser=False, data=Path(sys.argv[1])))
