"""Writes docs/coach.md from verdicts, and holds a small sample against the bars for CI."""

from __future__ import annotations

import argparse
import sys

from tools.watched import tally
from tools.watched.camera import VIEWS
from tools.watched.cases import Case, cases
from tools.watched.clips import ROOT
from tools.watched.judge import Verdict
from tools.watched.page import ASKED_FOR, bars, page
from tools.watched.watch import verdicts

PAGE = ROOT / "docs" / "coach.md"
CASES = 3000
_CHECKED, _CHECK_SEED = 120, 8
_LEAST_RIGHT, _LEAST_HELD, _MOST_FALSE, _LEAST_RECALL = 0.90, 0.70, 1.5, 0.75
"""The coach may not get worse than this on the small fixed sample: what it showed in November 2026, rounded off. It is
less than the bars of docs/coach.md."""


def main(asked: argparse.Namespace) -> int:
    """Write or print the page, or check a sample; exit 1 where it falls short."""
    if asked.check:
        return _check(asked.workers)
    wanted = cases(asked.cases, first=asked.first)
    found = verdicts(wanted, asked.workers, asked.seconds)
    text = page(found)
    if asked.print or asked.first:
        sys.stdout.write(text)
    elif len(found) == len(wanted):
        PAGE.write_text(text, "utf-8")
    print(f"{len(found)} of {len(wanted)} cases watched.", file=sys.stderr)
    sys.stderr.writelines(f"{name}: {value} ({bar})\n" for name, bar, value, _ in bars(found))
    return 0 if len(found) == len(wanted) else 3


def _check(workers: int) -> int:
    """Watch the sample; say what falls short."""
    chosen = sample()
    short = shortfalls(verdicts(chosen, workers))
    sys.stderr.writelines(f"{line}\n" for line in short or [f"{len(chosen)} cases: within the bars."])
    return 1 if short else 0


def sample() -> list[Case]:
    """Return a small sample in the views asked for."""
    wanted = [case for case in cases(8 * _CHECKED, _CHECK_SEED) if VIEWS[case.view].asked_for]
    return [case for case in wanted if case.size in {"", "middle"}][:_CHECKED]


def shortfalls(found: list[Verdict]) -> list[str]:
    """Return in sentences what a sample doesn't show that it must."""
    done = tally.sure(tally.of(found, tally.COUNTED, ASKED_FOR, tally.PLAIN))
    held = tally.right(tally.of(found, sorted(tally.HOLDS), ASKED_FOR, tally.PLAIN))
    about = [one for one in tally.of(found, kinds=("about",)) if one.counted or one.strays]
    faults = [one for one in found if tally.kind(one) not in {*tally.PLAIN, "about"} and not one.unsure]
    right, caught = tally.right(done), tally.share(faults, [one.caught for one in faults])
    false = tally.false_in_ten_minutes(found, spoken=True)
    said = {
        f"Exact counts in {right} of {right.whole} cases, at least {_LEAST_RIGHT:.0%} wanted.": right.ratio
        < _LEAST_RIGHT,
        f"Time held right in {held} of {held.whole} cases, at least {_LEAST_HELD:.0%} wanted.": held.ratio
        < _LEAST_HELD,
        f"Counted where nothing was done: {', '.join(one.case for one in about)}.": bool(about),
        f"Faults told in {caught} of {caught.whole} cases, at least {_LEAST_RECALL:.0%} wanted.": caught.ratio
        < _LEAST_RECALL,
        f"{false:.1f} false cues in ten clean minutes, at most {_MOST_FALSE:g} wanted.": false > _MOST_FALSE,
    }
    return [line for line, is_short in said.items() if is_short]
