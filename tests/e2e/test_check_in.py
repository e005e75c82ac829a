"""The check-in: the body map by mouse, by keyboard and as a plain list, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import ways

if TYPE_CHECKING:
    from tests.e2e.served import Served
    from tests.e2e.tabs import Tab, Tabs


@pytest.fixture
def tab(served: Served, tabs: Tabs) -> Tab:
    """Someone whose questions are answered and who has not checked in."""
    tab = tabs.new(served, served.someone(ways.diary(served.moment).ready().lines))
    tab.go("/check-in")
    expect(tab.page.locator("unpinch-bodymap.is-live")).to_be_attached()
    return tab


def saved(tab: Tab) -> dict[str, object]:
    """Return what the newest check-in says."""
    tab.press(ways.SEE_PLAN)
    tab.at("/today")
    values: dict[str, object] = tab.served.record(tab.root)[-1]["values"]
    return values


def test_a_finger_on_the_body_says_where(tab: Tab) -> None:
    ways.place(tab, "left", "calf").click()
    tab.press("Tingling or numb")
    ways.place(tab, "left", "foot", view="front").click()
    expect(tab.page.locator(".said")).to_have_text("Pain: left calf · Tingling or numb: left foot")
    tab.tick("left_leg_pain", 4)
    tab.tick("left_tingling", 2)
    found = saved(tab)
    assert (found["left_pain_site"], found["left_nerve_site"], found["left_leg_pain"]) == ("calf", "foot", 4)


def test_a_second_tap_takes_the_place_back(tab: Tab) -> None:
    ways.place(tab, "left", "calf").click()
    ways.place(tab, "left", "calf").click()
    tab.tick("left_leg_pain", 4)
    assert "left_pain_site" not in saved(tab)


def test_the_keyboard_says_where(tab: Tab) -> None:
    keys = tab.page.keyboard
    tab.page.get_by_role("button", name="Pain", exact=True).focus()
    keys.press("Tab")
    keys.press("Tab")
    for _ in range(6):
        keys.press("ArrowDown")
        if tab.page.evaluate("document.activeElement.getAttribute('aria-label')") == "Left knee: Pain":
            break
    keys.press("Enter")
    expect(tab.page.locator(".said")).to_have_text("Pain: left knee")
    tab.page.locator("input[name=left_leg_pain]").first.focus()
    for _ in range(3):
        keys.press("ArrowRight")
    expect(tab.page.locator("input[name=left_leg_pain]:checked")).to_have_value("3")
    tab.page.get_by_role("button", name=ways.SEE_PLAN).focus()
    keys.press("Enter")
    tab.at("/today")
    assert tab.served.record(tab.root)[-1]["values"]["left_pain_site"] == "knee"


def test_the_list_says_where_without_javascript(served: Served, tabs: Tabs) -> None:
    tab = tabs.new(served, served.someone(ways.diary(served.moment).ready().lines), java_script_enabled=False)
    tab.go("/today")
    tab.tick("left_pain_site", "knee")
    tab.tick("left_leg_pain", 2)
    found = saved(tab)
    assert (found["left_pain_site"], found["left_leg_pain"]) == ("knee", 2)


def test_a_refused_form_keeps_what_was_said(tab: Tab) -> None:
    tab.foresee("400")
    ways.place(tab, "left", "calf").click()
    tab.tick("sock", "limited")
    tab.press(ways.SEE_PLAN)
    expect(tab.page.get_by_role("alert")).to_contain_text("Please say how strong the leg pain is.")
    expect(tab.page.locator("input[name=left_pain_site][value=calf]")).to_be_checked()
    expect(tab.page.locator("input[name=sock][value=limited]")).to_be_checked()


def test_it_is_taken_back_within_ten_seconds(tab: Tab) -> None:
    ways.check_in(tab)
    tab.press("Undo")
    tab.at("/check-in")
    assert tab.served.kinds(tab.root)[-2:] == ["check_in", "retraction"]


def test_the_offer_to_undo_goes_after_ten_seconds(tab: Tab) -> None:
    ways.check_in(tab)
    expect(tab.page.get_by_role("button", name="Undo")).to_be_visible()
    tab.page.wait_for_load_state()
    tab.pass_s(11)
    expect(tab.page.get_by_role("button", name="Undo")).to_have_count(0)


def test_yesterday_is_offered_and_never_filled_in(served: Served, tabs: Tabs) -> None:
    diary = ways.diary(served.moment, minutes_ago=24 * 60).ready()
    diary.check_in(leg=4, site="calf")
    tab = tabs.new(served, served.someone(diary.lines))
    tab.go("/check-in")
    assert tab.page.locator("main input:checked").count() == 0
    tab.page.locator("button[data-fill=left_leg_pain]").click()
    expect(tab.page.locator("input[name=left_leg_pain]:checked")).to_have_value("4")


def test_three_taps_are_enough_for_a_plan(tab: Tab) -> None:
    tab.tick("left_leg_pain", 2)
    ways.place(tab, "left", "calf").click()
    tab.press(ways.SEE_PLAN)
    expect(tab.page.get_by_role("button", name="Start").locator("visible=true")).to_be_visible()
