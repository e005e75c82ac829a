"""The same installation as in tests/web, and blank ones beside it to bring files into."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

import pytest

from tests.web.conftest import *  # noqa: F403
from tests.web.conftest import database_at
from unpinch.web.settings import Installation

Blank = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def blank(here: Installation, blank_database: Path, tmp_path: Path) -> Blank:
    """Another record, empty, for the time of a with block."""
    numbers = count()

    @contextmanager
    def opened() -> Iterator[None]:
        path = tmp_path / f"blank-{next(numbers)}.sqlite3"
        shutil.copy(blank_database, path)
        with database_at(path):
            yield
        path.unlink()

    return opened
