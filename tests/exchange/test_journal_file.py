"""The journal file itself: its lines, and what is said of a file that can't be read in."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from unpinch.exchange.journal_file import Found, JournalFileError, read
from unpinch.journal import Author
from unpinch.journal.file_out import Part, Whose, written

KIM = Whose("11111111-1111-4111-8111-111111111111", "Kim")
GOLDEN = Path(__file__).parent / "golden.journal.jsonl"
AT = "2026-11-22T08:00:00+01:00"


def author() -> Author:
    return Author("22222222-2222-4222-8222-222222222222")


def entry(text: str = "zero: 0", number: int = 0) -> bytes:
    return author().write("resume", {"note": text}, AT, id=f"33333333-3333-4333-8333-{number:012d}").raw


def file_of(*parts: Part) -> bytes:
    return b"".join(written(parts))


def said(content: bytes) -> tuple[str, str]:
    with pytest.raises(JournalFileError) as error:
        list(read(BytesIO(content)))
    return error.value.code, str(error.value)


WHOLE = file_of(Part(KIM, [entry()], [b"\xff \r no entry"]))


def test_a_file_of_today_is_written_as_ever() -> None:
    assert file_of(Part(KIM, [entry("שרה"), entry("", 1)], [b"\xff"]), Part(Whose(KIM.id[:-1] + "2", ""), [])) == (
        GOLDEN.read_bytes()
    )


def test_it_reads_what_it_wrote() -> None:
    alone = Whose(KIM.id, KIM.label, alone=True)
    assert list(read(BytesIO(WHOLE))) == [
        Found(2, alone),
        Found(3, alone, entry()),
        Found(4, alone, b"\xff \r no entry"),
    ]


def test_it_holds_one_line_at_a_time() -> None:
    def many() -> Iterator[bytes]:
        yield from (entry("x" * 2000, number) for number in range(2000))

    with Path("/dev/null").open("wb") as nowhere:
        tracemalloc.start()
        nowhere.writelines(written([Part(KIM, many())]))
        _, peak_bytes = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak_bytes < 500_000


def test_a_bare_journal_names_nobody() -> None:
    assert list(read(BytesIO(b"\n" + entry() + b"\r\n"))) == [Found(2, None, entry())]


def header(**parts: object) -> bytes:
    return json.dumps({"unpinch": "journal", "v": 1, "people": 1, **parts}).encode() + b"\n" + WHOLE.split(b"\n", 1)[1]


LINES = WHOLE.splitlines()


@pytest.mark.parametrize(
    ("content", "code", "sentence"),
    [
        (b"", "empty", "There is not a single line in it."),
        (b" \n\n", "empty", "There is not a single line in it."),
        (b"Dear diary\n", "no_journal", "This file is text but no journal: its one line isn't an entry."),
        (WHOLE.decode().encode("utf-16"), "no_journal", "This file was saved in another encoding (UTF-16)."),
        (b"PK\x03\x04\x00\xff" * 99, "no_journal", "This file isn't text."),
        (header(v=2), "newer_version", "This file was saved by a newer Unpinch (version 2 of the file; this one"),
        (header(v="1"), "damaged", "line 1 doesn't say which kind of file this is."),
        (header(unpinch="calendar"), "damaged", "line 1 doesn't say which kind of file this is."),
        (header(people=None), "damaged", "line 1 doesn't say of how many people it is, up to 10000."),
        (header(people=1_000_000), "damaged", "line 1 doesn't say of how many people it is, up to 10000."),
        (header(people=0), "damaged", "line 2 names more people than the first line says."),
        (header(people=2), "changed", "This file isn't as Unpinch saved it"),
        (b"\n".join(LINES[:-1]), "cut_off", "This file is cut off after line 4: its end is missing."),
        (b"\n".join(LINES[:3] + LINES[4:]), "changed", "something in it was changed, lost or added since."),
        (b"\n".join([LINES[0], *LINES[2:]]), "damaged", "line 2 stands before any person is named."),
        (b"\n".join(LINES[1:]), "damaged", "line 1 belongs to a file whose first line is missing or changed."),
        (WHOLE + entry(), "damaged", "line 6 stands after the end."),
        (WHOLE + WHOLE, "damaged", "line 6 stands after the end."),
        (WHOLE.replace(b"1111-4111", b"1111-411"), "damaged", "line 2 names a person in a way that isn't understood."),
        (WHOLE.replace(b"Kim", b"K" * 61), "damaged", "line 2 gives a person a name that can't be kept."),
        (WHOLE.replace(b"Kim", b"\\ud800"), "damaged", "line 2 gives a person a name that can't be kept."),
        (WHOLE.replace(b'"label":', b'"person":'), "damaged", "line 2 names a person in a way that isn't understood."),
        (WHOLE.replace(b'"aside":"', b'"aside":"*'), "damaged", "line 4 is kept aside in a way that isn't understood."),
        (LINES[0] + b'\n{"person":' + b"[" * 90_000, "damaged", "line 2 can't be read."),
        (LINES[0] + b"\n" + b'{"aside":' * 20_000, "damaged", "line 2 stands before any person is named."),
        (b"\n".join(LINES[:4]) + b"\n" + b"x" * 12_000_001, "long_line", "Line 5 has more than 12 MB."),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_it_says_what_is_wrong_with_a_file(content: bytes, code: str, sentence: str) -> None:
    found = said(content)
    assert found[0] == code
    assert sentence in found[1]
