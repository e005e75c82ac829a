"""The same installation as in tests/web: a data folder of its own for each test."""

from tests.web.conftest import *  # noqa: F403
