"""Sample contexts for the gallery: one per template and variant, in the shapes the templates' first comments describe.

They lie in gallery_samples.json. For pictures, {"drawing": [exercise, level, moment, side]}, {"scene": [name, side]}
and {"leaving": [exercise, level, side]} stand there; for plots {"inside": [movement]}.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from unpinch.screens.drawings import drawing, leaving, scene
from unpinch.screens.inside import inside

Context = dict[str, Any]
_MADE: Mapping[str, Callable[..., Any]] = {"drawing": drawing, "leaving": leaving, "scene": scene, "inside": inside}
_DATA = Path(__file__).with_suffix(".json")


def samples() -> dict[str, Context]:
    """Return every page's sample context by `template` or `template.variant`."""
    data = json.loads(_DATA.read_text(encoding="utf-8"))
    return {
        name: _filled({**context, "page": {**data["page"], **context["page"]}})
        for name, context in data["pages"].items()
    }


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
