"""A tab of a person: the page, the clock of page and server together, and what goes wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

if TYPE_CHECKING:
    from playwright._impl._api_structures import SetCookieParam

    from tests.e2e.served import Served

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
SIZES = {"phone": PHONE, "desktop": DESKTOP}
ZONE = "Europe/Berlin"
ALONE = "delete Navigator.prototype.serviceWorker"
"""A browser without service workers keeps nothing for being without a network, and loads nothing for it."""


@dataclass
class Tab:
    """One tab. Time passes in it and on the server only when the test says so."""

    page: Page
    served: Served
    root: str = ""
    complaints: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    foreseen: tuple[str, ...] = ()

    def foresee(self, *words: str) -> None:
        """Take it calmly when the console says something with these words: the test is about just that."""
        self.foreseen = (*self.foreseen, *words)

    @property
    def surprises(self) -> list[str]:
        return [line for line in self.complaints if not any(word in line for word in self.foreseen)]

    def go(self, path: str) -> Page:
        """Open a page of this person."""
        self.page.goto(f"{self.served.origin}{self.root}{path}")
        return self.page

    def press(self, name: str, *, exact: bool = True) -> None:
        self.page.get_by_role("button", name=name, exact=exact).click()
        self.carried()

    def follow(self, name: str, *, exact: bool = True) -> None:
        self.page.get_by_role("link", name=name, exact=exact).click()
        self.carried()

    def carried(self) -> None:
        """Wait until what was pressed is answered, as a click that loads a page waits by itself."""
        expect(self.page.locator(".htmx-request")).to_have_count(0)

    def tick(self, name: str, value: object) -> None:
        """Choose an answer by its field and value: the label is what a finger meets."""
        answer = self.page.locator(f"label:has(> input[name={name}][value='{value}'])")
        answer.locator("visible=true").click()

    def headed(self, text: str) -> None:
        """Wait until a heading of the page says so."""
        expect(self.page.get_by_role("heading", name=text).first).to_be_visible()

    def ends(self) -> None:
        """Wait until the tab shows the page after a session."""
        self.page.wait_for_url("**/session/*/end")

    def at(self, path: str) -> None:
        """Wait until the tab shows this page of the person."""
        expect(self.page).to_have_url(f"{self.served.origin}{self.root}{path}")

    def pass_s(self, seconds: float) -> None:
        """Let time pass, in the page tick by tick, once the page has all its scripts."""
        self.page.wait_for_load_state("load")
        self.served.turn(int(seconds))
        self.page.clock.run_for(int(seconds * 1000))

    def blink(self) -> None:
        """Let the page draw its next frame."""
        self.page.clock.run_for(50)

    def sleep_s(self, seconds: int) -> None:
        """Let time pass behind a locked screen: the page's timers wake up once, late."""
        self.page.wait_for_load_state("load")
        self.served.turn(seconds)
        self.page.clock.fast_forward(seconds * 1000)


class Tabs:
    """Opens tabs and looks after them."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.open: list[Tab] = []
        self.contexts: list[BrowserContext] = []

    def new(self, served: Served, root: str = "", size: str = "phone", **options: Any) -> Tab:
        """Open a tab in a browser of its own; with a root, the door is open to it."""
        return self.tab(self.context(served, size, cookie=bool(root), **options), served, root)

    def context(self, served: Served, size: str = "phone", *, cookie: bool = False, **options: Any) -> BrowserContext:
        """Open a browser; with `cookie` the door is open to it, with `keeps` it keeps what works without a network."""
        scripts = options.pop("java_script_enabled", True)
        ticking, keeps = options.pop("ticking", False), options.pop("keeps", False)
        known: dict[str, Any] = {"viewport": SIZES[size], "timezone_id": ZONE, "locale": "en-GB", **options}
        context = self.browser.new_context(java_script_enabled=scripts, **known)
        self.contexts.append(context)
        if cookie:
            context.add_cookies([_cookie(served)])
        if scripts and not keeps:
            context.add_init_script(ALONE)
        if scripts:
            _set_clock(context, served, ticking=ticking)
        return context

    def tab(self, context: BrowserContext, served: Served, root: str = "") -> Tab:
        """Open one more tab of a browser."""
        tab = Tab(context.new_page(), served, root)
        tab.page.set_default_timeout(15_000)
        tab.page.on(
            "console", lambda line: tab.complaints.append(line.text) if line.type in {"error", "warning"} else None
        )
        tab.page.on("pageerror", lambda error: tab.complaints.append(str(error)))
        tab.page.on("request", lambda asked: tab.outside.append(asked.url) if not _own(asked.url, served) else None)
        self.open.append(tab)
        return tab

    def close(self) -> None:
        """Close all; complain of what they complained of."""
        for context in self.contexts:
            context.close()
        surprises = [line for tab in self.open for line in tab.surprises]
        outside = [url for tab in self.open for url in tab.outside]
        assert not surprises, surprises
        assert not outside, outside


def _cookie(served: Served) -> SetCookieParam:
    name, _, value = served.cookie.partition("=")
    return {"name": name, "value": value, "url": served.origin}


def _own(url: str, served: Served) -> bool:
    return url.startswith((served.origin, "data:", "blob:"))


def _set_clock(context: BrowserContext, served: Served, *, ticking: bool) -> None:
    now = datetime.fromisoformat(served.moment.text)
    if ticking:
        context.clock.set_fixed_time(now)
        return
    context.clock.install(time=datetime.fromtimestamp(now.timestamp() - 60, tz=now.tzinfo))
    context.clock.pause_at(now)
