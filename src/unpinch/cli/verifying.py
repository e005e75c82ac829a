"""`unpinch verify`: walk through what can happen."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from unpinch.cli.common import OK, REFUSED, load_programme

if TYPE_CHECKING:
    from unpinch.programme.model import Programme


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--programme", type=Path, metavar="DIR", help="a programme of your own")
    parser.add_argument("--long", action="store_true", help="walk ten times as far: what every change must pass")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to write the journal of a breach")
    parser.set_defaults(verb=verify_verb)


def verify_verb(chosen: argparse.Namespace) -> int:
    """Walk every reachable state as far as stated and look for an unsafe plan."""
    return verified(load_programme(chosen.programme), chosen.out, long=chosen.long)


def verified(programme: Programme, out: Path | None, *, long: bool = False) -> int:
    from unpinch.guidance.verify import LONG, verify

    report = verify(programme, LONG) if long else verify(programme)
    for line in report.lines():
        print(line)
    if report.too_few:
        print(f"At least {report.least} transitions have to be walked; see verify.LONG.", file=sys.stderr)
        return REFUSED
    if not report.violations:
        return OK
    breach = report.violations[0]
    path = out or Path("unpinch-breach.journal.jsonl")
    path.write_bytes(b"".join(entry.raw + b"\n" for entry in breach.entries))
    print(f"Breach of {breach.invariant}: {breach.text}", file=sys.stderr)
    print(f"See it with: unpinch today --journal {path} --at {breach.now.text}", file=sys.stderr)
    return REFUSED
