"""python -m tools.mutants: run what is left, then write docs/mutants.md. `make mutants` calls it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from tools.mutants import campaign, report
from tools.mutants.campaign import ROOMS, Plan, Wish
from tools.mutants.results import FOLDER, LEFT_OUT, Results, digest

FAILED = 1
"""pytest's code for failing tests: those are left out, and named in the page."""


def main(arguments: list[str] | None = None) -> int:
    """Run or only report; exit 1 if the tests can't be collected, or files have changed during the run."""
    chosen = _parser().parse_args(arguments)
    root = Path.cwd()
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    before = {room: digest(root, room) for room in ROOMS}
    results = Results(folder / "results.jsonl", before)
    wish = Wish(tuple(chosen.room or ROOMS), chosen.workers, chosen.minutes, chosen.slow)
    plan = Plan(root, ROOMS, wish.seed)
    if not chosen.report:
        os.nice(chosen.nice)
        code = campaign.run(root, wish, plan, results)
        if code > FAILED:
            return code
        if {room: digest(root, room) for room in ROOMS} != before:
            print("Files have changed during the run: run it again; what noticed a fault is tried first.")
            return 1
    left_out = folder / LEFT_OUT
    names = left_out.read_text("utf-8").splitlines() if left_out.exists() else []
    page = report.report(plan.mutants, results.read(), names)
    (root / "docs" / "mutants.md").write_text(page.rstrip() + "\n", "utf-8")
    print("\n".join(line for line in page.splitlines() if line.startswith("| ")))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make mutants", description="Put faults into the rules; tests must notice.")
    parser.add_argument("--minutes", type=float, help="stop after so long; the next run goes on from there")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="how many processes")
    parser.add_argument("--slow", type=float, default=2.0, metavar="S", help="leave out tests that take longer")
    parser.add_argument("--nice", type=int, default=10, help="how far to step back for other programs (default 10)")
    parser.add_argument("--room", action="append", choices=ROOMS, help="try the faults of this room alone")
    parser.add_argument("--report", action="store_true", help="only write the page from what was found")
    return parser


if __name__ == "__main__":
    sys.exit(main())
