"""From a screen to HTML: one Jinja2 environment, and the frame that every page has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment

from unpinch.screens import drawings
from unpinch.screens.asked import Screen

_LANG = "en"


@cache
def environment() -> Environment:
    """Return the environment of the pages, made once."""
    return drawings.environment()


def make_ready() -> None:
    """Read every template, so that no page waits for its own to be read."""
    for name in environment().list_templates():
        environment().get_template(name)


def render(screen: Screen) -> str:
    """Return the page's HTML."""
    return environment().get_template(screen.template).render(screen.context)


def frame(**known: Any) -> Mapping[str, Any]:  # noqa: ANN401
    """Return the `page` of base.html; what isn't said has the plain value."""
    plain: dict[str, Any] = {
        "title": "Unpinch",
        "lang": _LANG,
        "theme": "system",
        "text_size": "normal",
        "root": "",
        "here": "",
        "api": "",
        "static": "/static",
        "kit": {},
        "form": "",
        "tab": "",
        "person": None,
        "by": "self",
        "undo": None,
        "notice": "",
    }
    return {**plain, **known}
