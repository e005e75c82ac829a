"""The same installation as in tests/web, for what runs in this process."""

from tests.web.conftest import *  # noqa: F403
