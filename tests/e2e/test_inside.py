"""Pages drawn in a browser's own worker: the same as here, and what is written in them reaches the server once."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.served import MORNING
from tests.e2e.ways import checked_in, diary
from tools.golden import FOLDER, JOURNAL, expected_of, lines_of, names
from unpinch.guidance import decide
from unpinch.journal import Moment, read_lines
from unpinch.programme import load
from unpinch.screens.seat import Seat
from unpinch.screens.today import result_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

    from tests.e2e.served import Served

PERSON = "11111111-1111-4111-8111-111111111111"
PLACE = {"person": PERSON, "name": "Kim", "device": "22222222-2222-4222-8222-222222222222"}
MODULES = """names => {
  const at = new URL("./inside/", document.querySelector("script[type=module]").src);
  return Promise.all(names.map((name) => import(`${at}${name}.js`))).then((found) => {
    window.inside = Object.assign({}, ...found);
  });
}"""
"""The modules of a page, in its own window, as its scripts have them."""
MANY = """async ([place, pairs]) => {
  const { kit } = await (await fetch(document.body.dataset.inside)).json();
  const seat = new window.inside.Seat(kit);
  const said = {};
  for (const [name, { journal, now, path }] of Object.entries(pairs)) {
    await seat.call("begin");
    await seat.call("stand", JSON.stringify(place));
    await seat.call("add", new TextEncoder().encode(journal));
    said[name] = await seat.call("answer", JSON.stringify({ method: "GET", path, form: [], now }));
  }
  seat.close();
  return said;
}"""
ASK = """async asked => {
  const { status, headers, html } = await window.inside.answer(asked);
  return { status, headers, html: await new Response(html).text() };
}"""
WAITING = """api => new Promise((done) => {
  const asked = indexedDB.open("unpinch");
  asked.onsuccess = () => {
    const all = asked.result.transaction("waiting").objectStore("waiting").getAll(IDBKeyRange.bound([api], [api, []]));
    all.onsuccess = () => { asked.result.close(); done(!all.result.length); };
  };
})"""
NUMBER = re.compile(r'name="form_number" value="([^"]+)"')
LIMIT_MS = 180_000


@pytest.fixture(scope="module")
def page(browser: Browser, server: Served) -> Iterator[Page]:
    """A browser that the door is open to; time stands still in it. Started once for all: Python takes seconds."""
    context = browser.new_context(timezone_id="Europe/Berlin", service_workers="block")
    context.set_default_timeout(LIMIT_MS)
    name, _, value = server.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": server.origin}])
    context.clock.set_fixed_time(MORNING.text)
    yield opened(context.new_page(), server)
    context.close()


def opened(page: Page, server: Served) -> Page:
    page.goto(f"{server.origin}{server.someone()}/today")
    page.evaluate(MODULES, ["answer", "record", "seat", "sync"])
    return page


def ask(page: Page, path: str, form: dict[str, str] | None = None) -> dict[str, Any]:
    """Have the page draw a page of a person, or take its form."""
    asked = {"method": "GET" if form is None else "POST", "path": path, "body": form}
    found: dict[str, Any] = page.evaluate(ASK, asked)
    return found


def pull(page: Page, root: str) -> int:
    """Bring the record up to date; return how many lines of it the browser has."""
    assert page.evaluate("api => window.inside.pull(api)", f"/api{root}/journal")
    lines: int = page.evaluate("api => window.inside.count(api)", f"/api{root}/journal")
    return lines


def arrived(page: Page, root: str) -> None:
    """Wait until nothing waits for the server any more."""
    page.wait_for_function(WAITING, arg=f"/api{root}/journal")


def checking_in(page: Page, root: str) -> dict[str, str]:
    html = ask(page, f"{root}/check-in")["html"]
    return {"left_leg_pain": "3", "form_number": NUMBER.findall(html)[0]}


def test_every_golden_pair_is_decided_and_drawn_in_the_browser_as_on_the_server(page: Page) -> None:
    pairs = {
        name: {
            "journal": b"\n".join(lines_of(FOLDER, name)).decode(),
            "now": expected_of(FOLDER, name)["now"],
            "path": f"/p/{PERSON}/plan",
        }
        for name in names(FOLDER, JOURNAL)
    }
    there: dict[str, str] = page.evaluate(MANY, [PLACE, pairs])
    anew = 0
    for name, pair in pairs.items():
        here, said = drawn(**pair), json.loads(there[name])
        assert said == here, name
        anew += [new["values"]["result"] for new in said["new"]] == [decided(pair)]
    assert anew > 0.9 * len(pairs)


def drawn(journal: str, now: str, path: str) -> dict[str, Any]:
    """What this Python answers."""
    seat = Seat(load())
    seat.stand(json.dumps(PLACE))
    seat.add(journal.encode())
    found: dict[str, Any] = json.loads(seat.answer(json.dumps({"method": "GET", "path": path, "form": [], "now": now})))
    return found


def decided(pair: dict[str, str]) -> str:
    entries, _ = read_lines(pair["journal"].encode().split(b"\n"))
    return result_of(decide(load(), entries, Moment.parse(pair["now"])))


def test_what_is_said_inside_reaches_the_server_once_and_stays_here(page: Page, served: Served) -> None:
    root = served.someone(diary(MORNING).ready().lines)
    before = pull(page, root)
    form = checking_in(page, root)
    assert ask(page, f"{root}/check-in", form)["headers"]["location"] == f"{root}/today"
    assert "Decompress" in ask(page, f"{root}/today")["html"]
    arrived(page, root)
    assert served.kinds(root)[-1] == "check_in"
    assert served.kinds(root).count("check_in") == 1
    assert pull(page, root) == before + 2  # the check-in and the plan
    assert "Decompress" in ask(page, f"{root}/today")["html"]
    assert ask(page, f"{root}/check-in", form)["status"] == 303
    arrived(page, root)
    assert served.kinds(root).count("check_in") == 1


def test_two_tabs_that_send_one_form_at_once_write_it_once(page: Page, served: Served) -> None:
    root = served.someone(diary(MORNING).ready().lines)
    pull(page, root)
    form = checking_in(page, root)
    other = opened(page.context.new_page(), served)
    asked = {"method": "POST", "path": f"{root}/check-in", "body": form}
    for tab in (page, other):
        tab.evaluate("asked => { window.asked = window.inside.answer(asked).then(({ status }) => status); }", asked)
    assert [tab.evaluate("window.asked") for tab in (page, other)] == [303, 303]
    arrived(page, root)
    other.close()
    assert served.kinds(root).count("check_in") == 1


def test_the_copy_saved_inside_is_the_servers_file(page: Page, served: Served) -> None:
    root = served.someone(checked_in(MORNING).lines)
    pull(page, root)
    there = served.ask("GET", f"{root}/export").body
    found = ask(page, f"{root}/export")
    assert found["headers"]["content-disposition"] == 'attachment; filename="unpinch-journal-2026-11-22.jsonl"'
    assert found["html"].encode() == there


def test_a_server_that_forgot_something_is_given_all_that_is_known_here(page: Page, served: Served) -> None:
    root = served.someone(checked_in(MORNING).lines)
    lines = pull(page, root)
    given: list[str] = []

    def restored(route: Route) -> None:
        if route.request.method == "POST":
            answer = route.fetch()
            given.extend(item["status"] for item in answer.json()["items"])
            route.fulfill(response=answer)
        else:
            route.fulfill(status=409) if not given else route.continue_()

    page.route(f"**/api{root}/journal**", restored)
    assert pull(page, root) == lines
    assert given == ["already_there"] * lines
    page.unroute_all()


def test_a_record_that_is_not_here_yet_is_not_made_up(page: Page, served: Served) -> None:
    root = served.someone(checked_in(MORNING).lines)
    said = page.evaluate("path => window.inside.answer({ path }).catch((error) => error.name)", f"{root}/today")
    assert said == "NotFoundError"
