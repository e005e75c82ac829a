"""Journals of all kinds, as Hypothesis makes them: extreme values, odd texts, lines that are no entries."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from unpinch.journal import KINDS
from unpinch.journal.fields import UUID_PATTERN, Bool, Choice, Date, Field, Int, Listing, Text
from unpinch.journal.kinds import Kind

UUIDS = st.uuids().map(str)
RIGHT_TO_LEFT = ("שרה כהן", "عائشة", "\u202eevil\u202c", "کیان\u200cنژاد", "=1+1", "Zoë 🦵")  # noqa: RUF001
NAMES = st.text(max_size=60).filter(lambda text: "\0" not in text)
LABELS = st.one_of(st.sampled_from(RIGHT_TO_LEFT), NAMES).map(lambda text: " ".join(text.split()))
"""What a person can be called: a name with a NUL never gets into a record (`actions.shortened`)."""
DEVICES = tuple(f"{number:08d}-0000-4000-8000-000000000000" for number in range(3))


def _text(field: Text) -> st.SearchStrategy[str]:
    if field.pattern is UUID_PATTERN:
        return UUIDS
    if field.pattern is not None:
        return st.from_regex(field.pattern, fullmatch=True).filter(lambda text: len(text) <= field.longest)
    odd = st.sampled_from([text for text in RIGHT_TO_LEFT if len(text) <= field.longest])
    full = st.just("\N{LEG}" * min(field.longest, 2000))
    return st.one_of(odd, st.text(max_size=min(field.longest, 80)), full)


def _value(field: Field) -> st.SearchStrategy[Any]:
    match field:
        case Int():
            return st.one_of(st.sampled_from([field.low, field.high]), st.integers(field.low, field.high))
        case Bool():
            return st.booleans()
        case Choice():
            return st.sampled_from(field.words)
        case Date():
            return st.dates().map(str)
        case Listing():
            return st.lists(_value(field.item), max_size=min(field.most, 3), unique=True)
        case Text():
            return _text(field)
    raise TypeError(field)


def values_of(kind: Kind) -> st.SearchStrategy[dict[str, Any]]:
    """Return values that fit a kind: what is required, and any of the rest."""
    required = {name: _value(field) for name, field in kind.fields.items() if field.required}
    optional = {name: _value(field) for name, field in kind.fields.items() if not field.required}
    return st.fixed_dictionaries(required, optional=optional)


@st.composite
def times(draw: st.DrawFn) -> str:
    offset = timezone(timedelta(minutes=draw(st.integers(-12 * 60, 14 * 60))))
    seconds = draw(st.integers(0, 4_000_000_000))
    return datetime.fromtimestamp(seconds, offset).isoformat()


@st.composite
def entry_lines(draw: st.DrawFn, of: st.SearchStrategy[str] | None = None) -> bytes:
    """Make one entry's line, as different writers would write it."""
    kind = KINDS[draw(st.sampled_from(sorted(KINDS)) if of is None else of)]
    line = {
        "id": draw(UUIDS),
        "kind": kind.name,
        "v": kind.v,
        "at": draw(times()),
        "recorded_at": draw(times()),
        "by": draw(st.text(max_size=60)),
        "device": draw(st.sampled_from(DEVICES)),
        "seq": draw(st.one_of(st.integers(0, 5), st.integers(0, 2**63 - 1))),
        "prev": draw(st.sampled_from(["", "0" * 64])),
        "values": draw(values_of(kind)),
    }
    separators = draw(st.sampled_from([(",", ":"), (", ", ": ")]))
    return json.dumps(line, ensure_ascii=True, separators=separators).encode()


OF_EACH_KIND = st.tuples(*(entry_lines(st.just(kind)) for kind in sorted(KINDS))).map(list)
"""An entry of every kind there is."""
_NOT_ENTRIES = (
    b"{",
    b'{"person":"nobody"}',
    b'{"end":{}}',
    b'{"aside":"AAAA"}',
    b'{"unpinch":"journal","v":1}',
    b'{"kind":"moonwalk"}',
    b"[" * 5000,
    "{}".encode("utf-16-le"),
    b"\xff\x00 \r x",
)
BROKEN = st.one_of(st.sampled_from(_NOT_ENTRIES), st.binary(min_size=1, max_size=60)).filter(
    lambda raw: b"\n" not in raw and bool(raw.strip(b"\r \t"))
)
LINES = st.lists(st.one_of(entry_lines(), BROKEN), max_size=6)
PEOPLE = st.dictionaries(UUIDS, st.tuples(LABELS, LINES), max_size=3)
"""Persons by id: what each is called, and the lines of each."""
