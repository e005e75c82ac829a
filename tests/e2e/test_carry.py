"""htmx carries links and forms: title, focus, history and look come along, and nothing typed is lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import ways

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from tests.e2e.served import Served
    from tests.e2e.tabs import Tab, Tabs

MARKED = "document.documentElement.marked === true"
CUT = "net::ERR"
SILENT = "answer just now. What you typed is still here."


@pytest.fixture
def tab(served: Served, tabs: Tabs) -> Tab:
    """Someone on Today, in a page that can tell whether it was loaded whole again."""
    return marked(tabs.new(served, served.someone(ways.checked_in(served.moment).lines)), "/today")


def marked(tab: Tab, path: str) -> Tab:
    tab.go(path)
    tab.page.evaluate("document.documentElement.marked = true")
    return tab


def is_carried(tab: Tab) -> bool:
    return bool(tab.page.evaluate(MARKED))


def focused(tab: Tab) -> str:
    return str(tab.page.evaluate("document.activeElement.innerText"))


def test_a_link_brings_title_focus_and_address_along(tab: Tab) -> None:
    tab.page.evaluate("scrollTo(0, 300)")
    tab.follow("Diary")
    tab.at("/diary")
    expect(tab.page).to_have_title("Diary · Unpinch")
    assert is_carried(tab)
    assert focused(tab) == "Diary"
    assert tab.page.evaluate("scrollY") == 0


def test_back_and_forward_show_the_page_of_the_address(tab: Tab) -> None:
    tab.follow("Diary")
    tab.headed("Diary")
    tab.follow("More")
    tab.headed("More")
    tab.page.go_back()
    tab.blink()
    tab.headed("Diary")
    tab.page.go_back()
    tab.blink()
    tab.headed("Decompress")
    tab.page.go_forward()
    tab.blink()
    tab.headed("Diary")
    assert is_carried(tab)


def test_a_form_is_carried_and_leads_on(tab: Tab) -> None:
    tab.go("/pause")
    marked(tab, "/pause")
    tab.tick("reason", "travel")
    tab.press("Begin the pause")
    tab.at("/today")
    tab.headed("You are on a pause")
    assert is_carried(tab)
    tab.page.go_back()
    tab.blink()
    tab.headed("Take a pause")


def test_a_refused_form_comes_back_filled_in_and_adds_no_step_back(tab: Tab) -> None:
    tab.foresee("400")
    tab.follow("More")
    tab.follow("A doctor or physiotherapist")
    tab.page.get_by_label("With whom?").fill("Dr Example")
    tab.press("Save")
    expect(tab.page.get_by_role("alert")).to_contain_text("Please say how far it is.")
    expect(tab.page.get_by_label("With whom?")).to_have_value("Dr Example")
    tab.page.go_back()
    tab.blink()
    tab.headed("More")


def test_the_look_comes_along(tab: Tab) -> None:
    marked(tab, "/settings")
    tab.tick("theme", "dark")
    tab.page.get_by_role("button", name="Save").first.click()
    expect(tab.page.locator("html")).to_have_attribute("data-theme", "dark")
    assert is_carried(tab)
    dark = tab.page.evaluate("getComputedStyle(document.documentElement).colorScheme")
    assert dark == "dark"


def test_the_player_and_someone_elses_record_are_loaded_whole(tab: Tab) -> None:
    ways_to_the_player = tab.page.get_by_role("button", name="Start").locator("visible=true")
    ways_to_the_player.click()
    tab.page.wait_for_url("**/session/*")
    assert not is_carried(tab)
    marked(tab, "/someone-else")
    tab.page.get_by_label("What is their name?").fill("Lee")
    tab.press("Begin")
    tab.page.wait_for_url("**/welcome")
    assert not is_carried(tab)


def test_a_file_is_a_file(tab: Tab, served: Served, tabs: Tabs) -> None:
    diary = ways.diary(served.moment).ready()
    diary.screening("event", yes=["saddle"])
    locked = tabs.new(served, served.someone(diary.lines))
    locked.go("/today")
    with locked.page.expect_download() as saved:
        locked.page.get_by_role("main").get_by_role("link", name="Save a copy of my journal").click()
    assert json.loads(saved.value.path().read_bytes().splitlines()[0])["unpinch"] == "journal"
    locked.headed("Please get help now.")


def test_a_cut_server_says_a_sentence_and_keeps_what_was_typed(own: Served, tabs: Tabs) -> None:
    own.come_in()
    tab = marked(tabs.new(own, own.someone(ways.checked_in(own.moment).lines)), "/problem")
    tab.foresee(CUT)
    tab.tick("category", "headache")
    tab.page.get_by_label("What happened?").fill("A bit dizzy")
    own.cut()
    tab.press("Save")
    expect(tab.page.get_by_role("alert")).to_contain_text(SILENT)
    expect(tab.page.get_by_label("What happened?")).to_have_value("A bit dizzy")
    tab.follow("Diary")
    expect(tab.page.get_by_role("alert")).to_have_count(1)
    tab.at("/problem")
    own.start()
    tab.press("Save")
    tab.at("/today")
    assert own.record(tab.root)[-1]["values"]["text"] == "A bit dizzy"


@pytest.mark.parametrize(("status", "title"), [(401, "The door is closed"), (507, "The disk is full"), (500, "Oh")])
def test_an_error_is_said_and_what_was_typed_stays(tab: Tab, status: int, title: str) -> None:
    def refuse(route: Route) -> None:
        page = f"<!doctype html><html><body><main><h1>{title}</h1><p>Do this.</p></main></body></html>"
        route.fulfill(status=status, content_type="text/html; charset=utf-8", body=page)

    tab.foresee(str(status))
    marked(tab, "/problem")
    tab.page.route("**/problem", lambda route: refuse(route) if route.request.method == "POST" else route.continue_())
    tab.tick("category", "headache")
    tab.page.get_by_label("What happened?").fill("A bit dizzy")
    tab.press("Save")
    expect(tab.page.get_by_role("alert")).to_have_text(f"{title}. Do this.")
    expect(tab.page.get_by_label("What happened?")).to_have_value("A bit dizzy")
    assert is_carried(tab)


def test_a_page_that_is_not_there_says_so(tab: Tab) -> None:
    tab.foresee("404")
    tab.page.evaluate("document.querySelector('nav.tabs a').setAttribute('href', '/nowhere')")
    tab.page.locator("nav.tabs a").first.click()
    tab.headed("There is nothing here")


def test_what_comes_alive_in_a_page_comes_alive_after_a_swap_too(served: Served, tabs: Tabs) -> None:
    diary = ways.diary(served.moment, minutes_ago=24 * 60).ready()
    diary.check_in(leg=4, site="calf")
    tab = marked(tabs.new(served, served.someone(diary.lines)), "/diary")
    tab.follow("Today")
    tab.at("/check-in")
    tab.page.get_by_role("button", name="Yesterday: 4").first.click()
    expect(tab.page.locator("input[name=left_leg_pain]:checked")).to_have_value("4")
    ways.touch(tab, "left", "calf")
    assert is_carried(tab)
