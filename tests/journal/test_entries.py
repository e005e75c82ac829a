"""Reading and writing entries: strict, in sentences, bytes kept."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unpinch.journal import Author, Entry, EntryError, canonical, heads, id_of, read_entry, read_lines, schema, set_id
from unpinch.journal.kinds import KINDS

AT = "2026-03-02T08:00:00+01:00"
DEVICE = "00000000-0000-4000-8000-000000000001"


def an_entry(**changes: Any) -> bytes:
    line = {
        "id": "00000000-0000-4000-8000-00000000000a",
        "kind": "check_in",
        "v": 1,
        "at": AT,
        "recorded_at": AT,
        "by": "self",
        "device": DEVICE,
        "seq": 0,
        "prev": "",
        "values": {"left_leg_pain": 3},
    }
    return canonical({**line, **changes})


def refusal(raw: bytes) -> EntryError:
    with pytest.raises(EntryError) as caught:
        read_entry(raw)
    return caught.value


def test_it_keeps_the_bytes_as_they_came() -> None:
    raw = an_entry().replace(b'"v":1', b'"v" :  1')
    entry = read_entry(raw)
    assert entry.raw == raw
    assert entry.hash == hashlib.sha256(raw).hexdigest()


def test_it_reads_the_local_day_from_the_entry_s_own_offset() -> None:
    late = read_entry(an_entry(at="2026-03-02T23:30:00-05:00"))
    same_instant = read_entry(an_entry(at="2026-03-03T04:30:00+00:00"))
    assert late.at_s == same_instant.at_s
    assert late.day + 1 == same_instant.day


@pytest.mark.parametrize(
    ("changes", "code", "says"),
    [
        ({"kind": "dance"}, "unknown_kind", "'dance'"),
        ({"v": 2}, "newer_version", "newer Unpinch"),
        ({"v": 0}, "bad_value", "v is 0"),
        ({"v": True}, "bad_value", "v is True"),
        ({"at": "yesterday"}, "bad_value", "'yesterday' is not a time"),
        ({"at": "2026-02-30T08:00:00+00:00"}, "bad_value", "not a time that exists"),
        ({"at": "2026-03-02T08:00:00"}, "bad_value", "not a time"),
        ({"id": "ABC"}, "bad_value", "id is 'ABC'"),
        ({"device": 7}, "bad_value", "device is"),
        ({"seq": -1}, "bad_value", "seq is -1"),
        ({"seq": True}, "bad_value", "seq is True"),
        ({"prev": "12"}, "bad_value", "64 hex digits"),
        ({"by": 4}, "bad_value", "by must be"),
        ({"mood": "fine"}, "bad_value", "mood is not known"),
        ({"values": []}, "bad_value", "values must stand"),
        ({"values": {"left_leg_pain": 11}}, "bad_value", "left_leg_pain is 11; it must be a whole number from 0 to 10"),
        ({"values": {"left_leg_pain": 3.5}}, "bad_value", "3.5"),
        ({"values": {"left_leg_pain": True}}, "bad_value", "True"),
        ({"values": {"pain_site": "calf"}}, "bad_value", "pain_site is not known in a check_in entry"),
        ({"values": {"left_pain_site": "elbow"}}, "bad_value", "one of none, back"),
        ({"values": {"apart": ["groin", "groin"]}}, "bad_value", "nothing stands twice"),
        ({"values": {"apart": "groin"}}, "bad_value", "a list of at most"),
        ({"values": {"painkillers": "no"}}, "bad_value", "true or false"),
        ({"values": {"note": "x" * 2001}}, "bad_value", "at most 2000"),
        ({"kind": "stopped", "values": {}}, "bad_value", "session is missing"),
        ({"kind": "pause", "values": {"until": "2026-02-30"}}, "bad_value", "must be a date that exists"),
        ({"kind": "pause", "values": {"until": "0000-01-01"}}, "bad_value", "must be a date that exists"),
        ({"kind": "pause", "values": {"until": "2026-01-01\n"}}, "bad_value", "must be a date that exists"),
        ({"kind": "pause", "values": {"until": "2026-01-0\u0663"}}, "bad_value", "must be a date that exists"),
    ],
)
def test_it_refuses_with_a_sentence_and_a_code(changes: dict[str, Any], code: str, says: str) -> None:
    error = refusal(an_entry(**changes))
    assert error.code == code
    assert says in str(error)


@pytest.mark.parametrize("changes", [{"values": {"note": "\ud83e"}}, {"by": "\udc00"}, {"\ud800": 1}])
def test_it_refuses_half_a_character_which_no_page_can_show(changes: dict[str, Any]) -> None:
    error = refusal(json.dumps({**json.loads(an_entry()), **changes}).encode())
    assert (error.code, str(error)) == ("bad_value", "A text in it holds half a character. Write it without that one.")


def test_it_takes_a_character_spelt_in_two_halves() -> None:
    raw = json.dumps({**json.loads(an_entry()), "values": {"note": "\N{LEG}"}}).encode()
    assert b"ud83e" in raw
    assert read_entry(raw).values == {"note": "\N{LEG}"}


@pytest.mark.parametrize(
    "raw", [b"{", b"[]", b'{"a": "\xed\xa0\x80"}', b"7", b'{"a": NaN}', b"\xff\xfe", b"[" * 50_000, b" " * 100_001]
)
def test_it_refuses_what_is_no_json_object(raw: bytes) -> None:
    assert refusal(raw).code == "bad_line"
    assert id_of(raw) == ""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_it_reads_a_line_that_another_program_wrote_in_another_way(encoding: str) -> None:
    assert read_entry(an_entry().decode().encode(encoding)).values == {"left_leg_pain": 3}


def test_it_checks_a_list_of_words_each_time_however_often_it_has_come() -> None:
    screening = {"scope": "event", "yes": ["saddle"], "no": [], "not_sure": []}
    for number in range(300):
        read_entry(an_entry(kind="screening", values={**screening, "no": [f"q{number}"]}))
        read_entry(an_entry(kind="screening", values=screening))
    for wrong in ([["saddle"]], [7], ["Saddle"], ["saddle", "saddle"]):
        assert refusal(an_entry(kind="screening", values={**screening, "yes": wrong})).code == "bad_value"


def test_it_names_what_is_missing() -> None:
    line = json.loads(an_entry())
    del line["device"]
    assert "device is missing" in str(refusal(canonical(line)))


def test_it_reads_good_lines_and_keeps_the_broken_ones_aside() -> None:
    lines = [an_entry() + b"\n", b"\n", b'{"cut off', an_entry(kind="dance")]
    entries, aside = read_lines(lines)
    assert [entry.kind for entry in entries] == ["check_in"]
    assert [(one.code, one.reason.split(":")[0]) for one in aside] == [
        ("bad_line", "Line 3"),
        ("unknown_kind", "Line 4"),
    ]
    assert aside[1].id == "00000000-0000-4000-8000-00000000000a"


def test_it_writes_a_chain_that_names_the_entry_before() -> None:
    author = Author(DEVICE)
    first = author.write("check_in", {"left_leg_pain": 3}, AT)
    second = author.write("check_in", {"left_leg_pain": 2}, AT)
    assert (first.seq, first.prev) == (0, "")
    assert (second.seq, second.prev) == (1, first.hash)
    assert heads([second, first]) == (f"{DEVICE}:{second.hash}",)


def test_it_refuses_to_write_what_it_would_refuse_to_read() -> None:
    author = Author(DEVICE)
    with pytest.raises(EntryError):
        author.write("check_in", {"left_leg_pain": 11}, AT)
    with pytest.raises(EntryError):
        author.write("dance", {}, AT)
    assert author.seq == 0


def test_it_gives_the_same_set_the_same_id() -> None:
    assert set_id("s", 1) == set_id("s", 1) != set_id("s", 2)


def test_it_never_shows_values_in_a_repr() -> None:
    assert "left_leg_pain" not in repr(read_entry(an_entry()))


def test_it_compares_entries_by_their_bytes() -> None:
    assert read_entry(an_entry()) == read_entry(an_entry())
    assert len({read_entry(an_entry()), read_entry(an_entry())}) == 1
    assert read_entry(an_entry()) != "an entry"


def test_it_has_a_schema_for_every_kind() -> None:
    kinds = {one["title"] for one in schema()["oneOf"]}
    assert kinds == set(KINDS)


def test_it_agrees_with_its_schema() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    assert validator.is_valid(json.loads(an_entry()))
    assert not validator.is_valid(json.loads(an_entry(values={"left_leg_pain": 11})))
    assert not validator.is_valid(json.loads(an_entry(mood="fine")))


@given(st.binary(max_size=300))
def test_it_reads_or_refuses_any_bytes(raw: bytes) -> None:
    entries, aside = read_lines([raw])
    assert len(entries) + len(aside) <= 1
    assert all(isinstance(entry, Entry) for entry in entries)
