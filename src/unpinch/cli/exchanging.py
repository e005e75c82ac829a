"""`unpinch export` and `unpinch import`: what leaves a data folder, and what comes in."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from unpinch.cli import passphrase
from unpinch.cli.common import OK, Refusal
from unpinch.cli.whose import PRIVATE, add_programme, into, names, one_person, opened, persons, write_whole

if TYPE_CHECKING:
    from unpinch.exchange.journal_file import Found
    from unpinch.web.importing import Change, Outcome
    from unpinch.web.models import Person

FORMATS = ("journal", "fhir", "csv", "ics")
ASIDE_SHOWN = 5


def add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, metavar="DIR", help=PRIVATE)
    parser.add_argument(
        "--format",
        choices=FORMATS,
        required=True,
        help="journal: everything, to be read in again; fhir: an R4 bundle for other health systems; csv: tables, in a "
        "zip; ics: a calendar of one person",
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="where to write; replaced if it is there"
    )
    parser.add_argument("--person", metavar="WHO", help="a name or id; without it everyone")
    parser.add_argument("--lock", action="store_true", help="lock the journal with a passphrase")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help=passphrase.HELP)
    calendar = parser.add_argument_group("the calendar", "without these it is as chosen last time; the record keeps it")
    calendar.add_argument("--time", action="append", metavar="HH:MM", help="when to do sessions, up to three times")
    calendar.add_argument("--zone", metavar="NAME", help="like Europe/Berlin; without it that of this machine")
    calendar.add_argument("--alarm-min", type=int, metavar="MINUTES", help="remind so long before, once a day")
    calendar.add_argument("--neutral", action="store_true", help="titles that don't say what it is")
    add_programme(parser)
    fhir = parser.add_argument_group("the FHIR bundle")
    fhir.add_argument("--named", action="store_true", help="with the person's name; without it nobody's")
    fhir.add_argument("--transaction", action="store_true", help="a bundle that asks a FHIR server to keep it")
    parser.set_defaults(verb=export_verb)


def export_verb(chosen: argparse.Namespace) -> int:
    """Write what a data folder holds into a file."""
    if chosen.lock and chosen.format != "journal":
        raise Refusal("Only a journal can be locked. Leave --lock out, or choose --format journal.")
    with opened(chosen.data, programme=chosen.programme) as place:
        alone = chosen.format == "ics"
        people = [one_person(place, chosen.person, _ALONE)] if alone else persons(chosen.person)
        write_whole(chosen.out, _chunks(chosen, people))
    zipped = " It is a zip file." if chosen.format == "csv" and chosen.out.suffix.lower() != ".zip" else ""
    print(f"Saved to {chosen.out}: {names(people)}.{zipped}")
    return OK


_ALONE = "A calendar is of one person"


def _chunks(chosen: argparse.Namespace, people: Sequence[Person]) -> Iterator[bytes]:
    from unpinch.web import leaving

    if chosen.format == "csv":
        return iter([leaving.tables(people)])
    if chosen.format == "fhir":
        return leaving.fhir_bundle(people, "transaction" if chosen.transaction else "collection", named=chosen.named)
    if chosen.format == "ics":
        return iter([_calendar(chosen, people[0])])
    chunks = leaving.journal_file(people)
    return iter([_locked(b"".join(chunks), chosen.passphrase_file)]) if chosen.lock else chunks


def _calendar(chosen: argparse.Namespace, person: Person) -> bytes:
    from dataclasses import replace

    from unpinch.exchange.calendar import CalendarError, Choice
    from unpinch.web import page_calendar
    from unpinch.web.zone import local_zone

    try:
        last = page_calendar.last_choice(person) or Choice(local_zone(), page_calendar.USUAL)
        said = {
            "times": tuple(chosen.time) if chosen.time else None,
            "zone": chosen.zone,
            "alarm_min": chosen.alarm_min,
            "neutral": chosen.neutral or None,
        }
        choice = replace(last, **{name: value for name, value in said.items() if value is not None})
        return page_calendar.given(person, choice).file
    except CalendarError as error:
        raise Refusal(str(error)) from error


def _locked(content: bytes, file: Path | None) -> bytes:
    from unpinch.exchange.locked import LockError, lock

    words = passphrase.chosen(file)
    try:
        return lock(content, words)
    except LockError as error:
        raise Refusal(str(error)) from error


# -- in ----------------------------------------------------------------------------------------------------------------


def add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a journal file, open or locked, or FHIR R4 as JSON")
    parser.add_argument("--data", type=Path, metavar="DIR", help=f"{PRIVATE}; made where there is none")
    parser.add_argument("--person", metavar="WHO", help="only this person, by name or id")
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help=passphrase.HELP)
    parser.set_defaults(verb=import_verb)


def import_verb(chosen: argparse.Namespace) -> int:
    """Read a file in: all of it or nothing; `--person`: of the file, or of this folder where a file names nobody."""
    from unpinch.exchange.journal_file import JournalFileError

    with _readable(chosen.file, chosen.passphrase_file) as file, into(chosen.data, dry=chosen.dry_run) as coming:
        try:
            outcome = _brought_in(file, chosen.person, dry=chosen.dry_run)
            coming.stays = outcome.something
        except JournalFileError as error:
            raise Refusal(f"{chosen.file}: {error} Nothing was changed.") from error
    print(_told(outcome, dry=chosen.dry_run))
    return OK


@contextmanager
def _readable(path: Path, passphrase_file: Path | None) -> Iterator[BinaryIO]:
    from unpinch.exchange.locked import is_locked
    from unpinch.journal.file import HEAD_BYTES

    with ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("rb"))
            head = file.read(HEAD_BYTES)
            file.seek(0)
            locked = file.read() if is_locked(head) else b""
        except OSError as error:
            raise Refusal(f"{path} can't be read ({error.strerror}). Name a journal file that you may read.") from error
        yield BytesIO(_unlocked(locked, passphrase_file)) if locked else file


def _unlocked(content: bytes, file: Path | None) -> bytes:
    from unpinch.exchange.locked import LockError, unlock

    try:
        return unlock(content, passphrase.given(file))
    except LockError as error:
        raise Refusal(f"{error} Nothing was changed.") from error


def _brought_in(file: BinaryIO, named: str | None, *, dry: bool) -> Outcome:
    from unpinch.journal.file import is_headed
    from unpinch.web.foreign import bring_in_file, head_of
    from unpinch.web.importing import NobodyError, Rule

    names_people = is_headed(head_of(file))
    rule = Rule() if named is None or names_people else Rule(bare=persons(named)[0])
    try:
        outcome = bring_in_file(file, rule, dry=dry, chosen=lambda found: _only(found, named))
    except NobodyError as error:
        text = "This file doesn't say whose journal it is, and several people are here. Name one with --person."
        raise Refusal(text) from error
    if named is not None and names_people and not outcome.changes:
        raise Refusal(f"Nobody in this file is {named}. Nothing was changed.")
    return outcome


def _only(found: Iterable[Found], named: str | None) -> Iterator[Found]:
    """Yield what is of the person named, or all; a file that names nobody is of one person anyway."""
    return (one for one in found if named is None or one.whose is None or named in {one.whose.id, one.whose.label})


def _told(outcome: Outcome, *, dry: bool) -> str:
    lines = [line for change in outcome.changes for line in (_change(change), change.coming.told()) if line]
    lines += [f"Kept aside: line {number}: {one.reason}" for number, one in outcome.first_aside]
    more = outcome.sum("aside") - len(outcome.first_aside)
    lines += [f"Kept aside: {more} more lines."] if more else []
    lines += outcome.notes
    done = "It is read in." if outcome.changes else "Nothing in this file can be taken in. Nothing was changed."
    lines.append("Nothing was changed: this was a dry run." if dry else done)
    return "\n".join(lines)


_PARTS: Sequence[tuple[str, str]] = (
    ("new", "new"),
    ("known", "there already"),
    ("aside", "not understood and kept aside"),
    ("conflicts", "with an id that is taken, kept aside"),
    ("ahead", "of the new ones dated in the future"),
)


def _change(change: Change) -> str:
    name = change.person.label or "Someone without a name"
    counts = ", ".join(f"{getattr(change, part)} {text}" for part, text in _PARTS if getattr(change, part))
    return f"{name} ({change.person.pk}{', new here' if change.made else ''}): {counts or 'no lines'}."
