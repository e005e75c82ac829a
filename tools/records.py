"""python -m tools.records: keep decisions of the present engine in tests/records/ENGINE, to be replayed ever after.

A record is a golden journal with the decision made at its end, as the pages keep it, and the programme it was made
with. Only the folder of the present engine is written: what a released one decided is never touched again.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from tools import golden
from unpinch import __version__
from unpinch.guidance import decide
from unpinch.journal import Author, Entry, Moment, canonical, derived_id, heads, read_lines
from unpinch.programme import load

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "records"
PROGRAMME = "programme"
_SHIPPED = ROOT / "src" / "unpinch" / "programme" / "data"
_ONE_IN = 16


def chosen() -> Iterator[str]:
    """Yield some of the golden situations: whether one is among them hangs on its name alone."""
    every = golden.names(golden.FOLDER, golden.JOURNAL)
    yield from (name for name in every if sha256(name.encode()).digest()[0] % _ONE_IN == 0)


def record_of(name: str) -> bytes:
    """Return a golden journal with the decision at its end kept in it."""
    entries, _ = read_lines(golden.lines_of(golden.FOLDER, name))
    kept = decision_entry(entries, Moment.parse(golden.expected_of(golden.FOLDER, name)["now"]))
    return b"".join(entry.raw + b"\n" for entry in (*entries, kept))


def decision_entry(entries: list[Entry], now: Moment) -> Entry:
    """Return the entry that keeps the decision of this engine and the shipped programme."""
    decision = decide(load(), entries, now)
    values = {
        "heads": list(heads(entries)),
        "now": now.text,
        "programme": decision.programme,
        "engine": decision.engine,
        "result": canonical(decision.to_json()).decode(),
    }
    return Author(derived_id("the page of the record")).write("decision", values, now.text)


def write(folder: Path = FOLDER) -> int:
    """Write the records of the present engine anew; return how many."""
    mine = folder / __version__
    shutil.rmtree(mine, ignore_errors=True)
    shutil.copytree(_SHIPPED, mine / PROGRAMME, ignore=shutil.ignore_patterns("__pycache__"))
    names = list(chosen())
    for name in names:
        (mine / (name + golden.JOURNAL)).write_bytes(record_of(name))
    return len(names)


if __name__ == "__main__":
    print(f"{write()} records of engine {__version__}")
    sys.exit(0)
