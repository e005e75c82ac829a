"""Renders the personal pages in Pyodide under Node and here, and compares them byte for byte.

The zip is the one that travels to a browser (web/core.py), so a page that leans on anything else fails here.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from time import perf_counter
from typing import Any

from tools import page_walk
from tools.page_walks import walks
from tools.vendor import node_command
from unpinch.programme import load
from unpinch.web import core as packing

ROOT = Path(__file__).resolve().parent.parent
PYODIDE = ROOT / "node_modules" / "pyodide"
LIMIT_S = 120
MOST_SHOWN = 5


def core() -> bytes:
    """Return the zip that travels, with the walker."""
    packed = io.BytesIO(packing.packed(load()))
    with zipfile.ZipFile(packed, "a") as zipped:
        zipped.writestr("page_walk.py", Path(page_walk.__file__).read_bytes())
    return packed.getvalue()


def in_pyodide(text: str, packed: bytes, walker: str = "page_walk") -> dict[str, Any]:
    """Return what `answers` of the walker, a module at the top of the packed zip, makes of a text in Pyodide."""
    with tempfile.TemporaryDirectory(prefix="unpinch-pyodide-") as scratch:
        folder = Path(scratch)
        (folder / "core.zip").write_bytes(packed)
        (folder / "walks.json").write_text(text, encoding="utf-8")
        names = [str(folder / name) for name in ("core.zip", "walks.json", "out.json")]
        command = [*node_command(), str(ROOT / "tools" / "pyodide_pages.mjs"), str(PYODIDE), *names, walker]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LIMIT_S)
        if done.returncode:
            raise SystemExit(f"Pyodide could not answer the pages:\n{done.stdout}{done.stderr}")
        found: dict[str, Any] = json.loads((folder / "out.json").read_text(encoding="utf-8"))
        return found


def differences(here: dict[str, list[str]], there: dict[str, list[str]]) -> Iterator[str]:
    """Yield a sentence for each answer that isn't the same in both."""
    for name, answers in here.items():
        for one, other in zip_longest(answers, there.get(name, ()), fillvalue=""):
            if one != other:
                yield f"{name}: {one.splitlines()[0] if one else 'an answer too many'}\n{_apart(one, other)}"


def _apart(one: str, other: str) -> str:
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"  here:    …{one[max(0, at - 60) : at + 60]!r}\n  Pyodide: …{other[max(0, at - 60) : at + 60]!r}"


def main() -> int:
    """Compare; print one line, or what differs."""
    if not PYODIDE.is_dir():
        sys.stderr.write("node_modules holds no pyodide: run `make check` or `make test` once with a network.\n")
        return 1
    began = perf_counter()
    every: dict[str, Any] = walks()
    text = json.dumps(every)
    here = json.loads(page_walk.answers(text))
    between = perf_counter()
    found = list(differences(here, in_pyodide(text, core())))
    for line in found[:MOST_SHOWN]:
        print(line)
    pages = sum(map(len, here.values()))
    took = f"{between - began:.0f} s here, {perf_counter() - between:.0f} s in Pyodide"
    print(f"{pages} answers of {len(here)} records in Pyodide: {len(found)} differences ({took})")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
