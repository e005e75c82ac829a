"""A measure from the quiet offer to the diary: by keyboard, without a script, and left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.e2e import ways
from tests.e2e.test_keyboard import enter, tab_to

if TYPE_CHECKING:
    from tests.e2e.served import Served
    from tests.e2e.tabs import Tab, Tabs

OFFER = "Answer, 1 minute"


def someone(served: Served) -> str:
    return served.someone(ways.checked_in(served.moment).lines)


def newest(tab: Tab) -> dict[str, Any]:
    return next(one for one in reversed(tab.served.record(tab.root)) if one["kind"] != "decision")


@pytest.mark.parametrize("scripts", [True, False])
def test_own_activities_are_named_and_rated(served: Served, tabs: Tabs, *, scripts: bool) -> None:
    tab = tabs.new(served, someone(served), java_script_enabled=scripts)
    tab.go("/today")
    tab.page.get_by_role("link", name=OFFER).click()
    tab.page.get_by_label("One thing").fill("Tie my shoes")
    tab.press("Next")
    tab.headed("Tie my shoes")
    tab.tick("ability_1", 4)
    tab.press("Save")
    tab.at("/today")
    expect(tab.page.get_by_role("link", name=OFFER)).to_have_count(0)
    assert newest(tab)["values"] == {"version": 1, "activity_1": "Tie my shoes", "ability_1": 4}
    tab.go("/measures")
    expect(tab.page.get_by_text("So far: 4 of 10.")).to_be_visible()


def test_it_goes_by_keyboard_alone(served: Served, tabs: Tabs) -> None:
    tab = tabs.new(served, someone(served), "desktop")
    tab.go("/measures/sleep_confidence")
    keys = tab.page.keyboard
    for name, press in (("sleep", "Next"), ("confidence", "Save")):
        tab_to(tab, name)
        keys.press("ArrowRight")
        keys.press("ArrowRight")
        enter(tab, press)
        tab.blink()
    tab.at("/today")
    assert newest(tab)["values"] == {"version": 1, "sleep": 2, "confidence": 2}


def test_not_today_is_one_tap(served: Served, tabs: Tabs) -> None:
    tab = tabs.new(served, someone(served))
    tab.go("/today")
    tab.press("Not today")
    expect(tab.page.get_by_role("link", name=OFFER)).to_have_count(0)
    expect(tab.page.get_by_text("Not today, then.")).to_be_visible()
    assert newest(tab)["kind"] == "measure_put_off"
