"""`unpinch programme`: check or show a programme."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from unpinch.cli.common import OK, REFUSED, load_programme


def add(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    check = verbs.add_parser("check", help="refuse a programme that breaks a rule, in words")
    check.add_argument("path", nargs="?", type=Path, metavar="PATH", help="a folder, or one file of it; default: ours")
    check.set_defaults(verb=programme_check_verb)
    show = verbs.add_parser("show", help="print a programme so that a person can read it")
    show.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="default: the shipped programme")
    show.set_defaults(verb=programme_show_verb)


def programme_check_verb(chosen: argparse.Namespace) -> int:
    """Check a programme: the loader's rules, then each level moved and looked at."""
    from unpinch.programme import check, folder_of

    faults = check(chosen.path)
    if not faults:
        print("Each level is moved and looked at now. This takes about a minute.", file=sys.stderr, flush=True)
        faults = moved(chosen.path)
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return REFUSED
    print(f"{load_programme(folder_of(chosen.path)).label}: nothing to mend.")
    return OK


def moved(path: Path | None) -> list[str]:
    """Return what is wrong with the movements of a programme that the loader lets through."""
    from unpinch.mechanics import breaches
    from unpinch.movement.check import flaws
    from unpinch.programme import folder_of, told

    programme = load_programme(folder_of(path))
    return told((*flaws(programme), *breaches(programme)), path)


def programme_show_verb(chosen: argparse.Namespace) -> int:
    """Print a readable summary of a programme."""
    from unpinch.programme import summary

    print(summary(load_programme(chosen.folder)))
    return OK
