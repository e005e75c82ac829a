"""The one clock of the web application. Nothing else here reads the time; a test holds it so.

Which function tells the time stands in Django's settings, which only code can write: no environment variable, header,
cookie or option reaches it. Only the settings module of the tests puts another function there.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.utils.module_loading import import_string

from unpinch.journal import Moment

if TYPE_CHECKING:
    from collections.abc import Callable

SYSTEM = "unpinch.web.clock.system_now"


def now() -> Moment:
    """Return the present moment, in this machine's offset from UTC."""
    read = cast("Callable[[], Moment]", import_string(settings.UNPINCH_CLOCK))
    return read()


def system_now() -> Moment:
    """Read the machine's clock."""
    epoch_s = time.time_ns() // 1_000_000_000
    return Moment.of(epoch_s, time.localtime(epoch_s).tm_gmtoff // 60)
