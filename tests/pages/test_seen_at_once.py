"""A page is of the record as it is: whatever was worked out before, what is new counts on the next page."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.builders import Diary
from tests.pages.living import Home
from tests.pages.test_record import journal, upload, whole
from tests.web.cast import browser_at, let_in
from tests.web.settings import MORNING, clock
from unpinch.screens import case, index, replay
from unpinch.web import actions, queries

if TYPE_CHECKING:
    from tests.web.cast import Visitor
    from unpinch.web.models import Person
    from unpinch.web.settings import Installation

START = 'name="decision"'
_STEPS = re.compile(r'<script[^>]*id="steps"[^>]*>(.*?)</script>', re.DOTALL)


@pytest.fixture
def diary() -> Diary:
    """Someone who may train today."""
    found = Diary(MORNING.plus(-3600).text, name="at once").ready()
    found.morning(2)
    return found


@pytest.fixture
def home(browser_of_kim: Visitor, kim: Person, diary: Diary) -> Home:
    actions.record(kim, diary.lines)
    found = Home(browser_of_kim, kim).get("/today")
    assert START in found.html
    return found


def sent(home: Home, diary: Diary, there: int) -> None:
    """Send what another device wrote."""
    assert home.visitor.send(home.person, *diary.lines[there:]).status_code == 200


def test_an_alarm_from_elsewhere_ends_the_offer(home: Home, diary: Diary) -> None:
    there = len(diary.lines)
    diary.use("phone").screening("event", yes=["saddle"])
    sent(home, diary, there)
    assert START not in home.get("/today").html


def test_a_worse_morning_that_arrives_late_from_elsewhere_counts(home: Home, diary: Diary) -> None:
    there = len(diary.lines)
    diary.use("phone").wait(minutes=-2).morning(9)
    sent(home, diary, there)
    assert START not in home.get("/today").html


def test_a_stop_on_another_device_is_asked_about_in_the_player(home: Home, diary: Diary) -> None:
    decision = home.html.split(f'{START} value="')[1].split('"')[0]
    player = home.send({"decision": decision}, "/start").path
    assert _kind(home) == "set"
    there = len(diary.lines)
    diary.wait(hours=1).use("phone").open_session = player.rpartition("/")[2]
    diary.press_stop()
    sent(home, diary, there)
    assert _kind(home.get(player)) == "stop_answer"


def _kind(home: Home) -> str:
    """Return the kind of the step at which the player stands."""
    found = _STEPS.search(home.html)
    assert found
    table = json.loads(found[1])
    return str(table["steps"][table["at"]]["kind"])


def test_what_an_import_brings_counts(home: Home, diary: Diary) -> None:
    other = Diary(MORNING.plus(-60).text, name="old phone")
    other.screening("event", yes=["saddle"])
    page = upload(home, whole(other))
    token = page.split('name="file" value="')[1].split('"')[0]
    assert home.post_raw("/import", {"file": token, "whose": "own"}).status_code in {200, 303}
    assert len(queries.journal_of(home.person)[0]) > len(diary.lines)
    assert START not in home.get("/today").html


def test_a_clock_that_moved_on_to_another_day_asks_anew(home: Home) -> None:
    clock.turn(86_400)
    assert START not in home.get("/today").html


def test_a_clock_that_was_set_back_is_told_of(home: Home) -> None:
    clock.turn(-86_400)
    assert START not in home.get("/today").html


def test_nothing_is_remembered_of_a_record_that_was_deleted(home: Home) -> None:
    assert case._courses._known  # noqa: SLF001 - what nobody may find afterwards
    home.post_raw("/delete", {"sure": "delete"})
    for kept in (case._courses, index._known, index._kinds, replay._folded):  # noqa: SLF001
        assert not kept._known  # noqa: SLF001
    assert home.raw("/today").status_code == 404


def test_someone_else_who_begins_with_the_same_file_has_a_record_of_their_own(here: Installation, kim: Person) -> None:
    """Two records with the same first entries: what one says isn't said in the other."""
    old, sam = journal(), actions.add_person("Sam")
    for one in (kim, sam):
        actions.record(one, old.lines)
    old.screening("event", yes=["saddle"])
    actions.record(kim, old.lines[-1:])
    visitor = let_in(browser_at(here))
    pages = [Home(visitor, one).get("/today").html for one in (kim, sam, kim, sam)]
    assert ["emergency" in page.lower() for page in pages] == [True, False, True, False]
