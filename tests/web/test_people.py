"""One person sees no chooser; several do; the first is made when nobody is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unpinch.web import queries
from unpinch.web.actions import add_person

if TYPE_CHECKING:
    from tests.web.cast import Visitor
    from unpinch.web.models import Person


def test_the_first_visit_makes_the_first_person(browser_of_kim: Visitor) -> None:
    first, second = browser_of_kim.get("/"), browser_of_kim.get("/")
    (person,) = queries.people()
    assert first["Location"] == second["Location"] == f"/p/{person.pk}/"


def test_one_person_is_never_asked_who_it_is(browser_of_kim: Visitor, kim: Person) -> None:
    answer = browser_of_kim.get("/")
    assert (answer.status_code, answer["Location"]) == (303, f"/p/{kim.pk}/")


def test_several_are_asked_who_it_is(browser_of_kim: Visitor, kim: Person) -> None:
    answer: Any = browser_of_kim.post("/people", {"label": "  <b>Ola</b> "})
    assert answer.status_code == 303
    page: Any = browser_of_kim.get("/")
    text = page.content.decode()
    assert "Kim" in text
    assert "&lt;b&gt;Ola&lt;/b&gt;" in text
    assert all(f'href="/p/{person.pk}/"' in text for person in queries.people())


def test_a_name_can_be_too_long(browser_of_kim: Visitor) -> None:
    answer: Any = browser_of_kim.post("/people", {"label": "x" * 61})
    assert answer.status_code == 422
    assert "61 characters" in answer.content.decode()
    assert queries.people() == ()


def test_people_stand_in_a_lasting_order(kim: Person) -> None:
    add_person("Bo")
    assert [person.label for person in queries.people()] == ["Bo", "Kim"]
