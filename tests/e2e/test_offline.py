"""Without a network: what the browser keeps, what it says, and how one version follows another."""

from __future__ import annotations

import re
from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.e2e import ways
from tests.e2e.server import NEWER

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

    from tests.e2e.served import Served
    from tests.e2e.tabs import Tab, Tabs
    from unpinch.journal import Moment

PATIENCE_S = 90
FORM = "application/x-www-form-urlencoded"
CUT = ("net::ERR", "Failed to fetch")
SIGN = "document.querySelector('unpinch-sign')?.dataset.state"
KEPT = "Boolean(navigator.serviceWorker.controller)"
CACHES = "caches.keys().then((names) => names.sort())"
FILES = f"{CACHES}.then((names) => names.filter((name) => name.startsWith('unpinch-')).join())"
ONLY_NEWER = f"{FILES}.then((names) => names === 'unpinch-{NEWER},unpinch-kept')"
STATIC = re.compile(r"/static/([0-9a-f]{12})/")
LOOK_FOR_ANOTHER = "navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => null)"
WAITS = "navigator.serviceWorker.getRegistration().then((found) => Boolean(found.waiting))"
FORGET = """() => new Promise((done) => {
  const asked = indexedDB.open("unpinch");
  asked.onsuccess = () => {
    const all = asked.result.transaction(["people", "record"], "readwrite");
    for (const name of all.objectStoreNames) all.objectStore(name).clear();
    all.oncomplete = () => { asked.result.close(); done(); };
  };
})"""
ROWS = """new Promise((done) => {
  const asked = indexedDB.open("unpinch");
  asked.onsuccess = () => {
    const all = asked.result.transaction("%s").objectStore("%s").getAll();
    all.onsuccess = () => { asked.result.close(); done((%s)(all.result)); };
  };
})"""
WHOLE = ROWS % ("people", "people", "rows => rows.some(({ whole }) => whole)")
WRITE = """async () => {
  const { outbox } = await import(document.querySelector("script[type=module]").src.replace("app.js", "outbox.js"));
  await outbox().put("resume", { note: "fine" });
}"""
DRAFT = """async ([api, entry]) => {
  const { Rows } = await import(document.querySelector("script[type=module]").src.replace("app.js", "keeping/rows.js"));
  await new Rows(api).add({ order: "1", id: entry.id, entry });
}"""
DELETE_ALL = """new Promise((done) => { indexedDB.deleteDatabase("unpinch").onsuccess = () => done(true); })"""
WHOSE = "rows => [...new Set(rows.map(({ api }) => api))]"
STORES = ("waiting", "chains", "record", "people")
EARLIER = """([api, entry]) => {
  localStorage.setItem(`unpinch:device:${api}:`, JSON.stringify({ device: entry.device, seq: 4, prev: "ab" }));
  localStorage.setItem(`unpinch:draft:${api}:000000000000001-000001-${entry.id}`, JSON.stringify(entry));
}"""


def until(tab: Tab, script: str) -> None:
    """Wait until the page says so. Nothing of the page's own time has to pass."""
    ends = monotonic() + PATIENCE_S
    while not tab.page.evaluate(script):
        assert monotonic() < ends, script
        tab.page.wait_for_timeout(100)


@pytest.fixture
def context(own: Served, tabs: Tabs) -> BrowserContext:
    """A browser that keeps what it needs without a network; its timers run."""
    own.come_in()
    return tabs.context(own, cookie=True, keeps=True, ticking=True)


@pytest.fixture
def tab(own: Served, tabs: Tabs, context: BrowserContext) -> Tab:
    """Someone's today, kept in their browser."""
    tab = tabs.tab(context, own, own.someone(ways.checked_in(own.moment, leg=0).lines))
    tab.foresee(*CUT, "503")
    tab.go("/today")
    until(tab, KEPT)
    until(tab, WHOLE)
    return tab


def entry_at(moment: Moment) -> dict[str, Any]:
    """Return an entry as a page drafts it."""
    return {
        "id": "5a2c9a52-6c5e-4c52-8a0e-0d7c0d8f1c11",
        "kind": "resume",
        "at": moment.text,
        "recorded_at": moment.text,
        "by": "self",
        "device": "8a8a2a52-6c5e-4c52-8a0e-0d7c0d8f1c22",
        "values": {"note": "fine"},
    }


class Versions:
    """Of which versions a tab has asked for files since it was last looked."""

    def __init__(self, tab: Tab) -> None:
        self.found: set[str] = set()
        tab.page.on("request", lambda asked: self.found.update(STATIC.findall(asked.url)))

    def since(self) -> set[str]:
        found, self.found = self.found, set()
        return found


def renewed(own: Served, tab: Tab) -> None:
    """Begin another version, and let the browser find it."""
    own.cut()
    own.more = ("newer",)
    own.start()
    tab.page.evaluate(LOOK_FOR_ANOTHER)
    until(tab, WAITS)
    until(tab, f"{SIGN} === 'server'")


def test_it_keeps_nothing_personal_and_says_what_is_saved_where(own: Served, tab: Tab) -> None:
    expect(tab.page.locator("unpinch-sign")).to_contain_text("Everything is saved on the server.")
    kept = tab.page.evaluate(
        "caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((one) => one.keys()))))"
        ".then((all) => all.flat().map(({ url }) => new URL(url).pathname))"
    )
    assert len(kept) > 100
    assert [path for path in kept if not path.startswith("/static/")] == []
    own.cut()
    tab.page.reload()
    until(tab, f"{SIGN} === 'offline'")
    expect(tab.page.locator("unpinch-sign")).to_contain_text("works on this device until the network is back")


def test_where_the_record_is_not_kept_it_says_so_and_goes_on_when_the_server_is_back(own: Served, tab: Tab) -> None:
    own.cut()
    tab.page.evaluate(FORGET)
    tab.go("/diary")
    tab.headed("No network just now")
    with tab.page.expect_navigation():
        tab.press("Try again")
    tab.headed("No network just now")
    own.start()
    tab.headed("Diary")


def test_a_new_version_waits_for_a_tap_and_leaves_nothing_of_the_one_before(own: Served, tab: Tab) -> None:
    asked = Versions(tab)
    renewed(own, tab)
    line = tab.page.locator("unpinch-newer")
    expect(line).to_contain_text("A new version of Unpinch is here.")
    assert NEWER not in asked.since()
    with tab.page.expect_navigation():
        tab.press("Use it now")
    tab.page.wait_for_load_state("load")
    expect(line).to_be_empty()
    assert asked.since() == {NEWER}
    until(tab, ONLY_NEWER)


def test_a_new_version_waits_for_a_session_in_another_tab(
    own: Served, tabs: Tabs, context: BrowserContext, tab: Tab
) -> None:
    session = tabs.tab(context, own, tab.root)
    session.foresee(*CUT)
    ways.begin(session)
    renewed(own, tab)
    line = tab.page.locator("unpinch-newer")
    expect(line).to_contain_text("A new version of Unpinch is here.")
    expect(session.page.locator("unpinch-newer")).to_be_empty()
    tab.press("Use it now")
    expect(line).to_contain_text("A session is open in another tab.")
    assert tab.page.evaluate(WAITS)
    session.page.close()
    with tab.page.expect_navigation():
        tab.press("Use it now")
    until(tab, ONLY_NEWER)


def test_a_page_never_mixes_versions(own: Served, tab: Tab) -> None:
    asked = Versions(tab)
    tab.page.reload()
    tab.page.wait_for_load_state("load")
    (first,) = asked.since()
    renewed(own, tab)
    assert asked.since() <= {first}
    tab.go("/exercises")
    tab.headed("Exercises")
    until(tab, f"{WAITS}.then((waits) => !waits)")
    own.cut()
    tab.page.reload()
    until(tab, f"{SIGN} === 'offline'")
    tab.headed("Exercises")
    assert asked.since() == {NEWER}


def test_a_record_that_was_deleted_leaves_this_browser_and_each_tab_says_so(
    own: Served, tabs: Tabs, context: BrowserContext, tab: Tab
) -> None:
    other = tabs.tab(context, own, own.someone(ways.checked_in(own.moment, leg=0).lines))
    other.go("/diary")
    until(other, ROWS % ("people", "people", "rows => rows.length === 2 && rows.every(({ whole }) => whole)"))
    second = tabs.tab(context, own, tab.root)
    for one in (tab, second):
        one.foresee("410")
    second.go("/exercises")
    second.headed("Exercises")
    assert own.ask("POST", f"{tab.root}/delete", b"sure=delete", Content_Type=FORM).status == 303
    tab.page.evaluate(WRITE)
    tab.headed("This record was deleted")
    second.headed("This record was deleted")
    for store in STORES:
        assert set(tab.page.evaluate(ROWS % (store, store, WHOSE))) <= {f"/api{other.root}/journal"}
    assert other.page.evaluate(ROWS % ("record", "record", "rows => rows.length"))
    tab.follow("Go to the start")
    expect(tab.page.locator("unpinch-sign")).to_contain_text("Saved")


def test_what_someone_else_wrote_in_this_browser_is_sent_from_any_page(own: Served, tab: Tab) -> None:
    other = own.someone()
    tab.page.evaluate(DRAFT, [f"/api{other}/journal", entry_at(own.moment)])
    tab.page.reload()
    until(tab, ROWS % ("waiting", "waiting", "rows => !rows.length"))
    assert own.kinds(other) == ["resume"]


def test_a_database_that_the_browser_deleted_is_begun_anew(own: Served, tab: Tab) -> None:
    assert tab.page.evaluate(DELETE_ALL)
    own.cut()
    tab.page.evaluate(WRITE)
    until(tab, f"{SIGN} === 'here'")
    assert len(tab.page.evaluate(ROWS % ("waiting", "waiting", WHOSE))) == 1
    own.start()
    until(tab, ROWS % ("waiting", "waiting", "rows => !rows.length"))
    assert own.kinds(tab.root)[-1] == "resume"


def test_where_the_browser_keeps_no_record_it_does_not_claim_to_work_alone(own: Served, tabs: Tabs) -> None:
    own.come_in()
    context = tabs.context(own, cookie=True, keeps=True, ticking=True)
    context.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); }")
    tab = tabs.tab(context, own, own.someone())
    tab.go("/settings")
    expect(tab.page.locator("unpinch-offline")).to_contain_text("keep Unpinch on this device. It works")
    assert tab.page.evaluate("navigator.serviceWorker.getRegistration().then((found) => Boolean(found))") is False


def test_it_can_be_taken_off_this_device_and_brought_back(tab: Tab) -> None:
    tab.go("/settings")
    block = tab.page.locator("unpinch-offline")
    expect(block).to_contain_text("Ready.")
    expect(block).to_contain_text("MB on this device")
    with tab.page.expect_navigation():
        tab.press("Take it off this device")
    expect(block).to_contain_text("You took it off this device.")
    assert tab.page.evaluate(CACHES) == []
    tab.press("Keep it on this device")
    until(tab, KEPT)
    expect(block).to_contain_text("Ready.")


def test_what_an_earlier_version_had_not_sent_is_sent(served: Served, tabs: Tabs) -> None:
    root = served.someone()
    tab = tabs.new(served, root)
    entry = entry_at(served.moment)
    tab.foresee("404")  # this address has no icon
    tab.page.goto(f"{served.origin}/api/openapi.json")
    tab.page.evaluate(EARLIER, [f"/api{root}/journal", entry])
    tab.go("/more")
    ways.delivered(tab)
    (kept,) = served.record(root)
    assert (kept["id"], kept["device"], kept["seq"]) == (entry["id"], entry["device"], 4)
    assert tab.page.evaluate("Object.keys(localStorage).filter((key) => key.includes('/api/'))") == []
