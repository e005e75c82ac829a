"""Pages that take long are worked out one after the other; the others never wait for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import Diary
from tests.pages.living import Home
from tests.web.settings import MORNING
from unpinch import screens
from unpinch.web import actions, pages

if TYPE_CHECKING:
    from tests.web.cast import Visitor
    from unpinch.web.models import Person


@pytest.fixture
def home(browser_of_kim: Visitor, kim: Person) -> Home:
    """Someone in a session."""
    diary = Diary(MORNING.plus(-3600).text, name="in turn").ready()
    diary.morning(2)
    actions.record(kim, diary.lines)
    found = Home(browser_of_kim, kim).get("/today")
    decision = found.html.split('name="decision" value="')[1].split('"')[0]
    return found.send({"decision": decision}, "/start")


@pytest.fixture
def met(monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """Of each page that was worked out, whether others of its kind would have had to wait."""
    found, screen = dict[str, bool](), screens.screen

    def watched(*args: Any) -> screens.Screen:
        found[args[-1].name] = pages._turn.locked()  # noqa: SLF001 - what a test can know without a second thread
        return screen(*args)

    monkeypatch.setattr(screens, "screen", watched)
    return found


def test_the_player_is_worked_out_in_its_turn(home: Home, met: dict[str, bool]) -> None:
    home.get(home.path).get(f"{home.path}?far=yes")
    assert met == {"session": True}
    assert not pages._turn.locked()  # noqa: SLF001


def test_a_short_page_waits_for_no_turn(home: Home, met: dict[str, bool]) -> None:
    with pages._turn:  # noqa: SLF001 - a player's page is being worked out
        home.raw("/diary")
        home.raw("/exercises")
    assert set(met) == {"diary", "exercises"}


def test_the_turn_is_over_when_something_went_wrong(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> screens.Screen:
        raise ValueError

    monkeypatch.setattr(screens, "screen", broken)
    assert home.raw(home.path).status_code == 500
    assert not pages._turn.locked()  # noqa: SLF001
