"""A file that someone says is a journal: what can be said of it before any line is read."""

from __future__ import annotations

import json
from typing import Any

MOST_BYTES = 50_000_000
"""The largest journal file that is read at once: more than ten years of daily use."""
HEAD_BYTES = 200_000
"""How much of a file's beginning tells what it is: more than the longest entry."""
LONGEST_LINE_BYTES = 12_000_000
"""The longest line of a journal file: what the journal takes in at once (8 MiB), kept aside, in base64."""
_FIRST_LINES = 20
_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_MB = 1_000_000
_REMEDY = "Choose the file that Unpinch saved; its name begins with unpinch-journal."
EMPTY = f"There is not a single line in it. {_REMEDY}"
"""What is said of a file without a line; as a journal on the command line it is one with nothing in it yet."""


def too_large(size: int) -> str:
    """Return why a file of that many bytes isn't read; empty when it is."""
    if size <= MOST_BYTES:
        return ""
    return f"This file has {size / _MB:.1f} MB; at most {MOST_BYTES // _MB} MB are read. {_REMEDY}"


def no_journal(head: bytes) -> str:
    """Return why a file that begins like this is no journal; empty when one of its first lines may be an entry."""
    if head.startswith(_UTF_16):
        return f"This file was saved in another encoding (UTF-16). A journal is UTF-8. {_REMEDY}"
    lines = _first_lines(head)
    if not lines or is_headed(head) or any("kind" in _object(line) for line in lines):
        return ""
    if not _is_text(head):
        return f"This file isn't text. It looks like a picture, a PDF or a packed file, not like a journal. {_REMEDY}"
    count = "its one line isn't" if len(lines) == 1 else f"none of its first {len(lines)} lines is"
    return f"This file is text but no journal: {count} an entry. {_REMEDY}"


def is_headed(head: bytes) -> bool:
    """Tell whether a file's first line says that it is a file of Unpinch, and not a bare journal."""
    return any("unpinch" in _object(line) for line in _first_lines(head)[:1])


def _first_lines(head: bytes) -> list[bytes]:
    lines = (line.strip() for line in head.removeprefix(_BOM).split(b"\n"))
    return [line for line in lines if line][:_FIRST_LINES]


def _object(line: bytes) -> dict[str, Any]:
    """Return the JSON object of a line, however wrong it may be; an empty one where there is none."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_text(head: bytes) -> bool:
    """Tell whether bytes are text; the last character may be cut off."""
    try:
        text = head.decode()
    except UnicodeDecodeError as error:
        return len(head) >= HEAD_BYTES and error.start >= len(head) - 3
    return "\0" not in text
