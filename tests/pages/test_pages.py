"""The pages through the door: stored in one transaction, redirected, refused, and nobody else's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.builders import Diary
from tests.pages.living import Home
from tests.web.settings import MORNING, clock
from unpinch.web import queries

if TYPE_CHECKING:
    from tests.web.cast import Visitor
    from unpinch.web.models import Person


def test_it_leads_someone_new_to_the_welcome(browser_of_kim: Visitor, kim: Person) -> None:
    home = Home(browser_of_kim, kim)
    assert home.get("/").path == "/welcome"
    assert "Pain down the leg?" in home.html


def test_it_walks_from_the_check_in_to_the_plan_and_stores_both(browser_of_kim: Visitor, kim: Person) -> None:
    home = Home(browser_of_kim, kim).lived(ready=True)
    assert home.get("/today").path == "/check-in"
    home.send({"left_leg_pain": "3", "left_pain_site": "calf"})
    assert home.path == "/today"
    assert "Decompress" in home.html
    assert home.kinds()[-2:] == ["check_in", "decision"]


def test_it_stores_the_decision_once_for_two_looks(browser_of_kim: Visitor, kim: Person) -> None:
    home = Home(browser_of_kim, kim).lived(ready=True, leg=3)
    for _ in range(2):
        clock.turn(30)
        home.get("/today")
    assert home.kinds().count("decision") == 1


def test_it_writes_nothing_when_only_the_head_is_asked_for(browser_of_kim: Visitor, kim: Person) -> None:
    home = Home(browser_of_kim, kim).lived(ready=True, leg=3)
    browser_of_kim.client.head(home.address("/today"))
    browser_of_kim.get(home.address("/today"), **{"Sec-Purpose": "prefetch"})
    assert "decision" not in home.kinds()


def test_it_goes_through_a_session_without_javascript(browser_of_kim: Visitor, kim: Person) -> None:
    home = Home(browser_of_kim, kim).lived(ready=True, leg=3)
    home.begin()
    home.send({"do": "done", "index": "0"})
    assert home.path.endswith("/felt")
    home.send({"answer": "same_or_better", "index": "0"})
    assert "Well done." in home.html
    assert home.kinds()[-3:] == ["set_done", "felt", "session_ended"]


def test_it_counts_a_form_sent_twice_once_and_refuses_it_changed(browser_of_kim: Visitor, kim: Person) -> None:
    home = Home(browser_of_kim, kim).lived(ready=True)
    home.get("/check-in")
    form = {"left_leg_pain": "3", "form_number": home.form_number}
    assert [home.post_raw("/check-in", form).status_code for _ in range(2)] == [303, 303]
    assert home.kinds().count("check_in") == 1
    assert home.post_raw("/check-in", {**form, "left_leg_pain": "4"}).status_code == 409


def test_it_refuses_a_form_that_was_tampered_with(browser_of_kim: Visitor, kim: Person) -> None:
    home = Home(browser_of_kim, kim).lived(ready=True)
    for form in (
        {"left_leg_pain": "11"},
        {"left_leg_pain": "3", "lifts": "x"},
        {"left_leg_pain": "3", "form_number": "mine"},
    ):
        assert home.post_raw("/check-in", form).status_code == 400
    assert "check_in" not in home.kinds()


def test_it_takes_no_form_where_there_is_none(browser_of_kim: Visitor, kim: Person) -> None:
    assert Home(browser_of_kim, kim).post_raw("/diary", {}).status_code == 405


def test_it_shows_nobody_elses_session(browser_of_kim: Visitor, kim: Person) -> None:
    from unpinch.web.actions import add_person

    home = Home(browser_of_kim, kim).lived(ready=True, leg=3)
    session = home.begin()
    other = Home(browser_of_kim, add_person("Lee")).lived(ready=True, leg=3)
    assert other.raw(session).status_code == 404
    assert other.post_raw(session, {"do": "done", "index": "0"}).status_code == 404
    assert "set_done" not in home.kinds() + other.kinds()


def test_a_stranger_is_let_into_no_page(stranger: Visitor, browser_of_kim: Visitor, kim: Person) -> None:
    home = Home(browser_of_kim, kim).lived(ready=True, leg=3)
    session = home.begin()
    for path in ("/today", "/diary", session, "/export", "/settings"):
        assert stranger.get(home.address(path)).status_code == 401


def test_it_shows_whose_record_it_is_only_where_there_are_several(browser_of_kim: Visitor, kim: Person) -> None:
    from unpinch.web.actions import add_person

    home = Home(browser_of_kim, kim).lived(ready=True, leg=3)
    home.get("/today")
    assert "Kim" not in home.html
    add_person("Lee")
    home.get("/today")
    assert "Kim" in home.html


def test_it_begins_a_record_for_someone_else(browser_of_kim: Visitor, kim: Person) -> None:
    home = Home(browser_of_kim, kim)
    home.get("/someone-else")
    assert 'action="/people"' in home.html
    browser_of_kim.client.post("/people", {"label": "Lee", "form_number": home.form_number})
    assert [person.label for person in queries.people()] == ["Kim", "Lee"]


def test_it_calls_people_as_they_call_themselves(browser_of_kim: Visitor, kim: Person) -> None:
    home = Home(browser_of_kim, kim)
    home.get("/about/1")
    home.send({"name": "Kimberley", "country": "GB"})
    assert queries.people()[0].label == "Kimberley"


def test_it_reads_what_a_phone_has_written_since(browser_of_kim: Visitor, kim: Person) -> None:
    home = Home(browser_of_kim, kim).lived(ready=True, leg=3)
    home.get("/today")
    diary = Diary(MORNING.text, name="phone")
    diary.wait(minutes=5).screening("event", yes=["bladder"])
    clock.turn(600)
    browser_of_kim.send(kim, *diary.lines)
    home.get("/today")
    assert "Please get help now." in home.html


def test_it_shows_a_line_that_is_not_understood(browser_of_kim: Visitor, kim: Person) -> None:
    home = Home(browser_of_kim, kim)
    browser_of_kim.send(kim, b'{"kind":"moonwalk"}')
    home.get("/diary")
    assert "moonwalk" in home.html
    assert "Not understood, but kept" in home.html


def test_it_shows_the_data_folder_and_the_programme(browser_of_kim: Visitor, kim: Person) -> None:
    home = Home(browser_of_kim, kim)
    home.get("/settings")
    assert str(browser_of_kim.here.folder.path) in home.html
    assert "unpinch-shipped" in home.html


def test_it_escapes_what_a_person_writes(browser_of_kim: Visitor, kim: Person) -> None:
    home = Home(browser_of_kim, kim)
    home.get("/problem")
    home.send({"category": "other", "text": "<script>alert(1)</script>"})
    entry = next(line for line in queries.journal_of(kim)[0] if line.kind == "problem")
    home.get(f"/diary/{entry.id}")
    assert "<script>alert" not in home.html
    assert "&lt;script&gt;" in home.html


def test_every_page_needs_no_inline_style_or_script(browser_of_kim: Visitor, kim: Person) -> None:
    home = Home(browser_of_kim, kim).lived(ready=True, leg=3)
    pages: list[Any] = ["/today", "/check-in", "/diary", "/bands", "/exercises", "/bad-day", "/settings", home.begin()]
    for path in pages:
        home.get(path)
        assert not re.search(r"<[^>]+\s(style|on\w+)=", home.html), path
        assert not re.search(r"<script(?![^>]*(src=|application/json))", home.html), path
