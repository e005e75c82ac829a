"""A data folder and who of it is meant, and files written whole: what verbs about a record share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from unpinch.cli.common import Refusal, load_programme

if TYPE_CHECKING:
    import argparse

    from unpinch.web.folder import Folder
    from unpinch.web.models import Person

PRIVATE = "the folder that holds your record"


def add_programme(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--programme", type=Path, metavar="DIR", help="the programme of your own that you serve this folder with"
    )


# -- a folder ----------------------------------------------------------------------------------------------------------


@contextmanager
def opened(
    data: Path | None, say: Callable[[str], object] = print, *, programme: Path | None = None, make: bool = False
) -> Iterator[Folder]:
    """Open a folder that holds a record, whether or not a server runs with it; with `make` begin one."""
    from unpinch.web import offline

    with _said():
        if programme is not None:
            _need_proof(programme, data)
        with offline.opened(data, say, make=make, programme=programme) as place:
            yield place


def _need_proof(programme: Path, data: Path | None) -> None:
    """Refuse a programme that hasn't been proven in this folder: only `serve` takes the time for that."""
    from unpinch.web.proven import is_proven

    found = load_programme(programme)
    if found.hash != load_programme(None).hash and not is_proven(found.hash, data):
        raise Refusal(f"{found.label} isn't checked here yet. Start it once: unpinch serve --programme {programme}")


@dataclass(slots=True)
class Coming:
    """Whether what was brought into a new folder stays."""

    stays: bool = False


@contextmanager
def into(data: Path | None, *, dry: bool) -> Iterator[Coming]:
    """Open a folder to bring something in. One that is new is made whole or not at all."""
    from unpinch.web import folder

    place, coming = folder.choose(data, os.environ), Coming()
    ours = place.path.is_dir() and any(place.path.iterdir())
    if place.database.exists() or place.elsewhere.exists() or (ours and not dry):
        with opened(data, make=True):
            yield coming
        return
    with _beside(place, dry=dry) as spare:
        with opened(spare, make=True):
            yield coming
        if coming.stays and not dry:
            for path in sorted(spare.iterdir(), key=lambda one: one.name == place.database.name):
                path.rename(place.path / path.name)


@contextmanager
def _beside(place: Folder, *, dry: bool) -> Iterator[Path]:
    """Make a folder for trying: in the one meant, so that all can be moved there, or nowhere near it."""
    from unpinch.web import folder

    made = not dry and not place.path.exists()
    if not dry:
        with _said():
            folder.settle_in(place)
    try:
        with TemporaryDirectory(prefix="coming-", dir=None if dry else place.path) as spare:
            yield Path(spare)
    finally:
        if made and not any(place.path.iterdir()):
            place.path.rmdir()


@contextmanager
def _said() -> Iterator[None]:
    """Say why a folder can't be opened."""
    from unpinch.web.errors import StartError

    try:
        yield
    except StartError as error:
        raise Refusal(str(error)) from error


# -- persons -----------------------------------------------------------------------------------------------------------


def persons(named: str | None) -> Sequence[Person]:
    """Return the persons meant: everyone, or the one of that id or name."""
    from unpinch.web import queries

    return queries.people() if named is None else [_called(named)]


def one_person(place: Folder, named: str | None, wrong: str) -> Person:
    """Return the person of that name or id, else the folder's default person, else say what is wrong."""
    from unpinch.web.default_person import default_person

    found = default_person(place) if named is None else _called(named)
    if found is None:
        raise _name_one(wrong)
    return found


def names(people: Sequence[Person]) -> str:
    return ", ".join(person.label or "someone without a name" for person in people) or "nobody"


def _called(named: str) -> Person:
    from unpinch.web import queries

    found = [person for person in queries.people() if named in {str(person.pk), person.label}]
    if len(found) != 1:
        raise _name_one(f"{len(found)} persons are called {named}" if found else f"Nobody here is {named}")
    return found[0]


def _name_one(wrong: str) -> Refusal:
    from unpinch.web import queries

    known = "; ".join(f"{person.label or 'without a name'} ({person.pk})" for person in queries.people())
    return Refusal(f"{wrong}. Here are: {known or 'nobody'}. Name one with --person.")


# -- files -------------------------------------------------------------------------------------------------------------


def write_whole(out: Path, chunks: Iterable[bytes]) -> None:
    """Write a file whole or not at all."""
    new = out.with_name(f".{out.name}.new")
    try:
        with new.open("wb") as file:
            file.writelines(chunks)
        new.replace(out)
    except OSError as error:
        raise Refusal(f"{out} can't be written ({error.strerror}). Name another file with --out.") from error
    finally:
        new.unlink(missing_ok=True)
