"""One entry of the record: read strictly from its bytes, which are kept as they came."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from unpinch.journal.fields import UUID_PATTERN, FieldError
from unpinch.journal.kinds import KINDS
from unpinch.journal.moment import MomentError, instant, local_day
from unpinch.journal.typed import is_quiet, typed

LONGEST_ENTRY_BYTES = 100_000
_HASH_LENGTH = 64
_KEYS = frozenset({"id", "kind", "v", "at", "recorded_at", "by", "device", "seq", "prev", "values"})
_LABELS = frozenset({"zone"})
_SHOWN = 60


class EntryError(ValueError):
    """A line is not an entry that this version can read. `code` says why in one word."""

    def __init__(self, code: str, text: str) -> None:
        """Keep the code beside the sentence."""
        super().__init__(text)
        self.code = code


@dataclass(frozen=True, slots=True)
class Aside:
    """An entry kept aside: its bytes, its id where one could be read, and why, as a code and a sentence."""

    raw: bytes
    id: str
    code: str
    reason: str
    day: int = 0


class Entry:
    """An immutable entry. `raw` holds the exact bytes; everything else was read from them.

    `typed`: what it says as a typed value (see `journal.typed`). `quiet`: nothing depends on what it says.
    `versions`, `typed_versions`, `replaced_by` and `lifted` are those of an entry nobody corrected; `settle` makes
    `Corrected` ones.
    """

    __slots__ = (
        "at",
        "at_s",
        "by",
        "day",
        "device",
        "id",
        "kind",
        "offset_min",
        "order",
        "prev",
        "quiet",
        "raw",
        "recorded_at",
        "recorded_s",
        "refers",
        "replaces",
        "seq",
        "typed",
        "typed_versions",
        "v",
        "values",
        "versions",
    )
    replaced_by: tuple[str, ...] = ()
    lifted: frozenset[str] = frozenset()

    def __init__(self, raw: bytes, line: Mapping[str, Any]) -> None:
        """Take the parts of a line that `read_entry` has checked, and read its times."""
        self.raw = raw
        self.id: str = line["id"]
        self.kind: str = KINDS[line["kind"]].name
        self.v: int = line["v"]
        self.at: str = line["at"]
        self.recorded_at: str = line["recorded_at"]
        self.by: str = line["by"]
        self.device: str = line["device"]
        self.seq: int = line["seq"]
        self.prev: str = line["prev"]
        self.values: Mapping[str, Any] = line["values"]
        self.at_s, self.offset_min = instant(self.at)
        self.day = local_day(self.at_s, self.offset_min)
        self.recorded_s = self.at_s if self.recorded_at == self.at else instant(self.recorded_at)[0]
        self.replaces: str | None = self.values.get("replaces")
        self.refers = self.replaces is not None or bool(self.kind == "screening" and self.values.get("lifts"))
        self.versions: tuple[Mapping[str, Any], ...] = (self.values,)
        self.quiet = is_quiet(self.kind, self.values)
        self.typed: Any = typed(self.kind, self.values)
        self.typed_versions: tuple[Any, ...] = (self.typed,)
        self.order = (self.at_s, self.recorded_s, self.seq, self.device, self.id)

    @property
    def entry(self) -> Entry:
        """Return the entry itself (what a `Corrected` one was made from)."""
        return self

    @property
    def newest(self) -> Entry:
        """Return the entry itself: nothing newer was said in its place."""
        return self

    @property
    def standing(self) -> tuple[Entry, ...]:
        """Return the versions that count: the entry alone."""
        return (self,)

    @property
    def hash(self) -> str:
        """Return the SHA-256 of the bytes, in hex."""
        return hashlib.sha256(self.raw).hexdigest()

    def __eq__(self, other: object) -> bool:
        """Entries are equal when their bytes are."""
        return isinstance(other, Entry) and self.raw == other.raw

    def __hash__(self) -> int:
        """Hash the bytes."""
        return hash(self.raw)

    def __repr__(self) -> str:
        """Show kind, id and time, never the values: a repr may reach a log."""
        return f"<Entry {self.kind} {self.id} {self.at}>"


def read_entry(raw: bytes) -> Entry:
    """Read one entry strictly; raise `EntryError` with a sentence that says what is wrong and what to do."""
    line = _object(raw)
    _characters(raw, line)
    _envelope(line)
    _values(line)
    try:
        return Entry(raw, line)
    except MomentError as error:
        raise EntryError("bad_value", str(error)) from error


def read_lines(lines: Iterable[bytes]) -> tuple[list[Entry], list[Aside]]:
    """Read JSON Lines: the entries, and what has to be kept aside with its reason. Empty lines are skipped."""
    entries: list[Entry] = []
    aside: list[Aside] = []
    for number, line in enumerate(lines, start=1):
        raw = line.strip(b"\r\n \t")
        if not raw:
            continue
        try:
            entries.append(read_entry(raw))
        except EntryError as error:
            aside.append(Aside(raw, id_of(raw), error.code, f"Line {number}: {error}"))
    return entries, aside


def id_of(raw: bytes) -> str:
    """Return the id of a line that may be broken, or an empty text."""
    try:
        found = _object(raw).get("id")
    except EntryError:
        return ""
    return found if isinstance(found, str) and UUID_PATTERN.match(found) else ""


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


def _object(raw: bytes) -> dict[str, Any]:
    if len(raw) > LONGEST_ENTRY_BYTES:
        text = f"This entry has {len(raw)} bytes; at most {LONGEST_ENTRY_BYTES} are read. Leave out long notes."
        raise EntryError("bad_line", text)
    try:
        encoding = "utf-8" if raw.startswith(b"{") else json.detect_encoding(raw)
        line = _DECODER.decode(raw.decode(encoding))
    except (ValueError, RecursionError) as error:
        raise EntryError("bad_line", "This line is not JSON; it may be cut off. Export the file again.") from error
    if not isinstance(line, dict):
        raise EntryError("bad_line", "This line is JSON but not an entry; an entry stands in { }.")
    return line


def _characters(raw: bytes, line: Mapping[str, Any]) -> None:
    """Refuse halves of characters: JSON can spell them, but no page can show them and no file can hold them."""
    if b"\\ud" not in raw and b"\\uD" not in raw and raw.startswith(b"{"):
        return
    try:
        json.dumps(line, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise EntryError("bad_value", "A text in it holds half a character. Write it without that one.") from error


def _envelope(line: Mapping[str, Any]) -> None:
    if not line.keys() >= _KEYS:
        raise EntryError("bad_value", f"{min(_KEYS - line.keys())} is missing; every entry has it.")
    if len(line) > len(_KEYS) and (unknown := sorted(line.keys() - _KEYS - _LABELS)):
        raise EntryError("bad_value", f"{unknown[0][:_SHOWN]} is not known in an entry; a newer Unpinch may read it.")
    for key in ("id", "device"):
        if not isinstance(line[key], str) or not UUID_PATTERN.match(line[key]):
            raise EntryError("bad_value", f"{key} is {str(line[key])[:_SHOWN]!r}; it must be a lower-case UUID.")
    if type(line["seq"]) is not int or line["seq"] < 0:
        raise EntryError("bad_value", f"seq is {line['seq']!r}; it must be a whole number from 0.")
    if not isinstance(line["by"], str) or len(line["by"]) > _SHOWN:
        raise EntryError("bad_value", f"by must be a text of at most {_SHOWN} characters.")
    if not isinstance(line["prev"], str) or len(line["prev"]) not in {0, _HASH_LENGTH}:
        raise EntryError("bad_value", "prev must be empty or the 64 hex digits of the entry before.")


def _values(line: Mapping[str, Any]) -> None:
    kind = KINDS.get(line["kind"]) if isinstance(line["kind"], str) else None
    if kind is None:
        raise EntryError(
            "unknown_kind", f"The kind {str(line['kind'])[:_SHOWN]!r} is not known to this version of Unpinch."
        )
    if type(line["v"]) is not int or line["v"] < 1:
        raise EntryError("bad_value", f"v is {line['v']!r}; it must be a whole number from 1.")
    if line["v"] > kind.v:
        raise EntryError("newer_version", f"This {kind.name} entry was written by a newer Unpinch; update to read it.")
    if not isinstance(line["values"], dict):
        raise EntryError("bad_value", "values must stand in { }.")
    try:
        kind.check(line["values"])
    except FieldError as error:
        raise EntryError("bad_value", str(error)) from error
