"""How fluently the moving figure is drawn, in Chromium, here without a graphics card: the slowest way there is."""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.table import Table, kb
from tests.e2e.figure_page import DERIVED, DRAWS, PACKAGE, page, serving
from tools import chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

SECONDS = 4
MOST_KB = 1200
LEVELS = ("clamshell_2", "nerve_floss_2", "bridge_3")
MEASURE = """async (seconds) => {
  const {stage} = document.querySelector('unpinch-figure'), {room, transport, motion} = stage;
  stage.paint(); transport.play(); stage.again();
  const times = []; let last = 0, sum = 0;
  await new Promise((done) => { const step = (now) => {
    if (last) { times.push(now - last); sum += now - last; }
    last = now;
    if (sum < 1000 * seconds) requestAnimationFrame(step); else done(); };
    requestAnimationFrame(step); });
  transport.pause(); times.sort((a, b) => a - b);
  const begin = performance.now();
  for (let i = 0; i < 200; i++) { transport.time = (transport.length * i) / 200; stage.moment(); }
  return {median: times[times.length >> 1], worst: times[Math.floor(times.length * 0.95)], level: room.quality.level,
    dots: room.renderer.getPixelRatio(), moment: (performance.now() - begin) / 200, renderer: room.quality.card};
}"""


def tables() -> Iterator[Table]:
    """Yield the table of frame rates, and that of sizes."""
    from playwright.sync_api import sync_playwright

    path = chromium.get(os.environ, sources=(chromium.found, chromium.playwrights_own))
    pages: dict[str, str] = {}
    with sync_playwright() as tool, serving(pages) as address:
        browser = tool.chromium.launch(executable_path=path, args=[*chromium.launch_args(), *DRAWS])
        rows = [row(name, measured(browser, address, pages, name)) for name in LEVELS]
        browser.close()
    about = (
        f"A phone's window (390 x 844), {SECONDS} seconds of each movement, drawn without a graphics card. Dots: how "
        "many are drawn for one of the page's pixels after the figure has adapted. Moment: the script's own work for "
        "one frame."
    )
    yield Table(
        "The moving figure", about, ("level", "frames a second", "slowest of 20", "dots", "moment"), tuple(rows)
    )
    yield sizes()


def measured(browser: Browser, address: str, pages: dict[str, str], name: str) -> dict[str, Any]:
    """Play one movement and return what the page measured."""
    tab = browser.new_page(viewport={"width": 390, "height": 844}, device_scale_factor=2)
    pages["/figure"] = page(motion=name)
    tab.goto(f"{address}/figure")
    tab.wait_for_function("() => document.querySelector('unpinch-figure[data-moving]')")
    tab.evaluate(MEASURE, SECONDS)  # until it has adapted
    found: dict[str, Any] = tab.evaluate(MEASURE, SECONDS)
    tab.close()
    return found


def row(name: str, found: dict[str, Any]) -> tuple[str, ...]:
    """Return a row of the table."""
    return (
        f"`{name}`",
        f"{1000 / found['median']:.0f}",
        f"{1000 / found['worst']:.0f}",
        f"{found['dots']:g}",
        f"{found['moment']:.1f} ms",
    )


def sizes() -> Table:
    """Return what a page with a figure loads more, compressed."""
    static = PACKAGE / "web" / "static"
    groups: dict[str, list[Path]] = {
        "three.js": sorted((static / "vendor" / "three").glob("*.js")),
        "the figure's own scripts and style": [
            *sorted((static / "js" / "figure").glob("*.js")),
            static / "css" / "stage.css",
        ],
        "one body (the largest)": [max((static / "bodies").glob("*.bin"), key=lambda one: one.stat().st_size)],
        "one movement (the largest)": [
            max(DERIVED.glob("*.json"), key=lambda one: len(gzip.compress(one.read_bytes(), 6)))
        ],
    }
    found = {name: sum(len(gzip.compress(path.read_bytes(), 6)) for path in paths) for name, paths in groups.items()}
    rows = [(name, kb(size)) for name, size in found.items()]
    total = sum(found.values())
    rows.append((f"together (at most {MOST_KB} KB)", kb(total)))
    if total > MOST_KB * 1000:
        raise SystemExit(f"A figure loads {kb(total)}, more than {MOST_KB} KB.")
    return Table("What a moving figure loads", "Compressed (gzip, level 6).", ("part", "size"), tuple(rows))
