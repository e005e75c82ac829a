"""Which addresses are answered, and who may write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.web.cast import Phone, Visitor, journal_path, let_in, program_at
from unpinch.web import queries

if TYPE_CHECKING:
    from unpinch.web.models import Person
    from unpinch.web.settings import Installation


def test_localhost_is_sent_to_the_numbers(browser_of_kim: Visitor, here: Installation) -> None:
    answer: Any = browser_of_kim.get("/p/x?y=1", host=f"localhost:{here.port}")
    assert (answer.status_code, answer["Location"]) == (307, "http://127.0.0.1:8417/p/x?y=1")


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.evil.example:8417", "localhost", "[::1]:8417", ""]
)
def test_another_address_is_not_served(browser_of_kim: Visitor, kim: Person, host: str) -> None:
    for path in ("/", "/static/anything", journal_path(kim), "/door?code=x"):
        assert browser_of_kim.get(path, host=host).status_code == 421


def test_a_persons_address_without_its_last_slash_leads_to_the_one_with_it(
    browser_of_kim: Visitor, stranger: Visitor, kim: Person
) -> None:
    answer: Any = browser_of_kim.get(f"/p/{kim.pk}")
    assert (answer.status_code, answer["Location"]) == (303, f"/p/{kim.pk}/")
    assert browser_of_kim.get("/p/00000000-0000-4000-8000-000000000000").status_code == 404
    assert stranger.get(f"/p/{kim.pk}").status_code == 401


def test_localhost_is_no_place_to_write_to(browser_of_kim: Visitor, kim: Person) -> None:
    answer = browser_of_kim.send(kim, Phone().note(), host="localhost:8417")
    assert answer.status_code == 421


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "http://127.0.0.1:3000", "http://localhost:8417", "https://127.0.0.1:8417", "null", ""],
)
def test_another_origin_may_not_write(browser_of_kim: Visitor, kim: Person, origin: str) -> None:
    answer: Any = browser_of_kim.send(kim, Phone().note(), origin=origin)
    assert (answer.status_code, answer.json()["code"]) == (403, "other_page")
    assert queries.newest_arrival(kim) == 0


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_write_from_elsewhere_is_known_by_its_fetch_site_too(browser_of_kim: Visitor, kim: Person, site: str) -> None:
    assert browser_of_kim.send(kim, Phone().note(), **{"sec-fetch-site": site}).status_code == 403


def test_a_write_that_does_not_say_where_it_comes_from_is_refused(here: Installation, kim: Person) -> None:
    silent = let_in(program_at(here))
    assert silent.send(kim, Phone().note()).status_code == 403
    assert silent.send(kim, Phone().note(), **{"sec-fetch-site": "same-origin"}).status_code == 200


def test_a_form_from_elsewhere_begins_no_journal(browser_of_kim: Visitor) -> None:
    answer: Any = browser_of_kim.post("/people", {"label": "Eve"}, origin="http://127.0.0.1:3000")
    assert answer.status_code == 403
    assert "text/html" in answer["Content-Type"]
    assert not queries.people()


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_script_tag_of_another_port_reads_nothing(browser_of_kim: Visitor, kim: Person, site: str) -> None:
    answer = browser_of_kim.get(journal_path(kim), **{"sec-fetch-site": site, "sec-fetch-mode": "no-cors"})
    assert answer.status_code == 403


def test_a_link_from_elsewhere_opens_the_page(browser_of_kim: Visitor, kim: Person) -> None:
    answer = browser_of_kim.get("/", **{"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"})
    assert answer.status_code == 303
