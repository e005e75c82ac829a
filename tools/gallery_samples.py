"""Sample contexts for the gallery: one per template and variant, in the shapes the templates' first comments describe.

They lie in gallery_samples.json. For pictures, {"drawing": [exercise, level, moment, side]}, {"scene": [name, side]}
and {"leaving": [exercise, level, side]} stand there.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from unpinch.screens.drawings import drawing, leaving, scene

Context = dict[str, Any]
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
    if value.keys() == {"drawing"} and isinstance(value["drawing"], list):
        return drawing(*value["drawing"])
    if value.keys() == {"leaving"}:
        return leaving(*value["leaving"])
    if value.keys() == {"scene"}:
        return scene(*value["scene"])
    return {key: _filled(item) for key, item in value.items()}
