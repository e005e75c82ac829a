"""The kept clips, read once."""

from __future__ import annotations

import pytest

from tools.clips.kept import Kept, all_kept


@pytest.fixture(scope="session")
def every() -> tuple[Kept, ...]:
    return tuple(all_kept())
