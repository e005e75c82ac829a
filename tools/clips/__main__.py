"""python -m tools.clips: see the package's own words, or `--help`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tools.clips import making, report
from tools.clips.drawn import drawing, pictures
from tools.clips.kept import path_of, read
from tools.clips.replay import watched
from tools.clips.staged import FPS
from tools.watched.cases import CaseError, case_of

_CAMERA_FPS = 30
"""A fake camera plays a file of JPEG pictures at this rate, whatever was meant."""


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.clips", description="The rendered set.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    make = verbs.add_parser("make", help="draw the clips that are missing and keep what the pose model sees")
    make.add_argument("--seconds", type=float, default=1e9, help="stop after so long; a later run goes on from there")
    make.add_argument("--only", default="", help="only clips whose names hold this")
    told = verbs.add_parser("report", help="write docs/coach-clips.md")
    told.add_argument("--cases", type=int, default=400, help="of the synthetic camera, to compare with (%(default)s)")
    told.add_argument("--workers", type=int, default=2, help="processes (%(default)s)")
    for verb, about in (("frames", "print a kept clip's landmarks as JSONL"), ("events", "what the coach says to it")):
        verbs.add_parser(verb, help=about).add_argument("name", help="like bridge-2-left-raised-arching-middle-1")
    shown = verbs.add_parser("film", help="write a clip as JPEG pictures, for a fake camera")
    shown.add_argument("name")
    shown.add_argument("file", type=Path)
    return parser


def _make(asked: argparse.Namespace) -> int:
    left = making.make(asked.seconds, asked.only)
    print(f"{left} clips left to make.", file=sys.stderr)
    return 0 if left == 0 else 3


def _report(asked: argparse.Namespace) -> int:
    report.PAGE.write_text(report.text(asked.cases, asked.workers), "utf-8")
    return 0


def _frames(asked: argparse.Namespace) -> int:
    for frame in read(path_of(case_of(asked.name))).frames():
        print(json.dumps(frame, separators=(",", ":")))
    return 0


def _events(asked: argparse.Namespace) -> int:
    events, verdict = watched(read(path_of(case_of(asked.name))))
    for event in events:
        print(json.dumps(event.to_json()))
    print(json.dumps(asdict(verdict)))
    return 0


def _film(asked: argparse.Namespace) -> int:
    with drawing() as page:
        shown = pictures(page, case_of(asked.name))
    asked.file.write_bytes(film(shown))
    return 0


def film(shown: Sequence[bytes], slower: int = 1) -> bytes:
    """Return pictures as a fake camera takes them: each as often as its rate wants it, or so many times slower."""
    return b"".join(picture for picture in shown for _ in range(slower * _CAMERA_FPS // FPS))


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one of the verbs."""
    asked = _arguments().parse_args(arguments)
    verbs = {"make": _make, "report": _report, "frames": _frames, "events": _events, "film": _film}
    try:
        return verbs[asked.verb](asked)
    except CaseError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
