"""The journal as a file: byte for byte out, counted before it comes in, deleted only on purpose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.builders import Diary
from tests.pages.living import Home
from tests.web.settings import MORNING
from unpinch.web import actions, queries
from unpinch.web.models import Person

if TYPE_CHECKING:
    from tests.web.cast import Visitor

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
    assert b"".join(answer.streaming_content) == whole(diary)
    assert 'filename="unpinch-journal-2026-11-22.jsonl"' in answer["Content-Disposition"]


def test_it_counts_first_and_writes_nothing(browser_of_kim: Visitor, kim: Person) -> None:
    home, diary = Home(browser_of_kim, kim), journal()
    browser_of_kim.send(kim, diary.lines[0])
    page = upload(home, whole(diary) + b"broken\n")
    assert "2 new entries would be added." in page
    assert "1 are there already" in page
    assert "1 lines can&#39;t be understood" in page
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
    assert "1 have the id of an entry" in upload(home, other + b"\n")


def test_it_goes_on_as_a_new_device_after_reading_in_its_own_lines(browser_of_kim: Visitor, kim: Person) -> None:
    home = Home(browser_of_kim, kim)
    home.get("/problem")
    home.send({"category": "other"})
    copy = b"".join(home.raw("/export").streaming_content)
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
    page = upload(Home(browser_of_kim, kim), b"x" * 3_000_000)
    assert "0 new entries would be added." in page


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
    monkeypatch.setattr(actions, "truncate_log", lambda: False)
    answer = home.post_raw("/delete", {"sure": "delete"})
    assert answer.status_code == 202
    assert "start it again" in answer.content.decode()
    assert list(queries.lines(kim)) == []
