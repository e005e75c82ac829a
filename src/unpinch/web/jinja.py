"""The Jinja2 environment of the web application: names must exist, and everything is escaped."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, StrictUndefined

from unpinch.web.assets import address


def environment(**options: Any) -> Environment:  # noqa: ANN401
    """Return the environment that Django's Jinja2 backend asks for."""
    chosen = {**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
    made = Environment(**chosen)  # noqa: S701 (it is on, above)
    made.globals["static"] = address
    return made
