"""The journal as a file: byte for byte out, counted before it comes in, deleted only on purpose."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.builders import Diary
from tests.pages.living import Home
from tests.web.settings import MORNING
from unpinch.exchange.journal_file import read
from unpinch.web import database, queries
from unpinch.web.models import Person

if TYPE_CHECKING:
    from tests.web.cast import Visitor

CANT = "can\N{RIGHT SINGLE QUOTATION MARK}t"
_TOKEN = re.compile(r'name="file" value="([^"]+)"')


def journal(name: str = "old phone") -> Diary:
    diary = Diary(MORNING.plus(-86_400).text, name=name)
    diary.ready()
    diary.check_in(leg=4)
    return diary


def upload(home: Home, content: bytes) -> str:
    """Send a file to be counted; return the page."""
    file = SimpleUploadedFile("journal.jsonl", content)
    answer = home.visitor.client.post(home.address("/import"), {"journal": file})
    assert answer.status_code == 200
    return str(answer.content.decode())


def whole(diary: Diary) -> bytes:
    return b"".join(line + b"\n" for line in diary.lines)


def test_it_exports_every_line_as_it_came(browser_of_kim: Visitor, kim: Person) -> None:
    home = Home(browser_of_kim, kim)
    diary = journal().raw(b'{"kind":"moonwalk"}')
    browser_of_kim.send(kim, *diary.lines)
    answer = home.raw("/export")
    found = list(read(BytesIO(b"".join(answer.streaming_content))))
    assert {one.raw for one in found if one.raw} == set(diary.lines)
    assert {one.whose.label for one in found if one.whose} == {"Kim"}
    assert 'filename="unpinch-journal-2026-11-22.jsonl"' in answer["Content-Disposition"]


def test_it_counts_first_and_writes_nothing(browser_of_kim: Visitor, kim: Person) -> None:
    home, diary = Home(browser_of_kim, kim), journal()
    browser_of_kim.send(kim, diary.lines[0])
    page = upload(home, whole(diary) + b"broken\n")
    assert "2 new entries would be added." in page
    assert "1 is there already" in page
    assert f"1 line {CANT} be understood" in page
    assert "Line 4: Something that is no entry" in page
    assert "It isn&#39;t a whole entry. The file may be cut off or damaged here." in page
    assert len(home.kinds()) == 1


def test_it_reads_the_file_in_when_told_and_doubles_nothing(browser_of_kim: Visitor, kim: Person) -> None:
    home, diary = Home(browser_of_kim, kim), journal()
    for _ in range(2):
        found = _TOKEN.search(upload(home, whole(diary)))
        if found:
            assert home.post_raw("/import", {"file": found[1]}).status_code == 200
    assert home.kinds() == ["about", "screening", "check_in"]


def test_it_says_how_many_lines_have_a_taken_id(browser_of_kim: Visitor, kim: Person) -> None:
    home, diary = Home(browser_of_kim, kim), journal()
    browser_of_kim.send(kim, *diary.lines)
    other = diary.lines[2].replace(b'"left_leg_pain":4', b'"left_leg_pain":5')
    assert "1 has the id of an entry" in upload(home, other + b"\n")


def test_it_goes_on_as_a_new_device_after_reading_in_its_own_lines(browser_of_kim: Visitor, kim: Person) -> None:
    home = Home(browser_of_kim, kim)
    home.get("/problem")
    home.send({"category": "other"})
    copy = b"".join(line.raw + b"\n" for line in queries.lines(kim))
    before = str(Person.objects.get(pk=kim.pk).device)
    found = _TOKEN.search(upload(home, copy + whole(journal())))
    assert found
    home.post_raw("/import", {"file": found[1]})
    assert str(Person.objects.get(pk=kim.pk).device) != before


@pytest.mark.parametrize("token", ["x", "../../etc/passwd", "22222222-2222-4222-8222-222222222222"])
def test_it_reads_in_no_file_but_the_one_that_was_counted(token: str, browser_of_kim: Visitor, kim: Person) -> None:
    assert Home(browser_of_kim, kim).post_raw("/import", {"file": token}).status_code == 404


def test_it_needs_a_file(browser_of_kim: Visitor, kim: Person) -> None:
    assert Home(browser_of_kim, kim).post_raw("/import", {}).status_code == 400


def test_it_keeps_the_file_private_until_it_is_read_in(browser_of_kim: Visitor, kim: Person) -> None:
    upload(Home(browser_of_kim, kim), whole(journal()))
    (kept,) = browser_of_kim.here.folder.path.glob("import-*")
    assert kept.stat().st_mode & 0o777 == 0o600


def test_it_takes_a_line_without_an_end(browser_of_kim: Visitor, kim: Person) -> None:
    page = upload(Home(browser_of_kim, kim), whole(journal()) + b"x" * 3_000_000)
    assert "3 new entries would be added." in page


def test_it_says_why_the_first_lines_are_kept_aside_and_counts_the_others(browser_of_kim: Visitor, kim: Person) -> None:
    diary = journal()
    strange = diary.lines[2].replace(b'"left_leg_pain":4', b'"left_leg_pain":11')
    newer = diary.lines[1].replace(b'"v":1', b'"v":9')
    broken = (b"broken %d" % number for number in range(40))
    page = upload(Home(browser_of_kim, kim), b"\n".join([diary.lines[0], strange, newer, *broken]))
    assert f"42 lines {CANT} be understood" in page
    assert "Line 2: Check-in, Saturday 21 November" in page
    assert "Something in it isn&#39;t right: left leg pain is 11" in page
    assert "A newer Unpinch wrote it. Update Unpinch, and it will be read." in page
    assert "And 37 more." in page


OTHER_FILES = {
    "a picture": (bytes(range(256)) * 4000, 415, "It looks like a picture, a PDF or a packed file"),
    "a text": (b"Dear diary,\n" * 9000, 415, "none of its first 20 lines is an entry."),
    "a file too large": (b"{}\n" * 16_700_000, 413, "This file has 50.1 MB; at most 50 MB are read."),
}


@pytest.mark.parametrize("name", OTHER_FILES)
def test_it_refuses_what_is_no_journal_before_it_counts(name: str, browser_of_kim: Visitor, kim: Person) -> None:
    content, status, sentence = OTHER_FILES[name]
    home = Home(browser_of_kim, kim)
    answer = home.visitor.client.post(home.address("/import"), {"journal": SimpleUploadedFile("x.jsonl", content)})
    page = answer.content.decode()
    assert answer.status_code == status
    assert sentence in page.replace("&#x27;", "'").replace("&#39;", "'")
    assert "Choose the file that Unpinch saved; its name begins with unpinch-journal." in page
    assert "Nothing was changed." in page
    assert home.address("/settings") in page
    assert list(browser_of_kim.here.folder.path.glob("import-*")) == []


def test_it_deletes_nothing_by_a_slip(browser_of_kim: Visitor, kim: Person) -> None:
    home = Home(browser_of_kim, kim).lived(ready=True)
    assert home.post_raw("/delete", {"sure": "yes"}).status_code == 400
    assert home.raw("/delete").status_code == 405
    assert len(home.kinds()) == 2


def test_it_deletes_everything_on_purpose(browser_of_kim: Visitor, kim: Person) -> None:
    home = Home(browser_of_kim, kim).lived(ready=True)
    upload(home, whole(journal()))
    assert home.post_raw("/delete", {"sure": "delete"}).status_code == 303
    assert home.raw("/today").status_code == 404
    assert list(queries.lines(kim)) == []
    assert list(browser_of_kim.here.folder.path.glob("import-*")) == []


def test_it_says_when_traces_may_be_left(browser_of_kim: Visitor, kim: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(browser_of_kim, kim).lived(ready=True)
    monkeypatch.setattr(database, "truncate_log", lambda: False)
    answer = home.post_raw("/delete", {"sure": "delete"})
    assert answer.status_code == 202
    assert "start it again" in answer.content.decode()
    assert list(queries.lines(kim)) == []
