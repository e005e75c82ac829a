"""python -m tools.mutants: run what is left, then write docs/mutants.md. `make mutants` calls it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from tools.mutants import again, campaign, report
from tools.mutants.campaign import ROOMS, Plan, Wish
from tools.mutants.places import Mutant
from tools.mutants.results import FOLDER, LEFT_OUT, Basis, Results
from tools.mutants.trial import Outcome

PAGE = Path("docs/mutants.md")
FAILED = 1
"""pytest's code for failing tests: those are left out, and named in the page."""


def main(arguments: list[str] | None = None) -> int:
    """Run or only report; exit 1 if the tests can't be collected, or files have changed during the run."""
    chosen = _parser().parse_args(arguments)
    root = Path.cwd()
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    basis = Basis(root)
    before = _named(basis)
    results = Results(folder / "results.jsonl", basis)
    wish = Wish(tuple(chosen.room or ROOMS), chosen.workers, chosen.minutes, chosen.slow)
    plan = Plan(root, ROOMS, wish.seed)
    every, earlier = plan.mutants, None
    if chosen.again:
        earlier = again.read((root / PAGE).read_text("utf-8"), every)
        plan.mutants = earlier.unexplained(every)
    if not chosen.report:
        os.nice(chosen.nice)
        code = campaign.run(root, wish, plan, results)
        if code > FAILED:
            return code
        if _named(Basis(root)) != before:
            print("Files have changed during the run: run it again; what noticed a fault is tried first.")
            return 1
    page = _page(every, results.read(), earlier) if earlier else report.report(every, results.read(), _left_out(folder))
    (root / PAGE).write_text(page.rstrip() + "\n", "utf-8")
    print("\n".join(line for line in page.splitlines() if line.startswith("| ")))
    return 0


def _page(every: list[Mutant], results: Mapping[str, Outcome], earlier: again.Before) -> str:
    """Return the page with what was found of the faults that it listed."""
    found = {name: results.get(name, outcome) for name, outcome in earlier.listed.items()}
    return report.report(every, found, earlier.left_out, earlier.noticed)


def _left_out(folder: Path) -> list[str]:
    file = folder / LEFT_OUT
    return file.read_text("utf-8").splitlines() if file.exists() else []


def _named(basis: Basis) -> list[str]:
    return [basis.silent(room) for room in ROOMS]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make mutants", description="Put faults into the rules; tests must notice.")
    parser.add_argument("--minutes", type=float, help="stop after so long; the next run goes on from there")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="how many processes")
    parser.add_argument("--slow", type=float, default=2.0, metavar="S", help="leave out tests that take longer")
    parser.add_argument("--nice", type=int, default=10, help="how far to step back for other programs (default 10)")
    parser.add_argument("--room", action="append", choices=ROOMS, help="try the faults of this room alone")
    parser.add_argument("--again", action="store_true", help="try only what the page lists without a reason")
    parser.add_argument("--report", action="store_true", help="only write the page from what was found")
    return parser


if __name__ == "__main__":
    sys.exit(main())
