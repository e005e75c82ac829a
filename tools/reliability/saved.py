"""The journal file written from docs/exchange.md alone, to hold what Unpinch writes against it."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence

Person = tuple[str, str, Sequence[bytes], Sequence[bytes]]
"""Id, label, entries and lines kept aside."""


def in_order(entries: Sequence[bytes]) -> list[bytes]:
    """Return entries by device, along its chain; by id where a chain forks."""
    return sorted(entries, key=lambda raw: _place(json.loads(raw)))


def _place(entry: dict[str, object]) -> tuple[str, int, str]:
    return str(entry["device"]), int(str(entry["seq"])), str(entry["id"])


def journal_file(people: Sequence[Person]) -> bytes:
    """Return the whole file, with the end that says how much of it there is."""
    lines, count = [_line({"unpinch": "journal", "v": 1, "people": len(people)})], 0
    for id_, label, entries, aside in people:
        kept = sorted(aside, key=lambda raw: hashlib.sha256(raw).hexdigest())
        wrapped = [_line({"aside": base64.b64encode(raw).decode("ascii")}) for raw in kept]
        lines += [_line({"person": id_, "label": label}), *entries, *wrapped]
        count += len(entries) + len(aside)
    whole = b"".join(line + b"\n" for line in lines)
    return whole + _line({"end": {"lines": count, "sha256": hashlib.sha256(whole).hexdigest()}}) + b"\n"


def _line(content: dict[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
