"""python -m tools.counted: the share of made-up signals in which the repetition counter counts exactly."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence

from tools.counted.signals import Case, case_of
from unpinch.coach.counting import RepetitionCounter


def counted(case: Case) -> int:
    """Return how many repetitions are counted in a case."""
    counter = RepetitionCounter(case.reversal_deg)
    return sum(counter.push(t_s, angle_deg) for t_s, angle_deg in case.signal)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the share of exact counts, whole and by trait, and the cases that were miscounted."""
    parser = argparse.ArgumentParser(prog="python -m tools.counted", description=__doc__)
    parser.add_argument("--cases", type=int, default=1000, help="how many (%(default)s)")
    parser.add_argument("--first", type=int, default=0, help="the first one's number (%(default)s)")
    asked = parser.parse_args(arguments)
    by_trait: dict[str, list[int]] = defaultdict(list)
    for number in range(asked.first, asked.first + asked.cases):
        case = case_of(number)
        off = counted(case) - case.count
        if off:
            print(f"{number}: {off:+d} of {case.count}  {', '.join(sorted(case.traits))}")
        for trait in (*case.traits, " all"):
            by_trait[trait].append(off)
    for trait, offs in sorted(by_trait.items()):
        more, fewer = sum(off > 0 for off in offs), sum(off < 0 for off in offs)
        exact = len(offs) - more - fewer
        print(f"{trait:30s} {100 * exact / len(offs):5.1f} % of {len(offs):5d} exact, {more} more, {fewer} fewer")
    return 0


if __name__ == "__main__":
    sys.exit(main())
