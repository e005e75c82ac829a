"""The JSON Schema of an entry, made from the kinds."""

from __future__ import annotations

from typing import Any

from unpinch.journal.fields import UUID_PATTERN
from unpinch.journal.kinds import KINDS, Kind

_TIME = {"type": "string", "format": "date-time", "description": "RFC 3339 with a numeric offset"}
_UUID = {"type": "string", "pattern": UUID_PATTERN.pattern}


def _values(kind: Kind) -> dict[str, Any]:
    required = [name for name, field in kind.fields.items() if field.required]
    properties = {name: field.schema() for name, field in kind.fields.items()}
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _one(kind: Kind) -> dict[str, Any]:
    return {
        "title": kind.name,
        "description": kind.help,
        "properties": {"kind": {"const": kind.name}, "v": {"const": kind.v}, "values": _values(kind)},
    }


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one line of a journal."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Unpinch journal entry",
        "type": "object",
        "required": ["id", "kind", "v", "at", "recorded_at", "by", "device", "seq", "prev", "values"],
        "properties": {
            "id": _UUID,
            "kind": {"enum": list(KINDS)},
            "v": {"type": "integer", "minimum": 1},
            "at": _TIME,
            "recorded_at": _TIME,
            "by": {"type": "string", "maxLength": 60},
            "device": _UUID,
            "seq": {"type": "integer", "minimum": 0},
            "prev": {"type": "string", "pattern": "^([0-9a-f]{64})?$"},
            "values": {"type": "object"},
            "zone": {"type": "string", "description": "a label only"},
        },
        "additionalProperties": False,
        "oneOf": [_one(kind) for kind in KINDS.values()],
    }
