"""`unpinch backup`, `restore` and `doctor`: copies of the record, the way back, and a look at whether all is well."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from unpinch.cli import passphrase
from unpinch.cli.common import OK, REFUSED, Refusal

if TYPE_CHECKING:
    from unpinch.web.folder import Folder
    from unpinch.web.holder import Holder
    from unpinch.web.keeping.copying import Made
    from unpinch.web.keeping.findings import Finding
    from unpinch.web.postgres.address import Address

KEEP = 14
_DATA = "the folder that holds your record"


def add_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, metavar="DIR", help=_DATA)
    parser.add_argument(
        "--to", type=Path, required=True, metavar="DIR", help="a folder of copies, best on another disk"
    )
    parser.add_argument(
        "--keep", type=int, default=KEEP, metavar="N", help=f"how many to keep (default {KEEP}; 0: all)"
    )
    parser.add_argument("--lock", action="store_true", help="lock the copy with a passphrase")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help=passphrase.HELP)
    parser.set_defaults(verb=backup_verb)


def backup_verb(chosen: argparse.Namespace) -> int:
    """Copy the record, whether or not a server runs with it."""
    from unpinch.web.clock import system_now
    from unpinch.web.keeping.copying import copy

    if chosen.keep < 0:
        raise Refusal(f"--keep is {chosen.keep}. Name how many copies to keep, or 0 for all.")
    place = _place(chosen.data)
    with _in_words(), _record(place) as record:
        words = passphrase.chosen(chosen.passphrase_file) if chosen.lock or chosen.passphrase_file else ""
        made = copy(record, chosen.to.expanduser(), system_now(), keep=chosen.keep, passphrase=words)
    print(_told(made, place))
    return REFUSED if made.ahead or made.strayed else OK


def _told(made: Made, place: Folder) -> str:
    lines = [f"Copied and checked: {made.point.path}", f"  {made.point.text}"]
    if made.gone:
        lines.append(f"{len(made.gone)} older copies were cleared away.")
    if made.passed:
        names = ", ".join(path.name for path in made.passed)
        lines.append(f"Look at this: notes of older copies can't be read, so they were passed over ({names}).")
        lines.append("`unpinch doctor --copies DIR` says what to do.")
    if made.ahead:
        numbers = ", ".join(str(point.number) for point in made.ahead)
        lines.append(f"Look at this: older copies ({numbers}) hold entries that the record lacks, so they stay.")
        lines.append("Did you go back to an earlier copy? If not, something was lost: run `unpinch doctor`.")
    lines += _astray(made)
    if place.database.exists() and made.point.path.stat().st_dev == place.database.stat().st_dev:
        lines.append("This copy lies on the same disk as the record. One on another disk outlives this disk.")
    return "\n".join(lines)


def _astray(made: Made) -> Iterator[str]:
    if not made.point.astray:
        return
    count = len(made.point.astray)
    yield f"Look at this: {count} entries don't follow the entry that they name. They were copied as they are."
    yield "A device sent them so, and nothing is lost, or a line was changed here: `unpinch doctor` says what to do."
    if made.sounder:
        numbers = ", ".join(str(point.number) for point in made.sounder)
        yield f"Older copies ({numbers}) are from before that, so they stay. Remove them when you know which it was."


def add_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, metavar="DIR", help=f"{_DATA}; made where there is none")
    parser.add_argument("--from", type=Path, required=True, metavar="DIR", dest="source", help="the folder of copies")
    parser.add_argument("--point", type=int, metavar="N", help="the number of a copy; without it the newest")
    parser.add_argument("--apply", action="store_true", help="do it; without this it is only said what would change")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help=passphrase.HELP)
    parser.set_defaults(verb=restore_verb)


def restore_verb(chosen: argparse.Namespace) -> int:
    """Go back to a copy, or say what that would change."""
    from unpinch.web.keeping.points import kept
    from unpinch.web.keeping.restoring import Wish, go_back

    source = chosen.source.expanduser().absolute()
    if not chosen.apply:
        print("\n".join([f"Copies in {source}:", *(f"  {point.text}" for point in kept(source))]))
    words = partial(passphrase.given, chosen.passphrase_file)
    os.umask(0o077)
    with _in_words():
        go_back(_place(chosen.data), Wish(source, chosen.point, words), print, apply=chosen.apply)
    if not chosen.apply:
        print("Nothing was changed. To do this, say the same again with --apply.")
    return OK


def add_doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, metavar="DIR", help=_DATA)
    parser.add_argument(
        "--copies", type=Path, action="append", default=[], metavar="DIR", help="a folder of copies to hold it against"
    )
    parser.set_defaults(verb=doctor_verb)


def doctor_verb(chosen: argparse.Namespace) -> int:
    """Say how a data folder is; 1 where something is wrong."""
    from unpinch.web.clock import system_now
    from unpinch.web.folder import passing
    from unpinch.web.keeping.doctor import Patient, examined
    from unpinch.web.keeping.findings import Level

    place = _place(chosen.data)
    copies = [place.backups, *(path.expanduser() for path in chosen.copies)]
    levels = set()
    with passing() as empty, ExitStack() as stack, _in_words():
        if address := _address(place):
            taken, there = _there(empty, address, stack)
            patient = Patient(place, taken, copies, system_now(), _holder(place), taken, there)
        else:
            patient = Patient(place, _fresh(empty), copies, system_now(), _holder(place))
        for one in examined(patient):
            print(_said(one), flush=True)
            levels.add(one.level)
    return REFUSED if Level.WRONG in levels else OK


def _said(one: Finding) -> str:
    return f"{one.level:6} {one.what}" + (f"\n       Do this: {one.todo}" if one.todo else "")


def _fresh(empty: Path) -> Path:
    """Make an empty record of this version, to compare with."""
    from unpinch.web import boot
    from unpinch.web.folder import Folder, Identity
    from unpinch.web.settings import Installation

    place = Folder(empty)
    boot.configure(Installation(place, Identity("", "only to compare")))
    from unpinch.web import database

    database.prepare(place, print)
    database.close()
    return place.database


def _address(place: Folder) -> Address | None:
    """Return the database that holds the record; None where the folder does."""
    from unpinch.web.postgres.address import chosen, one_place

    address = chosen(os.environ)
    one_place(place, address)
    return address


@contextmanager
def _record(place: Folder) -> Iterator[Path]:
    """Yield the record as a file: the folder's own, or what is taken of PostgreSQL's."""
    from unpinch.web.folder import passing

    address = _address(place)
    if address is None and not place.database.exists():
        raise Refusal(f"There is no record in {place.path}. Name its folder with --data.")
    with passing() as empty:
        _configured(empty, address)
        if address is None:
            yield place.database
            return
        from unpinch.web.keeping import portable
        from unpinch.web.postgres import opening

        opening.see_readable(address)
        with portable.taken(_folder(empty)) as path:
            yield path


def _there(empty: Path, address: Address, stack: ExitStack) -> tuple[Path, Sequence[Finding]]:
    """Look at the database; return its record as a file, where it can be read, and what was found."""
    _configured(empty, address)
    from unpinch.web.errors import StartError
    from unpinch.web.keeping import portable
    from unpinch.web.postgres import looking, opening

    found = list(looking.findings(address))
    try:
        opening.see_readable(address)
        return stack.enter_context(portable.taken(_folder(empty))), found
    except StartError:
        return empty / "nothing", found


def _configured(empty: Path, address: Address | None) -> None:
    from unpinch.web import boot
    from unpinch.web.folder import Identity
    from unpinch.web.settings import Installation

    boot.configure(Installation(_folder(empty), Identity("", "only to read"), database=address))


def _folder(empty: Path) -> Folder:
    """Return a folder that is gone afterwards, for what is taken of the record."""
    from unpinch.web.folder import Folder

    return Folder(empty)


def _holder(place: Folder) -> Holder | None:
    from unpinch.web import holder

    try:
        return holder.held_by(place)
    except (holder.HeldError, OSError):
        return None


def _place(data: Path | None) -> Folder:
    from unpinch.web.folder import choose

    return choose(data, os.environ)


@contextmanager
def _in_words() -> Iterator[None]:
    """Turn what a person can mend into a refusal in words."""
    from unpinch.web.errors import StartError
    from unpinch.web.keeping.points import PointError

    try:
        yield
    except (StartError, PointError) as error:
        raise Refusal(str(error)) from error
