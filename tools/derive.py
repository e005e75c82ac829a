"""Writes src/unpinch/derived/: frames and curves for the browser; for pages, curves, bands (setup.json) and stills.

python -m tools.derive            write all
python -m tools.derive --check    say which files are not current; write nothing
python -m tools.derive NAME ...   only these, like clamshell_1
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tools import stills
from tools.near import near_json
from unpinch.mechanics.derived import derived as physics
from unpinch.mechanics.nerve import RAISE_DEG
from unpinch.mechanics.pages import for_pages
from unpinch.mechanics.setup import table
from unpinch.movement.derived import FORMAT, derived, played, to_bytes
from unpinch.movement.scene import Movement, movements
from unpinch.programme import load
from unpinch.programme.model import Programme

FOLDER = Path(__file__).resolve().parent.parent / "src" / "unpinch" / "derived"
PAGES = "pages.json"
SETUP = "setup.json"
STILLS = "stills.json"
TABLES = (PAGES, SETUP, STILLS)


def made(names: Sequence[str] = ()) -> Iterator[tuple[str, bytes]]:
    """Yield each file's name and bytes."""
    programme = load()
    for movement in movements(programme):
        name = f"{movement.exercise}_{movement.level}"
        if not names or name in names:
            yield f"{name}.json", to_bytes(_whole(programme, movement))


def _whole(programme: Programme, movement: Movement) -> dict[str, Any]:
    """Return a movement's frames with the band's pull in each clip and, of a level, the curves."""
    motions = played(movement)
    whole = derived(motions)
    if movement.exercise in programme.exercises:
        added = physics(programme, motions)
        for clip, pull in added.pop("bands").items():
            whole["clips"][clip]["band"] |= pull
        whole |= added
    return whole


def pages(files: Mapping[str, bytes]) -> bytes:
    """Return what the pages show, from all levels' files."""
    read = {name.removesuffix(".json"): json.loads(content) for name, content in sorted(files.items())}
    levels = {name: for_pages(file) for name, file in read.items() if "curves" in file}
    return to_bytes({"format": FORMAT, "raise_deg": round(RAISE_DEG), "levels": levels})


def setup() -> bytes:
    """Return the ways of the bands by height, from which pages set them up."""
    return to_bytes({"format": FORMAT, **table(load())})


def _kept(old: bytes | None, new: bytes) -> bytes:
    """Return the file as it is where it says the same: the tables are made from what stays on disk."""
    return old if old is not None and near_json(old, new) else new


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check; exit 1 when something isn't current."""
    parser = argparse.ArgumentParser(description="Derived files: frames of every level.")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("names", nargs="*")
    chosen = parser.parse_args(arguments)
    old = {path.name: path.read_bytes() for path in FOLDER.glob("*.json")}
    files = {name: _kept(old.get(name), content) for name, content in made(chosen.names)}
    levels = ({name: content for name, content in old.items() if name not in TABLES} if chosen.names else {}) | files
    files |= {PAGES: pages(levels), SETUP: _kept(old.get(SETUP), setup()), STILLS: stills.pages(levels)}
    stale = [name for name, content in files.items() if old.get(name) != content]
    gone = [] if chosen.names else sorted(old.keys() - files.keys())
    if chosen.check:
        far = [name for name in stale if not near_json(old.get(name), files[name])]
        for name in (*far, *gone):
            print(f"{FOLDER.name}/{name} is not current. Run `make derive`.")
        return 1 if far or gone else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (FOLDER / name).write_bytes(files[name])
    for name in gone:
        (FOLDER / name).unlink()
    print(f"{len(files)} files, {len(stale)} written, {len(gone)} removed")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
