"""python -m tools.reliability TRIAL: try what Unpinch survives, keep the figures, write docs/reliability.md."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from tools.reliability import found, page

if TYPE_CHECKING:
    from tools.reliability.found import Found

SEED = 20


def _kills(chosen: argparse.Namespace) -> Found:
    from tools.reliability.kills import kills

    return kills(chosen.count, chosen.seed)


def _browsers(chosen: argparse.Namespace) -> Found:
    from tools.reliability.browsers import browsers

    return browsers(chosen.count, chosen.seed)


def _primary(chosen: argparse.Namespace) -> Found:
    from tools.reliability.primary import primary

    return primary(chosen.count, chosen.seed)


def _faults(_: argparse.Namespace) -> Found:
    from tools.reliability.faults import faults

    return faults()


def _load(chosen: argparse.Namespace) -> Found:
    from tools.reliability.load import load

    return load(chosen.people, chosen.seconds, chosen.pace, chosen.seed, soak=chosen.trial == "soak")


def _fuzz(chosen: argparse.Namespace) -> Found:
    from tools.reliability.fuzz import Plan, behind, command, fuzz

    counts = {"batches": chosen.batches, "programmes": chosen.programmes, "files": chosen.files}
    before = behind(found.kept_before().get("fuzz"), command(counts, chosen.seed)) if chosen.more else None
    return fuzz(Plan(counts, chosen.seed, chosen.workers, chosen.minutes, before))


TRIALS: dict[str, tuple[Callable[[argparse.Namespace], Found], str, dict[str, int]]] = {
    "kills": (_kills, "kill the server in live sessions", {"count": 200, "seed": SEED}),
    "browsers": (_browsers, "kill the browser in live sessions", {"count": 50, "seed": SEED}),
    "primary": (_primary, "kill PostgreSQL's primary in live sessions", {"count": 5, "seed": SEED}),
    "faults": (_faults, "let disks fill, turn read-only and break, let the clock go back", {}),
    "load": (
        _load,
        "let many people be in sessions at once",
        {"people": 100, "seconds": 180, "pace": 12, "seed": SEED},
    ),
    "soak": (
        _load,
        "the same for twenty minutes, and look at the memory",
        {"people": 100, "seconds": 1200, "pace": 12, "seed": SEED},
    ),
    "fuzz": (
        _fuzz,
        "send random batches, changed programmes and changed files",
        {"batches": 1_000_000, "programmes": 100_000, "files": 100_000, "seed": SEED}
        | {"minutes": 0, "more": 0, "workers": 2},
    ),
}
"""Each trial: what runs it, what it does, and its numbers with what they usually are."""


def main(arguments: list[str] | None = None) -> int:
    """Run a trial, keep what it found and write the page; exit 1 where a fault was met."""
    chosen = _parser().parse_args(arguments)
    os.nice(chosen.nice)
    faults = 0
    if chosen.trial != "report":
        kept = found.tried(lambda: TRIALS[chosen.trial][0](chosen))
        found.keep(chosen.trial, kept)
        faults = len(kept.found.faults)
        print("\n\n".join([*(table.markdown() for table in kept.found.tables), *kept.found.faults]))
    page.PAGE.write_text(page.page(found.kept_before()), "utf-8")
    return 1 if faults else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.reliability", description=__doc__)
    parser.add_argument("--nice", type=int, default=0, help="how far to step back for other programs")
    trials = parser.add_subparsers(dest="trial", required=True)
    for name, (_, about, numbers) in TRIALS.items():
        one = trials.add_parser(name, help=about)
        for number, usual in numbers.items():
            one.add_argument(f"--{number}", type=int, default=usual, help="(%(default)s)")
    trials.add_parser("report", help="only write the page from what is kept")
    return parser


if __name__ == "__main__":
    sys.exit(main())
