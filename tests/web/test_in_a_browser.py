"""The door in a real browser: what its cookies, redirects and rules between origins make of it."""

from __future__ import annotations

import http.server
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from tests.e2e.tabs import ALONE
from tests.web.running import Running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

ATTACK = """<!doctype html><title>another program of this machine</title>
<form method="post" action="{origin}/people"><input name="label" value="Eve"></form>
<script>
const all = {{credentials: "include"}}, blind = {{mode: "no-cors", ...all}};
const form = {{method: "POST", body: new URLSearchParams({{label: "Eve"}}), ...blind}};
const tries = [fetch("{origin}/", all), fetch("{origin}/", blind), fetch("{origin}/people", form)];
Promise.allSettled(tries).then((found) => {{
  document.title = found.map((one) => one.value?.status ?? "refused").join();
}});
</script>"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    with Running(tmp_path / "data") as running:
        yield running.ready()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.add_init_script(ALONE)
    yield context.new_page()
    context.close()


@pytest.fixture
def other_port(tmp_path: Path, server: Running) -> Iterator[str]:
    """A page that another program of this machine serves."""
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "index.html").write_text(ATTACK.format(origin=server.origin))
    (folder / "link.html").write_text(f'<a href="{server.origin}/">Unpinch</a>')

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as other:
        Thread(target=other.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{other.server_port}"
        other.shutdown()


def test_the_printed_address_leads_in_and_leaves_no_code_behind(server: Running, page: Page) -> None:
    page.goto(server.address)
    assert page.url.startswith(f"{server.origin}/p/")
    assert page.evaluate("history.length") <= 2
    assert page.evaluate("document.cookie") == ""
    page.goto(f"http://localhost:{server.port}/")
    assert page.url.startswith(f"{server.origin}/p/")


def test_a_closed_door_says_what_to_do_without_an_error_in_the_console(server: Running, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    answer = page.goto(server.origin)
    assert answer
    assert answer.status == 401
    assert "start it again" in page.inner_text("main")
    assert [text for text in said if "401" not in text] == []


def test_a_form_of_our_own_page_is_taken(server: Running, page: Page) -> None:
    page.goto(server.address)
    page.evaluate("document.body.innerHTML = '<form method=post action=/people><input name=label value=Ola></form>'")
    with page.expect_navigation():
        page.evaluate("document.forms[0].submit()")
    page.goto(server.origin)
    assert "Who is it?" in page.inner_text("main")


def test_another_program_of_this_machine_reads_and_writes_nothing(server: Running, page: Page, other_port: str) -> None:
    page.goto(server.address)
    page.goto(other_port)
    page.wait_for_function("document.title.includes(',')")
    assert page.title() == "refused,refused,refused"
    page.evaluate("document.forms[0].submit()")
    page.wait_for_url("**/people")
    assert "own page" in page.inner_text("main")
    page.goto(server.origin)
    assert page.url.startswith(f"{server.origin}/p/"), "one person as before: no chooser"


def test_a_link_from_elsewhere_finds_the_door_open(server: Running, page: Page, other_port: str) -> None:
    page.goto(server.address)
    page.goto(f"{other_port}/link.html")
    page.click("a")
    page.wait_for_url(f"{server.origin}/p/**")
