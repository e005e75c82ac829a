"""Writing entries: one device's chain, canonical bytes, and the ids that make doubles impossible."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from unpinch.journal.entry import Entry, read_entry
from unpinch.journal.kinds import KINDS
from unpinch.journal.moment import Moment

_NAMESPACE = uuid.UUID("6f0b1a52-3a7e-5f7c-9a55-1f2f6f0c7a10")


def derived_id(*parts: str) -> str:
    """Return the UUIDv5 of the parts: the same parts always give the same id."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(parts)))


def set_id(session: str, index: int) -> str:
    """Return the id of the finished set `index` of a session, so that two tabs can't double it."""
    return derived_id("set", session, str(index))


def canonical(line: Mapping[str, Any]) -> bytes:
    """Return the bytes we write: compact JSON, keys in the given order, UTF-8."""
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


class Author:
    """One device writing its chain: numbers its entries and names the entry before by its SHA-256."""

    def __init__(self, device: str, by: str = "self", seq: int = 0, prev: str = "") -> None:
        """Go on after entry number `seq` - 1, whose hash is `prev` (empty for a new chain)."""
        self.device, self.by, self.seq, self.prev = device, by, seq, prev

    def write(
        self,
        kind: str,
        values: Mapping[str, Any],
        at: str,
        recorded_at: str | None = None,
        id: str | None = None,  # noqa: A002
    ) -> Entry:
        """Return the next entry of the chain; raise `EntryError` if the values don't fit the kind."""
        version = KINDS[kind].v if kind in KINDS else 1
        line = {
            "id": id or str(uuid.uuid4()),
            "kind": kind,
            "v": version,
            "at": at,
            "recorded_at": recorded_at or at,
            "by": self.by,
            "device": self.device,
            "seq": self.seq,
            "prev": self.prev,
            "values": dict(values),
        }
        entry = read_entry(canonical(line))
        self.seq, self.prev = self.seq + 1, hashlib.sha256(entry.raw).hexdigest()
        return entry


def heads(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the head of each device as `device:hash`, sorted: what a person's record holds, in one value."""
    newest: dict[str, Entry] = {}
    for entry in entries:
        known = newest.get(entry.device)
        if known is None or (entry.seq, entry.raw) > (known.seq, known.raw):
            newest[entry.device] = entry
    return tuple(sorted(f"{device}:{entry.hash}" for device, entry in newest.items()))


_NOWHERE = "00000000-0000-4000-8000-000000000000"


def imagine(kind: str, values: Mapping[str, Any], now: Moment) -> Entry:
    """Return an entry that nobody wrote: what would be in the record if this happened now. It is never stored."""
    return Author(_NOWHERE).write(kind, values, now.text, id=_imagined_id(kind))


@cache
def _imagined_id(kind: str) -> str:
    return derived_id("imagined", kind)
