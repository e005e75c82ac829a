"""The same installation as in tests/web, with its record in PostgreSQL: a server for all tests, a database for each."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

import pytest
from django.db import connections
from django.test import override_settings

from tests.postgres.cluster import OWNER, Cluster
from tests.web.conftest import blank_database, browser_of_kim, kim, stranger
from tests.web.settings import MORNING, clock, settings_for_tests
from unpinch.web.folder import Folder, Identity, identity_of, make_private, settle_in
from unpinch.web.postgres.address import VARIABLE, Address, chosen
from unpinch.web.settings import Installation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import DjangoDbBlocker

__all__ = ["blank_database", "browser_of_kim", "kim", "stranger"]
BLANK = "blank"
_numbers = count(1)


def address_of(url: str) -> Address:
    found = chosen({VARIABLE: url})
    assert found
    return found


@contextmanager
def installed(started: Installation) -> Iterator[None]:
    """Point Django at an installation with a database of its own."""
    from unpinch.web import page_reading

    before = dict(connections.settings)
    _forget()
    connections.settings.update(connections.configure_settings(settings_for_tests(started)["DATABASES"]))
    try:
        with override_settings(UNPINCH=started, FILE_UPLOAD_TEMP_DIR=str(started.folder.path)):
            page_reading.forget_all()
            yield
    finally:
        _forget()
        page_reading.forget_all()
        connections.settings.clear()
        connections.settings.update(before)


def _forget() -> None:
    connections.close_all()
    for one in connections.all(initialized_only=True):
        del connections[one.alias]


@pytest.fixture(scope="session")
def server() -> Iterator[Cluster]:
    """A server for all tests of this process."""
    cluster = Cluster(settings={"synchronous_commit": "off"}).made()
    cluster.set("fsync", "off")  # no machine ends here, and each test makes a database
    yield cluster
    cluster.remove()


@pytest.fixture(scope="session")
def blank_in_postgres(
    server: Cluster, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> str:
    """An empty record, migrated once for all tests."""
    from unpinch.web import database

    server.ask(f"CREATE DATABASE {BLANK} OWNER {OWNER}")
    folder = Folder(tmp_path_factory.mktemp("blank-there"))
    started = Installation(folder, Identity("", ""), database=address_of(server.url(BLANK)))
    with django_db_blocker.unblock(), installed(started):
        database.prepare(folder, print)
    return BLANK


@pytest.fixture
def url(server: Cluster, blank_in_postgres: str) -> Iterator[str]:
    """A database of this test alone, with an empty record in it."""
    name = f"test_{next(_numbers)}"
    server.ask(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {blank_in_postgres}")
    yield server.url(name)
    server.ask(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def here(tmp_path: Path, url: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Installation]:
    """One installation, ready to be used."""
    folder = Folder(tmp_path / "data")
    settle_in(folder)
    make_private(folder)
    started = Installation(folder, identity_of(folder), database=address_of(url))
    clock.moment = MORNING
    with django_db_blocker.unblock(), installed(started):
        yield started
