"""The pages drawn without a server are the server's own: the same record, moment and place give the same bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.pages.living import Home
from tests.web.settings import clock
from tools.page_walks import FELT, plain_paths
from unpinch.programme import load
from unpinch.screens import ROUTES
from unpinch.screens.routes import ELSEWHERE
from unpinch.screens.seat import Seat
from unpinch.web import page_reading, pages, queries

if TYPE_CHECKING:
    from tests.web.cast import Visitor
    from unpinch.web.models import Person


class Inside:
    """The seat of one person, standing where the server's pages stand, with all that the server's record holds."""

    def __init__(self, home: Home) -> None:
        self.home, self.seat, self.seen = home, Seat(load()), 0
        whole = pages.place_of(home.person, page_reading.journal(home.person))
        names = set(whole.__dataclass_fields__) - {"aside"}
        self.seat.stand(json.dumps({name: getattr(whole, name) for name in names}))

    def pull(self) -> None:
        for line in queries.lines(self.home.person, self.seen):
            self.seat.add(line.raw)
            self.seen = line.arrival

    def ask(self, path: str, form: dict[str, str] | None = None) -> dict[str, Any]:
        self.pull()
        asked = {
            "method": "GET" if form is None else "POST",
            "path": self.home.address(path),
            "form": [*(form or {}).items()],
            "now": clock().text,
        }
        found: dict[str, Any] = json.loads(self.seat.answer(json.dumps(asked)))
        return found

    def same(self, path: str) -> None:
        """See that a page, and where it leads, is the same here and there."""
        here = self.ask(path)
        there = self.home.raw(path)
        assert here["go"] == there.headers.get("Location", ""), path
        if not here["go"]:
            assert (here["status"], here["html"]) == (there.status_code, there.content.decode()), path


@pytest.fixture
def home(browser_of_kim: Visitor, kim: Person) -> Home:
    return Home(browser_of_kim, kim).lived(ready=True, leg=3)


PLAIN = [f"/{path}" for path in plain_paths() if path != "nowhere"]


def test_every_plain_page_is_the_same_inside(home: Home) -> None:
    inside = Inside(home)
    for path in PLAIN:
        inside.same(path)
    inside.same("/report?days=30")


def test_every_page_of_somebody_new_is_the_same_inside(browser_of_kim: Visitor, kim: Person) -> None:
    inside = Inside(Home(browser_of_kim, kim))
    for path in ("/", *PLAIN):
        inside.same(path)


def test_a_check_in_leads_to_the_same_plan_inside(browser_of_kim: Visitor, kim: Person) -> None:
    home = Home(browser_of_kim, kim).lived(ready=True)
    inside = Inside(home)
    home.get("/check-in")
    form = {**FELT, "form_number": home.form_number}
    said = inside.ask("/check-in", form)
    home.post_raw("/check-in", form)
    assert said["new"] == wrote(home, 1)
    assert said["go"].endswith("/today")
    plan = inside.ask("/today")
    assert "Decompress" in plan["html"]
    home.get("/today")
    assert plan["new"] == wrote(home, 1)


def wrote(home: Home, last: int) -> list[dict[str, Any]]:
    """What the server wrote last, as the seat would say it."""
    entries = queries.journal_of(home.person)[0][-last:]
    return [{"kind": one.kind, "values": json.loads(one.raw)["values"], "id": one.id} for one in entries]


def test_a_session_and_its_stop_are_the_same_inside(home: Home) -> None:
    inside = Inside(home)
    home.begin()
    session = home.path
    inside.same(session)
    inside.same(f"{session}?far=yes")
    home.send({"do": "stop", "index": "0"})
    for path in (session, f"{session}/stop", f"{session}/next", f"{session}/end", "/today"):
        inside.same(path)
    home.send({"reason": "tingling", "where": "calf", "alarms": "none"}, f"{session}/stop")
    for path in (session, f"{session}/settle", f"{session}/check", "/today", "/progress", "/diary"):
        inside.same(path)


def test_the_export_is_the_same_file_inside(home: Home, browser_of_kim: Visitor) -> None:
    browser_of_kim.send(home.person, b"{not an entry", b"\xff\xfe")
    inside = Inside(home)
    inside.pull()
    assert inside.seat.journal() == b"".join(home.raw("/export").streaming_content)


def test_what_needs_the_server_says_so_in_a_sentence_and_nothing_else_is_missing(home: Home) -> None:
    inside = Inside(home)
    for path in ELSEWHERE:
        answer = inside.ask(f"/{path}", {})
        assert (answer["status"], answer["new"]) == (503, [])
        assert "by the computer that runs Unpinch" in answer["html"]
    views = {str(one.pattern) for one in pages.urlpatterns}
    assert views == {route.path for route in ROUTES} | set(ELSEWHERE)
