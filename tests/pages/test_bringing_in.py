"""A journal file on the settings page: of whom it is, opened where it is locked, refused where it isn't whole."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.builders import Diary
from tests.pages.living import Home
from tests.web.settings import MORNING
from unpinch.exchange import locked
from unpinch.journal.file_out import Part, Whose, written
from unpinch.web import actions, queries

if TYPE_CHECKING:
    from tests.web.cast import Visitor
    from unpinch.web.models import Person

_TOKEN = re.compile(r'name="file" value="([^"]+)"')
PASSPHRASE = "four words in a row"  # noqa: S105
SAM = Whose("11111111-1111-4111-8111-111111111111", "Sam")


def lines(name: str) -> list[bytes]:
    return Diary(MORNING.plus(-86_400).text, name=name).ready().lines


def file_of(*people: Whose) -> bytes:
    return b"".join(written([Part(who, lines(who.label)) for who in people]))


class Desk:
    """The settings page, as far as files come in there."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.page = ""

    def upload(self, content: bytes, status: int = 200) -> Desk:
        file = SimpleUploadedFile("journal", content)
        return self._saw(self.home.visitor.client.post(self.home.address("/import"), {"journal": file}), status)

    def press(self, status: int = 200, **more: str) -> Desk:
        token = _TOKEN.search(self.page)
        assert token
        answer = self.home.visitor.client.post(self.home.address("/import"), {"file": token[1], **more})
        return self._saw(answer, status)

    def _saw(self, answer: Any, status: int) -> Desk:
        self.page = (
            answer.content.decode().replace("&#39;", "'").replace("&#x27;", "'").replace("\N{NO-BREAK SPACE}", " ")
        )
        assert answer.status_code == status, self.page
        return self


@pytest.fixture
def desk(browser_of_kim: Visitor, kim: Person) -> Desk:
    return Desk(Home(browser_of_kim, kim))


def held() -> dict[str, int]:
    return {person.label: len(list(queries.lines(person))) for person in queries.people()}


def test_a_record_in_which_nothing_was_said_takes_the_journal_over(desk: Desk) -> None:
    desk.upload(file_of(SAM))
    assert "Whose journal is it?" not in desk.page
    assert "All of it is for Kim. From 21 Nov 2026: About you 1; Safety questions 1." in desk.page
    desk.press()
    assert held() == {"Kim": 2}
    assert "There is nothing new in this file" in desk.upload(file_of(SAM)).page


def test_it_asks_whose_journal_it_is_and_mixes_nobody_unasked(desk: Desk, kim: Person) -> None:
    actions.record(kim, lines("Kim"))
    assert "Whose journal is it?" in desk.upload(file_of(SAM)).page
    assert "Please say whose journal this is." in desk.press(400).page
    assert held() == {"Kim": 2}
    desk.press(whose="apart")
    assert held() == {"Kim": 2, "Sam": 2}


def test_ones_own_journal_of_another_device_is_added_to_ones_own(desk: Desk, kim: Person) -> None:
    actions.record(kim, lines("Kim"))
    desk.upload(file_of(SAM)).press(whose="mine")
    assert held() == {"Kim": 4}


def test_a_file_of_several_people_brings_each_their_own(desk: Desk, kim: Person) -> None:
    me = Whose(str(kim.pk), "Kim")
    desk.upload(file_of(*sorted((SAM, me), key=lambda who: who.id)))
    assert "Sam, not yet here: 2 new entries. From 21 Nov 2026: About you 1; Safety questions 1." in desk.page
    assert "Kim: 2 new entries." in desk.page
    assert held() == {"Kim": 0}
    desk.press()
    assert held() == {"Kim": 2, "Sam": 2}
    assert "Diary of Sam" in desk.page


def test_a_locked_file_asks_for_its_passphrase_until_it_opens(desk: Desk) -> None:
    desk.upload(locked.lock(file_of(SAM), PASSPHRASE))
    assert "This file is locked" in desk.page
    assert "This passphrase doesn't open the file." in desk.press(422, passphrase="another one").page  # noqa: S106
    assert "2 new entries would be added." in desk.press(passphrase=PASSPHRASE).page
    desk.press()
    assert held() == {"Kim": 2}
    assert list(desk.home.visitor.here.folder.path.glob("import-*")) == []


BAD = {
    "This file is cut off": file_of(SAM)[:-50],
    "This file was changed": file_of(SAM).replace(b"Sam", b"Tom"),
    "A newer Unpinch saved this file": file_of(SAM).replace(b'"v":1', b'"v":7', 1),
    "This file is damaged": file_of(SAM).split(b"\n", 1)[1],
}


@pytest.mark.parametrize("title", BAD)
def test_a_file_that_isnt_whole_changes_nothing(desk: Desk, title: str) -> None:
    desk.upload(BAD[title], 422)
    assert title in desk.page
    assert "Nothing was changed." in desk.page
    assert held() == {"Kim": 0}
    assert list(desk.home.visitor.here.folder.path.glob("import-*")) == []


def test_a_copy_can_be_locked(desk: Desk, kim: Person) -> None:
    actions.record(kim, lines("Kim"))
    answer = desk.home.post_raw("/export", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    assert 'filename="unpinch-journal-2026-11-22.jsonl.age"' in answer["Content-Disposition"]
    assert b'"label":"Kim"' in locked.unlock(answer.content, PASSPHRASE)


@pytest.mark.parametrize(
    ("again", "sentence"), [("other words in it", "aren&#39;t the same"), ("short", "at least 10 characters")]
)
def test_a_slip_in_the_passphrase_locks_nothing(desk: Desk, again: str, sentence: str) -> None:
    answer = desk.home.post_raw("/export", {"passphrase": "short", "again": again})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_the_record_leaves_as_tables(desk: Desk, kim: Person) -> None:
    actions.record(kim, lines("Kim"))
    answer = desk.home.raw("/export/tables")
    assert 'filename="unpinch-tables-2026-11-22.zip"' in answer["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as zipped:
        assert b"\r\n" + str(kim.pk).encode() + b",Kim,2" in zipped.read("person.csv")


def test_the_calendar_is_saved_as_chosen_and_offers_the_same_again(desk: Desk) -> None:
    desk.home.lived(ready=True, leg=3)
    form = {
        "time_1": "07:15",
        "time_2": "",
        "time_3": "19:30",
        "zone": "Europe/Berlin",
        "alarm": "10",
        "neutral": "yes",
    }
    answer = desk.home.post_raw("/export/calendar", form)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"TRIGGER:-PT10M" in answer.content
    page = desk.home.get("/calendar").html
    for shown in (
        'value="07:15"',
        'value="19:30"',
        'value="Europe/Berlin"',
        'value="10" checked',
        'value="yes" checked',
    ):
        assert shown in page
    assert "Calendar saved" in desk.home.get("/diary").html


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"time_1": ""}, "Choose one to 3 times of day"),
        ({"time_2": "07:15"}, "each another one"),
        ({"zone": "<b>"}, "&lt;b&gt; isn&#39;t known as a time zone"),
        ({"alarm": "-1"}, "choose one of those offered"),
        ({"alarm": "999"}, "at most 120 minutes before"),
    ],
)
def test_a_calendar_that_cant_be_is_refused_in_a_sentence(desk: Desk, wrong: dict[str, str], sentence: str) -> None:
    desk.home.lived(ready=True, leg=3)
    form = {"time_1": "07:15", "zone": "Europe/Berlin", **wrong}
    answer = desk.home.post_raw("/export/calendar", form)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_nothing_planned_makes_no_calendar(desk: Desk) -> None:
    answer = desk.home.post_raw("/export/calendar", {"time_1": "07:15", "zone": "UTC"})
    assert "Nothing is planned yet." in answer.content.decode()
    assert desk.home.kinds() == []
