"""The journal file: everyone's record as JSON Lines, complete and in one stated order (docs/exchange.md).

    {"unpinch":"journal","v":1,"people":1}
    {"person":"<UUID>","label":"Kim"}
    ...                                     that person's entries, byte for byte
    {"aside":"<base64>"}                    that person's lines kept aside, byte for byte inside
    {"end":{"lines":2,"sha256":"<of every line above>"}}

An entry can't be taken for one of the other lines: read strictly, it has none of their names. A file without the first
line is a bare journal: one person's entries and nothing else.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from unpinch.journal.fields import UUID_PATTERN
from unpinch.journal.file import EMPTY, HEAD_BYTES, LONGEST_LINE_BYTES, is_headed, no_journal
from unpinch.journal.file_out import VERSION, Sum, Whose

LONGEST_LABEL = 60
MOST_PEOPLE = 10_000
BOM = b"\xef\xbb\xbf"
SPACE = b"\r\n \t"
"""What may stand around a line without being part of it."""
_PERSON, _ASIDE, _END = b'{"person":', b'{"aside":', b'{"end":'
_AGAIN = "Save the journal again where it came from, and bring in that file."


class JournalFileError(ValueError):
    """A file that can't be read in. The message is a sentence fit to be shown; `code` is one word."""

    def __init__(self, code: str, text: str) -> None:
        """Keep the code beside the sentence."""
        super().__init__(text)
        self.code = code


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found in a file. `whose`: None in a bare journal; `raw`: a line, or empty where a person begins."""

    number: int
    whose: Whose | None
    raw: bytes = b""


def read(file: BinaryIO) -> Iterator[Found]:
    """Yield what a file holds, line by line; raise `JournalFileError`, at its end too, where it isn't whole.

    So nothing of it may count before the last line was read.
    """
    head = file.read(HEAD_BYTES)
    file.seek(0)
    if not head.strip():
        raise JournalFileError("empty", EMPTY)
    if wrong := no_journal(head):
        raise JournalFileError("no_journal", wrong)
    lines = _lines(file)
    return _headed(lines) if is_headed(head) else _bare(lines)


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that hold something, with their numbers; refuse one that never ends."""
    number = 0
    while line := file.readline(LONGEST_LINE_BYTES + 1):
        number += 1
        if len(line) > LONGEST_LINE_BYTES:
            text = f"Line {number} has more than {LONGEST_LINE_BYTES // 1_000_000} MB. No journal has such a line."
            raise JournalFileError("long_line", f"{text} {_AGAIN}")
        raw = (line.removeprefix(BOM) if number == 1 else line).strip(SPACE)
        if raw:
            yield number, raw


def _bare(lines: Iterator[tuple[int, bytes]]) -> Iterator[Found]:
    for number, raw in lines:
        if raw.startswith((_PERSON, _END)):
            raise _damaged(number, "belongs to a file whose first line is missing or changed")
        yield Found(number, None, raw)


def _headed(lines: Iterator[tuple[int, bytes]]) -> Iterator[Found]:
    number, header = next(lines)
    people, met, whose = _people(header), Sum(), None
    met.add(header)
    for number, raw in lines:
        if raw.startswith(_END):
            _check_end(raw, number, met)
            break
        if raw.startswith(_PERSON):
            whose = _person(raw, number, alone=people == 1)
            met.add(raw, person=True)
            if met.people > people:
                raise _damaged(number, "names more people than the first line says")
            yield Found(number, whose)
        elif whose is None:
            raise _damaged(number, "stands before any person is named")
        else:
            met.add(raw, counted=True)
            yield Found(number, whose, _unwrapped(raw, number))
    else:
        raise _cut_off(number)
    if more := next(lines, None):
        raise _damaged(more[0], "stands after the end")


def _people(header: bytes) -> int:
    """Return of how many persons a file is; refuse one of a newer Unpinch."""
    found = _object(header, 1)
    version, people = found.get("v"), found.get("people")
    if type(version) is not int or version < 1 or found.get("unpinch") != "journal":
        raise _damaged(1, "doesn't say which kind of file this is")
    if version > VERSION:
        text = f"This file was saved by a newer Unpinch (version {version} of the file; this one reads {VERSION})."
        raise JournalFileError("newer_version", f"{text} Update Unpinch, then bring it in.")
    if type(people) is not int or not 0 <= people <= MOST_PEOPLE:
        raise _damaged(1, f"doesn't say of how many people it is, up to {MOST_PEOPLE}")
    return people


def _check_end(raw: bytes, number: int, met: Sum) -> None:
    try:
        told = _object(raw, number)["end"]
    except JournalFileError as error:
        raise _cut_off(number) from error
    if told != met.told:
        text = "This file isn't as Unpinch saved it: something in it was changed, lost or added since."
        raise JournalFileError("changed", f"{text} {_AGAIN}")


def _person(raw: bytes, number: int, *, alone: bool) -> Whose:
    found = _object(raw, number)
    id_, label = found["person"], found.get("label")
    if not isinstance(id_, str) or not UUID_PATTERN.match(id_) or set(found) != {"person", "label"}:
        raise _damaged(number, "names a person in a way that isn't understood")
    if not isinstance(label, str) or len(label) > LONGEST_LABEL or label != _storable(label):
        raise _damaged(number, "gives a person a name that can't be kept")
    return Whose(id_, label, alone)


def _storable(text: str) -> str:
    """Return the text without halves of characters, which JSON lets through and no database takes."""
    return text.encode("utf-8", "replace").decode()


def _unwrapped(raw: bytes, number: int) -> bytes:
    """Return a line as it stood in the record."""
    if not raw.startswith(_ASIDE):
        return raw
    try:
        inner = base64.b64decode(_object(raw, number)["aside"], validate=True)
    except (ValueError, TypeError) as error:
        raise _damaged(number, "is kept aside in a way that isn't understood") from error
    if not inner.strip(SPACE) or b"\n" in inner:
        raise _damaged(number, "is kept aside in a way that isn't understood")
    return inner


def _object(raw: bytes, number: int) -> dict[str, Any]:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise _damaged(number, "can't be read") from error
    if not isinstance(found, dict):
        raise _damaged(number, "can't be read")
    return found


def _cut_off(number: int) -> JournalFileError:
    return JournalFileError("cut_off", f"This file is cut off after line {number}: its end is missing. {_AGAIN}")


def _damaged(number: int, what: str) -> JournalFileError:
    return JournalFileError("damaged", f"This file is damaged: line {number} {what}. {_AGAIN}")
