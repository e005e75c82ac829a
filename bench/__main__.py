"""python -m bench [NAME ...]: print the figures; all of them also go to docs/bench.md. `make bench` calls it."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from bench.table import machine

NAMES = (
    "decide",
    "pages",
    "startup",
    "verify",
    "curves",
    "figure",
    "coach",
    "progress",
    "report",
    "exchange",
    "offline",
)
PAGE = Path("docs/bench.md")
HEAD = """# Benches

Written by `make bench`; don't edit it. `make bench ARGS=decide` prints one bench alone (decide, pages, startup, verify,
curves, figure, coach, progress, report, exchange, offline) and writes nothing. The figures are of one machine at one
time:

"""


def main(arguments: list[str] | None = None) -> int:
    """Run the benches named, or all and write the page."""
    parser = argparse.ArgumentParser(prog="make bench", description="Measure, and print the figures.")
    parser.add_argument("names", nargs="*", choices=[[], *NAMES], metavar="NAME", help=", ".join(NAMES))
    names = parser.parse_args(arguments).names
    here, parts = machine(), []
    print(f"{here}\n", flush=True)
    for name in names or NAMES:
        for table in importlib.import_module(f"bench.{name}").tables():
            parts.append(table.markdown())
            print(parts[-1] + "\n", flush=True)
    if not names:
        PAGE.write_text(HEAD + "\n\n".join([f"{here}.", *parts]) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
