"""The command line: one function a verb. Rooms are imported inside the verb that needs them, so that help is quick."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unpinch import __version__

if TYPE_CHECKING:
    from unpinch.journal import Entry, Moment
    from unpinch.movement import Motion
    from unpinch.programme.decision import Decision
    from unpinch.programme.model import Programme

OK, REFUSED, USAGE = 0, 1, 2
DEFAULT_PORT = 8417
ASIDE_SHOWN = 10

Verb = Callable[[argparse.Namespace], int]


class Refusal(Exception):  # noqa: N818 - it is a sentence for a person, not a fault of the program
    """Something the person can mend. The message is a sentence: what is wrong, the value met, what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code: 0 done, 1 refused, 2 wrong words."""
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
    except BrokenPipeError:  # whoever was reading has read enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="unpinch", description="A calm guide through band exercises for sciatica.")
    parser.add_argument("--version", action="version", version=f"unpinch {__version__}")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB")
    _add_serve(verbs.add_parser("serve", help="run Unpinch on this computer and open it in the browser"))
    _add_open(verbs.add_parser("open", help="open the running Unpinch in the browser again"))
    _add_autostart(verbs.add_parser("autostart", help="start Unpinch when you log in, or stop doing so"))
    _add_today(verbs.add_parser("today", help="say what a journal's plan is at a moment"))
    _add_programme(verbs.add_parser("programme", help="check or show a programme"))
    _add_movement(verbs.add_parser("movement", help="print a level's movement: frames, curves, or stills"))
    _add_verify(verbs.add_parser("verify", help="walk through what can happen and look for an unsafe plan"))
    schema = verbs.add_parser("schema", help="print the JSON Schema of a journal entry")
    schema.set_defaults(verb=schema_verb)
    return parser


# -- serve, open, autostart -------------------------------------------------------------------------------------------


def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help=f"default {DEFAULT_PORT}")
    parser.add_argument("--no-browser", action="store_true", help="print the address, don't open it")
    parser.add_argument("--data", type=Path, help="the folder that holds your record")
    parser.add_argument("--programme", type=Path, metavar="DIR", help="run a programme of your own")
    parser.set_defaults(verb=serve_verb)


def serve_verb(chosen: argparse.Namespace) -> int:
    """Run the local server."""
    from unpinch.web.serve import serve

    if chosen.programme is not None:
        _proven(chosen.programme, chosen.data)
    return serve(chosen.host, chosen.port, not chosen.no_browser, chosen.data, chosen.programme)


def _add_open(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="the folder that holds your record")
    parser.set_defaults(verb=open_verb)


def open_verb(chosen: argparse.Namespace) -> int:
    """Open the running server in the browser with a new one-time code."""
    from unpinch.web.serve import open_again

    return open_again(chosen.data)


def _add_autostart(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("state", choices=("on", "off"))
    parser.set_defaults(verb=autostart_verb)


def autostart_verb(chosen: argparse.Namespace) -> int:
    """Start at log-in (systemd user unit, launchd) or not."""
    from unpinch.web.autostart import autostart

    return autostart(chosen.state == "on")


# -- today ------------------------------------------------------------------------------------------------------------


def _add_today(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--journal", type=Path, required=True, metavar="FILE", help="a journal file (JSON Lines)")
    parser.add_argument("--at", required=True, metavar="TIME", help="like 2026-11-22T08:00:00+01:00")
    parser.add_argument("--json", action="store_true", help="print the whole decision as JSON")
    parser.add_argument("--programme", type=Path, metavar="DIR", help="a programme of your own")
    parser.set_defaults(verb=today_verb)


def today_verb(chosen: argparse.Namespace) -> int:
    """Print the decision for a journal at a moment."""
    from unpinch.guidance import decide

    decision = decide(_load(chosen.programme), _journal(chosen.journal), _moment(chosen.at))
    print(json.dumps(decision.to_json(), ensure_ascii=False, indent=2) if chosen.json else _in_words(decision))
    return OK


def _moment(text: str) -> Moment:
    from unpinch.journal import Moment, MomentError

    try:
        return Moment.parse(text)
    except MomentError as error:
        raise Refusal(f"--at: {error}") from error


def _journal(path: Path) -> list[Entry]:
    from unpinch.journal import read_lines

    try:
        _refuse_other_files(path)
        with path.open("rb") as lines:
            entries, aside = read_lines(lines)
    except OSError as error:
        raise Refusal(f"{path} can't be read ({error.strerror}). Name a journal file that you may read.") from error
    for one in aside[:ASIDE_SHOWN]:
        print(f"Kept aside: {one.reason}", file=sys.stderr)
    if len(aside) > ASIDE_SHOWN:
        print(f"Kept aside: {len(aside) - ASIDE_SHOWN} more lines.", file=sys.stderr)
    return entries


def _refuse_other_files(path: Path) -> None:
    """Refuse a file that can't be a journal, in one sentence."""
    from unpinch.journal.file import HEAD_BYTES, MOST_BYTES, no_journal

    size = path.stat().st_size
    if size > MOST_BYTES:
        raise Refusal(f"{path} has {size} bytes; at most {MOST_BYTES} are read here. Is it a journal?")
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if wrong := no_journal(head):
        raise Refusal(f"{path}: {wrong}")


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


# -- programme --------------------------------------------------------------------------------------------------------


def _load(folder: Path | None) -> Programme:
    from unpinch.programme import ProgrammeError, load

    try:
        return load(folder)
    except ProgrammeError as error:
        raise Refusal(str(error)) from error


def _add_programme(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    check = verbs.add_parser("check", help="refuse a programme that breaks a rule, in words")
    check.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="default: the shipped programme")
    check.set_defaults(verb=programme_check_verb)
    show = verbs.add_parser("show", help="print a programme so that a person can read it")
    show.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="default: the shipped programme")
    show.set_defaults(verb=programme_show_verb)


def programme_check_verb(chosen: argparse.Namespace) -> int:
    """Check a programme: the loader's rules, then each level moved and looked at."""
    from unpinch.programme import check

    faults = check(chosen.folder) or _moved(chosen.folder)
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return REFUSED
    print(f"{_load(chosen.folder).label}: nothing to mend.")
    return OK


def _moved(folder: Path | None) -> list[str]:
    """Return what is wrong with the movements of a programme that the loader lets through."""
    from unpinch.mechanics import breaches
    from unpinch.movement.check import flaws

    programme = _load(folder if folder is None or folder.is_dir() else folder.parent)
    return [str(flaw) for flaw in (*flaws(programme), *breaches(programme))]


def programme_show_verb(chosen: argparse.Namespace) -> int:
    """Print a readable summary of a programme."""
    from unpinch.programme import summary

    print(summary(_load(chosen.folder)))
    return OK


_CHECKED_FIRST = (
    "it is checked and verified first. This takes a minute or two on a fast computer and up to ten on a slow one, once "
    "for each change of the programme."
)


def _proven(folder: Path, data: Path | None) -> None:
    """Let a programme of one's own run only after `programme check` and `verify` have passed for its content.

    The shipped content was proven before it was shipped, wherever its files lie.
    """
    from unpinch.web.proven import is_proven, remember_proven

    programme = _load(folder)
    if programme.hash == _load(None).hash or is_proven(programme.hash, data):
        return
    print(f"{programme.label} is new here: {_CHECKED_FIRST}", flush=True)
    faults = _moved(folder)
    if faults:
        raise Refusal("\n".join(faults))
    verdict = _verified(programme, None)
    if verdict != OK:
        raise Refusal(
            f"{folder} isn't run: verify found an unsafe plan, shown above. Change the programme and try again."
        )
    remember_proven(programme.hash, data)


# -- movement ---------------------------------------------------------------------------------------------------------


def _add_movement(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", help="an exercise, like clamshell, or a position of ease, like calves_on_chair")
    parser.add_argument("--level", type=int, help="default: the easiest")
    parser.add_argument("--side", choices=("left", "right"), default="right", help="default right")
    parser.add_argument("--height", type=float, default=1.70, metavar="M", help="metres, default 1.70")
    parser.add_argument("--mass", type=float, metavar="KG", help="kilograms; default a usual one for the height")
    parser.add_argument("--band", metavar="ID", help="a band of the programme's tables; default: one that fits")
    parser.add_argument("--programme", type=Path, metavar="DIR", help="a programme of your own")
    form = parser.add_mutually_exclusive_group()
    for name in ("json", "svg", "csv"):
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name)
    parser.set_defaults(verb=movement_verb, form="json")


def movement_verb(chosen: argparse.Namespace) -> int:
    """Print a movement as JSON, as a table, or as stills."""
    from unpinch.mechanics import MechanicsError
    from unpinch.movement import BodyError, UnknownMovementError

    try:
        told = {"json": _movement_json, "csv": _movement_csv, "svg": _movement_svg}[chosen.form](chosen)
    except (BodyError, UnknownMovementError, MechanicsError) as error:
        raise Refusal(str(error)) from error
    sys.stdout.write(told)
    return OK


def _motions(chosen: argparse.Namespace) -> tuple[Programme, dict[str, Motion]]:
    from unpinch.movement import Body, movement_of, movements
    from unpinch.movement.derived import played

    programme = _load(chosen.programme)
    levels = [one.level for one in movements(programme) if one.exercise == chosen.exercise]
    level = chosen.level if chosen.level is not None else min(levels, default=0)
    movement = movement_of(programme, chosen.exercise, level)
    return programme, played(movement, Body(chosen.height, chosen.mass), chosen.side)


def _curves(programme: Programme, motions: dict[str, Motion], band_id: str | None) -> dict[str, Any]:
    """Return the curves of the repetition; nothing for a position of ease."""
    from unpinch.mechanics import curves_of, shop

    motion = motions["repetition"]
    if motion.movement.exercise not in programme.exercises:
        return {}
    bands = [band for band in shop(programme) if band_id in {None, band.id}]
    if not bands:
        known = ", ".join(band.id for band in shop(programme))
        raise Refusal(f"--band: there is no band {band_id!r} in the tables. Use one of: {known}.")
    return curves_of(programme, motion, tuple(bands)).to_json()


def _movement_json(chosen: argparse.Namespace) -> str:
    from unpinch.movement.table import clip_values

    programme, motions = _motions(chosen)
    curves = _curves(programme, motions, chosen.band)
    movement, body = motions["repetition"].movement, motions["repetition"].frames.body
    whole = {
        "exercise": movement.exercise,
        "level": movement.level,
        "side": chosen.side,
        "height_m": body.height_m,
        "mass_kg": body.body_mass_kg,
        "programme": programme.label,
        **({"slider_index": curves["slider_index"], "curves": curves} if curves else {}),
        "clips": {clip: clip_values(motion) for clip, motion in motions.items()},
    }
    return json.dumps(whole, ensure_ascii=False) + "\n"


def _movement_csv(chosen: argparse.Namespace) -> str:
    from unpinch.movement.table import rows

    programme, motions = _motions(chosen)
    return rows(motions, _curves(programme, motions, chosen.band))


def _movement_svg(chosen: argparse.Namespace) -> str:
    from importlib.resources import files

    from unpinch.movement.derived import derived
    from unpinch.pictures.sheet import sheet

    _, motions = _motions(chosen)
    styles = files("unpinch.web").joinpath("static/css")
    style = "".join(styles.joinpath(name).read_text("utf-8") for name in ("tokens.css", "figure.css"))
    return sheet(derived(motions), motions["repetition"].movement.name, style)


# -- verify -----------------------------------------------------------------------------------------------------------


def _add_verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--programme", type=Path, metavar="DIR", help="a programme of your own")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to write the journal of a breach")
    parser.set_defaults(verb=verify_verb)


def verify_verb(chosen: argparse.Namespace) -> int:
    """Walk every reachable state as far as stated and look for an unsafe plan."""
    return _verified(_load(chosen.programme), chosen.out)


def _verified(programme: Programme, out: Path | None) -> int:
    from unpinch.guidance.verify import verify

    report = verify(programme)
    for line in report.lines():
        print(line)
    if not report.violations:
        return OK
    breach = report.violations[0]
    path = out or Path("unpinch-breach.journal.jsonl")
    path.write_bytes(b"".join(entry.raw + b"\n" for entry in breach.entries))
    print(f"Breach of {breach.invariant}: {breach.text}", file=sys.stderr)
    print(f"See it with: unpinch today --journal {path} --at {breach.now.text}", file=sys.stderr)
    return REFUSED


# -- schema -----------------------------------------------------------------------------------------------------------


def schema_verb(chosen: argparse.Namespace) -> int:
    """Print the JSON Schema of an entry."""
    from unpinch.journal import schema

    del chosen
    print(json.dumps(schema(), indent=2))
    return OK


if __name__ == "__main__":
    sys.exit(main())
