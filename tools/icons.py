"""Draw the icons that installers ask for as PNG from our SVG: python -m tools.icons [check].

Each PNG holds the SHA-256 of the SVG it was drawn from, so that a test sees when one is stale without drawing it.
"""

from __future__ import annotations

import hashlib
import os
import struct
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools import chromium

IMAGES = Path(__file__).resolve().parents[1] / "src" / "unpinch" / "web" / "static" / "img"
SOURCE = IMAGES / "icon.svg"
KEYWORD = b"Drawn from"
_HEADER_BYTES = 33
"""The signature and the first chunk, IHDR."""


@dataclass(frozen=True, slots=True)
class Icon:
    """One PNG: its name, its edge, and how much of the edge the drawing takes on a full ground of its own colour."""

    name: str
    size_px: int
    part: float = 1.0

    @property
    def path(self) -> Path:
        """Where it lies."""
        return IMAGES / f"{self.name}.png"


ICONS = (
    Icon("icon-192", 192),
    Icon("icon-512", 512),
    Icon("icon-maskable-512", 512, part=0.8),
    Icon("icon-180", 180, part=0.86),
)
"""Maskable ones may be cut to a circle of 80 % of their edge; iOS rounds the corners itself."""


def stamp() -> bytes:
    """Return what a PNG of today's drawing says of its origin."""
    return hashlib.sha256(SOURCE.read_bytes()).hexdigest().encode()


def stamped(png: bytes) -> bytes:
    """Return the PNG with a text chunk that names the drawing it was made from."""
    body = b"tEXt" + KEYWORD + b"\0" + stamp()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return png[:_HEADER_BYTES] + chunk + png[_HEADER_BYTES:]


def is_current(icon: Icon) -> bool:
    """Tell whether an icon was drawn from today's SVG."""
    return icon.path.is_file() and KEYWORD + b"\0" + stamp() in icon.path.read_bytes()


def _page(icon: Icon, svg: str) -> str:
    ground = "#0e5d5b" if icon.part < 1 else "transparent"
    edge = round(icon.size_px * icon.part)
    return (
        f'<body style="margin:0;display:grid;place-items:center;width:{icon.size_px}px;height:{icon.size_px}px;'
        f'background:{ground}"><div style="width:{edge}px;height:{edge}px">{svg}</div>'
    )


def draw() -> None:
    """Draw all icons anew."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium.get(os.environ), args=chromium.launch_args())
        for icon in ICONS:
            page = browser.new_page(viewport={"width": icon.size_px, "height": icon.size_px})
            page.set_content(_page(icon, SOURCE.read_text("utf-8")))
            icon.path.write_bytes(stamped(page.screenshot(omit_background=True)))
            page.close()
        browser.close()


def main(arguments: list[str]) -> int:
    """Draw them, or with `check` say which are stale."""
    if arguments != ["check"]:
        draw()
        return 0
    stale = [icon.name for icon in ICONS if not is_current(icon)]
    if stale:
        print(f"Stale: {', '.join(stale)}. Run: python -m tools.icons")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
