"""Pages made in the browser's own worker: how long Python takes to start, how fast pages and decisions come, weight."""

from __future__ import annotations

import gzip
import os
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bench.table import Table, Times, kb, ms
from tests.e2e.pages import lived_by
from tests.e2e.served import MORNING, Served
from tools import chromium
from tools.golden import FOLDER, JOURNAL, expected_of, lines_of, names
from unpinch.programme import load
from unpinch.web import core

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

STARTS, RUNS = 3, 5
STORY = "settling"
PATHS = ("/today", "/check-in", "/diary", "/progress", "/exercises", "/exercises/bridge", "/report", "/settings")
PULL = """async ([module, api]) => {
  const { pull } = await import(`${module}/sync.js`);
  const began = performance.now();
  await pull(api);
  return performance.now() - began;
}"""
WARM = """async (module) => {
  const { warm } = await import(`${module}/answer.js`);
  const began = performance.now();
  await warm();
  return performance.now() - began;
}"""
ASK = """async ([module, path]) => {
  const { answer } = await import(`${module}/answer.js`);
  const began = performance.now();
  await answer({ path });
  return performance.now() - began;
}"""
DECIDE = """async ([module, pairs]) => {
  const { Seat } = await import(`${module}/seat.js`);
  const { kit } = await (await fetch(document.body.dataset.inside)).json();
  const seat = new Seat(kit);
  const person = "11111111-1111-4111-8111-111111111111";
  const asked = { method: "GET", path: `/p/${person}/plan`, form: [] };
  await seat.call("stand", JSON.stringify({ person }));
  const times = [];
  for (const [journal, now] of pairs) {
    await seat.call("begin");
    const began = performance.now();
    await seat.call("add", new TextEncoder().encode(journal));
    const read = performance.now();
    await seat.call("answer", JSON.stringify({ ...asked, now }));
    times.push([read - began, performance.now() - read]);
  }
  seat.close();
  return times;
}"""
KEPT = "caches.open('compiled-unpinch').then((cache) => cache.keys()).then((keys) => keys.length > 0)"
PATIENCE_MS = 120_000


def tables() -> Iterator[Table]:
    """Yield the tables: starting, pages, decisions, sizes."""
    lines = lived_by(STORY)(MORNING).lines
    with tempfile.TemporaryDirectory() as folder, Served(Path(folder) / "data") as served:
        served.come_in()
        root = served.someone(lines)
        starts = [_starts(served, root) for _ in range(STARTS)]
        with _fresh(served) as context:
            page, module = _opened(context, served, root)
            pulled = page.evaluate(PULL, [module, f"/api{root}/journal"])
            page.evaluate(WARM, module)
            pages = {path: [page.evaluate(ASK, [module, root + path]) for _ in range(RUNS)] for path in PATHS}
            decided = page.evaluate(DECIDE, [module, _golden()])
    yield _starting(starts)
    yield _paging(pages, pulled, len(lines))
    yield _deciding(decided)
    yield _sizes()


@contextmanager
def _fresh(served: Served) -> Iterator[BrowserContext]:
    """A browser with a folder of its own, that has kept nothing yet."""
    from playwright.sync_api import sync_playwright

    path = chromium.get(os.environ, sources=(chromium.found, chromium.playwrights_own))
    with sync_playwright() as tool, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        context = tool.chromium.launch_persistent_context(
            folder, executable_path=path, args=chromium.launch_args(), service_workers="block"
        )
        context.set_default_timeout(PATIENCE_MS)
        name, _, value = served.cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": served.origin}])
        context.clock.set_fixed_time(MORNING.text)
        yield context
        context.close()


def _opened(context: BrowserContext, served: Served, root: str) -> tuple[Page, str]:
    page = context.new_page()
    page.goto(f"{served.origin}{root}/diary")
    found: str = page.evaluate("new URL('./inside', document.querySelector('script[type=module]').src).href")
    return page, found


def _starts(served: Served, root: str) -> tuple[float, float]:
    """Start Python for the first time, then again from what the browser has kept."""
    with _fresh(served) as context:
        page, module = _opened(context, served, root)
        first = page.evaluate(WARM, module)
        page.wait_for_function(KEPT)
        page.close()
        page, module = _opened(context, served, root)
        return first, page.evaluate(WARM, module)


def _starting(starts: list[tuple[float, float]]) -> Table:
    names = ("the first time, all of it fetched", "again, from what the browser has kept")
    rows = tuple((name, *Times(runs).cells()) for name, runs in zip(names, zip(*starts, strict=True), strict=True))
    about = f"Pyodide with all rooms that travel, in Chromium, until a page can be asked for; {STARTS} browsers."
    return Table("Without a network: starting", about, ("start", "median", "least"), rows)


def _paging(pages: dict[str, list[float]], pulled: float, lines: int) -> Table:
    rows = [("bring the record in", ms(pulled), ms(pulled))]
    rows += [(f"`{path}`", *Times(tuple(runs)).cells()) for path, runs in pages.items()]
    about = f"A record of {lines} lines, from asking to the page's HTML; {RUNS} times each, the first one included."
    return Table("Without a network: pages", about, ("page", "median", "least"), tuple(rows))


def _golden() -> list[tuple[str, str]]:
    """Return each golden pair's journal and moment."""
    every = names(FOLDER, JOURNAL)
    return [(b"\n".join(lines_of(FOLDER, name)).decode(), expected_of(FOLDER, name)["now"]) for name in every]


def _deciding(times: list[tuple[float, float]]) -> Table:
    parts = ("read its lines", "decide, and draw the plan")
    cells = [
        (name, statistics.median(runs), max(runs)) for name, runs in zip(parts, zip(*times, strict=True), strict=True)
    ]
    rows = tuple((name, ms(median), ms(most)) for name, median, most in cells)
    about = f"The {len(times)} golden pairs, each by itself and once, in Python that has started."
    return Table("Without a network: decisions", about, ("step", "median", "slowest"), rows)


def _sizes() -> Table:
    packed = core.packed(load())
    rows = (("the core zip", kb(len(packed)), kb(len(gzip.compress(packed, 6, mtime=0)))),)
    return Table("Without a network: what travels", "Beside Pyodide.", ("part", "whole", "as sent"), rows)
