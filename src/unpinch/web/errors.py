"""What can go wrong in a way that a person can do something about: each says what is wrong and what to do."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """How `unpinch serve` and its like end. 2 is also what a wrong command line gives."""

    DONE = 0
    ADDRESS = 2
    FOLDER = 3
    DATABASE = 4
    PORT = 5
    CHECKS = 6
    BUSY = 7
    SYSTEM = 8


class StartError(Exception):
    """Unpinch can't start. The message is a sentence fit to be shown; `exit_code` is for programs."""

    def __init__(self, text: str, exit_code: Exit) -> None:
        """Keep the code beside the sentence."""
        super().__init__(text)
        self.exit_code = exit_code


class Problem(Exception):  # noqa: N818 (RFC 9457's word for what a client is told)
    """A request that can't be fulfilled: an HTTP status, a code for programs, a title and a sentence for people."""

    def __init__(self, status: int, code: str, title: str, text: str) -> None:
        """Keep the parts; none of them may hold anything personal."""
        super().__init__(text)
        self.status, self.code, self.title, self.text = status, code, title, text
