"""The engines that look at bundles, started once; the program and the settings page as other tests have them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.exchange.test_command_line import folder, shell
from tests.pages.test_bringing_in import desk
from tools.fhir_checks import Engines

__all__ = ["desk", "engines", "folder", "shell"]


@pytest.fixture(scope="session")
def engines() -> Iterator[Engines]:
    """Every engine, ready to look."""
    with Engines() as ready:
        yield ready
