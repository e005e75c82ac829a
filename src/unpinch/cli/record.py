"""`unpinch today` and `schema`: a journal's plan, and what a journal's lines are."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from unpinch.cli.common import OK, Refusal, load_programme

if TYPE_CHECKING:
    from unpinch.journal import Entry, Moment
    from unpinch.programme.decision import Decision

ASIDE_SHOWN = 10


def add_today(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--journal", type=Path, required=True, metavar="FILE", help="a journal file (JSON Lines)")
    parser.add_argument("--at", required=True, metavar="TIME", help="like 2026-11-22T08:00:00+01:00")
    parser.add_argument("--json", action="store_true", help="print the whole decision as JSON")
    parser.add_argument("--programme", type=Path, metavar="DIR", help="a programme of your own")
    parser.set_defaults(verb=today_verb)


def today_verb(chosen: argparse.Namespace) -> int:
    """Print the decision for a journal at a moment."""
    from unpinch.guidance import decide

    decision = decide(load_programme(chosen.programme), read_journal(chosen.journal), _moment(chosen.at))
    print(json.dumps(decision.to_json(), ensure_ascii=False, indent=2) if chosen.json else _in_words(decision))
    return OK


def _moment(text: str) -> Moment:
    from unpinch.journal import Moment, MomentError

    try:
        return Moment.parse(text)
    except MomentError as error:
        raise Refusal(f"--at: {error}") from error


def read_journal(path: Path) -> list[Entry]:
    """Return the readable entries of a journal file; say what is kept aside."""
    from unpinch.journal import read_lines

    entries, aside = read_lines(_lines(path))
    for one in aside[:ASIDE_SHOWN]:
        print(f"Kept aside: {one.reason}", file=sys.stderr)
    if len(aside) > ASIDE_SHOWN:
        print(f"Kept aside: {len(aside) - ASIDE_SHOWN} more lines.", file=sys.stderr)
    return entries


def _lines(path: Path) -> list[bytes]:
    """Return the lines of one person's journal, each at its number in the file; refuse what can't be one."""
    from unpinch.exchange.journal_file import JournalFileError, read
    from unpinch.journal.file import MOST_BYTES

    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Refusal(f"{path} has {size} bytes; at most {MOST_BYTES} are read here. Is it a journal?")
        with path.open("rb") as file:
            found = list(read(file))
    except OSError as error:
        raise Refusal(f"{path} can't be read ({error.strerror}). Name a journal file that you may read.") from error
    except JournalFileError as error:
        if error.code == "empty":
            return []
        raise Refusal(f"{path}: {error}") from error
    if len(people := {one.whose for one in found}) > 1:
        raise Refusal(f"{path} holds {len(people)} people. Save one of them with `unpinch export --person`.")
    lines = {one.number: one.raw for one in found}
    return [lines.get(number, b"") for number in range(1, max(lines, default=0) + 1)]


def _in_words(decision: Decision) -> str:
    lines = [f"{decision.kind} (urgency: {decision.urgency}, phase: {decision.phase or 'not placed yet'})"]
    for one in decision.sets:
        amount = f"{one.hold_s} s" if one.hold_s else f"{one.repetitions} times"
        optional = ", only if it feels good" if one.optional else ""
        name = f"{one.exercise} level {one.level}, {one.side}"
        lines.append(f"  {one.index + 1}. {name}: {amount}{optional}. {one.band.text}".rstrip())
    if decision.sets:
        lines.append(f"  about {decision.minutes} minutes")
    lines += [f"- {reason.text} [{reason.rule}; {reason.source}]" for reason in decision.reasons]
    lines += [f"> {text}" for text in decision.would_change]
    lines += [f"To answer first: {', '.join(decision.asks)}"] if decision.asks else []
    lines += [f"Help: {', '.join(decision.advice)}"] if decision.advice else []
    return "\n".join(lines)


def add_schema(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(verb=schema_verb)


def schema_verb(chosen: argparse.Namespace) -> int:
    """Print the JSON Schema of an entry."""
    from unpinch.journal import schema

    del chosen
    print(json.dumps(schema(), indent=2))
    return OK
