"""A phone's browser, with the authority installed and with the warning merely clicked away."""

from __future__ import annotations

import os
import ssl
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error, expect

from tests.web.authorities import given_to_chromium
from tests.web.lan import AtHome, free_ports
from tools import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="authorities are kept elsewhere there")
REGISTERED = """() => navigator.serviceWorker.register("/sw.js").then(
  () => "registered", (error) => `${error.name}: ${error.message}`)"""
LOADED_MS = 120_000
"""How long a slow machine may take until all files are on the phone."""
SHOWN_MS = 20_000
CAMERA = "async () => (await navigator.mediaDevices.getUserMedia({ video: true })).getVideoTracks().length"
STATE = """async (wanted) => {
  const here = document.querySelector("script[src$='/js/app.js']").src;
  return (await import(here.replace("app.js", "offline/worker.js"))).offline.state === wanted;
}"""
ASK = """async () => {
  const here = document.querySelector("script[src$='/js/app.js']").src;
  await (await import(here.replace("app.js", "offline/reach.js"))).reach.ask();
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtHome]:
    with AtHome(tmp_path_factory.mktemp("lan") / "data", free_ports(3)) as running:
        yield running.ready()


@pytest.fixture(scope="module")
def phone(
    browser: Browser, server: AtHome, chromium_path: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """A browser that trusts the authority as a phone does that was set up by the guide."""
    home = tmp_path_factory.mktemp("home")
    root = (server.data / "home" / "authority.crt").read_text("ascii")
    given_to_chromium(home, ssl.PEM_cert_to_DER_cert(root))
    made = launched(browser, server, chromium_path, home)
    yield made
    made.close()


@pytest.fixture(scope="module")
def other_phone(
    browser: Browser, server: AtHome, chromium_path: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """A browser that was never set up."""
    made = launched(browser, server, chromium_path, tmp_path_factory.mktemp("other-home"))
    yield made
    made.close()


def launched(browser: Browser, server: AtHome, path: str, home: Path) -> Browser:
    """Start a browser that finds the name on this machine, as mDNS would tell it."""
    finds = f"--host-resolver-rules=MAP {server.name} 127.0.0.1"
    shows = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    return browser.browser_type.launch(
        executable_path=path, args=[*chromium.launch_args(), finds, *shows], env={**os.environ, "HOME": str(home)}
    )


def root_of(url: str) -> str:
    """Return where the person's pages begin."""
    return url[: url.index("/p/") + len("/p/") + 36]


def let_in(context: BrowserContext, server: AtHome) -> Page:
    """Pair the phone as a person does."""
    page = context.new_page()
    page.goto(f"{server.secure}/pair?code={server.code()}")
    page.get_by_label("A name for this phone").fill("Kim's phone")
    page.get_by_role("button", name="Pair it").click()
    page.wait_for_url("**/p/**")
    page.wait_for_load_state("load")
    return page


@pytest.fixture
def trusting(phone: Browser, server: AtHome) -> Iterator[Page]:
    context = phone.new_context()
    yield let_in(context, server)
    context.close()


@pytest.fixture
def clicked_away(other_phone: Browser, server: AtHome) -> Iterator[Page]:
    context = other_phone.new_context(ignore_https_errors=True)
    yield let_in(context, server)
    context.close()


def test_without_the_authority_the_browser_warns(other_phone: Browser, server: AtHome) -> None:
    context = other_phone.new_context()
    with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
        context.new_page().goto(server.secure)
    context.close()


def test_with_the_authority_the_service_worker_is_taken(trusting: Page) -> None:
    assert trusting.evaluate(REGISTERED) == "registered"


def test_with_the_authority_there_is_a_camera(trusting: Page) -> None:
    assert trusting.evaluate(CAMERA) == 1


def test_with_the_warning_clicked_away_the_service_worker_is_refused(clicked_away: Page) -> None:
    assert "SSL certificate error" in clicked_away.evaluate(REGISTERED)


def test_with_the_warning_clicked_away_the_page_says_what_works_and_what_not(clicked_away: Page) -> None:
    clicked_away.goto(f"{root_of(clicked_away.url)}/settings")
    said = clicked_away.locator("unpinch-offline [data-part=said]")
    expect(said).to_contain_text("It works while the computer that runs Unpinch is on", timeout=SHOWN_MS)
    expect(said).to_contain_text("a warning that was clicked away")


def test_with_the_warning_clicked_away_it_never_says_that_it_works_without_a_network(clicked_away: Page) -> None:
    clicked_away.goto(f"{root_of(clicked_away.url)}/settings")
    clicked_away.wait_for_function(STATE, arg="refused")
    clicked_away.context.set_offline(True)
    clicked_away.evaluate(ASK)
    expect(clicked_away.locator("unpinch-sign")).to_have_attribute("data-state", "away", timeout=SHOWN_MS)
    assert clicked_away.evaluate(STATE, "refused")


def test_with_the_authority_it_works_without_a_network(trusting: Page) -> None:
    root = root_of(trusting.url)
    trusting.wait_for_function(STATE, arg="ready", timeout=LOADED_MS)
    trusting.wait_for_function("() => Boolean(navigator.serviceWorker.controller)")
    trusting.context.set_offline(True)
    answer = trusting.goto(f"{root}/settings")
    assert answer
    assert (answer.status, answer.from_service_worker) == (200, True)


def test_a_phone_that_is_removed_is_out_at_once(trusting: Page, server: AtHome) -> None:
    for path in (server.data / "phones").iterdir():
        path.unlink()
    assert trusting.evaluate("() => fetch('/people').then((answer) => answer.status)") == 401
