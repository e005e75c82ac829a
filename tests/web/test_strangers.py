"""Nobody reaches what is not theirs: every address is walked, those of later pages too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.web.cast import Visitor
from tests.web.walk import addresses
from unpinch.web.middleware import OPEN_PATHS

if TYPE_CHECKING:
    from unpinch.web.models import Person

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def test_a_stranger_finds_every_door_closed(stranger: Visitor, kim: Person) -> None:
    for address in addresses(kim.pk):
        for method in METHODS:
            answer: Any = stranger.client.generic(method, address.path)
            if address.path.startswith("/calendar/"):
                assert answer.status_code in {403, 404, 405}, (method, address)
            elif address.path not in OPEN_PATHS:
                assert answer.status_code == 401, (method, address)
            assert str(kim.pk) not in answer.content.decode()
            assert kim.label not in answer.content.decode()


def test_nobody_sees_the_page_of_an_unknown_person(browser_of_kim: Visitor, kim: Person) -> None:
    personal = [address for address in addresses(uuid4()) if address.is_personal]
    assert len(personal) > 2
    for address in personal:
        for method in METHODS:
            answer = browser_of_kim.client.generic(method, address.path)
            assert answer.status_code == 404, (method, address)


def test_what_is_personal_carries_the_person(kim: Person) -> None:
    public = {address.path for address in addresses() if not address.is_personal}
    assert public == {"/", "/door", "/pair", "/people", "/api/openapi.json", "/calendar/x.ics"}


def test_an_id_in_another_spelling_is_unknown(browser_of_kim: Visitor, kim: Person) -> None:
    for id_ in (str(kim.pk).upper(), kim.pk.hex, "1", "../" + str(kim.pk)):
        assert browser_of_kim.get(f"/p/{id_}/today").status_code == 404


def test_an_erased_person_is_gone_for_devices_and_unknown_on_pages(browser_of_kim: Visitor, kim: Person) -> None:
    from unpinch.web.actions import erase_person

    erase_person(kim)
    for address in addresses(kim.pk):
        if address.is_personal:
            gone = 410 if address.path.startswith("/api/") else 404
            assert browser_of_kim.get(address.path).status_code == gone


def test_nobody_is_remembered_between_requests(browser_of_kim: Visitor, kim: Person) -> None:
    """The cookie opens the house and names no person."""
    browser_of_kim.get(f"/p/{kim.pk}/today")
    assert list(browser_of_kim.client.cookies) == [browser_of_kim.here.cookie]
    assert str(kim.pk) not in browser_of_kim.client.cookies[browser_of_kim.here.cookie].value
