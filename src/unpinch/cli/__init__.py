"""The command line: one module for each kind of verb. Rooms are imported inside the verb, so that help is quick."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from unpinch import __version__
from unpinch.cli import (
    coach,
    demo,
    exchanging,
    keeping,
    movement,
    programme,
    record,
    reminding,
    replaying,
    reporting,
    serving,
    verifying,
)
from unpinch.cli.common import INTERRUPTED, OK, REFUSED, USAGE, Refusal

__all__ = ["main"]

Verb = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code: 0 done, 1 refused, 2 wrong words, 130 interrupted."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    verb: Verb | None = getattr(chosen, "verb", None)
    if verb is None:
        parser.print_help()
        return USAGE
    try:
        code = verb(chosen)
        sys.stdout.flush()
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever was reading has read enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="unpinch", description="A calm guide through band exercises for sciatica.")
    parser.add_argument("--version", action="version", version=f"unpinch {__version__}")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB")
    serving.add_serve(verbs.add_parser("serve", help="run Unpinch on this computer and open it in the browser"))
    serving.add_open(verbs.add_parser("open", help="open the running Unpinch in the browser again"))
    demo.add(verbs.add_parser("demo", help="look around with three made-up people, in a folder of their own"))
    serving.add_autostart(verbs.add_parser("autostart", help="start Unpinch when you log in, or stop doing so"))
    exchanging.add_export(verbs.add_parser("export", help="save what a data folder holds as a file"))
    exchanging.add_import(verbs.add_parser("import", help="read a journal file into a data folder"))
    keeping.add_backup(verbs.add_parser("backup", help="copy the record into a folder of copies"))
    keeping.add_restore(verbs.add_parser("restore", help="go back to a copy, or say what that would change"))
    keeping.add_doctor(verbs.add_parser("doctor", help="look at a data folder and say what to do"))
    reminding.add(verbs.add_parser("remind", help="say what waits today, once a day at most; for cron or a timer"))
    reporting.add(verbs.add_parser("report", help="write a report for a clinician, or today's plan, as PDF or HTML"))
    record.add_today(verbs.add_parser("today", help="say what a journal's plan is at a moment"))
    programme.add(verbs.add_parser("programme", help="check or show a programme"))
    movement.add(verbs.add_parser("movement", help="print a level's movement: frames, curves, or stills"))
    coach.add(verbs.add_parser("coach", help="say what the camera coach sees in a clip, or a recording of landmarks"))
    replaying.add(verbs.add_parser("replay", help="make the decisions kept in a journal again, and say what differs"))
    verifying.add(verbs.add_parser("verify", help="walk through what can happen and look for an unsafe plan"))
    record.add_schema(verbs.add_parser("schema", help="print the JSON Schema of a journal entry"))
    return parser
