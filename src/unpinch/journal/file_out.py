"""The journal file on its way out: everyone's record as JSON Lines, complete and in one stated order.

`exchange/journal_file.py` says what the lines are and reads them in; docs/exchange.md says it for people.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from unpinch.journal.author import canonical
from unpinch.journal.entry import Entry

VERSION = 1


@dataclass(frozen=True, slots=True)
class Whose:
    """A person as a file names them. `alone`: nobody else is in the file."""

    id: str
    label: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One person's record on its way out: entries in the order of `place`, lines kept aside by their SHA-256."""

    whose: Whose
    entries: Iterable[bytes]
    aside: Iterable[bytes] = ()


def place(entry: Entry) -> tuple[str, int, str]:
    """Return where an entry stands in a journal file: by device, along its chain; the id where a chain forks."""
    return entry.device, entry.seq, entry.id


@dataclass(slots=True)
class Sum:
    """What the last line of a file says of those before it."""

    people: int = 0
    lines: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def add(self, line: bytes, *, person: bool = False, counted: bool = False) -> bytes:
        self.people += person
        self.lines += counted
        self.digest.update(line + b"\n")
        return line + b"\n"

    @property
    def told(self) -> dict[str, Any]:
        return {"lines": self.lines, "sha256": self.digest.hexdigest()}


def written(parts: Sequence[Part]) -> Iterator[bytes]:
    """Yield the lines of a journal file. `parts` stand in the order of their persons' ids."""
    done = Sum()
    yield done.add(canonical({"unpinch": "journal", "v": VERSION, "people": len(parts)}))
    for part in parts:
        yield done.add(canonical({"person": part.whose.id, "label": part.whose.label}))
        for raw in part.entries:
            yield done.add(raw, counted=True)
        for raw in part.aside:
            yield done.add(canonical({"aside": base64.b64encode(raw).decode("ascii")}), counted=True)
    yield canonical({"end": done.told}) + b"\n"
