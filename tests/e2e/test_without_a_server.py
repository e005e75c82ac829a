"""After the first visit, with the server gone: check-in, plan, session, stop and diary, and all of it arrives once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import ways
from tests.e2e.test_offline import CUT, KEPT, ROWS, WHOLE, until

if TYPE_CHECKING:
    from tests.e2e.served import Served
    from tests.e2e.tabs import Tab, Tabs

NOTHING_WAITS = ROWS % ("waiting", "waiting", "rows => !rows.length")
STARTED_S = 120
"""Python's start on a busy machine."""
STOPPED = {"reason": "tingling", "where": "calf", "alarms": "none"}


INSIDE = """async path => {
  const app = document.querySelector("script[type=module]").src;
  const { answer } = await import(app.replace("app.js", "inside/answer.js"));
  return (await answer({ method: "GET", path, body: null })).status;
}"""


@pytest.fixture
def tab(own: Served, here: Tab) -> Tab:
    """The same person; then the server goes."""
    own.cut()
    return here


@pytest.fixture
def here(own: Served, tabs: Tabs) -> Tab:
    """Someone who answered the first questions and whose record has come into this browser."""
    own.come_in()
    context = tabs.context(own, cookie=True, keeps=True, ticking=True)
    tab = tabs.tab(context, own, own.someone(ways.diary(own.moment).ready().lines))
    tab.foresee(*CUT)
    tab.go("/diary")
    until(tab, KEPT)
    tab.go("/diary")
    until(tab, WHOLE)
    return tab


def test_a_day_without_the_server_is_lived_here_and_arrives_once(own: Served, tab: Tab) -> None:
    tab.go("/today")
    expect(tab.page.get_by_role("heading", name="How is it today?")).to_be_visible(timeout=1000 * STARTED_S)
    ways.check_in(tab)
    tab.headed("Decompress")
    tab.follow("Diary")
    tab.headed("Diary")
    expect(tab.page.locator("main")).to_contain_text("Check-in: left leg pain 3, down to the calf")
    tab.follow("Today")
    tab.press("Start")
    tab.press(ways.READY)
    ways.stop(tab)
    tab.headed("Good that you stopped.")
    for name, value in STOPPED.items():
        tab.tick(name, value)
    tab.press("Next")
    tab.headed("Rest a moment.")
    own.start()
    until(tab, NOTHING_WAITS)
    kinds = own.kinds(tab.root)
    assert kinds == ["about", "screening", "check_in", "session_started", "stopped", "stop_answer"]
    assert len({entry["device"] for entry in own.record(tab.root)}) == 2
    tab.go("/today")
    tab.headed("Rest a moment.")


@pytest.mark.parametrize("status", [503, 507])
def test_where_the_server_cannot_save_it_is_kept_here_and_sent_later(own: Served, here: Tab, status: int) -> None:
    here.foresee(str(status))
    here.go("/check-in")
    assert here.page.evaluate(INSIDE, f"{here.root}/check-in") == 200
    here.page.route("**/p/**", lambda route: route.fulfill(status=status, body="The record can't be reached just now."))
    ways.check_in(here)
    here.headed("Decompress")
    assert own.kinds(here.root) == ["about", "screening"]
    here.page.unroute("**/p/**")
    until(here, NOTHING_WAITS)
    assert own.kinds(here.root) == ["about", "screening", "check_in"]


def test_the_record_is_saved_as_a_file_without_the_server(own: Served, tab: Tab) -> None:
    tab.go("/settings")
    link = tab.page.get_by_role("link", name="Save a copy of my journal")
    expect(link).to_be_visible(timeout=1000 * STARTED_S)
    with tab.page.expect_download() as saved:
        link.click()
    assert saved.value.suggested_filename == "unpinch-journal-2026-11-22.jsonl"
    here = saved.value.path().read_bytes()
    own.start()
    assert here == own.ask("GET", f"{tab.root}/export").body


def test_a_file_by_its_typed_address_is_saved_and_a_page_is_shown(tab: Tab) -> None:
    with tab.page.expect_download(timeout=1000 * STARTED_S) as saved:
        tab.page.evaluate("path => location.assign(path)", f"{tab.root}/export")
    assert saved.value.suggested_filename == "unpinch-journal-2026-11-22.jsonl"
    expect(tab.page.get_by_role("link", name="Diary", exact=True)).to_be_visible(timeout=1000 * STARTED_S)


def test_a_persons_address_without_its_last_slash_shows_their_first_page(tab: Tab) -> None:
    tab.page.goto(f"{tab.served.origin}{tab.root}")
    expect(tab.page.get_by_role("link", name="Diary", exact=True)).to_be_visible(timeout=1000 * STARTED_S)
    expect(tab.page.get_by_role("heading", name="How is it today?")).to_be_visible()


def test_a_link_to_a_record_that_is_not_here_leads_back_to_the_one_that_is(tab: Tab) -> None:
    tab.page.goto(f"{tab.served.origin}/p/5a2c9a52-6c5e-4c52-8a0e-0d7c0d8f1c11/today")
    tab.headed("No network just now")
    tab.page.get_by_role("link", name="Go to the pages that are on this device").click()
    expect(tab.page.get_by_role("link", name="Diary", exact=True)).to_be_visible(timeout=1000 * STARTED_S)
    assert tab.root in tab.page.url
