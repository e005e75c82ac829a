"""Sample contexts for the gallery: one per template and variant, in the shapes the templates' first comments describe.

They lie in gallery_samples.json. For pictures, {"drawing": [exercise, level, moment, side]}, {"scene": [name, side]}
and {"leaving": [exercise, level, side]} stand there; for plots {"inside": [movement]}. Progress is that of the demo.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from unpinch.demo import STORIES, Story, lived
from unpinch.journal import Moment
from unpinch.programme.loader import load
from unpinch.screens import Asked, Place, screen
from unpinch.screens.drawings import drawing, leaving, scene
from unpinch.screens.inside import inside

Context = dict[str, Any]


def _of_level(draw: Callable[..., Any], exercise: str, level: int, *more: Any) -> Any:  # noqa: ANN401 - as `_filled`
    return draw(load(), (exercise, level), *more)


_MADE: Mapping[str, Callable[..., Any]] = {
    "drawing": partial(_of_level, drawing),
    "leaving": partial(_of_level, leaving),
    "scene": scene,
    "inside": inside,
}
_TODAY = Moment.parse("2026-11-22T09:00:00+01:00")
_DATA = Path(__file__).with_suffix(".json")


def samples() -> dict[str, Context]:
    """Return every page's sample context by `template` or `template.variant`."""
    data = json.loads(_DATA.read_text(encoding="utf-8"))
    written = {
        name: _filled({**context, "page": {**data["page"], **context["page"]}})
        for name, context in data["pages"].items()
    }
    lived_ = {f"progress.{story.id}": _lived(story, data["page"]) for story in STORIES}
    papers = {
        f"{name}.{story.id}": _paper(name, story, data["page"]) for name in ("report", "plan") for story in STORIES
    }
    return written | lived_ | papers


def _lived(story: Story, page: Context) -> Context:
    """Return the progress page of a demo's story."""
    shown = screen(load(), lived(load(), story, _TODAY), _TODAY, Asked("progress", place=Place()))
    return {**shown.context, "page": {**page, "title": "Progress", "tab": "progress"}}


def _paper(name: str, story: Story, page: Context) -> Context:
    """Return a paper of a demo's story, as it was when the last session began."""
    entries = lived(load(), story, _TODAY)
    start = max(number for number, one in enumerate(entries) if one.kind == "session_started")
    place = Place(pdf=story.id == "settling")
    asked = Asked(name, path=f"/{name}", place=place)
    shown = screen(load(), entries[:start], Moment.parse(entries[start].at), asked)
    return {**shown.context, "page": {**page, "title": name.capitalize(), "tab": ""}}


def _filled(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return the value with its pictures drawn."""
    if isinstance(value, list):
        return [_filled(item) for item in value]
    if not isinstance(value, dict):
        return value
    (name, given), *more = value.items() or [("", None)]
    if name in _MADE and isinstance(given, list) and not more:
        return _MADE[name](*given)
    return {key: _filled(item) for key, item in value.items()}
