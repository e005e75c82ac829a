"""Going back to a copy: first what it would change, then the change, in one step that is done or not done.

The copy is unpacked beside the record, brought to this version, given new device ids (it must not go on with chains
that were written further since), and rid of everyone who was erased after it was made. Only then does it take the
record's place. The record as it was becomes a copy itself, so that going back can be undone.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import DatabaseError

from unpinch import __version__
from unpinch.web import boot, folder, holder
from unpinch.web.clock import system_now
from unpinch.web.errors import Exit, StartError
from unpinch.web.folder import Folder, clear, settle_in, touch_private
from unpinch.web.keeping import reading, sound
from unpinch.web.keeping.copying import copy
from unpinch.web.keeping.points import Point, PointError, kept, sync_folder
from unpinch.web.postgres import server
from unpinch.web.postgres.address import chosen as address_chosen
from unpinch.web.postgres.address import one_place, remember
from unpinch.web.settings import Installation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from unpinch.journal import Moment
    from unpinch.web.keeping.reading import Contents, Migration
    from unpinch.web.postgres.address import Address

WHY = "before going back"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What going back would change. `back`: lines that come back; `away`: lines that only the present record has.

    `readable`: whether the present record can be read; None where there is none. `erased`: hashes of the ids of those
    who stay erased. `astray`: how many entries of the copy don't follow what stands before them.
    """

    point: Point
    people: int
    back: int
    away: int
    readable: bool | None
    erased: frozenset[str]
    astray: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """What someone wants to go back to: a folder of copies, the number of one (None: the newest), its passphrase."""

    copies: Path
    number: int | None
    passphrase: Callable[[], str]


def go_back(place: Folder, wish: Wish, say: Callable[[str], object], *, apply: bool) -> Outlook:
    """Go back to a copy, or without `apply` only look what that would change. Called once in a process."""
    address = address_chosen(os.environ)
    one_place(place, address)
    points = kept(wish.copies)
    point = chosen(points, wish.number)
    words = wish.passphrase() if point.locked else ""
    try:
        with _alone(place, address, apply=apply), staged(place, point, words) as stage:
            found = _looked_at(place, stage, points, point, address)
            say(told(found))
            if apply:
                before = _done_there(place, stage, found, address) if address else _done(place, stage, found)
                say(f"Done. {f'The record as it was is kept at {before}.' if before else ''}".strip())
    except (OSError, sqlite3.Error, DatabaseError) as error:
        text = f"This could not be finished ({error}). No line was lost, and the record is whole."
        more = f"See that {place.path} can be written and has room for three times the record, then say the same again."
        raise StartError(f"{text} {' '.join(folder.barred(place) or (more,))}", Exit.FOLDER) from error
    return found


def _looked_at(place: Folder, stage: Folder, points: Sequence[Point], point: Point, address: Address | None) -> Outlook:
    boot.configure(Installation(stage, folder.Identity("", secrets.token_hex()), database=address))
    from unpinch.web import database

    known, moment = database.known_migrations(), system_now()
    refuse_newer(point, known)
    astray = _see_sound(stage.database, point, moment)
    present = _present_there(stage, address, known, moment) if address else _present(place, known, moment)
    return replace(outlook(present, stage, points, point), astray=astray)


def _done(place: Folder, stage: Folder, found: Outlook) -> Path | None:
    from unpinch.web import database

    database.prepare(stage, lambda _: None)
    renew(found.erased)
    database.close()
    return exchange(place, stage, system_now(), readable=found.readable)


def _done_there(place: Folder, stage: Folder, found: Outlook, address: Address) -> Path | None:
    """Put the staged record in the place of PostgreSQL's, in one transaction."""
    from unpinch.web import database
    from unpinch.web.keeping import portable

    before, moment = None, system_now()
    if found.readable is not None:
        with portable.taken(stage) as present:
            before = _kept_copy(present, place.backups, moment, readable=found.readable)
    database.prepare(place, lambda _: None, moving=True)
    portable.brought_up(stage.database)
    portable.bring(stage.database, found.erased, moment.epoch_s)
    remember(place, address)
    database.close()
    return before


@contextmanager
def _alone(place: Folder, address: Address | None, *, apply: bool) -> Iterator[None]:
    """See that no server writes meanwhile; a mere look leaves no trace."""
    made = not place.path.exists()
    folder.settle_in(place)
    try:
        with holder.hold(place) if apply else nullcontext():
            if apply:
                folder.make_private(place)
            with server.alone(address if apply else None):
                yield
    except holder.HeldError as held:
        raise StartError(f"An Unpinch runs with {place.path}. End it first. Nothing was changed.", Exit.BUSY) from held
    finally:
        if made and not apply:
            shutil.rmtree(place.path)


def told(found: Outlook) -> str:
    """Say what going back changes."""
    lines = [f"Copy {found.point.text} (Unpinch {found.point.version})."]
    if found.readable is None:
        lines.append(f"There is no record yet. This brings {found.people} people and {found.back} lines.")
    else:
        lines.append(f"{found.back} lines come back. {found.away} lines that were written since go out of the record.")
    if found.astray:
        text = f"{found.astray} entries in it don't follow the entry that they name: a device sent them so, or a line"
        lines.append(f"{text} was changed before it was copied.")
    if found.readable is False:
        lines.append("The present record is damaged: what can't be read of it isn't counted here.")
    if found.point.holds(found.erased):
        lines.append("Who was erased after this copy was made stays erased.")
    return "\n".join(lines)


def chosen(points: Sequence[Point], number: int | None) -> Point:
    """Return the point of that number, or the newest."""
    found = [point for point in points if number in {None, point.number}]
    if not found:
        text = f"There is no copy {number}" if points else "There is no copy"
        raise PointError(f"{text} there. Name a folder with copies with --from, and one of them with --point.")
    return found[-1]


@contextmanager
def staged(place: Folder, point: Point, passphrase: str) -> Iterator[Folder]:
    """Unpack a copy beside the record, in a folder of its own that is gone at the end; check it as it lies there."""
    stage = Folder(place.path / "restoring")
    clear(stage.path)
    settle_in(stage)
    try:
        point.unpack(stage.database, passphrase)
        _check(stage.database, point)
        yield stage
    finally:
        clear(stage.path)


def _check(database: Path, point: Point) -> None:
    try:
        with reading.opened(database) as record:
            wrong, found = reading.trouble(record), reading.contents(record)
    except sqlite3.DatabaseError as error:
        raise _damaged(point, str(error)) from error
    if wrong or (found.stands, found.erased) != (point.stands, point.erased):
        raise _damaged(point, wrong or "it doesn't hold what its note says")


def _see_sound(database: Path, point: Point, moment: Moment) -> int:
    """Refuse a copy of something damaged; return how many entries of it are astray."""
    try:
        with reading.opened(database) as record:
            sight = sound.seen(record, moment)
    except sqlite3.DatabaseError as error:
        raise _damaged(point, str(error)) from error
    if sight.flaws:
        raise _damaged(point, sight.flaws)
    return len(sight.astray)


def _damaged(point: Point, why: str) -> PointError:
    return PointError(f"The copy {point.number} is damaged ({why}). Choose another with --point. Nothing was changed.")


def refuse_newer(point: Point, known: frozenset[Migration]) -> None:
    """Refuse a copy that a newer Unpinch made."""
    if point.migrations - known:
        text = f"A newer Unpinch ({point.version}) made the copy {point.number}. Update Unpinch. Nothing was changed."
        raise PointError(text)


Present = tuple["Contents | None", "bool | None"]
"""What the record holds now, and whether it can be read; None and None where there is no record."""


def outlook(present: Present, stage: Folder, points: Sequence[Point], point: Point) -> Outlook:
    """Say what going back would change."""
    with reading.opened(stage.database) as record:
        then = reading.contents(record)
    now, readable = present
    later = (each.erased for each in points if each.number > point.number)
    erased = frozenset().union(*later, now.erased if now else ())
    lines = now.lines if now else frozenset()
    people = sum(stand.who not in erased for stand in then.stands)
    return Outlook(point, people, len(then.lines - lines), len(lines - then.lines), readable, erased)


def _present_there(stage: Folder, address: Address, known: frozenset[Migration], moment: Moment) -> Present:
    from unpinch.web.keeping import portable
    from unpinch.web.postgres import opening

    applied = opening.applied_migrations(address)
    if not applied:
        return None, None
    _leave_newer(applied, known, address.shown)
    with portable.taken(stage) as path, reading.opened(path) as record:
        return reading.contents(record), not sound.seen(record, moment).flaws


def _present(place: Folder, known: frozenset[Migration], moment: Moment) -> Present:
    if not place.database.exists():
        return None, None
    try:
        with reading.opened(place.database) as record:
            _leave_newer(reading.migrations(record), known, str(place.database))
            return reading.contents(record), not sound.seen(record, moment).flaws
    except sqlite3.DatabaseError:
        return None, False


def _leave_newer(applied: frozenset[Migration], known: frozenset[Migration], where: str) -> None:
    """Refuse to put anything in the place of a record that a newer Unpinch wrote."""
    if applied - known:
        text = f"The record in {where} was written by a newer Unpinch than this one ({__version__})."
        raise StartError(
            f"{text} Nothing was changed. Update Unpinch, or go back to the copy in a new folder with --data.",
            Exit.DATABASE,
        )


def renew(erased: frozenset[str]) -> None:
    """Make a restored record, on which Django is set up, fit to be written: new devices, nobody who was erased."""
    from unpinch.web import actions, queries

    for person in queries.people():
        if reading.hashed(person.pk.hex) in erased:
            actions.erase_person(person)
        else:
            actions.renew_device(person)


def exchange(place: Folder, stage: Folder, moment: Moment, *, readable: bool | None) -> Path | None:
    """Put the staged record in the place of the present one; return where that one is kept."""
    before = None
    if readable is not None:
        before = _kept_copy(place.database, place.backups, moment, readable=readable)
    if readable:
        _empty_log(place.database)
    _empty_log(stage.database)
    for end in ("-wal", "-shm"):
        Path(f"{place.database}{end}").unlink(missing_ok=True)
    stage.database.replace(place.database)
    sync_folder(place.path)
    return before


def _empty_log(database: Path) -> None:
    """Bring into the file what the log holds: the log must not be taken for that of the record that comes."""
    with closing(sqlite3.connect(database)) as record:
        busy = record.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise PointError("Another program reads the record just now. End it and try again. Nothing was changed.")


def _kept_copy(database: Path, backups: Path, moment: Moment, *, readable: bool) -> Path:
    """Keep the present record, as a copy or, where it is damaged, as it is."""
    if readable:
        return copy(database, backups, moment, why=WHY).point.path
    return _kept_as_it_is(database, backups, moment)


def _kept_as_it_is(database: Path, backups: Path, moment: Moment) -> Path:
    """Keep a damaged record byte by byte, for whoever can still read something in it."""
    stamp = moment.text.replace(":", "").replace("+", "p")
    kept_at = backups / f"unpinch-damaged-{stamp}"
    for end in ("", "-wal", "-shm"):
        source, target = Path(f"{database}{end}"), Path(f"{kept_at}{end}")
        if source.exists():
            touch_private(target)
            shutil.copyfile(source, target)
    return kept_at
