"""Putting Django together for one installation. Called once in a process."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import django
from django.conf import settings
from django.core import checks
from django.core.handlers.wsgi import WSGIHandler

from unpinch.screens.render import environment
from unpinch.web.errors import Exit, StartError
from unpinch.web.settings import django_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from unpinch.web.settings import Installation


def configure(started: Installation) -> None:
    """Give Django its settings. A settings module named in the environment is not looked at."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    settings.configure(**django_settings(started))
    django.setup()


def examine(say: Callable[[str], object]) -> None:
    """Run the start-up checks: say what is doubtful, refuse to start on what is wrong. Each has an id and a hint."""
    found = checks.run_checks()
    wrong = [each for each in found if each.is_serious()]
    for each in found:
        if each not in wrong:
            say(_sentence(each))
    if wrong:
        raise StartError("\n".join(_sentence(each) for each in wrong), Exit.CHECKS)


def _sentence(found: checks.CheckMessage) -> str:
    return f"{found.msg} {found.hint or ''} ({found.id})"


def application() -> WSGIHandler:
    """Return the application that a WSGI server calls, with all that it serves read in."""
    environment()
    return WSGIHandler()
