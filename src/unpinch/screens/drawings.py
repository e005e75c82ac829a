"""Drawings for the templates: the pictures as markup that Jinja2 lets through, and the environment that knows them."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from unpinch.pictures.bodymap import View, body_map
from unpinch.pictures.levels import POSITIONS, Moment, position, still, way_out
from unpinch.programme.model import Programme
from unpinch.programme.shipped import moves_as_shipped

_UNSAFE_IN_SCRIPT = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


UNDRAWN = Markup('<p class="undrawn">No picture: this programme moves differently here. Follow the words.</p>')
"""What stands where a programme of one's own has changed the movement that was drawn."""


def drawing(
    programme: Programme, of: tuple[str, int], moment: Moment = "end", side: str = "right", title: str = ""
) -> Markup:
    """Return the start or end of an exercise's level, for one side; `both` looks like the right."""
    return _still(*of, moment, side, title) if moves_as_shipped(programme, *of) else UNDRAWN


def leaving(programme: Programme, of: tuple[str, int], side: str = "right", *, band: bool = True) -> Markup:
    """Return the picture of how to stop and get out, with a band in use or without one."""
    return _way_out(*of, side, band=band) if moves_as_shipped(programme, *of) else UNDRAWN


@lru_cache(maxsize=256)
def _still(exercise: str, level: int, moment: Moment, side: str, title: str) -> Markup:
    return Markup(still(exercise, level, moment, side, title))  # noqa: S704 - our own SVG, the title is quoted


@lru_cache(maxsize=128)
def _way_out(exercise: str, level: int, side: str, *, band: bool) -> Markup:
    return Markup(way_out(exercise, level, side, band=band))  # noqa: S704 - as above


@lru_cache(maxsize=32)
def scene(name: str, side: str = "right", title: str = "") -> Markup:
    """Return the picture of a position: `release`, `calves_on_chair`, `pillow_between_knees`, `face_down`, `walk`."""
    return Markup(position(name, side, title))  # noqa: S704 - as above


@lru_cache(maxsize=2)
def body(view: View) -> Markup:
    """Return the body map from behind (`back`) or from the `front`."""
    return Markup(body_map(view))  # noqa: S704 - as above


def script_json(value: Any) -> Markup:  # noqa: ANN401 - any JSON value
    """Return JSON that may stand inside a script element of type application/json."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_UNSAFE_IN_SCRIPT))  # noqa: S704 - nothing left that could end the element


def install(environment: Environment) -> Environment:
    """Give an environment the drawings and filters that the templates use."""
    environment.globals.update(scene=scene, body=body, POSITIONS=POSITIONS)
    environment.filters["script_json"] = script_json
    return environment


def _templates() -> dict[str, str]:
    """Read all templates at once, so that files replaced under a running program don't mix with those of before."""
    found = files("unpinch.screens").joinpath("templates").iterdir()
    return {one.name: one.read_text(encoding="utf-8") for one in found if one.name.endswith(".html")}


def environment() -> Environment:
    """Return the environment of the pages: autoescaping, and a missing name is an error."""
    return install(
        Environment(
            loader=DictLoader(_templates()),
            auto_reload=False,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
    )
