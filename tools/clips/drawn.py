"""Drives the page that draws clips, in headless Chromium."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import BrowserType, Page, sync_playwright

from tools import chromium
from tools.clips.served import serving
from tools.watched.cases import Case

Row = list[float]
DRAWS = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
"""Flags with which Chromium draws WebGL without a graphics card."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What the model saw: for each frame the landmarks of all people in it, one after another. Times in seconds."""

    frames: list[list[Row]]
    all_s: float
    drawn_s: float
    looked_s: float


@contextmanager
def drawing() -> Iterator[Page]:
    """Open the page."""
    with sync_playwright() as playwright, drawing_in(playwright.chromium, chromium.get(os.environ)) as page:
        yield page


@contextmanager
def drawing_in(kind: BrowserType, path: str) -> Iterator[Page]:
    """Open the page in a browser of its own."""
    with serving() as address:
        browser = kind.launch(executable_path=path, args=[*chromium.launch_args(), *DRAWS])
        page = browser.new_page()
        page.set_default_timeout(0)
        page.goto(address)
        page.wait_for_function("() => globalThis.clips")
        try:
            yield page
        finally:
            browser.close()


def looked(page: Page, case: Case, most: int | None = None) -> Looked:
    """Draw a clip, or its first frames, and return what the pose model saw."""
    found = page.evaluate("([id, most]) => clips.seen(id, most ?? Infinity)", [case.id, most])
    return Looked(found["frames"], **found["took"])


def pictures(page: Page, case: Case, times_s: Sequence[float] | None = None) -> list[bytes]:
    """Return a clip's pictures as JPEG; all of them, or those of some moments."""
    found = page.evaluate("([id, times]) => clips.pictures(id, times)", [case.id, times_s])
    return [base64.b64decode(one) for one in found]
