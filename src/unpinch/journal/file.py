"""A file that someone says is a journal: what can be said of it before any line is read."""

from __future__ import annotations

import json

MOST_BYTES = 50_000_000
"""The largest journal file that is read at once: more than ten years of daily use."""
HEAD_BYTES = 200_000
"""How much of a file's beginning tells what it is: more than the longest entry."""
_FIRST_LINES = 20
_MB = 1_000_000
_REMEDY = "Choose the file that Unpinch saved; its name begins with unpinch-journal."


def too_large(size: int) -> str:
    """Return why a file of that many bytes isn't read; empty when it is."""
    if size <= MOST_BYTES:
        return ""
    return f"This file has {size / _MB:.1f} MB; at most {MOST_BYTES // _MB} MB are read. {_REMEDY}"


def no_journal(head: bytes) -> str:
    """Return why a file that begins like this is no journal; empty when one of its first lines may be an entry."""
    lines = [line.strip() for line in head.split(b"\n") if line.strip()][:_FIRST_LINES]
    if not lines or any(_may_be_entry(line) for line in lines):
        return ""
    if not _is_text(head):
        return f"This file isn't text. It looks like a picture, a PDF or a packed file, not like a journal. {_REMEDY}"
    count = "its one line isn't" if len(lines) == 1 else f"none of its first {len(lines)} lines is"
    return f"This file is text but no journal: {count} an entry. {_REMEDY}"


def _may_be_entry(line: bytes) -> bool:
    """Tell whether a line is a JSON object that says what it is, however wrong the rest."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and "kind" in found


def _is_text(head: bytes) -> bool:
    """Tell whether bytes are text; the last character may be cut off."""
    try:
        text = head.decode()
    except UnicodeDecodeError as error:
        return len(head) >= HEAD_BYTES and error.start >= len(head) - 3
    return "\0" not in text
