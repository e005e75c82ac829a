"""A calendar's private address: a secret that opens one calendar, and can be taken back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.pages.living import Home
from tests.web.settings import MORNING
from unpinch.web import reminded

if TYPE_CHECKING:
    from tests.web.cast import Visitor
    from unpinch.web.models import Person

_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+(/calendar/[\w-]{43}\.ics)")
CHOSEN = {"time_1": "18:00", "zone": "Europe/Berlin", "neutral": "yes"}


@pytest.fixture
def home(browser_of_kim: Visitor, kim: Person) -> Home:
    home = Home(browser_of_kim, kim).lived(ready=True, leg=3)
    home.post_raw("/export/calendar", CHOSEN)
    return home


def made(home: Home) -> str:
    """Make an address as the person does; return its path."""
    found = _ADDRESS.search(home.post_raw("/calendar/address", {"do": "open"}).content.decode())
    assert found
    return found[1]


def events(visitor: Visitor, path: str) -> int:
    """Fetch the calendar as a program without the cookie; return how many events it holds."""
    answer = visitor.client.get(path)
    assert answer["Content-Type"].startswith("text/calendar")
    return answer.content.count(b"BEGIN:VEVENT")


def test_a_calendar_program_needs_no_cookie_and_finds_what_was_chosen(home: Home, stranger: Visitor) -> None:
    path = made(home)
    assert events(stranger, path) > 10
    assert b"A few minutes for me" in stranger.client.get(path).content
    assert stranger.client.get(home.address("/calendar")).status_code == 401


def test_fetching_writes_only_what_changed(home: Home, stranger: Visitor) -> None:
    path = made(home)
    events(stranger, path)
    before = home.kinds()
    events(stranger, path)
    assert home.kinds() == before
    home.post_raw("/pause", {"reason": "illness", "form_number": home.get("/pause").form_number})
    assert b"STATUS:CANCELLED" in stranger.client.get(path).content
    assert home.kinds() == [*before, "pause", "calendar"]


def test_asking_for_the_headers_writes_nothing(home: Home, stranger: Visitor) -> None:
    path = made(home)
    home.post_raw("/pause", {"reason": "illness", "form_number": home.get("/pause").form_number})
    before = home.kinds()
    assert stranger.client.head(path).status_code == 200
    assert home.kinds() == before


def test_a_new_address_ends_the_one_before_and_taking_it_back_ends_all(home: Home, stranger: Visitor) -> None:
    first, second = made(home), made(home)
    assert first != second
    assert stranger.client.get(first).status_code == 404
    assert events(stranger, second)
    assert "is taken back" in home.post_raw("/calendar/address", {"do": "close"}).content.decode()
    assert stranger.client.get(second).status_code == 404
    assert "There is no address" in home.post_raw("/calendar/address", {"do": "close"}).content.decode()


@pytest.mark.parametrize("secret", ["x", "A" * 43, "..", "%2e%2e%2fidentity", "\N{SNOWMAN}"])
def test_a_guess_opens_nothing(home: Home, stranger: Visitor, secret: str) -> None:
    made(home)
    assert stranger.client.get(f"/calendar/{secret}.ics").status_code == 404


def test_only_our_own_page_makes_an_address(home: Home, stranger: Visitor) -> None:
    assert stranger.post(home.address("/calendar/address"), {"do": "open"}).status_code == 401
    answer = home.visitor.post(home.address("/calendar/address"), {"do": "open"}, origin="http://127.0.0.1:1")
    assert answer.status_code == 403


def test_another_sites_page_cant_fetch_it(home: Home, stranger: Visitor) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert stranger.client.get(made(home), headers=headers).status_code == 403


def test_there_is_no_address_before_times_were_chosen(browser_of_kim: Visitor, kim: Person) -> None:
    answer = Home(browser_of_kim, kim).post_raw("/calendar/address", {"do": "open"})
    assert "Save the calendar once first" in answer.content.decode()
    assert not browser_of_kim.here.folder.feeds.exists()


def test_the_folder_holds_no_secret_and_is_private(home: Home) -> None:
    secret = made(home).removeprefix("/calendar/").removesuffix(".ics")
    (kept,) = home.visitor.here.folder.feeds.iterdir()
    assert secret not in kept.name + kept.read_text()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700


def test_deleting_everything_ends_the_address_and_forgets_when_reminders_were_shown(
    home: Home, stranger: Visitor
) -> None:
    path, folder = made(home), home.visitor.here.folder
    reminded.remember(folder, home.person, [MORNING])
    home.post_raw("/delete", {"sure": "delete"})
    assert (folder.path / "reminded.json").read_text() == "{}\n"
    assert stranger.client.get(path).status_code == 404
    assert list(home.visitor.here.folder.feeds.iterdir()) == []
