"""What is read before the first page: the same as the page itself reads, and nothing is written by it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError

from tests.builders import Diary
from tests.web.settings import MORNING
from unpinch.screens import drawings
from unpinch.screens.render import environment
from unpinch.web import actions, page_reading, pages, queries, warming

if TYPE_CHECKING:
    from tests.web.cast import Visitor
    from unpinch.web.models import Person

DECISION = re.compile(r'name="decision" value="([^"]+)"')


def lived(kim: Person) -> Diary:
    diary = Diary(MORNING.plus(-86_400).text)
    diary.ready()
    diary.check_in()
    actions.record(kim, diary.lines)
    return diary


def test_it_makes_the_first_page_ready_and_writes_nothing(kim: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    diary = lived(kim)
    warming.warm()
    monkeypatch.setattr(page_reading, "read_lines", lambda _: pytest.fail("read again"))
    assert [entry.id for entry in page_reading.journal(kim).entries] == [entry.id for entry in diary.entries]
    assert queries.newest_arrival(kim) == len(diary.lines)


def test_it_draws_what_the_player_shows(browser_of_kim: Visitor, kim: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    diary = Diary(MORNING.plus(-3600).text)
    diary.ready()
    diary.morning(2)
    actions.record(kim, diary.lines)
    drawings._still.cache_clear()  # noqa: SLF001 - another test may have drawn it
    drawings._way_out.cache_clear()  # noqa: SLF001
    warming.warm()
    for name in ("still", "way_out"):
        monkeypatch.setattr(drawings, name, lambda *_, **__: pytest.fail("drawn again"))
    decision = DECISION.search(browser_of_kim.client.get(f"/p/{kim.pk}/today").content.decode())
    assert decision
    answer = browser_of_kim.client.post(f"/p/{kim.pk}/start", {"decision": decision[1]})
    player = browser_of_kim.client.get(answer["Location"])
    assert player.content.count(b'data-pose="') >= 2


def test_it_reads_every_template_and_draws_every_exercise(
    browser_of_kim: Visitor, kim: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived(kim)
    drawings._still.cache_clear()  # noqa: SLF001 - another test may have drawn it
    warming.warm()
    read = environment()
    monkeypatch.setattr(read, "compile", lambda *_, **__: pytest.fail("a template was read again"))
    monkeypatch.setattr(drawings, "still", lambda *_, **__: pytest.fail("drawn again"))
    for page in ("today", "exercises", "diary", "progress", "check-in"):
        browser_of_kim.client.get(f"/p/{kim.pk}/{page}")


def test_it_sees_what_the_person_will_see(browser_of_kim: Visitor, kim: Person) -> None:
    lived(kim)
    seen = pages.look(kim)
    assert seen == browser_of_kim.client.get(f"/p/{kim.pk}/today").content.decode()


def test_it_sees_nothing_where_today_leads_elsewhere(kim: Person) -> None:
    diary = Diary(MORNING.plus(-3600).text)
    diary.ready()
    diary.morning(2)
    diary.start()
    diary.press_stop()
    actions.record(kim, diary.lines)
    assert pages.look(kim) == ""


def test_it_leaves_it_to_the_page_to_say_what_is_wrong(kim: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(queries, "people", broken)
    warming.warm()


def test_it_works_beside_the_server_and_ends_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(warming, "warm", lambda: done.append("warm"))
    thread = warming.begin()
    thread.join()
    assert done == ["warm"]
    assert thread.daemon
