"""A fresh installation for each test: its own data folder, with a real SQLite file in it, and its own door.

Django's own test database is not used: it empties tables after a test, and these tables refuse to be emptied.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import django
import pytest
from django.conf import settings
from django.db import connections
from django.test import override_settings

from tests.web.cast import Visitor, browser_at, let_in
from tests.web.settings import MORNING, clock, settings_for_tests
from unpinch.web.folder import Folder, Identity, identity_of, make_private, settle_in
from unpinch.web.settings import Installation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker

    from unpinch.web.models import Person

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
"""Playwright's synchronous door keeps a loop running in this thread, which Django takes for asynchronous code."""

if not settings.configured:
    nowhere = Folder(Path(tempfile.gettempdir()) / "unpinch-tests-use-their-own-folders")
    settings.configure(**settings_for_tests(Installation(nowhere, Identity("0" * 32, "a key that opens nothing"))))
    django.setup()


@contextmanager
def database_at(path: Path) -> Iterator[None]:
    """Point Django at another file."""
    from unpinch.web import page_reading

    connections.close_all()
    page_reading.forget_all()
    before, connections.settings["default"]["NAME"] = connections.settings["default"]["NAME"], str(path)
    try:
        yield
    finally:
        connections.close_all()
        page_reading.forget_all()
        connections.settings["default"]["NAME"] = before


@pytest.fixture(scope="session")
def blank_database(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Path:
    """An empty record, migrated once for all tests."""
    from unpinch.web import database

    folder = Folder(tmp_path_factory.mktemp("blank"))
    with django_db_blocker.unblock(), database_at(folder.database):
        database.prepare(folder, print)
    return folder.database


@pytest.fixture
def here(tmp_path: Path, blank_database: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Installation]:
    """One installation, ready to be used."""
    folder = Folder(tmp_path / "data")
    settle_in(folder)
    make_private(folder)
    shutil.copy(blank_database, folder.database)
    folder.database.chmod(0o600)
    started = Installation(folder, identity_of(folder))
    clock.moment = MORNING
    own = override_settings(UNPINCH=started, FILE_UPLOAD_TEMP_DIR=str(folder.path))
    with django_db_blocker.unblock(), own, database_at(folder.database):
        yield started


@pytest.fixture
def kim(here: Installation) -> Person:
    """The person whose record it is."""
    from unpinch.web.actions import add_person

    return add_person("Kim")


@pytest.fixture
def browser_of_kim(here: Installation) -> Visitor:
    """A browser that has been let in."""
    return let_in(browser_at(here))


@pytest.fixture
def stranger(here: Installation) -> Visitor:
    """A browser that has not been let in."""
    return browser_at(here)
