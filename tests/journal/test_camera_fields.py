"""What the camera saw of a set, as the record takes it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import Diary
from unpinch.journal import CAMERA_SAW, KINDS, EntryError, canonical, read_entry, read_lines, schema

SEEN = {"partials": 2, "range_percent": 88, "tempo_ms": 6200, "faults": ["knees_fall_in"], "unsure_percent": 33}


def a_set(**more: Any) -> bytes:
    diary = Diary()
    return diary.add("set_done", {**diary.place("bridge"), "repetitions": 8, "source": "camera", **more}).raw


def test_it_keeps_what_the_camera_saw() -> None:
    assert set(SEEN) == set(CAMERA_SAW)
    values = read_entry(a_set(**SEEN)).values
    assert {name: values[name] for name in SEEN} == SEEN


def test_a_set_without_it_stays_readable() -> None:
    assert read_entry(a_set()).v == KINDS["set_done"].v == 1


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("partials", -1, "partials is -1; it must be a whole number from 0 to 200"),
        ("range_percent", 301, "from 0 to 300"),
        ("range_percent", 88.5, "88.5"),
        ("tempo_ms", 0, "from 1 to 600000"),
        ("faults", "knees_fall_in", "a list of at most 20 items"),
        ("faults", ["Knees!"], "an id of small letters"),
        ("faults", ["toes", "toes"], "nothing stands twice"),
        ("unsure_percent", 101, "from 0 to 100"),
        ("unsure_percent", True, "True"),
        ("landmarks", [], "landmarks is not known in a set_done entry"),
    ],
)
def test_it_refuses_what_cannot_be_with_a_sentence(name: str, value: object, says: str) -> None:
    whole = read_entry(a_set())
    raw = whole.raw.replace(
        b'"source":"camera"', f'"source":"camera",{canonical({name: value}).decode()[1:-1]}'.encode()
    )
    with pytest.raises(EntryError) as caught:
        read_entry(raw)
    assert caught.value.code == "bad_value"
    assert says in str(caught.value)


def test_a_journal_file_brings_it_along_byte_by_byte() -> None:
    line = a_set(**SEEN)
    (entry,), aside = read_lines([line])
    assert (entry.raw, aside) == (line, [])


def test_the_schema_names_it() -> None:
    assert all(f'"{name}"' in canonical(schema()).decode() for name in CAMERA_SAW)
