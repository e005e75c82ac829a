"""python -m tools.watched: see the package's own words, or `--help`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from tools.watched import coached, report, residuals
from tools.watched.cases import CaseError, case_of
from tools.watched.film import film
from tools.watched.judge import judged


def _case(name: str) -> int:
    sys.stdout.writelines(line + "\n" for line in film(case_of(name)).jsonl())
    return 0


def _truth(name: str) -> int:
    print(json.dumps(asdict(film(case_of(name)).truth), indent=1))
    return 0


def _events(name: str) -> int:
    recording = film(case_of(name))
    found, seconds = coached.events(recording)
    for event in found:
        print(json.dumps(event.to_json()))
    print(json.dumps(asdict(judged(recording, list(coached.said(found)), seconds))))
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.watched", description="The coach, watched.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb, about in (("case", "print frames as JSONL"), ("truth", "what was done"), ("events", "what was said")):
        verbs.add_parser(verb, help=about).add_argument("name", help="a case, like bridge-2-left-side-arching-middle-0")
    verbs.add_parser("residuals", help="the synthetic camera's errors beside the pose model's")
    told = verbs.add_parser("report", help="write docs/coach.md")
    told.add_argument("--cases", type=int, default=report.CASES, help="how many (%(default)s); the first of them stay")
    told.add_argument("--workers", type=int, default=2, help="processes (%(default)s)")
    told.add_argument("--seconds", type=float, default=1e9, help="stop after so long; a later run goes on from there")
    told.add_argument("--check", action="store_true", help="a small sample against the bars; writes nothing")
    told.add_argument("--first", type=int, default=0, help="begin with this number: fresh cases, printed alone")
    told.add_argument("--print", action="store_true", help="print the page instead of writing it")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one of the verbs."""
    asked = _arguments().parse_args(arguments)
    try:
        if asked.verb == "residuals":
            sys.stdout.writelines(line + "\n" for line in residuals.table())
            return 0
        if asked.verb == "report":
            return report.main(asked)
        return {"case": _case, "truth": _truth, "events": _events}[asked.verb](asked.name)
    except CaseError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
