"""The day's page asks the one engine, at the clock's time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.web.cast import Phone, Visitor
from unpinch.web.actions import record

if TYPE_CHECKING:
    from unpinch.web.models import Person


def test_it_shows_what_the_decision_says_and_why(browser_of_kim: Visitor, kim: Person) -> None:
    record(kim, [Phone().note(), b"broken"])
    page: Any = browser_of_kim.get(f"/p/{kim.pk}/today")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Before the first exercise" in text
    assert "could not be understood: 1." in text


def test_the_persons_own_address_leads_there(browser_of_kim: Visitor, kim: Person) -> None:
    answer = browser_of_kim.get(f"/p/{kim.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/p/{kim.pk}/today")
