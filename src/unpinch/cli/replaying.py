"""`unpinch replay`: the decisions kept in a journal, made again by this engine and programme."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from unpinch.cli.common import OK, REFUSED, load_programme
from unpinch.cli.record import read_journal

_SHOWN = 20


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--journal", type=Path, required=True, metavar="FILE", help="a journal file (JSON Lines)")
    parser.add_argument("--programme", type=Path, metavar="DIR", help="a programme of your own")
    parser.set_defaults(verb=replay_verb)


def replay_verb(chosen: argparse.Namespace) -> int:
    """Say which kept decisions come out the same, which differ, and fail where one would now be looser."""
    from unpinch.guidance.verify.replay import replay

    found = list(replay(load_programme(chosen.programme), read_journal(chosen.journal)))
    differing = [one for one in found if one.state == "differs"]
    for one in differing[:_SHOWN]:
        how = "must be the same" if one.named else "looser" if one.looser else "no looser"
        print(f"{one.now} (engine {one.engine}, {one.programme}): {how}")
        for difference in one.differences:
            print(f"  {'! ' if difference.looser else '  '}{difference.text}")
    if len(differing) > _SHOWN:
        print(f"and {len(differing) - _SHOWN} more that differ")
    counts, failing = Counter(one.state for one in found), sum(one.fails for one in found)
    print(
        f"decisions {len(found)}, same {counts['same']}, differ {counts['differs']}, "
        f"incomplete {counts['incomplete']}, failing {failing}"
    )
    if failing:
        print("A kept decision must come out the same, or under a newer engine no looser.", file=sys.stderr)
    return REFUSED if failing else OK
