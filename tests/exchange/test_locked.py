"""A file locked with a passphrase: what opens it, and what is said where it doesn't open."""

from __future__ import annotations

import pyrage  # type: ignore[import-untyped]
import pytest

from unpinch.exchange import locked
from unpinch.exchange.locked import LockError, is_locked, lock, unlock

PASSPHRASE = "four words that don't rhyme — أربع"  # noqa: S105
CONTENT = b'{"unpinch":"journal"}\n\x00\xff'


@pytest.fixture(scope="module")
def box() -> bytes:
    return lock(CONTENT, PASSPHRASE)


def said(content: bytes, passphrase: str) -> str:
    with pytest.raises(LockError) as error:
        unlock(content, passphrase)
    return error.value.code


def test_it_opens_with_its_passphrase_and_no_other(box: bytes) -> None:
    assert unlock(box, PASSPHRASE) == CONTENT
    assert said(box, PASSPHRASE.upper()) == "wrong_passphrase"


def test_it_shows_nothing_of_what_is_inside(box: bytes) -> None:
    assert is_locked(box)
    assert not is_locked(CONTENT)
    assert b"unpinch" not in box


def test_a_changed_byte_and_a_lost_end_are_told_from_a_wrong_passphrase(box: bytes) -> None:
    assert said(box[:-5] + bytes([box[-5] ^ 1]) + box[-4:], PASSPHRASE) == "damaged"
    assert said(box[:-3], PASSPHRASE) == "damaged"
    assert said(box[:60], PASSPHRASE) == "damaged"


def test_a_file_that_would_take_hours_to_open_is_refused_at_once(box: bytes) -> None:
    head, _, rest = box.partition(b"\n66")[0].partition(b"-> scrypt ")
    salt, work = rest.split(b"\n")[0].split(b" ")
    hostile = box.replace(salt + b" " + work, salt + b" 40", 1)
    assert head.startswith(b"age-encryption.org/v1")
    assert said(hostile, PASSPHRASE) == "too_much_work"


@pytest.mark.parametrize(("misjudged", "code"), [(0, ""), (8, ""), (9, "too_much_work")])
def test_a_machine_that_was_too_busy_to_measure_itself_measures_again(
    box: bytes, monkeypatch: pytest.MonkeyPatch, misjudged: int, code: str
) -> None:
    left, own = [misjudged], pyrage.passphrase.decrypt

    def decrypt(content: bytes, passphrase: str) -> bytes:
        if left[0]:
            left[0] -= 1
            raise pyrage.DecryptError("Excessive work parameter for passphrase.")
        opened: bytes = own(content, passphrase)
        return opened

    monkeypatch.setattr(pyrage.passphrase, "decrypt", decrypt)
    if code:
        assert said(box, PASSPHRASE) == code
    else:
        assert unlock(box, PASSPHRASE) == CONTENT


def test_a_short_passphrase_locks_nothing() -> None:
    with pytest.raises(LockError, match="at least 10 characters"):
        lock(CONTENT, "ünpïnch!!")


def test_what_is_too_large_for_the_memory_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locked, "MOST_BYTES", 10)
    with pytest.raises(LockError, match="at most"):
        lock(CONTENT, PASSPHRASE)
    assert said(CONTENT, PASSPHRASE) == "too_large"
