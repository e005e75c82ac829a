"""Takes the pictures in docs/screenshots through the real pages of a real server; draws the strips in docs/exercises.

The pictures tell a believable story. The server, its clock and the stories are those of tests/e2e, so a picture shows
nothing that the tests don't walk.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.e2e import pages, ways
from tests.e2e.served import MORNING, Served, root_of
from tests.e2e.tabs import Tab, Tabs
from tools import chromium, strips

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
MOST_BYTES = 3_400_000
PHONE, DESKTOP, LIGHT, DARK = "phone", "desktop", "light", "dark"
ALL = ((PHONE, LIGHT), (PHONE, DARK), (DESKTOP, LIGHT), (DESKTOP, DARK))
ONE = ((PHONE, LIGHT),)
OPEN_FIGURE = ":is(.player, details[open]) unpinch-figure"
PATIENCE_MS = 120_000
CHARTS = ("pain", "measures", "course", "calendar", "doses", "felt", "camera")


@dataclass(frozen=True, slots=True)
class Shot:
    """One moment: whose record, which page, what is done there, and in which sizes and colours it is taken."""

    name: str
    page: str
    go: Callable[[Tab], None] = lambda _: None
    looks: tuple[tuple[str, str], ...] = ONE


ANSWERED_MS = 2_000


def feels(tab: Tab) -> None:
    """Say where it hurts and how much."""
    ways.touch(tab, "left", "knee")
    tab.press("Tingling or numb")
    ways.touch(tab, "left", "calf")
    tab.tick("left_leg_pain", 2)
    tab.page.evaluate("scrollTo(0, 0)")


def floss(tab: Tab) -> None:
    """Go into the middle of a set."""
    ways.begin(tab)
    tab.press(ways.READY)
    tab.pass_s(ways.COUNTED_IN_S + 13)
    moves(tab)


def moves(tab: Tab) -> None:
    """Wait until the figure is drawn; without a graphics card that takes its time."""
    tab.foresee("GPU stall", "WebGL")
    tab.page.set_default_timeout(PATIENCE_MS)
    tab.page.locator(OPEN_FIGURE).first.scroll_into_view_if_needed()
    tab.page.locator(f"{OPEN_FIGURE}[data-moving]").first.wait_for()
    tab.blink()


def set_up(tab: Tab) -> None:
    """Stand before the second exercise."""
    ways.begin(tab)
    tab.press("Skip")
    ways.delivered(tab)
    tab.page.wait_for_timeout(ANSWERED_MS)  # what is under way would be given up as time passes
    tab.pass_s(11)


def stopped(tab: Tab) -> None:
    floss(tab)
    ways.stop(tab)
    tab.tick("reason", "tingling")
    tab.page.evaluate("scrollTo(0, 0)")


def chart(name: str) -> Callable[[Tab], None]:
    """Return what brings a chart of the progress page into sight."""
    return lambda tab: tab.page.locator(f"#{name}-name").evaluate("one => one.closest('section').scrollIntoView()")


SHOTS = (
    Shot("check-in", "check_in_again", feels, ALL),
    Shot("today", "today", looks=ALL),
    Shot("set-up", "today", set_up, ((PHONE, DARK), (DESKTOP, DARK))),
    Shot("player", "today", floss, ((PHONE, DARK), (DESKTOP, DARK))),
    Shot("stopped", "today", stopped, ((PHONE, DARK),)),
    Shot("locked", "locked", looks=((PHONE, LIGHT), (DESKTOP, LIGHT))),
    Shot("diary", "diary", looks=((PHONE, LIGHT), (DESKTOP, DARK))),
    Shot("progress", "progress", looks=((PHONE, LIGHT), (DESKTOP, DARK))),
    Shot("progress-lost", "progress_lost"),
    *(Shot(f"progress-{name}", "progress", chart(name)) for name in CHARTS),
    Shot("exercises", "exercises", looks=((PHONE, LIGHT), (DESKTOP, LIGHT))),
    Shot("exercise", "exercise", moves, ((PHONE, LIGHT), (DESKTOP, LIGHT))),
    Shot("bad-day", "bad_day", looks=((PHONE, LIGHT), (PHONE, DARK))),
    Shot("education", "article", looks=((PHONE, LIGHT),)),
)


def take(browser: Browser, folder: Path) -> Iterator[Path]:
    """Take every picture into a folder; yield its path."""
    for shot in SHOTS:
        for size, colours in shot.looks:
            path = folder / f"{shot.name}-{size}-{colours}.png"
            _take_one(browser, shot, (size, colours), path)
            yield path


def _take_one(browser: Browser, shot: Shot, look: tuple[str, str], path: Path) -> None:
    found = pages.shown(shot.page, MORNING)
    size, colours = look
    with tempfile.TemporaryDirectory(prefix="unpinch-shot-") as scratch, Served(Path(scratch) / "data") as served:
        tabs = Tabs(browser)
        tab = tabs.new(served.come_in(), size=size, color_scheme=colours)
        tab.page.goto(served.address)
        tab.root = root_of(tab.page.url)
        served.fill(tab.root, found.lines)
        tab.go(found.path)
        shot.go(tab)
        tab.blink()
        tab.page.mouse.move(0, 0)
        tab.page.screenshot(path=path, animations="disabled")
        tabs.close()


def main() -> int:
    """Take all pictures anew; those of before go only when all are there, and not for more than the docs may weigh."""
    with tempfile.TemporaryDirectory(prefix="unpinch-shots-") as scratch, sync_playwright() as playwright:
        path = chromium.get(os.environ)
        browser = playwright.chromium.launch(executable_path=path, args=chromium.launch_args())
        made = list(take(browser, Path(scratch)))
        browser.close()
        weight = sum(path.stat().st_size for path in made)
        if weight > MOST_BYTES:
            print(f"The pictures weigh {weight} bytes, more than {MOST_BYTES}: take fewer looks in SHOTS.")
            return 1
        replace(made)
    print(f"{len(made)} pictures in docs/screenshots, {weight // 1000} kB")
    return strips.main()


def replace(made: list[Path]) -> None:
    """Put the new pictures in the place of the old ones."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for path in made:
        shutil.copyfile(path, FOLDER / path.name)


if __name__ == "__main__":
    sys.exit(main())
