"""What comes of a good line or file when something goes wrong with it, or somebody means ill. Seeded."""

from __future__ import annotations

import json
from collections.abc import Sequence
from random import Random
from typing import Any

HOSTILE: Sequence[Any] = (
    None, True, False, -1, 0, 1, 10**30, -(10**30), 2**63, 1.5, 1e308, "", " ", "\0", "\ud800", "x" * 3000, "\u202eabc",
    "2026-13-40T99:99:99+99:99", "2031-01-01T00:00:00+00:00", "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59-14:00",
    "yes", "none", [], {}, [[]], ["none", "none"], {"a": {"b": [1]}}, "'; DROP TABLE unpinch_entry; --", "<script>x",
    "../../etc/passwd", "00000000-0000-4000-8000-000000000000", "sets", "١٢", "1e5",
)  # fmt: skip
"""Values that a field may be given instead of its own."""
LINES: Sequence[bytes] = (
    b"null", b"[]", b"{}", b"0", b'"x"', b"NaN", b'{"kind":"check_in"}', b"[" * 3000, b'{"a":' * 2000, b"\xff\xfe\x00",
    b"\xef\xbb\xbf{}", b"\x00", b"{" + b'"a":1,' * 500 + b'"a":1}', b'{"id":1e999}', b"-", b"\xed\xa0\x80", b"\x0c",
    b'{"unpinch":"journal","v":1,"people":1}', b'{"end":{"lines":0,"sha256":""}}', b'{"aside":"AAAA"}', b"9" * 6000,
)  # fmt: skip
"""Lines that never were entries."""
WORDS: Sequence[bytes] = (b"{", b"}", b'"', b",", b"\\", b"\\u0000", b"\xc3", b"0", b"-", b"e9", b"null", b":", b"\t")


def torn(chance: Random, line: bytes) -> bytes:
    """Return bytes with some of them changed, cut off, doubled or put in."""
    spoilt = bytearray(line)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(spoilt) + 1)
        to = at + chance.randint(0, 4)
        ways = (b"", chance.randbytes(chance.randint(1, 3)), chance.choice(WORDS), bytes(spoilt[at : at + 40]) * 2)
        spoilt[at:to] = chance.choice(ways)
    return bytes(spoilt[: chance.randrange(len(spoilt) + 1)] if chance.random() < 0.1 else spoilt)


def altered(chance: Random, line: bytes, others: Sequence[bytes]) -> bytes:
    """Return an entry's line with something else in one of its places; `others`: lines to take parts from."""
    try:
        found, other = json.loads(line), json.loads(chance.choice(others))
    except (ValueError, RecursionError):
        return torn(chance, line)
    if not isinstance(found, dict) or not found:
        return torn(chance, line)
    return written(chance, _with_fault(chance, found, other))


def _with_fault(chance: Random, found: dict[str, Any], other: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    inner = found.get("values")
    where = inner if isinstance(inner, dict) and inner and chance.random() < 0.6 else found
    key = chance.choice(list(where))
    fault = chance.randrange(5)
    if fault == 0:
        del where[key]
    elif fault == 1:
        where[chance.choice(("", "more", "\0", "v", "replaces", "lifts"))] = chance.choice(HOSTILE)
    elif fault == 2 and isinstance(other, dict) and other:
        shared = chance.choice(list(other))
        found[shared] = other[shared]
    elif fault == 3 and isinstance(where[key], int):
        where[key] += chance.choice((-1, 1, 10, 100))
    else:
        where[key] = chance.choice(HOSTILE)
    return found


def written(chance: Random, found: dict[str, Any]) -> bytes:
    """Return JSON in one of the ways it may be written."""
    text = json.dumps(found, ensure_ascii=chance.random() < 0.5, separators=(",", chance.choice((":", ": "))))
    return text.encode("utf-8", "surrogatepass")


def anywhere(chance: Random, tree: Any) -> Any:  # noqa: ANN401 - any JSON
    """Change one place of a tree of JSON, as deep as chance leads; return the tree."""
    where = tree
    while isinstance(where, dict | list) and where:
        key = chance.choice(list(where) if isinstance(where, dict) else range(len(where)))
        inner = where[key]
        if not isinstance(inner, dict | list) or not inner or chance.random() < 0.1:
            _spoil(chance, where, key)
            break
        where = inner
    return tree


def _spoil(chance: Random, where: Any, key: Any) -> None:  # noqa: ANN401 - any JSON
    fault = chance.randrange(4)
    if fault == 0:
        del where[key]
    elif fault == 1 and isinstance(where, list):
        where.append(where[key])
    elif fault == 2 and isinstance(where[key], str):
        where[key] = torn(chance, where[key].encode("utf-8", "surrogatepass")).decode("utf-8", "replace")
    else:
        where[key] = chance.choice(HOSTILE)
