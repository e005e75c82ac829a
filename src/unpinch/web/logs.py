"""Logs without anything personal.

A traceback's last line, a path or an argument can hold what a person wrote. So our own loggers write whole lines (they
are made of constants), and any other logger is cut to its constant template and the places of the failure.
"""

from __future__ import annotations

import logging
import sys
import traceback
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

OURS = "unpinch"
WITHHELD = "(the message may hold something personal and is withheld)"


class Discreet(logging.Formatter):
    """Level, logger, constant text; of an exception its type and where it happened, never its message."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and one more for each place of a failure."""
        lines = [f"{record.levelname.lower()} {record.name}: {_text(record)}"]
        if record.exc_info and record.exc_info[1]:
            lines.extend(_failure(record.exc_info[1]))
        return "\n".join(lines)


def _text(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] == OURS:
        return record.getMessage()
    return str(record.msg) if record.args else WITHHELD


def _failure(error: BaseException) -> Iterator[str]:
    for one in _chain(error):
        yield f"  {type(one).__module__}.{type(one).__qualname__}"
        yield from _places(one.__traceback__)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _places(found: TracebackType | None) -> Iterator[str]:
    for frame in traceback.extract_tb(found):
        yield f"    {frame.filename}:{frame.lineno} {frame.name}"


def start(level: str, stream: TextIO | None = None) -> logging.Handler:
    """Send all logs through one discreet handler to the stream (standard error)."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Discreet())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in ("django.request", "waitress.queue"):
        logging.getLogger(name).setLevel(logging.ERROR)
    return handler
