"""The browser killed in the middle of a session, again and again, and opened anew with the same profile."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Playwright, Route, expect, sync_playwright

from tests.e2e import ways
from tests.e2e.served import Served
from tests.e2e.tabs import PHONE, Tab
from tools import chromium
from tools.reliability.found import Found, count_table
from tools.reliability.player import Player, Steps

if TYPE_CHECKING:
    from bench.table import Table

LISTENS = re.compile(r"DevTools listening on (ws://\S+)")
PATIENCE_MS = 30_000
LATEST_S = 0.2
"""A kill comes so long at most after the last thing that was pressed."""
ABOUT = (
    "Chromium with a profile of its own, on the player's page of a live session, is killed (SIGKILL, all its "
    "processes) at a moment drawn by the seed: within a set, just after it, or after saying how it felt. In half of "
    "the cases the server couldn't be reached before, so that entries wait in the browser. It is opened again with "
    "the same profile: what the server had, and what the browser's database held at the kill, must be in the record "
    "once, and the page must show the set after the last one done."
)
WAITING = """() => new Promise((yes) => {
  const asked = indexedDB.open("unpinch");
  asked.onsuccess = () => {
    const all = asked.result.transaction("waiting").objectStore("waiting").getAll();
    all.onsuccess = () => { asked.result.close(); yes(all.result.map((row) => row.id)); };
  };
})"""
"""The ids of what waits in this browser's database."""


@contextmanager
def browser(playwright: Playwright, program: str, profile: Path, served: Served) -> Iterator[tuple[Tab, int]]:
    """Start a browser of its own with a profile; give a tab and the process to be killed."""
    options = ["--headless=new", "--disable-3d-apis", "--remote-debugging-port=0", f"--user-data-dir={profile}"]
    command = [program, *chromium.launch_args(), *options, "about:blank"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        said = process.stderr or ()
        address = next(found[1] for line in said if (found := LISTENS.search(line)))
        driven = playwright.chromium.connect_over_cdp(address)
        context = driven.contexts[0]
        name, _, value = served.cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": served.origin}])
        now = datetime.fromisoformat(served.moment.text)
        context.clock.install(time=datetime.fromtimestamp(now.timestamp() - 60, tz=now.tzinfo))
        context.clock.pause_at(now)
        page = context.new_page()
        page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
        page.set_default_timeout(PATIENCE_MS)
        yield Tab(page, served), process.pid
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stderr is not None:
            process.stderr.close()


@dataclass
class Tally:
    """What the kills met."""

    kills: int = 0
    sessions: int = 0
    arrived: int = 0
    waited: int = 0
    resumed: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass
class Run:
    """One server, one profile after another, and a session in each until it is over."""

    served: Served
    playwright: Playwright
    program: str
    folder: Path
    dice: Random
    tally: Tally = field(default_factory=Tally)
    player: Player | None = None

    def once(self) -> None:
        """Do a part of a session, kill the browser, open it again and look."""
        one = self.player or self._begun()
        with self._open(one) as (tab, process):
            _shown(tab)
            known = self._lived(tab, one)
            os.killpg(process, signal.SIGKILL)
            self.tally.kills += 1
        with self._open(one) as (tab, _):
            _shown(tab)
            ways.delivered(tab)
            self._check(tab, one, known)

    def _begun(self) -> Player:
        self.tally.sessions += 1
        self.player = one = Player(self.served, f"browsers {self.tally.sessions}")
        while not one.path:
            one.act()
        return one

    @contextmanager
    def _open(self, one: Player) -> Iterator[tuple[Tab, int]]:
        profile = self.folder / one.name.replace(" ", "-")
        with browser(self.playwright, self.program, profile, self.served) as (tab, process):
            tab.root = one.root
            tab.page.goto(f"{self.served.origin}{one.path}")
            yield tab, process

    def _lived(self, tab: Tab, one: Player) -> set[str]:
        """Do a set as far as chance wants; return what the server has, and what waits in the browser."""
        if self.dice.random() < 0.5:
            tab.page.route("**/api/p/*/journal", _nobody)
        seconds = _lasts(Steps.of(self.served.ask("GET", one.path).body))
        tab.page.get_by_role("button", name=ways.READY).or_(tab.page.get_by_role("button", name="Begin")).click()
        tab.pass_s(ways.COUNTED_IN_S)
        far = self.dice.randrange(3)
        if far:
            tab.sleep_s(seconds)
            tab.blink()
        felt = tab.page.get_by_role("button", name="Same or better")
        if far > 1 and felt.is_visible():
            felt.click()
        time.sleep(self.dice.uniform(0, LATEST_S))
        waiting = tab.page.evaluate(WAITING)
        self.tally.waited += len(waiting)
        return {*waiting, *(entry["id"] for entry in self.served.record(one.root))}

    def _check(self, tab: Tab, one: Player, known: set[str]) -> None:
        """See that all is there once, and that the page stands right."""
        record = self.served.record(one.root)
        ids = Counter(entry["id"] for entry in record)
        lost, doubled = known - ids.keys(), sum(count > 1 for count in ids.values())
        done = [entry["values"]["index"] for entry in record if entry["kind"] == "set_done"]
        self.tally.arrived += len(ids)
        if lost or doubled or len(done) != len(set(done)):
            self.tally.faults.append(f"{one.name}: {len(lost)} entries lost, {doubled} doubled, sets done {done}")
        stands = _stands(tab)
        if stands.get("number") == len(done) + 1 or stands["kind"] == "felt":
            self.tally.resumed += 1
        elif stands["kind"] not in {"ended", "over"}:
            self.tally.faults.append(f"{one.name}: after {len(done)} sets the page stands at {stands}")
        if stands["kind"] != "set":
            self.player = None


def _nobody(route: Route) -> None:
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def _shown(tab: Tab) -> None:
    """Wait until the page is alive: its player has taken the plain form's place, or the session is over."""
    tab.page.wait_for_load_state("load")
    if not tab.page.url.endswith("/end"):
        expect(tab.page.locator(".plain-player[hidden]")).to_be_attached(timeout=PATIENCE_MS)


def _stands(tab: Tab) -> dict[str, Any]:
    """Return the step at which the page stands by all that has arrived: it is asked for anew."""
    tab.page.reload()
    _shown(tab)
    if tab.page.url.endswith("/end"):
        return {"kind": "over"}
    found = Steps.of(tab.page.content().encode())
    step = found.steps[found.at]
    return {"kind": step["kind"], "number": (step["set"] or {}).get("number")}


def _lasts(steps: Steps) -> int:
    """Return how long the set takes that comes now, in seconds, and a little more."""
    set_ = steps.steps[steps.at]["set"] or {"hold_s": 5}
    moved_s = set_.get("repetitions", 0) * sum(part["seconds"] for part in set_.get("tempo", ()))
    return int((set_["hold_s"] or moved_s) + 2)


def browsers(count: int, seed: int) -> Found:
    """Kill the browser so many times; return what was found."""
    program = chromium.get(os.environ, sources=(chromium.found, chromium.playwrights_own))
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name,
        Served(Path(name) / "data") as served,
        sync_playwright() as playwright,
    ):
        run = Run(served.come_in(), playwright, program, Path(name), Random(seed))
        for number in range(1, count + 1):
            run.once()
            if number % 5 == 0:
                print(f"  {number} kills, {len(run.tally.faults)} faults", flush=True)
    return Found(f"browsers --count {count} --seed {seed}", [_table(run.tally)], run.tally.faults)


def _table(tally: Tally) -> Table:
    rows = (
        ("kills of the browser", tally.kills),
        ("sessions", tally.sessions),
        ("entries that waited in the browser at a kill", tally.waited),
        ("entries in the record, counted after each kill", tally.arrived),
        ("sessions that went on at the right set", tally.resumed),
    )
    return count_table("The browser is killed", ABOUT, rows)
