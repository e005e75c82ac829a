"""A data folder opened by a program that serves no pages, whether or not a server runs with it."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from unpinch.web import boot, folder, holder
from unpinch.web.errors import Exit, StartError
from unpinch.web.postgres import server
from unpinch.web.postgres.address import chosen, one_place
from unpinch.web.serve import PRIVATE_UMASK
from unpinch.web.settings import Installation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from unpinch.web.folder import Folder


@contextmanager
def opened(
    data: Path | None,
    say: Callable[[str], object],
    *,
    make: bool = False,
    alone: bool = False,
    programme: Path | None = None,
) -> Iterator[Folder]:
    """Open a folder's record; with `make` begin one where none is. Called once in a process.

    Where no server runs, none starts meanwhile. Where one runs, both write: each write is a transaction of its own;
    with `alone` that is refused.
    """
    place = folder.choose(data, os.environ)
    address = chosen(os.environ)
    one_place(place, address)
    if not make and address is None and not place.database.exists():
        raise StartError(f"There is no record in {place.path}. Name its folder with --data.", Exit.FOLDER)
    os.umask(PRIVATE_UMASK)
    folder.settle_in(place)
    with ExitStack() as stack:
        ours = _held(place, stack)
        if alone and not ours:
            raise StartError(f"An Unpinch runs with {place.path}. End it first, or choose another folder.", Exit.BUSY)
        if ours:
            folder.make_private(place)
            stack.enter_context(server.alone(address))
        boot.configure(Installation(place, folder.identity_of(place), programme=programme, database=address))
        from unpinch.web import database

        stack.callback(database.close)
        if ours:
            database.prepare(place, say)
        elif not database.is_current(place):
            raise StartError(f"Another version of Unpinch runs with {place.path}. End it first.", Exit.BUSY)
        yield place


def _held(place: Folder, stack: ExitStack) -> bool:
    """Hold the folder; tell whether we do, and no server."""
    try:
        stack.enter_context(holder.hold(place))
    except holder.HeldError as held:
        if held.holder is None:
            text = f"Another Unpinch is just starting with {place.path}. Wait a moment and try again."
            raise StartError(text, Exit.BUSY) from held
        return False
    return True
