"""What the journal API takes, keeps and gives."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.cast import Phone, Visitor, changed, journal_path
from unpinch.web import api, queries
from unpinch.web.actions import add_person
from unpinch.web.settings import BATCH_BYTES

if TYPE_CHECKING:
    from unpinch.web.models import Person


def items(answer: Any) -> list[dict[str, Any]]:
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_it_keeps_the_exact_bytes_in_order_of_arrival(kim: Person, browser_of_kim: Visitor) -> None:
    phone = Phone()
    lines = [phone.note("first"), changed(phone.note("spaced"), zone="Europe/Oslo"), phone.note("ünïcode 🦵")]
    browser_of_kim.send(kim, *lines)
    answer: Any = browser_of_kim.get(journal_path(kim))
    assert answer.content == b"".join(line + b"\n" for line in lines)
    assert answer["Content-Type"] == "application/x-ndjson"


def test_it_says_of_each_line_what_became_of_it(kim: Person, browser_of_kim: Visitor) -> None:
    phone = Phone()
    good, broken, late = phone.note(), b'{"id": "cut off', phone.note()
    found = items(browser_of_kim.send(kim, good, broken, b"", late))
    assert [(item["number"], item["status"], item["arrival"]) for item in found] == [
        (1, "accepted", 1),
        (2, "aside", 2),
        (4, "accepted", 3),
    ]
    assert found[1]["code"] == "bad_line"
    assert "not JSON" in found[1]["reason"]


def test_it_changes_nothing_when_the_same_batch_comes_again(kim: Person, browser_of_kim: Visitor) -> None:
    phone = Phone()
    lines = [phone.note(), b"not an entry", phone.note()]
    first: Any = browser_of_kim.send(kim, *lines)
    again: Any = browser_of_kim.send(kim, *lines)
    assert [item["status"] for item in items(again)] == ["already_there", "aside", "already_there"]
    assert [item["arrival"] for item in items(again)] == [item["arrival"] for item in items(first)]
    assert again.json()["cursor"] == 3


def test_it_takes_a_line_that_stands_twice_in_one_batch_once(kim: Person, browser_of_kim: Visitor) -> None:
    line = Phone().note()
    assert [item["status"] for item in items(browser_of_kim.send(kim, line, line))] == ["accepted", "already_there"]


def test_it_calls_the_same_id_with_other_bytes_a_conflict_and_loses_neither(
    kim: Person, browser_of_kim: Visitor
) -> None:
    line = Phone().note("one")
    other = changed(line, by="someone")
    browser_of_kim.send(kim, line)
    for _ in range(2):
        (item,) = items(browser_of_kim.send(kim, other))
        assert (item["status"], item["http_status"], item["arrival"]) == ("conflict", 409, 2)
    assert [kept.raw for kept in queries.lines(kim)] == [line, other]


@pytest.mark.parametrize(
    ("parts", "code", "word"),
    [
        ({"kind": "horoscope"}, "unknown_kind", "horoscope"),
        ({"v": 99}, "newer_version", "newer"),
        ({"seq": 10**30}, "bad_value", "seq"),
        ({"seq": -1}, "bad_value", "seq"),
        ({"at": "yesterday"}, "bad_value", "yesterday"),
        ({"kind": "check_in", "values": {"left_leg_pain": 11}}, "bad_value", "left_leg_pain is 11"),
        ({"kind": "check_in", "values": {"pain_site": "calf"}}, "bad_value", "pain_site"),
        ({"\ud800": 1}, "bad_value", "half a character"),
        ({"by": "\udc00x"}, "bad_value", "half a character"),
        ({"values": {"note": "\ud83e"}}, "bad_value", "half a character"),
    ],
)
def test_it_keeps_what_it_cannot_read_aside_with_the_reason(
    kim: Person, browser_of_kim: Visitor, parts: dict[str, Any], code: str, word: str
) -> None:
    wrong = changed(Phone().note(), **parts)
    good = Phone().note()
    aside, accepted = items(browser_of_kim.send(kim, wrong, good))
    assert (aside["status"], aside["http_status"], aside["code"]) == ("aside", 422, code)
    assert word in aside["reason"]
    assert accepted["status"] == "accepted"
    assert [kept.raw for kept in queries.lines(kim)] == [wrong, good]


def test_it_takes_an_entry_from_the_future_and_leaves_the_judgement_to_the_reader(
    kim: Person, browser_of_kim: Visitor
) -> None:
    line = Phone().note(at="2031-01-01T00:00:00+00:00")
    assert items(browser_of_kim.send(kim, line))[0]["status"] == "accepted"


def test_it_gives_what_arrived_after_the_cursor_and_says_whether_more_waits(
    kim: Person, browser_of_kim: Visitor
) -> None:
    lines = Phone().notes(5)
    browser_of_kim.send(kim, *lines)
    first: Any = browser_of_kim.get(f"{journal_path(kim)}?after=1&limit=2")
    assert first.content == lines[1] + b"\n" + lines[2] + b"\n"
    assert (first["Unpinch-Cursor"], first["Unpinch-More"]) == ("3", "true")
    rest: Any = browser_of_kim.get(f"{journal_path(kim)}?after=3")
    assert (rest["Unpinch-Cursor"], rest["Unpinch-More"]) == ("5", "false")
    none: Any = browser_of_kim.get(f"{journal_path(kim)}?after=5")
    assert (none.content, none["Unpinch-Cursor"], none["Unpinch-More"]) == (b"", "5", "false")


def test_it_numbers_by_arrival_so_that_a_late_entry_is_not_missed(kim: Person, browser_of_kim: Visitor) -> None:
    browser_of_kim.send(kim, Phone().note(at="2026-11-22T07:00:00+01:00"))
    late = Phone().note(at="2026-10-01T07:00:00+02:00")
    browser_of_kim.send(kim, late)
    answer: Any = browser_of_kim.get(f"{journal_path(kim)}?after=1")
    assert answer.content == late + b"\n"


def test_it_says_when_a_cursor_knows_more_than_the_server(kim: Person, browser_of_kim: Visitor) -> None:
    answer: Any = browser_of_kim.get(f"{journal_path(kim)}?after=1")
    assert (answer.status_code, answer.json()["code"]) == (409, "cursor_ahead")


@pytest.mark.parametrize("query", ["after=-1", "after=x", "after=1e3", "after=%C2%B2", "limit=0", "limit=1001"])
def test_it_refuses_a_cursor_that_is_no_number(kim: Person, browser_of_kim: Visitor, query: str) -> None:
    answer: Any = browser_of_kim.get(f"{journal_path(kim)}?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_cursor")


def test_it_refuses_huge_numbers_without_a_fault(kim: Person, browser_of_kim: Visitor) -> None:
    answer: Any = browser_of_kim.get(f"{journal_path(kim)}?after={'9' * 5000}")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_cursor")


def test_it_refuses_a_batch_of_too_many_lines_whole(kim: Person, browser_of_kim: Visitor) -> None:
    answer: Any = browser_of_kim.send(kim, *[b"x"] * (api.BATCH_LINES + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_many")
    assert "1000 lines" in answer.json()["detail"]
    assert queries.newest_arrival(kim) == 0


def test_it_refuses_a_batch_that_is_too_large_whole(kim: Person, browser_of_kim: Visitor) -> None:
    answer: Any = browser_of_kim.send(kim, b"x" * (BATCH_BYTES + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert "8 MiB" in answer.json()["detail"]


def test_it_keeps_a_line_that_is_too_long_aside(kim: Person, browser_of_kim: Visitor) -> None:
    (item,) = items(browser_of_kim.send(kim, b'"' + b"x" * 200_000 + b'"'))
    assert (item["status"], item["code"]) == ("aside", "bad_line")


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "application/x-www-form-urlencoded"])
def test_it_refuses_what_is_not_json_lines(kim: Person, browser_of_kim: Visitor, content_type: str) -> None:
    answer: Any = browser_of_kim.client.post(journal_path(kim), Phone().note(), content_type=content_type)
    assert (answer.status_code, answer.json()["code"]) == (415, "wrong_type")


def test_it_refuses_compressed_lines(kim: Person, browser_of_kim: Visitor) -> None:
    answer: Any = browser_of_kim.send(kim, Phone().note(), **{"content-encoding": "gzip"})
    assert answer.status_code == 415


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_it_has_no_way_to_change_or_delete(kim: Person, browser_of_kim: Visitor, method: str) -> None:
    answer: Any = browser_of_kim.client.generic(method, journal_path(kim))
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")


def test_it_takes_an_empty_batch_calmly(kim: Person, browser_of_kim: Visitor) -> None:
    assert items(browser_of_kim.send(kim, b"\n\n  \n")) == []


def test_it_understands_later_what_it_kept_aside_before(kim: Person, browser_of_kim: Visitor) -> None:
    """The line is judged anew each time the journal is read, so a newer version may take it in."""
    unknown = changed(Phone().note(), kind="horoscope")
    browser_of_kim.send(kim, unknown)
    entries, aside = queries.journal_of(kim)
    assert (entries, [line.raw for line in aside]) == ([], [unknown])


def test_it_keeps_the_journals_of_two_people_apart(kim: Person, browser_of_kim: Visitor) -> None:
    ola, line = add_person("Ola"), Phone().note()
    browser_of_kim.send(kim, line)
    assert items(browser_of_kim.send(ola, line))[0]["arrival"] == 1
    assert [kept.raw for kept in queries.lines(kim)] == [kept.raw for kept in queries.lines(ola)] == [line]


def test_no_line_whatever_causes_a_fault_or_is_lost(kim: Person, browser_of_kim: Visitor) -> None:
    chance, phone = Random(20), Phone()
    lines = [mangled(chance, phone.note("ünïcode 🦵")) for _ in range(400)]
    found = items(browser_of_kim.send(kim, *lines))
    assert {item["status"] for item in found} <= set(api.ITEM_STATUS)
    stripped = {line.strip(b"\r\n \t") for line in b"\n".join(lines).split(b"\n")}
    assert {kept.raw for kept in queries.lines(kim)} == stripped - {b""}


def mangled(chance: Random, line: bytes) -> bytes:
    """Return the line with a few bytes changed, taken out or put in."""
    spoilt = bytearray(line)
    for _ in range(chance.randint(0, 4)):
        place = chance.randrange(len(spoilt))
        spoilt[place : place + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
    return bytes(spoilt)
