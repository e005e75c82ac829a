"""Lines kept aside, in words: what each seems to be, and why it isn't understood."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from unpinch.journal import Aside
from unpinch.screens import telling, words

_RAW_SHOWN = 600
_KIND_SHOWN = 30
_REASONS: Mapping[str, str] = {
    "bad_line": "It isn't a whole entry. The file may be cut off or damaged here.",
    "newer_version": "A newer Unpinch wrote it. Update Unpinch, and it will be read.",
    "unknown_kind": "This version of Unpinch doesn't know such an entry. A newer one may.",
    "conflict": "Another entry with the same id is there with other words. Both are kept.",
}
"""Plain words for the codes that need them; else the entry's own sentence names the field."""


def sentences(one: Aside) -> tuple[str, str]:
    """Return what a line seems to be, and why it is kept aside."""
    line = _read(one.raw)
    if one.code == "bad_value":
        field, rest = (*_reason(one).split(" ", 1), "")[:2]
        return _named(line), f"Something in it isn't right: {telling.label(field).lower()} {rest}"
    return _named(line), _REASONS.get(one.code) or _reason(one)


def _reason(one: Aside) -> str:
    """Return the reason without the line's number in some file."""
    before, colon, rest = one.reason.partition(": ")
    return rest if colon and before.startswith("Line ") else one.reason


def _read(raw: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _named(line: Mapping[str, Any]) -> str:
    kind, at = line.get("kind"), line.get("at")
    name = telling.TITLES.get(kind) if isinstance(kind, str) else None
    if name is None:
        named = f", called “{_showable(kind[:_KIND_SHOWN])}”" if isinstance(kind, str) and kind else ""
        name = f"An entry of another kind{named}" if line else "Something that is no entry"
    return f"{name}, {_day(at)}" if isinstance(at, str) and at else name


def _showable(text: str) -> str:
    """Return the text with a question mark for each half of a character: no page can hold one."""
    return text.encode("utf-8", "replace").decode()


def _day(at: str) -> str:
    try:
        return words.day(date.fromisoformat(at[:10]))
    except ValueError:
        return "no day that we can read"


def shown(raw: bytes) -> str:
    """Return a line as it came, as far as a page shows it."""
    text = str(raw[:_RAW_SHOWN], "utf-8", "replace")
    return text + (" …" if len(raw) > _RAW_SHOWN else "")
