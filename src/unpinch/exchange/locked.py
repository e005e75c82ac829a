"""A file locked with a passphrase: the age format, as many other programs read it (docs/exchange.md)."""

from __future__ import annotations

import re

import pyrage  # type: ignore[import-untyped]

SHORTEST_PASSPHRASE = 10
MOST_BYTES = 200_000_000
"""The largest file that is locked or opened: both hold it in memory, twice."""
_MB = 1_000_000
_BEGINNING = b"age-encryption.org/"
_WRONG = "Decryption failed"
"""How the library says that the passphrase isn't the one; everything else it says is about the file."""
_EXCESSIVE = "Excessive work"
_WORK = re.compile(rb"age-encryption\.org/v1\n-> scrypt \S+ (\d{1,2})\n")
_MOST_WORK, _MORE_TRIES = 21, 8
"""The library measures this machine before it locks, and again before it opens, and refuses what would take far longer.
On a busy machine a measure may be far off: up to what it locks with on any machine, it is asked to measure again."""


class LockError(ValueError):
    """A file can't be locked or opened. The message is a sentence fit to be shown; `code` is one word."""

    def __init__(self, code: str, text: str) -> None:
        """Keep the code beside the sentence."""
        super().__init__(text)
        self.code = code


def is_locked(head: bytes) -> bool:
    """Tell by its beginning whether a file is locked."""
    return head.startswith(_BEGINNING)


def lock(content: bytes, passphrase: str) -> bytes:
    """Return the content locked with a passphrase. Without it nobody can read it again, we included."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        text = f"A passphrase has at least {SHORTEST_PASSPHRASE} characters. Four words that don't belong together do."
        raise LockError("short_passphrase", text)
    _check_size(len(content))
    locked: bytes = pyrage.passphrase.encrypt(content, passphrase)
    return locked


def unlock(content: bytes, passphrase: str) -> bytes:
    """Return what was locked, whole and unchanged, or raise `LockError`."""
    _check_size(len(content))
    more = _MORE_TRIES if _work(content) <= _MOST_WORK else 0
    while True:
        try:
            opened: bytes = pyrage.passphrase.decrypt(content, passphrase)
        except pyrage.DecryptError as error:
            if not (more and str(error).startswith(_EXCESSIVE)):
                raise _refused(str(error)) from error
            more -= 1
        else:
            return opened


def _work(content: bytes) -> int:
    """Return the logarithm of the rounds that a file asks for; more than any where it doesn't say."""
    said = _WORK.match(content)
    return int(said[1]) if said else _MOST_WORK + 1


def _check_size(size: int) -> None:
    if size > MOST_BYTES:
        text = f"This has {size / _MB:.0f} MB; at most {MOST_BYTES // _MB} MB are locked or opened. Go without."
        raise LockError("too_large", text)


def _refused(said: str) -> LockError:
    if said.startswith(_WRONG):
        return LockError("wrong_passphrase", "This passphrase doesn't open the file. Try again; capitals count.")
    if said.startswith("No matching keys"):
        return LockError("no_passphrase", "This file was locked with a key, not with a passphrase of Unpinch.")
    if said.startswith(_EXCESSIVE):
        return LockError("too_much_work", "Opening this file would take too long. Unpinch didn't lock it like this.")
    text = "This locked file is damaged or cut off. Save it again where it came from, and bring in that file."
    return LockError("damaged", text)
