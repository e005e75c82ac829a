"""What makes a web site an application that is there without a network.

The manifest, the service worker of this version, and the one document that stands for any page while no server
answers (docs/offline.md). Nothing of them is personal. What the worker keeps is listed here by address; every address
names the content of what it leads to.
"""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MANIFEST, WORKER, SHELL = "/manifest.webmanifest", "/sw.js", "shell.html"
NEEDED = frozenset({".bin", ".css", ".html", ".js", ".json", ".mjs", ".png", ".svg", ".wasm", ".woff2", ".zip"})
"""What pages and Python in the page are made of; licences and packed copies aren't."""
UNUSED = frozenset(
    {"derived/pages.json", "derived/setup.json", "derived/stills.json", "vendor/kept.json", "core.zip", "inside.json"}
)
"""What no page asks for by its version: the core zip holds it, or names it by its own content."""
LARGE = ("vendor/mediapipe/", "vendor/pose/", "vendor/pyodide/")
"""Asked for by the name of their own content."""
_PAPER, _DARK, _TEAL = "#faf6ef", "#0e1718", "#0e5d5b"


def is_needed(path: str) -> bool:
    """Tell whether a file is of a kind that pages are made of."""
    return PurePosixPath(path).suffix in NEEDED


def needed(names: Iterable[str]) -> Iterator[str]:
    """Yield the static files, by their path below /static/, that pages ask for by the version's address."""
    return (name for name in sorted(names) if is_needed(name) and name not in UNUSED and not name.startswith(LARGE))


def manifest(static: str) -> bytes:
    """Return the manifest, the icons from this version."""
    icons = [
        _icon(f"{static}/img/icon.svg", "any", "image/svg+xml", "any"),
        *(_icon(f"{static}/img/icon-{size}.png", f"{size}x{size}", "image/png", "any") for size in (192, 512)),
        _icon(f"{static}/img/icon-maskable-512.png", "512x512", "image/png", "maskable"),
    ]
    said = {
        "id": "/",
        "name": "Unpinch",
        "short_name": "Unpinch",
        "description": "A guide through band exercises for sciatica. It works without a network.",
        "lang": "en",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": _PAPER,
        "theme_color": _TEAL,
        "categories": ["health", "fitness"],
        "icons": icons,
    }
    return json.dumps(said, indent=1).encode()


def _icon(src: str, sizes: str, type_: str, purpose: str) -> dict[str, str]:
    return {"src": src, "sizes": sizes, "type": type_, "purpose": purpose}


def worker(static: str, kept: Iterable[str], later: Iterable[str]) -> bytes:
    """Return the service worker: its version, what it keeps, and where the rest of it is.

    `later`: folders of large files that are kept once they have been asked for.
    """
    said: dict[str, Any] = {
        "version": PurePosixPath(static).name,
        "shell": f"{static}/{SHELL}",
        "files": list(kept),
        "later": list(later),
    }
    return f'self.unpinch = {json.dumps(said, indent=0)};\nimportScripts("{static}/js/offline/service.js");\n'.encode()


def shell(inside: str) -> bytes:
    """Return the document that stands for any page; `inside`: where Python in the page finds its parts."""
    return render_to_string("web/shell.html", {"inside": inside}).encode()
